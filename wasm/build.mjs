// Makes the library in its forms (whence.js, whence.cjs, whence-bare.js without the module inside,
// whence.wasm, whence-opened.bin that Node reads), its types, and cli.js with its manual page, all in
// dist/. Run from anywhere; wants build/wasm/whence.wasm.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { alone, common, leanPackets, noWasm, languages, noteBundled, packedBooks } from "./bundle.mjs";
import { LANGUAGES } from "../web/i18n/languages.js";
import { account } from "./account.mjs";
import { makeTypes } from "./make-types.mjs";
import { opened } from "./opened.mjs";

const top = fileURLToPath(new URL("..", import.meta.url));
const options = { ...common, absWorkingDir: top, logLevel: "warning", minify: true, metafile: true };
// The JPEG decoder names Node's Buffer in a branch that is never taken; bundlers would bring one for it.
const define = { ...options.define, Buffer: "globalThis.Buffer" };
const library = {
  ...options,
  define,
  entryPoints: ["wasm/whence.js"],
  platform: "neutral",
  mainFields: ["module", "main"],
};

async function make(name, settings) {
  const { metafile } = await esbuild.build({ ...settings, outfile: `dist/${name}` });
  noteBundled(name, metafile);
}

const wasm = readFileSync(`${top}build/wasm/whence.wasm`);
mkdirSync(`${top}dist`, { recursive: true });
writeFileSync(`${top}dist/whence.wasm`, wasm);
writeFileSync(`${top}dist/whence-opened.bin`, opened(wasm));
await make("whence.js", library);
const inCommonJs = { ...library.define, "import.meta.dirname": "__dirname" };
await make("whence.cjs", { ...library, format: "cjs", define: inCommonJs });
await make("whence-bare.js", { ...library, plugins: [alone, noWasm, packedBooks, leanPackets] });
/** The command uses the library that lies beside it. */
const besideIt = {
  name: "beside-it",
  setup: (build) => {
    build.onResolve({ filter: /^\.\.\/whence\.js$/ }, () => ({ path: "./whence.js", external: true }));
  },
};
await make("cli.js", {
  ...options,
  entryPoints: ["wasm/cli/main.js"],
  platform: "node",
  plugins: [besideIt, languages],
  banner: { js: "#!/usr/bin/env node" },
});
chmodSync(`${top}dist/cli.js`, 0o755);
writeFileSync(
  `${top}dist/whence.1`,
  execFileSync(process.execPath, [`${top}dist/cli.js`, "--man", "--lang", LANGUAGES[0]]),
);
await makeTypes();
for (const line of await account(wasm)) console.log(`  wasm  ${line}`);
