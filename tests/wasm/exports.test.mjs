// What is given out for others to read: inert wherever it is pasted, complete, redacted, in both languages,
// in bounded time.
import { test } from "node:test";
import assert from "node:assert/strict";
import { marked } from "marked";
import MarkdownIt from "markdown-it";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import sanitize from "sanitize-html";
import { bodyText } from "../../web/words/body-text.js";
import { whyDomain } from "../../web/words/domain.js";
import { describe, open, redact, toHtml, toMarkdown, toText } from "../../dist/whence.js";
import { example, exampleNames } from "../support/examples.mjs";
import { zoneResolver } from "../support/zone.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const whence = await open();
const bytes = (text) => new TextEncoder().encode(text.replace(/\r?\n/g, "\r\n"));

// A mail whose every text tries to be a link, a picture or markup.
const NASTY = bytes(`Return-Path: <www.return.example.com@a.example.com>
Received: from www.helo.example.com (www.rdns.example.com [192.0.2.66]) by mx.reader.example.net (Postfix) with ESMTP id 1AAAAAAA
	for <victim.person@reader.example.net>; Tue, 1 Feb 2022 10:00:00 +0900
From: "http://www.example.com/ ![x](http://a.example.com/x.png) <b>b</b>" <evil@phish.example.com>
To: "Victoria Person" <victim.person@reader.example.net>
Subject: ftp://f.example.com //p.example.com mailto:a@b.example.com www.s.example.com [x](//y.example.com) <http://z.example.com> <script>alert(1)</script> javascript:alert(1) a_b*c*d \`e\` $x$ ~~f~~ :smile: @user #1 | 1. x
Message-ID: <www.mid.example.com@www.example.com>
Content-Type: text/html

<a href="https://www.phish.example.com/a?u=victim.person@reader.example.net&t=1">www.bank.example.org</a>
<a href="https://1.2.3.4/x">[z](http://q.example.com)</a><a href="data:text/html,<script>1</script>">d</a>
`);

const reports = [["nasty", NASTY], ...exampleNames.map((name) => [name, new Uint8Array(example(name))])];
const READERS = {
  "markdown-it, with linkify": (text) => new MarkdownIt({ html: true, linkify: true }).render(text),
  marked: (text) => marked.parse(text, { gfm: true }),
  "micromark, with GFM": (text) =>
    micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }),
};
const LIVE = /<a[\s>]|<img|<script|<iframe|<b>b|href=|src=|https?:|javascript:|mailto:/i;

for (const [id, source] of reports) {
  const report = await whence.analyze(source);
  for (const lang of LANGUAGES) {
    test(`${id}, ${lang}: no Markdown reader finds a link, a picture or markup`, () => {
      const text = toMarkdown(report, { lang, source });
      for (const [name, read] of Object.entries(READERS)) {
        const html = read(text);
        assert.doesNotMatch(html, LIVE, name);
        assert.match(html, /<h2>/, name);
        assert.ok((html.match(/<li>/g) ?? []).length > 5, name);
        assert.ok((html.match(/<strong>/g) ?? []).length > 5, name);
        assert.doesNotMatch(
          html.replace(/<code>.*?<\/code>/gs, ""),
          /\*\*/,
          `${name}: stars that are not read as strong`,
        );
      }
    });

    test(`${id}, ${lang}: HTML says the same after a host's filter`, () => {
      const html = toHtml(report, { lang, source });
      assert.doesNotMatch(html, LIVE);
      const words = (markup) =>
        markup
          .replace(/<[^>]*>/g, "")
          .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n))
          .replace(/&(lt|gt|amp|quot);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[name]);
      const kept = sanitize(html);
      assert.equal(words(kept), words(html));
      const own = html.replace(/<bdi>.*?<\/bdi>|<code dir="ltr".*?<\/code>/gs, "");
      assert.doesNotMatch(own, /smile|(phish|rdns|bank)\[|<code/, "what the mail says is isolated");
      for (const tag of ["h3", "h4", "ul", "li", "strong", "code"]) {
        assert.equal(kept.split(`<${tag}`).length, html.split(`<${tag}`).length, tag);
      }
    });

    test(`${id}, ${lang}: the texts agree and are redacted`, () => {
      for (const text of [toHtml, toMarkdown, toText].map((make) => make(report, { lang, source }))) {
        assert.doesNotMatch(text, /victim|Victoria|reader\.example|anna@|anna\b|office\.example/i);
        assert.match(text, /recipient/);
        assert.doesNotMatch(text, /\b(?:undefined|null|NaN|\[object)\b/);
      }
    });
  }
}

