// RTF as mail has it: HTML wrapped in RTF is taken out as it was (MS-OXRTFEX 2.2), any other RTF becomes
// plain HTML with its links. One pass over the bytes; nothing in it is run or fetched.
import { decodePage, PAGE_OF_FONT } from "./codepages.js";

const MOST_DEPTH = 2000;
const SILENT = new Set([
  "fonttbl",
  "colortbl",
  "stylesheet",
  "info",
  "pict",
  "object",
  "themedata",
  "colorschememapping",
  "datastore",
  "latentstyles",
  "generator",
  "listtable",
  "listoverridetable",
  "rsidtbl",
  "xmlnstbl",
  "header",
  "footer",
  "headerl",
  "headerr",
  "footerl",
  "footerr",
  "bkmkstart",
  "bkmkend",
  "mhtmltag",
  "pntext",
]);
const SIGNS = {
  par: "\r\n",
  line: "\r\n",
  tab: "\t",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  endash: "–",
  emdash: "—",
  row: "\r\n",
  cell: "\t",
};
const SYMBOLS = { "~": "\u00a0", _: "\u00ad", "{": "{", "}": "}", "\\": "\\", "\r": "\r\n", "\n": "\r\n" };
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

const letter = (byte) => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
const hex = (byte) =>
  byte >= 48 && byte <= 57 ? byte - 48 : (byte | 32) >= 97 && (byte | 32) <= 102 ? (byte | 32) - 87 : -1;

