// A report as HTML that any blog host accepts: headings, lists and tables, no link, picture, style sheet or script; the recipient masked,
// every address defanged. Meant to be pasted into a post.
import { defang } from "../words/defang.js";
import { visible } from "../words/visible.js";
import { outline } from "../words/outline.js";
import { redact } from "../words/redact.js";

const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function inline(parts) {
  return parts.map((part) => {
    if (typeof part === "string") return escape(part);
    if ("code" in part) return `<code>${escape(defang(visible(part.code)))}</code>`;
    return `<bdi>${escape(defang(visible(part.quote)))}</bdi>`;
  }).join("");
}

const facts = (list) => (list.length ? `<table>\n${list.map(({ label, value }) => `<tr><th>${escape(label)}</th><td>${inline(value)}</td></tr>\n`).join("")}</table>\n` : "");

function paragraph({ label, text }) {
  return `<p>${label ? `<strong>${escape(label)}:</strong> ` : ""}${inline(text)}</p>`;
}

function items(list) {
  if (!list.length) return "";
  const rows = list.map(({ label, title, paragraphs }) => `<li>${label ? `<strong>${escape(label)}:</strong> ` : ""}${inline(title)}${
    paragraphs.map(paragraph).join("")}</li>\n`);
  return `<ul>\n${rows.join("")}</ul>\n`;
}

/** @param {object} report  @param {import("../words/texts.js").Texts} texts */
export function toHtml(report, texts) {
  const { levelName, score, sentence, hint, claims, notes, sections } = outline(redact(report), texts);
  return `<section lang="${texts.language}">
<h3>${escape(levelName)} (${escape(texts.t("score.label"))} ${escape(score)})</h3>
<p><strong>${inline(sentence)}</strong></p>
<p>${escape(hint)}</p>
${facts(claims)}${sections.map((section) => `<h4>${escape(section.title)}</h4>\n${section.lead ? `<p>${inline(section.lead)}</p>\n` : ""}${
  facts(section.facts)}${items(section.items)}`).join("")}${notes.map((note) => `<p><small>${escape(note)}</small></p>\n`).join("")}</section>
`;
}
