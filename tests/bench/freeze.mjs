// How long the page stands still at most while it judges and draws what is heavy, in Chromium: 25 MB, 5,000
// hops, 20,000 links, a Subject of 1 MB; then each tab. The longest task of the page's thread, in time of the
// processor, so that what else is running stays out of it; by the clock beside it.
//   node tests/bench/freeze.mjs
import { loadavg } from "node:os";
import { pathToFileURL } from "node:url";
import { TABS, fileUrl, launch, openPage } from "../browser/support.mjs";

const TRIES = 2; // the shorter counts
export const GOAL = 100; // milliseconds

const fields = (subject) =>
  `From: a@example.com\r\nTo: b@example.org\r\nSubject: ${subject}\r\nMessage-ID: <1@example.com>\r\n`;
const repeated = (count, piece) => Array.from({ length: count }, (_, i) => piece(i)).join("");

/** What a stranger may send, by its name. */
export const HEAVY = {
  "25 MB": () => `${fields("large")}\r\n${`${"x".repeat(76)}\r\n`.repeat(320_000)}`,
  "5,000 hops": () =>
    repeated(
      5000,
      (i) =>
        `Received: from mx${i}.example.net (mx${i}.example.net [203.0.113.${(i % 250) + 1}])\r\n` +
        `\tby relay${i}.example.org (Postfix) with ESMTPS id 4Jnq2x3vWkz2Y${i}\r\n` +
        `\tfor <anna@example.org>; Mon, 03 Nov 2025 07:21:07 +0000\r\n`,
    ) + `${fields("hops")}\r\nhello\r\n`,
  "20,000 links": () =>
    `${fields("links")}MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n` +
    repeated(20_000, (i) => {
      const address = `https://host${i}.example${i % 97}.com/path/${i}`;
      return `<p><a href="${address}">link ${i} at example</a></p>\r\n`;
    }),
  "1 MB Subject": () => `${fields("paypal account security notice ".repeat(33_000))}\r\nhello\r\n`,
};

/** Runs in the page: judges, draws, opens each tab; marks in the trace where each begins. */
async function work(tabs) {
  const analyzer = document.querySelector("whence-analyzer");
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  performance.mark("stretch: judged");
  await analyzer.analyze(globalThis.source);
  while (!analyzer.shadowRoot.querySelector("#tab-panel")) await wait(5);
  for (const tab of tabs) {
    await wait(100);
    performance.mark(`stretch: ${tab}`);
    analyzer.shadowRoot.querySelector(`#tab-${tab}`).click();
    await analyzer.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  await wait(100);
  performance.mark("stretch: end");
}

/**
 * The longest task of a trace between the marks.
 * @returns {{longest: number, clock: number, where: string}} milliseconds
 */
function longestTask({ traceEvents }) {
  const marks = traceEvents.filter(({ name }) => /^stretch: /.test(name)).sort((a, b) => a.ts - b.ts);
  const [{ pid, tid }] = marks;
  let found = { longest: 0, clock: 0, where: "" };
  for (const { name, ts, dur, tdur, ...event } of traceEvents) {
    if (event.pid !== pid || event.tid !== tid || !/RunTask/.test(name) || !tdur) continue;
    const where = marks.findLast((mark) => mark.ts <= ts)?.name.slice("stretch: ".length);
    if (!where || where === "end" || tdur / 1000 <= found.longest) continue;
    found = { longest: tdur / 1000, clock: dur / 1000, where };
  }
  return found;
}

async function freeze(browser, source) {
  const page = await openPage(browser, fileUrl("whence.html"), { language: "en" });
  try {
    await page.evaluate((given) => (globalThis.source = given), source);
    await new Promise((resolve) => setTimeout(resolve, 500)); // the source is there, and the module is ready
    await page.tracing.start({ categories: ["toplevel", "devtools.timeline", "blink.user_timing"] });
    await page.evaluate(work, TABS);
    return longestTask(JSON.parse(new TextDecoder().decode(await page.tracing.stop())));
  } finally {
    await page.close({ runBeforeUnload: false });
  }
}

/**
 * @param {import("puppeteer-core").Browser} browser Chromium
 * @returns {Promise<Record<string, {longest: number, clock: number, where: string}>>} milliseconds, of the
 *   processor and of the clock
 */
export async function freezes(browser) {
  const best = {};
  for (const [name, source] of Object.entries(HEAVY)) {
    for (let i = 0; i < TRIES; i++) {
      const found = await freeze(browser, source());
      if (!best[name] || found.longest < best[name].longest) best[name] = found;
    }
  }
  return best;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch("chrome");
  try {
    for (const [name, { longest, clock, where }] of Object.entries(await freezes(browser)))
      console.log(
        `${name.padEnd(14)} longest freeze ${longest.toFixed(0).padStart(5)} ms (${where}), by the clock ` +
          `${clock.toFixed(0)} ms, asked: ${GOAL}; load ${loadavg()[0].toFixed(1)}`,
      );
  } finally {
    await browser.close();
  }
}
