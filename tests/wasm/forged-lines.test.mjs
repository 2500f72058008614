// The author's side of every recipient's set-up: a lure handed over by a stranger, with each kind of field
// that servers write forged below his line. None moves the boundary, is believed, or makes the lure better.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { filled, modesOf, recipientSetups, rank, sender, stranger } from "../support/setups.mjs";
import { arcFields, dkimField, keys } from "../support/signer.mjs";

const whence = await open();
const author = "host66.example.com";
const fields = ["From: Example Bank <sato@example.org>", "To: hanako@example.jp", "Subject: Your account",
  "Date: Tue, 3 Feb 2026 10:00:00 +0900", "Message-ID: <20260203010000.a1@out.example.org>"];
const body =
  "Dear customer,\n\nyour account is locked. Confirm your password today:\nhttp://login.example.net/a\n";
const mail = (head) => `Return-Path: <sato@example.org>\n${head}${fields.join("\n")}\n\n${body}`;
const authorsKey = { "rsa._domainkey.example.com": { TXT: [[`v=DKIM1; k=rsa; p=${keys.rsa}`]] } };

const date = "; Tue, 3 Feb 2026 10:00:04 +0900";
const pass = "spf=pass smtp.mailfrom=sato@example.org;\n dkim=pass header.d=example.org;\n" +
  " dmarc=pass (p=REJECT) header.from=example.org";
const record = `(mx: domain of sato@example.org designates ${sender} as permitted sender)`;
const spf = (more) => `Received-SPF: pass ${record}\n client-ip=${sender};` +
  ` envelope-from=sato@example.org; helo=out.example.org;${more}`;
const received = (client, by) => `Received: from ${client}\n by ${by}${date}`;
const bank = `out.example.org (out.example.org [${sender}])`;
const nameless = "google.com microsoft.com apple.com yahoo.com example.org".split(" ");
const sealed = (domain, found) => arcFields(`d=${domain}; s=rsa`, fields, body, found).join("\n");

/** Each: the text, made of the house's lines for the sender (whole: all; entrance: the outermost), of its
 * server's name (by), of its outermost line for the stranger (own) and the set-up's facts. */
const KINDS = {
  "the house's lines once more": ({ whole }) => whole,
  "the entrance": ({ entrance }) => entrance,
  "... folded at each blank": ({ entrance }) => entrance.replace(/\s+(?=.)/gu, "\n\t"),
  "... in one line": ({ entrance }) => entrance.replace(/\n\s+/gu, " "),
  "... in capitals": ({ entrance }) => entrance.replace("Received:", "RECEIVED:"),
  "... with a blank before the colon": ({ entrance }) => entrance.replace(":", " :"),
  "... after a comment": ({ entrance }) => entrance.replace(" from ", " (mx) from "),
  "... with comments around by": ({ entrance }) => entrance.replace(/\bby /u, "(x) by (y) "),
  "... from two": ({ entrance }) => entrance.replace(/from /u, `from ${bank} from `),
  "... by two": ({ entrance, by }) => entrance.replace(/\bby /u, `by ${by} by `),
  "... in an encoded word": ({ entrance }) => entrance.replace(/from (\S+)/u, "from =?utf-8?Q?$1?="),
  "... beside letters of no charset": ({ entrance }) => entrance.replace(/from (\S+)/u, "from $1é日"),
  "... with a second date": ({ entrance }) => entrance.replace(/\n?$/u, `${date}\n`),
  "... as the author's own line, another address": ({ own }) => own.replaceAll(stranger, sender),
  "... under other names": ({ entrance }) =>
    ["X-Received", "X-Original-Received", "Old-Received", "Resent-Received", ">Received"]
      .map((name) => entrance.trim().replace("Received", name)).join("\n"),
  "two lines run together": ({ entrance }) => `${entrance.trim()} ${entrance.replace("Received: ", "")}`,
  "the house to itself": ({ by }) => received(`${by} (${by} [10.0.0.7])`, `${by} (Postfix) with LMTP id A1`),
  "the house from the bank": ({ by }) => received(bank, `${by} (Postfix) with ESMTPS id 4XyZ1a2b3cz1M7`),
  "a loopback": ({ by }) => received("localhost (localhost [127.0.0.1])", `${by} with ESMTP id A1`),
  "a login": ({ by }) => received(`[192.168.1.5] (${bank}) (Authenticated sender: sato@example.org)`,
    `${by} (Postfix) with ESMTPSA id A1`),
  "a queue": () => `Received: (qmail 4711 invoked from network)${date}`,
  "a gateway": () => received(bank, "mx0a-00112233.pphosted.com (8.18.1.2) with ESMTPS id 4bz5"),
  "a gateway of the house's": ({ facts }) =>
    received(bank, `${facts[0] ?? "mx0a-00112233.pphosted.com"} with ESMTPS id 4bz5`),
  "results": ({ by }) => `Authentication-Results: ${by};\n ${pass}`,
  "results with a version": ({ by }) => `Authentication-Results: (a) "${by}" 1 (b);\n ${pass}`,
  "results without a name": () => `Authentication-Results: ${pass}; compauth=pass reason=100`,
  "results of others": () => nameless.map((id) => `Authentication-Results: mx.${id}; ${pass}`).join("\n"),
  "original results": ({ by }) => `Authentication-Results-Original: ${by}; ${pass}\n` +
    `X-MS-Exchange-Authentication-Results: ${pass}\nX-Original-Authentication-Results: ${by}; ${pass}`,
  "a record of the address": ({ by }) => spf(` receiver=${by}`),
  "... without a receiver": () => spf(""),
  "... by others": () => nameless.map((id) => spf(` receiver=mx.${id}`)).join("\n"),
  "... of relays": () => `X-Comment: SPF skipped for whitelisted relay - client-ip=${stranger}; helo=x`,
  "addresses": () => ["X-Originating-IP", "X-Sender-IP", "X-Source-IP", "X-Client-IP", "X-Remote-IP",
    "X-Originating-Client-IP", "X-SenderIP", "X-IronPort-RemoteIP", "X-Barracuda-Effective-Source-IP",
    "X-Barracuda-Apparent-Source-IP"].map((name) => `${name}: [${sender}]`).join("\n") +
    `\nX-Spam-source: IP='${sender}', Host='out.example.org', Country='US'` +
    `\nX-Spam-Relays-Trusted: [ ip=${stranger} ]\nX-Spam-Relays-Untrusted: [ ip=${sender} ]`,
  "filters' praise": () =>
    "X-Spam-Status: No, score=-99\nX-Spam-Flag: NO\nX-Proofpoint-Spam-Details: rule=ok\n" +
    `X-Forefront-Antispam-Report: CIP:${sender};SCL:-1;SFV:SKN;CAT:NONE;\n` +
    "X-MS-Exchange-Organization-SCL: -1\nX-MS-Exchange-Organization-AuthAs: Internal\n" +
    "X-Mimecast-Spam-Score: 0\nX-Barracuda-Spam-Score: 0.00\n" +
    "X-IronPort-Anti-Spam-Result: A0E1\nX-Rspamd-Score: -20",
  "a seal of the author's": () => sealed("example.com", pass),
  "a seal of the house's": ({ by }) => sealed(by, pass),
  "a seal of Google's": () => sealed("google.com", pass),
  "a signature of the author's": () => dkimField("d=example.com; s=rsa", fields, body),
  "recipients": () => ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Rcpt-To",
    "X-Delivered-To", "X-Forwarded-To"].map((name) => `${name}: sato@example.org`).join("\n"),
  "envelopes": () => "Return-Path: <sato@example.org>\nX-Envelope-From: <sato@example.org>\nReturn-Path: <>",
  "a resender": () => "Resent-From: hanako@example.jp\nResent-To: hanako@example.jp\n" +
    "Resent-Sender: postmaster@example.jp\nX-Original-From: sato@example.org\nX-Forwarded-For: a b",
  "a fetched mailbox": () => "X-Gmail-Fetch-Info: hanako@example.jp 1 pop.example.jp 995 hanako",
  "a list": () => "List-Id: <talk.lists.example.org>\nList-Post: <mailto:talk@lists.example.org>\n" +
    `${received(bank, "lists.example.org (Postfix) with ESMTPS id A1")}\nPrecedence: list`,
};
/** What is only said where there are no such fields; who has signed with the name of his server is not
 * unknown to the mail. */
