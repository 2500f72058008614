// Packs the page: dist/whence.html and dist/whence-offline.html, each one file with everything inside, and
// dist/whence-element.js with its types and custom-elements.json (and without the definition:
// whence-element-class.js). Also what a hosted page has beside it: manifest, icon, service worker.
// WHENCE_LIBRARY=file: another library than wasm/whence.js (a test's). WHENCE_OUT=folder: another place than
// dist/. WHENCE_SOURCE_URL: where the page's host keeps the source, linked at the page's foot.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import { build } from "esbuild";
import { weight } from "../wasm/account.mjs";
import { alone, common, noteBundled, onlyBrowsers } from "../wasm/bundle.mjs";
import { packText } from "../wasm/pack.mjs";
import { partsOf } from "../wasm/parts.mjs";
import { LANGUAGES } from "./i18n/languages.js";
import { declarations, manifest } from "./elements.mjs";
import { smallest, unindentedTemplates } from "./smaller.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const out = resolve(root, process.env.WHENCE_OUT ?? "dist");
const library = resolve(root, process.env.WHENCE_LIBRARY ?? "wasm/whence.js");

/** One self-contained module from an entry of web/. */
async function bundle(entry, name, settings = {}) {
  const result = await build({
    ...common,
    ...settings,
    entryPoints: [`${root}web/${entry}`],
    write: false,
    metafile: true,
    minify: true,
    target: ["chrome123", "firefox121", "safari17.5"],
    loader: { ".eml": "text", ".tsv": "text" },
    alias: { ...common.alias, whence: library },
    plugins: [...common.plugins, alone, onlyBrowsers, packedStyles, unindentedTemplates],
    logLevel: "warning",
  });
  noteBundled(name, result.metafile);
  parts[name] = partsOf(name, result.metafile);
  const code = result.outputFiles[0].text, named = code.replace("@BUILD@", sha256(code, "hex").slice(0, 16));
  return (process.env.WHENCE_SMALL ? await smallest(named) : named).trim();
}

const parts = {}; // of each bundle, the largest first

/** A style sheet, with those that it imports, is packed as all that stands packed (wasm/pack.mjs). */
const packedStyles = {
  name: "packed-styles",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: JSON.stringify(await packText(Buffer.from(await styleOf(path)))),
      loader: "json",
    }));
  },
};

async function styleOf(path) {
  const options = { bundle: true, minify: true, write: false, logLevel: "warning" };
  const result = await build({ ...options, entryPoints: [path] });
  return result.outputFiles[0].text.trim();
}

const sha256 = (text, form) => createHash("sha256").update(text, "utf8").digest(form);
const hash = (text) => `'sha256-${sha256(text, "base64")}'`;

/**
 * The policy: this script and this style, wasm, pictures from data; connections, and what a hosted page has
 * beside it, only where lookups are possible.
 */
function policy(script, style, connect) {
  const hosted = connect !== "'none'";
  return [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html whence-worker",
    // A worker of the page's own script, which the page's policy binds, too; where it is hosted, the one
    // that keeps it.
    `worker-src blob:${hosted ? " 'self'" : ""}`,
    ...(hosted ? ["manifest-src 'self'"] : []),
  ].join("; ");
}

const readBook = async (language, name) =>
  JSON.parse(await readFile(`${root}web/i18n/${language}/${name}.json`, "utf8"));

/** JSON: of each language the texts with these keys, a list. */
async function someTexts(names, ...keys) {
  const texts = {};
  for (const language of LANGUAGES) {
    const book = Object.assign({}, ...(await Promise.all(names.map((name) => readBook(language, name)))));
    texts[language] = keys.map((key) => book[key]);
  }
  return JSON.stringify(texts);
}

/** What the page says where its script cannot run, in every language. */
async function needs() {
  const paragraph = async (language) => {
    const { needs: text } = await readBook(language, "outside");
    const marked = text.replace(/\*\*(.+?)\*\*/, "<strong>$1</strong>");
    return `<p lang="${language}">${marked.replace("{file}", "<code>whence.html</code>")}</p>`;
  };
  return (await Promise.all(LANGUAGES.map(paragraph))).join("\n");
}

