// usage: node make-filters.mjs filter/value.h filters/*.tsv OUT.c     checks the rows and packs them into the
// texts that core/checks/receiver/filter_table.h describes
import { cArray, cBytes, fail as failIn, idsOf, readTsv, save } from "./lib.mjs";

const [header, ...inputs] = process.argv.slice(2, -1);
const output = process.argv.at(-1);
const fail = ({ file, number }, message) => failIn(file, number, message);
const FORMS = idsOf(header);
const HINTS = ["-", "clean", "spam", "phish", "malware", "bulk", "bypass", "suspect"];
const FLAGS = ["", "server", "name"];
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const vendors = new Map(), fields = new Map(), keys = new Map(), codes = new Map();
const into = (map, name, row) => map.set(name, [...(map.get(name) ?? []), row]);
const readers = {
  vendor(line, [id, name, ...more]) {
    if (!ID.test(id) || !name || more.length || vendors.has(id)) fail(line, `bad or doubled vendor ${id}`);
    vendors.set(id, name);
  },
  field(line, [name, vendor, form, set, guard = "", ...more]) {
    if (!/^[a-z0-9_*-]+$/.test(name) || name.split("*").length > 3 || more.length)
      fail(line, `bad field ${name}`);
    if (fields.has(name)) fail(line, `doubled field ${name}`);
    if (!vendors.has(vendor)) fail(line, `no vendor ${vendor}`);
    if (!FORMS.has(form) || (form === "opaque") !== (set === "-"))
      fail(line, `bad form ${form} with keys ${set}`);
    fields.set(name, { line, name, vendor, form, set, guard });
  },
  key(line, [set, name, id, codeSet, flag = "", ...more]) {
    if (!ID.test(set) || !name || !ID.test(id) || !FLAGS.includes(flag) || more.length)
      fail(line, `bad key ${name} of ${set}`);
    if (keys.get(set)?.some((row) => row.name.toLowerCase() === name.toLowerCase()))
      fail(line, `doubled key ${name} of ${set}`);
    into(keys, set, { line, name, id, codeSet, flag });
  },
  code(line, [set, match, id, hint, ...more]) {
    if (!ID.test(set) || !match || !ID.test(id) || !HINTS.includes(hint) || more.length)
      fail(line, `bad code ${match} of ${set}`);
    into(codes, set, { match, id, hint });
  },
};
const rows = inputs.flatMap((file) =>
  readTsv(file).map(({ line, cells }) => ({ line: { file, number: line }, cells })),
);
for (const { line, cells } of rows)
  if (!Object.hasOwn(readers, cells[0])) fail(line, `a row is none of ${Object.keys(readers).join(", ")}`);
for (const kind of Object.keys(readers))
  for (const { line, cells } of rows) if (cells[0] === kind) readers[kind](line, cells.slice(1));
const used = new Set(["authres"]);
for (const { line, set } of fields.values()) {
  if (set !== "-" && !keys.has(set)) fail(line, `no keys ${set}`);
  used.add(set);
}
for (const [set, rows] of keys) {
  if (!used.has(set)) fail(rows[0].line, `no field uses the keys ${set}`);
  for (const { line, codeSet } of rows)
    if (codeSet !== "-" && !codes.has(codeSet)) fail(line, `no codes ${codeSet}`);
}

const STRIDE = 8, END = 0x80; // the same in filter_table.c
const forms = [...FORMS.keys()], guards = [""];
for (const { guard } of fields.values()) if (!guards.includes(guard)) guards.push(guard);
const vendorIds = [...vendors.keys()].sort(), keySets = [...keys.keys()], codeSets = [...codes.keys()];
if (forms.length * guards.length > 128 || Math.max(vendorIds.length, keySets.length, codeSets.length) > 254)
  throw new Error("numbers of a byte are not enough");
const ascii = (text) => {
  if (/[^\x20-\x7e]/.test(text)) throw new Error(`not of ASCII: ${text}`);
  return [...Buffer.from(text)];
};
/** 0 is none. */
const numberOf = (sets, set) => (set === "-" ? 0 : sets.indexOf(set) + 1);
/** Rows of bytes one after another, and where every so manieth begins. */
function packed(rows, stride = 1) {
  const at = [];
  let n = 0;
  rows.forEach((row, i) => {
    if (i % stride === 0) at.push(n);
    n += row.length;
  });
  if (n > 0xffff) throw new Error("offsets of two bytes are not enough");
  return { bytes: rows.flat(), at: [...at, n] };
}

