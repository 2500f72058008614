// Whole mails, judged by Whence and merely parsed by postal-mime, in one run: the ratio is what counts.
// usage: npm ci --prefix tests/bench && node tests/bench/analyze.mjs FOLDER     (after a build; a folder of
// .eml files)
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { open } from "../../dist/whence.js";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node tests/bench/analyze.mjs FOLDER");
  process.exit(2);
}
const mails = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name)));
const megabytes = mails.reduce((sum, mail) => sum + mail.length, 0) / 1e6;
const whence = await open();

/** Medians over the mails and throughput of the best of three runs; one run before them warms up. */
async function measure(judge) {
  let best = null;
  for (let run = 0; run < 4; run++) {
    const times = [];
    for (const mail of mails) {
      const start = performance.now();
      await judge(mail);
      times.push(performance.now() - start);
    }
    const total = times.reduce((sum, time) => sum + time, 0);
    if (run && (!best || total < best.total))
      best = { total, median: times.sort((a, b) => a - b)[times.length >> 1] };
  }
  return best;
}

const rows = {
  "whence: analyze": await measure((mail) => whence.analyze(mail)),
  "postal-mime: parse": await measure((mail) => PostalMime.parse(mail)),
};
for (const [name, { total, median }] of Object.entries(rows))
  console.log(
    `${name.padEnd(20)} ${((1000 * megabytes) / total).toFixed(1).padStart(7)} MB/s   ` +
      `median ${(1000 * median).toFixed(0).padStart(6)} µs`,
  );
const [ours, theirs] = Object.values(rows);
console.log(`ratio of the medians, ours to theirs: ${(ours.median / theirs.median).toFixed(1)}`);
