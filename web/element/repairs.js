// What had to be repaired before a damaged paste could be read.
import { html, nothing } from "lit";
import { icon } from "./icons.js";

export function repairsView(ctx) {
  const { source } = ctx.report;
  const { t, texts } = ctx;
  const repairs = source.repairs ?? [];
  return html`<p class="source-facts">
      ${t(`source.kind.${source.kind}`)} ·
      ${texts.formats.bytes(source.bytes)}${source.bodyPresent ? nothing : html` · ${t("source.no-body")}`}
    </p>
    ${
      repairs.length
        ? html`<div class="repairs">
            <p>${t("repairs.lead")}</p>
            <ul>
              ${repairs.map(
                (repair) =>
                  html`<li>
                    ${texts.name("repair", repair.id)}${
                      repair.spans?.length
                        ? html` <button type="button" class="link" @click=${() => ctx.actions.showSpans(repair.spans)}>
                            ${icon("source")}<span>${t("action.source")}</span>
                          </button>`
                        : nothing
                    }
                  </li>`,
              )}
            </ul>
          </div>`
        : nothing
    }`;
}
