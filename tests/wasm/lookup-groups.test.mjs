// Who learns of a lookup: what the page's list of questions says, and what it leaves out unless it is
// wanted. And the lookups themselves: one analysis, a consent, and another where a later round would go to
// somebody new without need.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { groupsOf, learnerOf, readersOf } from "../../web/element/lookup-groups.js";
import { Lookups } from "../../web/element/lookups.js";

const whence = await open();
const question = (name, why, type = "TXT") => ({ id: 1, kind: "dns", name, type, why: [why], subject: name });
const fact = (name) => question(name, "domain-facts", "A");
const learned = (one) => ({ ...one, learner: learnerOf(one, whence) });
const groups = (...list) => groupsOf(list.map(learned));

test("the owner of a name's servers, a network's and an address's are told apart", () => {
  const who = (name) => learnerOf(question(name, "spf"), whence);
  const owner = { id: "example.com", kind: "domain", name: "example.com" };
  assert.deepEqual(who("_dmarc.news.shop.example.com."), owner);
  assert.deepEqual(who("anna=example.org.b.example.com"), owner, "whatever stands before it");
  assert.deepEqual(who("A.Example.CO.JP").name, "example.co.jp");
  assert.equal(who("_dmarc.jp").name, "jp");
  assert.deepEqual(who("7.113.0.203.in-addr.arpa").kind, "reverse");
  assert.equal(who("7.113.0.203.in-addr.arpa").name, "203.0.113.7");
  assert.equal(who("7.113.0.203.origin.asn.cymru.com").kind, "network");
});

test("names that may be one reader's are apart from their owner's others, and not asked without need", () => {
  const unique = [
    "8f3ac91b7de2.links.example.com",
    "u-7c9e6679-7425-40de-944b-e07fc1f90ae7.example.com",
    "anna=example.org.bounce.example.com",
    "x7k2p9q4m1.example.com",
    "a1b2c3d4e5f6.track.example.com",
    "1730620867123456.m.example.com",
    "qzxwvkjhgfdspmnbtrlc.example.com",
    "mfrggzdfmztwq2lkmrsxe.example.com",
    "kqvzpwhd.example.com",
    "b7f3.c9a1.44de.e0f2.example.com",
    "tmpl8x.q9z4kk.example.com",
  ];
  for (const name of unique) {
    const [ordinary, own] = groups(fact("example.com"), fact(name));
    assert.deepEqual([ordinary.unique, ordinary.usual], [false, true], name);
    assert.deepEqual([own?.unique, own?.usual], [true, false], name);
    assert.equal(groups(question(name, "spf"))[0].usual, true, "without it there is no SPF");
    assert.equal(groups(question(name, "link-host", "A"))[0].usual, false);
  }
  const shared = [
    "mail.example.com",
    "newsletter2025.example.com",
    "mx1.mail-server.example.com",
    "smtp-out-03.example.com",
    "o1.ptr5678.example.com",
    "a48-123.smtp-out.example.com",
    "u1234567.wl123.example.com",
    "smtp.example.com",
    "xn--pypal-4ve.example.com",
    "customerservice.example.com",
    "bounce.communications.example.com",
    "em1234.example.com",
  ];
  for (const name of shared) assert.equal(groups(fact(name))[0].unique, false, name);
});

test("a key's selector that may be one reader's is marked, and asked: without it there is no DKIM", () => {
  const [{ unique, usual }] = groups(question("a8f3k2j9d0s1x7._domainkey.example.com", "dkim-key"));
  assert.deepEqual([unique, usual], [true, true]);
  for (const selector of ["s1", "20230601", "selector1", "google", "fm3", "scph0920", "key-2025-11"]) {
    const [group] = groups(question(`${selector}._domainkey.example.com`, "dkim-key"));
    assert.equal(group.unique, false, selector);
  }
});

test("a name that says the reader's own is marked, wherever the mail says who that is", () => {
  const box = { address: "anna.meier@example.org", local: "anna.meier", domain: "example.org" };
  const shop = { address: "mail@example.org", local: "mail", domain: "example.org" };
  const from = [{ local: "daily", domain: "example.com" }];
  const readers = readersOf({ identities: { to: [box], cc: [shop], from } });
  const isUnique = (name) => groupsOf([learned(fact(name))], readers)[0].unique;
  for (const name of [
    "anna.meier.example.com",
    "anna.meier.example.org.bounce.example.com",
    "example.org.m.example.com",
  ])
    assert.equal(isUnique(name), true, name);
  for (const name of ["example.org", "mail.example.com", "daily.example.com", "joanna.meier.example.com"])
    assert.equal(isUnique(name), false, name);
  assert.equal(readersOf({}).size, 0);
});

