// The links: what the reader would see, and where each leads. No link out of a mail is ever live here.
import { html, nothing } from "lit";
import { defang } from "../words/defang.js";
import { code, copyButton, none, note, sectionHead, value } from "./show.js";
import { domainName } from "./domain-name.js";
import { kindBadge } from "./card-domains.js";

const SHOWN = 50;

export function linksView(ctx) {
  const links = ctx.report.links ?? [];
  if (!links.length) return nothing;
  const { t } = ctx;
  return html`<section class="section" aria-labelledby="links">
    ${sectionHead("links", t("section.links"))}
    <p class="section-lead">${t("section.links.lead", { count: links.length })}</p>
    <ul class="link-list">
      ${links.slice(0, SHOWN).map((link) => linkView(ctx, link))}
    </ul>
    ${links.length > SHOWN ? html`<p class="fact-note">${t("list.cut", { count: links.length - SHOWN })}</p>` : nothing}
  </section>`;
}

function linkView(ctx, link) {
  const { t, texts, report } = ctx;
  const domain = typeof link.domain === "number" ? report.domains?.[link.domain] : null;
  return html`<li>
    ${link.kind && link.kind !== "anchor" ? note(texts.name("link.kind", link.kind)) : nothing}
    <dl class="facts">
      ${
        link.kind && link.kind !== "anchor" && !link.text
          ? nothing
          : html`<div class="fact">
              <dt>${t("link.text")}</dt>
              <dd>${link.text ? value(link.text) : none(ctx)}</dd>
            </div>`
      }
      <div class="fact">
        <dt>${t("link.host")}</dt>
        <dd>
          ${link.host ? domainName(link.host, domain?.registrable) : none(ctx)}
          ${domain ? kindBadge(ctx, domain) : nothing}
        </dd>
      </div>
      <div class="fact">
        <dt>${t("link.href")}</dt>
        <dd class="href">${code(defang(shortened(link.href ?? "")))}</dd>
      </div>
      ${
        link.targets?.length
          ? html`<div class="fact">
              <dt>${t("link.targets")}</dt>
              <dd class="href">${link.targets.map((target) => targetView(ctx, target))}</dd>
            </div>`
          : nothing
      }
    </dl>
    ${
      link.problems?.length
        ? html`<ul class="problems">
            ${link.problems.map((problem) => html`<li>${texts.name("link.problem", problem)}</li>`)}
          </ul>`
        : nothing
    }
    <p class="row-actions">
      ${copyButton(ctx, defang(link.href ?? ""), t("action.copy.defanged"))}${
        link.spans?.length
          ? html`<button type="button" class="quiet" @click=${() => ctx.actions.showSpans(link.spans)}>
              ${t("action.source")}
            </button>`
          : nothing
      }
    </p>
  </li>`;
}

/** One address that the link's own says it leads on to. */
function targetView(ctx, { host, domain: index, href }) {
  const domain = typeof index === "number" ? ctx.report.domains?.[index] : null;
  return html`<div>
    ${host ? domainName(host, domain?.registrable) : none(ctx)} ${domain ? kindBadge(ctx, domain) : nothing}
    ${code(defang(shortened(href ?? "")))}
  </div>`;
}

const LONG = 300;
function shortened(text) {
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}
