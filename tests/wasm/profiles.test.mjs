// Options given again cost nothing: what is made of them is kept, a few of them, and given back in the end.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { Profiles } from "../../wasm/profiles.js";
import { example } from "../support/examples.mjs";

/** A core that counts the profiles that are open. */
function counting() {
  const core = { made: 0, open: new Set(), openProfile: () => ({ handle: ++core.made, problem: null }) };
  core.closeProfile = (handle) =>
    assert.ok(core.open.delete(handle), "closed once, and only what was opened");
  const { openProfile } = core;
  core.openProfile = (json) => {
    const profile = openProfile(json);
    core.open.add(profile.handle);
    return profile;
  };
  return core;
}

test("the same options are opened once", () => {
  const core = counting();
  const profiles = new Profiles(core);
  for (let i = 0; i < 100; i++) profiles.borrow(i % 2 ? '{"ownServers":["mx.example.jp"]}' : "").release();
  assert.equal(core.made, 2);
});

test("a few are kept; one that is lent is not closed", () => {
  const core = counting();
  const profiles = new Profiles(core);
  const lent = profiles.borrow("lent");
  for (let i = 0; i < 50; i++) profiles.borrow(String(i)).release();
  assert.ok(core.open.size <= 5 && core.open.has(lent.handle), `${core.open.size} are open`);
  assert.equal(profiles.borrow("lent").handle, lent.handle);
});

test("own servers and brands that are given again and again take no longer than none", async () => {
  const whence = await open();
  const mail = example("kagoya.eml");
  const brands = [{ id: "a", names: ["A Shop"], domains: ["a.example"] }];
  const options = { ownServers: ["mx.example.jp"], brands };
  const cpu = async (given) => {
    const begun = process.cpuUsage();
    for (let i = 0; i < 60; i++) await whence.analyze(mail, { ...given });
    return process.cpuUsage(begun).user;
  };
  await cpu(options); // made here
  await cpu({});
  const least = async (given) => Math.min(await cpu(given), await cpu(given), await cpu(given));
  const ratio = (await least(options)) / (await least({}));
  assert.ok(ratio < 1.6, `${ratio.toFixed(2)} times as long`); // made anew each time: ten times and more
});
