// What the library, the command and the page give out of a report for others to read: redacted, unless that
// is refused, and in words.
import { dissection } from "../words/dissection.js";
import { rawReceived } from "../words/raw-fields.js";
import { Redactor, redact } from "../words/redact.js";
import { Texts, chooseLanguage } from "../words/texts.js";
import { htmlOf } from "./html.js";
import { markdownOf } from "./markdown.js";
import { textOf } from "./text.js";

/** The report as it may be published, with the Received line that decides as it was written. */
function published(report, options) {
  const { handover, hops = [] } = report,
    index = handover?.hop ?? -1;
  const raw =
    options.source instanceof Uint8Array && hops[index] ? rawReceived(hops[index], options.source) : null;
  const masking = options.redact !== false && !report.redacted;
  const redactor = masking ? (options.redactor ?? new Redactor(report, options)) : null;
  const shown = masking ? redact(report, { redactor }) : report;
  const own =
    raw === null
      ? shown
      : {
          ...shown,
          hops: shown.hops.map((hop, i) =>
            i === index ? { ...hop, raw: masking ? redactor.text(raw) : raw } : hop,
          ),
        };
  const text = options.text && masking ? redactor.text(options.text) : options.text;
  return { report: own, text };
}

/**
 * @param {object} report
 * @param {object} [options] lang: one of LANGUAGES; redact: false leaves the recipient in; words, keep: see
 *   redact(); sections, own, text:
 *   see dissection(); source: the mail's bytes, for its Received line as written
 */
export function dissect(report, options = {}) {
  const texts = options.texts ?? new Texts(chooseLanguage(options.lang));
  const { report: shown, text } = published(report, options);
  return { parts: dissection(shown, texts, { sections: options.sections, own: options.own, text }), texts };
}

const maker = (write) => (report, options) => {
  const { parts, texts } = dissect(report, options);
  return write(parts, texts);
};

export const toHtml = maker(htmlOf);
export const toMarkdown = maker(markdownOf);
export const toText = maker(textOf);

/**
 * A finding in words.
 * @returns {{severity: string, title: string, means: string, innocent: string, advice: string}}
 */
export function describe(finding, lang) {
  const texts = new Texts(chooseLanguage(lang));
  const part = (which) => texts.finding(finding, which).join("");
  return {
    severity: texts.t(`severity.${finding.severity}`),
    title: part("title"),
    means: part("means"),
    innocent: part("innocent"),
    advice: part("advice"),
  };
}
