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

/** Our own words name hosts as examples: those are no links either. */
export const said = (words) => defang(words);
