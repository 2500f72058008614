// Mails in the mail, each with its own verdict in a few words.
import { html, nothing } from "lit";
import { enclosedSection } from "../words/enclosed.js";
import { severityMark } from "./icons.js";
import { few } from "./more.js";
import { inline, sectionHead } from "./show.js";

export function enclosedView(ctx) {
  const section = enclosedSection(ctx.report, ctx.texts);
  if (!section) return nothing;
  const { shown, rest } = few(ctx, "enclosed", section.items, 20);
  return html`<section class="section" aria-labelledby="enclosed">
    ${sectionHead("enclosed", section.title)}
    <p class="section-lead">${inline(section.lead)}</p>
    <ul class="link-list">
      ${shown.map(
        ({ severity, label, title, paragraphs }) =>
          html`<li>
            <p class="enclosed-title">${severityMark(severity)} <strong>${label}</strong> ${inline(title)}</p>
            ${paragraphs.map(
              (one) =>
                html`<p>${one.label ? html`<span class="label">${one.label}</span> ` : nothing}${inline(one.text)}</p>`,
            )}
          </li>`,
      )}
    </ul>
    ${rest}
  </section>`;
}
