// Six ordinary messages with their zones, signed on the spot, for counting what verification asks.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
const key = [["TXT", keyRecord.slice(0, 250), keyRecord.slice(250)]];
const time = Date.parse("2026-02-03T01:00:02Z") / 1000;
const body = "Dear Hanako,\r\n\r\nyour order is on its way.\r\n";
const bodyHash = createHash("sha256").update(body).digest("base64");

/** RFC 6376 3.4.2, for fields that are written plainly. */
const relaxed = (name, value) =>
  `${name.toLowerCase()}:${value
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim()}`;
const signed = (lines) =>
  sign("sha256", Buffer.from(lines.join("\r\n")), privateKey)
    .toString("base64")
    .replace(/.{70}/g, "$&\r\n\t");

function dkim(fields, domain, selector, name = "DKIM-Signature", start = "v=1;") {
  const names = fields.map(([field]) => field.toLowerCase()).join(":");
  const value = [
    `${start} a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=${selector}; t=${time};`,
    `h=${names};`,
    `bh=${bodyHash};`,
    "b=",
  ].join("\r\n\t");
  return [
    name,
    value + signed([...fields.map(([field, text]) => relaxed(field, text)), relaxed(name, value)]),
  ];
}

/** One ARC set (RFC 8617), newest first: seal, message signature, results. */
function arc(fields, domain, selector) {
  const results = ["ARC-Authentication-Results", `i=1; ${domain}; spf=pass smtp.mailfrom=example.com`];
  const message = dkim(fields, domain, selector, "ARC-Message-Signature", "i=1;");
  const seal = `i=1; a=rsa-sha256; t=${time}; cv=none; d=${domain}; s=${selector};\r\n\tb=`;
  const data = [relaxed(...results), relaxed(...message), relaxed("ARC-Seal", seal)];
  return [["ARC-Seal", seal + signed(data)], message, results];
}

function message({
  from,
  mailFrom = from,
  host = "mail.example.com",
  ip = "203.0.113.25",
  sign: signatures = [],
  seal,
}) {
  const fields = [
    ["From", `Example Shop <${from}>`], ["To", "hanako@example.jp"], ["Subject", "Your order"],
    ["Date", "Tue, 3 Feb 2026 10:00:02 +0900"], ["Message-ID", `<20260203010002.7F3A21@${host}>`],
  ];
  const head = [
    ["Return-Path", `<${mailFrom}>`],
    [
      "Received",
      `from ${host} (${host} [${ip}])\r\n\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7` +
        "\r\n\tfor <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900",
    ],
    ...(seal ? arc(fields, ...seal) : []),
    ...signatures.map(([domain, selector]) => dkim(fields, domain, selector)),
    ...fields,
  ];
  return `${head.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${body}`;
}

const shop = {
  "example.com": [["TXT", "v=spf1 ip4:203.0.113.0/24 -all"]],
  "_dmarc.example.com": [["TXT", "v=DMARC1; p=reject"]],
  "s1._domainkey.example.com": key,
};
/**
 * nests: how many SPF records lie one inside the other; peer: the questions that mailauth 7.1 asks
 * (tests/bench/rounds.mjs).
 */
