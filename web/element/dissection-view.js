// A dissection (web/words/dissection.js) as the page shows it: what the exports say, as text nodes.
import { html, nothing } from "lit";
import { said, shown } from "../words/shown.js";

const inline = (parts, texts) =>
  parts.map((part) => {
    if (typeof part === "string") return said(part);
    if ("code" in part) return html`<bdi class="code">${shown(part.code, texts)}</bdi>`;
    return html`<bdi>${shown(part.quote, texts)}</bdi>`;
  });

function labelled(label, texts) {
  return label ? html`<strong>${said(label)}${texts.t("punctuation.colon")}</strong>` : nothing;
}

function factView({ label, value, note }, texts) {
  return html`<li>
    ${labelled(label, texts)}${inline(value, texts)}${note ? html`<br /><small>${said(note)}</small>` : nothing}
  </li>`;
}

function itemView({ label, title, paragraphs }, texts) {
  return html`<li>
    ${labelled(label, texts)}${inline(title, texts)}${paragraphs.map(
      (one) => html`<br />${labelled(one.label, texts)}${inline(one.text, texts)}`,
    )}
  </li>`;
}

const lines = (text) => text.split(/\r?\n/).map((line, i) => html`${i ? html`<br />` : nothing}${line}`);

function sectionView({ id, title, lead, facts, items, quote, note, own }, texts) {
  return html`<section data-section=${id}>
    <h4>${said(title)}</h4>
    ${lead.length ? html`<p>${inline(lead, texts)}</p>` : nothing}
    ${quote ? html`<blockquote>${quote.map((line) => html`<bdi>${shown(line, texts)}</bdi><br />`)}</blockquote>` : nothing}
    ${
      facts.length || items.length
        ? html`<ul>
            ${facts.map((one) => factView(one, texts))}${items.map((one) => itemView(one, texts))}
          </ul>`
        : nothing
    }
    ${note ? html`<p><small>${said(note)}</small></p>` : nothing}
    ${own ? html`<p class="own">${lines(own)}</p>` : nothing}
  </section>`;
}

export function dissectionView(parts, texts) {
  return html`<article class="dissection" lang=${parts.language} data-level=${parts.level}>
    <h3>${inline(parts.title, texts)}</h3>
    <p class="dissection-verdict" part="verdict">
      <strong class="dissection-badge">${parts.badge}</strong><br />
      <strong>${inline(parts.lead, texts)}</strong><br />${said(parts.hint)}
    </p>
    ${parts.sections.map((section) => sectionView(section, texts))}
    ${parts.notes.map((note) => html`<p><small>${said(note)}</small></p>`)}
  </article>`;
}
