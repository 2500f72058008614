// What cannot be seen in a text, named: controls, invisible letters, and those that turn the direction of
// writing round.

// Controls (C0 but tab and line end, C1), invisible and direction-changing characters, blanks that look like
// letters, tags, variation selectors that select nothing, enclosing marks, BOM; and more accents on one
// letter than any language puts there.
const HIDDEN = new RegExp(
  [
    "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5]",
    "[\\u0488\\u0489\\u180b-\\u180f\\u200b-\\u200f\\u2800]",
    "[\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}\\ud800-\\udf" +
    "ff]",
    "(?<![\\p{Extended_Pictographic}\\p{Emoji}\\p{Ideographic}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]",
    "(?<=\\p{M}{4})\\p{M}+",
  ].join("|"),
  "gu",
);
const NAMES = {
  0x0: "NUL",
  0x7: "BEL",
  0x8: "BS",
  0xd: "CR",
  0xb: "VT",
  0xc: "FF",
  0x1b: "ESC",
  0x7f: "DEL",
  0x200b: "ZWSP",
  0x200c: "ZWNJ",
  0x200d: "ZWJ",
  0x200e: "LRM",
  0x200f: "RLM",
  0x202a: "LRE",
  0x202b: "RLE",
  0x202c: "PDF",
  0x202d: "LRO",
  0x202e: "RLO",
  0x2066: "LRI",
  0x2067: "RLI",
  0x2068: "FSI",
  0x2069: "PDI",
  0xfeff: "BOM",
  0xad: "SHY",
};

/** A text as runs: plain strings, and {mark} for what has to be named to be seen. */
export function visibleRuns(text) {
  const runs = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) runs.push(text.slice(end, match.index));
    const code = match[0].codePointAt(0);
    runs.push({ mark: NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}` });
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push(end ? text.slice(end) : text);
  return runs;
}

/** The same in one string: "\u202E" -> "[RLO]"; white space, line ends too, becomes one blank. */
export function visible(text) {
  return visibleRuns(text)
    .map((run) => (typeof run === "string" ? run.replace(/\s+/g, " ") : `[${run.mark}]`))
    .join("");
}