test("of good news no number of suspicion, no warning, nothing given away", async () => {
  for (const [name, isBad] of [["newsletter.eml", false], ["kagoya.eml", true]]) {
    const report = await whence.analyze(new Uint8Array(example(name)));
    for (const text of [toHtml, toMarkdown, toText].map((make) => make(report, { lang: "en" })))
      for (const bad of [/\d of 100/, /Don't visit/, /What gives it away/])
        assert.equal(bad.test(text.replaceAll("&#39;", "'")), isBad, `${bad} ${text}`);
  }
});

// What readers of Markdown make links of, beside names as people write them.
const ODD = ["www.'?}", "see www.", "x_www.*", "क्षी.com", "i❤.ws", "a.😀.com", "www.\u0301evil.example"];
ODD.push("xmailto:a@b.example", "a@i❤.com", "a@क्षी.com");

test("no reader finds a link in odd names, and numbers stay what they are", async () => {
  for (const odd of [...ODD, ODD.join(" ")]) {
    const subject = `=?utf-8?B?${Buffer.from(odd).toString("base64")}?=`;
    const source = bytes(`From: a@example.com\nTo: b@example.net\nSubject: ${subject}\n\nx\n`);
    const report = await whence.analyze(source);
    const text = toMarkdown(report, { lang: "en" });
    for (const [name, read] of Object.entries(READERS))
      assert.doesNotMatch(read(text), LIVE, `${name}: ${odd}`);
    assert.doesNotMatch(toHtml(report, { lang: "en" }), LIVE, odd);
  }
  const numbers = bytes("From: a@example.com\nSubject: 3.5 to v1.2, €4.99 (99.9%)\n\nx\n");
  const report = await whence.analyze(numbers);
  assert.match(toText(report, { lang: "en" }), /3\.5 to v1\[\.\]2, €4\.99 \(99\.9%\)/);
});

const PUNCTUATION = [..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"];
const MARKS = ["[x](y)", "[x]: y", "<b>z</b>", "~~s~~", "<!-- c -->", "![i](j)", "$x$"];
MARKS.push("[^1]", "&amp; &#42;", "\\*");
const markdownOf = async (subject, options = {}) => {
  const word = `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;
  const source = bytes(`From: a@example.com\nTo: b@example.net\nSubject: ${word}\n\nx\n`);
  return toMarkdown(await whence.analyze(source), { lang: "en", ...options });
};

test("every sign that means something to a reader of Markdown stands for itself", async () => {
  const words = [...PUNCTUATION.map((c) => `${c}a${c} ${c}${c}b${c}${c} c${c}d ${c}`), ...MARKS].join(" ");
  const text = await markdownOf(words);
  const wanted = words.replace("c.d", "c[.]d");
  for (const [name, read] of Object.entries(READERS)) {
    const html = read(text);
    const title = html.slice(0, html.indexOf("</h2>"));
    assert.ok(!/<(?!h2>)/.test(title), `${name}: markup in ${title}`);
    const plain = title
      .replace(/<[^>]*>/g, "")
      .replace(/&(lt|gt|quot|#39);/g, (_, sign) => ({ lt: "<", gt: ">", quot: '"', "#39": "'" })[sign])
      .replaceAll("&amp;", "&");
    assert.ok(plain.includes(wanted), `${name}: ${plain}`);
  }
  // What others than these readers take for a formula, a table, an attribute; and half a pair as well.
  for (const sign of "{}|$![]<") assert.ok(!new RegExp(`(?<!\\\\)\\${sign}`).test(text.split("\n")[0]), sign);
});

const LINES = ["# h", "- l", "+ l", "* l", "1. l", "12) l", "= x", "=====", "---", "- - -", "***", "___"];
LINES.push("> q", "<?x", "    code", "\tcode", "~~~", "```", "| a | b |", "|---|---|");
LINES.push("<div>", "<div", "<!--", "Term", "-----", "\\");

test("no line of a mail, or of the writer, begins a list, a heading or code in Markdown", async () => {
  for (const line of LINES) {
    const quoted = await markdownOf("x", { text: `Term\n${line}\n\n${line}`, sections: ["body"] });
    const own = await markdownOf("x", { own: { subject: `Term\n${line}` }, sections: ["subject"] });
    for (const [name, read] of Object.entries(READERS)) {
      const inside = read(quoted).match(/<blockquote>([^]*)<\/blockquote>/)[1];
      assert.doesNotMatch(inside, /<(?!\/?p>|br)/, `${name}: ${line}`);
      const after = read(own).slice(read(own).indexOf("</h3>") + 5);
      assert.doesNotMatch(after, /<(?!\/?p>|br)/, `${name}: ${line}`);
    }
  }
});

// What the two published posts told of their mails: in DNS as it was when they were written.
const THEN = {
  "kagoya.jp": [["A", "203.142.206.1"], ["MX", 10, "mail.kagoya.jp"], ["NS", "ns0.kagoya.net"]],
  "mail.kagoya.jp": [["A", "203.142.206.2"]],
  "172.45.50.121.origin.asn.cymru.com": [["TXT", "64500 | 121.50.40.0/21 | JP | apnic | 2006-11-01"]],
  "AS64500.asn.cymru.com": [["TXT", "64500 | JP | apnic | 2006-11-01 | TSUKAERUNET, JP"]],
  "cp-kagoyaprivate.main.jp": [["A", "198.51.100.30"]],
  "main.jp": [["NS", "dns2.lolipop.jp"]],
  "biglobe.ne.jp": [["A", "198.51.100.40"], ["MX", 10, "mx.biglobe.ne.jp"]],
  "mx.biglobe.ne.jp": [["A", "198.51.100.41"]],
  "mail-box.aorz.ru": [["A", "31.31.198.183"]],
  "aorz.ru": [["A", "31.31.198.183"], ["NS", "ns1.hosting.example.ru"]],
  "183.198.31.31.origin.asn.cymru.com": [["TXT", "64501 | 31.31.196.0/22 | RU | ripencc | 2011-05-30"]],
  "AS64501.asn.cymru.com": [["TXT", "64501 | RU | ripencc | 2011-05-30 | AS-REG, RU"]],
};

async function told(id, lang, zone, make = toText) {
  const source = new Uint8Array(example(`${id}.eml`));
  const lookups = zone ? { resolver: zoneResolver(zone), linkLookups: true } : {};
  const report = await whence.analyze(source, lookups);
  return make(report, { lang, source, text: bodyText(whence.read(source)) });
}

test("what the two published posts tell, and a page can know, is told", async () => {
  const facts = {
    kagoya: {
      both: [
        "【重要なお知らせ】【KAGOYA セキュリティシステムのメンテナンス】必要なアクション(2022年2月1日火曜日 GMT + 9)",
        "カゴヤ・ジャパン サポートセンタ",
        "<support@kagoya[.]jp>",
        "kagoya[.]com", // from where its mail comes
        "Return-Path",
        "<4ee916c17c39db761cf2eb0f3e6d950e@localhost[.]localdomain>",
        "from localhost[.]localdomain (unknown [121[.]50[.]45[.]172])",
        "10:58:40",
        "hxxps://cp[.]kagoya[.]net/login", // what the link shows, and where it leads
        "hxxps://cp-kagoyaprivate[.]main[.]jp/login/",
        "メールアカウントの認証に失敗しました。",
        "info@recipient[.]example",
      ],
      en: ["Sender", "Subject", "In short", "Japan"],
      ja: "件名 差出人 フィールド御三家 送信サーバー リンク先 本文 まとめ 正規のドメイン 日本".split(" "),
      dns: [
        "203[.]142[.]206[.]1", // kagoya.jp's, to be compared with the address that sent the mail
        "TSUKAERUNET",
        "121[.]50[.]40[.]0/21",
        "198[.]51[.]100[.]30",
        "dns2[.]lolipop[.]jp",
        "Lolipop",
      ],
    },
    bounce: {
      both: [
        "[spam] 未配信メッセージ (2)",
        "postmaster@03[.]bounce..",
        "<axh33983@biglobe[.]ne[.]jp>",
        "メッセージを受け取る >>",
        "午前 08 時 11 分、同期エラーにより 2 件のメールが差出人に返送されました。",
        "©2023、メールセンター",
        "hxxps://mail-box[.]aorz[.]ru/inbox/",
        "info@recipient[.]example",
        "203[.]0[.]113[.]84",
      ],
      en: ["stamped the subject", "Anybody can get an address", "is the ending of Russia"],
      ja: ["迷惑メールの印", "誰でもアドレスを取得できる", "は、ロシアに割り当てられた国別ドメイン"],
      dns: ["31[.]31[.]198[.]183", "AS-REG", "ns1[.]hosting[.]example[.]ru"],
    },
  };
  for (const [id, { both, dns, ...own }] of Object.entries(facts)) {
    for (const lang of LANGUAGES) {
      const alone = await told(id, lang),
        asked = await told(id, lang, THEN);
      for (const fact of [...both, ...(own[lang] ?? [])])
        assert.ok(alone.includes(fact), `${id}, ${lang}: ${fact}`);
      for (const fact of [...both, ...(own[lang] ?? []), ...dns])
        assert.ok(asked.includes(fact), `${id}, ${lang}, with lookups: ${fact}`);
    }
  }
});

// Editors like note keep blocks and lose everything else: a fact must not run into the next one.
const BLOCK = /<\/?(?:section|h[1-6]|p|ul|ol|li|blockquote|br)\b[^>]*>/gi;
const SIGNS = { lt: "<", gt: ">", amp: "&", quot: '"' };
// What WordPress lets an author write (wp_kses_post), as far as it matters here; styles are its own matter.
const KSES = {
  allowedTags: [
    ..."a b bdo blockquote br cite code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol".split(" "),
    ..."p pre q s section small span strong sub sup table tbody td th thead tr u ul".split(" "),
  ],
  allowedAttributes: { "*": ["style", "class", "id", "lang", "dir", "title"] },
};

for (const id of ["kagoya", "bounce"]) {
  for (const lang of LANGUAGES) {
    test(`${id}, ${lang}: nothing is lost in a blog's editor, and no two facts run together`, async () => {
      const html = await told(id, lang, THEN, toHtml);
      const lines = (markup) =>
        markup
          .replace(/\n/g, "")
          .replace(BLOCK, "\n")
          .replace(/<[^>]*>/g, "")
          .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n))
          .replace(/&(lt|gt|amp|quot);/g, (_, name) => SIGNS[name])
          .split("\n")
          .filter((line) => line.trim());
      const before = lines(html);
      assert.deepEqual(lines(sanitize(html, KSES)), before);
      assert.deepEqual(lines(sanitize(html)), before);
      const labelled = html.replace(/\n/g, "").replace(BLOCK, "\n").split("\n");
      const strong = labelled.filter((line) => line.includes("<strong"));
      assert.ok(strong.length > 12);
      for (const line of strong) assert.equal(line.lastIndexOf("<strong"), 0, line);
    });
  }
}

test("what lookups brought of the recipient's own domain is not given out", async () => {
  const source = bytes(`Return-Path: <boss@reader.example.net>
Received: from x (unknown [198.51.100.66]) by mx.reader.example.net (Postfix) with ESMTP id 1AAAAAAA
	for <victim.person@reader.example.net>; Tue, 1 Feb 2022 10:00:00 +0900
From: "The boss" <boss@reader.example.net>
To: "Victoria Person" <victim.person@reader.example.net>
Subject: now
Content-Type: text/plain

Are you there?
`);
  const zone = {
    "reader.example.net": [["A", "203.0.113.99"], ["NS", "ns.landlord.example.com"]],
    "example.net": [["A", "203.0.113.98"], ["NS", "ns.landlord.example.com"]],
  };
  const report = await whence.analyze(source, { resolver: zoneResolver(zone) });
  assert.ok(report.network.some(({ value }) => value === "203.0.113.99"));
  const open = JSON.stringify(redact(report));
  const texts = [toHtml, toMarkdown, toText].map((make) => make(report, { lang: "en", source }));
  for (const text of [open, ...texts])
    assert.doesNotMatch(text.replaceAll("[.]", "."), /203\.0\.113\.9[89]|landlord/);
});

test("facts that lookups brought stand with the server and with the links", async () => {
  const report = await whence.analyze(new Uint8Array(example("bounce.eml")));
  report.network = [
    { subject: report.handover.ip, kind: "as-name", value: "EXAMPLE-NET" },
    { subject: report.handover.ip, kind: "country", value: "JP" },
    { subject: "aorz.ru", kind: "a", value: "198.51.100.7" },
    { subject: "aorz.ru", kind: "ns", value: "ns1.hosting.example.com" },
    { subject: "198.51.100.7", kind: "country", value: "RU" },
    { subject: "biglobe.ne.jp", kind: "exists", value: "no" },
  ];
  for (const [lang, facts] of [
    ["en", ["EXAMPLE-NET", "Japan", "198[.]51[.]100[.]7", "ns1[.]hosting[.]example[.]com", "Russia"]],
    ["ja", ["日本", "ロシア", "存在しません"]],
  ]) {
    const text = toText(report, { lang });
    for (const fact of facts) assert.ok(text.includes(fact), fact);
  }
});

test("sections are chosen, and the writer's own sentences stand in them", async () => {
  const report = await whence.analyze(NASTY);
  const options = {
    lang: "en",
    sections: ["subject", "summary"],
    own: { summary: "Mine: <b>*so*</b>\nand so", from: "not this" },
  };
  assert.match(
    toHtml(report, options),
    /<h4>In short<\/h4>[^]*<p>Mine: &#60;b&#62;\*so\*&#60;\/b&#62;<br>\nand so<\/p>/,
  );
  assert.doesNotMatch(toHtml(report, options), /Sender|not this/);
  assert.match(toMarkdown(report, options), /Mine: \\<b\\>\\\*so\\\*\\<\/b\\> {2}\nand so/);
  assert.match(
    toText(report, {
      ...options,
      sections: ["body"],
      text: "Dear Victoria Person, see https://x.example.com",
    }),
    /\| Dear Recipient, see hxxps:\/\/x\[\.\]example\[\.\]com/,
  );
});

test("a report that somebody changed: what should be an id and is none becomes no link", async () => {
  const report = await whence.analyze(NASTY);
  const bad = "http://www.x.example/<b>";
  report.verdict.level = report.verdict.kind = report.findings[0].id = report.findings[1].severity = bad;
  for (const make of [toHtml, toMarkdown, toText]) assert.doesNotMatch(make(report, { lang: "en" }), /http:/);
  for (const read of Object.values(READERS))
    assert.doesNotMatch(read(toMarkdown(report, { lang: "en" })), LIVE);
  report.verdict.level = "constructor"; // nothing that every object has stands for it
  assert.doesNotMatch(toHtml(report, { lang: "en" }), /function|native code/);
});

test("of a brand's own domain in From: anybody can write it there, unless it is proven", async () => {
  const texts = { rich: (key) => key.replace("domain.why.", ""), brandName: (name) => name };
  const domain = { name: "paypal.com", kind: "official", brandName: "PayPal", roles: ["from"] };
  assert.equal(whyDomain(domain, texts, "forged"), "official.claimed");
  assert.equal(whyDomain(domain, texts, "consistent"), "official.claimed");
  assert.equal(whyDomain(domain, texts, "authentic"), "official");
  assert.equal(whyDomain({ ...domain, roles: ["link"] }, texts, "forged"), "official");
  const told = toText(await whence.analyze(new Uint8Array(example("kagoya.eml"))), { lang: "ja" });
  assert.match(told, /持ち主：KAGOYAの正規のドメインですが、差出人欄には誰でも書き込めます。/);
});

test("a finding in words", async () => {
  const report = await whence.analyze(NASTY);
  for (const lang of LANGUAGES) {
    for (const finding of report.findings) {
      const { severity, title, means } = describe(finding, lang);
      assert.ok(severity && title && means !== undefined);
      assert.notEqual(title, finding.id);
    }
  }
});

test("a very long text takes no long time, and what is cut is said", async () => {
  const time = (work) => {
    const begin = process.cpuUsage();
    work();
    return process.cpuUsage(begin).user / 1000;
  };
  for (const long of ["a", "a.", "`", "a@", "<", "\u202e", "=?", "．", "://", "ア", "-"]) {
    const report = await whence.analyze(
      `From: a@example.com\r\nSubject: ${long.repeat(300_000 / long.length)}\r\n\r\n`,
    );
    for (const make of [toHtml, toMarkdown, toText]) {
      const taken = time(() => make(report, { lang: "en" }));
      assert.ok(taken < 3000, `${make.name} of 300 kB of "${long}": ${taken} ms`);
    }
    if (long !== "\u202e" && long !== "=?")
      assert.match(toText(report, { lang: "en" }), /more characters are left out/);
  }
});
