// The floors of the core: each stage includes only those below it, and a room keeps its private headers to
// itself.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const core = fileURLToPath(new URL("../../core/", import.meta.url));
// From the ground up; "": the files of core/ itself, which know all stages.
const STAGES = ["base", "parse", "evidence", "oracle", "checks", "verdict", "report", ""];
// A room's doors: headers that other rooms may include. Every other header of a room is its own.
const DOORS = new Set([
  "checks/auth/auth.h", "checks/auth/dkim.h", "checks/auth/spf.h",
  "checks/content/links.h",
  "checks/content/phrases.h",
  "checks/content/platforms.h", // which platform a mail is of is asked of the shown name, too
  "checks/lookalike/lookalike.h",
  "checks/lookalike/fold.h",
  "checks/lookalike/index.h",
  "checks/lookalike/textfold.h", // phrases are found as brands are
  "checks/lookalike/words.h", // what stands beside a brand's name may be all there is of a sender's
  "checks/receiver/filters.h",
  "checks/receiver/filter_table.h",
  "checks/sender/identity.h",
  "checks/sender/message_id.h", // that a mail answers nothing is asked of its words, too
  "evidence/handover/handover.h", // lookups settle what names alone leave open
  "parse/charset/charset.h",
  "parse/file/file.h",
  "parse/filter/value.h",
  "parse/html/html.h",
  "parse/name/hosts.h",
  "parse/name/idna.h",
  "parse/name/suffix.h",
  "parse/name/table.h",
  "parse/name/unicode.h",
  "parse/paste/paste.h",
  "parse/uri/unwrap.h",
  "parse/uri/uri.h", // percent-encoding
]);

const files = readdirSync(core, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.[ch]$/.test(name) && !name.startsWith("vendor/"));
const stageOf = (path) => STAGES.indexOf(path.includes("/") ? path.split("/")[0] : "");
const roomOf = (path) => path.split("/").slice(0, -1).join("/");

/** [file, header] of every include of a header of ours. */
function includes() {
  return files.flatMap((file) =>
    [...readFileSync(core + file, "utf8").matchAll(/^#include "([^"]+)"/gm)]
      .map(([, header]) => [file, header])
      .filter(([, header]) => files.includes(header)),
  );
}

test("every folder of the core is a stage", () => {
  assert.ok(files.length > 100);
  assert.deepEqual(files.filter((file) => stageOf(file) < 0), []);
});

test("a stage includes only itself and what is below it", () => {
  const upward = includes().filter(([file, header]) => stageOf(header) > stageOf(file));
  assert.deepEqual(upward.map((pair) => pair.join(" includes ")), []);
});

test("a room's private headers are included from that room only", () => {
  const intruders = includes().filter(
    ([file, header]) =>
      roomOf(header).includes("/") &&
      !DOORS.has(header) &&
      roomOf(file) !== roomOf(header) &&
      !roomOf(file).startsWith(`${roomOf(header)}/`),
  );
  assert.deepEqual(
    intruders.map((pair) => pair.join(" includes ")),
    [],
  );
});

test("every door is used", () => {
  const used = new Set(
    includes()
      .filter(([file, header]) => roomOf(file) !== roomOf(header))
      .map(([, header]) => header),
  );
  assert.deepEqual(
    [...DOORS].filter((header) => !used.has(header)),
    [],
  );
});
