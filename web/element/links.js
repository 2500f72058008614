// The links: what the reader would see, and where each leads; those to the same place are one entry. No link
// out of a mail is ever live here.
import { html, nothing } from "lit";
import { defang } from "../words/defang.js";
import { few } from "./more.js";
import { code, copyButton, none, note, sectionHead, value } from "./show.js";
import { domainName } from "./domain-name.js";
import { kindBadge } from "./domains.js";

const SHOWN = 30;
const TEXTS = 3;
const ADDRESSES = 10;
const LONG = 300;

export function linksView(ctx) {
  const links = ctx.report.links ?? [];
  if (!links.length) return nothing;
  const { t } = ctx;
  const { shown, rest } = few(ctx, "links", groupsOf(links), SHOWN);
  return html`<section class="section" aria-labelledby="links">
    ${sectionHead("links", t("section.links"))}
    <p class="section-lead">${t("section.links.lead", { count: links.length })}</p>
    <ul class="link-list">
      ${shown.map((group) => groupView(ctx, group))}
    </ul>
    ${rest}
  </section>`;
}

/** Links to one host with the same faults, in the order of the first of each. */
function groupsOf(links) {
  const groups = new Map();
  for (const link of links) {
    const last = (link.targets ?? []).at(-1);
    const key = JSON.stringify([
      link.host,
      link.kind === "anchor" ? "" : link.kind,
      link.problems,
      last?.host ?? null,
    ]);
    const group = groups.get(key) ?? { ...link, key, links: [], texts: new Set() };
    group.links.push(link);
    if (link.text) group.texts.add(link.text);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupView(ctx, group) {
  const { t, texts } = ctx;
  const { links, host, kind, problems = [], targets = [] } = group;
  const shown = [...group.texts];
  const other = kind && kind !== "anchor";
  return html`<li>
    <p class="link-host">
      ${host ? domainName(host, domainOf(ctx, group)?.registrable) : none(ctx)} ${badge(ctx, group)}
      ${links.length > 1 ? html`<span class="count">×${links.length}</span>` : nothing}
      ${other ? note(texts.name("link.kind", kind)) : nothing}
    </p>
    ${
      shown.length
        ? html`<p class="link-text">
            <span class="label">${t("link.text")}</span> ${shown.slice(0, TEXTS).map((text, i) => html`${i ? ", " : ""}${value(shortened(text))}`)}${
              shown.length > TEXTS ? " …" : nothing
            }
          </p>`
        : nothing
    }
    ${targets.map(
      (target) =>
        html`<p class="link-target">
          <span class="label">${t("link.targets")}</span>
          ${domainName(target.host, domainOf(ctx, target)?.registrable)} ${badge(ctx, target)} ${target.via ? note(code(target.via)) : nothing}
        </p>`,
    )}
    ${
      problems.length
        ? html`<ul class="problems">
            ${problems.map((problem) => html`<li>${texts.name("link.problem", problem)}</li>`)}
          </ul>`
        : nothing
    }
    ${addresses(ctx, group)}
  </li>`;
}

const domainOf = (ctx, { domain }) => (typeof domain === "number" ? ctx.report.domains?.[domain] : null);

function badge(ctx, link) {
  const domain = domainOf(ctx, link);
  return domain ? kindBadge(ctx, domain) : nothing;
}

function addresses(ctx, { key, links }) {
  const { t } = ctx;
  const row = (link) =>
    html`<li>
      <span class="href">${code(defang(shortened(link.href ?? "")))}</span>
      <span class="row-actions">
        ${copyButton(ctx, () => defang(link.href ?? ""), t("action.copy.defanged"))}${
          link.spans?.length
            ? html`<button type="button" class="quiet" @click=${() => ctx.actions.showSpans(link.spans)}>
                ${t("action.source")}
              </button>`
            : nothing
        }
      </span>
    </li>`;
  if (links.length === 1)
    return html`<ul class="plain">
      ${row(links[0])}
    </ul>`;
  const { shown, rest } = few(ctx, `addresses ${key}`, links, ADDRESSES);
  return html`<details class="more">
    <summary>${t("link.addresses", { count: links.length })}</summary>
    <ul class="plain">
      ${shown.map(row)}
    </ul>
    ${rest}
  </details>`;
}

function shortened(text) {
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}
