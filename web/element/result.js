// The result: the verdict on one screen, and what it stands on behind five tabs.
import { html, nothing } from "lit";
import { authenticationTab } from "./tab-authentication.js";
import { domainsTab } from "./tab-domains.js";
import { findingsTab, entriesOf } from "./tab-findings.js";
import { routeTab } from "./tab-route.js";
import { tabsView } from "./tabs.js";
import { textTab } from "./tab-text.js";
import { verdictView } from "./verdict.js";

export function resultView(ctx) {
  const tabs = ctx.complete ? tabsView(ctx, panels(ctx)) : nothing;
  return html`<div class="result">${verdictView(ctx)} ${tabs}</div>`;
}

function panels(ctx) {
  const { hops, links = [], domains = [], findings } = ctx.report;
  return {
    route: { count: hops.length, view: () => routeTab(ctx) },
    domains: { count: domains.length || links.length, view: () => domainsTab(ctx) },
    authentication: { view: () => authenticationTab(ctx) },
    text: { view: () => textTab(ctx) },
    findings: { count: entriesOf(ctx, findings).length, view: () => findingsTab(ctx) },
  };
}
