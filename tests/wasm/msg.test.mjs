// Outlook's .msg, written by two other programs, read as the mails that they are; and hostile ones, which end
// soon and quietly.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { open } from "../../dist/whence.js";
import { byBurner, byOxmsg, HEADER, item, storedRtf } from "../support/msg.mjs";

const { default: MsgReader } = createRequire(import.meta.url)("@kenjiuno/msgreader");
const whence = await open();
const HTML =
  "<html><body><p>ご確認ください。" +
  '<a href="https://login.example.net/a?b=1&amp;c=2">example.com</a></p></body></html>';
const source = async (msg) => Buffer.from((await whence.splitSource(msg, "a.msg"))[0].bytes).toString();
const sjis = (...bytes) => Uint8Array.from(bytes);
const KANJI = sjis(0x93, 0xfa, 0x96, 0x7b); // 日本 in Shift_JIS
const has = (report, id) => report.findings.some((finding) => finding.id === id);

test("a Japanese mail with HTML and a file, by oxmsg", async () => {
  const file = new Uint8Array(70_000).map((_, i) => i * 7);
  const msg = byOxmsg({
    text: "ご確認ください。 https://login.example.net/a?b=1&c=2",
    html: HTML,
    files: [["請求書.pdf", file]],
  });
  const report = await whence.analyze(msg);
  assert.equal(report.source.kind, "msg");
  assert.equal(report.identities.subject.text, "ご注文の確認");
  assert.equal(report.identities.from[0].display, "お店");
  assert.equal(report.hops.length, 1);
  assert.equal(report.handover.ip, "198.51.100.25");
  assert.equal(report.attachments[0].name, "請求書.pdf");
  assert.equal(report.attachments[0].sha256, createHash("sha256").update(file).digest("hex"));
  assert.ok(report.links.some(({ host, text }) => host === "login.example.net" && text === "example.com"));
  assert.ok(
    has(report, "outlook-file") &&
      !has(report, "outlook-file-without-header") &&
      !has(report, "message-id-missing"),
  );
  // The header stands as it was, the outer boundary too.
  const text = await source(msg);
  assert.ok(text.startsWith(HEADER.slice(0, HEADER.indexOf("MIME-Version"))));
  assert.ok(text.includes('boundary="b1_0123456789"') && text.includes("--b1_0123456789--"));
});

test("spans are places in what splitSource gives", async () => {
  const msg = byOxmsg({ html: HTML });
  const [{ bytes, kind, incomplete }] = await whence.splitSource(msg, "a.msg");
  const [direct, split] = [
    await whence.analyze(msg, { now: 0 }),
    await whence.analyze(bytes, { container: kind, incomplete, now: 0 }),
  ];
  assert.deepEqual(direct, split);
  const [start, end] = direct.links[0].spans[0];
  assert.match(Buffer.from(bytes.subarray(start, end)).toString(), /login\.example\.net/);
});

test("a draft: no header came by mail, and that is said", async () => {
  const report = await whence.analyze(byOxmsg({ header: "", text: "Hello" }));
  assert.equal(report.source.kind, "msg");
  assert.ok(has(report, "outlook-file-without-header") && !has(report, "outlook-file"));
  assert.equal(report.verdict.level, "unclear");
  assert.equal(report.identities.from[0].address, "news@shop.example.com");
  assert.equal(report.identities.subject.text, "ご注文の確認");
  assert.ok(!has(report, "message-id-missing") && !has(report, "from-missing"));
});

test("code pages, an embedded mail, a mail in that one", async () => {
  const inner = {
    texts: [
      [0x007d, HEADER.replace("198.51.100.25", "203.0.113.77")],
      [0x1000, "inner"],
    ],
  };
  const middle = {
    texts: [
      [0x0037, "途中"],
      [0x0c1a, "Taro"],
      [0x5d01, "taro@example.jp"],
      [0x1000, "middle"],
    ],
    attachments: [{ numbers: [[0x3705, 5]], embedded: inner }],
  };
  const msg = byBurner(
    item({
      texts: [[0x007d, HEADER]],
      old: [[0x1000, KANJI]],
      numbers: [[0x3ffd, 932]],
      attachments: [
        { texts: [[0x3001, "転送"]], numbers: [[0x3705, 5]], embedded: middle },
        {
          old: [[0x3707, Uint8Array.from([...KANJI, 0x2e, 0x74, 0x78, 0x74])]],
          bytes: [[0x3701, Buffer.from("x")]],
        },
      ],
    }),
  );
  const report = await whence.analyze(msg);
  assert.match(await source(msg), /\r\n\r\n日本\r\n/);
  assert.ok(report.attachments.some(({ name }) => name === "日本.txt"));
  assert.equal(report.enclosed.length, 1);
  assert.equal(report.enclosed[0].report.identities.from[0].address, "taro@example.jp");
  assert.equal(report.enclosed[0].report.enclosed[0].report.handover.ip, "203.0.113.77");
  // What another reader finds in it.
  const other = new MsgReader(msg.buffer).getFileData();
  assert.equal(other.attachments[0].innerMsgContentFields.subject, "途中");
});

