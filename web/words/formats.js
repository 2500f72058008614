// Numbers, dates, durations and names of regions, as Intl writes them in the reader's language.

/** @type {[string, number][]} */
const DURATION_UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** The formats that messages name; any other is a family of texts. */
export const FORMATS = new Set(["text", "number", "bytes", "duration", "date", "region", "language"]);

const LOCALES = { en: "en-GB" }; // the page speaks as an Englishman writes

// ISO 3166 and UN M.49; BCP 47. Only what can be such a code is asked of Intl, which throws at other things
// or echoes them.
const REGION = /^(?:[a-z]{2}|\d{3})$/i;
const LANGUAGE = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}$/i;
// Codes that are no country's (ISO 3166-1, user-assigned and the like).
const NOBODYS = /^(?:aa|q[m-z]|x[a-z]|zz|un|eu)$/;

export class Formats {
  constructor(language) {
    this.language = language;
    this.locale = LOCALES[language] ?? language;
    this.integer = null; // each made when it is first wanted: the first of them takes Intl long
    this.units = new Map();
    this.dates = null;
    this.regions = null;
    this.languages = null;
  }

  /** A value in one of the formats that messages name. */
  as(format, value) {
    switch (format) {
      case "number":
        return this.number(value);
      case "bytes":
        return this.bytes(value);
      case "duration":
        return this.duration(value);
      case "date":
        return this.date(value);
      case "region":
        return this.region(value);
      default:
        return typeof value === "number" ? this.number(value) : String(value);
    }
  }

  number(value) {
    if (!Number.isFinite(Number(value))) return String(value);
    this.integer ??= new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1 });
    return this.integer.format(value);
  }

  unit(value, unit, display = "long") {
    const key = `${unit} ${display}`;
    let format = this.units.get(key);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, /** @type {any} */ ({
        style: "unit",
        unit,
        unitDisplay: display,
        maximumFractionDigits: 1,
      }));
      this.units.set(key, format);
    }
    // "7 時間": Japanese has no blank before a unit that is written in its own letters.
    return format.format(value).replace(/(?<=\d) (?=[\u3041-\u9fff])/, "");
  }

  bytes(value) {
    if (value === null || value === undefined) return "–"; // not known, which is not none
    if (!Number.isFinite(Number(value))) return String(value);
    if (value < 1000) return this.unit(value, "byte");
    return value < 1e6
      ? this.unit(value / 1e3, "kilobyte", "short")
      : this.unit(value / 1e6, "megabyte", "short");
  }

  /** The two largest units that are not zero: "1 hour 5 minutes"; negative durations keep their sign. */
  duration(seconds, display = "long") {
    if (!Number.isFinite(Number(seconds))) return String(seconds);
    let rest = Math.round(Math.abs(seconds));
    const parts = [];
    for (const [unit, size] of DURATION_UNITS) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(this.unit(count, unit, display));
      else if (parts.length) break;
      if (parts.length === 2) break;
    }
    if (!parts.length) parts.push(this.unit(0, "second", display));
    const joined = parts.join(this.language === "ja" ? "" : " ");
    return seconds < 0 ? `−${joined}` : joined;
  }

  /** The same to the minute: where a mail is told of, not compared. */
  minute(iso, offsetMinutes) {
    return this.date(iso, offsetMinutes).replace(/(\d\d:\d\d):\d\d /, "$1 ");
  }

  /**
   * A moment as its writer's clock showed it, with the zone: a hop's date is only comparable with its offset.
   */
  date(iso, offsetMinutes) {
    const text = String(iso);
    const moment = Date.parse(text);
    if (Number.isNaN(moment)) return text;
    let offset = offsetMinutes;
    if (offset === undefined || offset === null) {
      const zone = /([+-])(\d\d):?(\d\d)$/.exec(text);
      offset = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
    }
    this.dates ??= new Intl.DateTimeFormat(this.locale, {
      year: "numeric",
      month: "short",
      day: "numeric",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZone: "UTC",
    });
    const shown = moment + offset * 60000;
    if (!Number.isFinite(new Date(shown).getTime())) return text;
    return `${this.dates.format(shown)} ${zoneName(offset)}`;
  }

  /** Whether this can be a country's code, or a language's. */
  isCode(kind, text) {
    return (kind === "country" ? REGION : LANGUAGE).test(String(text));
  }

  region(code) {
    if (!REGION.test(String(code))) return String(code);
    try {
      this.regions ??= new Intl.DisplayNames(this.locale, { type: "region" });
      return this.regions.of(String(code).toUpperCase()) ?? String(code);
    } catch {
      return String(code);
    }
  }

  /** The country with whose code a domain's name ends; null: with no country's, or with one long given up. */
  endingCountry(name) {
    const ending = /\.([a-z]{2})$/i.exec(String(name))?.[1].toLowerCase();
    if (!ending || NOBODYS.test(ending)) return null;
    const code = ending === "uk" ? "GB" : ending.toUpperCase(); // the one ending that is not the code
    const country = new Intl.Locale(`und-${code}`).region === code ? this.region(code) : code;
    return country === code ? null : country;
  }

  /**
   * A headline in phrases, between which alone its lines may end: in Japanese one begins where kana or a
   * comma are followed by kanji or katakana (with word-break: keep-all); elsewhere lines end at blanks
   * anyway.
   * @returns {string[]}
   */
  phrases(text) {
    return this.language === "ja"
      ? text.split(/(?<=[\u3041-\u3096、。])(?=[\u30a1-\u30ff\u4e00-\u9fff])/)
      : [text];
  }

  /** "ja", "pt_BR" -> the language's name; what is none stays as it is. */
  languageName(code) {
    if (!LANGUAGE.test(String(code))) return String(code);
    try {
      this.languages ??= new Intl.DisplayNames(this.locale, { type: "language" });
      return this.languages.of(String(code).replace("_", "-")) ?? String(code);
    } catch {
      return String(code);
    }
  }

  /** Sentences one after the other: Japanese has no blank between them. */
  sentences(list) {
    return list.filter(Boolean).join(this.language === "ja" ? "" : " ");
  }

  list(items) {
    return new Intl.ListFormat(this.locale, { type: "conjunction" }).format(items);
  }
}

function zoneName(offset) {
  const size = Math.abs(offset);
  const pad = (n) => String(Math.floor(n)).padStart(2, "0");
  return `(${offset < 0 ? "−" : "+"}${pad(size / 60)}:${pad(size % 60)})`;
}