const fieldRow = ({ name, vendor, form, set, guard }) => [
  ...ascii(name),
  END + forms.indexOf(form) * guards.length + guards.indexOf(guard),
  vendorIds.indexOf(vendor),
  numberOf(keySets, set),
];
for (const { line, name } of fields.values())
  if (!/^([^*]{4}|[^*]{2,3}\*)/.test(name)) fail(line, `begins with too few letters: ${name}`);
/** Has less before its "*" than the four letters that the others are known by. */
const isWild = ({ name }) => name.slice(0, 4).includes("*");
const starts = new Uint32Array(16); // begins_so() of filter_table.c
for (const row of fields.values()) {
  if (isWild(row)) continue;
  const bit = Math.imul(Buffer.from(row.name).readUInt32BE(), 2654435761) >>> 23;
  starts[bit >> 5] |= 1 << (bit & 31);
}
const order = (a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
const exactRows = [...fields.values()].filter(({ name }) => !name.includes("*")).sort(order);
const exact = packed(exactRows.map(fieldRow), STRIDE);
// The wild ones, which any name may fit, then the longest first: the first that fits counts.
const patternRows = [...fields.values()]
  .filter(({ name }) => name.includes("*"))
  .sort((a, b) => isWild(b) - isWild(a) || b.name.length - a.name.length || order(a, b));
const patternRow = (row) => [row.name.length, row.name.indexOf("*"), ...fieldRow(row)];
const patterns = packed(patternRows.map(patternRow));
const wild = packed(patternRows.filter(isWild).map(patternRow));
const keyRow = ({ name, id, codeSet, flag }) => [
  ...ascii(name === "-" ? "" : name),
  9,
  ...ascii(id),
  END + FLAGS.indexOf(flag),
  numberOf(codeSets, codeSet),
];
const codeRow = ({ match, id, hint }) => [...ascii(match), 9, ...ascii(id), END + HINTS.indexOf(hint)];
const keyTable = packed([...keys.values()].map((rows) => rows.flatMap(keyRow)));
const codeTable = packed([...codes.values()].map((rows) => rows.flatMap(codeRow)));

const vendorRows = vendorIds.map((id) => `${id}\t${vendors.get(id)}\n`);
const vendorsAt = packed(vendorRows.map((row) => [...Buffer.from(row)])).at;

const ROOM = Array(7).fill(0); // filter_table.c reads eight bytes at once

save(output, `/* Generated by core/tables/make-filters.mjs: do not edit. */
#include "checks/receiver/filter_table.h"

${cBytes("wh_filter_exact", [...exact.bytes, ...ROOM])}
${cArray("uint16_t", "wh_filter_exact_at", exact.at.slice(0, -1))}
const uint32_t wh_filter_exact_n = ${exactRows.length};
${cBytes("wh_filter_patterns", patterns.bytes)}
const uint32_t wh_filter_patterns_n = ${patterns.bytes.length};
${cBytes("wh_filter_keys", [...keyTable.bytes, ...ROOM])}
${cArray("uint16_t", "wh_filter_keys_at", keyTable.at)}
${cBytes("wh_filter_codes", [...codeTable.bytes, ...ROOM])}
${cArray("uint16_t", "wh_filter_codes_at", codeTable.at)}
const wh_str wh_filter_guards[] = {${guards.map((guard) => `WH_LIT_INIT("${guard}")`).join(", ")}};
const uint32_t wh_filter_guards_n = ${guards.length};
const wh_str wh_filter_vendors = WH_LIT_INIT(
${vendorRows.map((row) => `    ${JSON.stringify(row)}`).join("\n")});
${cArray("uint16_t", "wh_filter_vendors_at", vendorsAt)}
${cArray("uint32_t", "wh_filter_starts", [...starts])}
const uint32_t wh_filter_wild_n = ${wild.bytes.length};
const wh_filter_field wh_filter_authres = {.form = WH_FILTER_TEXT, .keys = ${numberOf(keySets, "authres")}};
`);
