// What goes on paper: the result in words, dated, without the recipient, on two pages; drawn only while the
// browser prints.
import { html, nothing } from "lit";
import { outline } from "../words/outline.js";
import { redact } from "../words/redact.js";
import { shown } from "../words/shown.js";
import { isScored } from "../words/verdict.js";

const WEIGHTY = new Set(["critical", "high", "medium", "good"]);
const MOST = 12; // items of a section

export function printView(ctx) {
  const { t, texts, report } = ctx;
  const { levelName, score, sentence, hint, claims, notes, sections } = outline(redact(report), texts);
  const now = new Date();
  const printed = texts.formats.date(now.toISOString(), -now.getTimezoneOffset());
  return html`<article class="paper">
    <p class="paper-head">Whence · ${t("print.dated", { date: printed })}</p>
    <h1>${levelName}${t("punctuation.colon")}${words(ctx, sentence)}</h1>
    <p>${hint}</p>
    ${facts(ctx, isScored(report) ? [...claims, { label: t("score.label"), value: [score] }] : claims)}
    ${sections.map((section) => sectionView(ctx, section))}
    <p class="paper-notes">${[...notes, t("print.redacted")].join(" · ")}</p>
  </article>`;
}

function sectionView(ctx, { title, lead, facts: rows, items }) {
  const kept = items.filter(({ severity }) => !severity || WEIGHTY.has(severity));
  if (!lead && !rows.length && !kept.length) return nothing;
  return html`<section>
    <h2>${title}</h2>
    ${lead ? html`<p>${words(ctx, lead)}</p>` : nothing} ${facts(ctx, rows)}
    ${
      kept.length
        ? html`<ul>
            ${kept.slice(0, MOST).map(
              ({ label, title: head, paragraphs }) =>
                html`<li>
                  ${label ? html`<strong>${label}${ctx.t("punctuation.colon")}</strong>` : nothing}${words(ctx, head)}${
                    paragraphs[0] ? html` – ${words(ctx, paragraphs[0].text)}` : nothing
                  }
                </li>`,
            )}
          </ul>`
        : nothing
    }
    ${items.length > MOST ? html`<p>${ctx.t("list.cut", { count: items.length - Math.min(kept.length, MOST) })}</p>` : nothing}
  </section>`;
}

function facts(ctx, rows) {
  if (!rows.length) return nothing;
  const row = ({ label, value }) => html`<div><dt>${label}</dt><dd>${words(ctx, value)}</dd></div>`;
  return html`<dl>${rows.map(row)}</dl>`;
}

const words = ({ texts }, parts) =>
  parts.map((part) =>
    typeof part === "string"
      ? part
      : html`<bdi class=${"code" in part ? "code" : "value"}>${shown(part.code ?? part.quote, texts)}</bdi>`,
  );
