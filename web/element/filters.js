// What spam filters on the way wrote into the header: their own words beside the explanation; and what lookups found out.
import { html, nothing } from "lit";
import { code, sectionHead, value } from "./show.js";

export function filtersView(ctx) {
  const filters = ctx.report.filters ?? [];
  if (!filters.length) return nothing;
  const { t, texts } = ctx;
  return html`<section class="section" aria-labelledby="filters">
    ${sectionHead("filters", t("section.filters"))}
    <p class="section-lead">${t("section.filters.lead")}</p>
    <ul class="filter-list">${filters.map((item) => html`<li>
      <p><strong>${texts.name("vendor", item.vendor)}</strong> ${item.trusted === false ? html`<span class="badge" data-kind="note">${t("auth.untrusted")}</span>` : nothing}</p>
      ${item.key && texts.has(`filter.${item.key}`) ? html`<p>${texts.rich(`filter.${item.key}`, { value: item.value, ...item.args }, value)}</p>` : nothing}
      <p class="raw">${item.name ? html`${code(item.name)}: ` : nothing}${code(item.value ?? "")}</p>
    </li>`)}</ul>
  </section>`;
}

export function networkView(ctx) {
  const facts = ctx.report.network ?? [];
  if (!facts.length) return nothing;
  const { t, texts } = ctx;
  const shown = (item) => (item.kind === "country" ? texts.formats.region(item.value) : code(printed(item.value)));
  return html`<section class="section" aria-labelledby="network">
    ${sectionHead("network", t("section.network"))}
    <p class="section-lead">${t("section.network.lead")}</p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="network"><table>
      <thead><tr><th scope="col">${t("network.subject")}</th><th scope="col">${t("network.kind")}</th><th scope="col">${t("network.value")}</th></tr></thead>
      <tbody>${facts.map((item) => html`<tr><th scope="row">${code(item.subject)}</th><td>${texts.name("network.kind", item.kind)}</td><td>${shown(item)}</td></tr>`)}</tbody>
    </table></div>
  </section>`;
}

function printed(item) {
  return typeof item === "object" && item !== null ? JSON.stringify(item) : String(item);
}
