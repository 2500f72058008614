// Runs of letters and digits that may stand for something else: base64 (RFC 4648, both alphabets), base16,
// digests.
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { untagged } from "./tag.js";
import { guessesOf, textsOf } from "./charsets.js";

const RUN = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
// characters of a run that are decoded: beyond it lies a whole attachment's data, which no report holds
const LONGEST = 4 << 20;

const SIX = new Int8Array(128).fill(-1);
"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  .split("")
  .forEach((c, i) => (SIX[c.charCodeAt(0)] = i));
SIX["-".charCodeAt(0)] = 62;
SIX["_".charCodeAt(0)] = 63;

function base64(run, skip) {
  const bytes = new Uint8Array(Math.ceil(((run.length - skip) * 3) / 4));
  let held = 0,
    bits = 0,
    n = 0;
  for (let i = skip; i < run.length; i++) {
    const six = SIX[run.charCodeAt(i)] ?? -1;
    if (six < 0) break;
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[n++] = (held >> (bits -= 8)) & 0xff;
  }
  return bytes.subarray(0, n);
}

function base16(run, skip) {
  const bytes = new Uint8Array((run.length - skip) >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(run.substr(skip + 2 * i, 2), 16);
  return bytes;
}

const readable = (text) => {
  let good = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x20 && text.charCodeAt(i) !== 0x7f) good++;
  return good;
};

/** Whatever a run may come to when decoded, as bytes. */
function* readings(run) {
  if (run.length > LONGEST) return;
  // Base64 of a text has large letters in it, base16 digits: words have neither, mostly.
  if (/[A-Z]/.test(run)) for (let skip = 0; skip < 4; skip++) yield base64(run, skip);
  if (!/\d/.test(run)) return;
  for (const [digits] of run.matchAll(/[0-9a-f]{8,}/gi))
    for (let skip = 0; skip < 2; skip++) yield base16(digits, skip);
}

// Octets one by one, as people and programs list them: "68 61 6e 61", "0x68, 0x61", "104,97,110,97".
const OCTETS = [
  { form: /(?<![0-9a-z])(?:(?:0x)?[0-9a-f]{2}[\s:;,|-]{1,3}){3,}(?:0x)?[0-9a-f]{2}(?![0-9a-z])/gi, base: 16 },
  { form: /(?<!\w)(?:\d{2,3}[\s:;,|-]{1,3}){3,}\d{2,3}(?!\w)/g, base: 10 },
];

/** The lists of octets in a text that carry a secret, as [start, end]. */
export function* octetLists(text, search) {
  for (const { form, base } of OCTETS)
    for (const { 0: list, index } of text.matchAll(form)) {
      const octets = Uint8Array.from(list.split(/[\s:;,|-]+/), (digits) => parseInt(digits, base));
      if (says(octets, search)) yield [index, index + list.length];
    }
}

/** Whether bytes carry a secret, in whatever charset. */
function says(bytes, { carries, names }) {
  for (const text of textsOf(bytes))
    if (text.length >= 2 && readable(text) * 2 >= text.length && carries(text)) return true;
  for (const text of guessesOf(bytes, names)) if (carries(text)) return true;
  return false;
}

/**
 * The runs of a text that carry a secret, as [start, end].
 * @param {{carries: (text: string) => boolean, known: (run: string) => boolean, names: string[]}} search
 *   carries: whether a decoded text does; known: whether a run is one itself, a digest of a secret; names: as
 *   for guessesOf()
 */
export function* opaqueRuns(text, search) {
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    // What stands between slashes by itself first: a slash is a letter of base64 and the sign between the
    // parts of a path.
    let found = false,
      from = 0;
    if (run.includes("/")) {
      for (const part of run.split("/")) {
        if (part.length >= 8 && suspicious(part, search)) {
          found = true;
          yield [match.index + from, match.index + from + part.length];
        }
        from += part.length + 1;
      }
    }
    if (!found && suspicious(run, search)) yield [match.index, match.index + run.length];
  }
}

function suspicious(run, search) {
  const { known } = search;
  if (
    known(run) ||
    run.split(/[_-]/).some((part) => part.length >= 22 && part.length < run.length && known(part))
  )
    return true;
  for (const bytes of readings(run)) if (says(bytes, search)) return true;
  return false;
}

const encoder = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

// By the length of a digest: in base16, and in base64 without padding. No length stands for both.
const BASE16 = new Map([
  [32, md5],
  [40, sha1],
  [64, sha256],
  [128, sha512],
]);
const BASE64 = new Map([
  [22, md5],
  [27, sha1],
  [43, sha256],
  [86, sha512],
]);
const base64url = (text) => text.replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");

/**
 * The digests of addresses by which senders name a recipient; each kind is made when a run is as long as one
 * of its kind.
 */
export class Digests {
  #made = new Map(); // length -> Set

  /** @param {Iterable<string>} addresses in each form that mailers may have hashed */
  constructor(addresses) {
    this.addresses = [...new Set(addresses)];
  }

  has(run) {
    const hex = BASE16.has(run.length) && /^[0-9a-f]+$/i.test(run),
      text = hex ? run.toLowerCase() : base64url(run);
    const algorithm = (hex ? BASE16 : BASE64).get(text.length);
    if (!algorithm) return false;
    if (!this.#made.has(text.length)) this.#made.set(text.length, this.#make(algorithm, hex));
    return this.#made.get(text.length).has(text);
  }

  #make(algorithm, hex) {
    return new Set(
      this.addresses.map((address) => {
        const bytes = algorithm(encoder.encode(address));
        return hex
          ? Array.from(bytes, (byte) => HEX[byte]).join("")
          : base64url(btoa(String.fromCharCode(...bytes)));
      }),
    );
  }
}

/** Forms of an address that mailers hash: as written (the domain in small letters), in one case, untagged. */
export function* hashed(address, written) {
  const plain = untagged(address);
  for (const one of [address, plain]) {
    yield one;
    yield one.toUpperCase();
  }
  yield* written;
}
