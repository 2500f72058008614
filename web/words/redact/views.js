// A text as others would read it: in small letters, without what cannot be seen, with its escapes decoded.
// Each view knows where in the text it was made from its characters stand, so that what is found in it can be
// cut out there.
//
// View = {text, at, to}: character i stands at [at[i], to[i]) in the original; at null: the same places.

// What a display leaves out (as in visible.js), and marks that join nothing.
const UNSEEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;
const BETWEEN = /[\s+_.\-\u00b7\u30fb,'"\u2019*~:;|/\\()]/;
const STYLED = /[\u{1d400}-\u{1d7ff}\u{1f110}-\u{1f189}]/u; // letters in a style of their own
const PLAIN = /^[\x20-\x40\x5b-\x7e]*$/;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const loose = new TextDecoder("latin1");

/** Bytes as UTF-8, or one character a byte where they are none. */
export function textOf(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return loose.decode(bytes);
  }
}

class Builder {
  text = [];
  at = [];
  to = [];

  put(part, from, to) {
    for (let i = 0; i < part.length; i++) {
      this.at.push(from);
      this.to.push(to);
    }
    this.text.push(part);
  }

  /** Character i of another view, or what stands for it. */
  copy(view, i, c = view.text[i]) {
    this.put(c, view.at ? view.at[i] : i, view.at ? view.to[i] : i + 1);
  }

  view() {
    return { text: this.text.join(""), at: this.at, to: this.to };
  }
}

const place = (view, i) => (!view.at ? i : i < view.at.length ? view.at[i] : (view.to.at(-1) ?? 0));

/** A text as it is. */
export const plain = (text) => ({ text, at: null });

/** Small letters, plain width and style, no unseen characters. */
export function folded(view) {
  if (PLAIN.test(view.text)) return view;
  const out = new Builder();
  for (let i = 0; i < view.text.length; i++) {
    const c = view.text[i],
      code = view.text.charCodeAt(i);
    if (code < 0x80) out.copy(view, i, c.toLowerCase());
    else if (code >= 0xff01 && code <= 0xff5e)
      out.copy(view, i, String.fromCharCode(code - 0xfee0).toLowerCase());
    else if (code === 0x3000) out.copy(view, i, " ");
    else if (/[\ud800-\udbff]/.test(c) && STYLED.test(view.text.slice(i, i + 2))) {
      const letter = view.text.slice(i, i + 2).normalize("NFKC").toLowerCase();
      out.put(letter, place(view, i), view.at ? view.to[i + 1] : i + 2);
      i++;
    } else if (code >= 0x2100 && code <= 0x24ff) out.copy(view, i, c.normalize("NFKC").toLowerCase()[0]);
    else if (code === 0x3002 || code === 0xff61) out.copy(view, i, ".");
    else if (!UNSEEN.test(c)) {
      const small = c.toLowerCase();
      out.copy(view, i, small.length === 1 ? small : c);
    }
  }
  return out.view();
}

/**
 * Without blanks and signs between letters: "Taro_Yamada" and "taro.yamada" are one. Where there are none:
 * null.
 */
export function squeezed(view) {
  if (!BETWEEN.test(view.text)) return null;
  const out = new Builder();
  for (let i = 0; i < view.text.length; i++) if (!BETWEEN.test(view.text[i])) out.copy(view, i);
  return out.view();
}

const ENTITIES = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  commat: "@",
  period: ".",
  lowbar: "_",
  plus: "+",
  nbsp: " ",
  hyphen: "-",
  equals: "=",
};
const ESCAPE = new RegExp(
  [
    "(?:%[0-9a-f]{2})+|(?:=[0-9a-f]{2})+|=\\r?\\n",
    "&#x([0-9a-f]{1,6});?|&#([0-9]{1,7});?|&([a-z]{2,8});",
    "\\\\u([0-9a-f]{4})|\\\\x([0-9a-f]{2})|\\\\([0-3]?[0-7]{2})",
  ].join("|"),
  "gi",
);

/** What an escape stands for: [character, where in the escape it begins, where it ends]. */
function* letters(match) {
  const [all, hex, decimal, entity, unicode, byte, octal] = match;
  if (all.startsWith("%") || /^=[0-9a-f]/i.test(all)) {
    const bytes = Uint8Array.from(all.match(/[0-9a-f]{2}/gi), (pair) => parseInt(pair, 16));
    const text = textOf(bytes),
      wide = text.length < bytes.length; // else each byte is a character
    let at = 0;
    for (const c of text) {
      const code = c.codePointAt(0),
        end = at + 3 * (!wide || code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
      yield [c, at, end];
      at = end;
    }
  } else if (entity !== undefined) yield [ENTITIES[entity.toLowerCase()] ?? all, 0, all.length];
  else if (!all.startsWith("=")) {
    const base = decimal !== undefined ? 10 : octal !== undefined ? 8 : 16;
    const code = parseInt(hex ?? decimal ?? unicode ?? byte ?? octal, base);
    yield [code <= 0x10ffff ? String.fromCodePoint(code) : all, 0, all.length];
  }
}

/**
 * One layer of percent-encoding, quoted-printable, HTML entities and backslashes taken off; null where there
 * is none.
 */
export function unescaped(view) {
  const out = new Builder();
  let end = 0;
  const copy = (to) => {
    for (let i = end; i < to; i++) out.copy(view, i);
  };
  for (const match of view.text.matchAll(ESCAPE)) {
    copy(match.index);
    end = match.index + match[0].length;
    for (const [c, from, to] of letters(match))
      out.put(c, place(view, match.index + from), place(view, match.index + to));
  }
  if (end === 0) return null;
  copy(view.text.length);
  return out.view();
}

/** Where [start, end) of a view stands in the original. */
export function span(view, start, end) {
  return view.at ? [view.at[start], view.to[end - 1]] : [start, end];
}
