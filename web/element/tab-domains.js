// The domains, one by one, and where the links lead.
import { html } from "lit";
import { domainsView } from "./domains.js";
import { linksView } from "./links.js";

export function domainsTab(ctx) {
  const { domains = [], links = [] } = ctx.report;
  if (!domains.length && !links.length) return html`<p>${ctx.t("card.domains.none")}</p>`;
  return html`${domainsView(ctx)} ${linksView(ctx)}`;
}
