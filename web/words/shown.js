// Pieces of a text put into words (Inline, outline.js) as one who publishes them may show them: visible,
// harmless, of bounded length.
import { defang } from "./defang.js";
import { visible } from "./visible.js";

const LONGEST = 2000; // characters of one value

/** A value out of a mail. What is left out is said. */
export function shown(value, texts) {
  const text = String(value);
  if (text.length <= LONGEST) return defang(visible(text));
  const end = LONGEST - (/[\ud800-\udbff]/.test(text[LONGEST - 1]) ? 1 : 0);
  return `${defang(visible(text.slice(0, end)))}… ${texts.t("dissection.cut", { count: text.length - end })}`;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const START = { code: "\u2066", quote: "\u2068" }; // names run from left to right, other text as it begins

/**
 * Where no markup can: a value out of a mail kept apart from the words around it, which Hebrew or Arabic
 * in it would turn round (UAX 9, 2.4). Its own such characters visible() has named.
 * @param {"code" | "quote"} kind
 */
export const apart = (text, kind) => (RIGHT_TO_LEFT.test(text) ? `${START[kind]}${text}\u2069` : text);

/** A piece of Inline as plain text, kept apart so. */
export const plain = (part, texts) => {
  if (typeof part === "string") return said(part);
  const kind = "code" in part ? "code" : "quote";
  return apart(shown(part[kind], texts), kind);
};

/** Our own words name hosts as examples: those are no links either. */
export const said = (words) => defang(words);
