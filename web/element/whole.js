// All that the analyzer shows, in its order: the toolbar, the place where a mail comes in, what was judged,
// and the dialogs.
import { html, nothing } from "lit";
import { busyView } from "./busy.js";
import { consentDialog } from "./consent.js";
import { dialogsView } from "./dialogs.js";
import { errorView } from "./error.js";
import { drop, intakeView } from "./intake.js";
import { onKey } from "./keys.js";
import { messagesView } from "./messages.js";
import { printView } from "./print.js";
import { resultView } from "./result.js";
import { toolbar } from "./settings-view.js";
import { shareDialog } from "./share.js";

/** @param {object} ctx context.js, with announcement: what is said to those who hear the page */
export function wholeView(ctx) {
  const { folded, report } = ctx;
  return html`<div
    class="root"
    lang=${ctx.language}
    @keydown=${(event) => onKey(event, ctx)}
    @dragover=${folded ? (event) => event.preventDefault() : nothing}
    @drop=${folded ? (event) => drop(event, ctx) : nothing}
  >
    ${toolbar(ctx)}
    <slot name="lead" ?hidden=${folded}></slot>
    ${errorView(ctx)} ${busyView(ctx)} ${intakeView(ctx)}
    <div class="visually-hidden" role="status" aria-live="polite">${ctx.announcement}</div>
    ${messagesView(ctx)} ${report ? resultView(ctx) : nothing}
    ${consentDialog(ctx)} ${shareDialog(ctx)} ${ctx.dialogs ? dialogsView(ctx) : nothing}
    ${ctx.printing && report ? printView(ctx) : nothing}
    <div hidden><slot name="source"></slot></div>
  </div>`;
}
