// Compound files, the file system in a file that Outlook's .msg is: MS-CFB. Whatever the file says, a chain
// of sectors is never followed for longer than the file has sectors, an entry is met once, and all that is
// read together is bounded: a reader that trusts the chains, as libraries do, would never return from a file
// whose sectors form a ring.

const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const END = 0xfffffffa; // and above: no sector (MS-CFB 2.1)
const NONE = 0xffffffff;
const ENTRY = 128;
const STORAGE = 1, STREAM = 2, ROOT = 5;
const MOST_ENTRIES = 65_536;
const READ_TWICE = 2; // times the file's size that may be read out of it: honest streams share no sectors

/** Whether these are the bytes of a compound file. */
export const isCompound = (bytes) => MAGIC.every((byte, i) => bytes[i] === byte);

/** A compound file that cannot be read at all. */
export class BrokenFile extends Error {}

const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A compound file opened. Storages and streams are {name, index, size, storage: boolean}.
 * `incomplete` becomes true when something that was asked for was not there whole.
 */
export class Compound {
  incomplete = false;
  #bytes;
  #view;
  #size; // of a sector
  #fat;
  #miniFat;
  #mini; // the stream that small streams lie in
  #cutoff;
  #entries;
  #met;
  #left;

  /** @param {Uint8Array} bytes  Throws BrokenFile. */
  constructor(bytes) {
    if (!isCompound(bytes) || bytes.length < 1536) throw new BrokenFile("no compound file");
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    const shift = this.#view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw new BrokenFile("a sector size that there is not");
    this.#size = 1 << shift;
    this.#left = bytes.length * READ_TWICE + (1 << 20);
    this.#cutoff = this.#view.getUint32(56, true);
    this.#fat = this.#readFat();
    this.#entries = this.#chain(this.#view.getUint32(48, true), this.#fat, MOST_ENTRIES * ENTRY);
    if (this.#entries.length < ENTRY) throw new BrokenFile("no directory");
    this.#met = new Uint8Array(this.#entries.length / ENTRY);
    this.#miniFat = this.#table(this.#chain(this.#view.getUint32(60, true), this.#fat, bytes.length));
    const root = this.#entry(0);
    if (!root || root.type !== ROOT) throw new BrokenFile("no root");
    this.#mini = root.size ? this.#chain(root.start, this.#fat, root.size) : new Uint8Array(0);
    if (this.#mini.length < root.size) this.incomplete = true;
    this.root = root;
  }

  get #sectors() {
    return Math.ceil(this.#bytes.length / this.#size);
  }

  #sector(number) {
    const at = (number + 1) * this.#size;
    return at < this.#bytes.length ? this.#bytes.subarray(at, at + this.#size) : null;
  }

  #table(bytes) {
    const view = viewOf(bytes);
    return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
  }

  /** The file allocation table: its sectors stand in the header and in a chain of their own (MS-CFB 2.5). */
  #readFat() {
    const places = [];
    const add = (number) => {
      if (number < END && places.length < this.#sectors) places.push(number);
    };
    for (let i = 0; i < 109; i++) add(this.#view.getUint32(76 + i * 4, true));
    let next = this.#view.getUint32(68, true);
    for (let step = 0; next < END && step < this.#sectors; step++) {
      const sector = this.#sector(next);
      if (!sector || sector.length < this.#size) break;
      const list = this.#table(sector);
      for (const number of list.subarray(0, -1)) add(number);
      next = list.at(-1);
    }
    const fat = new Uint32Array(places.length * (this.#size / 4)).fill(NONE);
    places.forEach((place, i) => {
      const sector = this.#sector(place);
      if (sector) fat.set(this.#table(sector), i * (this.#size / 4));
    });
    return fat;
  }

  /**
   * The bytes of a chain, at most `wanted`; what is missing of them makes the file incomplete only where a
   * stream is read.
   */
  #chain(start, table, wanted, sectorOf = (number) => this.#sector(number)) {
    const parts = [];
    let length = 0;
    for (let at = start, step = 0; at < END && length < wanted && step < table.length; step++) {
      const sector = sectorOf(at);
      if (!sector || this.#left < sector.length) break;
      this.#left -= sector.length;
      parts.push(sector);
      length += sector.length;
      at = table[at] ?? NONE;
    }
    const whole = new Uint8Array(Math.min(length, wanted));
    let at = 0;
    for (const part of parts) {
      whole.set(part.subarray(0, whole.length - at), at);
      at += part.length;
    }
    return whole;
  }

  #entry(index) {
    const at = index * ENTRY;
    if (at + ENTRY > this.#entries.length) return null;
    const view = viewOf(this.#entries.subarray(at, at + ENTRY));
    const units = Math.min(Math.max(view.getUint16(64, true) / 2 - 1, 0), 31) | 0;
    const name = String.fromCharCode(...Array.from({ length: units }, (_, i) => view.getUint16(i * 2, true)));
    const type = view.getUint8(66);
    return {
      index, name, type, storage: type === STORAGE || type === ROOT,
      left: view.getUint32(68, true), right: view.getUint32(72, true), child: view.getUint32(76, true),
      start: view.getUint32(116, true), size: view.getUint32(120, true),
    };
  }

  /**
   * What lies in a storage. An entry is handed out once: what is met again makes the file incomplete, and is
   * passed over.
   */
  children(storage) {
    const found = [];
    const waiting = [storage.child];
    while (waiting.length) {
      const index = waiting.pop();
      if (index === NONE) continue;
      const entry = this.#met[index] ? null : this.#entry(index);
      if (!entry) {
        this.incomplete = true;
        continue;
      }
      this.#met[index] = 1;
      if (entry.type === STORAGE || entry.type === STREAM) found.push(entry);
      waiting.push(entry.right, entry.left);
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** A stream's bytes, as far as they are there. */
  read(stream) {
    const mini = (number) =>
      number * 64 < this.#mini.length ? this.#mini.subarray(number * 64, number * 64 + 64) : null;
    const size = Math.min(stream.size, this.#bytes.length);
    const bytes =
      size < this.#cutoff
        ? this.#chain(stream.start, this.#miniFat, size, mini)
        : this.#chain(stream.start, this.#fat, size);
    if (bytes.length < stream.size) this.incomplete = true;
    return bytes;
  }
}
