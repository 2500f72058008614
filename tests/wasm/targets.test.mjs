// Links led to the end: every kind of wrapper in core/tables/wrappers.tsv, one inside of the other, and what
// is none.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const base64 = (text, kind = "base64") => Buffer.from(text).toString(kind);
const T = "https://login.example.net/session?id=1",
  E = encodeURIComponent(T),
  HOST = "login.example.net";

async function linkOf(address) {
  const html = `<a href="${address.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">open</a>`;
  const source = `From: a@example.com\nTo: b@example.org\nMIME-Version: 1.0\n` +
    `Content-Type: text/html; charset=utf-8\n\n${html}\n`;
  return (await whence.analyze(source)).links[0];
}
const way = (link) => link.targets.map(({ via, host }) => `${via} ${host}`).join(" > ");

const MANDRILL = JSON.stringify({
  s: "x",
  v: 1,
  p: JSON.stringify({ u: 30, url: T.replaceAll("/", "\\/") }),
});

const WRAPPED = {
  safelinks: [`https://eur03.safelinks.protection.outlook.com/?url=${E}&data=05%7C02&reserved=0`],
  "proofpoint-v1": [`https://urldefense.proofpoint.com/v1/url?u=${E}&k=1`],
  "proofpoint-v2": [
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__login.example.net_session-3Fid-3D1&d=DwMFaQ",
  ],
  "proofpoint-v3": [
    "https://urldefense.com/v3/__https://login.example.net/a*b__;Iw!!Ab!c$",
    "https://urldefense.us/v3/__https:/login.example.net/**Ax__;w6fDqA!!Ab!c$",
  ],
  barracuda: [`https://linkprotect.cudasvc.com/url?a=${E}&c=E,1,a&typo=1`],
  cisco: [`https://secure-web.cisco.com/1abcDEF/${E}`],
  mimecast: [
    "https://protect-us.mimecast.com/s/AbCd?domain=login.example.net",
    "https://url.us.m.mimecastprotect.com/s/AbCd?domain=login.example.net",
  ],
  "trend-micro": [`https://ca-c2.clicktime.trendmicro.com:443/wis/clicktime/v1/query?url=${E}&umid=1`],
  trellix: [`https://protect2.fireeye.com/v1/url?k=1&q=1&e=1&u=${E}`],
  sophos: [`https://eu-west-1.protection.sophos.com/?d=example.net&u=${base64(T)}&i=1`],
  "check-point": [`https://url.avanan.click/v2/___${T}___.YXAz`],
  fortinet: [`https://fw.example.org/fmlurlsvc/?fewReq=:B:x&url=${E}`],
  "aws-track": [`https://abc.r.us-east-1.awstrack.me/L0/${E}/1/0100018/abc=12`],
  mandrill: [`https://mandrillapp.com/track/click/30/${HOST}?p=${base64(MANDRILL, "base64url")}`],
  postmark: ["https://click.pstmrk.it/3s/login.example.net%2Fx/abc/def"],
  substack: [`https://substack.com/redirect/2/${base64(JSON.stringify({ e: T }), "base64url")}.sig`],
  "google-ads": [
    `https://www.googleadservices.com/pagead/aclk?sa=L&adurl=${T}`,
    `https://ad.doubleclick.net/ddm/clk/1;2;3?${T}`,
  ],
  "google-amp": [
    "https://www.google.com/amp/s/login.example.net/x",
    "https://login-example.cdn.ampproject.org/c/s/login.example.net/x",
  ],
  "google-translate": [
    `https://translate.google.co.jp/translate?sl=auto&u=${E}`,
    "https://login-example-net.translate.goog/a?_x_tr_sl=auto",
  ],
  "google-url": [`https://www.google.co.jp/url?sa=t&q=${E}`, `https://www.google.com/url?url=${T}`],
  bing: [`https://www.bing.com/ck/a?!&&p=1&u=a1${base64(T, "base64url")}&ntb=1`],
  linkedin: [`https://www.linkedin.com/redir/redirect?url=${E}`],
  youtube: [`https://www.youtube.com/redirect?event=x&q=${E}`],
  facebook: [`https://l.facebook.com/l.php?u=${E}&h=x`],
  "yahoo-search": [`https://r.search.yahoo.com/_ylt=A/RV=2/RU=${E}/RK=2/RS=x`],
  yahoo: [
    "https://rd.yahoo.co.jp/a/b/**https%3A//login.example.net/",
    "http://rd.yahoo.co.jp/a/*http://login.example.net/",
  ],
  line: [`https://liff.line.me/1234-abcd/?url=${E}`],
  redirect: [
    `https://shop.example.org/out?foo=1&goto=${E}`,
    `https://shop.example.org/out?ANY=${T}`,
    "https://shop.example.org/out?next=//login.example.net/x",
  ],
  "redirect-path": [`https://shop.example.org/r/${T}`, `https://shop.example.org/r/${E}`],
  "redirect-base64": [
    `https://x.example.org/lnk/AA/1/${base64(T, "base64url")}`,
    `https://x.example.org/c?d=${base64(T).replaceAll("=", "-3D")}`,
    `https://x.example.org/#${base64(T)}`,
  ],
};
for (const [via, addresses] of Object.entries(WRAPPED))
  test(`led on: ${via}`, async () => {
    for (const address of addresses) assert.equal(way(await linkOf(address)), `${via} ${HOST}`, address);
  });

