// The forms of many servers and providers, each from both sides: what an honest client leaves in it is read
// as what it is; whatever a client calls itself, the address is the server's own word or none.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { open } from "../../dist/whence.js";
import { bank, names } from "../support/helos.mjs";

const whence = await open();
const now = new Date("2026-02-10T00:00:00Z");
const stranger = "203.0.113.77";
const table = readFileSync(new URL("../support/servers.txt", import.meta.url), "utf8");
const servers = table.split(/^== /mu).slice(1).map((block) => {
  const [head, ...lines] = block.trimEnd().split("\n");
  const [name, by] = head.split(" | ");
  return { name, by, form: lines.join("\n") };
});
const filled = ({ form }, helo, rdns, ip) =>
  form.replace(/%[HRI]/gu, (mark) => ({ "%H": helo, "%R": rdns, "%I": ip })[mark]);
const when = Date.parse("2026-02-03T01:00:05Z");

for (const server of servers) {
  test(`read as the server wrote it: ${server.name}`, () => {
    for (const helo of ["out.example.org", "[10.0.0.5]"])
      for (const rdns of ["host77.example.net", "unknown"]) {
        const field = filled(server, helo, rdns, stranger);
        const hop = whence.parseReceived(field);
        assert.equal(hop.from.ip, stranger, field);
        assert.equal(hop.from.helo, helo, field);
        assert.equal(hop.by.host.toLowerCase(), server.by.toLowerCase(), field);
        assert.equal(Date.parse(hop.date.iso), when, field);
        assert.equal(hop.from.auth, null, field);
        assert.ok(!hop.problems.includes("two-addresses"), field);
      }
  });

  test(`no HELO moves the address: ${server.name}`, () => {
    for (const helo of names)
      for (const rdns of ["host77.example.net", "unknown"]) {
        const field = filled(server, helo, rdns, stranger);
        const hop = whence.parseReceived(field);
        assert.ok([stranger, null, undefined].includes(hop.from?.ip), field);
        assert.ok(!hop.from?.auth, field);
        assert.equal(Date.parse(hop.date?.iso), when, field);
      }
  });

  test(`the entrance is where the stranger connected: ${server.name}`, async () => {
    const mail = (helo, below) =>
      `Return-Path: <sato@example.org>\nDelivered-To: hanako@example.jp\n` +
      `Received: ${filled(server, helo, "host77.example.net", stranger)}\n${below}` +
      "From: Sato <sato@example.org>\nTo: hanako@example.jp\nSubject: Minutes\n" +
      "Date: Tue, 3 Feb 2026 10:00:00 +0900\nMessage-ID: <a@out.example.org>\n\nSee you.\n";
    const { handover } = await whence.analyze(mail("out.example.org", ""), { now });
    assert.deepEqual([handover.ip, handover.hop, handover.settled], [stranger, 0, true]);
    // and a line that another server of the same house would write, below a name of that house
    const second = filled(server, "out.example.org", "out.example.org", bank);
    for (const helo of [server.by, `relay.${server.by}`, "localhost", "_gateway", "[10.0.0.3]"]) {
      const report = await whence.analyze(mail(helo, `Received: ${second}\n`), { now });
      assert.equal(report.handover.ip, stranger, `${helo} ${report.handover.reason}`);
      assert.equal(report.verdict.basis, null);
    }
  });
}
