// What the elements are said to offer (web/elements.mjs, from which custom-elements.json and the types are
// made) is what their sources do.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ELEMENTS, declarations, manifest } from "../../web/elements.mjs";

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const folder = fileURLToPath(new URL("../../web/element/", import.meta.url));
const sources = readdirSync(folder)
  .filter((name) => name.endsWith(".js"))
  .map((name) => read(`web/element/${name}`))
  .join("\n");
const styles = readdirSync(`${folder}../styles`)
  .map((name) => read(`web/styles/${name}`))
  .join("\n");
const all = (pattern, text) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].sort();
const names = (list) => list.map(({ name }) => name).sort();
const [analyzer, report] = ELEMENTS;

/** What lit is told: the attribute of each property, and the property's name where it differs. */
function declared(source) {
  const [, block] = source.match(/static properties = \{\n([^]*?)\n {2}\};/);
  return [...block.matchAll(/^ {4}(\w+): \{(.*)\}/gm)]
    .filter(([, , about]) => !about.includes("attribute: false"))
    .map(([, name, about]) => [
      about.match(/attribute: "([\w-]+)"/)?.[1] ?? name.toLowerCase(),
      name,
      about.includes("type: Boolean"),
    ])
    .sort();
}

for (const { tag, source, className, attributes, properties, methods } of ELEMENTS) {
  const code = read(`web/element/${source}`);
  test(`<${tag}>: attributes, properties and methods`, () => {
    const said = attributes
      .filter(({ loader }) => !loader)
      .map(({ name, property, type }) => [name, property ?? name, type === "boolean"])
      .sort();
    assert.deepEqual(said, declared(code));
    for (const { name } of attributes.filter(({ loader }) => loader))
      assert.ok(read("web/loader.js").includes(`getAttribute("${name}")`), name);
    const own = code.slice(code.indexOf(`class ${className} `));
    const lit = ["constructor", "connectedCallback", "disconnectedCallback", "render"];
    assert.deepEqual(all(/^ {2}get (\w+)\(/gm, own), names(properties.filter(({ writable }) => !writable)));
    for (const { name } of properties.filter(({ writable }) => writable))
      assert.match(own, new RegExp(`^ {4}${name}: \\{ attribute: false \\}`, "m"));
    assert.deepEqual(
      all(/^ {2}(\w+)\(.*\) \{$/gm, own).filter((name) => !lit.includes(name)),
      names(methods),
    );
    for (const { name, parameters } of methods) {
      const [, given] = own.match(new RegExp(`^ {2}${name}\\((.*)\\) \\{$`, "m"));
      assert.deepEqual(
        given
          .split(", ")
          .filter(Boolean)
          .map((one) => one.replace(/ = .*/, "?")),
        parameters.map(([key]) => key),
        name,
      );
    }
  });
}

test("events, slots, parts and custom properties: those that the sources use and no others", () => {
  assert.deepEqual(names(analyzer.events), all(/\bdispatch\("(whence-[a-z]+)"/g, sources));
  assert.deepEqual(names(report.events), all(/CustomEvent\("(whence-[a-z]+)"/g, sources));
  assert.deepEqual(names(analyzer.slots), all(/<slot name="(\w+)"/g, sources));
  assert.deepEqual(names(report.cssParts), all(/\bpart="([\w-]+)"/g, sources));
  assert.deepEqual(names(analyzer.cssProperties), all(/var\((--whence-[a-z-]+)/g, styles));
});

test("the details of events are those that are handed out", () => {
  for (const { name, detail } of analyzer.events) {
    const given = all(new RegExp(`dispatch\\("${name}", \\{ ([^}]*)\\}`, "g"), sources);
    const keys = all(/(\w+)\??:/g, detail);
    if (given.length === 0) assert.match(name, /^whence-(preferences|list)$/); // handed over whole
    for (const one of given)
      assert.deepEqual(
        one
          .split(", ")
          .map((part) => part.split(":")[0].trim())
          .sort(),
        keys,
        name,
      );
  }
});

test("the documents name every attribute, event and custom property", () => {
  const documents = read("docs/embedding.md") + read("web/examples/README.md");
  for (const { attributes, events, cssProperties, cssParts, slots } of ELEMENTS) {
    for (const { name } of [...attributes, ...events, ...cssProperties])
      assert.ok(documents.includes(`\`${name}`), name);
    for (const { name } of slots) assert.ok(documents.includes(`slot="${name}"`), name);
    for (const { name } of cssParts) assert.ok(documents.includes(`::part(${name})`), name);
  }
});

test("dist/ has the manifest and the types that the table makes, and the package says where", () => {
  assert.deepEqual(JSON.parse(read("dist/custom-elements.json")), manifest());
  assert.equal(read("dist/whence-element.d.ts"), declarations());
  const about = JSON.parse(read("package.json"));
  assert.equal(about.customElements, "./dist/custom-elements.json");
  const [module] = manifest().modules;
  assert.deepEqual(
    module.declarations.map(({ tagName }) => tagName),
    ELEMENTS.map(({ tag }) => tag),
  );
  for (const { path } of manifest().modules)
    assert.ok(
      Object.values(about.exports).some((one) => one.default === `./${path}`),
      path,
    );
});
