// The caller's options, checked for their types and sorted by where they go: into the profile (JSON, for the core) or to the host.
import { WhenceError } from "./errors.js";

const LISTS = ["ownDomains", "ownServers", "blockLists"];
const bad = (text) => new WhenceError("bad-option", text);

/** Lone surrogates have no UTF-8, and a NUL would end a string early in the core. */
const clean = (text) => text.replace(/\p{Surrogate}|\0/gu, "\uFFFD");

function textList(value, name) {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw bad(`${name} must be a list of strings.`);
  return value.map(clean);
}

function brand(value) {
  if (typeof value !== "object" || value === null || typeof value.id !== "string") throw bad("A brand must have an id, names and domains.");
  const { id, names, domains, mailDomains } = value;
  const brand = { id: clean(id), names: textList(names ?? [], "A brand's names"), domains: textList(domains ?? [], "A brand's domains") };
  if (mailDomains != null) brand.mailDomains = textList(mailDomains, "A brand's mailDomains");
  return brand;
}

function object(options) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object") throw bad("Options must be an object.");
  return options;
}

/** The part of the options that a profile is made of, as JSON; "" when there is none. */
export function profileOptions(given) {
  const options = object(given);
  const profile = {};
  for (const name of LISTS) if (options[name]?.length !== 0 && options[name] != null) profile[name] = textList(options[name], name);
  if (options.brands != null) {
    if (!Array.isArray(options.brands)) throw bad("brands must be a list.");
    if (options.brands.length) profile.brands = options.brands.map(brand);
  }
  if (options.handover != null) {
    if (!Number.isInteger(options.handover) || options.handover < 0) throw bad("handover must be the index of a hop.");
    profile.handover = options.handover;
  }
  if (options.linkLookups != null) profile.linkLookups = Boolean(options.linkLookups);
  return Object.keys(profile).length ? JSON.stringify(profile) : "";
}

function aFunction(value, name) {
  if (value != null && typeof value !== "function") throw bad(`${name} must be a function.`);
  return value ?? undefined;
}

/** What the host does for a session: {resolver, onQuestions, onProgress, signal, now}. */
export function hostOptions(given) {
  const { resolver, onQuestions, onProgress, signal, now } = object(given);
  if (resolver != null && typeof resolver.query !== "function") throw bad("resolver must have a function query(name, type).");
  if (signal != null && typeof signal.addEventListener !== "function") throw bad("signal must be an AbortSignal.");
  const moment = now == null ? Date.now() : Number(now);
  if (!Number.isFinite(moment)) throw bad("now must be a valid Date.");
  return {
    resolver: resolver ?? undefined,
    signal: signal ?? undefined,
    onQuestions: aFunction(onQuestions, "onQuestions"),
    onProgress: aFunction(onProgress, "onProgress"),
    now: moment,
  };
}

/** The input of checkSpf and checkDmarc as the core reads it. */
export function inputJson(value, name) {
  if (typeof value !== "object" || value === null) throw bad(`${name} wants an object.`);
  return JSON.stringify(value, (_key, item) => (typeof item === "string" ? clean(item) : item));
}

/**
 * A source as bytes, or as text that is still to be encoded. Bytes are those of the caller, not a copy.
 * @returns {Uint8Array | string | null} null for a Blob
 */
export function bytesNow(source) {
  if (typeof source === "string") return source;
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer || Object.prototype.toString.call(source) === "[object ArrayBuffer]") return new Uint8Array(source);
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
