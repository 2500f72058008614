// What every bundle with the library in it needs (wasm/build.mjs, web/build.mjs): the module packed inside,
// and no Node built-in.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FINDINGS, TEXTS } from "../web/i18n/files.js";
import { LANGUAGES } from "../web/i18n/languages.js";
import { idOf } from "./opened.mjs";
import { packModule, packText } from "./pack.mjs";
import { shaken } from "./shaken.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * An esbuild plugin: `import packed from "whence:wasm"` gives {size, text, code, id}: the module packed
 * (pack.mjs), and what tells it from others.
 */
function inlineWasm(file = here("../build/wasm/whence.wasm")) {
  const joiner = here("../build/wasm/join.wasm");
  return {
    name: "inline-wasm",
    setup(build) {
      build.onResolve({ filter: /^whence:wasm$/ }, () => ({ path: file, namespace: "wasm" }));
      build.onLoad({ filter: /.*/, namespace: "wasm" }, async () => {
        const bytes = readFileSync(file);
        const packed = await packModule(bytes, readFileSync(joiner));
        const contents = JSON.stringify({ ...packed, id: idOf(bytes).toString("hex") });
        return { contents, loader: "json", watchFiles: [file, joiner] };
      });
    },
  };
}

/** The keys of a part of a book, and the fields that each of its texts has; null: it is a text. */
function shapeOf(texts) {
  const [one] = Object.values(texts);
  return { keys: Object.keys(texts), fields: typeof one === "string" ? null : Object.keys(one) };
}

/** The texts in the order of the first language's, by fields: what is alike lies together, and packs so. */
function columnsOf(texts, { keys, fields }, where) {
  const has = (one, names) =>
    Object.keys(one).length === names.length && names.every((name) => Object.hasOwn(one, name));
  if (!has(texts, keys) || (fields && !keys.every((key) => has(texts[key], fields))))
    throw new Error(`${where}: not the texts of the first language`);
  const column = (field) => keys.map((key) => (field ? texts[key][field] : texts[key]));
  return (fields ?? [null]).map(column);
}

/** All texts of a language: {ui, findings}. */
function readBook(language) {
  const read = (file) => JSON.parse(readFileSync(here(`../web/i18n/${language}/${file}.json`), "utf8"));
  return { ui: Object.assign({}, ...TEXTS.map(read)), findings: Object.assign({}, ...FINDINGS.map(read)) };
}

const readBooks = () => Object.fromEntries(LANGUAGES.map((language) => [language, readBook(language)]));

/**
 * An esbuild plugin: by language, `import books from "whence:languages"` gives all texts, and
 * `from "whence:languages/FILE"` what that file of web/i18n has.
 */
export const languages = {
  name: "languages",
  setup(build) {
    build.onResolve({ filter: /^whence:languages$/ }, ({ path }) => ({ path, namespace: "all-languages" }));
    build.onLoad({ filter: /.*/, namespace: "all-languages" }, () => {
      return { contents: JSON.stringify(readBooks()), loader: "json" };
    });
    build.onResolve({ filter: /^whence:languages\// }, ({ path }) => {
      return { path: path.slice(path.indexOf("/") + 1), namespace: "languages" };
    });
    build.onLoad({ filter: /.*/, namespace: "languages" }, ({ path }) => {
      const imports = LANGUAGES.map((language, i) => `import _${i} from "./${language}/${path}";`);
      const books = LANGUAGES.map((language, i) => `${JSON.stringify(language)}: _${i}`);
      const contents = `${imports.join("\n")}\nexport default { ${books.join(", ")} };`;
      return { contents, resolveDir: here("../web/i18n") };
    });
  },
};

async function packBooks() {
  const books = readBooks(), [first] = LANGUAGES;
  const packed = {};
  for (const [language, book] of Object.entries(books)) {
    packed[language] = {};
    for (const [part, texts] of Object.entries(book)) {
      const shape = shapeOf(books[first][part]), columns = columnsOf(texts, shape, `${language}.${part}`);
      const content = language === first ? { ...shape, columns } : columns;
      packed[language][part] = await packText(Buffer.from(JSON.stringify(content)));
    }
  }
  return packed;
}

/** An esbuild plugin: the texts packed (web/i18n/packed-books.js) in the place of web/i18n/books.js. */
export const packedBooks = {
  name: "packed-books",
  setup(build) {
    build.onResolve({ filter: /\/i18n\/books\.js$/ }, () => ({ path: here("../web/i18n/packed-books.js") }));
    build.onResolve({ filter: /^whence:books$/ }, () => ({ path: "books", namespace: "books" }));
    build.onLoad({ filter: /.*/, namespace: "books" }, async () => ({
      contents: JSON.stringify(await packBooks()),
      loader: "json",
    }));
  },
};

/** An esbuild plugin: instead of what the filter names, contents that are the same wherever it stands. */
const instead = (namespace, filter, contents, loader = "js") => ({
  name: namespace,
  setup(build) {
    build.onResolve({ filter }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: /.*/, namespace }, () => ({ contents, loader }));
  },
});

/** An esbuild plugin: of the DNS packet library as much as the one script that has it uses. */
export const leanPackets = {
  name: "lean-packets",
  setup(build) {
    build.onLoad({ filter: /\/dns-packet\/index\.js$/ }, ({ path }) => {
      const user = readFileSync(here("dns-wire.js"), "utf8");
      const used = [...user.matchAll(/\bpacket\.(\w+(?:\.\w+)?)/g)].map(([, what]) => what);
      return { contents: shaken(readFileSync(path, "utf8"), used) };
    });
  },
};

/** For bundles that have no file beside them (wasm/beside.js). */
export const alone = instead("alone", /\/beside\.js$/, "export const instanceBeside = () => null;");

/** For the library without the module inside: its callers bring one. */
export const noWasm = instead("none", /^whence:wasm$/, "null", "json");

/** For pages: browsers decode pictures themselves. */
export const onlyBrowsers = instead(
  "browsers",
  /\/portable\.js$/,
  "export const decodePortably = () => null;",
);

/** Writes down which packages esbuild took into a bundle: core/vendor/notices.mjs names their licences. */
export function noteBundled(name, metafile) {
  const packages = Object.keys(metafile.inputs)
    .map((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean);
  mkdirSync(here("../build/bundled"), { recursive: true });
  writeFileSync(
    here(`../build/bundled/${name}.txt`),
    [...new Set(packages)]
      .sort()
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** Options for esbuild that all bundles share; each adds its own entry points. */
export const common = {
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  alias: { buffer: here("buffer.js") },
  plugins: [inlineWasm(), packedBooks, languages, leanPackets],
};
