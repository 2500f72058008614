// A domain in words: whose it is and why it matters, and in which order a mail's domains do. The page, the
// exports and the command all say the same of it.

import { anyRole, roleRank } from "./roles.js";
import { part } from "./sentence.js";

const WEIGHT = { lookalike: 0, official: 2, own: 2, "free-mail": 3, other: 4 };

/**
 * The domains in the order in which they matter: imitations first, then the sender's own, then what is
 * linked.
 * @returns {{domain: object, index: number}[]} index: into the report's domains
 */
export function rankedDomains({ domains = [] }) {
  const rank = ({ kind, roles }) =>
    (kind === "lookalike" ? 0 : 1000) + roleRank(roles) * 10 + (WEIGHT[kind] ?? 4);
  return domains
    .map((domain, index) => ({ domain, index, rank: rank(domain) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ domain, index }) => ({ domain, index }));
}

/** Whose it is: a brand whose domains are known, or whoever registered what is registered of the name. */
const ownerKey = ({ kind, brand, registrable, name }) =>
  kind === "official" && brand ? `brand ${brand}` : `name ${registrable || name}`;

/**
 * Ranked domains by owner: an owner's first name says where he stands, and in each group the order stays.
 * @template {{domain: object}} T
 * @param {T[]} ranked
 * @returns {T[][]} none empty
 */
export function byOwner(ranked) {
  const owners = new Map();
  for (const item of ranked) {
    const key = ownerKey(item.domain);
    if (!owners.has(key)) owners.set(key, []);
    owners.get(key).push(item);
  }
  return [...owners.values()];
}

/** Whether a domain is worth a place of its own: not merely a server on the way. */
export function isTelling({ kind, shortener, dynamicDns, problems, roles }) {
  return (
    kind !== "other" || Boolean(shortener || dynamicDns || problems?.length) || anyRole(roles, "told")
  );
}

/** Whether there is more to say of it than that it resembles nothing. */
export const isRemarkable = ({ kind, sharedHosting, shortener, dynamicDns }) =>
  kind !== "other" || Boolean(sharedHosting || shortener || dynamicDns);

/** Where in the mail it stands: "From, link". */
export function roleNames({ roles = [] }, texts) {
  return texts.formats.list(roles.map((role) => texts.name("role", role)));
}

/** The brand that owns a domain, as the reader knows it; null when nobody known does. */
export function brandOf(domain, texts) {
  return texts.brandName(domain.brandName, domain.brandNameEnglish);
}

function imitated(match, texts) {
  return texts.brandName(match?.name, match?.nameEnglish) ?? match?.brand;
}

function whyKey({ kind, roles, sharedHosting, shortener, dynamicDns, registrable, matches }, level) {
  const official = matches?.[0]?.official;
  if (kind === "lookalike" && !official) return "structure";
  if (kind === "lookalike") return sharedHosting ? "lookalike.shared" : "lookalike";
  // Whose a domain is says nothing of who wrote it into From.
  const isClaim = level && level !== "authentic" && roles?.includes("from");
  if (kind === "official" && isClaim) return "official.claimed";
  if (kind === "official" || kind === "own" || kind === "free-mail") return kind;
  if (shortener) return "shortener";
  if (dynamicDns) return "dynamic";
  if (sharedHosting) return "shared";
  return registrable ? "other" : "no-owner";
}

/**
 * In a sentence: why the domain is, or is not, the brand's.
 * @param {import("./texts.js").Texts} texts
 * @param {string} [level] the verdict's, where the domain is told of as the author's
 * @returns {(string | {code: string})[]} our own words, and values out of the mail
 */
export function whyDomain(domain, texts, level) {
  const match = domain.matches?.[0];
  const args = {
    domain: domain.unicode || domain.name,
    brand: brandOf(domain, texts) ?? imitated(match, texts) ?? domain.brand,
    official: match?.official,
    registrable: domain.registrable,
    suffix: domain.suffix,
  };
  return texts.rich(`domain.why.${whyKey(domain, level)}`, args, part);
}
