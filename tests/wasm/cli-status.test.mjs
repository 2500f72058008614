// How dist/cli.js ends: exit status, readers that have had enough, lookups that fail. (cli-errors.test.mjs
// has each thing that can go wrong around it.)
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { open } from "../../dist/whence.js";
import { FROM_LINE, cli, folder, mbox, put, run } from "../support/cli.mjs";
import { example, examplePath } from "../support/examples.mjs";
import { answer, fakeDoh, send } from "../support/fake-doh.mjs";

const kagoya = examplePath("kagoya.eml");
const whence = await open();

test("exit status 1 only when a mail reaches --fail-on", async () => {
  const { level } = (await whence.analyze(example("kagoya.eml"))).verdict;
  assert.equal((await run([kagoya, "--fail-on", level])).status, 1);
  assert.equal((await run([kagoya, "--fail-on", "authentic"])).status, 1);
  assert.equal((await run([examplePath("newsletter.eml"), "--fail-on=forged"])).status, 0);
  assert.equal(
    (
      await run([
        examplePath("newsletter.eml"),
        kagoya,
        examplePath("newsletter.eml"),
        "--ndjson",
        "--fail-on",
        level,
      ])
    ).status,
    1,
  );
});

test("exit status 2: wrong use is said, and nothing is read", async () => {
  for (const args of [
    ["--nonsense"],
    ["-x"],
    ["--lang"],
    ["--lang", "fr"],
    ["--json", "--html"],
    ["--fail-on", "bad"],
    ["--own="],
    ["--json=1"],
    ["--jobs", "many"],
    ["--color", "red"],
    ["--lookups=gopher://x", kagoya],
  ]) {
    const { status, out, err } = await run(args, { input: "From: a@example.com\n" });
    assert.equal(status, 2, args.join(" "));
    assert.equal(out, "", args.join(" "));
    assert.match(err, /^whence: ./);
  }
});

test("exit status 2: an input that cannot be read is said, the others are done", async () => {
  const signature = Buffer.from("d0cf11e0a1b11ae1", "hex");
  const outlook = put("mail.msg", Buffer.concat([signature, Buffer.alloc(600)]));
  for (const bad of [join(folder, "none.eml"), outlook]) {
    const { status, out, err } = await run(["--ndjson", bad, kagoya]);
    assert.equal(status, 2);
    // What --fail-on was asked for is told all the same.
    assert.equal((await run(["--ndjson", bad, kagoya, "--fail-on", "authentic"])).status, 1);
    assert.equal(JSON.parse(out).input.file, kagoya);
    assert.ok(err.startsWith(`whence: ${bad}: `), err);
  }
});

test("an unreadable input and a reader who has had enough keep the status of --fail-on", async () => {
  const none = join(folder, "none.eml");
  for (const files of [
    [none, kagoya],
    [kagoya, none],
  ])
    assert.equal((await run([...files, "--fail-on", "suspicious"])).status, 1);
  assert.equal(
    (await run([none, kagoya, "--fail-on", "forged", "--lang", "en"])).err.includes("none.eml"),
    true,
  );
  const latin1 = (name) => example(name).toString("latin1");
  const many = Array.from({ length: 40 }, () => `${FROM_LINE}${latin1("newsletter.eml")}\n\n`).join("");
  const path = put("before-parcel.mbox", `${many}${FROM_LINE}${latin1("parcel.eml")}`);
  const early = (args) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [cli, ...args], {
        env: { PATH: process.env.PATH },
        stdio: ["ignore", "pipe", "ignore"],
      });
      child.stdout.once("data", () => child.stdout.destroy());
      child.on("close", resolve);
    });
  assert.equal(await early([path, "--json", "--fail-on", "suspicious"]), 1);
  assert.equal(await early([path, "--json"]), 0);
});

test("a reader that has had enough ends it quietly", async () => {
  const path = put("many.mbox", mbox(3000));
  const child = spawn(process.execPath, [cli, "--ndjson", path]);
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  child.stdout.once("data", () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.deepEqual([status, err], [0, ""]);
});

test("a reader that has had enough does not hide a mail that reaches --fail-on", async () => {
  const path = put("long.mbox", `${mbox(500)}${FROM_LINE}${readFileSync(kagoya, "utf8")}`);
  const child = spawn(process.execPath, [cli, "--ndjson", "--fail-on", "suspicious", path]);
  child.stdout.once("data", () => child.stdout.destroy());
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 1);
});

test("interrupted: said, and the status that shells expect", async () => {
  const child = spawn(process.execPath, [cli, "--brief", "--paths"], { stdio: ["pipe", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  child.stdin.write(`${kagoya}\n`);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGINT");
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 130);
  assert.match(err, /^whence: interrupted/);
});

test("without --lookups nobody is asked; with it the names leave, and only names", async () => {
  const server = await fakeDoh((query, response) => send(response, answer(query, [], { rcode: 3 })));
  try {
    await run([kagoya], { env: { HTTPS_PROXY: server.url } });
    assert.equal(server.requests.length, 0);
    const { status, out, err } = await run(["--json", `--lookups=${server.url}`, kagoya]);
    assert.deepEqual([status, err], [0, ""]);
    assert.deepEqual(JSON.parse(out).questions, []);
    for (const { request } of server.requests) assert.match(request.url, /^\/dns-query\?dns=[\w-]+$/);
  } finally {
    await server.close();
  }
});

test("a resolver that cannot be reached: judged all the same", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.on("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const { status, out, err } = await run([
    "--ndjson",
    `--lookups=http://127.0.0.1:${port}/dns-query`,
    kagoya,
  ]);
  assert.equal(status, 3);
  assert.match(err, /^whence: lookups were asked for/);
  assert.equal(JSON.parse(out).handover.ip, "121.50.45.172");
});
