// A WebAssembly module's sections (Core Specification 5.5), for the scripts that look into one or change it.
import { encoded, numberAt } from "./leb128.mjs";

const HEAD = 8; // "\0asm" and the version

/**
 * The sections in their order.
 * @param {Uint8Array} bytes a module
 * @returns {{id: number, content: Uint8Array}[]} contents are views
 */
export function sectionsOf(bytes) {
  const sections = [];
  for (let at = HEAD; at < bytes.length; ) {
    const id = bytes[at], [size, from] = numberAt(bytes, at + 1);
    at = from + size;
    sections.push({ id, content: bytes.subarray(from, at) });
  }
  return sections;
}

/** The module of sections. @param {Uint8Array} bytes the one that they are from */
export const moduleOf = (bytes, sections) =>
  Buffer.concat([
    bytes.subarray(0, HEAD),
    ...sections.flatMap(({ id, content }) => [Buffer.from([id, ...encoded(content.length)]), content]),
  ]);