const ABSENT = ["hop-no-history", "unsigned", "from-unsupported", "message-id-unrelated", "helo-stranger"];

const readingOf = async (source, options) => {
  const report = await whence.analyze(source, options);
  const trusted = report.authentication.claimed.filter((claim) => claim.trusted).length;
  return { ...report, source, trusted, outermost: report.handover.candidates[0].ip };
};

const placeOf = ({ handover, outermost, trusted, verdict: { basis } }) => {
  const { ip, by, settled, chosen, vouches } = handover;
  return { ip, by, settled, chosen, vouches, outermost, trusted, basis };
};

function assertNoBetter(plain, forged) {
  const { verdict, source } = forged, told = `${JSON.stringify(forged.handover)}\n${source}`;
  assert.deepEqual(placeOf(forged), placeOf(plain), told);
  assert.equal(verdict.basis, null, told);
  const found = new Set(forged.findings.map(({ id }) => id));
  const lost = plain.findings.filter(({ id, weight }) => weight > 0 && !found.has(id));
  assert.deepEqual(lost.map(({ id }) => id).filter((id) => !ABSENT.includes(id)), [], told);
  const allowed = lost.reduce((sum, { weight }) => sum + weight, 0);
  assert.ok(verdict.sum >= plain.verdict.sum - allowed, `${plain.verdict.sum} > ${verdict.sum} ${told}`);
  if (!lost.length) assert.ok(rank[verdict.level] >= rank[plain.verdict.level], told);
}

for (const setup of recipientSetups)
  test(`no forged field moves the boundary: ${setup.name}`, async () => {
    const whole = filled(setup, "out.example.org", "out.example.org", sender);
    const entrance = whole.slice(whole.lastIndexOf("Received: from"));
    const by = /\bby\s+([\w-]+(?:\.[\w-]+)+)/u.exec(entrance)?.[1] ?? "mx.example.jp";
    const about = { whole, entrance, by, facts: setup.facts };
    for (const [mode, options] of modesOf(setup, authorsKey)) {
      const head = filled(setup, author, mode === "offline" ? "unknown" : author, stranger);
      const own = head.slice(head.lastIndexOf("Received: from"));
      const plain = await readingOf(mail(head), options);
      for (const lines of Object.values(KINDS)) {
        const text = lines({ ...about, own }).trimEnd();
        assertNoBetter(plain, await readingOf(mail(`${head}${text}\n`), options));
      }
    }
  });
