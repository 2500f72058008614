// usage: node join-data.mjs MODULE.wasm    makes one segment of the data, with the zeros between what
// Binaryen took apart. Two thousand segments, each with its address and size, are smaller as they are, but
// not once they are packed: 8 KB of a page.
import { readFileSync, writeFileSync } from "node:fs";
import { numberAt } from "./leb128.mjs";

const CODE_CONST = 0x41, CODE_END = 0x0b; // i32.const, end
const DATA = 11, DATA_COUNT = 12; // ids of sections
const [file] = process.argv.slice(2);
const bytes = readFileSync(file);
let at = 8; // after "\0asm" and the version

function number(signed = false) {
  const [value, after] = numberAt(bytes, at, signed);
  at = after;
  return value;
}

/** LEB128, signed: of a number that is not negative. */
function encoded(value, signed = false) {
  const out = [];
  for (; value > (signed ? 63 : 127); value >>>= 7) out.push((value & 127) | 128);
  return [...out, value];
}

function segments() {
  return Array.from({ length: number() }, () => {
    const active = number() === 0 && bytes[at++] === CODE_CONST;
    const to = number(true);
    if (!active || bytes[at++] !== CODE_END || to < 0)
      throw new Error("a data segment without a fixed address");
    const size = number();
    at += size;
    return { to, content: bytes.subarray(at - size, at) };
  });
}

function joined(list) {
  const [first] = list, last = list.at(-1);
  const all = Buffer.alloc(last.to + last.content.length - first.to);
  let end = first.to;
  for (const { to, content } of list) {
    if (to < end) throw new Error("data segments are not in order");
    content.copy(all, to - first.to);
    end = to + content.length;
  }
  return Buffer.concat([
    Buffer.from([1, 0, CODE_CONST, ...encoded(first.to, true), CODE_END, ...encoded(all.length)]),
    all,
  ]);
}

const out = [bytes.subarray(0, at)];
while (at < bytes.length) {
  const start = at, id = bytes[at++], end = number() + at;
  if (id === DATA) {
    const list = segments(), content = list.length ? joined(list) : Buffer.from([0]);
    out.push(Buffer.from([DATA, ...encoded(content.length)]), content);
  } else if (id === DATA_COUNT) {
    const count = encoded(Math.min(number(), 1));
    out.push(Buffer.from([DATA_COUNT, count.length, ...count]));
  } else {
    out.push(bytes.subarray(start, end));
  }
  at = end;
}
writeFileSync(file, Buffer.concat(out));
