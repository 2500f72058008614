// The heaviest that a stranger may send, given to the page as files in Chromium: how long until all of it is
// judged, how long the page's thread answered nobody at most, and the memory of the page's process. By the
// clock: on a quiet machine.
//   node tests/bench/heavy.mjs [WORD OF A NAME]
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { fileUrl, launch, openPage } from "../browser/support.mjs";
import { byOxmsg, HEADER } from "../support/msg.mjs";

const WAIT = 600_000; // milliseconds for one of them
const repeated = (count, piece) => Array.from({ length: count }, (_, i) => piece(i)).join("");
const head = (subject) =>
  `Received: from mx.example.net (mx.example.net [203.0.113.5])\r\n by mail.example.com with ESMTPS id 1; ` +
  `Mon, 3 Nov 2025 10:00:00 +0900\r\nFrom: a@example.net\r\nTo: b@example.com\r\nSubject: ${subject}\r\n` +
  "Date: Mon, 3 Nov 2025 10:00:00 +0900\r\nMessage-ID: <1@example.net>\r\nMIME-Version: 1.0\r\n";
const base64 = (bytes) => Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n");
const attached = (name, bytes) =>
  `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\n` +
  `Content-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}\r\n`;
const mixed = (...parts) =>
  `${head("files")}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the files.\r\n` +
  `${parts.join("")}--b--\r\n`;
const bytes = (n, seed) =>
  Uint8Array.from({ length: n }, (_, i) => (Math.imul(i ^ seed, 2654435761) >>> 13) & 255);

/** A compound file whose first directory sector follows itself. */
function looping() {
  const msg = byOxmsg({ header: HEADER, text: "Hello" }), view = new DataView(msg.buffer, msg.byteOffset);
  const table = (view.getUint32(76, true) + 1) * 512, directory = view.getUint32(48, true);
  view.setUint32(table + directory * 4, directory, true);
  return msg;
}

/** name -> [file, content] */
const HEAVY = {
  "25 MB of text": () => ["a.eml", `${head("text")}\r\n${`${"x".repeat(76)}\r\n`.repeat(320_000)}`],
  "25 MB in six files": () => [
    "a.eml",
    mixed(...Array.from({ length: 6 }, (_, i) => attached(`f${i}.bin`, bytes(3_000_000, i)))),
  ],
  "1 MB of header": () => [
    "a.eml",
    `${repeated(12_000, (i) => `X-Field-${i}: ${"y".repeat(70)}\r\n`)}${head("h")}\r\nx`,
  ],
  "100,000 Received": () => [
    "a.eml",
    repeated(
      100_000,
      (i) =>
        `Received: from mx${i}.example.net (mx${i}.example.net [203.0.113.${(i % 250) + 1}])\r\n` +
        ` by relay${i}.example.org with ESMTPS id A${i}; Mon, 03 Nov 2025 07:21:07 +0000\r\n`,
    ) + `${head("hops")}\r\nhello`,
  ],
  "10,000 nested parts": () => [
    "a.eml",
    `${head("nested")}Content-Type: multipart/mixed; boundary=b0\r\n\r\n` +
      repeated(10_000, (i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`),
  ],
  "1,000,000 links": () => [
    "a.eml",
    `${head("links")}Content-Type: text/html\r\n\r\n` +
      repeated(1_000_000, (i) => `<a href="https://h${i}.example${i % 97}.com/">l</a>\r\n`),
  ],
  "64 MB in one line": () => ["a.eml", `${head("line")}\r\n${"x".repeat(64 << 20)}`],
  "zip bomb": () => [
    "a.eml",
    mixed(attached("a.zip", zipSync({ "a.html": new Uint8Array(256 << 20), "b.html": strToU8("x") }))),
  ],
  "zip of zips": () => {
    let zip = zipSync({ "a.html": new Uint8Array(32 << 20) });
    for (let i = 0; i < 6; i++) zip = zipSync({ "a.zip": zip, "b.zip": zip, "c.zip": zip });
    return ["a.eml", mixed(attached("a.zip", zip))];
  },
  "looping .msg": () => ["a.msg", looping()],
  "mbox of 20,000 mails": () => [
    "a.mbox",
    repeated(
      20_000,
      (i) =>
        `From a@example.net Mon Nov  3 10:00:00 2025\n` +
        `${head(`mail ${i}`).replaceAll("\r", "")}\nHello ${i}\n\n`,
    ),
  ],
};

/** In kilobytes, the largest of the browser's page processes has been. */
function memoryOf(browser) {
  const kin = (pid) => {
    try {
      return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
        readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean),
      );
    } catch {
      return []; // it has ended
    }
  };
  const all = [String(browser.process().pid)];
  for (let i = 0; i < all.length; i++) all.push(...kin(all[i]));
  const peaks = all.map((pid) => {
    try {
      const renders = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
      return renders ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) : 0;
    } catch {
      return 0;
    }
  });
  return Math.max(...peaks);
}

async function measure(folder, [file, content]) {
  const path = join(folder, file);
  writeFileSync(path, content);
  const browser = await launch("chrome");
  try {
    const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
    await page.waitForFunction(() =>
      document.querySelector("whence-analyzer")?.shadowRoot?.querySelector("input[type=file]"),
    );
    await page.evaluate(() => {
      globalThis.longest = 0;
      let last = performance.now();
      setInterval(() => {
        const now = performance.now();
        globalThis.longest = Math.max(globalThis.longest, now - last - 20);
        last = now;
      }, 20);
    });
    const input = await page.evaluateHandle(() =>
      document.querySelector("whence-analyzer").shadowRoot.querySelector("input[type=file]"),
    );
    const started = performance.now();
    await input.uploadFile(path);
    await page.waitForFunction(
      () => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        const list = tree.querySelector(".message-list");
        if (list) return !/still to be judged/.test(tree.querySelector(".queue, .messages").textContent);
        return tree.querySelector("#tab-panel, .message-unread, [role=alert]:not(:empty)");
      },
      { timeout: WAIT, polling: 100 },
    );
    const seconds = (performance.now() - started) / 1000;
    const [longest, judged] = await page.evaluate(() => {
      const tree = document.querySelector("whence-analyzer").shadowRoot;
      return [globalThis.longest, Boolean(tree.querySelector("#tab-panel, .message-list button"))];
    });
    return { seconds, longest, judged, memory: memoryOf(browser) / 1024 };
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "heavy-")), wanted = process.argv[2] ?? "";
try {
  for (const [name, make] of Object.entries(HEAVY).filter(([name]) => name.includes(wanted))) {
    const { seconds, longest, judged, memory } = await measure(folder, make()).catch((error) => {
      console.log(`${name}: ${error.message}`);
      return {};
    });
    if (!seconds) continue;
    const figures = [
      `${seconds.toFixed(1).padStart(6)} s`,
      `still for ${longest.toFixed(0).padStart(4)} ms`,
      `${memory.toFixed(0).padStart(5)} MB`,
      judged ? "judged" : "said why not",
    ];
    console.log(`${name.padEnd(22)} ${figures.join("  ")}  load ${loadavg()[0].toFixed(1)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
