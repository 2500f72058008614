// A report without its recipient: whoever publishes it does not publish an address. Everywhere an address of To, Cc, Delivered-To or a
// Received line's "for" stands, also inside other values (subjects, bounce addresses, links), a mask stands instead.

export const MASK = "***@***";
export const MASKED_NAME = "***";

/** Every address that is the recipient's, longest first. */
function recipients(report) {
  const { to = [], cc = [], deliveredTo = [] } = report.identities ?? {};
  const addresses = [...to, ...cc, ...deliveredTo].map((box) => box.address).concat((report.hops ?? []).map((hop) => hop.for));
  const plain = addresses.filter((address) => typeof address === "string" && /^[^@\s]+@[^@\s]+$/.test(address)).map((address) => address.toLowerCase());
  return [...new Set(plain)].sort((a, b) => b.length - a.length);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

/** As it is, percent-encoded, as in a bounce address (VERP: "local=domain"), in base64. */
function patternOf(address) {
  const [local, domain] = [address.slice(0, address.lastIndexOf("@")), address.slice(address.lastIndexOf("@") + 1)];
  const bytes = String.fromCharCode(...new TextEncoder().encode(address));
  const base64 = btoa(bytes).replace(/=+$/, "");
  const ways = [`${escaped(local)}(?:@|%40|=|=40)${escaped(domain)}`, escaped(base64), escaped(encodeURIComponent(address))];
  return new RegExp(ways.join("|"), "gi");
}

function mapStrings(value, change) {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}

/** A recipient's mailbox with nothing left of it. */
const maskBox = (box) => ({
  ...box, display: box.display == null ? null : MASKED_NAME, address: box.address == null ? null : MASK,
  local: box.local == null ? null : MASKED_NAME, domain: box.domain == null ? null : MASKED_NAME, registrable: box.registrable == null ? null : MASKED_NAME,
});

/** A domain that is in the mail only as the recipient's own. It keeps its place: links refer to domains by index. */
const isRecipientsOnly = ({ roles = [] }) => roles.length > 0 && roles.every((role) => role === "recipient");

function maskDomain(domain) {
  for (const key of ["name", "unicode", "registrable", "suffix"]) domain[key] = domain[key] == null ? null : MASKED_NAME;
}

/** Where a link leads, without what may say whom it was sent to. */
const maskHref = (href) => (typeof href === "string" ? href.replace(/[?#].*$/s, (rest) => `${rest[0]}***`) : href);

/** @param {object} report stays as it is  @returns {object} a copy without the recipient */
export function redact(report) {
  const patterns = recipients(report).map(patternOf);
  const copy = mapStrings(report, (text) => patterns.reduce((done, pattern) => done.replace(pattern, MASK), text));
  const { identities } = copy;
  if (identities) for (const key of ["to", "cc", "deliveredTo"]) identities[key] = (identities[key] ?? []).map(maskBox);
  for (const domain of copy.domains ?? []) if (isRecipientsOnly(domain)) maskDomain(domain);
  for (const link of copy.links ?? []) {
    link.href = maskHref(link.href);
    link.text = maskHref(link.text);
    for (const target of link.targets ?? []) target.href = maskHref(target.href);
  }
  return copy;
}
