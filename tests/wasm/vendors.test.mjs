// What filters' codes mean: every id of core/tables/filters has its text in both languages and none is left
// over; and what the report and the page make of the fields, from Outlook's to SpamAssassin's.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";
import { LANGUAGES } from "../../web/i18n/languages.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tables = `${root}core/tables/filters/`;
const rows = readdirSync(tables)
  .filter((name) => name.endsWith(".tsv"))
  .flatMap((name) =>
    readFileSync(tables + name, "utf8")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => line.split("\t")),
  );
const ids = (kind, column) => new Set(rows.filter(([first]) => first === kind).map((row) => row[column]));
const wanted = new Set([
  ...[...ids("vendor", 1)].map((id) => `filter.vendor.${id}`),
  ...[...ids("key", 3)].map((id) => `filter.key.${id}`),
  ...[...ids("code", 3), "unknown-code"].map((id) => `filter.code.${id}`),
]);
const whence = await open();

for (const language of LANGUAGES) {
  test(`texts of filters' codes: ${language}`, () => {
    const book = JSON.parse(readFileSync(`${root}web/i18n/${language}/vendors.json`, "utf8"));
    const ui = JSON.parse(readFileSync(`${root}web/i18n/${language}/ui.json`, "utf8"));
    assert.deepEqual([...wanted].filter((key) => !book[key]?.trim()), [], "ids without a text");
    assert.deepEqual(Object.keys(book).filter((key) => !wanted.has(key)), [], "texts for nothing");
    assert.deepEqual(Object.keys(book).filter((key) => Object.hasOwn(ui, key)), [], "in ui.json too");
    if (language === "ja") {
      const odd = Object.entries(book).filter(
        ([key, text]) => !key.startsWith("filter.vendor.") && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text),
      );
      assert.deepEqual(odd, [], "not Japanese");
    }
  });
}

const outlook =
  "Received: from mail.example.net (203.0.113.9) by AM7EUR06FT021.mail.protection.outlook.com " +
  "(10.233.255.227) " +
  "with Microsoft SMTP Server id 15.20.6631.45 via Frontend Transport; Tue, 3 Feb 2026 01:00:05 +0000\n";
const postfix =
  "Received: from mail.example.net (mail.example.net [203.0.113.9]) by mx.example.jp (Postfix) with ESMTPS " +
  "id 4XyZ1a2b3cz1L7; " +
  "Tue, 3 Feb 2026 10:00:05 +0900\n";
const rest =
  "From: Taro <taro@example.net>\nDate: Tue, 3 Feb 2026 10:00:02 +0900\nMessage-ID: <1@example.net>\n";
const fieldsOf = async (source) => (await whence.analyze(source)).filters;
const said = (field) =>
  Object.fromEntries(field.items.map((item) => [item.key, [item.value, item.meaning, item.hint]]));

test("Exchange Online's fields are taken apart; they count below the handover, for it takes such fields " +
  "out of incoming mail", async () => {
  const source = `${outlook}${rest}X-Forefront-Antispam-Report: ` +
    `CIP:203.0.113.9;CTRY:JP;\r\n LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;CAT:PHSH;DIR:INB;\n` +
    `X-Microsoft-Antispam: BCL:7;\n\nHello\n`;
  const [report, bulk] = await fieldsOf(source);
  assert.deepEqual(
    [report.name, report.vendor, report.trusted, report.guarded, report.opaque],
    ["X-Forefront-Antispam-Report", "microsoft", false, true, false],
  );
  assert.deepEqual(said(report), {
    "client-ip": ["203.0.113.9", null, null],
    country: ["JP", null, null],
    language: ["en", null, null],
    scl: ["5", "scl-spam", "spam"],
    "ms-ipv": ["NLI", "ipv-not-listed", null],
    "ms-sfv": ["SPM", "sfv-spam", "spam"],
    "ms-cat": ["PHSH", "cat-phish", "phish"],
    direction: ["INB", "direction-in", null],
  });
  const category = report.items.find((item) => item.key === "ms-cat");
  assert.deepEqual(category.spans.map(([start, end]) => source.slice(start, end)), ["PHSH"]);
  assert.deepEqual(said(bulk), { bcl: ["7", "bcl-mixed", "bulk"] });
  const [foreign] = await fieldsOf(`${postfix}${rest}X-Microsoft-Antispam: BCL:7;\n\nHello\n`);
  assert.deepEqual([foreign.trusted, foreign.guarded], [false, false]);
  const [renamed] = await fieldsOf(`X-Microsoft-Antispam-Untrusted: BCL:7;\n${outlook}${rest}\nHello\n`);
  assert.deepEqual([renamed.trusted, renamed.guarded], [false, false], "by its name it came with the mail");
});

