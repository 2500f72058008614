// What a mail's author can multiply costs no more than it multiplies (tests/bench/growth.mjs).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { MOST, measureGrowth } from "../bench/growth.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));
const possible =
  existsSync(`${top}build/native/libwhence.a`) && spawnSync("valgrind", ["--version"]).status === 0;

test(
  "ten times as much costs at most eleven times the instructions",
  { skip: !possible && "needs valgrind and make native" },
  async () => {
    const made = spawnSync("make", ["-f", "core/Makefile", "build/bench/judge"], {
      cwd: top,
      encoding: "utf8",
    });
    assert.equal(made.status, 0, made.stderr);
    for (const { name, growth } of await measureGrowth())
      assert.ok(growth <= MOST, `${name}: ${growth.toFixed(1)} times`);
  },
);
