// usage: node make-patterns.mjs msgid_generators.tsv queue_ids.tsv OUT.c
// Compiles the patterns of both tables into steps for core/evidence/pattern.c. What a pattern may hold is
// said at the top of msgid_generators.tsv.
import { cArray, fail, readTsv, save } from "./lib.mjs";

const [generators, queueIds, out] = process.argv.slice(2);
const MOST_STEPS = 40, UNBOUNDED = 255;
const KINDS = ["program", "server", "library", "service", "list", "tool", "kit", "shape"];
const MARKS = { "fills-in": 1, shared: 2, local: 4, pacific: 8 };
const FIELDS = [
  "",
  "Y",
  "y",
  "M",
  "D",
  "h",
  "m",
  "s",
  "epoch",
  "ms",
  "cs",
  "us",
  "hexepoch",
  "hexepoch-reversed",
  "hexms",
  "epoch-high",
  "epoch-low",
  "filetime",
  "filetime-high",
  "filetime-low",
  "base62",
  "gnus",
  "base64-epoch",
  "ulid",
  "ticks36",
  "ticks",
  "inn",
  "sendmail-time",
  "base52-time",
  "process",
  "user",
  "host",
  "queue",
];
const range = (from, to) => {
  let s = "";
  for (let c = from.charCodeAt(0); c <= to.charCodeAt(0); c++) s += String.fromCharCode(c);
  return s;
};
const digit = range("0", "9"),
  lower = range("a", "z"),
  UPPER = range("A", "Z"),
  alnum = digit + UPPER + lower;
const bytes = (test) =>
  Array.from({ length: 256 }, (_, c) => c)
    .filter(test)
    .map((c) => String.fromCharCode(c))
    .join("");
const CLASSES = {
  digit, lower, UPPER, alnum,
  hex: digit + "abcdef", HEX: digit + "ABCDEF", xdigit: digit + "abcdefABCDEF",
  alpha: UPPER + lower, base36: digit + lower, BASE36: digit + UPPER,
  base32: lower + "234567", crockford: "0123456789ABCDEFGHJKMNPQRSTVWXYZ", nibble: range("A", "P"),
  base52: "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
  base64url: alnum + "-_", base64std: alnum + "+/", base64: alnum + "-_+/=", gmail: alnum + "+=_-",
  word: alnum + "_", label: alnum + "-", dotted: digit + ".",
  any: bytes((c) => c > 32 && c !== 64), // a second "@" is put in as 127
};
const PARTS = { Y: 4, y: 2, M: 2, D: 2, h: 2, m: 2, s: 2 };
const MACROS = {
  uuid: "{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}", UUID: "{HEX 8}-{HEX 4}-{HEX 4}-{HEX 4}-{HEX 12}",
  date: "{Y}{M}{D}", time: "{h}{m}{s}", host: "{host=any 1+}", domain: "{any 1+}", user: "{user=any 1+}",
  process: "{process=digit 1-10}",
};

/** One element between braces: {field, class, min, max}. */
function element(text, say) {
  if (PARTS[text]) return { field: text, class: "digit", min: PARTS[text], max: PARTS[text] };
  const found = text.match(/^(?:([a-zA-Z0-9-]+)=)?([a-zA-Z0-9]+)(?: (\d+)(?:-(\d+)|(\+))?)?$/);
  if (!found) say(`not understood: {${text}}`);
  const [, field = "", name, least = "1", most, plus] = found;
  if (!CLASSES[name]) say(`no such class: ${name}`);
  if (!FIELDS.includes(field)) say(`no such field: ${field}`);
  const min = Number(least), max = plus ? UNBOUNDED : Number(most ?? least);
  if (min > 200 || (max > 250 && max !== UNBOUNDED) || max < min) say(`impossible count in {${text}}`);
  return { field, class: name, min, max };
}

/** A pattern as steps; letters after the "@" match in either case. */
function compile(pattern, say) {
  let expanded = pattern;
  for (let round = 0; round < 3; round++)
    expanded = expanded.replace(/\{([a-zA-Z]+)\}/g, (all, name) => MACROS[name] ?? all);
  const steps = [];
  let rest = expanded, right = false;
  while (rest) {
    if (rest[0] === "{") {
      const end = rest.indexOf("}");
      if (end < 0) say("a brace does not close");
      steps.push(element(rest.slice(1, end), say));
      rest = rest.slice(end + 1);
      continue;
    }
    const end = rest.indexOf("{") < 0 ? rest.length : rest.indexOf("{");
    for (const literal of rest.slice(0, end).split(/(?<=@)/)) {
      if (!/^[\x21-\x7e]+$/.test(literal) || literal.length > 100) say(`not a literal: ${literal}`);
      steps.push({ literal, fold: right ? 1 : 0 });
      if (literal.includes("@")) right = true;
    }
    rest = rest.slice(end);
  }
  if (!steps.length || steps.length > MOST_STEPS) say("too many steps, or none");
  return steps;
}

