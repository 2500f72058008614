// The package as others install it: packed, unpacked beside the tools they use, and tried with each. All from
// its tarball, nothing from here.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { launch, newPage, serve } from "../browser/support.mjs";
import { install, place, unpacked } from "./packed.mjs";

const run = promisify(execFile);
const bin = (name) => join(place, "node_modules/.bin", name);
const write = (name, text) => {
  mkdirSync(join(place, name, ".."), { recursive: true });
  writeFileSync(join(place, name), text);
  return join(place, name);
};
install();

const about = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"));
const MAIL =
  "Received: from mail.example.net (mail.example.net [192.0.2.7]) by mx.example.org with ESMTP id 1; Mon, " +
  "2 Nov 2026 10:00:00 +0000\\r\\n" +
  "From: A <a@example.net>\\r\\nTo: b@example.org\\r\\nSubject: x\\r\\nDate: Mon, 2 Nov 2026 09:59:58 " +
  "+0000\\r\\nMessage-ID: <1@example.net>\\r\\n\\r\\nHello\\r\\n";
const ANSWER = "192.0.2.7";
/** A program that judges the mail and prints its handover's address. */
const program = (imports, opening = "open()") =>
  `${imports}\n(async () => { const whence = await ${opening}; ` +
    `const report = await whence.analyze("${MAIL}"); console.log(report.handover.ip); })();\n`;
const IMPORT = 'import { open } from "@whence-mail/whence";';

async function prints(command, ...args) {
  const { stdout } = await run(command, args, { cwd: place });
  assert.equal(stdout.trim(), ANSWER);
}

test("the package needs no other, and holds what its list of exports names, and its documents", () => {
  assert.equal(about.dependencies, undefined);
  assert.equal(about.scripts?.install ?? about.scripts?.postinstall, undefined);
  const named = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(named));
  const documents = [
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "docs/scale.md",
    "docs/embedding.md",
    "dist/api.md",
    "dist/THIRD-PARTY-NOTICES.txt",
    "web/examples/embed-basic.html",
  ];
  const files = [
    ...named(about.exports),
    ...Object.values(about.bin),
    about.main,
    about.types,
    about.customElements,
  ];
  for (const file of [...files, ...documents]) assert.ok(existsSync(join(unpacked, file)), file);
  const sources = /^(core|tests|build|wasm|node_modules)$/;
  assert.deepEqual(readdirSync(unpacked).filter((name) => sources.test(name)), []);
  assert.deepEqual(readdirSync(join(unpacked, "web")), ["examples", "screenshot.png"]);
});

test("Node.js: as an ES module, as CommonJS, and the command", async () => {
  await prints(process.execPath, write("try/a.mjs", program(IMPORT)));
  await prints(
    process.execPath,
    write("try/a.cjs", program('const { open } = require("@whence-mail/whence");')),
  );
  const child = execFileSync(process.execPath, [join(unpacked, about.bin.whence), "--json", "-"], {
    input: MAIL.replaceAll("\\r\\n", "\r\n"),
    encoding: "utf8",
  });
  assert.equal(JSON.parse(child).handover.ip, ANSWER);
});

test("Node.js: the module given by the caller, as bytes, compiled, and as a response; without it the bare " +
  "build says so", async () => {
  const bare =
    'import { open } from "@whence-mail/whence/bare"; import { readFileSync } from "node:fs"; ' +
    'import { fileURLToPath } from "node:url";\n' +
    'const bytes = readFileSync(fileURLToPath(import.meta.resolve("@whence-mail/whence/wasm")));';
  for (const [i, module] of [
    "bytes",
    "await WebAssembly.compile(bytes)",
    "new Response(bytes, { headers: { 'content-type': 'application/wasm' } })",
    "Promise.resolve(new Response(bytes))",
  ].entries()) {
    await prints(process.execPath, write(`try/bare${i}.mjs`, program(bare, `open({ module: ${module} })`)));
  }
  const codes = write(
    "try/none.mjs",
    `${bare}
    for (const options of [undefined, { module: new Response("", { status: 404 }) }, { module: 7 }, 7]) console.log(await open(options).then(() => "opened", (error) => error.code));`,
  );
  const { stdout } = await run(process.execPath, [codes], { cwd: place });
  assert.deepEqual(stdout.trim().split("\n"), [
    "bad-option",
    "wasm-unavailable",
    "wasm-unavailable",
    "bad-option",
  ]);
});

