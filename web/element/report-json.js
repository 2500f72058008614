// The whole report as JSON, to copy or to keep.
import { html, nothing } from "lit";
import { copyButton, sectionHead } from "./show.js";
import { icon } from "./icons.js";

const SHOWN = 200_000;

export function reportJsonView(ctx) {
  const { t } = ctx;
  const text = () => JSON.stringify(ctx.report, null, 2);
  return html`<section class="section" aria-labelledby="json">
    ${sectionHead("json", t("section.json"))}
    <p class="section-lead">${t("section.json.lead")}</p>
    <p class="row-actions">${copyButton(ctx, text, t("action.copy.json"))}
      <button type="button" class="quiet" @click=${() => ctx.actions.download("whence-report.json", text(), "application/json")}>${
        icon("download")}<span>${t("action.download.json")}</span></button></p>
    <details class="more" @toggle=${(event) => ctx.actions.showJson(event.target.open)}><summary>${t("section.json.show")}</summary>
      ${ctx.jsonShown ? html`<pre class="json scroll" tabindex="0" translate="no">${text().slice(0, SHOWN)}</pre>` : nothing}</details>
  </section>`;
}

/** Offers a file to keep, made here: nothing is fetched. */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Copies a text; false when the browser does not let us. */
export async function copy(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context there is no clipboard object: the old way, through a selected field.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    root.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