test("a field above the handover counts, unless it names a server of another side", async () => {
  const version = (server) =>
    `X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-25) on ${server}\n${postfix}${rest}\nHello\n`;
  const [own] = await fieldsOf(version("mx.example.jp"));
  const [other] = await fieldsOf(version("mail.example.net"));
  assert.deepEqual([own.trusted, other.trusted], [true, false]);
  assert.deepEqual(said(own), {
    program: ["SpamAssassin 4.0.1 (2024-03-25)", null, null],
    server: ["mx.example.jp", null, null],
  });
  const [below] = await fieldsOf(
    `${postfix}${rest}X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-25) on mx.example.jp\n\nHello\n`,
  );
  assert.equal(below.trusted, false);
});

test("verdicts of many makers", async () => {
  const cases = [
    [
      "X-Spam-Status: Yes, score=12.1 required=5.0 tests=BAYES_99,\n\tSPF_FAIL autolearn=no",
      "verdict",
      ["Yes", "spam", "spam"],
    ],
    ["X-Spam-Status: SUSPICION", "verdict", ["SUSPICION", "perhaps-spam", "suspect"]],
    ["X-Spam-Flag: YES", "verdict", ["YES", "spam", "spam"]],
    [
      "X-Spamd-Result: default: True [20.10 / 15.00]; PHISHING(4.00)[a.example->b.example]",
      "verdict",
      ["True", "spam", "spam"],
    ],
    ["X-Rspamd-Action: add header", "action", ["add header", "action-mark", "spam"]],
    ["X-Gm-Phishy: 1", "verdict", ["1", "phish", "phish"]],
    ["X-Gm-Spam: 0", "verdict", ["0", "not-spam", "clean"]],
    ["X-Yandex-Spam: 4", "verdict", ["4", "spam", "spam"]],
    ["X-Yandex-Spam: 3", "verdict", ["3", "unknown-code", null]],
    ["X-Pm-Spam-Action: phishing", "action", ["phishing", "phish", "phish"]],
    ["X-GMX-Antispam: 6 (nemesis text pattern profiler); Detail=V3;", "verdict", ["6", "spam", "spam"]],
    ["X-UI-Filterresults: notjunk:1;V03:K0:abc", "verdict", ["notjunk:1;V03:K0:abc", "not-spam", "clean"]],
    ["X-Apple-MoveToFolder: Junk", "folder", ["Junk", "dest-junk", "spam"]],
    ["X-OCN-SPAM-CHECK: 100.00%", "spam-percent", ["100.00%", "percent-spam", "spam"]],
    ["X-Biglobe-spamcheck: 12.50%", "spam-percent", ["12.50%", "percent-less", null]],
    ["X-MD-Class: spam", "verdict", ["spam", "spam", "spam"]],
    ["X-TERRACE-SPAMMARK: NO (SR:28.34) (by Terrace)", "verdict", ["NO", "not-spam", "clean"]],
    ["X-SBRS: None", "sbrs", ["None", "sbrs-none", null]],
    [
      "X-Amp-Result: SKIPPED(no attachment in message)",
      "malware-check",
      ["SKIPPED", "malware-skipped", null],
    ],
    [
      "X-Proofpoint-Spam-Details: rule=inbound_notspam policy=inbound score=0 phishscore=0",
      "verdict",
      ["inbound_notspam", "not-spam", "clean"],
    ],
    [
      "X-Mimecast-Impersonation-Protect: Policy=A; Similar Internal Domain=true",
      "imp-similar-internal",
      ["true", "check-hit", "phish"],
    ],
    ["X-TM-AS-Result: Yes--5.339-5.0-31-2", "threat-type", ["2", "phish", "phish"]],
    [
      "X-Barracuda-Spam-Status: No, SCORE=-2.02 using global scores of TAG_LEVEL=3.5 KILL_LEVEL=9.0 tests=",
      "level-tag",
      ["3.5", null, null],
    ],
    ["X-KSMG-AntiSpam-Status: not_detected", "verdict", ["not_detected", "not-spam", "clean"]],
    ["X-VADE-SPAMSTATE: commercial:mce", "verdict", ["commercial:mce", "bulk", "bulk"]],
    ["X-SEA-Spam: Gauge=III, Probability=7%, Report='HTML, PHRASE'", "spam-percent", ["7%", null, null]],
    ["X-House-MailScanner: Found to be clean", "virus", ["Found to be clean", "no-virus", null]],
    [
      "X-Greylist: Sender IP whitelisted, not delayed by milter-greylist-4.6.2 (mx.example.jp " +
      "[203.0.113.1]); Fri, 27 Mar 2026",
      "greylist",
      ["Sender IP whitelisted, not delayed by milter-greylist-4.6.2", "greylist-passed", null],
    ],
    ["X-Message-Delivery: Vj0xLjE7dXM9MDtsPTA7YT0wO0Q9MjtHRD0xO1NDTD02", "scl", ["6", null, null]],
    ["X-MS-Exchange-Organization-SCL: 9", "scl", ["9", "scl-high-spam", "spam"]],
  ];
  for (const [line, key, expected] of cases) {
    const [field] = await fieldsOf(`${line}\n${postfix}${rest}\nHello\n`);
    assert.deepEqual(said(field)[key], expected, line);
    assert.equal(field.trusted, true, line);
  }
});

