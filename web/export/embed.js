// Code for one's own page: a report that was frozen, so that what it says today it says for ever.
import { escapeMarkup } from "./markup.js";

/**
 * JSON that stands inside a script element: nothing in it ends the element, or is taken for a comment (HTML
 * 4.12.1.3).
 */
const scriptJson = (value) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Without places in the source, which is not there. */
const withoutSpans = (key, value) => (key === "spans" || key === "places" ? undefined : value);

/**
 * @param {object} report redacted
 * @param {string} language one of LANGUAGES
 */
export function embedCode(report, language) {
  const frozen = JSON.parse(JSON.stringify(report, withoutSpans));
  return `<script type="module" src="whence-loader.js"></script>
<whence-report lang="${language}">
<script type="application/json">${scriptJson(frozen)}</script>
</whence-report>
`;
}

const ENDS = /<(?:\/script|!--)/i; // what would end or change a script element in HTML

/**
 * The mail itself, to be judged in the page anew.
 * @param {string} source redacted
 * @param {string} language one of LANGUAGES
 */
export function embedSource(source, language) {
  const text = source.replace(/\r\n/g, "\n");
  const holder = ENDS.test(text)
    ? `<pre hidden slot="source">\n${escapeMarkup(text)}</pre>`
    : `<script type="message/rfc822" slot="source">\n${text}</script>`;
  return `<script type="module" src="whence-loader.js"></script>
<whence-analyzer lang="${language}" compact lookups="off">
${holder}
</whence-analyzer>
`;
}