/** Lookups over rounds of questions, asked of nobody: what was shown to the reader, and what was sent. */
function run(rounds, decide) {
  const shown = [], sent = [];
  let analyses = 0;
  const library = {
    checkDomain: (name) => whence.checkDomain(name),
    async analyze(bytes, { resolver, onReport, onQuestions }) {
      analyses += 1;
      onReport({ first: true });
      for (const round of rounds) {
        if (!(await onQuestions(round))) break;
        await Promise.allSettled(round.map(({ name, type }) => resolver.query(name, type, {})));
      }
      return { first: false };
    },
  };
  const lookups = new Lookups(library, (changed) => {
    if (changed.state !== "ready") return;
    shown.push(changed.waiting.map(({ name }) => name));
    const [consent, leftOut = []] = decide(shown.length, changed);
    changed.decide(consent, changed.keysOf(leftOut));
  });
  const resolver = {
    async query(name) {
      sent.push(name);
      return { rcode: "NXDOMAIN", answers: [] };
    },
  };
  const first = lookups.run(new Uint8Array(1), {}, resolver);
  return { lookups, shown, sent, analyses: () => analyses, first };
}

const FIRST = [question("example.com", "spf"), question("t7x9k2m4q8.example.net", "link-host", "A")];
const LATER = [
  question("_spf.example.org", "spf"), // needed
  question("mx.example.com", "domain-facts", "A"), // nobody new
  question("ns.elsewhere.example", "domain-facts", "A"), // somebody new, without need
];

test("the report comes from the one analysis, before anybody was asked anything", async () => {
  const one = run([FIRST], () => [false]);
  assert.deepEqual(await one.first, { first: true });
  assert.equal(await one.lookups.answers, null);
  assert.deepEqual([one.analyses(), one.sent, one.lookups.state], [1, [], "refused"]);
});

test("what is left out is not sent, in no round", async () => {
  const unique = ({ groups: all }) => all.filter((group) => group.unique).map(({ id }) => id);
  const one = run([FIRST, FIRST], (_, lookups) => [true, unique(lookups)]);
  assert.deepEqual(await one.lookups.answers, { first: false });
  assert.deepEqual([...new Set(one.sent)], ["example.com"]);
});

test("a later round waits for those who are new and not needed, alone", async () => {
  for (const yes of [true, false]) {
    const one = run([FIRST, LATER], (round) => (round === 1 ? [true] : [yes]));
    await one.lookups.answers;
    assert.deepEqual(one.shown[1], ["ns.elsewhere.example"]);
    assert.equal(one.sent.includes("ns.elsewhere.example"), yes);
    for (const name of ["_spf.example.org", "mx.example.com"]) assert.ok(one.sent.includes(name), name);
  }
});

test("a later round's name that may be one reader's waits, also where SPF needs it", async () => {
  const own = question("a8f3k2j9d0s1x7._spf.example.com", "spf");
  for (const yes of [true, false]) {
    const one = run([FIRST, [own, question("_spf.example.com", "spf")]], (round) => [round === 1 || yes]);
    await one.lookups.answers;
    assert.deepEqual(one.shown[1], [own.name]);
    assert.equal(one.sent.includes(own.name), yes);
    assert.ok(one.sent.includes("_spf.example.com"));
  }
});

test("a consent given once for all covers no name that may be one reader's", async () => {
  const key = question("a8f3k2j9d0s1x7._domainkey.example.com", "dkim-key");
  for (const [round, covered] of [
    [FIRST, true], // the link's name is not asked then
    [[...FIRST, key], false],
  ]) {
    let isOrdinary;
    const one = run([round], (_, lookups) => ((isOrdinary = lookups.isOrdinary), [false]));
    await one.lookups.answers;
    assert.equal(isOrdinary, covered);
  }
});

test("a resolver is asked nothing that was not shown or needed", async () => {
  const asked = [];
  const library = {
    checkDomain: (name) => whence.checkDomain(name),
    async analyze(bytes, { resolver, onQuestions }) {
      await onQuestions(FIRST);
      await assert.rejects(resolver.query("hidden.example", "A", {}), { code: "refused" });
      return {};
    },
  };
  const yes = (changed) => changed.state === "ready" && changed.decide(true, new Set());
  const lookups = new Lookups(library, yes);
  await lookups.run(new Uint8Array(1), {}, { query: async (name) => asked.push(name) });
  await lookups.answers;
  assert.deepEqual(asked, []);
});
