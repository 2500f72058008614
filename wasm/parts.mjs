// What a bundle's bytes are for, by esbuild's own account: the module, the texts, each package, each folder
// of ours.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../build/parts/", import.meta.url));

function partOf(file) {
  if (file.startsWith("wasm:")) return "module";
  if (file.startsWith("books:")) return "texts";
  const [, name] = file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//) ?? [];
  return name ?? file.split("/").slice(0, -1).join("/");
}

/**
 * Bytes by part, the largest first; kept in build/parts/NAME.json for tests/build/size.test.mjs.
 * @returns {[string, number][]}
 */
export function partsOf(name, { outputs }) {
  const sums = {};
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs))
      sums[partOf(file)] = (sums[partOf(file)] ?? 0) + bytesInOutput;
  }
  const parts = Object.entries(sums).sort(([, a], [, b]) => b - a);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}${name}.json`,
    JSON.stringify({ small: Boolean(process.env.WHENCE_SMALL), parts: Object.fromEntries(parts) }, null, 1),
  );
  return parts;
}
