// How the source was read: what kind it is, what had to be repaired before, and what was not read and why.
import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { code } from "./show.js";

export function readingView(ctx) {
  const { t, texts, report } = ctx;
  const { source, unread = [] } = report;
  const repairs = source.repairs ?? [];
  return html`<section class="reading" id="reading" tabindex="-1">
    <p class="source-facts">
      ${t(`source.kind.${source.kind}`)} ·
      ${texts.formats.bytes(source.bytes)}${source.bodyPresent ? nothing : html` · ${t("source.no-body")}`}
    </p>
    ${
      repairs.length
        ? html`<p>${t("repairs.lead")}</p>
            <ul class="bullets">
              ${repairs.map((repair) => html`<li>${texts.name("repair", repair.id)}${places(ctx, repair.spans)}</li>`)}
            </ul>`
        : nothing
    }
    ${
      unread.length
        ? html`<p>${t("section.unread")}${t("punctuation.colon")}${t("section.unread.lead")}</p>
            <ul class="bullets">
              ${unread.map(
                ({ what, type, name, reason, spans }) =>
                  html`<li>
                    ${texts.name("unread.what", what)}${name || type ? html` ${code(name || type)}` : nothing} –
                    ${texts.name("unread.reason", reason)}${places(ctx, spans)}
                  </li>`,
              )}
            </ul>`
        : nothing
    }
  </section>`;
}

function places(ctx, spans) {
  if (!spans?.length) return nothing;
  return html` <button type="button" class="link" @click=${() => ctx.actions.showSpans(spans)}>
    ${icon("source")}<span>${ctx.t("action.source")}</span>
  </button>`;
}
