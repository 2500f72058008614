// The set-ups of recipients (setups.txt), filled in for a sender and for a stranger, and what the DNS says of
// both.
import { readFileSync } from "node:fs";

export const now = new Date("2026-02-10T00:00:00Z");
export const sender = "198.51.100.70", stranger = "203.0.113.66";
export const rank = { authentic: 0, consistent: 1, unclear: 2, suspicious: 3, forged: 4 };
const table = readFileSync(new URL("setups.txt", import.meta.url), "utf8");
export const recipientSetups = table.split(/^== /mu).slice(1).map((block) => {
  const [head, ...lines] = block.trimEnd().split("\n");
  const [name, words = ""] = head.split(" | ");
  const [kind, ...facts] = words.split(" ");
  return { name, kind, facts, form: `${lines.join("\n")}\n` };
});
export const filled = ({ form }, helo, rdns, ip) =>
  form.replace(/%[HRI]/gu, (mark) => ({ "%H": helo, "%R": rdns, "%I": ip })[mark]);

const reverse = (ip) => `${ip.split(".").reverse().join(".")}.in-addr.arpa`;
const both = (name, ip) => ({ [name]: { A: [ip] }, [reverse(ip)]: { PTR: [name] } });
const mx = (exchange) => ({ MX: [{ preference: 10, exchange }] });
const zone = {
  ...both("out.example.org", sender), ...both("host66.example.com", stranger),
  ...both("mail.example.jp", "192.0.2.25"),
  "example.org": { TXT: [["v=spf1 ip4:198.51.100.0/24 -all"]], ...mx("out.example.org"), A: [sender] },
  "_dmarc.example.org": { TXT: [["v=DMARC1; p=reject"]] },
  "example.jp": { A: ["192.0.2.80"], ...mx("mail.example.jp") },
};
const zoneOf = ({ facts }) => {
  const records = { ...zone };
  for (let i = 0; i + 1 < facts.length; i += 2)
    Object.assign(records, facts[i].startsWith("MX:") ? { [facts[i].slice(3)]: mx(facts[i + 1]) }
      : both(facts[i], facts[i + 1]));
  return records;
};
const resolving = (records) => ({ async query(name, type) {
  const entry = records[name.toLowerCase().replace(/\.$/u, "")];
  const answers = (entry?.[type] ?? []).map((data) => ({ name, type, ttl: 60, data }));
  return { rcode: entry ? "NOERROR" : "NXDOMAIN", answers };
} });
export const modesOf = (setup, more = {}) =>
  [["offline", { now }], ["with lookups", { now, resolver: resolving({ ...zoneOf(setup), ...more }) }]];
