// A DNS-over-HTTPS server without TLS on loopback, made to misbehave: behave(query, response, {name, type,
// count}) decides.
import { createServer } from "node:http";
import packet from "dns-packet";
import { dohResolver } from "../../wasm/doh.js";

/** A well-formed response to a query of RFC 8484. */
export function answer(
  query,
  answers = [],
  { rcode = 0, flags = 0, authorities = [], questions = query.questions, id = query.id } = {},
) {
  return packet.encode({
    type: "response",
    id,
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | flags | rcode,
    questions,
    answers,
    authorities,
  });
}

export function send(response, body, { status = 200, type = "application/dns-message", headers = {} } = {}) {
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(body);
}

/** @returns {Promise<{url: string, requests: object[], close: () => Promise<void>}>} */
export async function fakeDoh(behave) {
  const requests = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const query = packet.decode(Buffer.from(url.searchParams.get("dns") ?? "", "base64url"));
    const { name, type } = query.questions[0];
    const entry = {
      name,
      type,
      query,
      request,
      raw: url.searchParams.get("dns"),
      method: request.method,
      headers: request.headers,
      closed: false,
    };
    requests.push(entry);
    response.on("close", () => {
      entry.closed = true;
      entry.finished = response.writableFinished;
    });
    behave(query, response, { name, type, count: requests.length });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/dns-query`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address as an answer. */
export const A = (name, data, ttl = 300) => ({ name, type: "A", ttl, data });

/** Runs `use(resolver, server)` against a server that behaves so. */
export async function against(behave, use, options = {}) {
  const server = await fakeDoh(behave);
  try {
    return await use(dohResolver(server.url, { timeoutMs: 30_000, ...options }), server);
  } finally {
    await server.close();
  }
}
