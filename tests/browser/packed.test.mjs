// The packed page: one file, nothing referenced outside it, a policy that names exactly what is inside; and
// what its sources may not use.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { dist, root } from "./support.mjs";

const read = (name) => readFileSync(join(dist, name), "utf8");
const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
const all = (text, pattern) => [...text.matchAll(pattern)];
const policyOf = (page) =>
  Object.fromEntries(
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/
      .exec(page)[1]
      .split("; ")
      .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]),
  );

for (const name of ["whence.html", "whence-offline.html"]) {
  test(`${name} holds everything it needs`, () => {
    const page = read(name);
    // The script holds code that it offers for copying, as text: what counts is the markup around it.
    const around = page.replace(/(<script type="module">)[^]*?(<\/script>)/, "$1$2");
    assert.equal(all(around, /<script\b/g).length, 1);
    assert.equal(all(around, /<style\b/g).length, 1);
    const head = page.slice(0, page.indexOf('<script type="module">'));
    // What is fetched with the page; the footer's links lead to the files beside it, when somebody follows
    // them.
    for (const [, address] of all(
      head.replace(/<style>[^]*?<\/style>|<a [^>]*>/g, ""),
      /\b(?:src|href)="?([^"\s>]*)/g,
    ))
      assert.match(address, /^data:/);
    const script = /<script type="module">([^]*)<\/script>/.exec(page)[1];
    const style = /<style>([^]*)<\/style>/.exec(page)[1];
    assert.doesNotMatch(style, /url\(|@import/);
    assert.deepEqual(
      all(script, /(?:^|[;}\s])import\s*(?:[\w*{][^;"']*from\s*)?["']([^"']+)["']/g).map((match) => match[1]),
      [],
      "a static import",
    );
    assert.deepEqual(
      all(script, /\bimport\(\s*["'`]([^"'`]+)/g)
        .map((match) => match[1])
        .filter((module) => !module.startsWith("node:")),
      [],
      "a dynamic import",
    );

    const policy = policyOf(page);
    assert.deepEqual(policy["default-src"], ["'none'"]);
    assert.deepEqual(policy["script-src"], [hash(script), "'wasm-unsafe-eval'"]);
    assert.deepEqual(policy["style-src"], [hash(style)]);
    assert.deepEqual(policy["img-src"], ["data:"]);
    assert.deepEqual(policy["connect-src"], [name === "whence.html" ? "https:" : "'none'"]);
    assert.deepEqual(policy["require-trusted-types-for"], ["'script'"]);
    // Only the one that may ask has a worker that keeps it for use without a network, and a manifest.
    const online = name === "whence.html";
    assert.deepEqual(policy["trusted-types"], ["lit-html", "whence-worker"]);
    assert.deepEqual(policy["worker-src"], online ? ["blob:", "'self'"] : ["blob:"]);
    assert.deepEqual(policy["manifest-src"], online ? ["'self'"] : undefined);
    for (const directive of ["base-uri", "form-action"]) assert.deepEqual(policy[directive], ["'none'"]);
    // The policy stands before anything that it is to hold in check.
    assert.ok(page.indexOf("Content-Security-Policy") < page.search(/<(style|script|link|title)/));
  });
}

test("the editions differ in policy, one attribute, and the sum of the one that the other names", () => {
  const offline = read("whence-offline.html");
  const sum = createHash("sha256").update(offline, "utf8").digest("hex");
  const bare = (page) =>
    page
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
      .replace('<whence-analyzer page lookups="off">', "<whence-analyzer page>")
      .replace(`<code>${sum}</code>`, "<code></code>");
  assert.ok(read("whence.html").includes(`SHA-256 <code>${sum}</code>`));
  assert.ok(bare(read("whence.html")) === bare(offline), "something else differs");
});

test("the element is one module without imports", () => {
  const script = read("whence-element.js");
  assert.deepEqual(
    all(script, /(?:^|[;}\s])import\s*(?:[\w*{][^;"']*from\s*)?["']([^"']+)["']/g).map((match) => match[1]),
    [],
  );
});

/** Every file below a folder of the sources. */
function sources(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}

test("nothing in web/ turns text into markup", () => {
  const forbidden = new RegExp(
    "\\b(innerHTML|outerHTML|insertAdjacentHTML|document\\.write|unsafeHTML|unsafeStatic|setHTMLUnsafe|src" +
    "doc|" +
      "createContextualFragment|DOMParser|eval\\(|new Function)",
  );
  for (const file of sources("web").filter((name) => /\.(js|mjs|html)$/.test(name))) {
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .forEach((line, i) => assert.doesNotMatch(line, forbidden, `${file}:${i + 1}`));
  }
});

test("every module of the page has one purpose and a size to match", () => {
  for (const file of sources("web").filter((name) => /\.(js|mjs|css)$/.test(name))) {
    const text = readFileSync(join(root, file), "utf8");
    assert.ok(text.trimEnd().split("\n").length <= 400, `${file} is long`);
    if (!file.endsWith(".css")) assert.match(text, /^\/\//, `${file} does not say what it is`);
  }
});