export const ordinary = [
  {
    name: "one signature",
    peer: 4,
    nests: 1,
    client: "203.0.113.25",
    helo: "mail.example.com",
    mailFrom: "shop@example.com",
    zone: shop,
    source: message({ from: "shop@example.com", sign: [["example.com", "s1"]] }),
  },
  {
    name: "two signatures",
    peer: 6,
    nests: 2,
    client: "198.51.100.9",
    helo: "out.service.example",
    mailFrom: "bounce@service.example",
    zone: {
      ...shop,
      "service.example": [["TXT", "v=spf1 include:spf.service.example ~all"]],
      "spf.service.example": [["TXT", "v=spf1 ip4:198.51.100.0/24 -all"]],
      "k1._domainkey.service.example": key,
    },
    source: message({
      from: "shop@example.com",
      mailFrom: "bounce@service.example",
      host: "out.service.example",
      ip: "198.51.100.9",
      sign: [
        ["example.com", "s1"],
        ["service.example", "k1"],
      ],
    }),
  },
  {
    name: "SPF in three blocks, as Google has it",
    peer: 7,
    nests: 3,
    client: "203.0.113.25",
    helo: "mail.example.com",
    mailFrom: "shop@example.com",
    zone: {
      ...shop,
      "example.com": [["TXT", "v=spf1 include:_spf.provider.example ~all"]],
      "_spf.provider.example": [
        [
          "TXT",
          "v=spf1 include:_b1.provider.example include:_b2.provider.example include:_b3.provider.example " +
          "~all",
        ],
      ],
      "_b1.provider.example": [["TXT", "v=spf1 ip4:192.0.2.0/25 ~all"]],
      "_b2.provider.example": [["TXT", "v=spf1 ip4:203.0.113.0/24 ~all"]],
      "_b3.provider.example": [["TXT", "v=spf1 ip4:192.0.2.128/25 ~all"]],
    },
    source: message({ from: "shop@example.com", sign: [["example.com", "s1"]] }),
  },
  {
    name: "bounces to a subdomain",
    peer: 5,
    nests: 1,
    client: "203.0.113.25",
    helo: "mail.example.com",
    mailFrom: "r77@bounces.example.com",
    zone: { ...shop, "bounces.example.com": [["TXT", "v=spf1 ip4:203.0.113.0/24 -all"]] },
    source: message({
      from: "shop@example.com",
      mailFrom: "r77@bounces.example.com",
      sign: [["example.com", "s1"]],
    }),
  },
  {
    name: "sealed by a list (ARC)",
    peer: 7,
    nests: 1,
    client: "198.51.100.7",
    helo: "lists.example.net",
    mailFrom: "talk-bounces@lists.example.net",
    zone: {
      ...shop,
      "lists.example.net": [
        ["TXT", "v=spf1 a mx -all"],
        ["A", "198.51.100.7"],
        ["MX", 10, "lists.example.net"],
      ],
      "arc._domainkey.lists.example.net": key,
    },
    source: message({
      from: "shop@example.com",
      mailFrom: "talk-bounces@lists.example.net",
      host: "lists.example.net",
      ip: "198.51.100.7",
      sign: [["example.com", "s1"]],
      seal: ["lists.example.net", "arc"],
    }),
  },
  {
    name: "From in a subdomain without a policy of its own",
    peer: 5,
    nests: 1,
    client: "203.0.113.25",
    helo: "mail.example.com",
    mailFrom: "shop@news.example.com",
    zone: { ...shop, "news.example.com": [["TXT", "v=spf1 ip4:203.0.113.0/24 -all"]] },
    source: message({ from: "shop@news.example.com", sign: [["example.com", "s1"]] }) },
];

/**
 * Of one round's questions those that verification needs; the others bring facts about addresses and domains.
 */
export const ofVerification = (questions) =>
  questions.filter(({ why }) =>
    why.some((reason) => ["spf", "dkim-key", "dmarc", "arc-key"].includes(reason)),
  );

/** Answers from a zone; counts the questions. */
export function counting(zone) {
  const resolver = {
    asked: new Set(),
    async query(name, type) {
      resolver.asked.add(`${name.toLowerCase()} ${type}`);
      const records = zone[name.toLowerCase()];
      if (!records)
        return {
          rcode: Object.keys(zone).some((key) => key.endsWith(`.${name.toLowerCase()}`))
            ? "NOERROR"
            : "NXDOMAIN",
          answers: [],
        };
      const data = ([kind, ...rest]) =>
        kind === "TXT" ? rest : kind === "MX" ? { preference: rest[0], exchange: rest[1] } : rest[0];
      return {
        rcode: "NOERROR",
        answers: records
          .filter(([kind]) => kind === type)
          .map((record) => ({ name, type, ttl: 300, data: data(record) })),
      };
    },
  };
  return resolver;
}