/** Fills the shell. A function as replacement: "$&" in a script must stay what it is. */
function page(shell, { script, style, connect, attributes, offline = "" }) {
  if (/<\/script|<!--/i.test(script)) throw new Error("the script holds what would end it inside HTML");
  const kept = process.env.WHENCE_SOURCE_URL;
  const parts = {
    NEEDS: sayNeeds,
    POLICY: policy(script, style, connect),
    STYLE: style,
    SCRIPT: script,
    ATTRIBUTES: attributes,
    OFFLINE: offline,
    SOURCE: kept ? `<a href="${kept.replace(/["&<>]/g, "")}" id="source-link"></a> · ` : "",
  };
  return shell.replace(/@(NEEDS|POLICY|STYLE|SCRIPT|ATTRIBUTES|OFFLINE|SOURCE)@/g, (_, name) => parts[name]);
}

/**
 * What a web server looks for: the same page, its script beside it, so that the first words are there before
 * 600 KB are. whence.html is the complete one, to be saved or sent.
 */
async function light(shell, { style, offline }) {
  const define = { TEXTS: await someTexts(["ui", "page"], "page.question", "page.lead") };
  const starter = await bundle("starter.js", "index.html", { define, external: ["./whence-page.js"] });
  const whole = page(shell, { script: starter, style, connect: "https:", attributes: "", offline });
  return whole.replace("script-src ", "script-src 'self' ").replace('<script type="module">', "<script>");
}

/** With its icon inside: the page's policy has pictures from data only. */
async function webManifest() {
  const read = (name) => readFile(`${root}web/${name}`, "utf8");
  const icon = `data:image/svg+xml,${encodeURIComponent((await read("icon.svg")).trim())}`;
  const manifestOf = JSON.parse(await read("manifest.json"));
  return JSON.stringify(manifestOf, (key, value) => (key === "src" ? icon : value));
}

await mkdir(out, { recursive: true });
const sayNeeds = await needs();
const inNode = { inject: [`${root}web/without-dom.js`] };
const [shell, script, element, elementClass, loader, style] = await Promise.all([
  readFile(`${root}web/whence.html`, "utf8"),
  bundle("shell.js", "whence.html", { ...inNode, define: { "import.meta.url": "undefined" } }),
  bundle("element/define.js", "whence-element.js", inNode),
  bundle("element/whence-analyzer.js", "whence-element-class.js", inNode),
  bundle("loader.js", "whence-loader.js", {
    define: { TEXTS: await someTexts(["outside"], "loader.button", "loader.failed") },
  }),
  styleOf(`${root}web/styles/page.css`),
]);
const offline = page(shell, { script, style, connect: "'none'", attributes: ' lookups="off"' });
const settings = { script, style, connect: "https:", attributes: "" };
const online = page(shell, { ...settings, offline: sha256(offline, "hex") });
const parted = await light(shell, { style, offline: sha256(offline, "hex") });
const beside = `${script}\n`;
const ids = { VERSION: sha256(online + parted, "hex").slice(0, 16), MARK: sha256(offline, "hex") };
ids.SCRIPT = sha256(beside, "hex");
const define = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, JSON.stringify(id)]));
const files = {
  "whence.html": online,
  "index.html": parted,
  "whence-page.js": beside,
  "whence-offline.html": offline,
  "manifest.webmanifest": await webManifest(),
  "sw.js": `${await bundle("worker.js", "sw.js", { define })}\n`,
  "whence-element.js": `${element}\n`,
  "whence-element-class.js": `${elementClass}\n`,
  "whence-loader.js": `${loader}\n`,
  "whence-element.d.ts": declarations(),
  "custom-elements.json": `${JSON.stringify(manifest(), null, 1)}\n`,
};
for (const [name, text] of Object.entries(files)) {
  await writeFile(`${out}/${name}`, text);
  if (/\.(html|js)$/.test(name)) console.log(`  page  ${name}: ${await weight(text)}`);
}
console.log(
  `  page  most of it: ${parts["whence.html"]
    .slice(0, 9)
    .map(([part, bytes]) => `${part} ${(bytes / 1000).toFixed(0)} KB`)
    .join(", ")}`,
);
