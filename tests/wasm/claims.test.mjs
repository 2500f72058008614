// What a mail's author can write about himself makes no mail better: for every finding's mail and each such
// line, adding it costs the mail no finding and no point, but for what is only found where there is none.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { NOW, areas, blocksOf, mailOf } from "../support/finding-mails.mjs";
import { zoneResolver } from "../support/zone.mjs";

const whence = await open();
const sign = (domain) =>
  `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s1; h=from; bh=AAAA; b=BBBB`;
const list = (domain) =>
  `List-Id: <news.${domain}>\nList-Post: <mailto:news@${domain}>\n` +
  `Precedence: list\nX-BeenThere: news@${domain}`;
const results = (by, domain) =>
  `Authentication-Results: ${by}; dkim=pass header.d=${domain}; spf=pass smtp.mailfrom=${domain}; ` +
  `dmarc=pass header.from=${domain}`;
const received = (domain) =>
  `Received: from a.${domain} (a.${domain} [192.0.2.7]) by mx.${domain} (Postfix) with ESMTPS ` +
  "id 4XyZ1c0000z1Kr; Tue, 3 Feb 2026 09:59:59 +0900";

/** What is only said where nobody has signed for the author; another finding is said in its place. */
const UNSIGNED = [
  "unsigned",
  "list-spf-fail",
  "from-unsupported",
  "signed-by-other",
  "brand-domain-unsupported",
  "brand-forged",
  "brand-wants-login",
];
/** ... where there is no line below, or not even the entrance's. */
const NO_LINE = [
  "hop-no-history",
  "no-hops",
  "handover-private-address",
  "only-fragment",
  "outlook-file-without-header",
  "message-id-unrelated",
];
/** ... where no signature covers all that there is: a copy breaks the signature. */
const WHOLE = ["dkim-unsigned-tail", "dkim-unsigned-copy", "dkim-expired", "dkim-old-signature"];
/** What DMARC says of one author, and what is said of several in its place. */
const ONE_AUTHOR = ["dmarc-fail", "dmarc-fail-lenient", "dmarc-none", "list-spf-fail", "from-several"];
/** What a list explains whose own server is proven to have handed the mail over: that nothing fits From. */
const NOT_OF_FROM = [
  "helo-stranger",
  "return-path-differs",
  "from-unsupported",
  "reply-to-differs",
  "reply-to-other-free-mail",
  "enclosed-own-lure",
];
/** [name, lines by the domains of From, of a link and of the reader's server, what says there are none] */
const CLAIMS = [
  // "Hi" finds out who answers; in a conversation people write addresses of files to each other
  [
    "answer",
    () => "In-Reply-To: <a1@example.jp>\nReferences: <a1@example.jp>",
    ["reply-to-nothing", "thread-unreferenced", "thread-asks", "only-greeting", "link-to-file"],
  ],
  ["thread", () => "Thread-Topic: Re: hi\nThread-Index: AQHZabcdefghij1234==", ["reply-to-nothing"]],
  ["signature of the link's", (at) => sign(at.link), ["unsigned"]],
  ["signature of the author's", (at) => sign(at.from), UNSIGNED],
  ["signature of a service's", () => sign("sendgrid.net"), ["unsigned", "signed-by-other"]],
  ["answers to the link's", (at) => `Reply-To: a@${at.link}`, []],
  ["answers to the author", (at) => `Reply-To: a@${at.from}`, []],
  ["sent by the link's", (at) => `Sender: a@${at.link}`, []],
  ["a second id", (at) => `Message-ID: <20260203010002.7F3A22@${at.link}>`, ["message-id-missing", ...WHOLE]],
  ["a second author", (at) => `From: a@${at.link}`, [...WHOLE, ...ONE_AUTHOR]],
  ["an envelope", (at) => `Return-Path: <a@${at.link}>`, []],
  ["no envelope", () => "Return-Path: <>", []],
  ["a list of the link's", (at) => list(at.link), NOT_OF_FROM],
  ["a list of the author's", (at) => list(at.from), []],
  [
    "a way out",
    (at) =>
      `List-Unsubscribe: <https://${at.from}/u>, <mailto:u@${at.from}>\n` +
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    [],
  ],
  ["results", (at) => results(at.by, at.from), []],
  ["results by Google", (at) => results("mx.google.com", at.from), []],
  ["a line below", (at) => received(at.from), NO_LINE],
  ["a line below of the link's", (at) => received(at.link), NO_LINE],
  ["a filter's praise", () => "X-Spam-Status: No, score=-12.0\nX-Forefront-Antispam-Report: SCL:-1;", []],
  ["a service's marks", () => "Feedback-ID: 1.us-east-1.abc:AmazonSES\nX-SES-Outgoing: 2026.02.03", []],
  ["a machine's word", () => "Auto-Submitted: auto-generated\nX-Failed-Recipients: a@example.net", []],
  ["a resender", (at) => `Resent-From: a@${at.link}\nResent-To: a@example.jp`, []],
  ["a delivery", (at) => `Delivered-To: a@${at.link}\nX-Original-To: a@${at.link}`, []],
];

const LEVELS = ["authentic", "consistent", "unclear", "suspicious", "forged"];
const BASE = "shop.example.com";
const end = (host) => host.split(".").slice(-2).join(".");
const hostOf = (link) => URL.canParse(link.href) && new URL(link.href).hostname;

/** The mail of a finding, how it is judged, and the domains that a forger of it would write. */
async function readingOf(lines, area) {
  const { source, options, dns } = mailOf(lines, area);
  if (!/^From: /m.test(source)) return null;
  const settings = { ...options, now: options.now ? new Date(options.now) : NOW };
  const judged = (mail) =>
    whence.analyze(mail, { ...settings, ...(dns && { resolver: zoneResolver(dns) }) });
  const plain = await judged(source);
  const from = plain.identities.from[0]?.domain ?? BASE;
  const hosts = plain.links.map(hostOf).filter((host) => /[a-z]$/.test(host || ""));
  const strangers = hosts.filter((host) => end(host) !== end(from));
  const by = plain.handover?.by ?? "mx.example.jp";
  const at = { from, by, link: strangers[0] ?? "lure.example.org" };
  return { source, plain, judged, at };
}

async function assertNoBetter({ source, plain, judged, at }, [name, lines, absent], id) {
  const claim = lines(at);
  const claims = await judged(source.replace(/\n\n|\n*$/, (blank) => `\n${claim}${blank}`));
  const about = `${id}, ${name}:\n${claim}\n\n${source.slice(0, 3000)}`;
  const found = new Set(claims.findings.map((one) => one.id));
  const lost = plain.findings.filter((one) => !found.has(one.id) && one.weight > 0).map((one) => one.id);
  if (plain.findings.some((one) => absent.includes(one.id) && !found.has(one.id))) return;
  assert.equal(claims.handover?.ip, plain.handover?.ip, about);
  assert.deepEqual(lost, [], about);
  const before = plain.verdict, after = claims.verdict;
  assert.ok(after.score >= before.score, `${before.score} > ${after.score}: ${about}`);
  assert.ok(LEVELS.indexOf(after.level) >= LEVELS.indexOf(before.level), about);
}

for (const [area, all] of areas())
  test(`${area}: no mail is better for what it says of itself`, async () => {
    let compared = 0;
    for (const id of all) {
      const lines = blocksOf(area).get(id)?.raises[0];
      const reading = lines && (await readingOf(lines, area));
      if (!reading) continue;
      for (const claim of CLAIMS) {
        await assertNoBetter(reading, claim, id);
        compared++;
      }
    }
    assert.ok(compared > CLAIMS.length);
  });
