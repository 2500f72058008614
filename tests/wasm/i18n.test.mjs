// Every finding of core/checks/findings has its texts in every language, with the same placeholders; every
// key that the page uses is there; nothing is empty, nothing is there for an id that does not exist.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, placeholders } from "../../web/words/message.js";
import { FINDINGS, TEXTS } from "../../web/i18n/files.js";
import { LANGUAGES, NAMES } from "../../web/i18n/languages.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const WHICH = ["title", "means", "innocent", "advice"];
// What reassures or only informs has no innocent causes and may need no advice.
const QUIET = new Set(["WH_INFO", "WH_GOOD"]);

/** area -> Map(id -> severity), from the .def files: X(NAME, "id", SEVERITY, weight) */
function findings() {
  const areas = new Map();
  for (const file of readdirSync(`${root}core/checks/findings`)) {
    if (!file.endsWith(".def") || file === "all.def") continue;
    const text = readFileSync(`${root}core/checks/findings/${file}`, "utf8").replace(/\/\*[^]*?\*\//g, "");
    const rows = [...text.matchAll(/X\(\s*\w+\s*,\s*"([^"]+)"\s*,\s*(\w+)\s*,\s*(-?\d+)\s*\)/g)];
    assert.equal(
      rows.length,
      (text.match(/\bX\(/g) ?? []).length,
      `${file} has a row that is not X(NAME, "id", SEVERITY, weight)`,
    );
    areas.set(file.replace(".def", "").replaceAll("_", "-"), new Map(rows.map((row) => [row[1], row[2]])));
  }
  return areas;
}

const areas = findings();
const read = (language, file) => JSON.parse(readFileSync(`${root}web/i18n/${language}/${file}.json`, "utf8"));

const i18n = `${root}web/i18n`;
test("every folder is a language of the list, and all have the files of the list", () => {
  const folders = readdirSync(i18n, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), [...LANGUAGES].sort());
  const named = (code) => [code, new Intl.DisplayNames(code, { type: "language" }).of(code)];
  assert.deepEqual(NAMES, Object.fromEntries(LANGUAGES.map(named)));
  const files = [...TEXTS, ...FINDINGS, "cli", "outside"].map((name) => `${name}.json`).sort();
  for (const language of LANGUAGES) assert.deepEqual(readdirSync(`${i18n}/${language}`).sort(), files);
  assert.deepEqual([...FINDINGS].sort(), [...areas.keys()].sort());
});

test("a key stands in one file, so that no text hides another", () => {
  for (const language of LANGUAGES) {
    for (const files of [TEXTS, FINDINGS]) {
      const keys = files.flatMap((file) => Object.keys(read(language, file)));
      const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
      assert.deepEqual(twice, [], language);
    }
  }
});

test("the findings are found", () => {
  assert.equal(areas.size, 10);
  assert.ok([...areas.values()].every((area) => area.size > 0));
});

for (const [area, ids] of areas) {
  test(`texts of ${area}`, () => {
    const books = Object.fromEntries(LANGUAGES.map((language) => [language, read(language, area)]));
    for (const language of LANGUAGES) {
      for (const id of Object.keys(books[language]))
        assert.ok(ids.has(id), `${language}/${area}.json: no finding has the id ${id}`);
      for (const [id, severity] of ids) {
        const texts = books[language][id];
        assert.ok(texts, `${language}/${area}.json: no text for ${id}`);
        assert.deepEqual(
          Object.keys(texts),
          WHICH,
          `${language}/${area}.json: ${id} has other texts than ${WHICH}`,
        );
        for (const which of WHICH) {
          const mayBeEmpty = QUIET.has(severity) && (which === "innocent" || which === "advice");
          assert.ok(
            mayBeEmpty || texts[which].trim(),
            `${language}/${area}.json: ${id} has an empty "${which}"`,
          );
          assert.equal(
            texts[which],
            texts[which].trim(),
            `${language}/${area}.json: ${id}, "${which}": space around it`,
          );
        }
      }
    }
    for (const id of ids.keys()) {
      for (const which of WHICH) {
        const filled = LANGUAGES.filter((language) => books[language][id][which]);
        assert.ok(!filled.length || filled.length === LANGUAGES.length, `${id}: "${which}": ${filled} only`);
      }
      const [first, ...others] = LANGUAGES.map((language) =>
        placeholders(WHICH.map((which) => books[language][id][which]).join("\n")),
      );
      for (const other of others) assert.deepEqual(other, first, `${id}: placeholders differ`);
      for (const language of LANGUAGES) {
        for (const which of WHICH) {
          const stray = books[language][id][which].replace(/\{[A-Za-z][A-Za-z0-9]*(:[a-z][a-z.-]*)?\}/g, "");
          assert.ok(!/[{}]/.test(stray), `${language}: ${id}, "${which}": a brace that is no placeholder`);
        }
      }
    }
  });
}

// The texts of the page itself: ui.json, and the larger families that have a file each.
const BOOKS = [
  ...["ui", "results", "page", "dissection"],
  ...["composer", "glossary", "generators", "vendors", "outside"],
];
const ui = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    Object.assign({}, ...BOOKS.map((file) => read(language, file))),
  ]),
);

test("the page's own texts", () => {
  for (const language of LANGUAGES) {
    assert.deepEqual(Object.keys(ui[language]).sort(), Object.keys(ui[LANGUAGES[0]]).sort());
    for (const [key, text] of Object.entries(ui[LANGUAGES[0]])) {
      assert.ok(ui[language][key].trim(), `${language}: "${key}" is empty`);
      const [here, there] = [ui[language][key], text].map(placeholders);
      assert.deepEqual(here, there, `${language}: "${key}": other placeholders`);
    }
  }
});

