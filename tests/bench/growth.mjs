// How the work grows with each kind of thing that a mail's author can multiply, in instructions (valgrind
// --tool=callgrind), which no busy machine changes: ten times as many may cost eleven times as much, once
// what one empty mail costs is taken off.
// usage: make -f core/Makefile build/bench/judge && node tests/bench/growth.mjs [FAMILY]...
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const judge = fileURLToPath(new URL("../../build/bench/judge", import.meta.url));
export const MOST = 11;

const head =
  "Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.net with ESMTPS id 1; Mon, " +
  "2 Nov 2026 10:00:00 +0000\n" +
  "From: Ann <ann@example.org>\nTo: bob@example.net\nSubject: hello\nDate: Mon, 2 Nov 2026 09:59:58 +0000\n" +
  "Message-ID: <1@example.org>\n";
const html = (body) =>
  `${head}MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>${body}</body></html>\n`;
const many = (n, one) => Array.from({ length: n }, (_, i) => one(i)).join("");
const hop = (i) =>
  `Received: from h${i}.example.com (h${i}.example.com [198.51.100.${i % 250}]) by h${i + 1}.example.com ` +
    `with ESMTP id ${i}; Mon, 2 Nov 2026 09:00:00 +0000\n`;
const part = (i) =>
  `--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename=f${i}.txt\n\n` +
    `part ${i}\n`;

/**
 * By name: a mail with n of a kind, and which n is the tenth part. Within the bounds of core/base/limits.h:
 * beyond them nothing grows.
 */
const FAMILIES = {
  fields: [60, (n) => `${many(n, (i) => `X-Field-${i}: some value of its own ${i}\n`)}${head}\nhello\n`],
  hops: [10, (n) => `${head.split("\n")[0]}\n${many(n, hop)}${head.slice(head.indexOf("\n") + 1)}\nhello\n`],
  addresses: [
    20,
    (n) =>
      `${head}Cc: ${many(n, (i) => `Person ${i} <person${i}@d${i}.example.com>,\n `)}last@example.com\n\n` +
        `hello\n`,
  ],
  links: [
    40,
    (n) => html(many(n, (i) => `<p><a href="https://h${i}.example.com/p/${i}">read number ${i}</a></p>\n`)),
  ],
  parts: [
    10,
    (n) => `${head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${many(n, part)}--b--\n`,
  ],
  entities: [2000, (n) => html(many(n, () => "&amp;&eacute;&#x3042; "))],
  "encoded words": [
    60,
    (n) => `${head}Comments: ${many(n, () => "=?utf-8?B?44GT44KT44Gr44Gh44Gv?=\n ")}x\n\nhello\n`,
  ],
  "CSS rules": [
    100,
    (n) =>
      html(
        `<style>${many(n, (i) => `.c${i} { color: #00${i % 10}; font-size: ${i % 20}px }\n`)}</style>` +
          `<p class="c1">hello</p>`,
      ),
  ],
  "CSS statements": [
    2000,
    (n) => html(`<style>${many(n, () => "@a;")}.c1 { color: red }</style><p class="c1">hello</p>`),
  ],
  "letters of a subject": [
    2000,
    (n) => {
      const subject = many(n, (i) => "abcdefghij klmnop"[i % 17]).replace(/(.{60} )/g, "$1\n ");
      return `${head.replace("hello", subject)}\nhello\n`;
    },
  ],
  "letters of a text": [
    10000,
    (n) => `${head}\n${many(n, (i) => (i % 70 === 69 ? "\n" : "the quick brown fox "[i % 20]))}\n`,
  ],
};

async function instructions(folder, mail) {
  const file = join(folder, "mail.eml");
  writeFileSync(file, mail);
  const { stderr } = await promisify(execFile)("valgrind", [
    "--tool=callgrind",
    `--callgrind-out-file=${join(folder, "out")}`,
    judge,
    file,
  ]);
  return Number(stderr.match(/Collected : (\d+)/)[1]);
}

/**
 * @returns {Promise<{name: string, once: number, tenfold: number, growth: number}[]>} instructions for what
 * is in the mail
 */
export async function measureGrowth(names = Object.keys(FAMILIES)) {
  const folder = mkdtempSync(join(tmpdir(), "whence-growth-"));
  try {
    const rows = [];
    for (const name of names) {
      const [n, mail] = FAMILIES[name];
      const [none, once, tenfold] = [
        await instructions(folder, mail(0)),
        await instructions(folder, mail(n)),
        await instructions(folder, mail(10 * n)),
      ];
      rows.push({
        name,
        once: once - none,
        tenfold: tenfold - none,
        growth: (tenfold - none) / (once - none),
      });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = await measureGrowth(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  for (const { name, once, tenfold, growth } of rows) {
    const [small, large] = [once, tenfold].map((n) => `${(n / 1e6).toFixed(1).padStart(8)}M`);
    const much = growth > MOST ? "   TOO MUCH" : "";
    console.log(`${name.padEnd(22)} ${small} ${large}   x ${growth.toFixed(1)}${much}`);
  }
  process.exitCode = rows.some(({ growth }) => growth > MOST) ? 1 : 0;
}
