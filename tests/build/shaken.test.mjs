// Of a CommonJS module what is used, and all that this comes to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shaken } from "../../wasm/shaken.mjs";

const top = fileURLToPath(new URL("../../", import.meta.url));

const MODULE = `'use strict'
const far = require('far')
const near = require('near')
const UNIT = 1 << 4
const first = exports.first = {}
first.encode = function (of) { return far(of, first.encode.bytes, UNIT) }
first.encode.bytes = 0
first.decode = function (of) { return near(of) }
const second = exports.second = {}
second.encode = (of) => helper({ first: of })
exports.third = exports.fourth = second
exports.all = (kind) => [first, second][kind]
exports.either = (kind) => first[kind]
function helper (of) { return near.inner.part(of) }
if (far) console.log(UNIT)
`;
const linesOf = (...used) => {
  const left = shaken(MODULE, used).split("\n");
  return MODULE.trim().split("\n").flatMap((line, i) => (left.includes(line) ? [i] : []));
};

test("what is used stays, with what that comes to; what does something by itself stays as well", () => {
  assert.deepEqual(linesOf("first.decode"), [0, 1, 2, 3, 4, 7, 14]);
  assert.deepEqual(linesOf("first.encode"), [0, 1, 3, 4, 5, 6, 14]);
  assert.deepEqual(linesOf("second"), [0, 1, 2, 3, 8, 9, 13, 14]);
  assert.deepEqual(linesOf("fourth"), [0, 1, 2, 3, 8, 9, 10, 13, 14]);
});

test("a value that is passed on whole, or asked for by a name that is not known, is whole", () => {
  assert.deepEqual(linesOf("all"), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]);
  assert.deepEqual(linesOf("either"), [0, 1, 2, 3, 4, 5, 6, 7, 12, 14]);
});

test("what cannot be told apart is refused, and what is not there", () => {
  assert.throws(() => shaken("exports.a = function () { return this.b }", ["a"]), /this/);
  assert.throws(() => shaken("const { a } = require('a')", ["a"]), /part of a value/);
  assert.throws(() => shaken(MODULE, ["fifth"]), /not exported: fifth/);
});

test("bundles have the DNS library's names and addresses, and none of its other records", () => {
  const bundle = readFileSync(`${top}dist/whence.js`, "utf8");
  assert.ok(/Cannot decode name \(bad pointer\)/.test(bundle));
  assert.ok(!/NSEC3|HINFO/.test(bundle));
});
