// The attachments: name, what they say they are, what their first bytes say, and what archives hold.
import { html, nothing } from "lit";
import { few } from "./more.js";
import { code, copyButton, fact, none, note, sectionHead } from "./show.js";

const MOST = 20;
const ENTRIES = 40; // of an archive

export function attachmentsView(ctx) {
  const attachments = ctx.report.attachments ?? [];
  if (!attachments.length) return nothing;
  const { t, texts } = ctx;
  const { shown, rest } = few(ctx, "attachments", attachments, MOST);
  return html`<section class="section" aria-labelledby="attachments">
    ${sectionHead("attachments", t("section.attachments"))}
    <ul class="link-list">
      ${shown.map(
        (item) =>
          html`<li>
            <h4>${item.name ? code(item.name) : t("attachment.unnamed")}</h4>
            <dl class="facts">
              ${fact(t("attachment.type"), item.type ? code(item.type) : none(ctx))}
              ${item.detected ? fact(t("attachment.detected"), code(item.detected)) : nothing}
              ${item.bytes == null ? nothing : fact(t("attachment.size"), texts.formats.bytes(item.bytes))}
              ${item.encrypted ? fact(t("attachment.encrypted"), nothing) : nothing} ${entries(ctx, item)}
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
    ${rest}
  </section>`;
}

/** What an archive holds, by its own list. */
function entries(ctx, { entries: all, spans }) {
  if (!all?.length) return nothing;
  const { t } = ctx;
  const { shown, rest } = few(ctx, `entries ${spans}`, all, ENTRIES);
  const row = ({ name, encrypted }) =>
    html`<li>${name ? code(name) : none(ctx)} ${encrypted ? note(t("attachment.encrypted")) : nothing}</li>`;
  return fact(
    t("attachment.entries"),
    html`<ul class="plain">
      ${shown.map(row)}
    </ul>`,
    rest,
  );
}
