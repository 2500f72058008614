// The same as Markdown (CommonMark): nothing in it becomes a link, a picture or HTML.
import { defang } from "../words/defang.js";
import { visible } from "../words/visible.js";
import { outline } from "../words/outline.js";
import { redact } from "../words/redact.js";

/** What means something to a Markdown reader is escaped, and what would begin a list where a line begins. */
const escape = (text) => text.replace(/[\\`*_{}[\]<>#|~&!]/g, "\\$&").replace(/^(\s*)([-+=])/, "$1\\$2").replace(/^(\s*\d+)([.)])/, "$1\\$2");

function codeSpan(text) {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = /^`|`$|^ .* $/.test(text) || text === "" ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

function inline(parts) {
  return parts.map((part) => {
    if (typeof part === "string") return escape(part);
    if ("code" in part) return codeSpan(defang(visible(part.code)));
    return escape(defang(visible(part.quote)));
  }).join("");
}

const labelled = ({ label, value }) => `- **${escape(label)}:** ${inline(value)}\n`;

function item({ label, title, paragraphs }) {
  const body = paragraphs.map((one) => `\n  ${one.label ? `**${escape(one.label)}:** ` : ""}${inline(one.text)}\n`).join("");
  return `- ${label ? `**${escape(label)}:** ` : ""}${inline(title)}\n${body}`;
}

/** @param {object} report  @param {import("../words/texts.js").Texts} texts */
export function toMarkdown(report, texts) {
  const { levelName, score, sentence, hint, claims, notes, sections } = outline(redact(report), texts);
  const body = sections.map((section) => `\n### ${escape(section.title)}\n\n${section.lead ? `${inline(section.lead)}\n\n` : ""}${
    section.facts.map(labelled).join("")}${section.facts.length && section.items.length ? "\n" : ""}${section.items.map(item).join("")}`);
  return `## ${escape(levelName)} (${escape(texts.t("score.label"))} ${escape(score)})

**${inline(sentence)}** ${escape(hint)}

${claims.map(labelled).join("")}${body.join("")}
${notes.map((note) => `${escape(note)}\n`).join("\n")}`;
}
