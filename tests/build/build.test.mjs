// build.sh as its user meets it: what it makes, what it does the second time, and each way it can fail.
// Offline, with fakes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { until } from "../support/until.mjs";
import { fakeEmcc, sandbox, vendor } from "./sandbox.mjs";

let box;
const make = (options) => (box = sandbox(options));
afterEach(() => box?.remove());

/** The run ended with this code and said this, in whole sentences of its own. */
function failed(result, code, ...words) {
  assert.equal(result.status, code, result.all);
  for (const word of words) assert.match(result.err, word);
  assert.match(result.err, /^whence: /m);
  assert.ok(!box.has("dist/SHA256SUMS"), "nothing is passed off as built");
}

test("builds from another folder, into a dist that is half there, and verifiably", () => {
  make();
  box.write("dist/whence.html", "left from an interrupted build");
  const result = box.run([], {}, "/");
  assert.equal(result.status, 0, result.all);
  assert.match(result.out, /Emscripten 9\.9\.9/);
  assert.ok(box.has("build/wasm/whence.wasm"));
  assert.match(
    box.read("dist/THIRD-PARTY-NOTICES.txt"),
    /Dave Gamble[^]*Pipping[^]*Mozilla Public License[^]*UNICODE[^]*fake licence of musl/i,
  );
  const check = spawnSync("sh", ["-c", "sha256sum -c SHA256SUMS || shasum -a 256 -c SHA256SUMS"], {
    cwd: box.path("dist"),
    encoding: "utf8",
  });
  assert.equal(check.status, 0, check.stdout);
});

test("a second build compiles nothing and fetches nothing", () => {
  make({ fetched: true });
  assert.equal(box.run().status, 0);
  const compiled = box.read("emcc.log");
  // No sources, no network and no npm: all that is needed is there.
  const result = box.run([], { WHENCE_SOURCES: "", FAKE_OFFLINE: "1" });
  assert.equal(result.status, 0, result.all);
  assert.equal(box.read("emcc.log"), compiled);
  assert.equal(box.read("npm.log").trim().split("\n").length, 1);
});

test("a new source and a removed one both lead to a new module", () => {
  make({ fetched: true });
  assert.equal(box.run().status, 0);
  box.write("core/deep/er/two.c", "int two;\n");
  assert.equal(box.run().status, 0);
  assert.match(box.read("emcc.log"), /compile core\/deep\/er\/two\.c\nlink/);
  const before = box.read("emcc.log").match(/link/g).length;
  spawnSync("rm", [box.path("core/deep/er/two.c")]);
  assert.equal(box.run().status, 0);
  assert.equal(box.read("emcc.log").match(/link/g).length, before + 1);
});

test("npm ci runs again when the lock file changes, and only then", () => {
  make({ fetched: true });
  assert.equal(box.run().status, 0);
  writeFileSync(box.path("package-lock.json"), `${box.read("package-lock.json")}\n`);
  assert.equal(box.run().status, 0);
  assert.equal(box.read("npm.log").trim().split("\n").length, 2);
});

test("Node.js too old: 10", () => {
  make();
  box.fake("node", "#!/bin/sh\necho v18.19.0\n");
  failed(box.run(), 10, /v18\.19\.0 is too old/, /20 or newer/);
});

test("Node.js missing: 10", () => {
  make();
  spawnSync("rm", [box.path("tools/node")]);
  failed(box.run(), 10, /Node\.js is missing/, /20 or newer/);
});

test("no Emscripten, and nothing to install it with: 11", () => {
  make({ without: ["emcc"] });
  failed(box.run(), 11, /missing here[^]*Emscripten/, /emscripten\.org/);
});

test("no Emscripten, and its installation fails: 11", () => {
  make({ without: ["emcc"] });
  box.fake("id", "#!/bin/sh\necho 0\n");
  box.fake("apt-get", "#!/bin/sh\necho 'E: Unable to locate package' >&2\nexit 100\n");
  failed(box.run(), 11, /Unable to locate package/, /could not be installed/);
});

test("no Emscripten, neither root nor sudo: 11, and apt-get is not tried", () => {
  make({ without: ["emcc"] });
  box.fake("id", "#!/bin/sh\necho 1000\n");
  box.fake("apt-get", "#!/bin/sh\ntouch tried\n");
  failed(box.run(), 11, /apt-get install --no-install-recommends emscripten\)/);
  assert.ok(!box.has("tried"));
});

test("no Emscripten, and the user wants nothing installed: 11", () => {
  make({ without: ["emcc"] });
  box.fake("id", "#!/bin/sh\necho 0\n");
  box.fake("apt-get", "#!/bin/sh\ntouch tried\n");
  failed(box.run([], { WHENCE_NO_INSTALL: "1" }), 11, /Emscripten/);
  assert.ok(!box.has("tried"));
});

