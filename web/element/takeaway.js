// The result to take along: for a blog post (recipient masked, addresses defanged), and the whole report as JSON.
import { html, nothing } from "lit";
import { toHtml } from "../export/html.js";
import { toMarkdown } from "../export/markdown.js";
import { copyButton, sectionHead } from "./show.js";
import { icon } from "./icons.js";

const SHOWN = 200_000;

export function takeawayView(ctx) {
  const { t, report, texts } = ctx;
  const text = () => JSON.stringify(report, null, 2);
  return html`<section class="section" aria-labelledby="json">
    ${sectionHead("json", t("section.json"))}
    <p class="section-lead">${t("section.publish.lead")}</p>
    <p class="row-actions">
      ${copyButton(ctx, () => ({ html: toHtml(report, texts) }), t("action.copy.html"))}
      ${copyButton(ctx, () => toMarkdown(report, texts), t("action.copy.markdown"))}
    </p>
    <p class="section-lead">${t("section.json.lead")}</p>
    <p class="row-actions">
      ${copyButton(ctx, text, t("action.copy.json"))}
      <button
        type="button"
        class="quiet"
        @click=${() => ctx.actions.download("whence-report.json", text(), "application/json")}
      >
        ${icon("download")}<span>${t("action.download.json")}</span>
      </button>
    </p>
    <details class="more" @toggle=${(event) => ctx.actions.showJson(event.target.open)}>
      <summary>${t("section.json.show")}</summary>
      ${
        ctx.jsonShown
          ? html`<pre class="json scroll" tabindex="0" translate="no">${text().slice(0, SHOWN)}</pre>`
          : nothing
      }
    </details>
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

/**
 * Copies a text, or {html}: that one as markup for editors that show it and as its own source for those that take text.
 * @returns {Promise<boolean>} false when the browser does not let us
 */
export async function copy(content, root) {
  const text = content.html ?? content;
  try {
    if (content.html && globalThis.ClipboardItem) {
      const kinds = ["text/plain", "text/html"].map((type) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds))]);
    } else {
      await navigator.clipboard.writeText(text);
    }
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
