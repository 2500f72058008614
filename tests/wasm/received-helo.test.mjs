// A client may call itself anything (RFC 5321 4.1.1.1), and many servers copy that as it is. Whatever it
// says, what the server itself wrote is read: the address that connected, its own name, the time; and nobody
// has logged in. Where the form is nobody's that we know and two addresses could be meant, none is taken.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { bank, names } from "../support/helos.mjs";

const whence = await open();
const stranger = "203.0.113.77";
const end = "with ESMTPS id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900";

const forms = {
  Postfix: (helo) => `from ${helo} (host77.example.net [${stranger}])\n\tby mx.example.jp (Postfix) ${end}`,
  sendmail: (helo) =>
    `from ${helo} (host77.example.net [${stranger}] (may be forged))\n\tby mx.example.jp ` +
      `(8.18.1/8.18.1) ${end}`,
  Haraka: (helo) =>
    `from ${helo} ([${stranger}])\n\tby mx.example.jp (Haraka/3.0.5) with ESMTPS id ` +
      `2574DCE9-AA6B-494F-A2DB-9403F22A7B4A.1\n\tenvelope-from <"a) by mx.example.jp ([${bank}]) ` +
      `x("@example.net>;\n\tTue, 03 Feb 2026 10:00:05 +0900`,
  James: (helo) =>
    `from host77.example.net (EHLO ${helo}) ([${stranger}])\n          by mx.example.jp (JAMES SMTP ` +
      `Server ) ${end}`,
  CommuniGate: (helo) =>
    `from [${stranger}] (HELO ${helo})\n  by mx.example.jp (CommuniGate Pro SMTP 6.3.20) ${end}`,
  Exchange: (helo) =>
    `from ${helo} (${stranger}) by mx.example.jp (10.0.0.3)\n with Microsoft SMTP Server id ` +
      `15.1.2507.39; Tue, 3 Feb 2026 10:00:05 +0900`,
  qmail: (helo) =>
    `from unknown (HELO ${helo}) (${stranger})\n  by mx.example.jp with SMTP; 3 Feb 2026 01:00:05 -0000`,
  Exim: (helo) =>
    `from [${stranger}] (helo=${helo})\n\tby mx.example.jp with esmtps (Exim 4.98) id 1nBmHM-0005cN-Ad ` +
      `for hanako@example.jp; Tue, 03 Feb 2026 10:00:05 +0900`,
  MDaemon: (helo) =>
    `from ${helo} (host77.example.net [${stranger}]) by mx.example.jp (MDaemon PRO v24.0.1) with ESMTP ` +
      `id md5001.msg; Tue, 03 Feb 2026 10:00:05 +0900`,
  "Exim, named": (helo) =>
    `from host77.example.net ([${stranger}]:51234 helo=${helo})\n\t` +
    "by mx.example.jp with esmtps (Exim 4.98) id 1nBmHM-0005cN-Ad; Tue, 03 Feb 2026 10:00:05 +0900",
  "MDaemon, old": (helo) => `from ${helo} [${stranger}] by mx.example.jp with ESMTP\n\t` +
    "(MDaemon.PRO.v8.1.3.R); Tue, 03 Feb 2026 10:00:05 +0900",
  Coremail: (helo) => `from ${helo} (unknown [${stranger}])\n\tby mx.example.jp (Coremail) ` +
    "with SMTP id QsCowACX;\n\tTue, 03 Feb 2026 10:00:05 +0900 (CST)",
  "a name twice": (helo) => `from ${helo} (${helo} [${stranger}]) by mx.example.jp (Postfix) ${end}`,
  OpenSMTPD: (helo) =>
    `from ${helo} (host77.example.net [${stranger}]) by mx.example.jp (OpenSMTPD) with ESMTPS id ` +
      `3f0a1b2c (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO); Tue, 3 Feb 2026 10:00:05 +0900`,
};
const nobody = (helo) =>
  `from ${helo} (host77.example.net [${stranger}]) by mx.example.jp with ESMTPS id 77; ` +
    `Tue, 3 Feb 2026 10:00:05 +0900`;

function reads(hop, what) {
  assert.equal(hop.by?.host, "mx.example.jp", what);
  assert.equal(Date.parse(hop.date?.iso), Date.parse("2026-02-03T01:00:05Z"), what);
  assert.equal(hop.from.auth, null, what);
}

for (const [server, form] of Object.entries(forms))
  test(`the address is the server's own word: ${server}`, () => {
    for (const name of names) {
      const hop = whence.parseReceived(form(name)), what = `${server}, HELO ${name}: ${JSON.stringify(hop)}`;
      assert.equal(hop.from.ip, stranger, what);
      reads(hop, what);
    }
  });

test("where nobody's form tells which of two addresses connected, none is taken", () => {
  for (const name of names) {
    const hop = whence.parseReceived(nobody(name)), what = `HELO ${name}: ${JSON.stringify(hop)}`;
    assert.ok([stranger, undefined, null].includes(hop.from.ip), what);
    if (!hop.from.ip) assert.ok(hop.problems.includes("two-addresses"), what);
    reads(hop, what);
  }
  assert.ok(names.some((name) => !whence.parseReceived(nobody(name)).from.ip));
});

test("a literal address, a long name and an ordinary login are no stuffed names", () => {
  for (const name of ["[192.168.1.4]", "mail.example.net", "[IPv6:2001:db8::5]"])
    for (const form of Object.values(forms))
      assert.ok(!whence.parseReceived(form(name)).problems.includes("name-holds-more"), form(name));
  const hop = whence.parseReceived(
    `from [192.168.1.4] (unknown [${stranger}])\n\t(using TLSv1.3 with cipher TLS_AES_128_GCM_SHA256 ` +
      `(128/128 bits))\n\t(Authenticated sender: bob)\n\tby mx.example.jp (Postfix) with ESMTPSA id ` +
      `4XyZ1a2b3cz1L7; Tue, 3 Feb 2026 10:00:05 +0900`,
  );
  assert.equal(hop.from.auth, "bob");
  assert.ok(!hop.problems.includes("name-holds-more"));
});