test("a .msg attached as a file is a mail in the mail", async () => {
  const report = await whence.analyze(
    byOxmsg({ text: "Is this real?", files: [["Re.msg", byOxmsg({ html: HTML })]] }),
  );
  assert.equal(report.enclosed.length, 1);
  assert.equal(report.enclosed[0].report.handover.ip, "198.51.100.25");
});

const WRAPPED =
  String.raw`{\rtf1\ansi\ansicpg932\fromhtml1 \deff0` +
  String.raw`{\fonttbl{\f0\fswiss Arial;}{\f1\fmodern\fcharset128 MS Gothic;}}` +
  String.raw`{\*\htmltag19 <html>}{\*\htmltag50 <body>}\htmlrtf{\htmlrtf0 ` +
  String.raw`{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \f1 \'93\'fa\'96\'7b` +
  String.raw`{\*\htmltag84 <a href="https://evil.example.net/\'93\'fa?x=\{1\}">}\htmlrtf ` +
  String.raw`{\field{\*\fldinst{HYPERLINK "https://hidden.example.org"}}` +
  String.raw`{\fldrslt\htmlrtf0 \u26412?here\htmlrtf }\htmlrtf0 }{\*\htmltag92 </a>}` +
  String.raw`{\*\mhtmltag84 <a href="cid:x">}{\*\htmltag72 </p>}}\par}`;

test("HTML out of RTF, compressed and not", async () => {
  for (const msg of [
    byOxmsg({ rtf: WRAPPED }),
    byBurner(item({ texts: [[0x007d, HEADER]], bytes: [[0x1009, storedRtf(WRAPPED)]] })),
  ]) {
    const text = await source(msg);
    assert.match(text, /<html><body><p>日本<a href="https:\/\/evil\.example\.net\/日\?x=\{1\}">本here<\/a><\/p>/);
    const report = await whence.analyze(msg);
    assert.deepEqual(report.links.map(({ host }) => host), ["evil.example.net"]);
    assert.equal(report.unread.length, 0);
  }
});