class Reader {
  #bytes;
  #at = 0;
  #out = [];
  #pending = []; // bytes of the code page `#page`, not yet text
  #page = 0;
  #ansi = 1252;
  #fonts = new Map();
  #state = {
    silent: false,
    html: false,
    quiet: false,
    font: null,
    skip: 1,
    fonts: false,
    field: false,
    link: false,
  };
  #stack = [];
  #lost = 0; // groups too deep to be kept
  #after = 0; // characters that stand in for a \u
  #instruction = "";
  #kind; // "html", "text" or "rtf"

  constructor(bytes) {
    this.#bytes = bytes;
    const head = String.fromCharCode(...bytes.subarray(0, 512));
    this.#kind = /\\fromhtml1?(?![0-9])/.test(head) ? "html" : /\\fromtext/.test(head) ? "text" : "rtf";
  }

  #flush() {
    if (!this.#pending.length) return;
    const text = decodePage(Uint8Array.from(this.#pending), this.#page);
    this.#pending = [];
    this.#text(text);
  }

  #text(text) {
    const { silent, quiet, field, html } = this.#state;
    if (field) {
      if (this.#instruction.length < 8192) this.#instruction += text;
    } else if (!silent && !quiet) this.#out.push(this.#kind === "rtf" && !html ? escape(text) : text);
  }

  #put(text) {
    this.#flush();
    this.#text(text);
  }

  #byte(byte) {
    if (this.#after > 0) {
      this.#after--;
      return;
    }
    const page = (this.#state.html ? null : this.#fonts.get(this.#state.font)) ?? this.#ansi;
    if (page !== this.#page) this.#flush();
    this.#page = page;
    this.#pending.push(byte);
  }

  #open() {
    this.#flush();
    if (this.#stack.length >= MOST_DEPTH) this.#lost++;
    else {
      this.#stack.push(this.#state);
      this.#state = { ...this.#state, link: false };
    }
  }

  #close() {
    this.#flush();
    if (this.#lost) {
      this.#lost--;
      return;
    }
    if (this.#state.link) this.#out.push("</a>");
    this.#state = this.#stack.pop() ?? this.#state;
  }

  #word(word, number) {
    const state = this.#state;
    if (word === "u") {
      this.#put(String.fromCharCode(number & 0xffff));
      this.#after = state.skip;
    } else if (word === "bin") this.#at += Math.max(0, number ?? 0);
    else if (word === "uc") state.skip = Math.min(Math.max(0, number ?? 1), 100);
    else if (word === "ansicpg") this.#ansi = number;
    else if (word === "f") state.font = number;
    else if (word === "deff") state.font ??= number;
    else if (word === "fcharset" && state.fonts && number in PAGE_OF_FONT)
      this.#fonts.set(state.font, number === 0 ? null : PAGE_OF_FONT[number]);
    else if (word === "htmlrtf") {
      this.#flush();
      state.quiet = number !== 0;
    } else if (word === "fonttbl") state.fonts = state.silent = true;
    else if (word === "fldrslt") this.#startLink();
    else if (SILENT.has(word)) state.silent = true;
    else if (word in SIGNS) this.#sign(word);
  }

  #sign(word) {
    const newline =
      this.#kind === "rtf" && !this.#state.field && (word === "par" || word === "line" || word === "row");
    this.#put(SIGNS[word]);
    if (newline && !this.#state.silent && !this.#state.quiet) this.#out.push("<br>");
  }

  #startLink() {
    const target = /HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]{1,4096})"/i.exec(this.#instruction)?.[1];
    this.#instruction = "";
    if (!target || this.#kind !== "rtf" || this.#state.silent) return;
    this.#out.push(`<a href="${escape(target)}">`);
    this.#state.link = true;
  }

  /** `{\*\word`: what a reader may pass over. */
  #destination(word) {
    this.#flush();
    if (word === "htmltag") this.#state.html = this.#kind !== "rtf";
    else if (word === "fldinst") {
      this.#state.field = true;
      this.#instruction = "";
    } else this.#state.silent = true;
    if (word === "htmltag" && this.#kind !== "rtf") this.#state.quiet = false;
  }

  #control() {
    const bytes = this.#bytes;
    const first = bytes[this.#at];
    if (first === 0x27) { // \'hh
      const high = hex(bytes[this.#at + 1]), low = hex(bytes[this.#at + 2]);
      this.#at += high < 0 || low < 0 ? 1 : 3;
      if (high >= 0 && low >= 0) this.#byte(high * 16 + low);
      return;
    }
    if (!letter(first)) {
      this.#at++;
      const sign = String.fromCharCode(first);
      if (sign === "*") this.#starred = true;
      else if (sign in SYMBOLS) this.#after > 0 ? this.#after-- : this.#put(SYMBOLS[sign]);
      return;
    }
    let end = this.#at;
    while (end < this.#at + 32 && letter(bytes[end])) end++;
    const word = String.fromCharCode(...bytes.subarray(this.#at, end));
    const minus = bytes[end] === 45;
    let number = null,
      digits = end + (minus ? 1 : 0);
    while (digits < end + 12 && bytes[digits] >= 48 && bytes[digits] <= 57)
      number = (number ?? 0) * 10 + bytes[digits++] - 48;
    this.#at = number === null ? end : digits;
    if (bytes[this.#at] === 32) this.#at++;
    const starred = this.#starred;
    this.#starred = false;
    if (starred) this.#destination(word);
    else this.#word(word, number === null ? null : minus ? -number : number);
  }

  #starred = false;

  /** @returns {{kind: "html" | "text", text: string}} */
  read() {
    const bytes = this.#bytes;
    while (this.#at < bytes.length) {
      const byte = bytes[this.#at++];
      if (byte === 0x7b) this.#open();
      else if (byte === 0x7d) this.#close();
      else if (byte === 0x5c) this.#control();
      else if (byte !== 0 && byte !== 10 && byte !== 13) this.#byte(byte);
    }
    this.#flush();
    return { kind: this.#kind === "text" ? "text" : "html", text: this.#out.join("") };
  }
}

/**
 * @param {Uint8Array} bytes RTF, decompressed
 * @returns {{kind: "html" | "text", text: string} | null} null when it is no RTF
 */
export function readRtf(bytes) {
  if (!String.fromCharCode(...bytes.subarray(0, 5)).startsWith("{\\rtf")) return null;
  return new Reader(bytes).read();
}
