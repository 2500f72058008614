// A dissection as plain text, for mails, chats and forms.
import { space } from "../words/dissection.js";
import { plain, said } from "../words/shown.js";

class Writer {
  constructor(texts) {
    this.texts = texts;
  }

  inline(parts) {
    return parts.map((part) => plain(part, this.texts)).join("");
  }

  label(label) {
    return label ? `${said(label)}${this.texts.t("punctuation.colon")}` : "";
  }

  fact({ label, value, note }) {
    return [`* ${this.label(label)}${this.inline(value)}`, ...(note ? [`  ${said(note)}`] : [])];
  }

  item({ label, title, paragraphs }) {
    return [
      `* ${this.label(label)}${this.inline(title)}`,
      ...paragraphs.map((one) => `  ${this.label(one.label)}${this.inline(one.text)}`),
    ];
  }

  section({ title, lead, facts, items, quote, note, own }) {
    return [
      "",
      `■ ${said(title)}`,
      ...(lead.length ? [this.inline(lead)] : []),
      ...(quote ?? []).map((line) => `| ${this.inline([{ quote: line }])}`),
      ...facts.flatMap((one) => this.fact(one)),
      ...items.flatMap((one) => this.item(one)),
      ...(note ? [said(note)] : []),
      ...(own ? [own] : []),
    ];
  }
}

/**
 * @param {object} parts of web/words/dissection.js
 * @param {import("../words/texts.js").Texts} texts
 */
export function textOf(parts, texts) {
  const writer = new Writer(texts);
  const lines = [
    writer.inline(parts.title),
    parts.badge,
    `${writer.inline(parts.lead)}${space(texts)}${said(parts.hint)}`,
  ];
  for (const section of parts.sections) lines.push(...writer.section(section));
  if (parts.notes.length) lines.push("", ...parts.notes.map(said));
  return `${lines.join("\n")}\n`;
}
