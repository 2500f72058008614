// What dns-packet needs of Node's Buffer, for bundles that run in browsers too (bundle.mjs puts it in the
// place of "buffer").
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Buffer extends Uint8Array {
  static alloc(size) {
    return new Buffer(size);
  }

  static byteLength(text) {
    return encoder.encode(text).length;
  }

  static isBuffer(value) {
    return value instanceof Buffer;
  }

  // Only an ArrayBuffer's part or a text: all that is used.
  static from(value, offset, size) {
    if (value instanceof ArrayBuffer) return new Buffer(value, offset, size);
    const bytes = encoder.encode(value);
    return new Buffer(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  #data() {
    return new DataView(this.buffer, this.byteOffset, this.byteLength);
  }

  readUInt8(at) {
    return this.#data().getUint8(at);
  }

  readUInt16BE(at) {
    return this.#data().getUint16(at);
  }

  readUInt32BE(at) {
    return this.#data().getUint32(at);
  }

  writeUInt16BE(value, at) {
    this.#data().setUint16(at, value);
  }

  write(text, at) {
    return encoder.encodeInto(text, this.subarray(at)).written;
  }

  toString(_encoding, start, end) {
    return decoder.decode(this.subarray(start, end));
  }

  slice(start, end) {
    return this.subarray(start, end);
  }
}
