// The first card: where the mail came from, as far as the reader's own side saw it.
import { html, nothing } from "lit";
import { code, codeOr, fact, none } from "./show.js";

export function hopsCard(ctx) {
  const { report, t } = ctx;
  const { handover, hops } = report;
  const hop = handover ? hops[handover.hop] : null;
  return html`<section class="card" aria-labelledby="card-hops">
    <h3 id="card-hops">${t("card.hops")}</h3>
    ${
      handover
        ? html` <p class="card-main">${handover.ip ? code(handover.ip) : none(ctx)}</p>
            <p class="card-note">${t("card.hops.ip")}${origin(ctx, handover.ip)}</p>
            <dl class="facts">
              ${fact(t("hop.helo"), codeOr(ctx, handover.helo ?? hop?.from?.helo))}
              ${fact(t("hop.rdns"), codeOr(ctx, handover.rdns ?? hop?.from?.rdns))}
              ${fact(t("hop.by"), codeOr(ctx, handover.by ?? hop?.by?.host))}
              ${hop?.date ? fact(t("hop.date"), ctx.texts.formats.date(hop.date.iso, hop.date.offsetMinutes)) : nothing}
              ${fact(t("handover.confidence"), t(confidence(handover)))}
            </dl>`
        : html` <p class="card-main unknown">${t("card.hops.unknown")}</p>
            <p class="card-note">${t(hops.length ? "card.hops.unknown.hops" : "card.hops.unknown.none")}</p>`
    }
    ${
      hops.length
        ? html`<p class="card-more">
            <button type="button" class="link" @click=${() => ctx.actions.goTo("path")}>
              ${t("card.hops.more", { count: hops.length })}
            </button>
          </p>`
        : nothing
    }
  </section>`;
}

/** Sure, likely or a guess: a number would claim more exactness than there is. */
export function confidence(handover) {
  if (handover.chosen) return "confidence.chosen";
  if (handover.confidence >= 0.85) return "confidence.high";
  return handover.confidence >= 0.5 ? "confidence.medium" : "confidence.low";
}

/** The country and network of an address, when lookups brought them. */
function origin(ctx, ip) {
  const facts = (ctx.report.network ?? []).filter((item) => item.subject === ip);
  const country = facts.find((item) => item.kind === "country")?.value;
  const owner = facts.find((item) => item.kind === "as-name" || item.kind === "asn")?.value;
  if (!country && !owner) return nothing;
  return html`<span class="origin"
    >${country ? ctx.texts.formats.region(country) : nothing}${country && owner ? " · " : nothing}${
      owner ? code(owner) : nothing
    }</span
  >`;
}
