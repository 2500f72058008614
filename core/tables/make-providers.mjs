// providers.tsv -> a C table (core/evidence/providers.h). usage: node make-providers.mjs providers.tsv OUT.c
import { isIP } from "node:net";
import { cNames, fail, readTsv, save } from "./lib.mjs";

const [input, output] = process.argv.slice(2);
const kinds = ["mailbox", "gateway", "sending", "hosting", "list"];

/** "2603:1000::/24" or "10.0.0.0/8" -> {family, bytes, length} */
function network(text, line) {
  const [, address, digits] = /^(.*)\/(\d+)$/.exec(text) ?? [];
  const family = isIP(address ?? ""), length = Number(digits);
  if (!family || length > (family === 6 ? 128 : 32) || (family === 6 && address.includes(".")))
    fail(input, line, `no network, as 192.0.2.0/24 or 2001:db8::/32 is one: ${text}`);
  if (family === 4)
    return { family, bytes: [...address.split(".").map(Number), ...Array(12).fill(0)], length };
  const [left, right] = address.split("::").map((half) => (half ? half.split(":") : []));
  const groups = right ? [...left, ...Array(8 - left.length - right.length).fill("0"), ...right] : left;
  const bytes = groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
  return { family, bytes, length };
}

const seen = new Set();
const names = new Map();
const rows = [];
for (const { line, cells } of readTsv(input)) {
  const wrong = (why) => fail(input, line, why);
  if (cells.length < 6 || cells.length > 8)
    wrong("six columns are needed: id, kind, names, edges, networks, outbound; inner and sends may follow");
  const [id, kind, hosts, edges, networks, outbound, inner = "", sends = ""] = cells;
  const list = (s) => s.split(" ").filter(Boolean);
  if (!/^[a-z0-9-]+$/.test(id) || seen.has(id)) wrong(`no lower-case id, or one that another row has: ${id}`);
  if (!kinds.includes(kind)) wrong(`kind ${kind} is none of ${kinds.join(", ")}`);
  for (const name of [...list(hosts), ...list(edges), ...list(outbound), ...list(inner)])
    if (!/^[a-z0-9.-]+$/.test(name)) wrong(`no lower-case host name: ${name}`);
  for (const name of list(hosts)) {
    if (names.has(name)) wrong(`${name} is ${rows[names.get(name)]?.id ?? id}'s already`);
    names.set(name, rows.length);
  }
  seen.add(id);
  rows.push({
    id,
    kind,
    edges: list(edges),
    networks: list(networks).map((n) => network(n, line)),
    outbound: list(outbound),
    inner: list(inner),
    sends: list(sends).map((n) => network(n, line)),
  });
}

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
save(output, c);
