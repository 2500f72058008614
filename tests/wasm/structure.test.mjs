// Structures that mail programs read differently: whatever one of them would show is read, and said.
import test from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const HEAD = `From: Anna <anna@example.net>
To: Bob <bob@example.com>
Subject: Papers
Date: Mon, 2 Nov 2026 10:00:00 +0900
Message-ID: <a1@mx.example.net>
MIME-Version: 1.0
`;
const PAGE = '<p>Good day to you all.</p><a href="https://pay.example.org/login">here</a>';
const PARTS = `--b\nContent-Type: text/html\n\n${PAGE}\n--b--\n`;
const base64 = (text) => Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\n");
const mail = (fields, body) => Buffer.from(`${HEAD}${fields}\n\n${body}\n`);
const hosts = (report) => report.links.map(({ host }) => host);
const damages = (report) =>
  report.findings.filter(({ id }) => id === "mime-evasive").map(({ args }) => args.damage);

test("parts under an encoding: read decoded, and led back to where they stand", async () => {
  const UNDER = "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding:";
  for (const [encoding, body] of [
    ["base64", base64(PARTS)],
    ["quoted-printable", PARTS.replaceAll("--b", "=2D-b").replaceAll('="', '=3D"')],
  ]) {
    const source = mail(`${UNDER} ${encoding}`, body),
      report = await whence.analyze(source);
    assert.deepEqual(hosts(report), ["pay.example.org"], encoding);
    assert.deepEqual(damages(report), ["encoded-parts"]);
    const [[from, to]] = report.links[0].spans,
      line = source.subarray(0, from).lastIndexOf("\n") + 1,
      there = source.subarray(line, to).toString();
    const read = encoding === "base64" ? Buffer.from(there, "base64").toString() : there;
    assert.match(read, /pay\.example\.org\/login$/, "its place in the source");
  }
  const inner = `--o\n${UNDER} base64\n\n${base64(PARTS)}\n--o--\n`,
    report = await whence.analyze(mail("Content-Type: multipart/mixed; boundary=o", inner));
  assert.deepEqual(hosts(report), ["pay.example.org"]);
});

test("an encoding or a type that is said twice: what shows more is read", async () => {
  const twice = (name, ...values) => values.map((value) => `${name}: ${value}`).join("\n");
  for (const values of [
    ["7bit", "base64"],
    ["base64", "7bit"],
    ["quoted-printable", "base64"],
  ]) {
    const fields = `Content-Type: text/html\n${twice("Content-Transfer-Encoding", ...values)}`;
    const report = await whence.analyze(mail(fields, base64(PAGE)));
    assert.deepEqual([hosts(report), damages(report)], [["pay.example.org"], ["two-fields"]], `${values}`);
  }
  for (const types of [
    ["text/plain", "text/html"],
    ["text/html", "text/plain"],
  ]) {
    const report = await whence.analyze(mail(twice("Content-Type", ...types), PAGE));
    assert.equal(report.links[0].text, "here", `${types}`);
    assert.deepEqual(damages(report), ["two-fields"]);
  }
  const honest = await whence.analyze(mail(twice("Content-Type", "text/html", "text/html"), PAGE));
  assert.deepEqual(damages(honest), [], "the same twice hides nothing");
});
