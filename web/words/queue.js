// Several mails at once: of each what a list of them shows, their order, and what is taken out of the list: a
// table (CSV, RFC 4180) and the indicators (domains, addresses, hashes) for a block list or a case.
import { traitsOf } from "../../wasm/compare.js";
import { defang } from "./defang.js";
import { anyRole } from "./roles.js";

const MOST_LINKS = 200; // of one mail
const NOT_INDICATORS = new Set(["official", "own"]);

/** What of a mail leads to whoever sent it, by kind; what belongs to known brands or the reader does not. */
function indicatorsOf({ identities, handover, domains, links, attachments }) {
  const isTheirs = (domain) => !NOT_INDICATORS.has(domain?.kind);
  const targets = links
    .slice(0, MOST_LINKS)
    .filter(({ domain, href }) => href && (domain ?? -1) !== -1 && isTheirs(domains[domain]));
  const senders = [identities?.from?.[0], ...(identities?.replyTo ?? [])];
  return {
    domain: domains
      .filter((domain) => isTheirs(domain) && anyRole(domain.roles, "trace"))
      .map(({ name }) => name),
    url: targets.map(({ href }) => href),
    ip: handover?.ip ? [handover.ip] : [],
    email: senders.map((one) => one?.address).filter(Boolean),
    sha256: attachments.map(({ sha256 }) => sha256).filter(Boolean),
  };
}

/** What is kept of a mail's report in a list of thousands. */
export function rowOf(report) {
  const { verdict, identities, handover, hops } = report;
  const from = identities?.from?.[0];
  const hop = handover ? hops[handover.hop] : null;
  return {
    level: verdict.level,
    score: verdict.score,
    kind: verdict.kind,
    from,
    sender: from?.address ?? "",
    subject: identities?.subject?.text ?? "",
    date: hop?.date?.iso ?? identities?.date?.iso ?? "",
    ip: handover?.ip ?? "",
    host: handover?.rdns ?? handover?.helo ?? "",
    traits: traitsOf(report),
    indicators: indicatorsOf(report),
  };
}

/** By what a list can be sorted, and how two of it compare. The order of the score is the worst first. */
export const ORDERS = {
  given: (a, b) => a.place - b.place,
  score: (a, b) => b.row.score - a.row.score,
  kind: (a, b) => a.row.kind.localeCompare(b.row.kind),
  sender: (a, b) => a.row.sender.localeCompare(b.row.sender),
  subject: (a, b) => a.row.subject.localeCompare(b.row.subject),
  campaign: (a, b) => (a.campaign ?? Infinity) - (b.campaign ?? Infinity) || 0,
  network: (a, b) => network(a.row.ip).localeCompare(network(b.row.ip)),
};

/** An address so that neighbours stand together: its parts filled up with zeros. */
const network = (ip) => ip.replace(/\d+/g, (digits) => digits.padStart(5, "0"));

/** Sorts messages in place; those that were not read come last, in the order given. */
export function sortMessages(messages, order) {
  const compare = ORDERS[order] ?? ORDERS.given;
  return messages.sort((a, b) =>
    a.row && b.row
      ? compare(a, b) || a.place - b.place
      : Number(!a.row) - Number(!b.row) || a.place - b.place,
  );
}

/** How many there are of each level, and how many were not read. */
export function totals(messages) {
  const count = { unread: 0, waiting: 0 };
  for (const { row, problem } of messages) {
    const what = row ? row.level : problem ? "unread" : "waiting";
    count[what] = (count[what] ?? 0) + 1;
  }
  return count;
}

/** A field of a table; what a spreadsheet would run as a formula is made a text by an apostrophe. */
function cell(value) {
  const text = String(value ?? "").replace(/[\0-\x1f\x7f]+/g, " ");
  const safe = /^[\s]*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS = [
  "file",
  "level",
  "score",
  "kind",
  "from",
  "subject",
  "date",
  "ip",
  "host",
  "campaign",
  "problem",
];

/**
 * @param {{name: string, row: object | null, campaign?: any, problem: string | null}[]} messages
 * @param {boolean} defanged addresses so that nothing takes them for links
 */
export function toCsv(messages, defanged) {
  const shown = defanged ? (value) => (typeof value === "string" ? defang(value) : value) : (value) => value;
  const lines = messages.map(({ name, row, campaign, problem }) =>
    [
      name,
      row?.level,
      row?.score,
      row?.kind,
      shown(row?.sender),
      shown(row?.subject),
      row?.date,
      shown(row?.ip),
      shown(row?.host),
      campaign,
      problem,
    ]
      .map(cell)
      .join(","),
  );
  // The byte-order mark tells spreadsheets that it is UTF-8.
  return `\ufeff${COLUMNS.join(",")}\r\n${lines.map((line) => `${line}\r\n`).join("")}`;
}

/**
 * Each once, a line each: its kind, a tab, the value. Control characters that a mail put into one are taken
 * out.
 */
export function indicators(messages, defanged) {
  const lines = [];
  for (const kind of ["domain", "url", "ip", "email", "sha256"]) {
    const values = new Set(messages.flatMap(({ row }) => row?.indicators[kind] ?? []));
    for (const value of [...values].sort()) {
      const plain = value.replace(/[\0-\x20\x7f]+/g, "");
      lines.push(`${kind}\t${defanged && kind !== "sha256" ? defang(plain) : plain}\n`);
    }
  }
  return lines.join("");
}