test("links of plain RTF", async () => {
  const rtf =
    String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}a < b\par ` +
    String.raw`{\field{\*\fldinst{ HYPERLINK "https://evil.example.net/" }}{\fldrslt {\ul example.com}}}}`;
  const report = await whence.analyze(
    byBurner(item({ texts: [[0x007d, HEADER]], bytes: [[0x1009, storedRtf(rtf)]] })),
  );
  assert.deepEqual(
    report.links.map(({ host, text }) => [host, text]),
    [["evil.example.net", "example.com"]],
  );
});

test("what cannot be read is said", async () => {
  const report = await whence.analyze(
    byBurner(
      item({
        texts: [
          [0x007d, HEADER],
          [0x1000, "text"],
        ],
        bytes: [[0x1009, storedRtf(WRAPPED).fill(0xff, 8, 12)]], // of no kind that is known
      }),
    ),
  );
  assert.deepEqual(
    report.unread.map(({ what, reason }) => [what, reason]),
    [["part", "broken"]],
  );
  const word = byBurner({ WordDocument: new Uint8Array(5000), "1Table": new Uint8Array(9) });
  await assert.rejects(whence.analyze(word), { code: "bad-input" });
  assert.deepEqual(
    (await whence.splitSource(word, "a.doc")).map(({ bytes, problem }) => [bytes, problem]),
    [[null, "broken"]],
  );
});

test("a part's text cannot end the part", async () => {
  const text =
    "--whence-1--\r\n--b1_0123456789--\r\nContent-Type: text/html\r\n\r\n" +
    "<a href='https://x.example.org'>x</a>";
  const report = await whence.analyze(byOxmsg({ text, files: [["a.bin", new Uint8Array(3)]] }));
  assert.equal(report.attachments.length, 1);
  assert.ok(!has(report, "mime-damaged") && !has(report, "mime-evasive"));
});

test("a signature cannot fail for what Outlook changed", async () => {
  const header = `DKIM-Signature: v=1; a=rsa-sha256; d=shop.example.com; s=k; h=from; bh=AAAA; ` +
    `b=AAAA\r\n${HEADER}`;
  const key =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jY" +
    "fcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPD" +
    "dQPNUYckcQ2QIDAQAB";
  const resolver = {
    query: async (name, type) =>
      name === "k._domainkey.shop.example.com"
        ? { rcode: "NOERROR", answers: [{ name, type, ttl: 1, data: [`v=DKIM1; p=${key}`] }] }
        : { rcode: "NXDOMAIN", answers: [] },
  };
  const msg = byOxmsg({ header, html: HTML });
  const [{ bytes }] = await whence.splitSource(msg);
  // as an .eml it would
  assert.equal((await whence.analyze(bytes, { resolver })).authentication.dkim[0].result, "fail");
  const report = await whence.analyze(msg, { resolver });
  assert.deepEqual(
    [report.authentication.dkim[0].result, report.authentication.dkim[0].reason],
    [null, "header-damaged"],
  );
});

// ---- hostile files ----

const random = (seed) => () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;

test("sectors in a ring, sizes beyond the file, trees that are none", async () => {
  const good = byOxmsg({ html: HTML.repeat(200), files: [["a.bin", new Uint8Array(200_000)]] });
  const view = (bytes) => new DataView(bytes.buffer);
  const fatAt = (view(good).getUint32(76, true) + 1) * 512;
  const directoryAt = (view(good).getUint32(48, true) + 1) * 512;
  const changes = {
    ring: (bytes) => {
      for (let i = 0; i < 127; i++) view(bytes).setUint32(fatAt + i * 4, (i + 7) % 120, true);
    },
    "every sector the next of itself": (bytes) => {
      for (let i = 0; i < 128; i++) view(bytes).setUint32(fatAt + i * 4, i, true);
    },
    "sizes of 4 GB": (bytes) => {
      for (let i = 0; i < 4; i++) view(bytes).setUint32(directoryAt + i * 128 + 120, 0xffffffff, true);
    },
    "a tree in a ring": (bytes) => {
      for (let i = 0; i < 4; i++)
        for (const at of [68, 72, 76]) view(bytes).setUint32(directoryAt + i * 128 + at, i, true);
    },
    "a table of tables that is its own next": (bytes) => {
      view(bytes).setUint32(68, 1, true);
      view(bytes).setUint32(72, 0xffffffff, true);
      view(bytes).setUint32(512 * 3 - 4, 1, true);
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    const bytes = good.slice();
    change(bytes);
    const [one] = await whence.splitSource(bytes, "a.msg");
    assert.ok(one.problem === "broken" || one.incomplete, `${name}: nothing is said`);
  }
});

test("many entries that claim one long stream cost no more than twice the file", async () => {
  const attachments = Array.from({ length: 300 }, (_, i) => ({
    texts: [[0x3707, `${i}.bin`]],
    bytes: [[0x3701, new Uint8Array(i ? 5000 : 2_000_000)]],
  }));
  const bytes = byBurner(item({ texts: [[0x007d, HEADER]], attachments }));
  const view = new DataView(bytes.buffer);
  let at = -1, first = null;
  for (let sector = 1; sector * 512 + 512 <= bytes.length; sector++) for (let i = 0; i < 512; i += 128) {
    at = sector * 512 + i;
    const name = Buffer.from(bytes.subarray(at, at + 40)).toString("utf16le");
    if (name !== "__substg1.0_37010102") continue;
    if (view.getUint32(at + 120, true) === 2_000_000) first = view.getUint32(at + 116, true);
    else view.setUint32(at + 120, 2_000_000, true), view.setUint32(at + 116, first ?? 0, true);
  }
  const [one] = await whence.splitSource(bytes, "a.msg");
  assert.ok(one.incomplete);
  assert.ok(one.bytes.length < bytes.length * 4, `${one.bytes.length} of ${bytes.length}`);
});

test("damage of any kind ends in a mail or a word, never in another error", async () => {
  const goods = [
    byOxmsg({ rtf: WRAPPED, files: [["a.bin", new Uint8Array(9000)]] }),
    byBurner(
      item({
        texts: [[0x007d, HEADER]],
        bytes: [[0x1009, storedRtf(WRAPPED)]],
        attachments: [{ embedded: { texts: [[0x1000, "x"]] } }],
      }),
    ),
  ];
  const next = random(7);
  for (let round = 0; round < 600; round++) {
    const bytes = goods[round % 2].slice(
      0,
      round % 5 ? undefined : Math.floor(next() * goods[round % 2].length),
    );
    for (let i = 0; i < 1 + (round % 9); i++)
      bytes[Math.floor(next() * (round % 3 ? bytes.length : 2048))] = [
        0,
        0xff,
        1,
        0x80,
        Math.floor(next() * 256),
      ][i % 5];
    for (const one of await whence.splitSource(bytes, "a.msg"))
      assert.ok(one.bytes ? one.problem === null : one.problem, "neither a mail nor a word");
  }
});
