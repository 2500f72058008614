// Node's own DNS as a Resolver, against a name server on loopback.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import packet from "dns-packet";
import { nodeResolver } from "../../wasm/node-dns.js";

const ZONE = {
  "a.example A": ["192.0.2.1", "192.0.2.2"],
  "a.example AAAA": ["2001:db8::1"],
  "a.example NS": ["ns.a.example"],
  "a.example MX": [{ preference: 10, exchange: "mx.a.example" }],
  "a.example TXT": [["v=spf1 ", "-all"], [Buffer.from([0x63, 0xe9, 0xff])]],
  "1.2.0.192.in-addr.arpa PTR": ["a.example"],
  "www.a.example CNAME": ["a.example"],
};
const RCODES = { "none.example": 3, "broken.example": 2 };
const asked = [];

const server = createSocket("udp4");
server.on("message", (message, { port, address }) => {
  const query = packet.decode(message);
  const [{ name, type }] = query.questions;
  asked.push(`${name} ${type}`);
  const answers = (ZONE[`${name} ${type}`] ?? []).map((data) => ({ name, type, ttl: 77, data }));
  const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | (RCODES[name] ?? 0);
  server.send(
    packet.encode({ type: "response", id: query.id, flags, questions: query.questions, answers }),
    port,
    address,
  );
});
await new Promise((resolve) => server.bind(0, "127.0.0.1", resolve));
test.after(() => server.close());
const resolver = nodeResolver([`127.0.0.1:${server.address().port}`]);
const data = async (name, type) => (await resolver.query(name, type)).answers.map((record) => record.data);

test("records in the Resolver's form", async () => {
  assert.deepEqual(await resolver.query("a.example", "A"), {
    rcode: "NOERROR",
    answers: ["192.0.2.1", "192.0.2.2"].map((address) => ({
      name: "a.example",
      type: "A",
      ttl: 77,
      data: address,
    })),
  });
  assert.deepEqual(await data("a.example", "AAAA"), ["2001:db8::1"]);
  assert.deepEqual(await data("a.example", "MX"), [{ preference: 10, exchange: "mx.a.example" }]);
  assert.deepEqual(await data("a.example", "NS"), ["ns.a.example"]);
  assert.deepEqual(await data("a.example", "TXT"), [["v=spf1 ", "-all"], ["c\u00e9\u00ff"]]);
  assert.deepEqual(await data("1.2.0.192.in-addr.arpa", "PTR"), ["a.example"]);
  assert.deepEqual(await data("www.a.example", "CNAME"), ["a.example"]);
});

test("no such name and no data are answers, a failing server is none", async () => {
  assert.deepEqual(await resolver.query("none.example", "TXT"), { rcode: "NXDOMAIN", answers: [] });
  assert.deepEqual(await resolver.query("a.example", "CNAME"), { rcode: "NOERROR", answers: [] });
  await assert.rejects(resolver.query("broken.example", "TXT"));
  await assert.rejects(resolver.query("a.example", "ANY"));
});

test("the same is asked once", async () => {
  asked.length = 0;
  await Promise.all([resolver.query("once.a.example", "A"), resolver.query("ONCE.a.example", "A")]);
  await resolver.query("once.a.example", "A");
  assert.deepEqual(asked, ["once.a.example A"]);
});

test("of very many answers the last ones are kept", async () => {
  const ask = (i) => resolver.query(`n${i}.a.example`, "A");
  for (let i = 0; i <= 2000; i += 100) await Promise.all(Array.from({ length: 100 }, (_, k) => ask(i + k)));
  asked.length = 0;
  await ask(2099);
  await ask(0);
  assert.deepEqual(asked, ["n0.a.example A"]);
});
