// usage: node make-unicode.mjs ppucd.txt uts46.txt nfc.txt OUT.c
// What the core knows of Unicode: for each code point whether UTS 46 lets it stand in a name, its scripts,
// direction, and whether UTS 39 calls it usual in identifiers; UTS 46's mappings; the compositions that NFC
// needs. Left out, to stay small: mappings of presentation ligatures and squared words (they become
// "disallowed").
import { cArray, cBytes, readNorm2, readPpucd, save } from "./lib.mjs";

const [ppucdFile, uts46File, nfcFile, out] = process.argv.slice(2);
const props = readPpucd(ppucdFile);
const uts46 = readNorm2(uts46File);
const nfc = readNorm2(nfcFile);

const SCRIPTS = [
  "Latn",
  "Grek",
  "Cyrl",
  "Armn",
  "Hebr",
  "Arab",
  "Thaa",
  "Deva",
  "Beng",
  "Guru",
  "Gujr",
  "Orya",
  "Taml",
  "Telu",
  "Knda",
  "Mlym",
  "Sinh",
  "Thai",
  "Laoo",
  "Tibt",
  "Mymr",
  "Geor",
  "Ethi",
  "Khmr",
  "Hani",
  "Hira",
  "Kana",
  "Bopo",
  "Hang",
  "other",
]; // the order of WH_SCRIPT_… in parse/name/unicode.h
const ALL = 2 ** SCRIPTS.length - 1;
const VALID = 1, MARK = 2, ALLOWED = 4, DIGIT = 8;
const BIDI = { L: 0, R: 1, AL: 1, AN: 2, EN: 3, NSM: 4, ES: 5, CS: 5, ET: 5, ON: 5, BN: 5 };
const LAST = 0x323b0; // nothing above is valid but variation selectors, which are ignored

const scriptMask = (p) => {
  const names = p.scx === "<script>" ? [p.sc] : p.scx.split(" ");
  if (names[0] === "Zyyy" || names[0] === "Zinh") return ALL;
  return names.reduce(
    (mask, name) => mask | (1 << (SCRIPTS.includes(name) ? SCRIPTS.indexOf(name) : SCRIPTS.length - 1)),
    0,
  );
};
const isDisallowed = (c) => c === 0xfffd || uts46.maps.get(c)?.[0] === 0xfffd;
const isMapped = (c) => uts46.maps.has(c) && !isDisallowed(c);

// ---- properties: runs of code points alike
const kinds = ["0|0|0"];
const runs = [[0, 0]];
for (let c = 0x80, last = -1; c < LAST; c++) {
  let kind = last;
  if (isDisallowed(c)) kind = 0;
  else if (!isMapped(c)) {
    const p = props[c];
    const allowed = p.ID_Status === "Allowed";
    const flags =
      VALID | (p.gc[0] === "M" ? MARK : 0) | (allowed ? ALLOWED : 0) | (p.gc === "Nd" && allowed ? DIGIT : 0);
    const key = [allowed ? scriptMask(p) : 2 ** (SCRIPTS.length - 1), flags, BIDI[p.bc] ?? 5].join("|");
    kind = kinds.indexOf(key);
    if (kind < 0) kind = kinds.push(key) - 1;
  } else if (kind < 0) kind = 0;
  if (kind !== last) runs.push([c, kind]);
  last = kind;
}
runs.push([LAST, 0]);
if (kinds.length > 256) throw new Error("more than 256 kinds of code points");

// ---- UTS 46 mappings: runs of one difference, of every second letter, lists of single letters, strings
const DELTA = 0,
  SECOND = 1,
  LIST = 2,
  STRING = 3,
  IGNORED = 4;
const skipped = (c) =>
  (c >= 0xfbd3 && c <= 0xfdff) || (c >= 0x1ee00 && c <= 0x1eeff) || (c >= 0x2f800 && c < 0x2fa20);
