// From paste to painted verdict, for a header of 100 lines, in Chromium: a page's first paste, as soon as it
// can be made (nobody is so fast: it says what a machine without idle moments shows) and after two seconds
// in which nothing was done (rehearsal.js has used them), and later ones.   node tests/bench/paint.mjs
import { loadavg } from "node:os";
import { pathToFileURL } from "node:url";
import { complete, fileUrl, launch, openPage, reports } from "../browser/support.mjs";

const ROUNDS = 25;
const IDLE = 2000; // ms
const TRIES = 3; // the machine may be busy with something else

/** A header of 100 lines as providers write them today; the number makes each mail another one. */
function header(number) {
  const hop = (i) => [
    `Received: from mx${i}.example.net (mx${i}.example.net [203.0.113.${i + 1}])`,
    "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))",
    `\tby relay${i}.example.org (Postfix) with ESMTPS id 4Jnq2x3vWkz2Y${i}`,
    `\tfor <anna@example.org>; Mon, 03 Nov 2025 07:${String(30 - i).padStart(2, "0")}:0${i} +0000 (UTC)`,
  ];
  const lines = [0, 1, 2, 3, 4, 5].flatMap(hop);
  lines.push(
    "Authentication-Results: relay0.example.org; spf=pass smtp.mailfrom=example.com;",
    "\tdkim=pass header.d=example.com header.s=s1; dmarc=pass header.from=example.com",
  );
  lines.push(
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;",
    "\th=from:to:subject:date:message-id; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;",
  );
  for (let i = 0; i < 6; i++)
    lines.push(`\tb=${"Q2hhcmxlcyBFZHdhcmQgSmFuZSBNYXJ5IEpvaG4gUGV0ZXIgUGF1bA".repeat(1)}${i}`);
  lines.push(
    "From: =?UTF-8?B?44K144Oz44OX44Or?= <news@example.com>",
    `To: anna@example.org`,
    `Subject: Monthly news, number ${number}`,
    "Date: Mon, 03 Nov 2025 07:20:02 +0000",
    `Message-ID: <${number}.20251103072002@example.com>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
  );
  while (lines.length < 99) lines.push(`X-Provider-Trace-${lines.length}: ${"0123456789abcdef".repeat(4)}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** Runs in the page: milliseconds from a paste, some ms from now, until its verdict is painted. */
async function pasted(source, wait) {
  const analyzer = document.querySelector("whence-analyzer");
  const data = new DataTransfer();
  data.setData("text/plain", source);
  const given = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", given);
  if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
  const start = performance.now();
  document.body.dispatchEvent(event);
  await new Promise((resolve) => document.addEventListener("whence-report", resolve, { once: true }));
  await analyzer.updateComplete;
  // After the next frame's style, layout and paint the message is delivered.
  await new Promise((resolve) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    }),
  );
  const took = performance.now() - start;
  if (!analyzer.shadowRoot.querySelector(".verdict")) throw new Error("no verdict");
  return took;
}

/**
 * @param {import("puppeteer-core").Browser} browser
 * @returns {Promise<{atOnce: number, first: number, later: number}>} milliseconds: the best of a page's first
 *   pastes, at once and after two idle seconds, and of medians of later ones
 */
export async function painted(browser) {
  const firsts = { atOnce: [], first: [] }, medians = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    for (const [name, wait] of [
      ["atOnce", 0],
      ["first", IDLE],
    ]) {
      const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
      await reports(page);
      await page.waitForFunction(() => document.querySelector("whence-analyzer").shadowRoot);
      firsts[name].push(await page.evaluate(pasted, header(0), wait));
      await complete(page);
      if (!wait) {
        await page.close();
        continue;
      }
      const times = []; // the rest of the mail before is drawn in the time between
      for (let i = 1; i <= ROUNDS; i++) times.push(await page.evaluate(pasted, header(i), 60));
      medians.push(median(times));
      await page.close();
    }
  }
  const [atOnce, first, later] = [firsts.atOnce, firsts.first, medians].map((list) => Math.min(...list));
  return { atOnce, first, later };
}

export const ARGS = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch("chrome", { args: ARGS });
  try {
    const { atOnce, first, later } = await painted(browser);
    console.log(
      `paste to painted verdict, 100 lines: first ${first.toFixed(1)} ms (at once ${atOnce.toFixed(1)}), ` +
        `later ${later.toFixed(1)} ms (best of ${TRIES}, later: of medians of ${ROUNDS}); ` +
        `load ${loadavg()[0].toFixed(1)}`,
    );
  } finally {
    await browser.close();
  }
}
