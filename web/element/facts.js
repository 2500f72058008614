// Beside the verdict: who the mail says it is from, its subject and time, who handed it over, what was
// checked, and what was read.
import { html, nothing } from "lit";
import { resultOf } from "../words/results.js";
import { isHeaderless, part } from "../words/sentence.js";
import { code, inline, mailbox, nameCode, value } from "./show.js";

const SUBJECT = 60; // letters, as of a sender's name: the whole stands in the source
const METHODS = ["spf", "dkim", "dmarc"];

export function factsView(ctx) {
  const { t, report } = ctx;
  const { from = [], subject } = report.identities ?? {};
  const rows = isHeaderless(report)
    ? [[t("fact.read"), whatWasRead(ctx)]]
    : [
        [
          t("fact.from"),
          from.length
            ? from.slice(0, 2).map((box) => html`<span class="claim">${mailbox(ctx, shortened(box))}</span>`)
            : t("identity.from.none"),
        ],
        subject?.text ? [t("fact.subject"), value(cut(subject.text, SUBJECT))] : null,
        dateRow(ctx),
        [t("fact.handover"), handover(ctx)],
        [t("fact.checked"), checked(ctx)],
        isReadWhole(report) ? null : [t("fact.read"), whatWasRead(ctx)],
      ].filter(Boolean);
  return html`<dl class="claims">
    ${rows.map(([label, content]) => html`<div><dt>${label}</dt><dd>${content}</dd></div>`)}
  </dl>`;
}

const cut = (text, most) => ([...text].length > most ? `${[...text].slice(0, most).join("")}…` : text);

function dateRow(ctx) {
  const date = ctx.report.identities?.date?.value;
  return date ? [ctx.t("fact.date"), ctx.texts.formats.minute(date.iso, date.offsetMinutes)] : null;
}

const shortened = (box) => ({ ...box, display: box.display && cut(box.display, SUBJECT) });

/** The address, its name, and its network and country when lookups brought them. */
function handover(ctx) {
  const { handover: found } = ctx.report;
  if (!found?.ip) return html`<span class="none">${ctx.t("handover.value.none")}</span>`;
  const name = found.rdns ? html`<span class="fact-note rdns">${nameCode(found.rdns)}</span>` : nothing;
  return html`${code(found.ip)} ${name}${origin(ctx, found.ip)}`;
}

/** The network and country of an address, when lookups brought them. */
export function origin(ctx, ip) {
  const facts = (ctx.report.network ?? []).filter((item) => item.subject === ip);
  const country = facts.find((item) => item.kind === "country")?.value;
  const named = (kind) => facts.find((item) => item.kind === kind)?.value;
  // The country is said beside it.
  const owner = named("as-name")?.replace(/, [A-Z]{2}$/, "") ?? named("asn");
  if (!country && !owner) return nothing;
  return html`<span class="origin"
    >${owner ? value(owner) : nothing}${owner && country ? " · " : nothing}${
      country ? region(ctx, country) : nothing
    }</span
  >`;
}

/** A country's name; what is not a country's code stays as the answer has it. */
export function region({ texts: { formats } }, text) {
  return formats.isCode("country", text) ? formats.region(text) : code(text);
}

/** "合格（pass）": next to the verdict there is room for only one of the two. */
const short = (name) => name.replace(/（[^（]*）$/, "");

function checked(ctx) {
  const { t, texts, report } = ctx;
  const results = METHODS.map((method) => [method.toUpperCase(), resultOf(report, method)]);
  if (results.every(([, result]) => !result))
    return html`<span class="none">${t("fact.checked.nothing")}</span>`;
  return html`<span class="checked">
    ${results.map(
      ([method, result]) =>
        html`<span class="check" data-result=${result ?? "open"}
          >${method} ${result ? short(texts.name("auth.result", result)) : t("fact.checked.open")}</span
        > `,
    )}
  </span>${onlyThat(ctx)}`;
}

/** A forger passes every check for a domain of his own: what a pass proves beside a bad verdict. */
function onlyThat({ texts, report }) {
  const domain = report.identities.from?.[0]?.domain;
  const isBad = ["forged", "suspicious"].includes(report.verdict.level);
  if (!isBad || !domain || resultOf(report, "dmarc") !== "pass") return nothing;
  return html`<span class="fact-note">${inline(texts.rich("fact.checked.only", { domain }, part))}</span>`;
}

/** A complete, undamaged mail: nothing that a reader has to know. */
const isReadWhole = ({ source, unread = [] }) =>
  source.kind === "message" && source.bodyPresent && !source.repairs?.length && !unread.length;

function whatWasRead(ctx) {
  const { t, texts, report, actions } = ctx;
  const { source, unread = [] } = report;
  const size = texts.formats.bytes(source.bytes);
  const whole = isHeaderless(report) ? [size] : [t(`source.kind.${source.kind}`), size];
  if (!source.bodyPresent && source.kind === "message") whole.push(t("source.no-body"));
  const remarks = [
    source.repairs?.length ? t("fact.read.repaired") : null,
    unread.length ? t("fact.read.not-all", { count: unread.length }) : null,
  ].filter(Boolean);
  return html`${whole.join(" · ")}${
    remarks.length
      ? html` <button type="button" class="link" @click=${() => actions.goTo("text", "reading")}>
          ${remarks.join(" · ")}
        </button>`
      : nothing
  }`;
}

