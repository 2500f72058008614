// The one result of a check that is told: the one that counts, beside DMARC that of the same server.
import { test } from "node:test";
import assert from "node:assert/strict";
import { wordsModule } from "../support/words.mjs";

const { resultOf } = await wordsModule("results.js");
const claim = (trusted, ...results) => ({
  trusted,
  results: results.map((one) => ({ method: one.split("=")[0], result: one.split("=")[1] })),
});
const shown = (authentication, kind = "message") =>
  ["spf", "dkim", "dmarc"].map((method) => resultOf({ authentication, source: { kind } }, method)).join();

test("what was verified here counts, then what the reader's side wrote, and nothing else", () => {
  const claimed = [claim(false, "spf=pass", "dkim=pass", "dmarc=pass"), claim(true, "spf=softfail")];
  assert.equal(shown({ claimed }), "softfail,,");
  assert.equal(shown({ claimed, spf: { result: "fail" }, dkim: [] }), "fail,none,");
  assert.equal(shown({ claimed, dkim: [{ result: "fail" }, { result: "pass" }] }), "softfail,pass,");
  assert.equal(shown({ claimed: [], spf: { result: "none" } }, "fragment"), ",,");
});

test("beside DMARC's result stand those of the server that found it", () => {
  const first = claim(true, "dkim=fail", "spf=none"), second = claim(true, "dkim=pass", "dmarc=pass");
  assert.equal(shown({ claimed: [first, second] }), "none,pass,pass");
  assert.equal(shown({ claimed: [second, first] }), "none,pass,pass");
  const strange = claim(false, "dkim=fail", "dmarc=fail");
  assert.equal(shown({ claimed: [strange, first] }), "none,fail,");
});
