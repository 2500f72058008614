// dist/whence-opened.bin, what Node reads from beside the library: the same one, and nothing
// that the library needs.
import { test } from "node:test";
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { idOf, opened } from "../../wasm/opened.mjs";
import { example, exampleNames } from "../support/examples.mjs";
import { until } from "../support/until.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const MODULE = "whence-opened.bin", OPTIONS = { now: new Date("2026-11-20T00:00:00Z") };
const require = createRequire(import.meta.url);

/** The library in a folder of its own, beside `content` or nothing. */
async function beside(content, name = "whence.js") {
  const folder = mkdtempSync(join(tmpdir(), "whence-beside-"));
  try {
    copyFileSync(dist + name, join(folder, name));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    if (content) writeFileSync(join(folder, MODULE), content);
    const library = name.endsWith("cjs") ? require(join(folder, name)) : await import(join(folder, name));
    return await library.open();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const file = () => readFileSync(dist + MODULE);

test("it is what the build makes of whence.wasm, whenever it makes it, and says so", () => {
  const module = readFileSync(`${dist}whence.wasm`);
  assert.ok(opened(module).equals(file()));
  assert.ok(file().subarray(-16).equals(idOf(module)));
});

test("it is made of modules that export no more than exports.txt asks for", () => {
  const module = readFileSync(`${dist}whence.wasm`), own = Buffer.from(module);
  for (const name of ["stackSave", "stackRestore", "stackAlloc", "__errno_location"]) {
    const at = own.indexOf(name);
    if (at >= 0) own[at] ^= 1;
  }
  assert.equal(opened(own).length, opened(module).length);
});

test("with it and without it a mail has the same report", async () => {
  const [one, other] = [await beside(file()), await beside(null)];
  assert.equal(one.version, other.version);
  for (const name of exampleNames) {
    const options = [{}, { ownServers: ["mx.example.net"] }, {}].map((some) => ({ ...OPTIONS, ...some }));
    for (const some of options)
      assert.deepEqual(await one.analyze(example(name), some), await other.analyze(example(name), some));
  }
});

test("when it is gone, the instance after a large mail is made of the packed module", async () => {
  const whence = await beside(file()); // its folder is removed by now
  const large = `From: a@example.com\n\n${"hello world\n".repeat(3 << 20)}`;
  await whence.analyze(large, OPTIONS);
  assert.ok(whence.memory > 64 << 20);
  const report = await whence.analyze(example("kagoya.eml"), OPTIONS);
  assert.ok(await until(() => whence.memory < 64 << 20), "what the large mail took is given back");
  assert.deepEqual(await whence.analyze(example("kagoya.eml"), OPTIONS), report);
});

test("what came opened is closed like any profile, and opened again when it is wanted", async () => {
  const whence = await beside(file());
  const before = await whence.analyze(example("kagoya.eml"), OPTIONS);
  for (let i = 0; i < 12; i++)
    await whence.analyze(example("kagoya.eml"), { ...OPTIONS, ownServers: [`mx${i}.example.net`] });
  assert.deepEqual(await whence.analyze(example("kagoya.eml"), OPTIONS), before);
});

for (const name of ["whence.js", "whence.cjs"]) {
  test(`${name} reads it, and only its own version's, whole`, async () => {
    const { version: is } = await beside(null, name);
    const changed = file(), another = is.replace(/\d/g, "7");
    changed.write(`${another}\0`, changed.lastIndexOf(`${is}\0`));
    assert.equal((await beside(changed, name)).version, another, "it is this one that is read");
    const others = changed.slice();
    others[others.length - 1] ^= 1;
    const mark = changed.subarray(-16), middle = changed.length >> 1;
    for (const content of [others, changed.subarray(0, -1), Buffer.alloc(3), Buffer.alloc(0), mark,
      Buffer.concat([changed.subarray(0, middle), changed.subarray(middle + 4096)]),
      Buffer.concat([Buffer.from("no module"), changed.subarray(9)])])
      assert.equal((await beside(content, name)).version, is);
  });
}

test("nothing for browsers looks for it", () => {
  for (const name of ["whence.html", "whence-element.js", "whence-bare.js"])
    assert.ok(!readFileSync(dist + name, "utf8").includes(MODULE), name);
});
