// Same campaign: one text under three senders is found, what merely looks alike is not.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../../dist/whence.js";

const whence = await open();
const TEXT = (name, link) =>
  `${name} 様\n\nいつもご利用いただきありがとうございます。お客様のアカウントで通常と異なる操作を` +
  `確認したため、一部の機能を制限しております。` +
  `下記のリンクより二十四時間以内にご本人様の確認をお願いいたします。確認が完了しない場合、アカウントは停止されます。\n\n${link}\n\nサポートセンター\n`;
const mail = (i, body, subject = `お知らせ ${i}`) =>
  new TextEncoder().encode(
    `Received: from mx${i}.sender${i}.example.net (unknown [203.0.${i}.9]) by mx.example.jp\n with SMTP ` +
    `id A${i}; Tue, 3 Feb 2026 10:00:0${i % 10} +0900\n` +
      `From: <a${i}@sender${i}.example.net>\nTo: <hanako@example.jp>\nSubject: ${subject}\n` +
      `Date: Tue, 3 Feb 2026 10:00:00 +0900\n` +
      `Message-ID: <${i}${"abcdefghij"[i % 10]}@sender${i}.example.net>\nMIME-Version: 1.0\n` +
      `Content-Type: text/plain; charset=utf-8\n\n${body}`,
  );
const judge = (mails) => Promise.all(mails.map((one) => whence.analyze(one)));

test("three senders, one text", async () => {
  const words = [
    "alpha bravo charlie delta",
    "one of the many letters about a garden",
    "minutes of the meeting in March",
    "your parcel waits at the counter",
  ];
  const others = words.map((text, i) => mail(20 + i, `${`${text} ${i} `.repeat(8)}\n`));
  const three = [1, 2, 3].map((i) => mail(i, TEXT(`山田${i}`, `https://login${i}.example${i}.org/a?${i}`)));
  const groups = whence.compare(
    await judge([others[0], three[0], others[1], three[1], others[2], three[2], others[3]]),
  );
  assert.deepEqual(
    groups.map(({ members }) => members),
    [[1, 3, 5]],
  );
  const wording = groups[0].shared.find(({ what }) => what === "wording");
  assert.deepEqual(wording.members, [1, 3, 5]);
  assert.match(wording.value, /^(5|6|7|8|9|10)\d%$/);
});

test("one link host under different words; a shortener or a counter is nobody's", async () => {
  const body = (text, link) => `${text.repeat(6)} ${link}\n`;
  const same = await judge([
    mail(1, body("quite another story told ", "https://a.login-example.org/x")),
    mail(2, body("words of some other kind ", "https://b.login-example.org/y")),
  ]);
  assert.deepEqual(
    whence.compare(same).map(({ members }) => members),
    [[0, 1]],
  );
  assert.deepEqual(
    whence.compare(same)[0].shared.find(({ what }) => what === "link-host").value,
    "login-example.org",
  );
  for (const host of ["bit.ly", "museum.us1.list-manage.com", "www.smbc-card.com"]) {
    const reports = await judge([
      mail(1, body("quite another story told ", `https://${host}/x`)),
      mail(2, body("words of some other kind ", `https://${host}/y`)),
    ]);
    assert.deepEqual(whence.compare(reports), [], host);
  }
});

/** A mail with what a campaign may share, and what it may not, given. */
const letter = ({
  n,
  from = `a${n}@mail${n}.example.net`,
  name = "",
  subject,
  body,
  fields = "",
  type = "text/plain",
}) =>
  new TextEncoder().encode(`Received: from mx${n}.example.net (unknown [198.51.${n}.7]) by mx.example.jp
 with SMTP id B${n}; Wed, 4 Oct 2023 10:00:0${n % 10} +0900
From: ${name} <${from}>
To: <info@example.jp>
${fields}Subject: ${subject}
Date: Wed, 4 Oct 2023 10:00:00 +0900
Message-ID: <${"qwertyuiop"[n % 10]}${n * 7919}@mail${n}.example.net>
MIME-Version: 1.0
Content-Type: ${type}; charset=utf-8

${body}
`);

test("a line or two from three pretended postmasters is one campaign, whoever sends it", async () => {
  const note = (n) =>
    letter({
      n,
      name: `"postmaster@0${n}.bounce.example.jp"`,
      from: `ab${n}7@mail.example.ne.jp`,
      subject: `未配信メッセージ (${n})`,
      type: "text/html",
      body:
        `<p>午後 0${n} 時 2${n} 分、同期の不具合のため、${n} 件のメールが差出人に返送されました。</p>` +
        `<p><a href="https://r${n}.example${n}.org/a">メッセージを受け取る</a></p><p>©2023、メールセンター</p>`,
    });
  const groups = whence.compare(await judge([1, 2, 3].map(note)));
  assert.deepEqual(
    groups.map(({ members }) => members),
    [[0, 1, 2]],
  );
  assert.ok(groups[0].shared.some(({ what }) => what === "wording"));
});

