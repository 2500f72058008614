// The caller's options, checked for their types and sorted by where they go: into the profile (JSON, for the
// core) or to the host.
import { WhenceError } from "./errors.js";

const LISTS = ["ownDomains", "ownServers", "blockLists"];
const LOOKUP_OPTIONS = ["resolver", "now", "signal", "onReport", "onQuestions", "onProgress"];
const FLAGS = ["incomplete", "linkLookups", "readPictures"];
const OPTIONS = new Set([...LOOKUP_OPTIONS, ...LISTS, ...FLAGS, "brands", "handover", "container"]);
const bad = (text, option) => new WhenceError("bad-option", text, undefined, option);

/** Lone surrogates have no UTF-8, and a NUL would end a string early in the core. */
const clean = (text) => text.replace(/\p{Surrogate}|\0/gu, "\uFFFD");

function textList(value, name) {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    throw bad(`${name} must be a list of strings.`, name);
  return value.map(clean);
}

function brand(value) {
  if (typeof value !== "object" || value === null || typeof value.id !== "string")
    throw bad("A brand must have an id, names and domains.", "brands");
  const { id, names, domains, mailDomains } = value;
  const brand = {
    id: clean(id),
    names: textList(names ?? [], "brands.names"),
    domains: textList(domains ?? [], "brands.domains"),
  };
  if (mailDomains != null) brand.mailDomains = textList(mailDomains, "brands.mailDomains");
  return brand;
}

function object(options) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object") throw bad("Options must be an object.");
  // A misspelt option would be passed over in silence: "ownDomain" guards nothing.
  for (const name of Object.keys(options))
    if (!OPTIONS.has(name)) throw bad(`There is no option ${clean(name)}.`, name);
  return options;
}

/** The part of the options that a profile is made of, as JSON; "" when there is none. */
export function profileOptions(given) {
  const options = object(given);
  const profile = {};
  for (const name of LISTS)
    if (options[name]?.length !== 0 && options[name] != null) profile[name] = textList(options[name], name);
  if (options.brands != null) {
    if (!Array.isArray(options.brands)) throw bad("brands must be a list.", "brands");
    if (options.brands.length) profile.brands = options.brands.map(brand);
  }
  if (options.handover != null) {
    if (!Number.isInteger(options.handover) || options.handover < 0)
      throw bad("handover must be the index of a hop.", "handover");
    profile.handover = options.handover;
  }
  if (options.container != null) {
    if (typeof options.container !== "string")
      throw bad("container must be a kind of file, as splitSource tells it.", "container");
    if (options.container === "msg") profile.container = "msg"; // the others leave a mail as it was
  }
  if (options.incomplete) profile.incomplete = true;
  if (options.linkLookups != null) profile.linkLookups = Boolean(options.linkLookups);
  return Object.keys(profile).length ? JSON.stringify(profile) : "";
}

function aFunction(value, name) {
  if (value != null && typeof value !== "function") throw bad(`${name} must be a function.`, name);
  return value ?? undefined;
}

/** What the host does for a session: {resolver, onReport, onQuestions, onProgress, signal, now}. */
export function hostOptions(given) {
  const { resolver, onReport, onQuestions, onProgress, signal, now, readPictures } = object(given);
  if (resolver != null && typeof resolver.query !== "function")
    throw bad("resolver must have a function query(name, type).", "resolver");
  if (signal != null && typeof signal.addEventListener !== "function")
    throw bad("signal must be an AbortSignal.", "signal");
  const moment = now == null ? Date.now() : Number(now);
  if (!Number.isFinite(moment)) throw bad("now must be a valid Date.", "now");
  return {
    resolver: resolver ?? undefined,
    signal: signal ?? undefined,
    onReport: aFunction(onReport, "onReport"),
    onQuestions: aFunction(onQuestions, "onQuestions"),
    onProgress: aFunction(onProgress, "onProgress"),
    now: moment,
    readPictures: readPictures !== false,
  };
}

/** The input of checkSpf and checkDmarc as the core reads it. */
export function inputJson(value, name) {
  if (typeof value !== "object" || value === null) throw bad(`${name} wants an object.`);
  return JSON.stringify(value, (_key, item) => (typeof item === "string" ? clean(item) : item));
}

/**
 * Names as people have them: of an address what stands after its last "@", of a URL its host; anything else
 * as it is.
 */
export function hostOf(name) {
  if (typeof name !== "string") return name;
  const text = name.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
    return text
      .replace(/^[^:]*:\/*/, "")
      .split(/[/?#\\]/, 1)[0]
      .replace(/^[^]*@/, "")
      .replace(/:\d*$/, "");
  return text.includes("@") ? text.replace(/^[^]*@/, "").replace(/>$/, "") : name;
}

/** A buffer that was transferred, to a thread say, has no bytes any more: that is not an empty mail. */
function attached(buffer) {
  try {
    new Uint8Array(buffer);
  } catch (error) {
    throw new WhenceError("bad-input", "The source's bytes were transferred elsewhere.", error);
  }
  return buffer;
}

/**
 * A source as bytes, or as text that is still to be encoded. Bytes are those of the caller, not a copy.
 * @returns {Uint8Array | string | null} null for a Blob
 */
export function bytesNow(source) {
  if (typeof source === "string") return source;
  if (ArrayBuffer.isView(source))
    return new Uint8Array(attached(source.buffer), source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer || Object.prototype.toString.call(source) === "[object ArrayBuffer]")
    return new Uint8Array(attached(source));
  if (typeof source?.arrayBuffer === "function") return null;
  throw bad("The source must be a string, a Uint8Array, an ArrayBuffer or a Blob.");
}

/** A Blob's bytes. */
export async function bytesOf(blob) {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new WhenceError("bad-input", "The file could not be read.", error);
  }
}
