// What spam filters on the way wrote into the header: their own words beside the explanation; and what
// lookups found out.
import { html, nothing } from "lit";
import { region } from "./facts.js";
import { few } from "./more.js";
import { code, fact, sectionHead } from "./show.js";

const MOST = 30;

export function filtersView(ctx) {
  const filters = ctx.report.filters ?? [];
  if (!filters.length) return nothing;
  const { t, texts } = ctx;
  const opaque = filters.filter((field) => field.opaque);
  // What a filter decided comes before what it only noted.
  const decided = (field) => field.items.some((item) => item.hint);
  const telling = filters.filter((field) => !field.opaque).sort((a, b) => decided(b) - decided(a));
  const { shown, rest } = few(ctx, "filters", telling, MOST);
  const named = few(ctx, "filters opaque", opaque, MOST);
  return html`<section class="section" aria-labelledby="filters">
    ${sectionHead("filters", t("section.filters"))}
    <p class="section-lead">${t("section.filters.lead")}</p>
    <ul class="filter-list">
      ${byVendor(shown).map((group) => vendorView(ctx, group))}
    </ul>
    ${rest}
    ${
      opaque.length
        ? html`<details class="more">
            <summary>${t("filter.view.opaque", { count: opaque.length })}</summary>
            <p class="fact-note">${t("filter.view.opaque.lead")}</p>
            <ul class="plain">
              ${named.shown.map(
                (field) =>
                  html`<li>
                    ${code(field.name)} <span class="fact-note">${texts.name("filter.vendor", field.vendor)}</span>
                  </li>`,
              )}
            </ul>
            ${named.rest}
          </details>`
        : nothing
    }
  </section>`;
}

/** Lines of one filter, as far as they can be told to be its own, are said to be so once. */
function byVendor(fields) {
  const groups = new Map();
  for (const field of fields) {
    const { vendor, trusted = false, guarded = false } = field;
    const key = `${vendor} ${trusted || guarded} ${guarded}`;
    if (!groups.has(key)) groups.set(key, { vendor, own: trusted || guarded, guarded, fields: [] });
    groups.get(key).fields.push(field);
  }
  return [...groups.values()];
}

function vendorView(ctx, { vendor, own, guarded, fields }) {
  const { t, texts } = ctx;
  return html`<li>
    <p>
      <strong>${texts.name("filter.vendor", vendor)}</strong> ${
        own
          ? html`<span class="badge">${t("auth.trusted")}</span>`
          : html`<span class="badge" data-kind="note">${t("auth.untrusted")}</span>`
      }
      ${guarded ? html`<span class="fact-note">${t("filter.view.guarded")}</span>` : nothing}
    </p>
    ${fields.map((field) => fieldView(ctx, field))}
  </li>`;
}

function fieldView(ctx, field) {
  const { shown, rest } = few(ctx, `filter ${field.spans}`, field.items, MOST);
  return html`<div class="filter-field">
    ${
      field.items.length
        ? html`<dl class="facts">
            ${shown.map((item, i) => itemView(ctx, field, item, shown[i - 1]?.key === item.key))}
          </dl>
          ${rest}`
        : html`<p class="fact-note">${ctx.t("filter.view.nothing")}</p>`
    }
    <p class="raw">${code(field.name)}: ${code(field.value)}</p>
  </div>`;
}

/** One thing that a filter wrote: what it is (said once of several alike), the code, its meaning. */
function itemView(ctx, field, item, repeated) {
  const { texts } = ctx;
  const formats = {
    country: (written) => texts.formats.region(written),
    language: (written) => texts.formats.languageName(written),
  };
  // What is not a code is not a country: it stays the mail's own text, and is shown as that.
  const named = Object.hasOwn(formats, item.key) && texts.formats.isCode(item.key, item.value);
  const meaning = item.meaning
    ? texts.name("filter.code", item.meaning)
    : named
      ? formats[item.key](item.value)
      : nothing;
  // The raw line stands below: a value that is the whole of it need not be shown twice.
  const written = item.value === field.value && meaning !== nothing ? nothing : code(item.value);
  const label = texts.name("filter.key", item.key);
  return fact(repeated ? html`<span class="visually-hidden">${label}</span>` : label, written, meaning);
}

export function networkView(ctx) {
  const facts = ctx.report.network ?? [];
  if (!facts.length) return nothing;
  const { t, texts } = ctx;
  const { shown, rest } = few(ctx, "network", facts, 3 * MOST);
  const answer = (item) => {
    if (item.kind === "country") return region(ctx, item.value);
    const named = `network.${item.kind}.${item.value}`; // "exists": "no"
    return texts.has(named) ? t(named) : code(printed(item.value));
  };
  return html`<section class="section" aria-labelledby="network">
    ${sectionHead("network", t("section.network"))}
    <p class="section-lead">${t("section.network.lead")}</p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="network">
      <table>
        <thead>
          <tr>
            <th scope="col">${t("network.subject")}</th>
            <th scope="col">${t("network.kind")}</th>
            <th scope="col">${t("network.value")}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (item, i) =>
              html`<tr>
                <th scope="row" class=${facts[i - 1]?.subject === item.subject ? "again" : nothing}>
                  ${code(item.subject)}
                </th>
                <td>${texts.name("network.kind", item.kind)}</td>
                <td>${answer(item)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rest}
  </section>`;
}

function printed(item) {
  return typeof item === "object" && item !== null ? JSON.stringify(item) : String(item);
}
