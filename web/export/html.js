// A dissection as HTML that any blog host accepts: headings, paragraphs and lists with their styles in place;
// no link, picture, table, class or script, so that it says the same after a host has taken out what it does
// not allow.
import { said, shown } from "../words/shown.js";
import { colourOf, escapeMarkup } from "./markup.js";

const SMALL = ' style="font-size:.9em;opacity:.85"';
// Names and addresses run from left to right; the attribute isolates them, as <bdi> does other text.
const CODE = ' dir="ltr" style="overflow-wrap:anywhere"';

class Writer {
  constructor(texts) {
    this.texts = texts;
  }

  inline(parts) {
    return parts
      .map((part) => {
        if (typeof part === "string") return escapeMarkup(said(part));
        if ("code" in part) return `<code${CODE}>${escapeMarkup(shown(part.code, this.texts))}</code>`;
        return `<bdi>${escapeMarkup(shown(part.quote, this.texts))}</bdi>`;
      })
      .join("");
  }

  label(label) {
    return label ? `<strong>${escapeMarkup(said(label))}${this.texts.t("punctuation.colon")}</strong>` : "";
  }

  note(note) {
    return note ? `<br><small${SMALL}>${escapeMarkup(said(note))}</small>` : "";
  }

  facts(list) {
    if (!list.length) return "";
    const item = ({ label, value, note }) =>
      `<li>${this.label(label)}${this.inline(value)}${this.note(note)}</li>\n`;
    return `<ul>\n${list.map(item).join("")}</ul>\n`;
  }

  items(list) {
    if (!list.length) return "";
    const inner = (paragraphs) =>
      paragraphs.map(({ label, text }) => `<br>${this.label(label)}${this.inline(text)}`).join("");
    const item = ({ label, title, paragraphs }) =>
      `<li>${this.label(label)}${this.inline(title)}${inner(paragraphs)}</li>\n`;
    return `<ul>\n${list.map(item).join("")}</ul>\n`;
  }

  own(text) {
    return text ? `<p>${escapeMarkup(text).replace(/\r?\n/g, "<br>\n")}</p>\n` : "";
  }

  section({ title, lead, facts, items, quote, note, own }) {
    const lines = quote?.map((line) => this.inline([{ quote: line }]));
    const quoted = lines ? `<blockquote>${lines.join("<br>\n")}</blockquote>\n` : "";
    return `<h4>${escapeMarkup(said(title))}</h4>\n${lead.length ? `<p>${this.inline(lead)}</p>\n` : ""}${quoted}${this.facts(facts)}${this.items(items)}${
      note ? `<p><small${SMALL}>${escapeMarkup(said(note))}</small></p>\n` : ""
    }${this.own(own)}`;
  }
}

/**
 * @param {object} parts of web/words/dissection.js
 * @param {import("../words/texts.js").Texts} texts
 */
export function htmlOf(parts, texts) {
  const writer = new Writer(texts);
  const colour = colourOf(parts.level);
  return `<section lang="${parts.language}">
<h3>${writer.inline(parts.title)}</h3>
<p style="border-left:4px solid ${colour};padding-left:.8em"><strong style="color:${colour}">${escapeMarkup(parts.badge)}</strong><br>
<strong>${writer.inline(parts.lead)}</strong><br>
${escapeMarkup(said(parts.hint))}</p>
${parts.sections.map((section) => writer.section(section)).join("")}${parts.notes.map((note) => `<p><small>${escapeMarkup(said(note))}</small></p>\n`).join("")}</section>
`;
}
