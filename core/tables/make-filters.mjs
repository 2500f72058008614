// filters/*.tsv -> a C table (core/checks/receiver/filter_table.h). usage: node make-filters.mjs
// filter/value.h TSV... OUT.c
import { readFileSync } from "node:fs";
import { fail as failIn, readTsv, save } from "./lib.mjs";

const [header, ...inputs] = process.argv.slice(2, -1);
const output = process.argv.at(-1);
const fail = ({ file, number }, message) => failIn(file, number, message);
const FORMS = new Map(
  [...readFileSync(header, "utf8").matchAll(/X\((\w+),\s*"([a-z0-9-]+)"\)/g)].map((row) => [row[2], row[1]]),
);
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

const text = (s) => (s === null ? "{NULL, 0}" : `WH_LIT_INIT(${JSON.stringify(s)})`);
/** A match as {kind, text, low, high}; numbers in thousandths. */
function matchOf(match) {
  const range = /^(-?[0-9.]+)\.\.(-?[0-9.]+)$/.exec(match);
  if (range)
    return `WH_MATCH_RANGE, {NULL, 0}, {NULL, 0}, ${Math.round(range[1] * 1000)}, ${Math.round(range[2] * 1000)}`;
  if (!match.includes("*")) return `WH_MATCH_WORD, ${text(match)}, {NULL, 0}, 0, 0`;
  const [head, tail] = [match.slice(0, match.indexOf("*")), match.slice(match.indexOf("*") + 1)];
  return `WH_MATCH_AROUND, ${text(head)}, ${text(tail)}, 0, 0`;
}

const starts = { codes: new Map(), keys: new Map() };
const codeRows = [], keyRows = [];
for (const [set, rows] of codes) {
  starts.codes.set(set, codeRows.length);
  for (const { match, id, hint } of rows)
    codeRows.push(
      `    {${matchOf(match)}, ${text(id)}, WH_HINT_${hint === "-" ? "NONE" : hint.toUpperCase()}},`,
    );
}
const slice = (kind, map, set) => (set === "-" ? "0, 0" : `${starts[kind].get(set)}, ${map.get(set).length}`);
for (const [set, rows] of keys) {
  starts.keys.set(set, keyRows.length);
  for (const { name, id, codeSet, flag } of rows) {
    keyRows.push(
      `    {${text(name === "-" ? null : name)}, ${text(id)}, ${slice("codes", codes, codeSet)}, ${flag === "server"}, ${flag === "name"}},`,
    );
  }
}
const fieldRow = ({ name, vendor, form, set, guard }) => {
  const [head, ...tail] = name.split("*");
  return `    {${text(head)}, ${text(tail.length ? tail.join("*").replace(/\*$/, "") : null)}, ${tail.length === 2}, ${text(vendor)}, WH_FILTER_${FORMS.get(form)}, ${slice("keys", keys, set)}, ${text(guard || null)}},`;
};
const order = (a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
const exact = [...fields.values()].filter(({ name }) => !name.includes("*")).sort(order);
// The longest pattern first: the first that fits counts.
const patterns = [...fields.values()]
  .filter(({ name }) => name.includes("*"))
  .sort((a, b) => b.name.length - a.name.length || order(a, b));
const authres = keys.get("authres") ? slice("keys", keys, "authres") : "0, 0";

save(output, `/* Made by core/tables/make-filters.mjs: do not edit. */
#include "checks/receiver/filter_table.h"

const wh_filter_code wh_filter_codes[] = {
${codeRows.join("\n")}
};
const wh_filter_key wh_filter_keys[] = {
${keyRows.join("\n")}
};
const wh_filter_field wh_filter_exact[] = {
${exact.map(fieldRow).join("\n")}
};
const size_t wh_filter_exact_n = ${exact.length};
const wh_filter_field wh_filter_patterns[] = {
${patterns.map(fieldRow).join("\n")}
};
const size_t wh_filter_patterns_n = ${patterns.length};
const wh_filter_field wh_filter_authres = {{NULL, 0}, {NULL, 0}, false, {NULL, 0}, WH_FILTER_TEXT, ${authres}, {NULL, 0}};
const wh_filter_vendor wh_filter_vendors[] = {
${[...vendors]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([id, name]) => `    {${text(id)}, ${text(name)}},`)
  .join("\n")}
};
const size_t wh_filter_vendors_n = ${vendors.size};
`);
