// What README.md says is so: its two commands, its examples (run as they stand there, with the package as it
// is packed), the facts about time, disk, browsers and licence, and every file that it names.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { BROWSERS, complete, launch, openPage, paste, serve, text } from "../browser/support.mjs";
import { install, place, top, unpacked } from "./packed.mjs";

install();
const readme = readFileSync(join(unpacked, "README.md"), "utf8");
const about = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"));
const IP = "121.50.45.172"; // who handed over the example

/** The code blocks of a language ("" is one, too), without the indentation of a list. */
const blocks = (language) =>
  [...readme.matchAll(/^( *)```(\w*)\n([^]*?)^ *```$/gm)]
    .filter(([, , of]) => of === language)
    .map(([, indent, , code]) => code.replaceAll(new RegExp(`^${indent}`, "gm"), ""));
const commands = (block) =>
  block
    .split("\n")
    .map((line) => line.replace(/ {3,}.*/, ""))
    .filter(Boolean);

/** A folder with what the examples read, and `whence` on the PATH, as an installed package has it. */
const folder = join(place, "try/readme");
mkdirSync(join(folder, "bin"), { recursive: true });
for (const box of ["cur", "new"]) mkdirSync(join(folder, "Maildir", box), { recursive: true });
symlinkSync(join(unpacked, about.bin.whence), join(folder, "bin/whence"));
const example = (name) => join(unpacked, "web/examples", `${name}.eml`);
copyFileSync(example("kagoya"), join(folder, "mail.eml"));
copyFileSync(example("parcel"), join(folder, "Maildir/new/1.eml"));
const boxed = (name) =>
  `From a@example.com Tue Feb  1 10:00:00 2022\n${readFileSync(example(name), "latin1")}\n\n`;
writeFileSync(join(folder, "archive.mbox"), boxed("kagoya") + boxed("newsletter"), "latin1");
const shell = (command, cwd) => {
  const PATH = `${join(folder, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`;
  return execFileSync("bash", ["-c", command], {
    cwd,
    encoding: "utf8",
    env: { HOME: folder, PATH, LANG: "C.UTF-8" },
  });
};

test("from nothing to a verdict in two commands: the first has built what the second needs", () => {
  const [first, second, ...more] = commands(blocks("")[0]);
  assert.deepEqual([first, more], ["./build.sh", []]);
  const said = shell(second, top);
  assert.match(said, /forged/i);
  assert.ok(said.includes(IP));
});

test("the library's example", () => {
  const [code] = blocks("js");
  writeFileSync(join(folder, "example.mjs"), code);
  const said = execFileSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
  assert.match(said, new RegExp(`^(forged|suspicious) ${IP}\n$`));
});

test("the command's examples", () => {
  const lines = commands(blocks("").find((block) => block.startsWith("whence ")));
  const said = lines.map((line) => shell(line, folder));
  assert.equal(said.length, 3);
  assert.match(said[0], /どこから来たか/);
  assert.deepEqual(
    said[1]
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).input.message),
    [0, 1],
  );
  assert.deepEqual(
    said[2]
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).file),
    [join(folder, "Maildir/new/1.eml")],
  );
});

for (const name of BROWSERS) {
  test(`the tag and the module, in ${name}`, async () => {
    const [code] = blocks("html");
    const browser = await launch(name);
    const head = '<!doctype html><html><meta charset="utf-8"><body>';
    const server = await serve({
      "/": join(unpacked, "dist"),
      "/post": (_request, response) =>
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(head + code),
    });
    try {
      const page = await openPage(browser, `${server.url}/post`, {});
      await page.waitForFunction(() => customElements.get("whence-analyzer"));
      await paste(page, readFileSync(example("kagoya"), "utf8"));
      await complete(page);
      assert.match(await text(page, "#verdict-title"), /[ぁ-ん]/);
      assert.deepEqual(page.seen.problems, []);
    } finally {
      await browser.close();
      await server.close();
    }
  });
}

test("time, disk, browsers and licence stand there, and are those of the sources", () => {
  assert.match(readme, /first build takes about \w+ minutes/);
  const megabytes = Number(readme.match(/of which `dist\/` is (\d+)/)[1]);
  const dist = readdirSync(join(top, "dist"), { withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = dist.reduce((sum, { name }) => sum + statSync(join(top, "dist", name)).size, 0);
  assert.ok(bytes / 1e6 <= megabytes + 1 && bytes / 1e6 > megabytes - 3, `dist/ has ${bytes} bytes`);
  assert.ok(readme.includes(`Node.js ${about.engines.node.match(/\d+/)[0]} or newer`));
  const targets = readFileSync(join(top, "web/build.mjs"), "utf8")
    .match(/target: \["(chrome.*)"\]/)[1]
    .split('", "');
  for (const target of targets) {
    const [, name, version] = target.match(/^([a-z]+)([\d.]+)$/);
    assert.match(readme, new RegExp(`${name} ${version.replace(".", "\\.")}`, "i"));
  }
  assert.equal(about.license, "MIT");
  assert.match(readme, /^MIT\./m);
  assert.match(readFileSync(join(unpacked, "LICENSE"), "utf8"), /^MIT License/);
});

test("every file that it names is there", () => {
  const named = [...readme.matchAll(/`((?:core|dist|docs|tests|wasm|web)\/[\w./-]*)[` ]/g)].map(
    ([, path]) => path,
  );
  assert.ok(named.length > 15);
  assert.deepEqual(
    named.filter((path) => !existsSync(join(top, path))),
    [],
  );
  const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path);
  assert.deepEqual(
    linked.filter((path) => !existsSync(join(unpacked, path))),
    [],
  );
});
