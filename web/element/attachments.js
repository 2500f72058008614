// The attachments: name, what they say they are, what their first bytes say.
import { html, nothing } from "lit";
import { code, copyButton, fact, none, sectionHead } from "./show.js";

export function attachmentsView(ctx) {
  const attachments = ctx.report.attachments ?? [];
  if (!attachments.length) return nothing;
  const { t, texts } = ctx;
  return html`<section class="section" aria-labelledby="attachments">
    ${sectionHead("attachments", t("section.attachments"))}
    <ul class="link-list">
      ${attachments.map(
        (item) =>
          html`<li>
            <h4>${item.name ? code(item.name) : t("attachment.unnamed")}</h4>
            <dl class="facts">
              ${fact(t("attachment.type"), item.type ? code(item.type) : none(ctx))}
              ${item.detected ? fact(t("attachment.detected"), code(item.detected)) : nothing}
              ${item.bytes == null ? nothing : fact(t("attachment.size"), texts.formats.bytes(item.bytes))}
              ${item.sha256 ? fact("SHA-256", html`<span class="hash">${code(item.sha256)}</span>`) : nothing}
            </dl>
            ${
              item.problems?.length
                ? html`<ul class="problems">
                    ${item.problems.map((problem) => html`<li>${texts.name("attachment.problem", problem)}</li>`)}
                  </ul>`
                : nothing
            }
            ${
              item.sha256
                ? html`<p class="row-actions">${copyButton(ctx, item.sha256, t("action.copy.hash"))}</p>`
                : nothing
            }
          </li>`,
      )}
    </ul>
  </section>`;
}