test("Node.js: the element can be imported where there is no document", async () => {
  const file = write(
    "try/element.mjs",
    'import * as defining from "@whence-mail/whence/element"; ' +
    'import { WhenceAnalyzer } from "@whence-mail/whence/element/class";\n' +
      "console.log(typeof defining.WhenceAnalyzer, typeof WhenceAnalyzer, typeof globalThis.document, " +
      "typeof globalThis.HTMLElement);",
  );
  const { stdout } = await run(process.execPath, [file], { cwd: place });
  assert.equal(stdout.trim(), "function function undefined undefined");
});

test("TypeScript, strict: the library as module and as CommonJS, the element and its events", async () => {
  const use = `const level: "forged" | "suspicious" | "unclear" | "consistent" | "authentic" = (null! as Report).verdict.level; void level;
    open().then(async (whence) => { const report: Report = await whence.analyze("x"); const ip: string | null | undefined = report.handover?.ip; void ip; });\n`;
  write(
    "try/ts/a.mts",
    `import { open, type FindingId, type Report } from "@whence-mail/whence";\n${use}const id: ` +
      `FindingId = "helo-localhost"; void id;\n`,
  );
  write("try/ts/b.cts", `import { open, type Report } from "@whence-mail/whence";\n${use}`);
  write(
    "try/ts/c.mts",
    `import "@whence-mail/whence/element"; import { open } from "@whence-mail/whence/bare";
    document.createElement("whence-analyzer").addEventListener("whence-report", (event) => { const score: number = event.detail.report.verdict.score; void score; });
    const shared = ({ detail }: CustomEvent<{ source: Uint8Array }>) => void detail.source.length;
    document.createElement("whence-analyzer").addEventListener("whence-share", shared);
    document.querySelector("whence-report")!.report = null;
    document.querySelector("whence-analyzer")!.open("findings", "helo-localhost");
    void open({ module: new Uint8Array() });\n`,
  );
  write(
    "try/ts/wrong.mts",
    'import { open, type FindingId } from "@whence-mail/whence";\n' +
    'void open().then((whence) => whence.analyze(7));\n' +
      'const none: FindingId = "helo-locahlost"; void none;\n',
  );
  // What a caller may have or not is handed on as it is.
  write(
    "try/ts/d.mts",
    `import { dohResolver, open, toHtml, type Report, type Resolver } from "@whence-mail/whence";
    declare const signal: AbortSignal | undefined, resolver: Resolver | undefined, lang: string | undefined;
    declare const own: string[] | undefined, wait: number | undefined, report: Report;
    void open({ module: undefined }).then((whence) => whence.analyze("x", { signal, resolver, ownDomains: own, onReport: undefined }));
    dohResolver("https://a.example/", { timeoutMs: wait });
    toHtml(report, { lang, words: own, redact: undefined });\n`,
  );
  const check = (module, ...files) =>
    run(
      process.execPath,
      [
        bin("tsc"),
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom,dom.iterable",
        "--types",
        "node",
        ...module,
        ...files.map((file) => join(place, "try/ts", file)),
      ],
      { cwd: place },
    );
  await check(["--module", "node16"], "a.mts", "b.cts", "c.mts");
  await check(["--module", "esnext", "--moduleResolution", "bundler"], "a.mts", "c.mts");
  await check(["--module", "node16", "--exactOptionalPropertyTypes"], "d.mts");
  await assert.rejects(
    check(["--module", "node16"], "wrong.mts"),
    ({ stdout }) =>
      /wrong\.mts\(2,\d+\): error TS2345/.test(stdout) && /wrong\.mts\(3,\d+\): error TS2820/.test(stdout),
  );
});

