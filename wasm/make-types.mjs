// The library's types, the report's JSON Schema and the page api.md, made from wasm/whence.d.ts and the
// core's own lists of ids, so that a type names every id that there is and no other. Run by wasm/build.mjs.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { kept } from "./kept.mjs";
import { apiPage } from "./make-api.mjs";

const top = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(`${top}${path}`, "utf8");

/** Types by the X-macro lists that they name; a third value: which of a row's strings, if not the first. */
const LISTS = {
  RepairId: [["core/parse/source.h", "WH_REPAIRS"], ["core/parse/body.h", "WH_MIME_DAMAGES"]],
  HopProblem: [["core/parse/header.h", "WH_RECEIVED_PROBLEMS"]],
  MessageIdProblem: [["core/parse/header.h", "WH_MSGID_PROBLEMS"]],
  DateProblem: [["core/parse/values.h", "WH_DATE_PROBLEMS"]],
  NameProblem: [["core/parse/values.h", "WH_NAME_PROBLEMS"]],
  Role: [["core/evidence/evidence.h", "WH_ROLES"]],
  FileProblem: [["core/evidence/evidence.h", "WH_FILE_PROBLEMS"]],
  UnreadWhat: [["core/evidence/evidence.h", "WH_UNREAD_WHATS"], ["core/base/limits.h", "WH_CUTS"]],
  UnreadReason: [["core/evidence/evidence.h", "WH_UNREAD_REASONS"], ["core/base/limits.h", "WH_CUTS", 1]],
  Why: [["core/oracle/oracle.h", "WH_WHYS"]],
  Technique: [["core/checks/lookalike/lookalike.h", "WH_TECHNIQUES"]],
  MailKind: [["core/verdict/verdict.h", "WH_MAIL_KINDS"]],
};

function idsOf([file, list, column = 0]) {
  const line = new RegExp(`#define ${list}\\(X\\)(.*)`).exec(read(file).replace(/\\\n/g, " "));
  const rows = line ? [...line[1].matchAll(/X\(\w+,([^)]*)\)/g)] : [];
  const ids = rows.map(([, row]) => [...row.matchAll(/"([^"]+)"/g)][column][1]);
  if (ids.length < 2) throw new Error(`no list ${list} in ${file}`);
  return ids;
}

const findings = readdirSync(`${top}core/checks/findings`)
  .filter((file) => file !== "all.def")
  .sort()
  .flatMap((file) =>
    [...read(`core/checks/findings/${file}`).matchAll(/^X\(\w+, "([a-z-]+)"/gm)].map((match) => match[1]),
  );

/** A column of the table of generators. */
const generators = read("core/tables/msgid_generators.tsv").split("\n")
  .filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
const generatorColumn = (at) => generators.map((row) => row[at]).filter(Boolean).sort();

const union = (name, ids) =>
  `export type ${name} =\n${[...new Set(ids)].map((id) => `  | ${JSON.stringify(id)}`).join("\n")};\n`;

/** @returns {string} the declarations, whole */
function types() {
  const made = Object.entries(LISTS).map(([name, lists]) => union(name, lists.flatMap(idsOf)));
  const generated =
    union("GeneratorId", generatorColumn(0)) + "\n" + union("GeneratorKind", generatorColumn(2));
  const ids = [union("FindingId", findings), generated, ...made].join("\n");
  return `${read("wasm/whence.d.ts")}\n/* ---- ids, from the core's own lists ---- */\n\n${ids}`;
}

/**
 * JSON Schema (draft 7) of one Report. More keys than are named may come with a later version 1 (see
 * "version" there).
 */
async function schema(file) {
  const { createGenerator } = await import("ts-json-schema-generator");
  const generator = createGenerator({
    path: file,
    type: "Report",
    skipTypeCheck: true,
    additionalProperties: true,
    topRef: true,
  });
  const title = "Whence report, version 1";
  return `${JSON.stringify({ title, ...generator.createSchema("Report") }, null, 1)}\n`;
}

export async function makeTypes() {
  const text = types();
  mkdirSync(`${top}build/gen`, { recursive: true });
  writeFileSync(`${top}build/gen/whence.d.ts`, text);
  // The same types for each form: TypeScript looks for them beside the file.
  for (const name of ["whence.d.ts", "whence.d.cts", "whence-bare.d.ts"])
    writeFileSync(`${top}dist/${name}`, text);
  writeFileSync(`${top}dist/api.md`, apiPage(text));
  const made = await kept(String(schema), text, () => schema(`${top}build/gen/whence.d.ts`));
  writeFileSync(`${top}dist/report.schema.json`, made);
}
