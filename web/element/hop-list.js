// The mail's way, drawn from the reader (top, newest) down to the sender, as its Received lines tell it. The
// handover is a line across the path: above it the reader's own side wrote, below it is the sender's word. It
// can be moved: handover-line.js.
import { html, svg, nothing } from "lit";
import { icon } from "./icons.js";
import { Marks } from "./marks.js";
import { few } from "./more.js";
import { code, codeOr, fact, none } from "./show.js";
import { isAlarm } from "../words/scale.js";
import { handoverLine } from "./handover-line.js";

const SHOWN = 40;

export function hopList(ctx) {
  const { report, t } = ctx;
  const { hops, handover } = report;
  const at = handover ? handover.hop : -1;
  // The line can be moved among the hops that are drawn, and always a little farther.
  const { shown, rest } = few(ctx, "hops", hops, Math.max(SHOWN, at + 10));
  const marks = weighing(report.findings);
  return html`<p class="section-lead">${t("section.path.lead")}</p>
    <div class="path" data-boundary=${at}>
      ${handoverLine(ctx, at)} ${end("reader", "person", t("path.reader"), 0)}
      ${shown.map((hop, index) => hopRow(ctx, hop, index, { claimed: index > at, marks }))}
      ${end("sender", "letter", t("path.sender"), 2 * hops.length + 4)}
    </div>
    ${rest}
    <p class="fact-note">
      ${
        handover
          ? html`${t("handover.confidence")}${t("punctuation.colon")}${t(confidence(handover))}${reason(
              ctx,
              handover,
            )}`
          : t("handover.unknown")
      }
    </p>
    ${hopTable(ctx)}`;
}

/** Sure, likely or a guess: a number would claim more exactness than there is. */
function confidence(handover) {
  if (handover.chosen) return "confidence.chosen";
  if (handover.confidence >= 0.85) return "confidence.high";
  return handover.confidence >= 0.5 ? "confidence.medium" : "confidence.low";
}

function reason(ctx, handover) {
  return handover.reason ? html` · ${ctx.texts.name("handover.reason", handover.reason)}` : nothing;
}

// The rows' places are set by CSS order, so that the line can move among them and keep the focus and the
// pointer.
function end(which, name, label, order) {
  return html`<div class="path-end" data-end=${which} .style=${`order:${order}`}>
    ${rail(which)}
    <p>${icon(name)}<span>${label}</span></p>
  </div>`;
}

/** A stretch of the path: solid where the reader's side vouches for it, dashed where it is only claimed. */
function rail(kind) {
  const from = kind === "reader" ? "50%" : "0";
  const to = kind === "sender" ? "50%" : "100%";
  return svg`<svg class="rail" data-kind=${kind} aria-hidden="true" focusable="false">
    <line x1="50%" x2="50%" y1=${from} y2=${to}/>${
      kind === "reader" || kind === "sender"
        ? svg`<circle cx="50%" cy="50%" r="5"/>`
        : svg`<circle cx="50%" cy="1.7em" r="6"/>`
    }</svg>`;
}

function hopRow(ctx, hop, index, { claimed, marks }) {
  const { t } = ctx;
  const kind = claimed ? "claimed" : hop.side === "handover" ? "handover" : "recipient";
  const inside = (hop.spans ?? []).flatMap(([start, end]) => marks.near(start, end));
  const findings = new Set(inside.map((mark) => mark.finding));
  return html`<div class="hop" data-side=${kind} .style=${`order:${2 * index + 2}`}>
    ${rail(kind)}
    <details class="hop-body">
      <summary>
        <span class="visually-hidden">${t(claimed ? "hop.is.claimed" : "hop.is.fact")}</span>
        <span class="hop-by">${hop.by?.host || hop.by?.ip ? code(hop.by.host ?? hop.by.ip) : t("hop.by.unnamed")}</span>
        <span class="hop-line">${route(ctx, hop)}</span>
        <span class="hop-marks"
          >${delay(ctx, hop)}${security(ctx, hop)}${
            findings.size
              ? html`<span class="badge" data-kind="note">${t("hop.findings", { count: findings.size })}</span>`
              : nothing
          }</span
        >
      </summary>
      ${hopFacts(ctx, hop, index)}
    </details>
  </div>`;
}

/** Where the findings that weigh point. */
function weighing(findings) {
  const weigh = findings.filter(isAlarm);
  return new Marks(
    weigh.flatMap((finding) => (finding.spans ?? []).map(([start, end]) => ({ start, end, finding }))),
  );
}

function route(ctx, hop) {
  const from = hop.from ?? {};
  const name = from.rdns ?? from.helo;
  if (!name && !from.ip) return ctx.t("hop.from.unnamed");
  return html`${ctx.t("hop.from")}
  ${name ? code(name) : nothing}${from.ip ? html` <span class="hop-ip">${code(from.ip)}</span>` : nothing}`;
}

