// Reporting a mail: to whom, and the text to send. The reader sends it.
import { html, nothing } from "lit";
import { destinations } from "../words/reporting.js";
import { copy } from "./clipboard.js";
import { code } from "./show.js";

const LONGEST_MAILTO = 1800; // characters: what mail programs and systems still take

function mailto(mail, subject, body) {
  const short = body.length > LONGEST_MAILTO ? `${body.slice(0, LONGEST_MAILTO)}…` : body;
  const [to, about, text] = [mail, subject, short].map(encodeURIComponent);
  return `mailto:${to}?subject=${about}&body=${text}`;
}

function outside(url, text) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer"
    >${text}</a
  >`;
}

/**
 * @param {object} composer
 * @param {object} made
 * @param {string} evidence the dissection as text, redacted
 */
export function reportView(composer, { published }, evidence) {
  const { texts, report } = composer;
  const t = (key, args) => texts.t(key, args);
  const subject = t("composer.report.subject", { subject: published.identities?.subject?.text ?? "" });
  const body = `${t("composer.report.body")}\n\n${evidence}`;
  const ip = report.handover?.ip;
  return html`<div class="composer-report">
    <h3>${t("composer.format.report")}</h3>
    <p>${t("composer.report.lead")}</p>
    <ul>
      ${destinations(report, texts.language).map(
        ({ id, name, url, mail }) =>
          html`<li>
            <strong>${id === "abuse" ? html`${t("composer.report.network")} ${code(name)}` : name}</strong>
            ${mail ? html` · <a href=${mailto(mail, subject, body)}>${mail}</a>` : nothing}
            ${url ? html` · ${outside(url, t("composer.report.form"))}` : nothing}
          </li>`,
      )}
      ${
        ip
          ? html`<li>
              ${t("composer.report.contact")} ${code(ip)} ·
              ${outside(`https://rdap.org/ip/${encodeURIComponent(ip)}`, t("composer.report.rdap"))}
            </li>`
          : nothing
      }
    </ul>
    <p class="row-actions">
      <button
        type="button"
        class="quiet"
        @click=${async () => (composer.said = t((await copy(body, composer)) ? "action.copied" : "action.not-copied"))}
      >
        ${t("composer.report.copy")}
      </button>
    </p>
    <p role="status">${composer.said}</p>
  </div>`;
}
