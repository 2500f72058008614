// Everything the page says, in each of its languages: chooses the language and fills in the messages.
import { bookOf } from "../i18n/books.js";
import { LANGUAGES } from "../i18n/languages.js";
import { parse } from "./message.js";
import { Formats, FORMATS } from "./formats.js";
import { visible } from "./visible.js";

export { LANGUAGES };

/** The first of the wanted language tags that the page speaks; its first language when it speaks none. */
export function chooseLanguage(...wanted) {
  for (const tag of wanted.flat()) {
    const language = String(tag ?? "")
      .toLowerCase()
      .split("-")[0];
    if (LANGUAGES.includes(language)) return language;
  }
  return LANGUAGES[0];
}

const LONGEST_ID = 60;
const cut = (text) => (text.length > LONGEST_ID ? `${text.slice(0, LONGEST_ID)}…` : text);

/** What stands for a missing text: a key is made of ids, and an id out of a report may be anybody's words. */
const asKey = (key) => cut(String(key).replace(/[^\w.-]+/g, "…"));

export class Texts {
  /** @param {string} language one of LANGUAGES */
  constructor(language) {
    this.language = language;
    this.formats = new Formats(language);
    this.book = bookOf(language);
  }

  /** A message as one string. An unknown key shows itself: a missing text must be seen. */
  t(key, args = {}) {
    return this.#fill(this.#message(key), args, (text) => text).join("");
  }

  /**
   * The same as a list whose values were each wrapped by `wrap(value, name)`: values come from mail and are
   * shown apart.
   */
  rich(key, args, wrap) {
    return this.#fill(this.#message(key), args, wrap);
  }

  has(key) {
    return Object.hasOwn(this.book.ui, key);
  }

  /**
   * A text for an id that the core may know and the page not yet: the id itself then. A mail can write what
   * is taken for an id: it is shown short, with nothing in it that hides or turns the text around.
   */
  name(family, id) {
    const key = `${family}.${id}`;
    return this.has(key) ? this.book.ui[key] : cut(visible(String(id)));
  }

  /**
   * One of a finding's four texts (title, means, innocent, advice); the id in their place when it has none.
   */
  finding(finding, which, wrap = (text) => text) {
    const texts = this.book.findings[finding.id];
    if (!texts) return which === "title" ? [asKey(finding.id)] : [];
    const said = this.#fill(texts[which] ?? "", this.#known(finding.args ?? {}), wrap);
    const more = which === "means" && finding.args?.more; // counted, not repeated
    return more ? [...said, ...this.#fill(this.book.ui["finding.more"], { more }, wrap)] : said;
  }

  /** A brand under the name that the reader knows: its own, or the English one where a report has it. */
  brandName(own, english) {
    return (this.language === "en" && english) || own || null;
  }

  #known(args) {
    return args.brand ? { ...args, brand: this.brandName(args.brand, args.brandEnglish) } : args;
  }

  #message(key) {
    return Object.hasOwn(this.book.ui, key) ? this.book.ui[key] : asKey(key);
  }

  #fill(message, args, wrap) {
    return parse(message).map((part) => {
      if (typeof part === "string") return part;
      const value = Object.hasOwn(args, part.name) ? args[part.name] : undefined;
      if (value === undefined || value === null || value === "") return this.book.ui["value.none"];
      // An id is named in our own words; everything else is the mail's.
      return !FORMATS.has(part.format) && this.has(`${part.format}.${value}`)
        ? this.book.ui[`${part.format}.${value}`]
        : wrap(this.formats.as(part.format, value), part.name);
    });
  }
}