test("what is for the maker's eyes alone is named as such", async () => {
  const [field] = await fieldsOf(
    `${postfix}${rest}X-Microsoft-Antispam-Message-Info: eyJhIjoxfQ==\n\nHello\n`,
  );
  assert.deepEqual([field.opaque, field.items, field.value], [true, [], "eyJhIjoxfQ=="]);
});

test("a long value is cut, many things in it are bounded, and the report stays small", async () => {
  const long = `X-Spam-Status: Yes, score=1 required=5 tests=${"A_TEST,".repeat(20000)}`;
  const [field] = await fieldsOf(`${long}\n${postfix}${rest}\nHello\n`);
  assert.ok(field.value.length <= 2000);
  assert.ok(field.items.length <= 100);
});

test("claims carry what their codes mean", async () => {
  const report = await whence.analyze(
    "Authentication-Results: spf=none smtp.mailfrom=example.net; dkim=none (message not signed) " +
    "header.d=none;" +
      `dmarc=fail action=oreject header.from=example.net;compauth=fail reason=000\n${outlook}${rest}\n` +
      `Hello\n`,
  );
  const [claim] = report.authentication.claimed;
  assert.equal(claim.trusted, true);
  assert.deepEqual(
    claim.results.map((result) => [result.method, result.meaning, result.reasonMeaning]),
    [
      ["spf", "auth-spf-none", null],
      ["dkim", "auth-dkim-none", null],
      ["dmarc", "auth-dmarc-fail", "action-override"],
      ["compauth", "auth-compauth-fail", "compauth-000"],
    ],
  );
});

test("a DMARC failure is milder where Outlook has found the sender genuine by other evidence", async () => {
  const severity = async (compauth) => {
    const results = "Authentication-Results: spf=none smtp.mailfrom=example.net; dmarc=fail action=none " +
      `header.from=example.net;compauth=${compauth}\n`;
    const source = `${results}${outlook}${rest}\nHello\n`;
    return (await whence.analyze(source)).findings.find(({ id }) => id === "receiver-dmarc-fail")?.severity;
  };
  assert.equal(await severity("pass reason=100"), "medium");
  assert.equal(await severity("none reason=405"), "high");
});

test("Received-SPF is a claim like the others, with the server that its comment names", async () => {
  const line = (server) =>
    `Received-SPF: pass (${server}: domain of taro@example.net designates 203.0.113.9 as permitted ` +
      `sender) client-ip=203.0.113.9;\n`;
  for (const [server, trusted] of [
    ["mx.example.jp", true],
    ["mail.example.net", false],
  ]) {
    const [claim] = (await whence.analyze(`${line(server)}${postfix}${rest}\nHello\n`)).authentication
      .claimed;
    assert.deepEqual(
      [claim.source, claim.authservId, claim.trusted, claim.results[0].result],
      ["received-spf", server, trusted, "pass"],
    );
  }
});