test("one inside of the other: outermost first, and each judged", async () => {
  const inner = `https://shop.example.org/redirect?url=${E}`;
  const google = `https://www.google.com/url?q=${encodeURIComponent(inner)}`;
  const link = await linkOf(
    `https://eur03.safelinks.protection.outlook.com/?url=${encodeURIComponent(google)}&data=05`,
  );
  assert.equal(way(link), `safelinks www.google.com > google-url shop.example.org > redirect ${HOST}`);
  assert.equal(link.targets[2].href, T);
});

test("targets are domains of the mail, with the link's role", async () => {
  const html = `<a href="https://eur03.safelinks.protection.outlook.com/?url=${E}">open</a>`;
  const { links, domains } = await whence.analyze(
    `From: a@example.com\nMIME-Version: 1.0\nContent-Type: text/html\n\n${html}\n`,
  );
  const domain = domains[links[0].targets[0].domain];
  assert.equal(domain.name, HOST);
  assert.deepEqual(domain.roles, ["link"]);
});

test("what leads nowhere else has no targets", async () => {
  for (const address of [
    "https://www.example.org/search?q=https",
    "https://www.google.com/search?q=https://login.example.net/",
    "https://www.example.org/a/http-errors/",
    `https://www.facebook.com/sharer/sharer.php?u=${E}`,
    "https://www.example.org/?u=abc&url=/login",
    "https://www.example.org/?next=//",
    "mailto:a@example.net?body=https://login.example.net/",
    "https://www.example.org/?e=eyJhIjoxfQ",
    "https://www.example.org/?u=https://",
    "https://urldefense.com/v3/",
    "https://translate.goog/",
  ])
    assert.deepEqual((await linkOf(address)).targets, [], address);
});

test("an address without end is followed so far and no further, and that is said", async () => {
  let address = T;
  for (let i = 0; i < 30; i++) address = `https://a${i}.example.org/?u=${address}`;
  const link = await linkOf(address);
  assert.equal(link.targets.length, 8);
  assert.ok(link.problems.includes("not-followed"));
  const long = await linkOf(`https://a.example.org/?x=${"y".repeat(20000)}&u=${T}`);
  assert.deepEqual([long.targets.length, long.problems.includes("not-followed")], [0, true]);
});

test("the reader's address behind the # of the sender's own link is told", async () => {
  const mail = (href) =>
    `From: news@shop.example.com\nTo: hanako@example.jp\nContent-Type: text/html\n\n<p>` +
      `<a href="${href}">Open</a></p>\n`;
  const raised = async (href) =>
    (await whence.analyze(mail(href))).findings.some(({ id }) => id === "link-own-address");
  assert.equal(await raised("https://shop.example.com/login#hanako@example.jp"), true);
  assert.equal(await raised("https://shop.example.com/login?for=hanako@example.jp"), false);
  assert.equal(await raised("https://shop.example.com/login#taro@example.jp"), false);
});