test("a missing Emscripten is installed, by sudo and without recommended packages", () => {
  make({ without: ["emcc"], fetched: true });
  box.write("later", fakeEmcc, 0o755);
  box.fake("id", "#!/bin/sh\necho 1000\n");
  box.fake("sudo", "#!/bin/sh\necho \"$*\" >>sudo.log\nexec \"$@\"\n");
  box.fake("apt-get", "#!/bin/sh\ncp later bin/emcc\n");
  const result = box.run();
  assert.equal(result.status, 0, result.all);
  assert.match(box.read("sudo.log"), /apt-get .*--no-install-recommends emscripten$/m);
});

test("without root, one message says everything that ./build.sh test misses, and nothing is begun", () => {
  make({ without: ["emcc", "npm"] });
  box.fake("id", "#!/bin/sh\necho 1000\n");
  box.fake("apt-get", "#!/bin/sh\ntouch tried\n");
  for (const tool of ["make", "xz"]) spawnSync("rm", ["-f", box.path(`tools/${tool}`)]);
  const result = box.run(["test"], { WHENCE_SOURCES: "" });
  const packages = "npm make emscripten xz-utils gcc libc6-dev libcmocka-dev libssl-dev chromium "
    + "firefox-esr openssl fontconfig fonts-noto-cjk";
  failed(result, 11, /C compiler/, /Emscripten/, /cmocka/, /Chromium/, /Firefox/, /Japanese font/);
  assert.match(result.err, /and run \.\/build\.sh test again/);
  const [, advice] = result.err.match(/apt-get install --no-install-recommends (.*)\)/);
  for (const name of packages.split(" ")) assert.ok(advice.split(" ").includes(name), `${name}: ${advice}`);
  assert.equal(result.err.match(/could not be installed/g).length, 1);
  assert.ok(!box.has("tried") && !box.has("build/wasm"));
  box.fake("node", "#!/bin/sh\necho v18.19.0\n");
  const old = /Node\.js v18\.19\.0 is too old: install Node\.js 20/;
  failed(box.run(["test"], { WHENCE_SOURCES: "" }), 10, old, /  make\n/, /Emscripten/, /Chromium/);
});

test("another tool missing: 12, with its name", () => {
  make();
  spawnSync("rm", [box.path("tools/make")]);
  failed(box.run(), 12, /missing here[^]*  make\n[^]*apt-get install --no-install-recommends make\)/);
});

test("no network for the C sources: 13, and how to go on without one", () => {
  make();
  box.fake("curl", "#!/bin/sh\necho 'curl: (6) Could not resolve host' >&2\nexit 6\n");
  failed(box.run([], { WHENCE_SOURCES: "" }), 13, /cjson .*no network/, /WHENCE_SOURCES=/);
  assert.deepEqual(readdirSync(box.path("build/cache")), []);
});

test("no network for the Node packages: 13, and the next run tries again", () => {
  make({ fetched: true });
  failed(box.run([], { FAKE_OFFLINE: "1" }), 13, /Node packages/);
  assert.equal(box.run().status, 0);
});

test("wrong hash in the user's folder: 14, nothing built from it", () => {
  make();
  cpSync(vendor, box.path("given"), { recursive: true });
  writeFileSync(
    box.path("given/cjson/cJSON.c"),
    `${readFileSync(box.path("given/cjson/cJSON.c"), "utf8")}\n/* one line more */\n`,
  );
  // Relative to the caller.
  failed(box.run([], { WHENCE_SOURCES: "given" }), 14, /cJSON\.c: FAILED/, /Nothing was built/);
  assert.ok(!box.has("build/vendor/cjson"));
  assert.ok(!box.has("emcc.log"));
});

test("wrong hash in a download: 14, and it does not stay in the cache", () => {
  make();
  cpSync(join(vendor, "cjson"), box.path("cJSON-1.7.18"), { recursive: true });
  writeFileSync(box.path("cJSON-1.7.18/cJSON.h"), "#error\n");
  spawnSync("tar", ["-czf", "evil.tar.gz", "cJSON-1.7.18"], { cwd: box.dir });
  box.fake("curl", "#!/bin/sh\nwhile [ \"$1\" != -o ]; do shift; done\ncp evil.tar.gz \"$2\"\n");
  failed(box.run([], { WHENCE_SOURCES: "" }), 14, /cJSON\.h: FAILED/, /Nothing was built/);
  assert.ok(!box.has("build/vendor/cjson"));
  assert.deepEqual(readdirSync(box.path("build/cache")), []);
});

test("a download that is no archive: 14", () => {
  make();
  box.fake(
    "curl",
    '#!/bin/sh\nwhile [ "$1" != -o ]; do shift; done\necho \'<html>please log in</html>\' >"$2"\n',
  );
  failed(box.run([], { WHENCE_SOURCES: "" }), 14, /cjson/);
});

test("a source changed after it was fetched is fetched again, and compiled again", () => {
  make({ fetched: true });
  assert.equal(box.run().status, 0);
  const count = () => box.read("emcc.log").match(/cJSON\.c/g).length;
  assert.equal(count(), 1);
  const file = box.path("build/vendor/cjson/cJSON.c");
  writeFileSync(file, "int changed;\n");
  assert.equal(box.run().status, 0);
  assert.equal(readFileSync(file, "utf8"), readFileSync(join(vendor, "cjson/cJSON.c"), "utf8"));
  assert.equal(count(), 2);
});

