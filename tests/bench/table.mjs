// One table of what Whence costs: time beside postal-mime, which only parses, what a reader waits for in
// the page (Chromium), and size; with what was asked beside it. Ratios count: machines differ, and this one
// may be busy. Times of the library and freezes are of the processor, not of the clock, so that what else is
// running stays out of them; the page's start and paints are of the clock, the best of a few tries, and mean
// something on an idle machine only.
// usage: npm ci --prefix tests/bench && node tests/bench/table.mjs FOLDER     (after ./build.sh)
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import PostalMime from "postal-mime";
import { open } from "../../dist/whence.js";
import { launch } from "../browser/support.mjs";
import { GOAL, freezes } from "./freeze.mjs";
import { navigations } from "./navigation.mjs";
import { ARGS, painted } from "./paint.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const folder = process.argv[2];
if (!folder) {
  console.error("usage: node tests/bench/table.mjs FOLDER");
  process.exit(2);
}
const mails = readdirSync(folder).sort().slice(0, 200).map((name) => readFileSync(join(folder, name)));
const headers = mails.map((mail) => {
  const end = mail.toString("latin1").search(/\r?\n\r?\n/);
  return end < 0 ? mail : mail.subarray(0, end + 2);
});

/**
 * Microseconds of the processor a call, the best of three rounds over all mails; one round before them warms
 * up.
 */
async function cost(list, judge) {
  let best = Infinity;
  for (let round = 0; round < 4; round++) {
    const before = process.cpuUsage();
    for (const mail of list) await judge(mail);
    const { user, system } = process.cpuUsage(before);
    if (round) best = Math.min(best, (user + system) / list.length);
  }
  return best;
}

/** The module alone: mail in, checks run, no report written. */
async function coreAlone() {
  const { instance } = await WebAssembly.instantiate(readFileSync(`${dist}whence.wasm`), {
    env: { whence_host_charset: () => -1 },
  });
  const { exports } = instance;
  exports._initialize?.();
  const profile = exports.whence_profile_open(0, 0);
  return (mail) => {
    const at = exports.malloc(mail.length);
    new Uint8Array(exports.memory.buffer).set(mail, at);
    const session = exports.whence_abi_open(0, at, mail.length, profile, 1.77e12, 0);
    exports.whence_step(session);
    exports.whence_close(session);
    exports.free(at);
  };
}

/**
 * Milliseconds from nothing to the module ready, and from there to the first report: medians of five fresh
 * processes. As the package has it, with whence-opened.bin beside the library, or with that alone.
 */
function cold(alone) {
  const place = alone ? mkdtempSync(join(tmpdir(), "whence-bench-")) : dist;
  const library = join(place, alone ? "whence.mjs" : "whence.js");
  if (alone) copyFileSync(`${dist}whence.js`, library);
  const pad = `"X-Pad: ${"0123456789".repeat(7)}\\n".repeat(120)`;
  const script = `const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
    const { open } = await import(${JSON.stringify(library)}); const a = used();
    const whence = await open(); const b = used();
    await whence.analyze(${pad} + "From: a@example.org\\n\\nhello\\n"); console.log(b - a, used() - b);`;
  const runs = Array.from({ length: 5 }, () =>
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" })
      .trim()
      .split(" ")
      .map(Number),
  );
  if (alone) rmSync(place, { recursive: true });
  const median = (i) => runs.map((run) => run[i]).sort((a, b) => a - b)[2];
  return [median(0), median(1)];
}

const whence = await open();
const settings = {
  ownServers: ["mx.example.net"],
  brands: [{ id: "own", names: ["Own Brand"], domains: ["example.net"] }],
};
const analyze = (mail) => whence.analyze(mail),
  parse = (mail) => PostalMime.parse(mail);
const theirs = { headers: await cost(headers, parse), whole: await cost(mails, parse) };
const ours = {
  headers: await cost(headers, analyze),
  whole: await cost(mails, analyze),
  core: await cost(headers, await coreAlone()),
};
const given = await cost(headers, (mail) => whence.analyze(mail, settings));
const again = await cost(headers, (mail) => whence.analyze(mail, structuredClone(settings)));
const starts = [false, true].map(cold);

const row = (name, value, goal) => console.log(`${name.padEnd(52)} ${value.padStart(28)}   ${goal}`);
const times = (a, b) => `${(a / b).toFixed(1)} x (${a.toFixed(0)} / ${b.toFixed(0)} µs)`;
console.log(
  `${mails.length} mails; Node ${process.version}, ${cpus().length} processors, load ${loadavg()
    .map((n) => n.toFixed(1))
    .join(" ")}`,
);
row("analyze() to report, headers only, to postal-mime", times(ours.headers, theirs.headers), "3.5 x");
row("the same, whole mails", times(ours.whole, theirs.whole), "1.2 x");
row("core without report, headers", times(ours.core, theirs.headers), "2.5 x");
row("ownServers and brands given at each call, to none", times(given, ours.headers), "1.1 x");
row("the same in new objects each time", times(again, ours.headers), "1.1 x");
const [started, startedAlone] = starts.map((times) => times.map((ms) => `${ms.toFixed(0)} ms`).join(" + "));
row("cold: open(), then the first mail of 10 KB", started, "11 ms + 7 ms");
row("the same, with no file beside the library", startedAlone, "");
const browser = await launch("chrome", { args: ARGS });
try {
  const { ours: own, bare } = await navigations(browser);
  const beside = `${(own / bare).toFixed(1)} x (${own.toFixed(0)} / ${bare.toFixed(0)} ms)`;
  row("page, navigation to interactive, to a bare one", beside, "2 x");
  const { atOnce, first, later } = await painted(browser);
  const paints = `${first.toFixed(0)} / ${later.toFixed(0)} ms`;
  row("paste of 100 lines to paint, after 2 s / later", paints, "25 / 6 ms");
  row("the same, as soon as it can be made", `${atOnce.toFixed(0)} ms`, "");
  for (const [name, { longest, clock, where }] of Object.entries(await freezes(browser))) {
    const told = `${longest.toFixed(0)} ms, clock ${clock.toFixed(0)} (${where})`;
    row(`longest freeze, ${name}`, told, `${GOAL} ms`);
  }
} finally {
  await browser.close();
}
for (const [name, goal] of [
  ["whence.html", "850 KB, 400 KB"],
  ["whence-element.js", "850 KB, 400 KB"],
  ["whence.js", ""],
  ["whence.wasm", ""],
]) {
  const bytes = readFileSync(dist + name);
  row(
    `${name}, as it is and with brotli`,
    `${(bytes.length / 1000).toFixed(0)} KB, ${(brotliCompressSync(bytes).length / 1000).toFixed(0)} KB`,
    goal,
  );
}
console.log("How work grows: tests/bench/growth.mjs.");