const LED = {
  scheme: [
    `ms-word:ofe|u|${T}`,
    `microsoft-edge:${T}`,
    `javascript:window.location='${T}'`,
    "webcal://login.example.net/a.ics",
    "intent://login.example.net/a#Intent;scheme=https;end",
    `intent://x/#Intent;S.browser_fallback_url=${E};end`,
    `view-source:${T}`,
    `itms-services://?action=download-manifest&url=${T}`,
  ],
  "google-url": [
    "https://www.google.com/url?q=login.example.net/a",
    "https://www.google.com/url?url=amp%2Fs%2Flogin.example.net/x",
  ],
  redirect: [
    "https://shop.example.org/r?url=login.example.net",
    "https://shop.example.org/r?next=/%5Clogin.example.net/",
    `https://shop.example.org/r?d=%7B%22TargetUrl%22%3A%22${encodeURIComponent(E)}%22%7D`,
    `https://shop.example.org/r?url=+${E}`,
  ],
  "redirect-fragment": [`https://shop.example.org/#${T}`],
  "redirect-base64": [
    `https://shop.example.org/f/a/AbC~~/AAQ/P0V${base64(T)}`,
    `https://shop.example.org/f/${base64(`\x01${T}`)}`,
    `https://shop.example.org/f/${base64(`\x01\x02${T}`)}`,
    `https://shop.example.org/?d=${base64(base64(T))}`,
    `https://shop.example.org/?d=${Buffer.from(T).toString("hex")}`,
  ],
  "5ch": ["https://jump.5ch.net/?login.example.net/a"],
  yesware: [
    `https://t.yesware.com/tt/${"a".repeat(40)}/${"b".repeat(32)}/${"c".repeat(32)}/login.example.net/a`,
  ],
  egress: ["https://us.defend.egress.com/Warning?crId=1&OriginalLink=login.example.net"],
};
for (const [via, addresses] of Object.entries(LED))
  test(`led on in another way: ${via}`, async () => {
    for (const address of addresses) assert.equal(way(await linkOf(address)), `${via} ${HOST}`, address);
  });

test("words that look like hosts, and are none", async () => {
  for (const address of [
    "https://www.example.org/?next=login.do",
    "https://www.example.org/?redirect=index.html",
    "https://www.example.org/?goto=main.py",
    "https://www.example.org/?to=taro.yamada",
    "tel:+81312345678",
    "https://www.example.org/?url=a.b",
    "cid:image001.png@01D9",
  ])
    assert.deepEqual((await linkOf(address)).targets, [], address);
});

test("where a stranger says he leads on to is his word alone", async () => {
  const judged = async (href, to = "hanako@example.jp") =>
    (
      await whence.analyze(`Received: from mail.example.com (mail.example.com [203.0.113.5]) by mx.example.jp
 with ESMTPS id A1 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:00 +0900
From: Shop <info@example.com>
To: ${to}
Date: Tue, 3 Feb 2026 10:00:00 +0900
Content-Type: text/html

<p>Please look at <a href="${href}">https://www.paypal.com/login</a></p>
`)
    ).findings
      .filter(({ id }) => id.startsWith("link-text"))
      .map(({ id, args }) => `${id} ${args.host}`);
  const told = ["link-text-brand-differs attacker.example.net"];
  assert.deepEqual(await judged("https://attacker.example.net/login"), told);
  for (const path of [
    "?url=https://www.paypal.com/",
    "#https://www.paypal.com/",
    "CL0/https:%2F%2Fwww.paypal.com%2F/1/x",
    "fmlurlsvc/?url=https://www.paypal.com/",
  ])
    assert.deepEqual(await judged(`https://attacker.example.net/${path}`), told, path);
  assert.deepEqual(
    await judged("https://attacker.example.net/?url=https://x.list-manage.com/c", "x@attacker.example.net"),
    told,
  );
  assert.deepEqual(
    await judged("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.paypal.com%2F"),
    [],
  );
  assert.deepEqual(
    await judged("https://filter.example.jp/fmlurlsvc/?url=https%3A%2F%2Fwww.paypal.com%2F"),
    [],
  );
  assert.deepEqual(await judged("https://www.paypal.com/r?url=https%3A%2F%2Fwww.paypal.com%2F"), []);
});
