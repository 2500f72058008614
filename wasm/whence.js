// The library (types and documentation: whence.d.ts). Works the same in browsers and in Node.js; opens no
// connection by itself.
import { compare } from "./compare.js";
import packed from "whence:wasm";
import { Core, GRAMMAR, KIND } from "./core.js";
import { WhenceError, stopIfAborted } from "./errors.js";
import { brought, inside } from "./load.js";
import { isCompound } from "./files/compound.js";
import { readMsg } from "./files/outlook.js";
import { splitSource } from "./files/split.js";
import { bytesNow, bytesOf, hostOf, hostOptions, inputJson, profileOptions } from "./options.js";
import { drive } from "./oracle.js";
import { Profiles } from "./profiles.js";

export { WhenceError } from "./errors.js";
export { dohResolver } from "./doh.js";
export { describe, toHtml, toMarkdown, toText } from "../web/export/index.js";
export { redact, redactions } from "../web/words/redact.js";

// Memory that wasm once took is never given back: after a mail this large, an idle instance is replaced by a
// fresh one.
const LARGE = 64 << 20;

/** The module inside, or the one that the caller brought; the build without the module inside needs one. */
async function moduleOf(options) {
  if (options != null && typeof options !== "object")
    throw new WhenceError("bad-option", "Options must be an object.");
  if (options?.module != null) return brought(options.module);
  if (packed === null)
    throw new WhenceError("bad-option", "module must be given: this build has none inside.");
  return inside(packed);
}

/** @param {import("./load.js").Instantiate} module */
async function start(module) {
  const core = await Core.create(module);
  const profiles = new Profiles(core);
  profiles.borrow("").release();
  return { core, profiles, module };
}

/**
 * @param {{module?: WebAssembly.Module | BufferSource | Response | Promise<Response>}} [options]
 * @returns {Promise<Whence>} rejected with a WhenceError "wasm-unavailable" or "bad-option"
 */
export async function open(options) {
  return new Whence(await start(await moduleOf(options)));
}

class Whence {
  #instance;
  #renewal = null;

  constructor(instance) {
    this.#instance = instance;
  }

  /** Version of the core and of its tables. */
  get version() {
    return this.#instance.core.version;
  }

  /** Bytes that the module holds from the system. */
  get memory() {
    return this.#instance.core.size;
  }

  async analyze(source, options) {
    const host = hostOptions(options), settings = profileOptions(options);
    stopIfAborted(host.signal);
    const given = bytesNow(source) ?? (await bytesOf(source));
    if (typeof given === "string" || !isCompound(given))
      return this.#evaluate(KIND.mail, given, settings, host);
    const { bytes, container, incomplete } = mailOfMsg(given, this.#rtf);
    return this.#evaluate(KIND.mail, bytes, profileOptions({ ...options, container, incomplete }), host);
  }

  async checkSpf(input, options) {
    return this.#evaluate(KIND.spf, inputJson(input, "checkSpf"), "", hostOptions(options));
  }

  async checkDmarc(input, options) {
    return this.#evaluate(KIND.dmarc, inputJson(input, "checkDmarc"), "", hostOptions(options));
  }

  splitMbox(source) {
    const given = bytesNow(source);
    if (given === null) throw new WhenceError("bad-option", "splitMbox wants bytes or a string, not a Blob.");
    const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
    return this.#parse(GRAMMAR.mbox, bytes).map(([start, end]) => bytes.subarray(start, end));
  }

  async splitSource(source, name = "") {
    if (typeof name !== "string") throw new WhenceError("bad-option", "The name must be a string.");
    const given = bytesNow(source) ?? await bytesOf(source);
    const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
    return splitSource(bytes, name, { mbox: (file) => this.splitMbox(file), rtf: this.#rtf });
  }

  compare(reports) {
    if (!Array.isArray(reports)) throw new WhenceError("bad-option", "compare wants a list of reports.");
    return compare(reports);
  }

  checkDomain(name, options) {
    return this.#parse(GRAMMAR.domain, hostOf(name), profileOptions(options));
  }

  parseReceived(value) {
    return this.#parse(GRAMMAR.received, value);
  }

  parseMessageId(value) {
    return this.#parse(GRAMMAR.messageId, value);
  }

  parseAuthenticationResults(value) {
    return this.#parse(GRAMMAR.authResults, value);
  }

  parseDate(value) {
    return this.#parse(GRAMMAR.date, value);
  }

  decodeHeader(value) {
    return this.#parse(GRAMMAR.header, value);
  }

  read(source, { spans = [] } = {}) {
    const given = bytesNow(source);
    if (given === null) throw new WhenceError("bad-option", "read wants bytes or a string, not a Blob.");
    const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
    const sound = spans.every(
      (span) =>
        span.length === 2 && span.every((at) => Number.isInteger(at) && at >= 0 && at <= bytes.length),
    );
    if (!sound) throw new WhenceError("bad-option", "spans are pairs of offsets into the source.");
    try {
      return this.#instance.core.read(bytes, spans);
    } finally {
      this.#renew();
    }
  }

  /** What a compressed RTF says, as a .msg has it. */
  #rtf = (packed) => this.#parse(GRAMMAR.rtf, packed);

  #parse(grammar, value, options = "") {
    if (typeof value !== "string" && !(value instanceof Uint8Array)) {
      throw new WhenceError("bad-option", "The value must be a string or a Uint8Array.");
    }
    const { core, profiles } = this.#instance;
    try {
      const profile = profiles.borrow(options);
      try {
        return core.parse(grammar, value, profile.handle);
      } finally {
        profile.release();
      }
    } finally {
      this.#renew();
    }
  }

  async #evaluate(kind, input, options, host) {
    if (this.#instance.core.broken) await this.#renewal;
    const { core, profiles } = this.#instance;
    let profile, session;
    try {
      profile = profiles.borrow(options);
      session = core.open(kind, input, profile.handle, host.now, Boolean(host.resolver));
      const opened = session, { problem } = profile;
      const report = (notices) => withNotices(opened.report(), notices, kind === KIND.mail ? problem : null);
      const onReport = host.onReport && ((notices) => tell(host.onReport, report(notices)));
      const { notices } = await drive(session, { ...host, onReport, rtf: this.#rtf });
      return report(notices);
    } finally {
      session?.close();
      profile?.release();
      this.#renew();
    }
  }

  /** Puts a fresh instance in the place of one that is broken or holds much memory, once nobody uses it. */
  #renew() {
    const { core, module } = this.#instance;
    if (this.#renewal || !(core.broken || (core.size > LARGE && core.sessions === 0))) return;
    this.#renewal = start(module).then((instance) => {
      this.#instance = instance;
    }, () => {}).finally(() => {
      this.#renewal = null;
    });
  }
}

function tell(onReport, report) {
  try {
    onReport(report);
  } catch (error) {
    throw new WhenceError("bad-option", "onReport threw an error.", error);
  }
}

/** Outlook's file as the mail that it holds. */
function mailOfMsg(file, rtf) {
  try {
    return { ...readMsg(file, rtf), container: "msg" };
  } catch (error) {
    throw new WhenceError("bad-input", "The file is no Outlook message (.msg), or it is damaged.", error);
  }
}

/**
 * What the host could not do, or the core passed over, is said in the report; most reports have nothing of
 * the kind.
 */
function withNotices(report, notices, problem) {
  const all = notices.map((id) => ({ id }));
  if (problem) all.push({ id: "option-passed-over", text: problem });
  return all.length ? { ...report, notices: all } : report;
}
