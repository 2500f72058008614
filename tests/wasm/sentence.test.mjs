// The verdict's sentence says why, and nothing that is not so: by kind of mail, main reason, and what was
// given.
import { test } from "node:test";
import assert from "node:assert/strict";
import { wordsModule } from "../support/words.mjs";
import { FINDINGS } from "../../web/i18n/files.js";

const { Texts, LANGUAGES, advice, isWhole, sentence, sentenceKey } = await wordsModule(
  "texts.js",
  "sentence.js",
);

const finding = (id, area, weight, args = {}) => ({
  id,
  area,
  severity: weight < 0 ? "good" : "high",
  weight,
  args,
});
const report = (level, kind, findings = [], more = {}) => ({
  source: { kind: "message", bodyPresent: true },
  verdict: { level, kind, score: 50, findings: findings.map((_, index) => index) },
  identities: { from: [{ domain: "shop.example.com" }] },
  hops: [{}],
  messageId: {},
  findings,
  ...more,
});
const [en, ja] = ["en", "ja"].map((language) => new Texts(language));
const said = (one, texts = en) =>
  sentence(one, texts)
    .map((part) => part.code ?? part.quote ?? part)
    .join("");
const key = (one, texts = en) => sentenceKey(one, texts)[0];

test("a bad attachment or link in a proven mail is not said of its sender", () => {
  const passed = finding("dmarc-pass", "authentication", -10);
  for (const [area, about] of [["attachments", "attachment"], ["links", "link"], ["text", "words"]]) {
    const one = report("suspicious", "scam", [finding("x", area, 40), passed]);
    assert.equal(key(one), `verdict.scam-${about}.suspicious`);
    assert.doesNotMatch(said(one), /sender|come from/);
  }
  assert.equal(
    key(report("suspicious", "unknown", [finding("x", "links", 40)])),
    "verdict.scam-link.suspicious",
  );
});

test("who is imitated is named, as the reader knows the brand", () => {
  const one = report("forged", "impersonation", [
    finding("brand-claimed", "lookalike", 40, { brand: "楽天", brandEnglish: "Rakuten" }),
  ]);
  assert.match(said(one, en), /poses as Rakuten/);
  assert.match(said(one, ja), /楽天 ?を装った/);
  assert.equal(
    key(report("suspicious", "impersonation", [finding("x", "identity", 40)])),
    "verdict.poses.suspicious",
  );
});

test("who plays a mail system is said to, where it names nobody else", () => {
  const fake = finding("delivery-report-fake", "format", 34);
  const played = report("forged", "impersonation", [finding("x", "identity", 40), fake]);
  assert.match(said(played), /poses as a delivery report/);
  const branded = finding("brand-claimed", "lookalike", 20, { brand: "DHL" });
  assert.match(said(report("forged", "impersonation", [fake, branded])), /poses as DHL/);
  assert.equal(key(report("unclear", "impersonation", [fake])), "verdict.poses.unclear");
});

test("a forged domain is named, and without one nothing is left open", () => {
  assert.match(
    said(report("forged", "forged", [finding("dmarc-fail", "authentication", 30)])),
    /from shop\.example\.com, which did not send it/,
  );
  const brand = finding("brand-forged", "lookalike", 20, { brand: "楽天", brandEnglish: "Rakuten" });
  const branded = report("forged", "forged", [finding("dmarc-fail", "authentication", 30), brand]);
  assert.match(said(branded), /poses as Rakuten.*shop\.example\.com, which did not send it/);
  assert.match(said(branded, ja), /楽天を装った.*shop\.example\.com/);
  const nameless = report("forged", "forged", [finding("x", "authentication", 30)], {
    identities: { from: [] },
  });
  assert.equal(key(nameless), "verdict.forged");
  assert.doesNotMatch(said(nameless), /[{}]|undefined/);
});

