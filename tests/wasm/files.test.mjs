// Files in files: archives other than zip, a zip in a zip, what a PDF says, what a notebook embeds.
import test from "node:test";
import assert from "node:assert/strict";
import { gzipSync, deflateSync } from "node:zlib";
import { open } from "../../dist/whence.js";

const whence = await open();
const attached = async (name, bytes, text = "See the file.") => {
  const source = Buffer.concat([
    Buffer.from(`Received: from mail.example.net (mail.example.net [192.0.2.7])
 by mx.example.jp with ESMTPS id A1; Tue, 3 Feb 2026 10:00:05 +0900
From: Taro <taro@example.net>
To: you@example.jp
Subject: File
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <20260203.1@mail.example.net>
Content-Type: multipart/mixed; boundary=b

--b

${text}
--b
Content-Type: application/octet-stream; name="${name}"
Content-Transfer-Encoding: base64

`),
    Buffer.from(bytes.toString("base64").replace(/.{76}/g, "$&\n")),
    Buffer.from("\n--b--\n"),
  ]);
  return whence.analyze(source);
};
const ids = (report) => report.findings.map((f) => f.id);

function tar(name, content) {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write(content.length.toString(8).padStart(11, "0"), 124);
  head.write("0", 156);
  head.write("ustar\x0000", 257);
  return Buffer.concat([head, content, Buffer.alloc(512 - (content.length % 512) + 1024)]);
}

function zip(name, content) {
  const [local, central, end] = [30, 46, 22].map((n) => Buffer.alloc(n)),
    label = Buffer.from(name);
  local.writeUInt32LE(0x04034b50, 0);
  for (const [header, at] of [
    [local, 18],
    [central, 20],
  ]) {
    header.writeUInt32LE(content.length, at);
    header.writeUInt32LE(content.length, at + 4);
    header.writeUInt16LE(label.length, at + 8);
  }
  central.writeUInt32LE(0x02014b50, 0);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + label.length, 12);
  end.writeUInt32LE(30 + label.length + content.length, 16);
  return Buffer.concat([local, label, content, central, label, end]);
}

test("a tar and a gzip tell what they hold", async () => {
  const packed = await attached("list.tar", tar("list.js", Buffer.from("x")));
  assert.deepEqual(
    packed.attachments[0].entries.map((e) => e.name),
    ["list.js"],
  );
  assert.ok(ids(packed).includes("attachment-holds-program"));
  const program = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);
  const single = await attached("list.pdf.gz", gzipSync(program));
  const [inside] = single.attachments[0].entries;
  assert.deepEqual(
    [inside.name, inside.detected, inside.bytes],
    ["list.pdf", "application/x-msdownload", 202],
  );
  assert.ok(ids(single).includes("attachment-holds-program"));
  const honest = await attached("notes.txt.gz", gzipSync(Buffer.from("Notes of Monday.")));
  assert.ok(!ids(honest).includes("attachment-holds-program"));
});

test("a program two zips deep is seen", async () => {
  const report = await attached("a.zip", zip("b.zip", zip("c.scr", Buffer.from("MZ"))));
  assert.ok(report.attachments[0].entries.some((e) => e.name === "b.zip/c.scr"));
  assert.ok(ids(report).includes("attachment-holds-program"));
});

test("what a PDF says is read, deflated or not", async () => {
  const words = Buffer.from(
    "BT (Your order was charged: 399.99 USD) Tj T* " +
      "[(If you did not aut) 20 (horise it, ) -300 (call) ] TJ T* (+1 888 555 0142) Tj ET",
  );
  const stream = (dictionary, data) =>
    Buffer.concat([
      Buffer.from(`%PDF-1.4\n4 0 obj\n<< ${dictionary} >>\nstream\n`),
      data,
      Buffer.from("\nendstream\nendobj\n"),
    ]);
  for (const pdf of [stream("/Length 9", words), stream("/Filter /FlateDecode", deflateSync(words))])
    assert.ok(ids(await attached("order.pdf", pdf)).includes("text-call-about-charge"));
  const glyphs = stream("/Length 9", Buffer.from("BT (\x01\x02\x03\x04\x05) Tj ET", "latin1"));
  assert.ok(!ids(await attached("order.pdf", glyphs)).includes("text-call-about-charge"));
});

test("a notebook or a text that embeds a script", async () => {
  const head = Buffer.from("e4525c7b8cd8a74d" + "e716e3bd65261145a4c48d4d0b7a9eac", "hex");
  const severity = async (inside) => {
    const report = await attached("n.one", Buffer.concat([head, Buffer.alloc(20), inside]));
    return report.findings.find((f) => f.id === "attachment-executable").severity;
  };
  assert.equal(await severity(Buffer.from("<script>x</script>")), "high");
  assert.equal(await severity(Buffer.from("\x89PNG\r\n", "latin1")), "medium");
  const object = await attached("n.rtf", Buffer.from("{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}"));
  assert.ok(ids(object).includes("attachment-executable"));
  assert.ok(!ids(await attached("n.rtf", Buffer.from("{\\rtf1 Hello}"))).includes("attachment-executable"));
});

test("a sealed archive beside its password; a list by the reader's habit is no password", async () => {
  const seven = Buffer.concat([Buffer.from("377abcaf271c0004", "hex"), Buffer.alloc(40)]);
  const raised = async (text) =>
    ids(await attached("a.7z", seven, text)).includes("attachment-password-beside");
  assert.ok(await raised("Archive password 8842."));
  assert.ok(!(await raised("The password follows by telephone.")));
});
