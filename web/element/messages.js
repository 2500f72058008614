// The messages of a mailbox: a list to choose from, judged one after the other while the page stays usable;
// with one of them open, a line with its place in the list, so that its verdict stands where the eye is.
import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { queueView } from "./queue.js";

export function messagesView(ctx) {
  if (!ctx.messages) return nothing;
  return ctx.report ? messageBar(ctx) : queueView(ctx);
}

function messageBar(ctx) {
  const { t, messages, openMessage, actions } = ctx;
  const step = (by, label, name) =>
    html`<button
      type="button"
      class="tool"
      aria-label=${label}
      title=${label}
      ?disabled=${!messages[openMessage + by]?.row}
      @click=${() => actions.stepMessage(by)}
    >
      ${icon(name)}
    </button>`;
  return html`<nav class="message-bar" aria-label=${t("messages.title", { count: messages.length })}>
    <button type="button" class="quiet" @click=${() => actions.listMessages()}>${t("messages.all")}</button>
    ${step(-1, t("messages.previous"), "left")}
    <span>${t("messages.place", { number: openMessage + 1, count: messages.length })}</span>
    ${step(1, t("messages.next"), "right")}
  </nav>`;
}
