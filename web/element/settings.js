// What the reader set: own domains, servers and brands, the resolver, language and theme. Kept in the browser only
// when asked to.

const KEY = "whence";
const LIMIT = 200; // entries of a list

export const RESOLVERS = {
  cloudflare: "https://cloudflare-dns.com/dns-query",
  google: "https://dns.google/dns-query",
};

/** @typedef {{remember: boolean, language: string, theme: string,
 *   ownDomains: string[], ownServers: string[], brands: string[],
 *   resolver: string, resolverUrl: string, lookups: "ask" | "always" | "never", linkNames: boolean}} Settings */

/** @returns {Settings} */
export function defaults() {
  return {
    remember: false,
    language: "",
    theme: "",
    ownDomains: [],
    ownServers: [],
    brands: [],
    resolver: "cloudflare",
    resolverUrl: "",
    lookups: "ask",
    linkNames: false,
  };
}

/** What was kept, made to fit: storage can be written by anything on the page's origin. */
export function load(storage = storageOrNull()) {
  const settings = defaults();
  let kept = null;
  try {
    kept = JSON.parse(storage?.getItem(KEY) ?? "null");
  } catch {
    return settings;
  }
  if (typeof kept !== "object" || kept === null) return settings;
  for (const [key, standard] of Object.entries(settings)) {
    const value = kept[key];
    if (Array.isArray(standard))
      settings[key] = Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, LIMIT) : [];
    else if (typeof value === typeof standard) settings[key] = value;
  }
  return settings;
}

/** Keeps the settings, or forgets all of them when they are not to be remembered. */
export function save(settings, storage = storageOrNull()) {
  try {
    if (settings.remember) storage?.setItem(KEY, JSON.stringify(settings));
    else storage?.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

function storageOrNull() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // a frame without storage
  }
}

/** The lines of a text field: trimmed, none empty, none twice. */
export function listOf(text) {
  return [
    ...new Set(
      text
        .split(/[\n,、,]/)
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ].slice(0, LIMIT);
}

/** The library's options. A brand is a line "Name = domain.example domain2.example". */
export function analysisOptions(settings) {
  return {
    ownDomains: settings.ownDomains,
    ownServers: settings.ownServers,
    brands: settings.brands.map(parseBrand).filter(Boolean),
  };
}

export function parseBrand(line) {
  const [name, domains = ""] = line.split(/[=＝]/, 2).map((part) => part.trim());
  const list = domains.split(/\s+/).filter(Boolean);
  return name && list.length ? { id: name, names: [name], domains: list } : null;
}

/** The DNS-over-HTTPS address to ask; null when an own one was chosen and is none. */
export function resolverAddress(settings) {
  if (settings.resolver !== "own") return RESOLVERS[settings.resolver] ?? RESOLVERS.cloudflare;
  try {
    const url = new URL(settings.resolverUrl);
    return url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
