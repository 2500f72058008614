// The words of the field, explained; opened by the button below each tab.
import { html } from "lit";

const TERMS = [
  "received",
  "handover",
  "helo",
  "rdns",
  "envelope",
  "message-id",
  "spf",
  "dkim",
  "dmarc",
  "arc",
  "lookalike",
  "registered",
  "defanged",
  "resolver",
  "asn",
];

export function glossaryButton({ t, actions }) {
  const open = () => actions.openDialog("glossary");
  return html`<p class="glossary-button">
    <button type="button" class="link" @click=${open}>${t("glossary.title")}</button>
  </p>`;
}

export function glossaryDialog({ t }) {
  return html`<dialog class="panel glossary" aria-labelledby="glossary-title">
    <form method="dialog">
      <h2 id="glossary-title" tabindex="-1" autofocus>${t("glossary.title")}</h2>
      <dl class="terms">
        ${TERMS.map((id) => html`<dt>${t(`glossary.${id}`)}</dt><dd>${t(`glossary.${id}.means`)}</dd>`)}
      </dl>
      <p class="row-actions"><button class="button">${t("action.close")}</button></p>
    </form>
  </dialog>`;
}
