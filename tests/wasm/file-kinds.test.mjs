// Files that people meet today, by their content and name: what each is, whether it runs something, and what
// is said of that in words.
import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync, strToU8, zipSync } from "fflate";
import { open } from "../../dist/whence.js";
import { LANGUAGES } from "../../web/i18n/languages.js";

const whence = await open();
const latin1 = (text) => Buffer.from(text, "latin1");
const padded = (text, n = 600) => Buffer.concat([latin1(text), Buffer.alloc(n)]);
const at = (offset, text) => Buffer.concat([Buffer.alloc(offset), padded(text)]);
const zip = (...names) =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8(name === "mimetype" ? "" : "x")])));
const typed = (type) => zipSync({ mimetype: [strToU8(type), { level: 0 }] });
const compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const xml = (text) => `<?xml version="1.0"?>${text}`;
const SEALED = "\x30\x82\x01\0\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07"; // RFC 5652 3, but for the kind
const OFFICE = "application/vnd.openxmlformats-officedocument";

// ending, content, type by the content (null: not known), what kind of thing it starts (null: nothing)
const FILES = [
  ["one", padded("\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1"), "application/onenote", "document"],
  ["msix", zip("AppxManifest.xml", "a.exe"), "application/msix", "installer"],
  ["appinstaller", xml('<AppInstaller Uri="x"/>'), "application/appinstaller", "installer"],
  ["chm", padded("ITSF\x03\0\0\0"), "application/vnd.ms-htmlhelp", "document"],
  ["xll", padded("MZ\x90\0"), "application/x-msdownload", "program"],
  [
    "ppam",
    zip("[Content_Types].xml", "ppt/vbaProject.bin"),
    `${OFFICE}.presentationml.presentation`,
    "document",
  ],
  ["iqy", "WEB\r\n1\r\nhttps://www.example.org/q\r\n", "text/x-ms-iqy", null],
  ["slk", "ID;PWXL;N;E\r\nE\r\n", "application/x-sylk", "document"],
  ["wsf", "<job><script language=VBScript>x</script></job>", "text/x-wsf", "script"],
  ["hta", "x", "application/hta", "script"],
  ["scf", "[Shell]\r\nCommand=2\r\n", null, "shortcut"],
  ["url", "[InternetShortcut]\r\nURL=https://www.example.org/\r\n", "application/x-mswinurl", "shortcut"],
  ["lnk", padded("L\0\0\0\x01\x14\x02\0\0\0\0\0\xC0"), "application/x-ms-shortcut", "shortcut"],
  ["library-ms", xml("<libraryDescription/>"), "application/windows-library+xml", null],
  [
    "searchConnector-ms",
    xml("<searchConnectorDescription/>"),
    "application/windows-search-connector+xml",
    null,
  ],
  ["settingcontent-ms", xml("<PCSettings/>"), "text/xml", "settings"],
  ["diagcab", padded("MSCF\0\0\0\0"), "application/vnd.ms-cab-compressed", "settings"],
  ["theme", "[Theme]\r\n", null, "settings"],
  ["vhdx", padded("vhdxfile"), "application/x-vhdx", "disk"],
  ["img", at(32769, "CD001"), "application/x-iso9660-image", "disk"],
  ["udf", at(32769, "BEA01"), "application/x-udf-image", "disk"],
  ["wim", padded("MSWIM\0\0\0"), "application/x-ms-wim", "disk"],
  [
    "dmg",
    Buffer.concat([Buffer.alloc(1000), latin1("koly\0\0\0\x04"), Buffer.alloc(504)]),
    "application/x-apple-diskimage",
    "disk",
  ],
  ["ace", at(7, "**ACE**"), "application/x-ace-compressed", "archive"],
  ["arj", padded("\x60\xEA"), "application/x-arj", "archive"],
  ["lzh", at(2, "-lh5-"), "application/x-lzh-compressed", null],
  ["zst", padded("\x28\xB5\x2F\xFD"), "application/zstd", null],
  ["xz", padded("\xFD7zXZ\0"), "application/x-xz", null],
  ["lz", padded("LZIP\x01"), "application/x-lzip", null],
  ["lz4", padded("\x04\x22\x4D\x18"), "application/x-lz4", null],
  ["tar", at(257, "ustar\x0000"), "application/x-tar", null],
  ["gz", gzipSync(strToU8("hello")), "application/gzip", null],
  ["bz2", padded("BZh91AY&SY"), "application/x-bzip2", null],
  ["rar", padded("Rar!\x1a\x07\0"), "application/vnd.rar", null],
  ["rar", padded("Rar!\x1a\x07\x01\0"), "application/vnd.rar", null],
  ["7z", padded("7z\xBC\xAF\x27\x1C"), "application/x-7z-compressed", null],
  ["cab", padded("MSCF\0\0\0\0"), "application/vnd.ms-cab-compressed", "installer"],
  ["deb", padded("!<arch>\ndebian-binary   "), "application/vnd.debian.binary-package", "installer"],
  ["rpm", padded("\xED\xAB\xEE\xDB"), "application/x-rpm", "installer"],
  [
    "apk",
    zip("AndroidManifest.xml", "classes.dex"),
    "application/vnd.android.package-archive",
    "installer",
  ],
  ["pkg", padded("xar!\0\x1c\0\x01"), "application/x-xar", "installer"],
  ["crx", padded("Cr24\x03\0\0\0"), "application/x-chrome-extension", "installer"],
  ["jar", zip("META-INF/MANIFEST.MF"), "application/java-archive", "program"],
  ["class", padded("\xCA\xFE\xBA\xBE\0\0\0\x41"), "application/java-vm", "program"],
  ["bin", padded("\xCA\xFE\xBA\xBE\0\0\0\x02"), "application/x-mach-binary", "program"],
  ["ps1", "Get-Item", "text/x-powershell", "script"],
  ["psm1", "function x {}", "text/x-powershell", "script"],
  ["vbs", 'CreateObject("x")', "text/vbscript", "script"],
  ["vbe", "#@~^xx", "text/vbscript", "script"],
  ["js", "var a=1;", "text/javascript", "script"],
  ["jse", "#@~^xx", "text/javascript", "script"],
  ["py", "import os\n", "text/x-python", null],
  ["sh", "#!/bin/sh\n", "text/x-shellscript", null],
  ["bat", "@echo off\r\n", "application/x-bat", "script"],
  ["cmd", "@echo off", "application/x-bat", "script"],
  ["reg", "Windows Registry Editor Version 5.00\r\n[x]", "text/x-ms-regedit", "settings"],
  ["inf", '[Version]\r\nSignature="x"\r\n', null, "settings"],
  ["msi", padded(compound, 2504), "application/x-ole-storage", "installer"],
  ["msp", padded(compound, 2504), "application/x-ole-storage", "installer"],
  ["mht", "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\nx", "multipart/related", "document"],
  ["xps", zip("[Content_Types].xml", "FixedDocSeq.fdseq"), OFFICE, "document"],
  ["djvu", padded("AT&TFORM\0\0\0\0DJVU"), "image/vnd.djvu", null],
  ["epub", typed("application/epub+zip"), "application/epub+zip", null],
  ["heic", at(4, "ftypheic"), "image/heic", null],
  ["avif", at(4, "ftypavif"), "image/avif", null],
  ["webp", padded("RIFF\0\0\0\0WEBPVP8 "), "image/webp", null],
  ["jp2", padded("\0\0\0\x0CjP  \r\n\x87\n"), "image/jp2", null],
  ["eps", "%!PS-Adobe-3.0 EPSF-3.0\n", "application/postscript", null],
  ["wmf", padded("\xD7\xCD\xC6\x9A"), "image/wmf", null],
  ["emf", at(40, " EMF"), "image/emf", null],
  ["dcm", at(128, "DICM"), "application/dicom", null],
  ["ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar", null],
  ["vcf", "BEGIN:VCARD\r\nEND:VCARD\r\n", "text/vcard", null],
  ["p7s", padded(`${SEALED}\x02`), "application/pkcs7-mime", null],
  ["p7m", padded(`${SEALED}\x03`), "application/pkcs7-mime", null],
  ["asc", "-----BEGIN PGP MESSAGE-----\n\nxx\n", "application/pgp-encrypted", null],
  ["pgp", padded("\x85\x01\x0c\x03"), "application/pgp-encrypted", null],
  ["dat", padded("\x78\x9F\x3E\x22"), "application/ms-tnef", null],
  [
    "mobileconfig",
    xml("<plist><key>PayloadType</key></plist>"),
    "application/x-apple-aspen-config",
    "settings",
  ],
  ["desktop", "[Desktop Entry]\nExec=x\n", "application/x-desktop", "shortcut"],
  ["jnlp", xml("<jnlp/>"), "application/x-java-jnlp-file", "installer"],
  ["accdb", padded("\0\x01\0\0Standard ACE DB\0"), "application/x-msaccess", null],
  ["sqlite", padded("SQLite format 3\0"), "application/vnd.sqlite3", null],
  ["pst", padded("!BDN"), "application/vnd.ms-outlook-pst", null],
  ["odt", typed("application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument", null],
];

const mail = (name, bytes) =>
  Buffer.from(`From: a@example.net
To: b@example.com
Subject: The file
Date: Mon, 2 Nov 2026 10:00:00 +0900
Message-ID: <1@example.net>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See the file.
--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="${name}"
Content-Transfer-Encoding: base64

${Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\n")}
--b--
`);
const starts = ({ findings }) => findings.find(({ id }) => id === "attachment-executable");

test("each by its content", async () => {
  for (const [ending, content, type, kind] of FILES) {
    const report = await whence.analyze(mail(`paper.${ending}`, content));
    assert.equal(report.attachments[0].detected, type, ending);
    assert.equal(starts(report)?.args.kind ?? null, kind, ending);
  }
});

test("what runs is known without its name", async () => {
  const byName = /^(ms[ip]|cab|diagcab|ppam|xps|a[cpr].)$/; // for what they hold, others hold too
  const known = FILES.filter(([, content, , kind]) => kind && typeof content !== "string");
  for (const [ending, content, type] of known.filter(([ending]) => !byName.test(ending))) {
    const report = await whence.analyze(mail("paper", content));
    assert.equal(report.attachments[0].detected, type, ending);
    const jar = type === "application/java-archive"; // a zip like any other until something calls it a jar
    assert.equal(Boolean(starts(report)), !jar, ending);
  }
});

test("a detached signature is read as far as it can be: there is nothing in it", async () => {
  const [, signature] = FILES.find(([ending]) => ending === "p7s");
  assert.deepEqual((await whence.analyze(mail("smime.p7s", signature))).unread, []);
  const opaque = await whence.analyze(mail("smime.p7m", signature));
  assert.equal(opaque.unread[0].reason, "unknown", "the text is in it");
});

test("every kind says in every language what it is, and how it can be innocent", () => {
  const kinds = new Set(FILES.map(([, , , kind]) => kind).filter(Boolean));
  for (const lang of LANGUAGES) {
    const book = new URL(`../../web/i18n/${lang}/ui.json`, import.meta.url);
    const texts = JSON.parse(readFileSync(book, "utf8"));
    for (const kind of kinds)
      for (const what of ["kind", "innocent"])
        assert.ok(texts[`file.${what}.${kind}`], `${lang} file.${what}.${kind}`);
  }
});