const TOPICS = [
  "parcel waits at the depot",
  "card was locked last night",
  "invoice is still unpaid",
  "mailbox has no room left",
  "tax refund is ready",
  "password runs out today",
  "ticket could not be charged",
  "account shows a strange login",
  "prize was drawn for you",
  "insurance ends this month",
  "points expire tomorrow",
  "document waits for a signature",
  "voice message was left",
  "salary table was changed",
  "toll was not paid",
  "phone bill was doubled",
  "order was cancelled",
  "loan has been granted",
  "crypto wallet must be verified",
  "streaming plan was stopped",
];

/** Words of no language, other ones for each turn. */
const turned = (text, by) =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + by) % 26)));

test("twenty unrelated mails of one trade are no campaign, though all share links", async () => {
  const places = [
    "www.facebook.com/us",
    "twitter.com/us",
    "www.w3.org/TR/",
    "storage.googleapis.com/u/1.html",
  ];
  const bait = (topic, n) => {
    const said = turned(TOPICS.slice(0, 6).join(", "), n + 1);
    const links = [`${topic.split(" ")[0]}-${n}.test/${n}`, ...places].map((link) => `https://${link}`);
    return letter({ n: n + 10, subject: `Your ${topic}`, body: `${topic}: ${said}.\n${links.join(" ")}` });
  };
  assert.deepEqual(whence.compare(await judge(TOPICS.map(bait))), []);
});

test("members of a list are no campaign by the pages below each of their mails", async () => {
  const fields =
    "List-Id: <talk.lists.example.org>\nList-Post: <mailto:talk@lists.example.org>\nPrecedence: list\n" +
    "Return-Path: <talk-bounces@lists.example.org>\n";
  const things = (
    "garden gate, old bridge, second violin, sourdough, northern line, window box, harbour wall, " +
    "choir stalls, bicycle shed, chess clock, rain gauge, printing press"
  ).split(", ");
  const post = (n) =>
    letter({
      n: n + 40,
      fields,
      subject: `[Talk] ${things[n]}`,
      body:
        `I think that the ${things[n]} because ${things[n + 4]}, and so does my ${things[n + 8]}.` +
        "\n\n_______\nTalk mailing list\nhttps://wiki.example.org/talk\n",
    });
  assert.deepEqual(whence.compare(await judge([0, 1, 2, 3].map(post))), []);
});

test("a host that many of the mails at hand have tells less than one that two have", async () => {
  const words = (n) => turned(TOPICS.slice(0, 5).join(", "), n + 1);
  const talk = (n, host) =>
    letter({ n: n + 60, subject: TOPICS[n % 20], body: `${words(n)}\nhttps://${host}/${n}` });
  const mails = Array.from({ length: 24 }, (_, n) =>
    talk(n, n < 20 ? "footer.example.org" : n < 22 ? "rare.example.net" : `own${n}.test`),
  );
  assert.deepEqual(
    whence.compare(await judge(mails)).map(({ members }) => members),
    [[20, 21]],
  );
});

test("a mail that says next to nothing has no wording", async () => {
  const [a, b] = await judge([mail(1, "hello\n"), mail(2, "hello\n")]);
  assert.equal(a.wording, null);
  assert.deepEqual(whence.compare([a, b]), []);
});

test("no list of reports is said so", () =>
  assert.throws(() => whence.compare(null), { code: "bad-option" }));

test("the command line prints the groups, in words and as JSON", () => {
  const folder = mkdtempSync(join(tmpdir(), "whence-"));
  try {
    const files = [1, 2].map((i) => join(folder, `${i}.eml`));
    files.forEach((file, i) =>
      writeFileSync(file, mail(i + 1, TEXT(`佐藤${i}`, `https://login${i}.example${i}.org/a`))),
    );
    const cli = (...options) =>
      execFileSync(
        process.execPath,
        [
          fileURLToPath(new URL("../../dist/cli.js", import.meta.url)),
          "--compare",
          "--lang",
          "en",
          ...options,
          ...files,
        ],
        { encoding: "utf8" },
      );
    assert.deepEqual(
      JSON.parse(cli("--json")).map(({ members }) => members),
      [files],
    );
    assert.match(cli(), /^Campaign 1: 2 mails\n.*1\.eml\n.*2\.eml\n[^]*the same text/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
