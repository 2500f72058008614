// A Resolver over DNS over HTTPS (RFC 8484): GET, wire format. All questions at once, each asked once,
// answers kept for as long as they say. An answer that is odd in any way counts as none: the promise is
// rejected, which means a temporary failure.
import { WhenceError } from "./errors.js";
import { LARGEST, canAsk } from "./dns-types.js";

const CONTENT_TYPE = "application/dns-message";
const TRIES = 2;
const AT_ONCE = 24; // requests under way; more wait their turn
const MOST_KEPT = 2000; // answers
const LONGEST_KEPT = 3600; // seconds

/** RFC 4648 5, without padding (RFC 8484 6). */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The server's address: https, or http on this very machine. A URI template's "{?dns}" (RFC 8484 3) is
 * understood.
 */
function serverUrl(url) {
  let parsed;
  try {
    parsed = new URL(String(url).replace(/\{\?dns\}$/, ""));
  } catch (error) {
    throw new WhenceError("bad-option", "The resolver's address is no URL.", error);
  }
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  if (parsed.protocol !== "https:" && !(parsed.protocol === "http:" && local)) {
    throw new WhenceError("bad-option", "The resolver's address must begin with https://.");
  }
  return parsed;
}

/** A response's body, refused as soon as it is larger than a DNS message can be. */
async function readBody(response) {
  if (Number(response.headers.get("content-length") ?? 0) > LARGEST) throw new Error("too large");
  const chunks = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) {
      reader.cancel().catch(() => {});
      throw new Error("too large");
    }
    chunks.push(value);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** Work for which only so much may be under way at once. */
class Gate {
  #free;
  #waiting = [];

  constructor(places) {
    this.#free = places;
  }

  async enter() {
    if (this.#free > 0) this.#free--;
    else await new Promise((resolve) => this.#waiting.push(resolve));
  }

  leave() {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}

/** Answers by question, oldest first. */
class Cache {
  #kept = new Map();

  get(key) {
    const entry = this.#kept.get(key);
    if (!entry) return undefined;
    if (entry.until > Date.now()) return entry.answer;
    this.#kept.delete(key);
    return undefined;
  }

  put(key, answer, seconds) {
    if (seconds <= 0) return;
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
    this.#kept.set(key, { answer, until: Date.now() + 1000 * Math.min(seconds, LONGEST_KEPT) });
  }
}

class DohResolver {
  #url;
  #timeout;
  #fetch;
  #gate = new Gate(AT_ONCE);
  #cache = new Cache();
  /** question -> {promise, askers, stop}: one request for everyone who asks the same */
  #flying = new Map();

  /** @param {string | URL} url  @param {{timeoutMs?: number, fetch?: typeof globalThis.fetch}} [options] */
  constructor(url, { timeoutMs = 5000, fetch } = {}) {
    this.#url = serverUrl(url);
    if (!(timeoutMs > 0)) throw new WhenceError("bad-option", "timeoutMs must be a positive number.");
    this.#timeout = timeoutMs;
    this.#fetch = fetch ?? ((request, options) => globalThis.fetch(request, options));
  }

  /** The server asked, for showing. */
  get url() {
    return this.#url.href;
  }

  /**
   * @param {string} name
   * @param {string} type "A", "AAAA", "CNAME", "MX", "NS", "PTR", "TXT"
   * @param {{signal?: AbortSignal}} [options]
   */
  async query(name, type, { signal } = {}) {
    if (!canAsk(type)) throw new Error("a type that is not asked for here");
    const key = `${String(name).toLowerCase().replace(/\.$/, "")} ${type}`;
    const kept = this.#cache.get(key);
    if (kept) return structuredClone(kept);
    if (signal?.aborted) throw new WhenceError("aborted", undefined, signal.reason);
    const flight = this.#flying.get(key) ?? this.#start(key, name, type);
    flight.askers++;
    return this.#wait(flight, signal);
  }

  #start(key, name, type) {
    const stopper = new AbortController();
    const flight = { askers: 0, stop: () => stopper.abort() };
    flight.promise = this.#ask(name, type, stopper.signal).then(({ keep, ...answer }) => {
      this.#cache.put(key, answer, keep);
      return answer;
    }).finally(() => {
      if (this.#flying.get(key) === flight) this.#flying.delete(key);
    });
    flight.promise.catch(() => {}); // everybody may have gone
    flight.leave = () => {
      if (--flight.askers > 0) return;
      if (this.#flying.get(key) === flight) this.#flying.delete(key);
      flight.stop();
    };
    this.#flying.set(key, flight);
    return flight;
  }

  /** The flight's answer for one asker, who may leave; when all have left, the request is given up. */
  async #wait(flight, signal) {
    if (!signal) return structuredClone(await flight.promise);
    return new Promise((resolve, reject) => {
      const stop = () => {
        flight.leave();
        reject(new WhenceError("aborted", undefined, signal.reason));
      };
      signal.addEventListener("abort", stop, { once: true });
      flight.promise.then((answer) => resolve(structuredClone(answer)), reject)
        .finally(() => signal.removeEventListener("abort", stop));
    });
  }

  async #ask(name, type, stopped) {
    // Made ready for the first question: most mails are judged without any.
    const { decodeResponse, encodeQuery } = await import("./dns-wire.js");
    const url = new URL(this.#url);
    url.searchParams.set("dns", base64url(encodeQuery(name, type)));
    await this.#gate.enter();
    try {
      for (let left = TRIES - 1; ; left--) {
        try {
          return decodeResponse(await this.#request(url, stopped), name, type);
        } catch (error) {
          if (stopped.aborted || left === 0) throw error;
        }
      }
    } finally {
      this.#gate.leave();
    }
  }

  /** One try, which ends in time even where `fetch` ignores the signal. */
  async #request(url, stopped) {
    const stopper = new AbortController();
    let stop, timer;
    const late = new Promise((_, reject) => {
      stop = () => reject(new Error("no answer in time"));
      timer = setTimeout(stop, this.#timeout);
      stopped.addEventListener("abort", stop, { once: true });
      if (stopped.aborted) stop();
    });
    try {
      return await Promise.race([this.#get(url, stopper.signal), late]);
    } finally {
      clearTimeout(timer);
      stopped.removeEventListener("abort", stop);
      stopper.abort(); // also gives up a body that was not read to its end
    }
  }

  /**
   * It carries no cookie and no referrer, leaves nothing in the browser's cache and follows nobody elsewhere.
   */
  async #get(url, signal) {
    const response = await this.#fetch(url.href, {
      headers: { accept: CONTENT_TYPE },
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal,
    });
    if (response.status !== 200) throw new Error(`HTTP status ${response.status}`);
    const type = (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
    if (type !== CONTENT_TYPE) throw new Error("no DNS message");
    return readBody(response);
  }
}

/**
 * @param {string | URL} url of the server
 * @param {{timeoutMs?: number, fetch?: typeof fetch}} [options] timeoutMs: for each try, of which there are
 * two
 * @returns {DohResolver} a Resolver; throws a WhenceError "bad-option" for an address that is invalid
 */
export function dohResolver(url, options) {
  return new DohResolver(url, options ?? {});
}
