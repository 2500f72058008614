// usage: node join-data.mjs MODULE.wasm    makes one segment of the data, with the zeros between what
// Binaryen took apart. Two thousand segments, each with its address and size, are smaller as they are, but
// not once they are packed: 8 KB of a page.
import { readFileSync, writeFileSync } from "node:fs";
import { encoded, numberAt } from "./leb128.mjs";
import { moduleOf, sectionsOf } from "./sections.mjs";

const CODE_CONST = 0x41, CODE_END = 0x0b; // i32.const, end
const DATA = 11, DATA_COUNT = 12; // ids of sections

function segmentsOf(content) {
  let at = 0;
  const number = (signed = false) => {
    const [value, after] = numberAt(content, at, signed);
    at = after;
    return value;
  };
  return Array.from({ length: number() }, () => {
    const active = number() === 0 && content[at++] === CODE_CONST;
    const to = number(true);
    if (!active || content[at++] !== CODE_END || to < 0)
      throw new Error("a data segment without a fixed address");
    const size = number();
    at += size;
    return { to, content: content.subarray(at - size, at) };
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

function changed({ id, content }) {
  if (id === DATA) {
    const list = segmentsOf(content);
    return { id, content: list.length ? joined(list) : Buffer.from([0]) };
  }
  if (id === DATA_COUNT)
    return { id, content: Buffer.from(encoded(Math.min(numberAt(content, 0)[0], 1))) };
  return { id, content };
}

const [file] = process.argv.slice(2);
const bytes = readFileSync(file);
writeFileSync(file, moduleOf(bytes, sectionsOf(bytes).map(changed)));