const texts = [];
const textAt = new Map();
function place(literal) {
  if (!textAt.has(literal)) {
    textAt.set(literal, texts.join("").length);
    texts.push(literal);
  }
  return textAt.get(literal);
}

const steps = [];
const classNames = Object.keys(CLASSES);
function table(name, file, scope, columns) {
  const owners = [], patterns = [], seen = new Set();
  for (const { line, cells } of readTsv(file)) {
    const say = (message) => fail(file, line, message);
    const { id, title, kind, marks, pattern } = columns(cells, say);
    if (!/^[a-z0-9.-]+$/.test(id)) say(`no id: ${id}`);
    const key = scope(id) + pattern;
    if (seen.has(key)) say(`the same pattern twice: ${pattern}`);
    seen.add(key);
    let owner = owners.findIndex((o) => o.id === id);
    if (owner < 0) owner = owners.push({ id, title, kind }) - 1;
    else if ((title && title !== owners[owner].title) || (kind && kind !== owners[owner].kind))
      say(`${id} has another name or kind above`);
    if (kind && Boolean(title) === (kind === "kit" || kind === "shape"))
      say(`${id}: a name is for products alone, and they need one`);
    const bits = marks
      .split(",")
      .filter(Boolean)
      .reduce((sum, mark) => sum | (MARKS[mark] ?? say(`no such mark: ${mark}`)), 0);
    const compiled = compile(pattern, say);
    const shortest = Math.min(
      255,
      compiled.reduce((sum, s) => sum + (s.literal ? s.literal.length : s.min), 0),
    );
    const atStep = compiled.findIndex((s) => s.literal?.endsWith("@"));
    if (compiled.filter((s) => s.literal?.includes("@")).length > 1) say('more than one "@"');
    patterns.push(
      `{${steps.length}, ${owner}, ${compiled.length}, ${shortest}, ${bits}, ${atStep < 0 ? 255 : atStep}}`,
    );
    for (const s of compiled) {
      steps.push(s.literal ? `{${place(s.literal)}, ${s.literal.length}, 0, 0, 0, 0, ${s.fold}}`
        : `{0, 0, ${classNames.indexOf(s.class)}, ${s.min}, ${s.max}, ${FIELDS.indexOf(s.field)}, 0}`);
    }
  }
  const lit = (s) => `WH_LIT_INIT(${JSON.stringify(s)})`;
  return `static const wh_pattern_owner ${name}_owners[] = {
${owners.map((o) => `    {${lit(o.id)}, ${lit(o.title)}, ${Math.max(0, KINDS.indexOf(o.kind))}},`).join("\n")}
};
static const wh_pattern ${name}_list[] = {
${patterns.map((p) => `    ${p},`).join("\n")}
};
const wh_pattern_table wh_${name}_patterns = {
    ${name}_list, ${name}_owners, steps, text, ${patterns.length}, ${owners.length}};
`;
}

const msgids = table(
  "msgid",
  generators,
  () => "",
  (cells, say) => {
    if (cells.length < 5 || cells.length > 6)
      say("five columns are needed: id, name, kind, marks, pattern; a sixth is a remark");
    const [id, title, kind, marks, pattern] = cells;
    if (kind && !KINDS.includes(kind)) say(`no such kind: ${kind}`);
    return { id, title, kind, marks, pattern };
  },
);
const queues = table(
  "queue_id",
  queueIds,
  (id) => id,
  (cells, say) => {
    if (cells.length < 3 || cells.length > 4)
      say("three columns are needed: family, marks, pattern; a fourth is a remark");
    return { id: cells[0], title: "", kind: "", marks: cells[1], pattern: cells[2] };
  },
);
const bitmap = (members) => {
  const words = new Array(8).fill(0);
  for (const c of members) words[c.charCodeAt(0) >> 5] |= 1 << (c.charCodeAt(0) & 31);
  return words.map((w) => `0x${(w >>> 0).toString(16)}u`).join(", ");
};
save(out, `/* Generated by core/tables/make-patterns.mjs: do not edit. */
#include "evidence/pattern.h"

const uint32_t wh_pattern_classes[][8] = {
${classNames.map((name) => `    {${bitmap(CLASSES[name])}}, /* ${name} */`).join("\n")}
};
static ${cArray("char", "text", [...texts.join("")].map((c) => c.charCodeAt(0)))}
static const wh_pattern_step steps[] = {
${steps.map((s) => `    ${s},`).join("\n")}
};
${msgids}${queues}`);