test("what does not compile: 15, with the compiler's message, and no module", () => {
  make({ fetched: true });
  failed(box.run([], { FAKE_BROKEN: "1" }), 15, /core\/one\.c:1:1: error/, /did not compile|build failed/);
  assert.ok(!box.has("build/wasm/whence.wasm"));
});

test("a newer compiler's warning ends no build of somebody who changes nothing", () => {
  make({ fetched: true });
  const result = box.run([], { FAKE_WARNING: "1" });
  assert.equal(result.status, 0, result.all);
});

test("a module that lacks an export, or imports what is not allowed: 15", () => {
  make({ fetched: true });
  box.write("wasm/exports.txt", "malloc\nfree\nwhence_missing\n");
  failed(box.run(), 15, /does not export whence_missing/);
  assert.ok(!box.has("build/wasm/whence.wasm"));
});

test("a page script that fails: 15", () => {
  make({ fetched: true });
  box.write("web/build.mjs", "process.exit(3);\n");
  failed(box.run(), 15, /web\/build\.mjs/);
});

test("interrupted while linking, it builds the next time", async () => {
  make({ fetched: true });
  const running = box.start(box.path("build.sh"), [], { FAKE_SLOW: "1" });
  const ended = new Promise((resolve) => running.on("exit", (code, signal) => resolve(code ?? signal)));
  assert.ok(await until(() => box.has("emcc.log") && box.read("emcc.log").includes("link")));
  process.kill(-running.pid, "SIGINT");
  assert.notEqual(await ended, 0);
  assert.ok(!box.has("build/wasm/whence.wasm"));
  assert.ok(!box.has("dist/SHA256SUMS"));
  const result = box.run();
  assert.equal(result.status, 0, result.all);
  assert.ok(statSync(box.path("build/wasm/whence.wasm")).size > 0);
});

test("clean keeps the downloads, help says the exit codes, nonsense is refused", () => {
  make();
  box.write("build/cache/kept", "x");
  box.write("build/gen/gone", "x");
  box.write("dist/gone", "x");
  assert.equal(box.run(["clean"]).status, 0);
  assert.ok(box.has("build/cache/kept") && !box.has("build/gen") && !box.has("dist"));
  const help = box.run(["help"]);
  assert.equal(help.status, 0);
  for (const code of [10, 11, 12, 13, 14, 15]) assert.match(help.out, new RegExp(`\\b${code} `));
  assert.equal(box.run(["nonsense"]).status, 2);
});

test("tests/run.sh: a failing test fails the run, and the sum says so", () => {
  make();
  box.write("tests/wasm/good.test.mjs", "import { test } from 'node:test'; test('good', () => {});");
  box.write(
    "tests/wasm/bad.test.mjs",
    "import { test } from 'node:test'; test('bad', () => { throw new Error('x'); });",
  );
  box.write("tests/browser/after.test.mjs", "throw new Error('must not be reached');");
  const run = (...args) => spawnSync(box.path("tests/run.sh"), args, { env: box.env(), encoding: "utf8" });
  const result = run();
  assert.equal(result.status, 1);
  assert.match(result.stdout, /^1 passed, 1 failed\n$/m);
  spawnSync("rm", [box.path("tests/wasm/bad.test.mjs")]);
  assert.equal(run("wasm").status, 0);
  assert.equal(run("nonsense").status, 2);
  // A C test that crashes or is not built is a failure too.
  box.write("tests/c/test_crash.c", "");
  box.write("build/ctest/test_crash", "#!/bin/sh\necho '[       OK ] one'\nkill -SEGV $$\n", 0o755);
  assert.match(run("c").stdout, /^1 passed, 1 failed\n$/m);
  spawnSync("rm", [box.path("build/ctest/test_crash")]);
  assert.match(run("c").stdout, /^0 passed, 1 failed\n$/m);
});

test("serve: the files of dist with their types, and nothing else", async () => {
  make();
  box.write("dist/whence.html", "<!doctype html>");
  box.write("dist/whence.js", "export {};");
  const server = box.start(process.execPath, [box.path("web/serve.mjs")], { PORT: "0" });
  try {
    const address = await new Promise((resolve, reject) => {
      server.stdout.on("data", (text) => resolve(String(text).match(/http:\S+\//)?.[0]));
      server.on("exit", () => reject(new Error("the server ended")));
    });
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await fetch(address);
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(await page.text(), "<!doctype html>");
    assert.equal(
      (await fetch(`${address}whence.js`)).headers.get("content-type"),
      "text/javascript; charset=utf-8",
    );
    for (const path of ["nothing.js", "..%2fpackage.json", "%2e%2e/package.json", "%00", "%zz", ".hidden"]) {
      assert.ok((await fetch(address + path)).status >= 400, path);
    }
    assert.equal((await fetch(address, { method: "POST" })).status, 405);
  } finally {
    server.kill();
  }
});
