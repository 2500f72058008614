// A mail that attacks whoever prints it: nothing of it moves the terminal, works in what is published, or
// names the recipient.
import { test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { folder, put, run } from "../support/cli.mjs";

// Subject and names try to move the cursor, change colours, turn the line round, and become markup.
const nasty = [
  'From: "<script>alert(1)</script>" <evil@phish.example.com>',
  "To: Victim Name <victim@reader.example.net>",
  "Cc: victim@reader.example.net",
  "Delivered-To: victim@reader.example.net",
  "Return-Path: <bounce+victim=reader.example.net@phish.example.com>",
  "Received: from phish.example.com (phish.example.com [192.0.2.66]) by mx.reader.example.net " +
    "with ESMTP id 1 for <victim@reader.example.net>; Tue, 1 Feb 2022 10:00:00 +0900",
  "Subject: =?utf-8?Q?=1B[31m=0D=0A=E2=80=AE_victim@reader.example.net_![x](http://phish.example.com/)_" +
    "<b>_`_|_https://www.phish.example.com/a?=",
  "Message-ID: <javascript:alert(1)@phish.example.com>",
  "Content-Type: text/html",
  "",
  '<a href="https://phish.example.com/?u=victim@reader.example.net">https://bank.example.org/</a>',
  "",
].join("\n");

test("nothing out of a mail moves the terminal", async () => {
  const { out } = await run([put("nasty.eml", nasty)]);
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(out));
  assert.match(out, /\[ESC\]/);
  assert.match(out, /\[RLO\]/);
});

test("control characters are escaped in JSON and on standard error", async () => {
  const mail =
    "From: a@example.com\nSubject: =?utf-8?Q?a=C2=9Bb=E2=80=AEc=E2=80=8Bd=F3=A0=81=81e=7F?=\n\nx\n";
  for (const format of ["--json", "--ndjson"]) {
    const { out } = await run([format], { input: mail });
    assert.doesNotMatch(out, /[\u007f-\u009f\u200b-\u200f\u202a-\u202e]|[\u{e0000}-\u{e007f}]/u);
    assert.equal(JSON.parse(out).identities.subject.text, "a\u009bb\u202ec\u200bd\u{e0041}e\u007f");
  }
  const { err } = await run([join(folder, "no\u001b[31m\u009b\u202ename")]);
  assert.doesNotMatch(err, /[\u001b\u009b\u202e]/);
  assert.match(err, /\[ESC\]/);
});

test("what is said of a file name moves no terminal", async () => {
  const { err } = await run([join(folder, "none\u001b[31m\u202e.eml")]);
  assert.ok(!/[\u001b\u202e]/.test(err), JSON.stringify(err));
  assert.match(err, /\[ESC\]/);
});

test("--html is inert: no link, no script, no address that works, no recipient", async () => {
  const { out } = await run(["--html", put("nasty.eml", nasty)]);
  assert.match(out, /^<section lang="en">\n<h3>/);
  const tags = new Set(
    [...out.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)].map(([, name, attributes]) => name + attributes),
  );
  const plain = new Set(
    "section|section lang=\"en\"|h3|h4|p|ul|li|br|blockquote|code|bdi|strong|small".split("|"),
  );
  for (const tag of tags)
    if (!plain.has(tag)) assert.match(tag, /^(p|strong|small|code dir="ltr") style="[a-z0-9#:;.% -]+"$/);
  assert.ok(
    !/https?:|victim|www\.|phish\.|example\.(com|net)/i.test(out),
    out.match(/.{20}(https?:|victim|www\.|phish\.|example\.(com|net)).{20}/i)?.[0],
  );
  assert.match(out, /phish\[\.\]example\[\.\]com/);
  assert.match(out, /hxxps:/);
});

test("--markdown holds no link, picture or HTML either", async () => {
  const { out } = await run(["--markdown", put("nasty.eml", nasty)]);
  assert.ok(!/https?:|victim|phish\.|(?<!\\)!\[|(?<!\\)<b>/i.test(out.replace(/`[^`]*`/g, "")), out);
  assert.ok(!/victim|https?:/i.test(out));
  assert.match(out, /^## /);
});

test("--redact leaves the recipient out of every format", async () => {
  const path = put("nasty.eml", nasty);
  for (const format of [[], ["--json"], ["--ndjson"], ["--html"], ["--markdown"]]) {
    const { out } = await run([...format, "--redact", path]);
    assert.ok(out.length > 100);
    assert.ok(
      !/victim|reader\.example\.net>|@reader/i.test(out),
      format + out.match(/.{30}(victim|@reader).{30}/is)?.[0],
    );
  }
  const { identities, hops } = JSON.parse((await run(["--json", "--redact", path])).out);
  assert.deepEqual(
    [identities.to[0].display, identities.to[0].address, hops[0].for],
    ["Recipient", "recipient@recipient.example", "recipient@recipient.example"],
  );
  assert.equal(identities.from[0].address, "evil@phish.example.com");
});
