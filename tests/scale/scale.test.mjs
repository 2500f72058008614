// The recipes of docs/scale.md, run as they stand there, on a folder of mails made here.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "whence-scale-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const guide = readFileSync(`${top}docs/scale.md`, "utf8");

// `whence` on the PATH, as an installed package has it.
mkdirSync(join(folder, "bin"));
writeFileSync(
  join(folder, "bin/whence"),
  `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(`${top}dist/cli.js`)} "$@"\n`,
);
chmodSync(join(folder, "bin/whence"), 0o755);
const env = {
  ...process.env,
  PATH: `${join(folder, "bin")}:/usr/bin:/bin:${process.env.PATH}`,
  LC_ALL: "C.UTF-8",
};

// Sixty mails: forty of two campaigns, from two networks, and twenty that are fine.
const COUNT = 60;
mkdirSync(join(folder, "mails/inner"), { recursive: true });
for (let i = 0; i < COUNT; i++) {
  const net = i % 3; // 2: honest
  const mail =
    net === 2
      ? `Received: from mail.example.org (mail.example.org [192.0.2.${i}]) by mx.example.net with ESMTPS ` +
        `id ${i}; Mon, 2 Nov 2026 10:00:00 +0000\nFrom: a${i}@example.org\nMessage-ID: <${i}@example.org>\n`
      : `Received: from localhost.localdomain (unknown [${net ? "198.51.100" : "203.0.113"}.${i}]) by ` +
        `mx.example.net with ESMTP id ${i}; Mon, 2 Nov 2026 10:00:00 +0000\nFrom: "PayPal Security" ` +
        `<x@pay${i}.example>\nMessage-ID: <${i}@localhost.localdomain>\n`;
  writeFileSync(
    join(folder, i < 50 ? "mails" : "mails/inner", `${String(i).padStart(2, "0")}.eml`),
    `${mail}To: b@example.net\nSubject: number ${i}\nDate: Mon, 2 Nov 2026 09:59:58 +0000\n\nHello\n`,
  );
}

/** The shell block of the guide that follows a heading. */
function recipe(heading) {
  const part = guide.slice(guide.indexOf(`## ${heading}`));
  return part.match(/```sh\n([^]*?)```/)[1];
}
const sh = (script) =>
  execFileSync("bash", ["-euo", "pipefail", "-c", script], { cwd: folder, env, encoding: "utf8" });
const rows = (name) =>
  readFileSync(join(folder, name), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const bad = (list) => list.filter(({ level }) => level === "suspicious" || level === "forged").length;

test("one machine, one command", () => {
  sh(recipe("One machine"));
  const list = rows("mails.ndjson");
  assert.equal(list.length, COUNT);
  assert.equal(bad(list), 40);
});

test(
  "GNU parallel",
  { skip: spawnSync("parallel", ["--version"]).status !== 0 && "needs GNU parallel" },
  () => {
    rmSync(join(folder, "mails.ndjson"), { force: true });
    sh(recipe("GNU parallel"));
    assert.deepEqual(
      rows("mails.ndjson")
        .map(({ file }) => file.replace(/^.*\//, ""))
        .sort(),
      Array.from({ length: COUNT }, (_, i) => `${String(i).padStart(2, "0")}.eml`),
    );
  },
);

test(
  "DuckDB over the lines",
  {
    skip:
      !existsSync(`${top}build/package/node_modules/@duckdb/node-api`) &&
      "needs the packages of tests/package",
  },
  () => {
    sh(recipe("One machine"));
    const [query] = guide.slice(guide.indexOf("## DuckDB")).match(/(?<=```sql\n)[^]*?(?=```)/);
    writeFileSync(
      join(folder, "query.mjs"),
      `import { DuckDBInstance } from ${JSON.stringify(`${top}build/package/node_modules/@duckdb/node-api/lib/index.js`)};
    const connection = await (await DuckDBInstance.create()).connect();
    console.log(JSON.stringify((await connection.runAndReadAll(${JSON.stringify(query)})).getRowsJson()));`,
    );
    const found = JSON.parse(
      execFileSync(process.execPath, [join(folder, "query.mjs")], { cwd: folder, encoding: "utf8" }),
    );
    assert.deepEqual(found.map(([network, count]) => [network, Number(count)]).sort(), [
      ["198.51.100", 20],
      ["203.0.113", 20],
    ]);
  },
);

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const python = "/usr/bin/python3";
const dask = existsSync(python) && spawnSync(python, ["-c", "import distributed"]).status === 0;

test(
  "Dask: a scheduler and two workers",
  { skip: !dask && "needs Debian's python3-distributed" },
  async (t) => {
    const address = `tcp://127.0.0.1:${await freePort()}`;
    const start = (module, ...args) =>
      spawn(python, ["-m", module, ...args], { cwd: folder, env, stdio: "ignore" });
    const children = [
      start("distributed.cli.dask_scheduler", "--host", address, "--no-dashboard", "--no-show"),
    ];
    for (let i = 0; i < 2; i++)
      children.push(
        start(
          "distributed.cli.dask_worker",
          address,
          "--nthreads",
          "1",
          "--no-dashboard",
          "--local-directory",
          join(folder, `worker${i}`),
        ),
      );
    t.after(() =>
      Promise.all(
        children.map(
          (child) =>
            new Promise((resolve) => {
              if (child.exitCode !== null || child.signalCode !== null) return resolve();
              child.once("exit", resolve);
              child.kill("SIGKILL");
            }),
        ),
      ),
    );
    const out = execFileSync(python, [`${top}docs/scale/campaigns.py`, address, "table.ndjson", "mails"], {
      cwd: folder,
      env,
      encoding: "utf8",
      timeout: 300_000,
    });
    const list = rows("table.ndjson");
    assert.equal(list.length, COUNT);
    assert.equal(bad(list), 40);
    assert.deepEqual(
      out
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .sort(),
      [
        ["20", "198.51.100.0/24"],
        ["20", "203.0.113.0/24"],
      ],
    );
  },
);

test("what it costs: measured by the command that the guide names; the sums on paper are right", () => {
  const figures = [`${top}tests/scale/figures.mjs`, join(folder, "mails/inner"), "100"];
  const said = execFileSync(process.execPath, figures, { env, encoding: "utf8" });
  assert.match(said, /^--brief +start [\d.]+ s, then [1-9]\d* mails a core-second, [1-9]\d* MB at most$/m);
  const rate = Number(guide.match(/\| mails a core-second \| (\d+)/)[1]);
  const number = (cell) => parseFloat(cell.replace(/,/g, ""));
  const cells = (row) =>
    guide.match(new RegExp(`^\\| ${row}[^|]*\\| ([^|]*) \\| ([^|]*) \\|$`, "m")).slice(1).map(number);
  const mails = cells("mails a day");
  assert.deepEqual(mails, [1e6, 1e8]);
  const sums = {
    "a second, on average": mails.map((n) => n / 86400),
    "cores, on average": mails.map((n) => n / 86400 / rate),
    "cores for a peak": mails.map((n) => (n / 86400 / rate) * 10),
    "mail read": [20, 2],
  };
  for (const [row, want] of Object.entries(sums)) {
    cells(row).forEach((told, i) =>
      assert.ok(Math.abs(told / want[i] - 1) < 0.06, `${row}: ${told}, not ${want[i]}`),
    );
  }
});
