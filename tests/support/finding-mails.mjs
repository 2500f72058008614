// The mails of tests/findings (its README tells their form): how they are read, composed and compared.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { arcFields, dkimField, keys } from "./signer.mjs";
import { zoneResolver } from "./zone.mjs";

export const folder = fileURLToPath(new URL("../findings/", import.meta.url));
const definitions = fileURLToPath(new URL("../../core/checks/findings/", import.meta.url));
const base = readFileSync(`${folder}base.eml`, "utf8");
const baseZone = readFileSync(`${folder}base.zone`, "utf8").split("\n").filter(Boolean);

/** The areas, each with its findings: [["hops", ["handover-found", ...]], ...] */
export function areas() {
  const files = readdirSync(definitions).filter((name) => name.endsWith(".def") && name !== "all.def");
  return files.map((file) => {
    const table = readFileSync(definitions + file, "utf8").replace(/\/\*[^]*?\*\//g, "");
    return [
      file.replace(".def", "").replaceAll("_", "-"),
      [...table.matchAll(/X\(\s*\w+,\s*"([^"]+)"/g)].map((row) => row[1]),
    ];
  });
}

/** id -> {raises, says, quiet}: each a list of lists of lines; says[0] is what raises[0] is to say */
export function blocksOf(area) {
  const blocks = new Map();
  let block, lines;
  const text = readFileSync(`${folder}${area}.txt`, "utf8").replace(/\n$/, "");
  for (const [i, line] of text.split("\n").entries()) {
    const marker = line.startsWith("-- ") ? block?.[line.slice(3)] : undefined;
    if (line.startsWith("== ")) {
      block = { raises: [], says: [], quiet: [] };
      lines = undefined;
      blocks.set(line.slice(3), block);
    } else if (marker) marker.push((lines = []));
    else if (lines && !line.startsWith("-- ")) lines.push(line);
    else
      throw new Error(
        `tests/findings/${area}.txt:${i + 1}: "${line}" stands where "== finding", "-- raises", "-- says" ` +
          `or "-- quiet" is to stand (tests/findings/README.md)`,
      );
  }
  return blocks;
}

/* ---- a mail from its changes ---- */

/** "Name: value" with its continuation lines -> [name in lower case, whole text] */
function fieldsOf(head) {
  return head
    .split(/\n(?![ \t])/)
    .filter(Boolean)
    .map((text) => [text.split(":")[0].toLowerCase(), text]);
}

function cut(source) {
  const blank = source.indexOf("\n\n");
  return blank < 0 ? [source, ""] : [source.slice(0, blank), source.slice(blank + 2)];
}

/** The mail with its fields and body changed as the lines say. */
function changed(source, lines) {
  const blank = lines.indexOf("");
  const head = blank < 0 ? lines : lines.slice(0, blank);
  const [oldHead, oldBody] = cut(source);
  const keeps = blank < 0 || lines.slice(blank).every((line) => !line);
  const body = keeps ? oldBody : lines.slice(blank + 1).join("\n");
  const removed = new Set(
    head.filter((line) => line.startsWith("!")).map((line) => line.slice(1).toLowerCase()),
  );
  let changes = fieldsOf(head.filter((line) => !line.startsWith("!")).join("\n"));
  for (const [name] of changes) removed.add(name);
  const fields = [];
  for (const [name, text] of fieldsOf(oldHead)) {
    const replacing = changes.filter(([other]) => other === name);
    if (!removed.has(name)) fields.push(text);
    else if (replacing.length) {
      fields.push(...replacing.map(([, other]) => other));
      changes = changes.filter(([other]) => other !== name);
    }
  }
  return `${[...fields, ...changes.map(([, text]) => text)].join("\n")}\n\n${body}`;
}

/** The mail with a signature, or a set of seals, above its Date. */
function signed(source, make, tags) {
  const [head, body] = cut(source);
  const fields = fieldsOf(head).map(([, text]) => text);
  const at = Math.max(
    0,
    fields.findIndex((field) => /^Date:/i.test(field)),
  );
  fields.splice(at, 0, ...[make(tags, fields, body)].flat());
  return `${fields.join("\n")}\n\n${body}`;
}

const record = (type, data) => {
  if (type === "TXT") return [type, ...(data.match(/.{1,250}/g) ?? [""])];
  if (type === "MX") return [type, Number(data.split(" ")[0]), data.split(" ")[1]];
  return data ? [type, data] : [type];
};

/** {name: records} of lines "NAME TYPE DATA"; a name alone has none. */
function zoneOf(lines) {
  const zone = {};
  for (const line of lines) {
    const [, name, type, data = ""] = /^(\S+)(?: (\S+) ?(.*))?$/.exec(line);
    zone[name] ??= [];
    if (type)
      zone[name].push(
        record(
          type,
          data.replace(/\{(\w+)\}/g, (all, key) => keys[key] ?? all),
        ),
      );
  }
  return zone;
}

const MAKERS = { sign: dkimField, seal: arcFields };
const NAMED = { sign: (tags) => `DKIM-Signature: ${tags}`, seal: (tags) => `ARC-Seal: ${tags}` };

/** {source, options, dns}: dns is null where nothing is asked. makers: how signatures are made. */
export function mailOf(lines, area, makers = MAKERS) {
  const options = {};
  const dns = [];
  let source = base;
  let changes = [];
  const apply = () => {
    source = changed(source, changes);
    changes = [];
  };
  for (const [i, line] of lines.entries()) {
    const [, word, rest] = /^%(\w+) ?(.*)$/.exec(line) ?? [];
    if (word === "source") {
      source = lines.slice(i + 1).join("\n");
      break;
    } else if (word === "head") {
      apply();
      source = `${cut(source)[0]}\n`;
    } else if (word === "times")
      changes.push(...Array(Number(rest.split(" ")[0])).fill(rest.slice(rest.indexOf(" ") + 1)));
    else if (word === "top") {
      apply();
      source = `${rest}\n${source}`;
    } else if (word === "quoted") {
      apply();
      if (makers === NAMED) options.quoted = true;
      else source = source.replace(/^/gm, "> ");
    } else if (word === "options") Object.assign(options, JSON.parse(rest));
    else if (word === "dns") dns.push(rest);
    else if (word === "sign" || word === "seal") {
      apply();
      source = signed(source, word === "sign" ? dkimField : arcFields, rest);
    } else changes.push(line);
  }
  if (changes.length) apply();
  const asks = area === "authentication" || dns.length > 0;
  return { source, options, dns: asks ? { ...zoneOf(baseZone), ...zoneOf(dns) } : null };
}

/* ---- what the library says of it ---- */

export const NOW = new Date("2026-02-04T00:00:00Z");
const LONGEST = 100;
// Signatures are made by other keys each time.
const masked = (text) => text.replace(/\b(bh?)=[\w+/=]{20,}/g, "$1=…");
const shortened = (text) =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)}…${text.slice(-LONGEST / 2)}`;

/** @returns {Promise<{findings: object[], bytes: Buffer}>} */
export async function judged(whence, lines, area) {
  const { source, options, dns } = mailOf(lines, area);
  const resolver = dns ? zoneResolver(dns) : undefined;
  const now = options.now ? new Date(options.now) : NOW;
  const { findings } = await whence.analyze(source, { ...options, now, ...(resolver && { resolver }) });
  return { findings, bytes: Buffer.from(source) };
}

/** A finding as the files say it: severity, weight, arguments, and the text of its spans. */
export function said({ severity, weight, args, spans }, bytes) {
  const texts = spans.map(([start, end]) => shortened(masked(bytes.subarray(start, end).toString())));
  return `${severity} ${weight} ${JSON.stringify(args)} ${JSON.stringify(texts)}`;
}

/* ---- how two mails differ ---- */

/** How many stretches of lines differ. */
function stretches(a, b) {
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let k = b.length - 1; k >= 0; k--)
      common[i][k] = a[i] === b[k] ? common[i + 1][k + 1] + 1 : Math.max(common[i + 1][k], common[i][k + 1]);
  let count = 0,
    inside = false;
  for (let i = 0, k = 0; i < a.length || k < b.length;) {
    const same = i < a.length && k < b.length && a[i] === b[k];
    if (!same && !inside) count++;
    inside = !same;
    if (same) (i++, k++);
    else if (k === b.length || (i < a.length && common[i + 1][k] >= common[i][k + 1])) i++;
    else k++;
  }
  return count;
}

const differing = (a, b) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  );

/** name in lower case -> its fields' texts */
function fieldsByName({ source }) {
  const names = {};
  for (const [name, text] of fieldsOf(cut(source)[0])) (names[name] ??= []).push(text);
  return names;
}

/** What differs between the mails of two lists of lines: names of fields (of a signature what it is asked to
 * say), "body" once for each stretch of lines, options, names of the zone. */
export function differences(lines, otherLines, area) {
  const [one, other] = [lines, otherLines].map((list) => mailOf(list, area, NAMED));
  const [fields, otherFields] = [fieldsByName(one), fieldsByName(other)];
  const names = differing(fields, otherFields);
  if (names.length === 0 && Object.keys(fields).join() !== Object.keys(otherFields).join())
    names.push("order");
  const bodies = [one, other].map(({ source }) => cut(source)[1].replace(/\n$/, "").split("\n"));
  return [
    ...names,
    ...Array(stretches(...bodies)).fill("body"),
    ...differing(one.options, other.options),
    ...differing(one.dns ?? {}, other.dns ?? {}),
  ];
}
