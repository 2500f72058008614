// What the reader set: own domains, servers and brands, the resolver, language and theme. Kept in the browser
// only when asked to, and only by the page that is Whence's own: a blog's storage is open to every script on
// it.
import { LANGUAGES } from "../words/texts.js";

const KEY = "whence";
const LIMIT = 200; // entries of a list
const LONGEST = 512; // of an entry

export const RESOLVERS = Object.freeze({
  __proto__: null,
  cloudflare: "https://cloudflare-dns.com/dns-query",
  google: "https://dns.google/dns-query",
});
export const THEMES = ["", "light", "dark"];

/**
 * @typedef {{remember: boolean, language: string, theme: string, keys: boolean,
 *   ownDomains: string[], ownServers: string[], brands: string[], resolver: string, resolverUrl: string,
 *   consent: {resolver: string, links: boolean} | null}} Settings
 * keys: whether single letters are shortcuts. consent: remembered, for that resolver's address alone.
 */

/** @returns {Settings} */
export function defaults() {
  return {
    remember: false,
    language: "",
    theme: "",
    keys: true,
    ownDomains: [],
    ownServers: [],
    brands: [],
    resolver: "cloudflare",
    resolverUrl: "",
    consent: null,
  };
}

const oneOf = (list) => (value) => list.includes(value);
const isFlag = (value) => typeof value === "boolean";
const isEntry = (value) => typeof value === "string" && value.length <= LONGEST;
const isList = (value) => Array.isArray(value) && value.length <= LIMIT && value.every(isEntry);
const isConsent = (value) =>
  value === null || (typeof value === "object" && isAddress(value.resolver) && isFlag(value.links));

/** What each setting may be; anything else that storage holds is passed over. */
const SCHEMA = {
  remember: isFlag,
  language: oneOf(["", ...LANGUAGES]),
  theme: oneOf(THEMES),
  keys: isFlag,
  ownDomains: isList,
  ownServers: isList,
  brands: isList,
  resolver: oneOf([...Object.keys(RESOLVERS), "own"]),
  resolverUrl: (value) => value === "" || isAddress(value),
  consent: isConsent,
};

let isOwnPage = false;

/** Whence's own page says so before the element is defined: elsewhere the attribute "page" opens nothing. */
export function thisIsThePage() {
  isOwnPage = true;
}

/** Whether settings are kept here: the storage of a blog is its other scripts', too. */
export const keepsSettings = (element) => isOwnPage && (element.page || element.hasAttribute("page"));

/** Whether this document has storage of its own: all files opened from a disk share one. */
const isHosted = () =>
  globalThis.location?.protocol === "https:" || globalThis.location?.protocol === "http:";

/**
 * What was kept, each value as the schema has it. A consent or a resolver that was kept counts on a hosted
 * page only.
 */
export function load(storage = storageOrNull(), hosted = isHosted()) {
  const settings = defaults();
  let kept = null;
  try {
    kept = JSON.parse(storage?.getItem(KEY) ?? "null");
  } catch {
    return settings;
  }
  if (typeof kept !== "object" || kept === null) return settings;
  for (const [key, allows] of Object.entries(SCHEMA))
    if (Object.hasOwn(kept, key) && allows(kept[key])) settings[key] = kept[key];
  settings.consent &&= { resolver: settings.consent.resolver, links: settings.consent.links };
  // The reader chose no resolver of their own in this very page yet.
  if (!hosted || settings.resolver === "own") settings.consent = null;
  if (!hosted) settings.resolver = "cloudflare";
  return settings;
}

/** Keeps the settings, or forgets all of them when they are not to be remembered. @returns {boolean} */
export function save(settings, storage = storageOrNull()) {
  try {
    if (settings.remember) storage?.setItem(KEY, JSON.stringify(settings));
    else storage?.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/**
 * What another tab of the page keeps or forgets counts here, too: a tab that went on with what it had read
 * would write it back, a consent that was revoked among it. Not for a file: strangers write there.
 * @param {() => Settings} current  @param {(settings: Settings) => void} take
 * @returns {() => void} stops following
 */
export function followOtherTabs(current, take) {
  if (!isHosted()) return () => {};
  const follow = () => {
    const kept = load();
    take(kept.remember ? kept : { ...current(), remember: false, consent: null });
  };
  const onStorage = ({ key }) => (key === KEY || key === null) && follow();
  const onShow = ({ persisted }) => persisted && follow(); // it missed what happened while it was away
  addEventListener("storage", onStorage);
  addEventListener("pageshow", onShow);
  return () => {
    removeEventListener("storage", onStorage);
    removeEventListener("pageshow", onShow);
  };
}

/** Whether a consent may be remembered at all: not where storage is shared with strangers. */
export const canRememberConsent = (isPage) => isPage && isHosted();

/** Whether the reader consented, once and for all, to asking this address. */
export const mayAskUnasked = ({ consent }, address) => consent !== null && consent.resolver === address;

function storageOrNull() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // a frame without storage
  }
}

/** The lines of a text field: trimmed, none empty, none twice. */
export function listOf(text) {
  const lines = text.split(/[\n,、，]/).map((line) => line.trim().slice(0, LONGEST));
  return [...new Set(lines.filter(Boolean))].slice(0, LIMIT);
}

/** The settings, kept from now on, with one more own server, first; from a full list the last one goes. */
export function withServer(settings, ip) {
  return { ...settings, ownServers: listOf([ip, ...settings.ownServers].join("\n")), remember: true };
}

/** The library's options. A brand is a line "Name = domain.example domain2.example". */
export function analysisOptions(settings) {
  return {
    ownDomains: settings.ownDomains,
    ownServers: settings.ownServers,
    brands: settings.brands.map(parseBrand).filter(Boolean),
  };
}

function parseBrand(line) {
  const [name, domains = ""] = line.split(/[=＝]/, 2).map((part) => part.trim());
  const list = domains.split(/\s+/).filter(Boolean);
  return name && list.length ? { id: name, names: [name], domains: list } : null;
}

function isAddress(text) {
  if (typeof text !== "string" || text.length > LONGEST) return false;
  try {
    return new URL(text).protocol === "https:";
  } catch {
    return false;
  }
}

/** The DNS-over-HTTPS address to ask; null when one of the reader's own was chosen and is not valid. */
export function resolverAddress({ resolver, resolverUrl }) {
  if (resolver !== "own") return RESOLVERS[resolver] ?? RESOLVERS.cloudflare;
  return isAddress(resolverUrl) ? new URL(resolverUrl).href : null;
}

/**
 * The reader's settings, with the domains that the page around says are its own.
 * @param {string | null} more apart by blanks or commas
 */
export function withOwnDomains(settings, more) {
  const domains = (more ?? "").split(/[\s,]+/).filter(Boolean);
  return domains.length ? { ...settings, ownDomains: [...settings.ownDomains, ...domains] } : settings;
}
