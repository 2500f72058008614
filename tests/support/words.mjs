// web/words for tests: its texts are JSON modules, which esbuild resolves as it does for the page.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { languages } from "../../wasm/bundle.mjs";

const root = fileURLToPath(new URL("../../web/words/", import.meta.url));

/** What the named files of web/words export, as one module. @param {...string} files "texts.js", ... */
export async function wordsModule(...files) {
  const contents = files.map((file) => `export * from "./${file}";`).join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "silent",
    plugins: [languages],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