test("a platform that carries a stranger's words is not called forged", () => {
  assert.match(
    said(report("unclear", "abused-account", [finding("platform-strangers-words", "text", 24)])),
    /does come from shop\.example\.com/,
  );
});

test("an account that somebody rents at a platform is not said to be the platform, nor the domain", () => {
  const one = report("unclear", "abused-account", [finding("signed-by-platform", "identity", 14)]);
  assert.equal(key(one), "verdict.tenant.unclear");
  for (const texts of [en, ja]) assert.doesNotMatch(said(one, texts), /shop\.example\.com/);
});

test("a report about a mail that the reader never sent says so", () => {
  const one = report("consistent", "bounce", [finding("backscatter", "format", 0)]);
  assert.equal(key(one), "verdict.backscatter");
  assert.equal(key(report("consistent", "bounce")), "verdict.consistent.bounce");
});

test("of a name of two hundred letters the sentence has the end, which says whose it is", () => {
  const domain = `${"login.".repeat(32)}shop.example.com`;
  const one = report("forged", "forged", [], { identities: { from: [{ address: `a@${domain}`, domain }] } });
  for (const texts of [en, ja]) {
    assert.match(said(one, texts), /…[a-z.]+\.shop\.example\.com/);
    assert.ok(said(one, texts).length < 200);
  }
});

test("a piece is described, garbage is no mail, and neither is accused", () => {
  const piece = { source: { kind: "fragment", bodyPresent: false } };
  assert.equal(key(report("unclear", "unknown", [finding("x", "hops", 40)], piece)), "verdict.piece");
  const garbage = { ...piece, hops: [], messageId: null, identities: { from: [] } };
  assert.equal(key(report("unclear", "unknown", [], garbage)), "verdict.no-mail");
  // What has words to judge is a mail whose header was left behind.
  const copied = report("unclear", "unknown", [finding("brand-in-text", "lookalike", 40)], garbage);
  assert.equal(key(copied), "verdict.shown");
  assert.match(advice(copied, en), /Paste the whole source/);
});

test("a mail that shows no route is in no doubt by anything that it says", () => {
  assert.equal(key(report("unclear", "unknown", [], { hops: [] })), "verdict.no-way");
  assert.equal(key(report("unclear", "unknown", [])), "verdict.unclear");
  const poses = [finding("brand-claimed", "lookalike", 15, { brand: "Acme" })];
  assert.equal(key(report("unclear", "impersonation", poses, { hops: [] })), "verdict.poses-as.unclear");
});

test("more of the source is asked for only where it is missing", () => {
  const whole = report("unclear", "unknown");
  assert.ok(isWhole(whole));
  assert.doesNotMatch(advice(whole, en), /[Pp]aste/);
  assert.match(advice(report("unclear", "unknown", [], { hops: [] }), en), /Paste the whole source/);
  assert.match(
    advice(report("unclear", "unknown", [], { source: { kind: "headers", bodyPresent: false } }), en),
    /Paste the whole source/,
  );
});

test("no contradiction is no proof of harmlessness", () => {
  assert.match(said(report("consistent", "genuine")), /n.t make/);
  assert.match(said(report("authentic", "genuine")), /really comes from shop\.example\.com/);
});

test("every level, kind and subject has a sentence in both languages", () => {
  const kinds = [
    "forged",
    "impersonation",
    "abused-account",
    "scam",
    "bulk",
    "bounce",
    "list",
    "genuine",
    "unknown",
  ];
  for (const level of ["forged", "suspicious", "unclear", "consistent", "authentic"])
    for (const kind of kinds)
      for (const area of FINDINGS)
        for (const texts of LANGUAGES.map((language) => new Texts(language))) {
          const one = report(level, kind, [finding("x", area, 40, { brand: "PayPal" })]);
          assert.ok(texts.has(key(one, texts)), `${texts.language}: ${level} ${kind} ${area}`);
          assert.doesNotMatch(said(one, texts), /verdict\.|[{}]|undefined/);
        }
});

