// A `fetch` for DNS over HTTPS in Node.js that speaks HTTP/2 (RFC 9113), as RFC 8484 5.2 recommends and as
// some servers insist: Node's own speaks HTTP/1.1 only. A server that does not offer HTTP/2 (ALPN, RFC 7301)
// is asked by the ordinary fetch. GET only, small answers only.
import { connect, constants } from "node:http2";
import { isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import { LARGEST } from "./dns-types.js";

const { HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS } = constants;

/**
 * A TLS connection, and what the server chose to speak over it.
 * @returns {Promise<import("node:tls").TLSSocket>}
 */
function dial(origin) {
  const { hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, ""); // IPv6
  return new Promise((resolve, reject) => {
    const socket = connectTls(
      {
        host,
        port: Number(port) || 443,
        servername: isIP(host) ? "" : host,
        ALPNProtocols: ["h2", "http/1.1"],
      },
      () => resolve(socket),
    );
    socket.once("error", reject);
  });
}

/**
 * A connection to one origin, made when it is first needed. It keeps the process alive only while something
 * is under way.
 */
class Connection {
  #origin;
  #session = null;
  #busy = 0;

  constructor(origin) {
    this.#origin = origin;
  }

  /**
   * @returns {Promise<import("node:http2").ClientHttp2Session | null>} null where the server speaks no HTTP/2
   */
  async #open() {
    const socket = await dial(this.#origin);
    if (socket.alpnProtocol !== "h2") {
      socket.destroy();
      return null;
    }
    const session = connect(this.#origin, { createConnection: () => socket });
    const gone = () => { this.#session = null; };
    session.on("error", gone).once("close", gone).once("goaway", gone);
    return session;
  }

  /** Runs `use` with the session; one that is gone is made anew for the next who asks. */
  async with(use) {
    this.#session ??= this.#open().catch((error) => {
      this.#session = null;
      throw error;
    });
    const session = await this.#session;
    if (!session) return use(null);
    this.#busy++;
    session.ref();
    try {
      return await use(session);
    } finally {
      if (--this.#busy === 0) session.unref();
    }
  }
}

/** One request; the body is given up as soon as it is larger than a DNS message can be. */
function request(session, url, /** @type {{headers?: object, signal?: AbortSignal}} */ { headers, signal }) {
  return new Promise((resolve, reject) => {
    const stream = session.request(
      { ...headers, [HTTP2_HEADER_METHOD]: "GET", [HTTP2_HEADER_PATH]: url.pathname + url.search },
      { signal },
    );
    const chunks = [];
    let size = 0, status = 0, fields = {};
    stream.on("response", (head) => {
      status = head[HTTP2_HEADER_STATUS];
      fields = Object.fromEntries(
        Object.entries(head)
          .filter(([name]) => !name.startsWith(":"))
          .map(([name, value]) => [name, String(value)]),
      );
    });
    stream.on("data", (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LARGEST) stream.destroy(new Error("too large"));
    });
    stream.on("error", reject);
    stream.on("end", () => {
      try {
        resolve(
          new Response(size ? Buffer.concat(chunks, size) : null, {
            status,
            headers: /** @type {Record<string, string>} */ (fields),
          }),
        );
      } catch (error) {
        // an invalid status, or one that has no body, with a body
        reject(error);
      }
    });
    stream.on("close", () => reject(new Error("no answer"))); // without effect when there was one
  });
}

/**
 * @returns {(href: string, options: {headers?: object, signal?: AbortSignal}) => Promise<Response>} for
 * dohResolver's option `fetch`
 */
export function http2Fetch() {
  const connections = new Map();
  return async (href, options = {}) => {
    const url = new URL(href);
    if (url.protocol !== "https:") return fetch(href, options);
    if (!connections.has(url.origin)) connections.set(url.origin, new Connection(url.origin));
    return connections
      .get(url.origin)
      .with((session) => (session ? request(session, url, options) : fetch(href, options)));
  };
}
