// A real DNS-over-HTTPS server on this machine: unbound with given records, behind dnsdist (RFC 8484), with a
// certificate of its own; and one that fails in chosen ways.
import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createSecureServer } from "node:http2";
import { createServer as createHttps } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import dnsPacket from "dns-packet";
import { until } from "./until.mjs";

/**
 * @returns {{dir: string, cert: string, key: string}} a folder with a self-signed certificate for 127.0.0.1
 */
function certificate() {
  const dir = mkdtempSync(join(tmpdir(), "whence-doh-"));
  const [cert, key] = [join(dir, "cert.pem"), join(dir, "key.pem")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=127.0.0.1",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-keyout",
      key,
      "-out",
      cert,
    ],
    { stdio: "ignore" },
  );
  return { dir, cert, key };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const program = (name) => [`/usr/sbin/${name}`, `/usr/bin/${name}`].find(existsSync) ?? name;

/** Whether a server answers with an address for a name, over HTTP/2. */
function knows(url, ca, name) {
  const question = { questions: [{ name, type: "A" }], flags: dnsPacket.RECURSION_DESIRED };
  const { origin, pathname } = new URL(url);
  const path = `${pathname}?dns=${dnsPacket.encode(question).toString("base64url")}`;
  return new Promise((resolve) => {
    const session = connect(origin, { ca }).on("error", () => resolve(false));
    const parts = [];
    let status = 0;
    session
      .request({ ":path": path, accept: "application/dns-message" })
      .on("response", (headers) => (status = headers[":status"]))
      .on("data", (part) => parts.push(part))
      .on("error", () => resolve(false))
      .on("end", () => {
        session.close();
        resolve(status === 200 && dnsPacket.decode(Buffer.concat(parts)).answers.length > 0);
      });
  });
}

/** Waits until they answer for a name that no other server knows. @returns {Promise<boolean>} false: ended */
async function answering(children, ...known) {
  const ended = () => children.some(({ exitCode }) => exitCode !== null);
  return (await until(async () => ended() || (await knows(...known)))) && !ended();
}

/**
 * @param {string[]} records as in a zone file: 'example.com. TXT "v=spf1 -all"'. Every other name does not
 * exist.
 * @returns {Promise<{url: string, ca: string, stop: () => Promise<void>}>} ca: the certificate's file
 */
export async function startDoh(records) {
  // A free port may be somebody else's by the time it is wanted: the server ends, and another one is tried.
  for (let times = 0; times < 5; times++) {
    const server = await tryDoh(records);
    if (server) return server;
  }
  throw new Error("unbound and dnsdist do not answer");
}

async function tryDoh(records) {
  const { dir, cert, key } = certificate();
  const [dns, plain, https] = [await freePort(), await freePort(), await freePort()];
  const own = `${randomUUID()}.example`;
  const data = [...records, `${own}. A 192.0.2.1`]
    .map((record) => `  local-data: '${record.replace(/^(\S+) /, "$1 300 IN ")}'`)
    .join("\n");
  writeFileSync(
    join(dir, "unbound.conf"),
    `server:
  directory: "${dir}"
  username: ""
  chroot: ""
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  interface: 127.0.0.1
  port: ${dns}
  access-control: 127.0.0.0/8 allow
  module-config: "iterator"
  num-threads: 1
  local-zone: "." static
${data}
remote-control:
  control-enable: no
`);
  writeFileSync(join(dir, "dnsdist.conf"), `setLocal("127.0.0.1:${plain}")
setSecurityPollSuffix("")
newServer({address="127.0.0.1:${dns}", healthCheckMode="up"})
addDOHLocal("127.0.0.1:${https}", "${cert}", "${key}", "/dns-query",
  {customResponseHeaders={["access-control-allow-origin"]="*"}})
`);
  const run = (name, args) => spawn(program(name), args, { stdio: "ignore" });
  const children = [
    run("unbound", ["-d", "-c", join(dir, "unbound.conf")]),
    run("dnsdist", ["--supervised", "--disable-syslog", "-C", join(dir, "dnsdist.conf")]),
  ];
  const stop = async () => {
    await Promise.all(children.map((child) => new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", resolve);
      child.kill("SIGKILL");
    })));
    rmSync(dir, { recursive: true, force: true });
  };
  const url = `https://127.0.0.1:${https}/dns-query`;
  let isThere = false;
  try {
    isThere = await answering(children, url, readFileSync(cert), own);
  } finally {
    if (!isThere) await stop();
  }
  return isThere ? { url, ca: cert, stop } : null;
}

/** The response "no such name" to a query. */
const noSuchName = (questions) =>
  dnsPacket.encode({ type: "response", id: 0, flags: dnsPacket.RECURSION_DESIRED | 3, questions });

/**
 * A server that speaks HTTP/2 and nothing else, and knows one record: A of every name is 192.0.2.1, all else
 * does not exist.
 * @returns {Promise<{url: string, ca: string, protocols: string[], stop: () => Promise<void>}>} protocols: of
 * each request, as it came
 */
export async function startHttp2Doh() {
  const { dir, cert, key } = certificate();
  const protocols = [],
    sessions = new Set();
  const server = createSecureServer(
    { cert: readFileSync(cert), key: readFileSync(key), allowHTTP1: false },
    (request, response) => {
      protocols.push(request.httpVersion);
      const { questions } = dnsPacket.decode(
        Buffer.from(new URL(request.url, "https://localhost").searchParams.get("dns"), "base64url"),
      );
      response.setHeader("content-type", "application/dns-message");
      const [{ name, type }] = questions;
      response.end(
        type !== "A"
          ? noSuchName(questions)
          : dnsPacket.encode({
              type: "response",
              id: 0,
              flags: dnsPacket.RECURSION_DESIRED,
              questions,
              answers: [{ name, type: "A", ttl: 60, data: "192.0.2.1" }],
            }),
      );
    },
  );
  server.on("session", (session) => sessions.add(session));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${server.address().port}/dns-query`, ca: cert, protocols,
    stop: async () => {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * A server that answers as `behave` says: called with the question and how many came before; it gets the
 * response to spoil, and returns true when it did.
 * @param {(question: {name: string, type: string}, count: number, response:
 * import("node:http").ServerResponse) => boolean} behave
 */
export async function startBrokenDoh(behave) {
  const { dir, cert, key } = certificate();
  let count = 0;
  const server = createHttps({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    const query = dnsPacket.decode(
      Buffer.from(new URL(request.url, "https://localhost").searchParams.get("dns"), "base64url"),
    );
    response.setHeader("access-control-allow-origin", "*");
    if (behave(query.questions[0], count++, response)) return;
    response.setHeader("content-type", "application/dns-message");
    response.end(noSuchName(query.questions));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${server.address().port}/dns-query`,
    ca: cert,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The name and type that a recorded DoH request asks. */
export function questionOf(url) {
  const { name, type } = dnsPacket.decode(Buffer.from(new URL(url).searchParams.get("dns"), "base64url"))
    .questions[0];
  return `${name} ${type}`;
}