const target = (c) => {
  const to = uts46.maps.get(c);
  if (c < 0x80 || !to || to[0] === 0xfffd || skipped(c)) return null;
  if (
    to.length > 1 &&
    (to.length > 4 ||
      (c >= 0x3200 && c <= 0x33ff) ||
      to.some((t) => t < 0x80 && !/[a-z0-9.-]/.test(String.fromCharCode(t))))
  )
    return null;
  return to;
};
const mappings = [], deltas = [], list = [], pool = [];
const poolAt = new Map();
const single = (c) => target(c)?.length === 1 ? target(c)[0] : -1;
for (let c = 0x80; c < 0x110000; ) {
  const to = target(c);
  let n = 1;
  if (!to) { c++; continue; }
  if (to.length === 0) {
    while (target(c + n)?.length === 0) n++;
    mappings.push([c, n, IGNORED, 0]);
  } else if (to.length > 1) {
    const text = String.fromCodePoint(...to);
    if (!poolAt.has(text)) {
      poolAt.set(text, pool.length);
      pool.push(Buffer.byteLength(text), ...Buffer.from(text));
    }
    mappings.push([c, 1, STRING, poolAt.get(text)]);
  } else {
    const delta = to[0] - c;
    while (single(c + n) - (c + n) === delta && single(c + n) >= 0) n++;
    if (n === 1 && delta === 1) {
      let k = 2;
      while (single(c + k) === c + k + 1 && !target(c + k - 1)) k += 2;
      n = k - 1;
      mappings.push([c, n, SECOND, 0]);
    } else if (n < 3 && single(c) < 0x10000 && single(c + n) >= 0 && single(c + n) < 0x10000) {
      const from = list.length;
      n = 0;
      while (single(c + n) >= 0 && single(c + n) < 0x10000 && n < 255) list.push(single(c + n++));
      mappings.push([c, n, LIST, from]);
    } else {
      if (!deltas.includes(delta)) deltas.push(delta);
      mappings.push([c, n, DELTA, deltas.indexOf(delta)]);
    }
  }
  c += n;
}
const split = mappings.flatMap(([c, n, kind, value]) => { // runs of at most 256
  const parts = [];
  for (let at = 0; at < n; at += 256)
    parts.push([c + at, Math.min(256, n - at), kind, kind === LIST ? value + at : value]);
  return parts;
});

// ---- canonical composition, for what can stand in a name (UAX 15); Hangul is computed
const pairs = [...nfc.pairs]
  .filter(
    ([c, [a, b]]) => c < 0x10000 && a < 0x10000 && b < 0x10000 && !uts46.maps.has(c) && !uts46.maps.has(a),
  )
  .sort(([, x], [, y]) => x[0] - y[0] || x[1] - y[1]);
const ccc = nfc.ccc.filter(([from]) => from < 0x10000);

save(out, `/* Generated by core/tables/make-unicode.mjs: do not edit. */
#include "parse/name/unicode_data.h"

${cArray("uint32_t", "wh_rune_runs", runs.map(([c, kind]) => `0x${(c * 256 + kind).toString(16)}u`))}
const uint32_t wh_rune_runs_n = ${runs.length};
${cArray("wh_rune_info", "wh_rune_kinds", kinds.map((key) => {
    const [mask, flags, bidi] = key.split("|");
    return `{0x${Number(mask).toString(16)}u, ${flags}, ${bidi}}`;
  }))}
${cArray("uint32_t", "wh_rune_maps", split.map(([c, , kind]) => `0x${(c * 8 + kind).toString(16)}u`))}
${cArray("uint8_t", "wh_rune_map_lengths", split.map(([, n]) => n - 1))}
${cArray("uint16_t", "wh_rune_map_values", split.map(([, , , value]) => value))}
const uint32_t wh_rune_maps_n = ${split.length};
${cArray("int32_t", "wh_rune_deltas", deltas)}
${cArray("uint16_t", "wh_rune_lists", list)}
${cBytes("wh_rune_strings", Buffer.from(pool))}
${cArray("uint16_t", "wh_rune_pairs", pairs.flatMap(([c, [a, b]]) => [a, b, c]))}
const uint32_t wh_rune_pairs_n = ${pairs.length};
${cArray("uint16_t", "wh_rune_classes", ccc.flatMap(([from, to, value]) => [from, to, value]))}
const uint32_t wh_rune_classes_n = ${ccc.length};
`);
if (process.env.SIZES) {
  console.log({ runs: runs.length * 4, kinds: kinds.length * 8, maps: split.length * 7, list: list.length * 2,
    pool: pool.length, pairs: pairs.length * 6, ccc: ccc.length * 6 });
}
