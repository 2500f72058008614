// usage: node tests/weights/weigh.mjs --bad FOLDER... --good FOLDER...     README.md tells what it prints
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "../../dist/whence.js";
import { areaUnder, fit, found, sigmoid } from "./statistics.mjs";

const args = process.argv.slice(2);
const values = (name) => args.flatMap((arg, i) => (arg === name ? [args[i + 1]] : []));
const bad = values("--bad");
const good = values("--good");
const ownServers = values("--own-server");
if (!bad.length || !good.length) {
  console.error(
    "usage: node tests/weights/weigh.mjs --bad FOLDER... --good FOLDER... [--own-server NAME]... [--all] " +
    "[--keep-filters]",
  );
  process.exit(2);
}
const RATES = [0.001, 0.005, 0.01, 0.05];
const FOLDS = 5;
// Fields in which a receiver or a filter says what it thinks of the mail.
const FILTERS =
  /^((arc-)?authentication-results|received-spf|x-(spam|forefront|microsoft|ms-|sid-|message-|incoming|eop|rspamd)[^:]*|x-store-info|x-originating-ip):/i;

function withoutFilters(bytes) {
  const text = bytes.toString("latin1");
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  const kept = head.split(/\r?\n(?![ \t])/).filter((field) => !FILTERS.test(field));
  return Buffer.from(kept.join("\r\n") + (end < 0 ? "" : text.slice(end)), "latin1");
}

/** What mails of one campaign have in common: who sends, and what the subject says. */
function campaignKeys(report) {
  const from = report.identities.from[0];
  const subject = (report.identities.subject?.text ?? "")
    .toLowerCase()
    .replace(/\S*@\S*|\d+|[^\p{L}]+/gu, " ")
    .trim();
  const keys = [];
  const domain = report.domains.find((one) => one.name === from?.domain);
  if (domain?.registrable && domain.kind !== "free-mail" && !domain.sharedHosting)
    keys.push(`from ${domain.registrable}`);
  else if (from?.address) keys.push(`from ${from.address}`);
  if (subject.length > 8) keys.push(`subject ${subject}`);
  return keys;
}

/** A number for each mail: the same for mails that share a key, directly or through others. */
function campaigns(mails) {
  const leader = mails.map((_, i) => i);
  const root = (i) => (leader[i] === i ? i : (leader[i] = root(leader[i])));
  const first = new Map();
  mails.forEach((mail, i) => {
    for (const key of mail.keys) {
      if (first.has(key)) leader[root(i)] = root(first.get(key));
      else first.set(key, i);
    }
  });
  return mails.map((_, i) => root(i));
}

async function judge(whence, folders, isBad) {
  const mails = [];
  for (const folder of folders)
    for (const name of readdirSync(folder).sort()) {
      const bytes = readFileSync(join(folder, name));
      const source = new Uint8Array(args.includes("--keep-filters") ? bytes : withoutFilters(bytes));
      const report = await whence.analyze(source, ownServers.length ? { ownServers } : {});
      const findings = new Map();
      for (const index of report.verdict.findings)
        findings.set(report.findings[index].id, report.findings[index].weight);
      mails.push({
        isBad,
        score: report.verdict.score,
        level: report.verdict.level,
        findings,
        keys: campaignKeys(report),
      });
    }
  return mails;
}

const percent = (share) => `${(100 * share).toFixed(1).padStart(5)}%`;

function printScores(title, mails, scoreOf) {
  const [b, g] = [true, false].map((kind) => mails.filter((mail) => mail.isBad === kind).map(scoreOf));
  console.log(
    `${title}: AUC ${areaUnder(b, g).toFixed(4)}; found at false alarms ` +
      `of ${RATES.map((rate) => `${100 * rate}%: ${percent(found(b, g, rate)).trim()}`).join(", ")}`,
  );
}

const whence = await open();
const mails = [...(await judge(whence, bad, true)), ...(await judge(whence, good, false))];
const campaign = campaigns(mails);
console.log(`${mails.length} mails, ${new Set(campaign).size} campaigns`);
printScores("the score", mails, (mail) => mail.score);
for (const isBad of [true, false]) {
  const some = mails.filter((mail) => mail.isBad === isBad);
  const levels = ["forged", "suspicious", "unclear", "consistent", "authentic"].map(
    (level) => `${level} ${percent(some.filter((mail) => mail.level === level).length / some.length).trim()}`,
  );
  console.log(`${isBad ? "bad " : "good"}: ${levels.join(", ")}`);
}

// ---- the regression: at least three mails must have a finding for it to be weighed
const ids = [...new Set(mails.flatMap((mail) => [...mail.findings.keys()]))].filter(
  (id) => mails.filter((mail) => mail.findings.has(id)).length >= 3,
);
const at = new Map(ids.map((id, i) => [id, i]));
const weight = ids.map((id) => Math.max(...mails.map((mail) => mail.findings.get(id) ?? -Infinity)));
const rows = mails.map((mail) => ({
  isBad: mail.isBad,
  on: [...mail.findings.keys()].filter((id) => at.has(id)).map((id) => at.get(id)),
}));
const order = [...new Set(campaign)].map((number, i) => [number, (i * 7919) % FOLDS]);
const fold = new Map(order);
const predicted = new Array(mails.length);
for (let k = 0; k < FOLDS; k++) {
  const model = fit(rows.filter((_, i) => fold.get(campaign[i]) !== k), weight);
  rows.forEach((row, i) => {
    if (fold.get(campaign[i]) === k)
      predicted[i] = sigmoid(model.bias + row.on.reduce((sum, j) => sum + model.weights[j], 0));
  });
}
mails.forEach((mail, i) => (mail.predicted = predicted[i]));
printScores(
  "a regression on the same findings, cross-validated by campaign",
  mails,
  (mail) => mail.predicted,
);

const model = fit(rows, weight);
console.log(`\n${"finding".padEnd(34)}   bad   good  precision  weight  regression`);
const share = (id, isBad) =>
  mails.filter((mail) => mail.isBad === isBad && mail.findings.has(id)).length /
  mails.filter((mail) => mail.isBad === isBad).length;
const table = ids.map((id, i) => ({
  id,
  b: share(id, true),
  g: share(id, false),
  weight: weight[i],
  advice: Math.round(10 * model.weights[i]),
}));
for (const row of table.sort((x, y) => y.b - x.b)) {
  if (!args.includes("--all") && row.b < 0.005 && row.g < 0.005) continue;
  console.log(
    `${row.id.padEnd(34)} ${percent(row.b)} ${percent(row.g)}     ${percent(row.b / (row.b + row.g))}  ` +
      `${String(row.weight).padStart(6)}  ${String(row.advice).padStart(10)}`,
  );
}
