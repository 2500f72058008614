// Text for terminals: how wide it is, where it may be broken, and what of it a terminal would obey instead of
// show.
import { visible } from "../../web/words/visible.js";

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /\p{M}|\u200b|\u200d/u;
const NOT_AT_START = /[、。，．・：；？！」』）】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const NOT_AT_END = /[「『（【〈《〔]/u;

/** Columns that a text takes. */
export function width(text) {
  let columns = 0;
  for (const c of text) columns += NO_WIDTH.test(c) ? 0 : WIDE.test(c) ? 2 : 1;
  return columns;
}

/** Pieces between which a line may end: words with the blank after them, and single wide characters. */
function pieces(text) {
  const found = [];
  /** @type {boolean | "always"} */
  let open = false; // the last piece may go on
  for (const [part] of text.matchAll(/\s+|\S/gu)) {
    const blank = /^\s/.test(part),
      wide = WIDE.test(part);
    if (found.length && (blank || NOT_AT_START.test(part) || (open && !wide) || open === "always"))
      found[found.length - 1] += blank ? " " : part;
    else found.push(blank ? " " : part);
    open = NOT_AT_END.test(part) ? "always" : !blank && !wide;
  }
  return found;
}

/** A text in lines of at most so many columns; a word that is longer is broken. @returns {string[]} */
export function wrap(text, columns) {
  const lines = [];
  let line = "";
  for (const piece of pieces(text)) {
    if (line && width(line) + width(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
    while (width(line.trimEnd()) > columns) {
      let head = "";
      for (const c of line) {
        if (head && width(head + c) > columns) break;
        head += c;
      }
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Text out of a mail: nothing in it moves the cursor, changes colours or turns the line round. */
export const harmless = visible;

const UNSEEN =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e01ef}]/gu;

/** JSON in which what a terminal obeys, or an eye does not see, is escaped: the same JSON (RFC 8259 7). */
export function harmlessJson(json) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return json.replace(UNSEEN, (c) => c.split("").map(escaped).join(""));
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 };

/** paint(style, text), where style is "bold red" or the like; the text itself where there are no colours. */
export function painter(colours) {
  if (!colours) return (_style, text) => text;
  return (style, text) =>
    text
      ? `\x1b[${style
          .split(" ")
          .map((name) => CODES[name])
          .join(";")}m${text}\x1b[0m`
      : "";
}
