// Of the third-party folders only the files whose sums are written down are compiled, whatever else is there.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "whence-vendor-"));
test.after(() => rmSync(place, { recursive: true }));

/** What make takes of the third-party folders, in a copy of the sources. */
function compiled() {
  const show = "show: ; @echo $(THEIRS) $(call objects,native,$(THEIRS))";
  const told = execFileSync("make", ["-s", "-f", "core/Makefile", `--eval=${show}`, "show"], {
    cwd: place,
    encoding: "utf8",
  });
  return told.split(/\s+/).filter((name) => name.endsWith(".c"));
}

test("a source that nobody named is not compiled", () => {
  for (const folder of ["core", "wasm"]) cpSync(join(root, folder), join(place, folder), { recursive: true });
  mkdirSync(join(place, "build"));
  cpSync(join(root, "build/vendor"), join(place, "build/vendor"), { recursive: true });
  const pinned = readFileSync(join(root, "core/vendor/SHA256SUMS"), "utf8")
    .split("\n")
    .map((line) => line.split("  ")[1] ?? "")
    .filter((name) => /^(cjson|uriparser\/src)\/.*\.c$/.test(name))
    .map((name) => `build/vendor/${name}`);
  assert.ok(pinned.length > 10);
  assert.deepEqual(compiled().sort(), pinned.sort());
  for (const folder of ["uriparser/src", "cjson"])
    writeFileSync(join(place, "build/vendor", folder, "UriExtra.c"), "int stray = 1;\n");
  assert.deepEqual(compiled().sort(), pinned, "a stray file is taken up");
  rmSync(join(place, "build/vendor/uriparser/src/UriQuery.c"));
  assert.deepEqual(compiled().sort(), pinned, "one that is missing is missed, not passed over");
});
