// What the design promises and a machine can check: the core is pure, one module knows the wasm memory, mail
// text cannot become markup, and no tracked file names a package registry or a path of the machine it was
// written on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const run = (...command) => execFileSync(command[0], command.slice(1),
  { cwd: top, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });
const read = (file) => readFileSync(top + file, "utf8");

/**
 * What git tracks or would track; where there is no git, or it refuses to look, every file that no build
 * made.
 */
function list() {
  try {
    return run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
      .split("\0")
      .filter((file) => file && existsSync(top + file));
  } catch {
    return run(
      "find",
      ".",
      "-type",
      "f",
      "-not",
      "-path",
      "./.git*/*",
      "-not",
      "-path",
      "./build/*",
      "-not",
      "-path",
      "./dist/*",
      "-not",
      "-path",
      "./node_modules/*",
    )
      .split("\n")
      .filter(Boolean)
      .map((file) => file.slice(2));
  }
}
const tracked = list();

/** Blanks comments (and, if asked, strings and character constants), keeping the line numbers. */
function strip(source, strings) {
  const blank = (text) => text.replace(/[^\n]/g, " ");
  return source.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
    (part) => (part.startsWith("/") || strings ? blank(part) : part));
}

/** Every "file:line: text" of the files where the pattern matches. */
function matches(files, pattern, prepare = (text) => text) {
  return files.flatMap((file) => prepare(read(file)).split("\n")
    .map((line, index) => [line.match(pattern), index + 1])
    .filter(([match]) => match).map(([match, line]) => `${file}:${line}: ${match[0]}`));
}

const coreC = tracked.filter((file) => /^core\/.*\.[ch]$/.test(file) && !file.startsWith("core/vendor/"));
const scripts = (folder) => tracked.filter((file) => file.startsWith(folder) && /\.(m?js|html)$/.test(file));

test("the core calls nothing that trusts a terminating zero, and nothing of the system", () => {
  const names = [
    "strlen|strn?cpy|strn?cat|str(case)?str|strr?chr|strtok(_r)?|strto[dfilu]+", // a zero ends the text
    "v?s?n?printf|v?f?printf|s?scanf|gets|puts|fopen",
    "alloca|abort|exit|assert|setjmp|longjmp",
    "getenv|time|clock|gettimeofday|rand",
  ];
  const banned = new RegExp(`\\b(${names.join("|")})\\s*\\(`);
  assert.deepEqual(
    matches(coreC, banned, (text) => strip(text, true)),
    [],
  );
});

test("what a public address is, is decided in one file", () => {
  const deciding = coreC.filter((file) => /WH_IP_(PUBLIC|DOCUMENTATION)/.test(read(file)));
  assert.deepEqual(deciding, ["core/parse/ip.c", "core/parse/values.h"]);
});

test("the core includes no header of the system beyond types, limits and memory", () => {
  const fine = new Set(
    [
      "stdbool",
      "stddef",
      "stdint",
      "limits",
      "string",
      "stdlib",
      "stdarg",
      "float",
      "math",
      "inttypes",
      "wasm_simd128",
      "stdalign",
      "stdnoreturn",
      "cJSON",
      "uriparser/Uri",
    ].map((name) => `<${name}.h>`),
  );
  const others = matches(coreC, /#\s*include\s+<[^>]*>/).filter(
    (found) => !fine.has(found.match(/<[^>]*>/)[0]),
  );
  assert.deepEqual(others, []);
});

// The objects of the native library: build/native/sources.txt lists what went into it.
const sources = existsSync(`${top}build/native/sources.txt`)
  ? read("build/native/sources.txt").split(/\s+/)
  : [];