test("every key that the page names is there", () => {
  const files = readdirSync(`${root}web/element`)
    .map((name) => `element/${name}`)
    .concat("shell.js");
  const missing = new Set();
  for (const file of files) {
    const source = readFileSync(`${root}web/${file}`, "utf8");
    for (const [, key] of source.matchAll(
      /(?:(?<!\.)\bt|(?:ctx|texts)\.t|\.rich|texts\.has)\(\s*"([a-zA-Z][a-zA-Z.-]*)"/g,
    )) {
      if (!Object.hasOwn(ui.en, key)) missing.add(`${file}: ${key}`);
    }
  }
  assert.deepEqual([...missing], []);
});

// Ids that the core gives out and the page names: the X-macro lists of the headers, and the family of texts
// for each.
const FAMILIES = [
  ["parse/source.h", "WH_REPAIRS", "repair"],
  ["parse/body.h", "WH_MIME_DAMAGES", "mime.damage"],
  ["parse/header.h", "WH_RECEIVED_PROBLEMS", "hop.problem"],
  ["parse/header.h", "WH_MSGID_PROBLEMS", "message-id.problem"],
  ["parse/values.h", "WH_NAME_PROBLEMS", "name.problem"],
  ["base/limits.h", "WH_CUTS", "unread.what"],
  ["evidence/evidence.h", "WH_ROLES", "role"],
  ["evidence/evidence.h", "WH_FILE_PROBLEMS", "attachment.problem"],
  ["evidence/evidence.h", "WH_UNREAD_WHATS", "unread.what"],
  ["evidence/evidence.h", "WH_UNREAD_REASONS", "unread.reason"],
  ["oracle/oracle.h", "WH_WHYS", "why"],
  ["checks/checks.h", "WH_AREAS", "area"],
  ["checks/lookalike/lookalike.h", "WH_TECHNIQUES", "technique"],
  ["checks/auth/spf.h", "WH_SPF_PROBLEMS", "auth.reason"],
  ["checks/auth/dkim.h", "WH_DKIM_REASONS", "auth.reason"],
  ["checks/auth/dmarc.h", "WH_DMARC_PROBLEMS", "auth.reason"],
  ["checks/auth/arc.h", "WH_ARC_REASONS", "auth.reason"],
  ["checks/auth/dkim.h", "WH_DKIM_REPAIRS", "auth.repair"],
];
for (const [header, list, family] of FAMILIES) {
  test(`${list} are named`, () => {
    const source = readFileSync(`${root}core/${header}`, "utf8").replace(/\\\n/g, " ");
    const line = new RegExp(`#define ${list}\\(X\\)(.*)`).exec(source);
    assert.ok(line, `${header} has no ${list}`);
    const ids = [...line[1].matchAll(/X\(\w+,\s*"([^"]+)"[,)]/g)].map((match) => match[1]);
    assert.ok(ids.length > 3);
    for (const id of ids) assert.ok(Object.hasOwn(ui.en, `${family}.${id}`), `no text "${family}.${id}"`);
  });
}

test("every format that a message names is one, or a family of texts", () => {
  const known = new Set(["text", "number", "bytes", "duration", "date", "region", "language"]);
  for (const [area, ids] of areas) {
    for (const language of LANGUAGES) {
      const book = read(language, area);
      for (const id of ids.keys()) {
        for (const part of WHICH.flatMap((which) => parse(book[id]?.[which] ?? ""))) {
          if (typeof part === "string" || known.has(part.format)) continue;
          assert.ok(
            Object.keys(ui[language]).some((key) => key.startsWith(`${part.format}.`)),
            `${language}: ${id}: no format or family "${part.format}"`,
          );
        }
      }
    }
  }
});

// One hand: what an editor would strike out.
const JAPANESE = "[\\u3041-\\u30ff\\u4e00-\\u9fff]";
const STRAY = new RegExp(`${JAPANESE} [A-Za-z0-9{]|[A-Za-z0-9}] ${JAPANESE}`); // no blank between scripts
const HALF = new RegExp(`${JAPANESE}[(:;!?]|[):;]${JAPANESE}`); // brackets and stops are full-width
const TONE = /まとも|まっとう|でっち上げ|うのみ|しょせん|素人/; // nobody is scolded
const MIXED = /Webページ|ウェブ(?:メール)?ブラウザ(?!ー)/;

test("texts read as one hand wrote them", () => {
  const found = [];
  const all = (value, path) => {
    if (typeof value === "object") {
      for (const [key, one] of Object.entries(value)) all(one, `${path}/${key}`);
      return;
    }
    const bare = value.replace(/\{[A-Za-z0-9]+(?::[a-z.-]+)?\}/g, "X");
    const rules = path.startsWith("ja")
      ? [STRAY, HALF, TONE, MIXED]
      : [/’|‘|\be-?Mail\b|\s,|\s\.(?:\s|$)| {2}/];
    if (rules.some((rule) => rule.test(bare))) found.push(`${path}: ${value}`);
  };
  for (const language of LANGUAGES)
    for (const file of readdirSync(`${root}web/i18n/${language}`))
      if (file.endsWith(".json")) all(read(language, file.replace(".json", "")), `${language}/${file}`);
  assert.deepEqual(found, []);
});
