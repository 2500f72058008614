// What of a report is the reader's own, and must not be published: who got the mail, under which name, at
// which domain, by which servers.
import { anyRole } from "../roles.js";
import { COMMON, POLITE } from "./common-words.js";
import { untagged } from "./tag.js";

const EAST_ASIAN = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const MIN_LABEL = 5,
  MIN_ID = 6;

const lower = (text) => text.toLowerCase();
const squeeze = (text) => lower(text).replace(/[\s+_.\-\u00b7\u30fb,'"\u2019*~:;|/\\()]+/g, "");
const present = (value) => typeof value === "string" && value !== "";

/** The report and those of the mails enclosed in it, to any depth. */
export function allReports(report) {
  return [report, ...(report.enclosed ?? []).flatMap((one) => (one.report ? allReports(one.report) : []))];
}

function splitAddress(text) {
  const at = text.lastIndexOf("@");
  if (at < 1 || /\s/.test(text)) return null;
  const address = lower(text.replace(/^<|>$/g, ""));
  return {
    address,
    local: address.slice(0, address.lastIndexOf("@")),
    domain: address.slice(address.lastIndexOf("@") + 1).replace(/\.$/, ""),
  };
}

/** What the report knows of its domains: name -> {registrable, kind, sharedHosting, roles}. */
function domainBook(report) {
  const book = new Map();
  for (const domain of report.domains ?? []) if (present(domain.name)) book.set(lower(domain.name), domain);
  return book;
}

/**
 * Names of brands that the report speaks of: evidence, not secrets, even where a recipient's address has one
 * in it.
 */
function brandWords(report) {
  const words = new Set();
  for (const { brand, brandName, brandNameEnglish, matches = [] } of report.domains ?? []) {
    for (const name of [
      brand,
      brandName,
      brandNameEnglish,
      ...matches.flatMap((one) => [one.brand, one.name, one.nameEnglish]),
    ])
      if (present(name)) words.add(squeeze(name));
  }
  for (const { args } of report.findings ?? [])
    for (const name of [args?.brand, args?.brandEnglish]) if (present(name)) words.add(squeeze(name));
  return words;
}

export class Secrets {
  addresses = new Map(); // address in small letters -> {local, domain, person, written: as the mail has it}
  domains = new Map(); // domain -> "mask" | "keep": kept ones still show where an address ends
  hosts = new Set();
  ips = new Set();
  ids = new Set();
  names = new Set(); // as written
  // word -> {kind: "name" | "local" | "domain" | "word", person}: a person's words all have one stand-in
  words = new Map();
  #persons = new Map(); // address without its tag -> number, from 1

  /** @param {object[]} reports  @param {{words?: string[]}} options */
  constructor(reports, { words = [] } = {}) {
    for (const report of reports) this.#read(report);
    for (const word of words) if (present(word?.trim?.())) this.#word(word.trim(), "word", 0);
  }

  #read(report) {
    const { identities = {}, hops = [], handover } = report;
    const named = [...(identities.deliveredTo ?? []), ...(identities.recipients ?? [])];
    const known = {
      book: domainBook(report),
      brands: brandWords(report),
      delivered: new Set(
        [...named.map(({ address }) => address), ...hops.filter(isOurs).map((hop) => hop.for)]
          .filter(present)
          .map(lower),
      ),
      theirs: sendersSide(report),
    };
    for (const box of [...named, ...(identities.to ?? []), ...(identities.cc ?? [])])
      this.#person(box, known);
    for (const hop of hops) if (present(hop.for)) this.#person({ address: hop.for }, known);
    this.#way(hops, handover, known);
    for (const { trusted, authservId } of report.authentication?.claimed ?? [])
      if (trusted) this.#server([authservId], [], known);
  }

  /** The servers and machines on the reader's side of the way, and what their logs know the mail by. */
  #way(hops, handover, known) {
    for (const { side, from, by } of hops) {
      if (side === "recipient") this.#server([from?.helo, from?.rdns, by?.host], [from?.ip, by?.ip], known);
      if (side === "handover") this.#server([by?.host], [by?.ip], known);
    }
    const maybe = new Set((handover?.candidates ?? []).map(({ hop }) => hops[hop]));
    for (const hop of hops) if (isOurs(hop) || maybe.has(hop)) this.#client(hop, known);
    for (const hop of hops)
      if (isOurs(hop) || this.#isOwn(lower(hop.by?.host ?? ""))) this.#log(hop, known.theirs);
  }

  /**
   * Somebody to whom the mail was sent; but not the sender's own address, which spammers put there when they
   * send by Bcc.
   * @param {any} person  @param {any} known
   */
  #person({ address, display, local }, { book, brands, delivered, theirs }) {
    const parts = present(address) ? splitAddress(address) : null;
    const nobody =
      present(display) &&
      display
        .toLowerCase()
        .split(/[\s-]+/)
        .every((word) => COMMON.has(word));
    const sure = parts && (delivered.size === 0 ? !nobody : delivered.has(parts.address));
    if (parts && !sure && theirs.addresses.has(parts.address)) return;
    const person = this.#number(
      parts ? `${untagged(parts.local)}@${parts.domain}` : lower(local ?? display ?? ""),
    );
    if (parts) {
      const written = this.addresses.get(parts.address)?.written ?? new Set();
      written.add(address.replace(/^<|>$/g, ""));
      this.addresses.set(parts.address, { ...parts, person, written });
      this.#domain(parts.domain, sure, { book, theirs, brands });
      this.#local(parts.local, person, brands);
    } else if (present(local)) this.#local(lower(local), person, brands);
    if (present(display) && (sure || !theirs.displays.has(squeeze(display))))
      this.#name(display, person, brands);
  }

  #number(key) {
    if (!this.#persons.has(key)) this.#persons.set(key, this.#persons.size + 1);
    return this.#persons.get(key);
  }

  #domain(domain, sure, { book, theirs, brands }) {
    const facts = book.get(domain),
      registrable = lower(facts?.registrable ?? domain);
    const everybodys = facts?.kind === "free-mail" || facts?.kind === "official";
    const keep = everybodys || (!sure && theirs.domains.has(registrable));
    for (const name of facts?.sharedHosting ? [domain] : [domain, registrable]) {
      if (this.domains.get(name) !== "mask") this.domains.set(name, keep ? "keep" : "mask");
    }
    if (present(facts?.unicode) && facts.unicode !== domain && !keep)
      this.domains.set(lower(facts.unicode), "mask");
    const label = registrable.split(".")[0];
    if (!keep && label.length >= MIN_LABEL && !COMMON.has(label) && !brands.has(squeeze(label)))
      this.#word(label, "domain", 0);
  }

  #local(local, person, brands) {
    const plain = untagged(local).replace(/^"|"$/g, "");
    const good = (word) =>
      word.length >= 3 && !COMMON.has(word) && !brands.has(squeeze(word)) && !/^\d{1,5}$/.test(word);
    if (good(plain)) this.#word(plain, "local", person);
    const parts = plain.split(/[._-]+/);
    for (const part of [...(parts.length > 1 ? parts : []), plain.replace(/\d{1,20}$/, "")]) {
      if (part.length >= 4 && /^\p{L}+$/u.test(part) && good(part)) this.#word(part, "local", person);
    }
  }

  #name(display, person, brands) {
    const name = display
      .trim()
      .replace(/^["'(（「]{1,9}|["')）」]{1,9}$/g, "")
      .replace(POLITE, "")
      .trim();
    if (
      name.includes("@") ||
      brands.has(squeeze(name)) ||
      COMMON.has(lower(name)) ||
      squeeze(name).length < 2
    )
      return;
    const parts = name.split(/[\s,.\u00b7\u30fb\u3000_]+/).filter(Boolean);
    if (parts.every((part) => COMMON.has(lower(part)))) return;
    this.names.add(name);
    this.#word(name, "name", person);
    if (parts.length > 1) this.#word([...parts].reverse().join(" "), "name", person);
    for (const part of parts) {
      const long = part.length >= (EAST_ASIAN.test(part) ? 2 : 3);
      if (long && !COMMON.has(lower(part)) && !brands.has(squeeze(part))) this.#word(part, "name", person);
    }
  }

  #word(word, kind, person) {
    if (!this.words.has(word)) this.words.set(word, { kind, person });
  }

  #server(names, addresses, { book, theirs }) {
    for (const given of names) {
      if (!present(given)) continue;
      const host = lower(given).replace(/^\[|\]$|\.$/g, "");
      if (/^[\d.]+$|:/.test(host)) this.#address(host, theirs);
      else if (host.includes(".") ? !/^localhost\./.test(host) : host.length >= 4 && !COMMON.has(host)) {
        this.hosts.add(host);
        this.#parent(host, book, theirs);
      }
    }
    for (const ip of addresses) if (present(ip)) this.#address(ip, theirs);
  }

  /** What a server of the recipient's wrote of itself: the number under which the mail is in its log. */
  #log({ id, by }, theirs) {
    if (present(id) && id.length >= MIN_ID) this.ids.add(id);
    if (present(by?.ip)) this.#address(by.ip, theirs);
  }

  /**
   * A client whose reverse name is in the recipient's own domain is a server of theirs, wherever the handover
   * is said to be.
   */
  #client({ from }, known) {
    if (!present(from?.rdns) || !present(from.ip) || !this.#isOwn(lower(from.rdns))) return;
    this.#server([from.helo, from.rdns], [], known);
    this.ips.add(lower(from.ip));
  }

  #isOwn(host) {
    for (let at = 0; at >= 0; at = host.indexOf(".", at) + 1 || -1)
      if (this.domains.get(host.slice(at)) === "mask") return true;
    return false;
  }

  /**
   * The domain of a server of one's own is one's own, unless it is a provider's or the mail's sender is there
   * too.
   */
  #parent(host, book, theirs) {
    const facts = book.get(host),
      labels = host.split(".");
    if (
      labels.length < 2 ||
      facts?.kind === "official" ||
      facts?.kind === "free-mail" ||
      facts?.sharedHosting
    )
      return;
    const parent = lower(facts?.registrable ?? labels.slice(labels.length > 2 ? 1 : 0).join("."));
    if (parent.includes(".") && !theirs.domains.has(parent) && !this.domains.has(parent))
      this.domains.set(parent, "mask");
  }

  #address(ip, theirs) {
    if (!theirs.ips.has(ip) && !/^(?:127\.|0\.|::1?$)/.test(ip)) this.ips.add(lower(ip));
  }
}

/** Whether the reader's side wrote a hop. */
const isOurs = ({ side }) => side !== "claimed";

/** What the mail says of whoever sent it, and where it was taken over: this is evidence, and stays. */
function sendersSide(report) {
  const { identities = {}, handover } = report;
  const senders = [
    ...(identities.from ?? []),
    ...(identities.replyTo ?? []),
    identities.sender,
    identities.returnPath,
  ].filter(Boolean);
  const all = (key, form) => new Set(senders.map((box) => box[key]).filter(present).map(form));
  return {
    addresses: all("address", lower),
    displays: all("display", squeeze),
    domains: senderDomains(report, senders),
    ips: new Set([handover?.ip, ...(handover?.candidates ?? []).map(({ ip }) => ip)].filter(present)),
  };
}

/** Registrable domains on the side of whoever sent the mail. */
function senderDomains(report, senders) {
  const found = new Set(senders.map((box) => box.registrable ?? box.domain));
  for (const { name, registrable, roles } of report.domains ?? [])
    if (anyRole(roles, "sent")) found.add(registrable ?? name);
  return new Set([...found].filter(present).map(lower));
}
