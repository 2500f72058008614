// A report for a terminal: the verdict in one sentence, what it stands on, and every finding with what it
// means.
import { outline } from "../../web/words/outline.js";
import { harmless, painter, width, wrap } from "./terminal.js";

const LEVELS = {
  forged: ["✖", "bold red"],
  suspicious: ["▲", "bold yellow"],
  unclear: ["?", "bold magenta"],
  consistent: ["●", "bold cyan"],
  authentic: ["✔", "bold green"],
};
const SEVERITIES = {
  critical: ["✖", "bold red"],
  high: ["✖", "red"],
  medium: ["▲", "yellow"],
  low: ["△", "dim yellow"],
  info: ["·", "dim"],
  good: ["✔", "green"],
};
const PLAIN = ["·", "dim"];

const LONGEST = 4000; // characters of one value: the whole of it is in the report as JSON

const bounded = (text) =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}… (+${text.length - LONGEST})` : text;
const plain = (parts) =>
  parts
    .map((part) => (typeof part === "string" ? part : harmless(bounded(part.code ?? part.quote))))
    .join("");

class Page {
  constructor(columns, paint) {
    this.columns = columns;
    this.paint = paint;
    this.lines = [];
  }

  /** A paragraph: `first` stands before its first line (as wide as `indent`), blanks before the others. */
  put(text, { indent = 0, first = "", style = "" } = {}) {
    wrap(text, Math.max(this.columns - indent, 20)).forEach((line, i) => {
      this.lines.push(
        (i === 0 && first ? first : " ".repeat(indent)) + (style ? this.paint(style, line) : line),
      );
    });
  }

  gap() {
    if (this.lines.length && this.lines[this.lines.length - 1] !== "") this.lines.push("");
  }

  /** Labels in one column, values in the next. */
  facts(list, indent) {
    const column = Math.min(Math.max(0, ...list.map(({ label }) => width(label))), 36);
    for (const { label, value } of list) {
      const space = " ".repeat(Math.max(column - width(label), 0) + 2);
      this.put(plain(value), {
        indent: indent + column + 2,
        first: " ".repeat(indent) + this.paint("dim", label) + space,
      });
    }
  }

  item({ severity, label, title, paragraphs }, indent) {
    const [mark, style] = SEVERITIES[severity] ?? PLAIN;
    const head = `${label ? `${label}: ` : ""}${plain(title)}`;
    this.put(head, {
      indent: indent + 2,
      first: `${" ".repeat(indent)}${this.paint(style, mark)} `,
      style: severity && severity !== "info" ? "bold" : "",
    });
    for (const one of paragraphs) {
      if (one.label) this.put(`${one.label}: ${plain(one.text)}`, { indent: indent + 2, style: "dim" });
      else this.put(plain(one.text), { indent: indent + 2 });
    }
    if (paragraphs.length > 1) this.gap();
  }
}

/**
 * @param {object} report
 * @param {import("../../web/words/texts.js").Texts} texts
 * @param {{columns?: number, colours?: boolean, name?: string}} [terminal] name: a heading, where there are
 * several mails
 * @returns {string}
 */
export function textReport(report, texts, { columns = 80, colours = false, name } = {}) {
  const paint = painter(colours);
  const page = new Page(Math.min(Math.max(columns, 40), 100), paint);
  const { level, levelName, score, sentence, hint, claims, notes, sections } = outline(report, texts);
  const [mark, style] = LEVELS[level];
  if (name) {
    page.put(`── ${harmless(name)} ──`, { style: "dim" });
    page.gap();
  }
  page.put(plain(sentence), { indent: 2, first: `${paint(style, mark)} `, style: "bold" });
  page.put(`${levelName} · ${texts.t("score.label")} ${score}`, { indent: 2, style });
  page.put(hint, { indent: 2 });
  page.gap();
  page.facts(claims, 2);
  for (const section of sections) {
    page.gap();
    page.put(section.title, { style: "bold" });
    if (section.lead) page.put(plain(section.lead), { indent: 2, first: "  " });
    page.facts(section.facts, 2);
    for (const one of section.items) page.item(one, 2);
  }
  page.gap();
  for (const note of notes) page.put(note, { style: "dim" });
  return `${page.lines.join("\n")}\n`;
}
