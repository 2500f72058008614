// The whole result in its order: the verdict and the three cards first; the rest when those are painted.
import { html, nothing } from "lit";
import { verdictView } from "./verdict.js";
import { repairsView } from "./repairs.js";
import { hopsCard } from "./card-hops.js";
import { messageIdCard } from "./card-message-id.js";
import { domainsCard, domainsView } from "./card-domains.js";
import { findingsView } from "./findings.js";
import { pathView } from "./path-view.js";
import { authenticationView } from "./authentication.js";
import { linksView } from "./links.js";
import { attachmentsView } from "./attachments.js";
import { filtersView, networkView } from "./filters.js";
import { lookupsView } from "./lookups.js";
import { takeawayView } from "./takeaway.js";

export function resultView(ctx) {
  return html`<div class="result">
    ${verdictView(ctx)} ${repairsView(ctx)}
    <div class="cards">${hopsCard(ctx)}${messageIdCard(ctx)}${domainsCard(ctx)}</div>
    ${
      ctx.complete
        ? html` ${findingsView(ctx)} ${pathView(ctx)} ${lookupsView(ctx)} ${authenticationView(ctx)} ${domainsView(ctx)}
          ${linksView(ctx)} ${attachmentsView(ctx)} ${filtersView(ctx)} ${networkView(ctx)} ${ctx.source.view(ctx)}
          ${takeawayView(ctx)}`
        : nothing
    }
  </div>`;
}
