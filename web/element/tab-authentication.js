// What was proven, and what others say: SPF, DKIM, DMARC and ARC, filters on the way, and what lookups
// brought.
import { html } from "lit";
import { authenticationView } from "./authentication.js";
import { filtersView, networkView } from "./filters.js";

export function authenticationTab(ctx) {
  return html`${authenticationView(ctx)} ${networkView(ctx)} ${filtersView(ctx)}`;
}
