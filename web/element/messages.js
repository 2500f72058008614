// The messages of an mbox: a list to choose from, judged one after the other while the page stays usable.
import { html, nothing } from "lit";
import { severityMark } from "./icons.js";
import { mailbox, note, value } from "./show.js";

const SHOWN = 500;
const SEVERITY_OF = { forged: "critical", suspicious: "high", unclear: "info", consistent: "good", authentic: "good" };

export function messagesView(ctx) {
  const { messages, t } = ctx;
  if (!messages) return nothing;
  return html`<section class="section" aria-labelledby="messages">
    <h3 id="messages" tabindex="-1">${t("messages.title", { count: messages.length })}</h3>
    <p class="section-lead">${t("messages.lead")}</p>
    <ol class="message-list">
      ${messages.slice(0, SHOWN).map(
        ({ report }, index) =>
          html`<li>
            <button
              type="button"
              aria-current=${index === ctx.openMessage ? "true" : "false"}
              ?disabled=${!report}
              @click=${() => ctx.actions.openMessage(index)}
            >
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
    ${messages.length > SHOWN ? note(t("list.cut", { count: messages.length - SHOWN })) : nothing}
  </section>`;
}

function subject(report) {
  const text = report.identities?.subject?.text;
  return text ? value(text) : nothing;
}
