// The result to take along, in a dialog beside it: for a blog post (recipient masked, addresses defanged), and the report as JSON.
import { html, nothing } from "lit";
import { toHtml, toMarkdown } from "../export/index.js";
import { copyButton } from "./show.js";
import { icon } from "./icons.js";

export function shareDialog(ctx) {
  if (!ctx.sharing || !ctx.report) return nothing;
  const { t, report, texts } = ctx;
  const json = () => JSON.stringify(report, null, 2);
  return html`<dialog class="panel share" aria-labelledby="share">
    <h2 id="share" tabindex="-1">${t("section.json")}</h2>
    <p>${t("section.publish.lead")}</p>
    <p class="row-actions">
      ${copyButton(ctx, () => ({ html: toHtml(report, { texts, source: ctx.bytes }) }), t("action.copy.html"))}
      ${copyButton(ctx, () => toMarkdown(report, { texts, source: ctx.bytes }), t("action.copy.markdown"))}
    </p>
    <p>${t("section.json.lead")}</p>
    <p class="row-actions">
      ${copyButton(ctx, json, t("action.copy.json"))}
      <button
        type="button"
        class="quiet"
        @click=${() => ctx.actions.download("whence-report.json", json(), "application/json")}
      >
        ${icon("download")}<span>${t("action.download.json")}</span>
      </button>
    </p>
    <p class="row-actions">
      <button type="button" class="button" @click=${(event) => event.target.closest("dialog").close()}>
        ${t("action.close")}
      </button>
    </p>
  </dialog>`;
}
