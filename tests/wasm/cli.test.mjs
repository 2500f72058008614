// dist/cli.js as a shell calls it: formats, languages, and what it tells of itself.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { open } from "../../dist/whence.js";
import { placeholders } from "../../web/words/message.js";
import { OPTIONS } from "../../wasm/cli/options.js";
import { width, wrap } from "../../wasm/cli/terminal.js";
import { LANGUAGES } from "../../web/i18n/languages.js";
import { linesOf, run } from "../support/cli.mjs";
import { examplePath } from "../support/examples.mjs";

const kagoya = examplePath("kagoya.eml");
const whence = await open();

test("a file as text: the verdict, where it came from, the Message-ID, the findings", async () => {
  const { status, out, err } = await run([kagoya]);
  assert.deepEqual([status, err], [0, ""]);
  for (const text of [
    "121.50.45.172",
    "localhost.localdomain",
    "Message-ID",
    "Where it came from",
    "What was found",
    "カゴヤ・ジャパン",
  ])
    assert.ok(out.includes(text), text);
  assert.ok(!out.includes("\x1b"), "no colours where nobody sees them");
  for (const line of out.split("\n")) assert.ok(width(line) <= 80, line);
});

test("the language: as asked for, or the terminal's", async () => {
  assert.match((await run([kagoya, "--lang", "ja"])).out, /どこから来たか/);
  assert.match(
    (await run([kagoya, "--lang=en"], { env: { LANG: "ja_JP.UTF-8" } })).out,
    /Where it came from/,
  );
  assert.match((await run([kagoya], { env: { LC_ALL: "", LANG: "ja_JP.UTF-8" } })).out, /どこから来たか/);
  assert.match(
    (await run([kagoya], { env: { LC_ALL: "fr_FR.UTF-8", LANG: "ja_JP.UTF-8" } })).out,
    /Where it came from/,
  );
  assert.match((await run(["--help", "--lang", "ja"])).out, /標準入力/);
  assert.match((await run(["--nonsense"], { env: { LANG: "ja_JP.UTF-8" } })).err, /オプション/);
});

test("--json is the library's report", async () => {
  const { out } = await run(["--json", kagoya]);
  const { input, ...report } = JSON.parse(out);
  assert.deepEqual(input, { file: kagoya });
  assert.deepEqual(report, await whence.analyze(readFileSync(kagoya)));
});

test("several mails: --json gives a list, --ndjson a line each, in order", async () => {
  const files = ["parcel.eml", "kagoya.eml", "newsletter.eml"].map(examplePath);
  const list = JSON.parse((await run(["--json", ...files])).out);
  assert.deepEqual(list.map(({ input }) => input.file), files);
  assert.deepEqual(linesOf((await run(["--ndjson", ...files])).out), list);
});

test("--brief: a short line a mail", async () => {
  const [line, ...rest] = linesOf((await run(["--brief", kagoya])).out);
  const { verdict, handover } = await whence.analyze(readFileSync(kagoya));
  assert.deepEqual(rest, []);
  assert.deepEqual(
    [line.file, line.level, line.score, line.handover, line.from],
    [kagoya, verdict.level, verdict.score, handover.ip, "support@kagoya.jp"],
  );
  assert.ok(line.reasons.length >= 1 && line.reasons.length <= 3);
});

test("the version", async () => assert.equal((await run(["--version"])).out, `whence ${whence.version}\n`));

test("own domains and servers reach the analyzer; what is none is said", async () => {
  const args = ["--json", kagoya, "--own", "office.example.jp", "--own-server", "mail.example.jp"];
  const { domains } = JSON.parse((await run(args)).out);
  assert.equal(domains.find(({ name }) => name === "office.example.jp").kind, "own");
  const { status, err } = await run(["--json", kagoya, "--own", "not a domain"]);
  assert.equal(status, 0);
  assert.match(err, /^whence: ./);
});

test("lines are broken where English and Japanese may be", () => {
  assert.deepEqual(wrap("aaa bbb ccc", 7), ["aaa bbb", "ccc"]);
  assert.deepEqual(wrap("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
  assert.deepEqual(wrap("あいう、えお", 6), ["あい", "う、え", "お"]);
  assert.deepEqual(wrap("あい「うえお」", 6), ["あい", "「うえ", "お」"]);
  assert.deepEqual(wrap("", 6), [""]);
  assert.equal(width("あaｱe\u0301"), 5);
  for (const line of wrap("The domain 例え.example と 長い文章です。 ".repeat(5), 33))
    assert.ok(width(line) <= 33, line);
});

test("the command's texts are there in every language, with the same values", () => {
  const book = (language) =>
    readFileSync(new URL(`../../web/i18n/${language}/cli.json`, import.meta.url), "utf8");
  const [first, ...others] = LANGUAGES.map((language) => JSON.parse(book(language)));
  for (const other of others) {
    assert.deepEqual(Object.keys(other), Object.keys(first));
    for (const key of Object.keys(first))
      assert.deepEqual(placeholders(other[key]), placeholders(first[key]), key);
  }
});

test("every option is explained in every language: --help, manual page, completions", async () => {
  for (const language of LANGUAGES) {
    const [help, manual, bash, zsh] = await Promise.all(
      [["--help"], ["--man"], ["--completion", "bash"], ["--completion", "zsh"]].map(
        async (args) => (await run([...args, "--lang", language])).out,
      ),
    );
    for (const { name } of OPTIONS) {
      assert.ok(
        help.includes(`  --${name}`) && manual.includes(`\\-\\-${name.replaceAll("-", "\\-")}`),
        name,
      );
      assert.ok(bash.includes(`--${name}`) && zsh.includes(`--${name}`), name);
    }
    for (const line of help.split("\n")) assert.ok(width(line) <= 100, line);
  }
});

test(
  "bash completes options and their values",
  { skip: spawnSync("bash", ["--version"]).status !== 0 && "needs bash" },
  async () => {
    const { out } = await run(["--completion", "bash"]);
    const complete = (...words) =>
      spawnSync(
        "bash",
        [
          "-c",
          `${out}
COMP_WORDS=(whence ${words.join(" ")})
COMP_CWORD=${words.length}
_whence
printf '%s\\n' "\${COMPREPLY[@]}"`,
        ],
        { encoding: "utf8" },
      )
        .stdout.trim()
        .split("\n");
    assert.deepEqual(complete("--fail"), ["--fail-on"]);
    assert.deepEqual(complete("--fail-on", "s"), ["suspicious"]);
  },
);
