// A report without its reader: whoever publishes it does not publish his address, his name or his servers.
import { Redactor } from "./redact/redactor.js";
import { headerOf } from "./redact/header.js";
import { nameOf } from "./redact/stand-ins.js";

const ADDRESSED = ["to", "cc", "deliveredTo", "recipients"];
const ADDRESS_KEYS = new Set(["href"]);
const GUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;

function mapStrings(value, redactor, key) {
  if (typeof value === "string") return redactor.text(value, ADDRESS_KEYS.has(key));
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, redactor, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapStrings(item, redactor, name)]),
  );
}

/**
 * A mailbox of the recipient's with nothing left of it; the sender's own, which stands among them when a mail
 * went out by Bcc, stays.
 */
function maskBox(box, given) {
  if (box.address === given.address && box.address != null) return box;
  const at = (box.address ?? "").lastIndexOf("@"),
    person = /^recipient(?:-(\d+))?$/.exec(box.address?.slice(0, at) ?? "recipient");
  const domain = at < 0 ? null : box.address.slice(at + 1);
  return {
    ...box,
    display: box.display == null ? null : nameOf(Number(person?.[1] ?? 1)),
    local: given.local == null ? null : at < 0 ? "recipient" : box.address.slice(0, at),
    domain: given.domain == null ? null : domain,
    registrable: given.registrable == null ? null : domain,
  };
}

/**
 * A name that is in the mail only as the recipient's own. It keeps its place: links refer to domains by
 * index.
 */
const isRecipientsOnly = ({ roles = [] }) => roles.length > 0 && roles.every((role) => role === "recipient");

function maskDomain(domain, given) {
  const only = isRecipientsOnly(given);
  if (domain.name === given.name && !only) return domain;
  const name = domain.name === given.name ? "recipient.example" : domain.name;
  const ours = name.endsWith(".example");
  const registrable =
    given.registrable == null ? null : ours ? name.split(".").slice(-2).join(".") : domain.registrable;
  const suffix = given.suffix == null ? null : ours ? "example" : domain.suffix;
  return { ...domain, name, unicode: name, registrable, suffix, masked: only };
}

/** Lookups' facts without those of the recipient's own names, and of the addresses that these have. */
function publicFacts(network, given) {
  const own = new Set();
  given.forEach(({ subject }, i) => subject !== network[i].subject && own.add(subject));
  for (const { subject, kind, value } of given)
    if (own.has(subject) && /^(?:a|aaaa)$/.test(kind)) own.add(value);
  return network.filter((fact, i) => !own.has(given[i].subject));
}

const redactEnclosed = (one, redactor) => ({
  ...mapStrings({ ...one, report: null }, redactor),
  report: one.report && redactReport(one.report, redactor),
});

function redactReport(report, redactor) {
  const copy = mapStrings({ ...report, enclosed: [] }, redactor);
  const { identities } = copy;
  for (const key of identities ? ADDRESSED : []) {
    if (Array.isArray(identities[key]))
      identities[key] = identities[key].map((box, i) => maskBox(box, report.identities[key][i]));
  }
  copy.domains = (copy.domains ?? []).map((domain, i) => maskDomain(domain, report.domains[i]));
  if (Array.isArray(copy.network)) copy.network = publicFacts(copy.network, report.network);
  for (const filter of copy.filters ?? []) {
    if (!filter.trusted) continue; // numbers of an organisation's own, as its provider writes them
    filter.value = filter.value?.replace(GUID, "***");
    for (const item of filter.items ?? []) item.value = item.value?.replace?.(GUID, "***");
  }
  delete copy.enclosed;
  if (report.enclosed) copy.enclosed = report.enclosed.map((one) => redactEnclosed(one, redactor));
  return { ...copy, redacted: true };
}

/**
 * A report, or a text that belongs to one (a mail's source, a subject), without whoever got the mail.
 * @param {object | string} value stays as it is
 * @param {{report?: object, words?: string[], keep?: string[], redactor?: Redactor}} [options] report: of the
 *   mail that a text belongs to
 *   (without it a text's own header is read); words: more to take out; keep: what to leave in after all;
 *   redactor: one used before, so
 *   that stand-ins are the same
 * @returns {object | string}
 */
export function redact(value, options = {}) {
  if (typeof value === "string") {
    const redactor = options.redactor ?? new Redactor(options.report ?? headerOf(value), options);
    return redactor.text(value);
  }
  if (value?.redacted) return value;
  return redactReport(value, options.redactor ?? new Redactor(value, options));
}

/**
 * What redact() with the same options takes out.
 * @returns {{kind: string, value: string, standIn: string, count: number}[]}
 */
export function redactions(report, options = {}) {
  const redactor = new Redactor(report, options);
  redactReport(report, redactor);
  return redactor.list();
}

export { Redactor };
