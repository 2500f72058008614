// Where it came from: claim, fact and the reader's side in one drawing; every server one by one with the line
// that can be moved; and what the Message-ID gives away.
import { html, nothing } from "lit";
import { glossaryButton } from "./glossary.js";
import { routeMap, routeNote } from "./route-map.js";
import { hopList } from "./hop-list.js";
import { messageIdView } from "./message-id.js";
import { sectionHead } from "./show.js";

export function routeTab(ctx) {
  const { t, report } = ctx;
  // Neither a claim nor a way: a drawing of four empty boxes would say nothing.
  if (!report.hops.length && !report.identities?.from?.length)
    return html`${routeNote(ctx)} ${glossaryButton(ctx)}`;
  return html`${routeMap(ctx)}
    ${routeNote(ctx)}
    <div class="folds">${
      report.hops.length
        ? html`<details class="more hops-more" id="hops" tabindex="-1">
            <summary>${t("route.all", { count: report.hops.length })}</summary>
            ${hopList(ctx)}
          </details>`
        : nothing
    }
    <details class="more">
      <summary>${t("card.message-id")}</summary>
      <section class="section" aria-labelledby="message-id">
        ${sectionHead("message-id", t("card.message-id"))} ${messageIdView(ctx)}
      </section>
    </details>
    <details class="more">
      <summary>${t("trust.title")}</summary>
      <ol class="trust-law">${[1, 2, 3, 4, 5].map((n) => html`<li>${t(`trust.${n}`)}</li>`)}</ol>
    </details>
    ${glossaryButton(ctx)}</div>`;
}
