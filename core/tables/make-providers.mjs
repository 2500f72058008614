// providers.tsv -> a C table (core/evidence/providers.h). usage: node make-providers.mjs providers.tsv OUT.c
import { readFileSync, writeFileSync } from "node:fs";
import { cNames } from "./lib.mjs";

const [input, output] = process.argv.slice(2);
const kinds = ["mailbox", "gateway", "sending", "hosting", "list"];
const fail = (line, why) => {
  console.error(`${input}:${line}: ${why}`);
  process.exit(1);
};

/** "2603:1000::/24" or "10.0.0.0/8" -> {family, bytes, length} */
function network(text, line) {
  const [address, length] = text.split("/");
  if (address.includes(":")) {
    const [left, right] = address.split("::").map((half) => (half ? half.split(":") : []));
    const groups =
      right === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
    const bytes = groups.flatMap((g) => [parseInt(g, 16) >> 8, parseInt(g, 16) & 255]);
    if (bytes.length !== 16 || bytes.some(Number.isNaN)) fail(line, `bad network ${text}`);
    return { family: 6, bytes, length: Number(length) };
  }
  const bytes = address.split(".").map(Number);
  if (bytes.length !== 4 || bytes.some((b) => !(b >= 0 && b < 256))) fail(line, `bad network ${text}`);
  return { family: 4, bytes: [...bytes, ...Array(12).fill(0)], length: Number(length) };
}

const seen = new Set();
const names = new Map();
const rows = [];
readFileSync(input, "utf8")
  .split("\n")
  .forEach((text, i) => {
    if (!text || text.startsWith("#")) return;
    const columns = text.split("\t");
    if (columns.length < 6 || columns.length > 8)
      fail(i + 1, `expected 6 to 8 columns, found ${columns.length}`);
    const [id, kind, hosts, edges, networks, outbound, inner = "", sends = ""] = columns;
    const list = (s) => s.split(" ").filter(Boolean);
    if (!/^[a-z0-9-]+$/.test(id) || seen.has(id)) fail(i + 1, `bad or doubled id ${id}`);
    if (!kinds.includes(kind)) fail(i + 1, `kind ${kind} is none of ${kinds.join(", ")}`);
    for (const name of [...list(hosts), ...list(edges), ...list(outbound), ...list(inner)])
      if (!/^[a-z0-9.-]+$/.test(name)) fail(i + 1, `bad name ${name}`);
    for (const name of list(hosts)) {
      if (names.has(name)) fail(i + 1, `twice: ${name}`);
      names.set(name, rows.length);
    }
    seen.add(id);
    rows.push({
      id,
      kind,
      edges: list(edges),
      networks: list(networks).map((n) => network(n, i + 1)),
      outbound: list(outbound),
      inner: list(inner),
      sends: list(sends).map((n) => network(n, i + 1)),
    });
  });

const quote = (s) => `WH_LIT_INIT("${s}")`;
const printed = (n) => `{{${n.family}, {${n.bytes.join(", ")}}}, ${n.length}}`;
const array = (type, name, items, print) =>
  items.length ? `static const ${type} ${name}[] = {${items.map(print).join(", ")}};\n` : "";
let c = "/* Made by core/tables/make-providers.mjs: do not edit. */\n#include \"evidence/providers.h\"\n\n";
rows.forEach((row, i) => {
  c += array("wh_str", `edges_${i}`, row.edges, quote);
  c += array("wh_str", `outbound_${i}`, row.outbound, quote);
  c += array("wh_str", `inner_${i}`, row.inner, quote);
  c += array("wh_network", `networks_${i}`, row.networks, printed);
  c += array("wh_network", `sends_${i}`, row.sends, printed);
});
c += `\nconst wh_provider wh_providers[] = {\n`;
rows.forEach((row, i) => {
  const ref = (list, name) => (list.length ? `${name}_${i}, ${list.length}` : "NULL, 0");
  const lists = ["edges", "networks", "outbound", "inner", "sends"].map((name) => ref(row[name], name));
  c += `    {${quote(row.id)}, WH_PROVIDER_${row.kind.toUpperCase()}, ${lists.join(", ")}},\n`;
});
c += `};\nconst size_t wh_providers_n = ${rows.length};\n${cNames("wh_provider_names", names)}`;
writeFileSync(output, c);
