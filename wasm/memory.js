// The wasm memory: the one module that sees it. Everything else passes addresses along without looking.
// Memory grows, and with each growth the old view is empty: #view() makes a new one when it must.
import { WhenceError } from "./errors.js";
import { wordReader } from "./words.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LARGEST_SOURCE = 256 << 20; // WH_MAX_SOURCE of core/base/limits.h
// characters; below it, three bytes of room a character are cheaper than a second copy
const SHORT_TEXT = 1 << 16;

export class Memory {
  #exports;
  #bytes = new Uint8Array(0);
  #lengthCell; // a size_t that the C functions write a length to
  #read = wordReader(
    (at, size) => this.text(at, size),
    (at) => this.textUntilNul(at),
  );

  /** @param {any} exports of the module; the memory and its malloc are used for as long as this lives */
  constructor(exports) {
    this.#exports = exports;
    this.#lengthCell = this.#allocate(4);
  }

  /** Bytes that the module holds from the system. */
  get size() {
    return this.#exports.memory.buffer.byteLength;
  }

  #view() {
    const { buffer } = this.#exports.memory;
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  /** A block of its own. The caller owns it and gives it to free(). */
  #allocate(size) {
    const at = this.#exports.malloc(Math.max(size, 1)) >>> 0;
    if (at === 0) throw new WhenceError("out-of-memory");
    return at;
  }

  /** Copies bytes in. The caller owns the block `at` and gives it to free(). @param {Uint8Array} bytes */
  copyIn(bytes) {
    const at = this.#allocate(bytes.length);
    this.#view().set(bytes, at);
    return { at, size: bytes.length };
  }

  /**
   * Copies a text in as UTF-8, lone surrogates as U+FFFD. The caller owns the block `at` and gives it to
   * free().
   */
  copyInText(text) {
    if (text.length > SHORT_TEXT) return this.copyIn(encoder.encode(text));
    const room = text.length * 3;
    const at = this.#allocate(room);
    return { at, size: encoder.encodeInto(text, this.#view().subarray(at, at + room)).written };
  }

  /**
   * The same for a source of either kind. One that the core would not read is not copied: it is too large, on
   * any machine.
   */
  copyInSource(source) {
    if (source.length > LARGEST_SOURCE) throw new WhenceError("too-large");
    try {
      return typeof source === "string" ? this.copyInText(source) : this.copyIn(source);
    } catch (error) {
      throw new WhenceError("out-of-memory", undefined, error);
    }
  }

  /** Gives a block back. 0 is fine. */
  free(at) {
    this.#exports.free(at);
  }

  /** The bytes themselves, borrowed: good until the next call into the module. */
  borrow(at, size) {
    return this.#view().subarray(at >>> 0, (at >>> 0) + size);
  }

  /** UTF-8 as a string. The bytes stay whose they were. */
  text(at, size) {
    return decoder.decode(this.borrow(at, size));
  }

  /** A value that the core handed out (words.c): text, or words. The block stays whose it was. */
  value({ at, size }) {
    const { buffer } = this.#exports.memory;
    const [mark, room] = new Uint32Array(buffer, at, 2), texts = 4 * (2 + room);
    if (mark !== 0) return JSON.parse(this.text(at, size));
    return this.#read(new Int32Array(buffer, at + 8, room), this.text(at + texts, size - texts));
  }

  /** UTF-8 up to a NUL, as a string; null for the address 0. The bytes stay whose they were. */
  textUntilNul(at) {
    if (at === 0) return null;
    return this.text(at, this.#view().indexOf(0, at >>> 0) - (at >>> 0));
  }

  /**
   * Writes a text as UTF-8 into room that the module owns, as much as fits in whole characters.
   * Returns how many bytes the whole text needs.
   */
  putText(text, at, room) {
    const { read, written } = encoder.encodeInto(text, this.borrow(at, room));
    return read === text.length ? written : written + encoder.encode(text.slice(read)).length;
  }

  /**
   * Calls a function that returns an address and writes a length: call(pointer to the length).
   * Returns {at, size}; whose the bytes are, the function called says.
   */
  withLength(call) {
    const cell = this.#lengthCell;
    const at = call(cell) >>> 0;
    const size = new DataView(this.#exports.memory.buffer).getUint32(cell, true);
    return { at, size };
  }
}
