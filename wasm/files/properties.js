// A MAPI object in a storage of a .msg: its properties by their ids (MS-OXMSG 2.1, 2.4). A stream each for
// what is long, and one stream with all that fits into eight bytes.
import { decodePage } from "./codepages.js";

const STREAM = /^__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$/i;
const TABLE = "__properties_version1.0";
const TEXT = 0x1f, TEXT8 = 0x1e;
const MESSAGE_CODEPAGE = 0x3ffd, INTERNET_CODEPAGE = 0x3fde;
const TICKS_TO_1970 = 11_644_473_600_000;
const LONGEST_LINE = 64 << 10; // of what becomes one field of a header

export class Properties {
  storages = new Map(); // id -> the storage that is this property's value
  folders = []; // storages that are no property: attachments, recipients
  #file;
  #streams = new Map();
  #fixed = new Map();
  tabled = false; // the storage is a MAPI object
  #page;

  /**
   * @param {import("./compound.js").Compound} file
   * @param {object} storage
   * @param {number} header bytes before the table's first row: 32 of the message itself, 24 of an embedded
   * one, 8 of all else
   * @param {number} [page] the code page of the message that this belongs to
   */
  constructor(file, storage, header, page) {
    this.#file = file;
    for (const child of file.children(storage)) {
      const [, id, type] = STREAM.exec(child.name) ?? [];
      if (child.storage) {
        if (id) this.storages.set(parseInt(id, 16), child);
        else this.folders.push(child);
      } else if (id) this.#streams.set(parseInt(id, 16), { child, type: parseInt(type, 16) });
      else if (child.name === TABLE) this.#readTable(file.read(child), header);
    }
    this.#page = this.number(MESSAGE_CODEPAGE) ?? page ?? this.number(INTERNET_CODEPAGE);
  }

  get page() {
    return this.#page;
  }

  #readTable(bytes, header) {
    this.tabled = true;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = header; at + 16 <= bytes.length; at += 16) {
      const id = view.getUint16(at + 2, true);
      if (!this.#fixed.has(id))
        this.#fixed.set(id, { low: view.getUint32(at + 8, true), high: view.getUint32(at + 12, true) });
    }
  }

  has(id) {
    return this.#streams.has(id);
  }

  /** A number of 32 bits; null when it is not there. */
  number(id) {
    return this.#fixed.get(id)?.low ?? null;
  }

  /** A moment (FILETIME) as a Date; null when it is missing or impossible. */
  date(id) {
    const value = this.#fixed.get(id);
    const date = value && new Date((value.high * 4_294_967_296 + value.low) / 10_000 - TICKS_TO_1970);
    return date && value.high && !Number.isNaN(date.getTime()) ? date : null;
  }

  /** A stream's bytes; null when it is not there. */
  bytes(id) {
    const found = this.#streams.get(id);
    return found ? this.#file.read(found.child) : null;
  }

  /** A text, without the NUL that may end it; "" when it is not there. */
  text(id) {
    const found = this.#streams.get(id);
    if (!found) return "";
    const bytes = this.#file.read(found.child);
    const text = found.type === TEXT ? new TextDecoder("utf-16le").decode(bytes)
      : decodePage(bytes, found.type === TEXT8 ? this.#page : this.number(INTERNET_CODEPAGE) ?? this.#page);
    let end = text.length;
    while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
    return text.slice(0, end);
  }

  /** A text as one line. */
  line(id) {
    return this.text(id).slice(0, LONGEST_LINE).replace(/[\0\r\n]+/g, " ").trim();
  }

  get internetPage() {
    return this.number(INTERNET_CODEPAGE) ?? this.#page;
  }
}