const isTimed = (hop) => hop.delaySeconds !== null && hop.delaySeconds !== undefined;

function delay(ctx, hop) {
  if (!isTimed(hop)) return nothing;
  const odd = hop.delaySeconds < -60 || hop.delaySeconds > 3600;
  return html`<span class="delay" data-odd=${odd}>${ctx.t("hop.delay", { delay: hop.delaySeconds })}</span>`;
}

function security(ctx, hop) {
  if (hop.encrypted || hop.tls)
    return html`<span class="tls">${icon("lock")}${hop.tls?.version ?? ctx.t("hop.tls.some")}</span>`;
  // RFC 3848: these keywords say that no TLS was used. Anything else says nothing about it.
  if (/^(E?SMTPA?|UTF8SMTPA?)$/i.test(hop.with ?? ""))
    return html`<span class="tls none">${icon("open")}${ctx.t("hop.tls.none")}</span>`;
  return nothing;
}

function hopFacts(ctx, hop, index) {
  const { t, texts } = ctx;
  const from = hop.from ?? {};
  const shown = (label, item) => (item ? fact(label, code(item)) : nothing);
  return html`<dl class="facts">
      ${fact(t("hop.helo"), codeOr(ctx, from.helo))} ${fact(t("hop.rdns"), codeOr(ctx, from.rdns))}
      ${fact(t("hop.ip"), codeOr(ctx, from.ip))} ${shown(t("hop.ident"), from.ident)} ${shown(t("hop.auth"), from.auth)}
      ${fact(t("hop.by"), codeOr(ctx, hop.by?.host ?? hop.by?.ip))} ${shown(t("hop.with"), hop.with)}
      ${shown(t("hop.tls"), [hop.tls?.version, hop.tls?.cipher].filter(Boolean).join(" "))}
      ${shown(t("hop.software"), hop.software)} ${shown(t("hop.id"), hop.id)} ${shown(t("hop.for"), hop.for)}
      ${shown(t("hop.envelope"), hop.envelopeFrom)}
      ${fact(t("hop.date"), hop.date ? texts.formats.date(hop.date.iso, hop.date.offsetMinutes) : none(ctx))}
    </dl>
    ${
      hop.problems?.length
        ? html`<ul class="problems">
            ${hop.problems.map((problem) => html`<li>${texts.name("hop.problem", problem)}</li>`)}
          </ul>`
        : nothing
    }
    ${
      hop.spans?.length
        ? html`${ctx.source.excerpt(hop.spans)}
            <p class="row-actions">
              <button type="button" class="quiet" @click=${() => ctx.actions.showSpans(hop.spans)}>
                ${icon("source")}<span>${t("action.source")}</span>
              </button>
            </p>`
        : nothing
    }
    ${ctx.report.handover?.hop === index ? html`<p class="fact-note">${t("hop.is.handover")}</p>` : nothing}
    ${ctx.report.handover?.list?.hop === index ? html`<p class="fact-note">${t("hop.is.list")}</p>` : nothing}`;
}

/** Whose word a line is; those down to where a mailing list took the mail are the list's. */
function side({ report: { handover } }, hop, index) {
  return hop.side === "claimed" && index <= (handover?.list?.hop ?? -1) ? "list" : hop.side;
}

function hopTable(ctx) {
  const { t, texts } = ctx;
  const { hops } = ctx.report;
  const { shown, rest } = few(ctx, "hop table", hops, SHOWN);
  return html`<details class="more">
    <summary>${t("path.table")}</summary>
    <div class="scroll" tabindex="0" role="group" aria-label=${t("path.table")}>
      <table>
        <thead>
          <tr>
            ${[
              "#",
              t("hop.helo"),
              t("hop.rdns"),
              t("hop.ip"),
              t("hop.by"),
              t("hop.with"),
              t("hop.tls"),
              t("hop.date"),
              t("hop.delay.short"),
              t("hop.side"),
            ].map((label) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (hop, index) =>
              html`<tr>
                <th scope="row">${hops.length - index}</th>
                <td>${codeOr(ctx, hop.from?.helo)}</td>
                <td>${codeOr(ctx, hop.from?.rdns)}</td>
                <td class="short">${codeOr(ctx, hop.from?.ip)}</td>
                <td>${codeOr(ctx, hop.by?.host ?? hop.by?.ip)}</td>
                <td>${codeOr(ctx, hop.with)}</td>
                <td>${hop.tls?.version ?? none(ctx)}</td>
                <td class="short">${hop.date ? texts.formats.date(hop.date.iso, hop.date.offsetMinutes) : none(ctx)}</td>
                <td>
                  ${isTimed(hop) ? texts.formats.duration(hop.delaySeconds, "short") : none(ctx)}
                </td>
                <td>${texts.name("hop.side", side(ctx, hop, index))}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rest}
  </details>`;
}
