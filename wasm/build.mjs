// Makes dist/whence.js, dist/whence.d.ts and dist/cli.js. Run from anywhere; wants build/wasm/whence.wasm.
import { chmodSync, copyFileSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { common } from "./bundle.mjs";

const top = fileURLToPath(new URL("..", import.meta.url));
const options = { ...common, absWorkingDir: top, logLevel: "warning", minify: true };

await esbuild.build({ ...options, entryPoints: ["wasm/whence.js"], outfile: "dist/whence.js", platform: "neutral", mainFields: ["module", "main"] });
copyFileSync(`${top}wasm/whence.d.ts`, `${top}dist/whence.d.ts`);

if (existsSync(`${top}wasm/cli.js`)) {
  await esbuild.build({
    ...options,
    entryPoints: ["wasm/cli.js"],
    outfile: "dist/cli.js",
    platform: "node",
    external: ["./whence.js"],
    banner: { js: "#!/usr/bin/env node" },
  });
  chmodSync(`${top}dist/cli.js`, 0o755);
}
