// A dissection as Markdown (CommonMark): nothing in it becomes a link, a picture or HTML, in readers that
// make links of bare addresses either (GFM, linkify).
import { space } from "../words/dissection.js";
import { apart, plain, said, shown } from "../words/shown.js";

/**
 * What means something to a Markdown reader is escaped, and what would begin a list or a heading where a line
 * begins.
 */
const escape = (text) =>
  text
    .replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&")
    .replace(/^(\s*)([-+=])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2");

function codeSpan(text) {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(text) || text === "" ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

class Writer {
  constructor(texts) {
    this.texts = texts;
  }

  inline(parts) {
    return parts
      .map((part) => {
        if (part.code !== undefined) return apart(codeSpan(shown(part.code, this.texts)), "code");
        return escape(plain(part, this.texts));
      })
      .join("");
  }

  /** Strong words end after a letter: a reader does not take "**…：**本" for strong (CommonMark 0.31, 6.2). */
  label(label) {
    return label ? `**${escape(said(label))}**${this.texts.t("punctuation.colon")}` : "";
  }

  fact({ label, value, note }) {
    return `- ${this.label(label)}${this.inline(value)}\n${note ? `\n  ${escape(said(note))}\n` : ""}`;
  }

  item({ label, title, paragraphs }) {
    const below = paragraphs.map((one) => `\n  ${this.label(one.label)}${this.inline(one.text)}\n`);
    return `- ${this.label(label)}${this.inline(title)}\n${below.join("")}`;
  }

  list(lines) {
    return lines.length ? `${lines.join("")}\n` : "";
  }

  section({ title, lead, facts, items, quote, note, own }) {
    const quoted = quote
      ? `${quote.map((line) => `> ${this.inline([{ quote: line }])}`).join("  \n")}\n\n`
      : "";
    const sentence = own
      ? `${own
          .split(/\r?\n/)
          .map((line) => escape(line))
          .join("  \n")}\n\n`
      : "";
    return `### ${escape(said(title))}\n\n${lead.length ? `${this.inline(lead)}\n\n` : ""}${quoted}${this.list(facts.map((one) => this.fact(one)))}${this.list(
      items.map((one) => this.item(one)),
    )}${note ? `${escape(said(note))}\n\n` : ""}${sentence}`;
  }
}

/**
 * @param {object} parts of web/words/dissection.js
 * @param {import("../words/texts.js").Texts} texts
 */
export function markdownOf(parts, texts) {
  const writer = new Writer(texts);
  return `## ${writer.inline(parts.title)}

**${escape(parts.badge)}**

${writer.inline(parts.lead)}${space(texts)}${escape(said(parts.hint))}

${parts.sections.map((section) => writer.section(section)).join("")}${parts.notes.map((note) => `${escape(said(note))}\n`).join("\n")}`;
}