const bundlers = {
  async esbuild(entry, out) {
    await esbuild.build({
      entryPoints: [entry],
      outfile: out,
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module"],
      logLevel: "silent",
    });
  },
  async rollup(entry, out) {
    const config = write(
      "try/rollup.config.mjs",
      `import resolve from "@rollup/plugin-node-resolve";
      export default { input: ${JSON.stringify(entry)}, output: { file: ${JSON.stringify(out)}, format: "es" }, plugins: [resolve({ browser: true })] };`,
    );
    await run(process.execPath, [bin("rollup"), "-c", config], { cwd: place });
  },
  async vite(entry, out) {
    const build = write(
      "try/vite.mjs",
      `import { build } from "vite"; await build({ root: ${JSON.stringify(join(place, "try"))}, configFile: false, logLevel: "silent",
      build: { outDir: ${JSON.stringify(join(out, ".."))}, emptyOutDir: false, lib: { entry: ${JSON.stringify(entry)}, formats: ["es"], fileName: () => "vite.out.mjs" } } });`,
    );
    await run(process.execPath, [build], { cwd: place });
  },
  async webpack(entry, out) {
    const build = write(
      "try/webpack.mjs",
      `import webpack from "webpack"; await new Promise((resolve, reject) => webpack({ mode: "production", target: "web",
      entry: ${JSON.stringify(entry)}, performance: false, output: { path: ${JSON.stringify(join(out, ".."))}, filename: "webpack.out.mjs" } },
      (error, stats) => (error || stats.hasErrors() ? reject(error ?? new Error(stats.toString())) : resolve())));`,
    );
    await run(process.execPath, [build], { cwd: place });
  },
  async parcel(entry, out) {
    write("try/parcel/package.json", '{ "private": true }');
    cpSync(entry, join(place, "try/parcel/entry.mjs"));
    await run(
      process.execPath,
      [
        bin("parcel"),
        "build",
        join(place, "try/parcel/entry.mjs"),
        "--dist-dir",
        join(place, "try/parcel/out"),
        "--no-cache",
        "--no-source-maps",
      ],
      { cwd: join(place, "try/parcel"), env: { ...process.env, PARCEL_WORKERS: "0" } },
    );
    const [file] = readdirSync(join(place, "try/parcel/out")).filter((name) => /\.m?js$/.test(name));
    cpSync(join(place, "try/parcel/out", file), out);
  },
};
for (const [name, bundle] of Object.entries(bundlers)) {
  test(`${name} bundles it, and the bundle works`, async () => {
    const out = join(place, `try/${name}.out.mjs`);
    await bundle(write("try/entry.mjs", program(IMPORT)), out);
    rmSync(join(place, "try/node_modules"), { recursive: true, force: true });
    await prints(process.execPath, out);
  });
}

// A worker of its own keeps the page free while a mail is judged; it posts the address.
const asWorker = (imports, answer) =>
  `${imports}\nopen().then((whence) => whence.analyze("${MAIL}")).then((report) => report.handover.ip)\n`
  + `  .catch(String).then((told) => ${answer}(told));\n`;

test("Node.js: in a worker thread, as module and bundled", async () => {
  const imports = `import { parentPort } from "node:worker_threads";\n${IMPORT}`;
  const source = asWorker(imports, "parentPort.postMessage");
  const entry = write("try/thread.mjs", source);
  const bundled = join(place, "try/thread.out.mjs");
  const options = { bundle: true, format: "esm", platform: "node", logLevel: "silent" };
  await esbuild.build({ entryPoints: [entry], outfile: bundled, ...options });
  for (const file of [entry, bundled]) {
    await prints(process.execPath, write("try/threads.mjs", 'import { Worker } from "node:worker_threads";\n'
      + `new Worker(${JSON.stringify(file)}).once("message", (ip) => console.log(ip));\n`));
  }
});

