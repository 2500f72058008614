// The messages of a mailbox: a list to choose from, judged one after the other while the page stays usable; with one of them open, a
// line with its place in the list, so that its verdict stands where the eye is.
import { html, nothing } from "lit";
import { icon, severityMark } from "./icons.js";
import { mailbox, note, value } from "./show.js";

const SHOWN = 500;
const SEVERITY_OF = { forged: "critical", suspicious: "high", unclear: "info", consistent: "low", authentic: "good" };

export function messagesView(ctx) {
  if (!ctx.messages) return nothing;
  return ctx.report ? messageBar(ctx) : messageList(ctx);
}

function messageBar(ctx) {
  const { t, messages, openMessage, actions } = ctx;
  const step = (by, label, name) =>
    html`<button
      type="button"
      class="tool"
      aria-label=${label}
      title=${label}
      ?disabled=${!messages[openMessage + by]?.report}
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

function messageList(ctx) {
  const { messages, t } = ctx;
  return html`<section class="messages" aria-labelledby="messages">
    <h2 id="messages" tabindex="-1">${t("messages.title", { count: messages.length })}</h2>
    <p class="section-lead">${t("messages.lead")}</p>
    <ol class="message-list">
      ${messages.slice(0, SHOWN).map(
        ({ report }, index) =>
          html`<li>
            <button type="button" ?disabled=${!report} @click=${() => ctx.actions.openMessage(index)}>
              ${
                report
                  ? html`${severityMark(SEVERITY_OF[report.verdict.level])}<span class="message-level"
                        >${t(`level.${report.verdict.level}`)}</span
                      >
                      <span class="message-from">${mailbox(ctx, report.identities?.from?.[0])}</span
                      ><span class="message-subject">${subject(report)}</span>`
                  : t("messages.waiting")
              }
            </button>
          </li>`,
      )}
    </ol>
    ${ctx.skipped ? note(t("messages.skipped", { count: ctx.skipped })) : nothing}
    ${messages.length > SHOWN ? note(t("list.cut", { count: messages.length - SHOWN })) : nothing}
  </section>`;
}

function subject(report) {
  const text = report.identities?.subject?.text;
  return text ? value(text) : nothing;
}
