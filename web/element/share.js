// The result to take along, in a dialog beside it: the composer (composer.js).
import { html, nothing } from "lit";
import { defineComposer } from "./composer.js";

export function shareDialog(ctx) {
  if (!ctx.sharing || !ctx.report) return nothing;
  defineComposer();
  const { t, report, texts, bytes } = ctx;
  return html`<dialog class="panel share" aria-labelledby="share">
    <h2 id="share" tabindex="-1">${t("action.share")}</h2>
    <p>${t("section.publish.lead")}</p>
    <whence-composer .report=${report} .source=${bytes} .texts=${texts}></whence-composer>
    <p class="row-actions">
      <button type="button" class="button" @click=${(event) => event.target.closest("dialog").close()}>
        ${t("action.close")}
      </button>
    </p>
  </dialog>`;
}