test("a browser's module worker, as vite builds it", async () => {
  mkdirSync(join(place, "try/site"), { recursive: true });
  const page = '<!doctype html><meta charset="utf-8"><script type="module" src="./main.mjs"></script>\n';
  write("try/site/index.html", page);
  write("try/site/main.mjs",
    'const worker = new Worker(new URL("./judge.mjs", import.meta.url), { type: "module" });\n'
    + "worker.onmessage = ({ data }) => { document.title = data; };\n");
  write("try/site/judge.mjs", asWorker(IMPORT, "self.postMessage"));
  const build = write("try/site.mjs", `import { build } from "vite";
    await build({ root: ${JSON.stringify(join(place, "try/site"))}, configFile: false, logLevel: "silent",
    base: "./", worker: { format: "es" }, build: { outDir: "built" } });`);
  await run(process.execPath, [build], { cwd: place });
  const site = join(place, "try/site/built");
  const scripts = readdirSync(join(site, "assets")).filter((name) => name.endsWith(".js"));
  assert.equal(scripts.length, 2, "the page's script and the worker's");
  const server = await serve({ "/": site });
  const browser = await launch("chrome");
  try {
    const tab = await newPage(browser);
    await tab.goto(`${server.url}/index.html`);
    await tab.waitForFunction(() => document.title !== "");
    assert.equal(await tab.title(), ANSWER);
  } finally {
    await browser.close();
    await server.close();
  }
});

const linux = process.platform === "linux" && process.arch === "x64";

test("Deno runs it from the package", { skip: !linux && "the test's Deno is for Linux on x64" }, async () => {
  const file = write("try/deno.mjs", program(IMPORT));
  const env = { ...process.env, DENO_DIR: join(place, "deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
  const deno = join(place, "node_modules/@deno/linux-x64-glibc/deno");
  const { stdout } = await run(deno, ["run", "--node-modules-dir=manual", "--no-remote", file], {
    cwd: place,
    env,
  });
  assert.equal(stdout.trim(), ANSWER);
});

test("Bun runs it from the package", { skip: !linux && "the test's Bun is for Linux on x64" }, async () => {
  await prints(
    join(place, "node_modules/@oven/bun-linux-x64/bin/bun"),
    "run",
    write("try/bun.mjs", program(IMPORT)),
  );
});

test(
  "workerd runs it with a module that was compiled ahead",
  { skip: !linux && "the test's workerd is for Linux on x64" },
  async () => {
    for (const [from, to] of [
      ["dist/whence-bare.js", "whence-bare.js"],
      ["dist/whence.wasm", "whence.wasm"],
    ]) {
      mkdirSync(join(place, "try/workerd"), { recursive: true });
      cpSync(join(unpacked, from), join(place, "try/workerd", to));
    }
    write(
      "try/workerd/worker.js",
      `import { open } from "whence-bare.js"; import module from "whence.wasm";
    export default { async test() {
      const report = await (await open({ module })).analyze("${MAIL}");
      if (report.handover.ip !== "${ANSWER}") throw new Error(report.handover.ip);
      console.log("judged in workerd");
    } };`);
  const config = write("try/workerd/config.capnp", `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (services = [(name = "main", worker = (compatibilityDate = "2025-01-01", modules = [
      (name = "worker.js", esModule = embed "worker.js"), (name = "whence-bare.js", esModule = embed "whence-bare.js"), (name = "whence.wasm", wasm = embed "whence.wasm")]))]);`,
    );
    const { stdout, stderr } = await run(
      join(place, "node_modules/@cloudflare/workerd-linux-64/bin/workerd"),
      ["test", config],
      { cwd: place },
    );
    assert.match(stdout + stderr, /judged in workerd/);
  },
);
