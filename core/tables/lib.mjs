// What the table generators share: reading Unicode's files and the TSV tables, writing C.
import { readFileSync, writeFileSync } from "node:fs";

/** Writes the generated file. */
export function save(path, text) {
  writeFileSync(path, text);
}

/** A C array of numbers, wrapped. */
export function cArray(type, name, values) {
  const lines = [];
  let line = "   ";
  for (const value of values) {
    if (line.length + String(value).length > 108) {
      lines.push(line);
      line = "   ";
    }
    line += ` ${value},`;
  }
  lines.push(line);
  return `const ${type} ${name}[${values.length}] = {\n${lines.join("\n")}\n};\n`;
}

/** A C array of the bytes of a UTF-8 string or a Buffer. */
export function cBytes(name, bytes) {
  return cArray("unsigned char", name, [...Buffer.from(bytes)]);
}

/** Which hashes the names have, two bits each: core/parse/name/table.h says how they are read. */
function hashBits(names) {
  let size = 64;
  while (size < 4 * names.length) size *= 2;
  const bits = new Uint8Array(size / 8);
  for (const name of names) {
    let hash = 2166136261;
    for (const byte of name.toReversed()) hash = Math.imul(hash ^ byte, 16777619);
    for (const mixed of [hash ^ (hash >>> 15), Math.imul(hash, 0x9e3779b1) >>> 16]) {
      const bit = mixed & (size - 1);
      bits[bit >> 3] |= 1 << (bit & 7);
    }
  }
  return bits;
}

/**
 * A sorted set of names with a number each (0 to 65535), as core/parse/name/table.h has it.
 * @param {Map<string, number>} numbers of at most 160 kinds
 */
export function cNames(name, numbers) {
  const STRIDE = 8,
    bytes = [],
    at = [];
  const kinds = [...new Set(numbers.values())].sort((a, b) => a - b);
  if (kinds.length > 160) throw new Error(`${name}: ${kinds.length} different numbers`);
  // What no name has: below the space, or above ASCII.
  const end = (kind) => (kind < 32 ? kind : 96 + kind);
  const sorted = [...numbers]
    .map(([text, number]) => [Buffer.from(text), number])
    .sort((a, b) => Buffer.compare(a[0], b[0]));
  sorted.forEach(([text, number], i) => {
    if (i % STRIDE === 0) at.push(bytes.length);
    if (/[^!-~]/.test(text.toString())) throw new Error(`${name}: not of ASCII: ${text}`);
    bytes.push(...text, end(kinds.indexOf(number)));
  });
  if (bytes.length > 0xffff) throw new Error(`${name}: offsets of two bytes are not enough`);
  const bits = hashBits(sorted.map(([text]) => text));
  return `static ${cBytes(`${name}_entries`, bytes)}static ${cArray("uint16_t", `${name}_at`, at)}
static ${cArray("uint16_t", `${name}_numbers`, kinds)}
static ${cBytes(`${name}_bits`, bits)}
const wh_names ${name} = {${name}_entries, ${name}_at, ${name}_numbers, ${name}_bits, ${sorted.length},
                          ${bits.length * 8 - 1}};
`;
}

/** Rows of a TSV file: cells, with the line number; blank lines and # comments are left out. */
export function readTsv(path) {
  const rows = [];
  readFileSync(path, "utf8").split("\n").forEach((line, i) => {
    if (line.trim() === "" || line.startsWith("#")) return;
    if (!line.includes("\t")) fail(path, i + 1, "no tab in this row: each column but the last ends with one");
    rows.push({ line: i + 1, cells: line.replace(/\r$/, "").split("\t") });
  });
  return rows;
}

/** What the rows X(NAME, "id") of a header list: id -> NAME. */
export function idsOf(path) {
  const code = readFileSync(path, "utf8").replace(/\/\*[^]*?\*\//g, "");
  const rows = code.matchAll(/\bX\(([A-Z][A-Z0-9_]*),\s*"([a-z0-9-]+)"\)/g);
  return new Map([...rows].map(([, name, id]) => [id, name]));
}

/** Ends the build with a message that says where. */
export function fail(path, line, message) {
  console.error(`${path}:${line}: ${message}`);
  process.exit(1);
}

/** ICU's ppucd.txt: an array of property objects by code point (values inherited from block and defaults). */
export function readPpucd(path) {
  const table = new Array(0x110000);
  let defaults = {}, block = {};
  const parse = (fields, base) => {
    const props = Object.create(base);
    for (const field of fields) {
      const eq = field.indexOf("=");
      if (eq > 0) props[field.slice(0, eq)] = field.slice(eq + 1);
      else if (field[0] === "-") props[field.slice(1)] = false;
      else props[field] = true;
    }
    return props;
  };
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const fields = line.split(";");
    if (!["defaults", "block", "cp", "unassigned"].includes(fields[0])) continue;
    const [from, to] = codeRange(fields[1]);
    if (fields[0] === "defaults") defaults = parse(fields.slice(2), {});
    if (fields[0] === "block") block = parse(fields.slice(2), defaults);
    const props = fields[0] === "defaults" ? defaults : fields[0] === "block" ? block
      : parse(fields.slice(2), fields[0] === "cp" ? block : defaults);
    for (let c = from; c <= to; c++) table[c] = props;
  }
  return table;
}

function codeRange(text) {
  const [from, to] = text.split("..");
  return [parseInt(from, 16), parseInt(to ?? from, 16)];
}
export const codes = (text) => text.trim().split(/\s+/).filter(Boolean).map((hex) => parseInt(hex, 16));

/**
 * ICU's norm2 files: {maps: Map code → [code…], pairs: Map code → [a, b] (both ways), ccc: [[from, to,
 * class]]}.
 */
export function readNorm2(path) {
  const maps = new Map(), pairs = new Map(), ccc = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const found = line.replace(/#.*/, "").trim().match(/^([0-9A-F.]+)\s*([>=:])\s*(.*)$/);
    if (!found) continue;
    const [from, to] = codeRange(found[1]);
    if (found[2] === ":") ccc.push([from, to, Number(found[3])]);
    else for (let c = from; c <= to; c++) (found[2] === ">" ? maps : pairs).set(c, codes(found[3]));
  }
  return { maps, pairs, ccc };
}
