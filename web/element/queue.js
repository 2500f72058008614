// The list of several mails: how many of each level, in an order of the reader's choice, each to be opened;
// and what can be taken along.
import { html, nothing } from "lit";
import { indicators, ORDERS, totals, toCsv } from "../words/queue.js";
import { defang } from "../words/defang.js";
import { LEVELS } from "../words/scale.js";
import { isRanked } from "../words/verdict.js";
import { levelMark } from "./icons.js";
import { few } from "./more.js";
import { code, mailbox, note, value } from "./show.js";

const SHOWN = 500;
const CAMPAIGNS = 4; // the mails come soon after
const SHARED = 6; // things that a campaign's mails share

export function queueView(ctx) {
  const { messages, campaign, t } = ctx;
  const listed = messages.map((message, index) => ({ message, index }));
  const chosen = campaign === null ? listed : listed.filter(({ message }) => message.campaign === campaign);
  const { shown, rest } = few(ctx, `messages ${campaign}`, chosen, SHOWN);
  return html`<section class="messages" aria-labelledby="messages">
    <div class="queue-head">
      <h2 id="messages" tabindex="-1">${t("messages.title", { count: messages.length })}</h2>
      ${summary(ctx)}
    </div>
    ${campaignsView(ctx)} ${tools(ctx)}
    <ol class="message-list">
      ${shown.map(({ message, index }) => html`<li>${entry(ctx, message, index)}</li>`)}
    </ol>
    ${rest}
  </section>`;
}

/** Mails that belong together: what they share, and a button that shows them alone. */
function campaignsView(ctx) {
  const { t, campaigns, campaign, actions } = ctx;
  if (!campaigns.length) return nothing;
  const one = ({ number, count, shared }) =>
    html`<li>
      <button
        type="button"
        class="button"
        aria-pressed=${campaign === number}
        @click=${() => actions.chooseCampaign(campaign === number ? null : number)}
      >
        ${t("campaign.title", { number, count })}
      </button>
      <ul class="plain">
        ${shared.slice(0, SHARED).map((mark) => html`<li>${sharedMark(ctx, mark, count)}</li>`)}
      </ul>
    </li>`;
  const { shown, rest } = few(ctx, "campaigns", campaigns, CAMPAIGNS);
  return html`<section class="campaigns" aria-labelledby="campaigns">
    <h3 id="campaigns">${t("campaign.heading")}</h3>
    <ul class="plain">
      ${shown.map(one)}
    </ul>
    ${rest}
  </section>`;
}

function sharedMark({ t, texts }, { what, value: shared, members }, count) {
  const isText = ["subject", "wording", "message-id"].includes(what);
  const made = `generator.${shared}`; // a shape of no product's own has a text
  const shown = texts.has(made) ? t(made) : isText ? value(shared) : code(defang(shared));
  const some = members.length < count ? note(t("campaign.some", { count: members.length })) : nothing;
  return html`${t(`campaign.${what}`)} ${shown} ${some}`;
}

function summary({ messages, t }) {
  const count = totals(messages);
  const levels = LEVELS.filter((level) => count[level]).reverse();
  const others = ["unread", "waiting"].filter((what) => count[what]);
  return html`<ul class="queue-count">
    ${levels.map(
      (level) =>
        html`<li data-level=${level}>
          ${levelMark(level)}${t("queue.count", { what: t(`level.${level}`), count: count[level] })}
        </li>`,
    )}
    ${others.map((what) => html`<li>${t(`queue.${what}`, { count: count[what] })}</li>`)}
  </ul>`;
}

function tools(ctx) {
  const { t, actions, messages, order, defanged } = ctx;
  return html`<div class="queue-tools row-actions">
    <label
      ><span>${t("queue.order")}</span>
      <select
        ?disabled=${Boolean(totals(messages).waiting)}
        @change=${(event) => actions.sortMessages(event.target.value)}
      >
        ${Object.keys(ORDERS).map((key) => html`<option value=${key} ?selected=${key === order}>${t(`queue.order.${key}`)}</option>`)}
      </select>
    </label>
    <button
      type="button"
      class="button"
      @click=${() => actions.download("mails.csv", toCsv(messages, defanged), "text/csv")}
    >
      ${t("queue.csv")}
    </button>
    <button
      type="button"
      class="button"
      @click=${() => actions.download("indicators.txt", indicators(messages, defanged), "text/plain")}
    >
      ${t("queue.indicators")}
    </button>
    <label class="choice"
      ><input
        type="checkbox"
        .checked=${defanged}
        @change=${(event) => actions.defangQueue(event.target.checked)}
      /><span>${t("queue.defanged")}</span></label
    >
  </div>`;
}

function entry(ctx, { name, row, campaign, problem }, index) {
  const { t, texts } = ctx;
  if (problem)
    return html`<div class="message-unread">
      <span>${value(name)}</span> <span>${t("queue.not-read", { why: t(`file.problem.${problem}`) })}</span>
    </div>`;
  if (!row) return html`<button type="button" disabled>${t("messages.waiting")}</button>`;
  // "Genuine" is what a proof makes of a mail: beside any other level it would say too much.
  const told = row.kind !== "genuine" || row.level === "authentic";
  const kind = told && texts.has(`queue.kind.${row.kind}`) ? t(`queue.kind.${row.kind}`) : "";
  return html`<button type="button" data-level=${row.level} @click=${() => ctx.actions.openMessage(index)}>
    ${levelMark(row.level)}
    <span class="message-level">${t(`level.${row.level}`)} ${isRanked(row.level) ? row.score : nothing}</span>
    <span class="message-from">${mailbox(ctx, row.from)}</span>
    <span class="message-subject">${row.subject ? value(row.subject) : nothing}</span>
    <span class="message-facts"
      >${kind} ${row.ip ? code(row.ip) : nothing}
      ${campaign ? t("campaign.short", { number: campaign }) : nothing}</span
    >
  </button>`;
}