const objects = sources
  .filter((file) => /^(core|build\/gen)\//.test(file))
  .map((file) => `build/native/o/${file.replace(/^build\//, "").replace(/\.c$/, ".o")}`)
  .filter((file) => existsSync(top + file));
const nm = process.platform === "linux" && objects.length > 0;

/** The rows of nm's long form: {object, name, type, section}. */
function symbols() {
  let object = objects[0];
  return run("nm", "--format=sysv", ...objects)
    .split("\n")
    .flatMap((line) => {
      const heading = line.match(/^(?:Symbols|Undefined symbols) from (.*):$/);
      if (heading) object = heading[1];
      const cells = line.split("|").map((cell) => cell.trim());
      return cells.length === 7 && cells[2] !== "Class"
        ? [{ object, name: cells[0], type: cells[2], section: cells[6] }]
        : [];
    });
}

test("the core's objects hold no writable variable", { skip: !nm && "needs Linux and make native" }, () => {
  // Constant tables of pointers are in .data.rel.ro: written once by the loader, then read-only.
  const writable = symbols().filter(
    ({ type, section }) =>
      type === "C" || /^\.(data|bss|tdata|tbss)(?!\.rel\.ro)/.test(section) || section === "*COM*",
  );
  assert.deepEqual(
    writable.map(({ object, name }) => `${object}: ${name}`),
    [],
  );
});

test(
  "the core links with memory, sorting, the three libraries and its host, and nothing else",
  { skip: !nm && "needs Linux and make native" },
  () => {
    const rows = symbols();
    const own = new Set(rows.filter(({ type }) => type !== "U").map(({ name }) => name));
    // strlen: gcc makes it of a loop; that nobody writes it is tested above. A name of ours that nobody
    // defines is for wasm/check-module.mjs to find.
    const known = [
      "mem(cpy|move|set|cmp|chr)|strlen|malloc|calloc|realloc|free|qsort|bsearch|floor|ceil|round|l?labs",
      "_GLOBAL_OFFSET_TABLE_|__stack_chk_fail", // the compiler's own
      "cJSON_\\w+|uri\\w+A|wh_\\w+|whence_\\w+",
    ];
    const fine = new RegExp(`^(${known.join("|")})$`);
    const strange = rows.filter(({ name, type }) => type === "U" && !own.has(name) && !fine.test(name));
    assert.deepEqual([...new Set(strange.map(({ object, name }) => `${object}: ${name}`))], []);
  },
);

test("one module at most knows the wasm memory", () => {
  // What puts the module together is another one, with a memory of its own; beside.js fills the memory with
  // constants before anything runs.
  const files = [...scripts("wasm/"), ...scripts("web/")].filter(
    (path) => !path.includes("wasm/joining/") && path !== "wasm/beside.js",
  );
  const knowing = new Set(
    matches(files, /HEAPU?\d|\bmemory\.buffer\b|\.memory\b/, (text) => strip(text, false)).map(
      (found) => found.split(":")[0],
    ),
  );
  assert.ok(knowing.size <= 1, [...knowing].join(", "));
});

test("no script makes markup or code out of text", () => {
  const files = [...scripts("wasm/"), ...scripts("web/")];
  const names =
    "innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|createContextualFragment|setHTMLUnsafe|srcdoc";
  const ways = new RegExp(`\\b(${names})\\b|document\\.write|\\beval\\s*\\(|new Function\\b`);
  assert.deepEqual(
    matches(files, ways, (text) => strip(text, false)),
    [],
  );
});

test("no script opens a connection but by fetch, or leads the page elsewhere", () => {
  // Two name the doors to take them away.
  const closers = ["web/sealed.js", "web/element/far-serve.js"];
  const files = [...scripts("wasm/"), ...scripts("web/")].filter((file) => !closers.includes(file));
  const doors = /\b(RTCPeerConnection|WebSocket|WebTransport|EventSource|XMLHttpRequest|sendBeacon)\b/;
  assert.deepEqual(
    matches(files, doors, (text) => strip(text, false)),
    [],
  );
  const elsewhere =
    /\bwindow\.open\(|\blocation\.(assign|replace)\(|\blocation(\.href)?\s*=[^=]|\.navigate\(/;
  assert.deepEqual(
    matches(files, elsewhere, (text) => strip(text, false)),
    [],
  );
});

const texts = tracked.filter((file) => !/\.(png|ico|woff2?|msg|eml|gz|bin)$/.test(file));

test("no file names a package registry or a mirror", () => {
  const registry = /https?:\/\/[^\s/"'<>]*(npm|debian|registry|pypi|yarnpkg|artifact|mirror)[^\s/"'<>]*/i;
  assert.deepEqual(matches(texts, registry), []);
  assert.deepEqual(matches(["package-lock.json"], /"resolved"/), []);
});

test("no file names a folder of this machine", () => {
  // Where this copy lies says nothing when it lies in a common temporary folder.
  const roots = [`/${top.split("/")[1]}/`, process.env.HOME ? `${process.env.HOME.replace(/\/$/, "")}/` : ""]
    .filter((root) => root.length > 3 && !/^\/(tmp|var|usr|home|Users|private|builds)\/$/.test(root));
  const escaped = roots.map((root) => root.replace(/[^\w/]/g, "\\$&")).join("|");
  if (escaped) assert.deepEqual(matches(texts, new RegExp(`(?<![\\w.~$}-])(${escaped})`)), []);
});

test("nothing built or fetched is tracked", () => {
  assert.deepEqual(tracked.filter((file) => /^(build|dist|node_modules)\//.test(file)), []);
});