test("a link that lies about a company is said of the link, where no company can be named", () => {
  const one = report("suspicious", "impersonation", [finding("link-text-brand-differs", "links", 38)]);
  assert.equal(key(one), "verdict.scam-link.suspicious");
  const named = finding("brand-claimed", "lookalike", 30, { brand: "楽天", brandEnglish: "Rakuten" });
  const two = report("suspicious", "impersonation", [finding("x", "links", 38), named]);
  assert.equal(key(two), "verdict.poses-as.suspicious");
});

test("where nothing can be opened, the advice is about answering and paying", () => {
  const bare = { links: [], attachments: [], unread: [] };
  const words = report("suspicious", "scam", [finding("x", "text", 40)], bare);
  assert.match(advice(words, en), /Don't answer it/);
  assert.match(advice(words, ja), /返信や/);
  const linked = report("suspicious", "scam", [finding("x", "text", 40)], { ...bare, links: [{}] });
  assert.match(advice(linked, en), /links or attachments/);
  const unread = report("suspicious", "scam", [finding("x", "text", 40)], { ...bare, unread: [{}] });
  assert.match(advice(unread, en), /links or attachments/);
});

test("who poses as a company is not asked: its app is", () => {
  const named = [finding("brand-claimed", "lookalike", 40, { brand: "楽天", brandEnglish: "Rakuten" })];
  for (const level of ["suspicious", "forged"])
    for (const more of [{}, { links: [], attachments: [], unread: [] }]) {
      const one = report(level, "impersonation", named, more);
      assert.match(advice(one, en), /^Don't .* Rakuten's own app/);
      assert.match(advice(one, ja), /楽天の公式アプリ/);
      for (const texts of [en, ja]) assert.doesNotMatch(advice(one, texts), /the sender|差出人|the person|本人/);
    }
  // The name is said of somebody who writes in his own: nobody's app knows of that.
  assert.doesNotMatch(advice(report("suspicious", "scam", named), en), /Rakuten/);
  const own = [finding("domain-lookalike", "lookalike", 40, { brand: "example.org" })];
  assert.doesNotMatch(advice(report("forged", "impersonation", own), en), /app/);
});

test("what to do fits the case: a report of mail not delivered, a stranger's note, a mail passed on", () => {
  const bounce = report("consistent", "bounce");
  assert.match(advice(bounce, en), /came back/);
  for (const texts of [en, ja]) assert.doesNotMatch(advice(bounce, texts), /forger|偽物/);
  const backscatter = finding("backscatter", "format", 0);
  assert.match(advice(report("consistent", "bounce", [backscatter]), en), /nothing you need do/);
  const note = finding("platform-strangers-words", "text", 40, { platform: "PayPal" });
  for (const level of ["unclear", "suspicious", "forged"])
    assert.match(advice(report(level, "abused-account", [note]), en), /Open PayPal yourself/);
  assert.doesNotMatch(advice(report("suspicious", "impersonation", [note]), en), /PayPal/);
  const inside = finding("enclosed-mail-suspect", "attachments", 0);
  for (const level of ["authentic", "consistent", "unclear"])
    assert.match(advice(report(level, "genuine", [inside]), en), /verdict on the enclosed mail/);
  assert.doesNotMatch(advice(report("forged", "scam", [inside]), en), /enclosed/);
});

test("an odd Message-ID is no odd route", () => {
  const one = report("forged", "scam", [finding("message-id-kit", "message-id", 20)]);
  for (const texts of [en, ja]) assert.doesNotMatch(said(one, texts), /route|経路/);
});

test("no advice tells of a button that a page without lookups, or a post, has not", () => {
  for (const level of ["forged", "suspicious", "unclear", "consistent", "authentic"])
    for (const texts of [en, ja]) assert.doesNotMatch(advice(report(level, "unknown"), texts), /DNS/);
});
