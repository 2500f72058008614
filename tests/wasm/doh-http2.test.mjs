// DNS over HTTPS as the command line asks it: over HTTP/2 where the server has it, over HTTP/1.1 where it has
// not.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readCase } from "../support/cases.mjs";
import { startBrokenDoh, startHttp2Doh } from "../support/doh.mjs";

const run = promisify(execFile);
const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const lookUp = (server) =>
  run(process.execPath, [path("dist/cli.js"), "--json", `--lookups=${server.url}`, readCase("signed").mail], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: server.ca },
  });

test("a server that speaks HTTP/2 only is asked over HTTP/2, and the process ends by itself", async (t) => {
  const server = await startHttp2Doh();
  t.after(() => server.stop());
  const { stdout, stderr } = await lookUp(server);
  assert.equal(stderr, "");
  assert.ok(
    server.protocols.length > 1 && server.protocols.every((version) => version === "2.0"),
    server.protocols.join(),
  );
  // That it was not only asked but heard: every name has that address, and no SPF record.
  assert.equal(JSON.parse(stdout).authentication.spf.result, "none");
});

test("a server without HTTP/2 is asked over HTTP/1.1", async (t) => {
  let asked = 0;
  const server = await startBrokenDoh(() => { asked++; return false; });
  t.after(() => server.stop());
  const { stdout } = await lookUp(server);
  assert.ok(asked > 1);
  assert.equal(JSON.parse(stdout).authentication.spf.result, "none");
});
