// What every bundle with the library in it needs (wasm/build.mjs, web/build.mjs): the module packed inside, and no Node built-in.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** An esbuild plugin: `import packed from "whence:wasm"` gives {size, zlib}, the module deflated (RFC 1950), then base64. */
export function inlineWasm(file = here("../build/wasm/whence.wasm")) {
  return {
    name: "inline-wasm",
    setup(build) {
      build.onResolve({ filter: /^whence:wasm$/ }, () => ({ path: file, namespace: "wasm" }));
      build.onLoad({ filter: /.*/, namespace: "wasm" }, () => {
        const bytes = readFileSync(file);
        const zlib = deflateSync(bytes, { level: 9 }).toString("base64");
        return { contents: JSON.stringify({ size: bytes.length, zlib }), loader: "json", watchFiles: [file] };
      });
    },
  };
}

/** An esbuild plugin for the library without the module inside: its callers bring one. */
export const noWasm = {
  name: "no-wasm",
  setup(build) {
    build.onResolve({ filter: /^whence:wasm$/ }, ({ path }) => ({ path, namespace: "none" }));
    build.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "null", loader: "json" }));
  },
};

/** An esbuild plugin for pages: browsers decode pictures themselves. */
export const onlyBrowsers = {
  name: "only-browsers",
  setup(build) {
    build.onResolve({ filter: /\/portable\.js$/ }, ({ path }) => ({ path, namespace: "browsers" }));
    const contents = "export const decodePortably = () => null;";
    build.onLoad({ filter: /.*/, namespace: "browsers" }, () => ({ contents }));
  },
};

/** Writes down which packages esbuild took into a bundle: core/vendor/notices.mjs names their licences. */
export function noteBundled(name, metafile) {
  const packages = Object.keys(metafile.inputs).map((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean);
  mkdirSync(here("../build/bundled"), { recursive: true });
  writeFileSync(here(`../build/bundled/${name}.txt`), [...new Set(packages)].sort().map((line) => `${line}\n`).join(""));
}

/** Options for esbuild that all bundles share; each adds its own entry points. */
export const common = {
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  alias: { buffer: here("buffer.js") },
  plugins: [inlineWasm()],
};
