// The verdict: one plain sentence, who the mail says it is from, the weightiest reasons, and the score as a sum.
import { html, svg, nothing } from "lit";
import { levelMark, severityMark } from "./icons.js";
import { advice, sentence } from "../words/verdict.js";
import { findingText, inline, mailbox, value } from "./show.js";

const REASONS = 3;

/** The verdict as one sentence; lines end between phrases. */
export function verdictSentence(ctx) {
  const { formats } = ctx.texts;
  return inline(sentence(ctx.report, ctx.texts).map((part) => (typeof part === "string" ? formats.phrases(part) : part)));
}

/** What a screen reader is told when a verdict comes up or changes. */
export function verdictAnnouncement(ctx) {
  const { level, score } = ctx.report.verdict;
  return ctx.t("verdict.announce", { level: ctx.t(`level.${level}`), sentence: ctx.t(`verdict.${level}`), score });
}

export function verdictView(ctx) {
  const { report, t } = ctx;
  const { level, score } = report.verdict;
  return html`<section class="verdict" data-level=${level} aria-labelledby="verdict-title">
    ${levelMark(level)}
    <div class="verdict-body">
      <p class="verdict-level">${t(`level.${level}`)}</p>
      <h2 id="verdict-title" tabindex="-1">${verdictSentence(ctx)}</h2>
      <p class="verdict-hint">${advice(report, ctx.texts)}</p>
      ${claims(ctx)} ${reasons(ctx)} ${scoreView(ctx, score)}
      ${
        unasked(ctx)
          ? html`<p class="verdict-more">
              <button type="button" class="link" @click=${() => ctx.actions.goTo("lookups")}>
                ${t("lookups.hint")}
              </button>
            </p>`
          : nothing
      }
    </div>
  </section>`;
}

function claims(ctx) {
  const { from, subject } = ctx.report.identities ?? {};
  const title = subject?.text;
  return html`<dl class="claims">
    <div>
      <dt>${ctx.t("identity.from")}</dt>
      <dd>
        ${
          from?.length
            ? from.map((box) => html`<span class="claim">${mailbox(ctx, box)}</span>`)
            : ctx.t("identity.from.none")
        }
      </dd>
    </div>
    ${
      title
        ? html`<div>
            <dt>${ctx.t("identity.subject")}</dt>
            <dd>${value(title)}</dd>
          </div>`
        : nothing
    }
  </dl>`;
}

function reasons(ctx) {
  const { verdict, findings } = ctx.report;
  const good = verdict.level === "authentic" || verdict.level === "consistent";
  const wanted = verdict.findings
    .filter(
      (index) =>
        findings[index] && (findings[index].severity === "good") === good && findings[index].severity !== "info",
    )
    .slice(0, REASONS);
  if (!wanted.length) return nothing;
  return html`<ul class="reasons" aria-label=${ctx.t("verdict.reasons")}>
    ${wanted.map(
      (index) =>
        html`<li>
          <button type="button" class="reason" @click=${() => ctx.actions.goToFinding(index)}>
            ${severityMark(findings[index].severity)}<span>${findingText(ctx, findings[index], "title")}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}

function scoreView(ctx, score) {
  const { t } = ctx;
  return html`<details class="score">
    <summary>
      <span class="score-label">${t("score.label")}</span>
      <span class="score-number">${t("score.of", { score })}</span>
      ${svg`<svg class="score-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="score-track" width="100" height="6"/>
        <rect class="score-fill" width=${Math.max(0, Math.min(100, score))} height="6"/></svg>`}
      <span class="score-more">${t("score.more")}</span>
    </summary>
    ${scoreSum(ctx)}
  </details>`;
}

/**
 * Whether lookups could tell more. Said from the first paint on, though the list of questions comes later: nothing
 * shall jump.
 */
function unasked({ lookups, lookupsPossible, settings }) {
  return (
    lookupsPossible && settings.lookups === "ask" && (!lookups || lookups.state === "idle" || lookups.state === "ready")
  );
}

/** Each finding counts once, however often it was raised; the order is the verdict's own, heaviest first. */
function scoreSum(ctx) {
  const { verdict, findings } = ctx.report;
  const seen = new Set();
  const rows = verdict.findings
    .map((index) => findings[index])
    .filter((finding) => {
      if (!finding || !finding.weight || seen.has(finding.id)) return false;
      seen.add(finding.id);
      return true;
    });
  return html`<div class="score-sum">
    <p>${ctx.t("score.scale")}</p>
    ${
      rows.length
        ? html`<table>
            <caption class="visually-hidden">
              ${ctx.t("score.label")}
            </caption>
            <thead>
              <tr>
                <th scope="col">${ctx.t("score.finding")}</th>
                <th scope="col" class="number">${ctx.t("score.points")}</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                (finding) =>
                  html`<tr>
                    <th scope="row">${severityMark(finding.severity)} ${findingText(ctx, finding, "title")}</th>
                    <td class="number">${signed(finding.weight)}</td>
                  </tr>`,
              )}
            </tbody>
            <tfoot>
              ${
                typeof verdict.sum === "number"
                  ? html`<tr>
                      <th scope="row">${ctx.t("score.sum")}</th>
                      <td class="number">${verdict.sum}</td>
                    </tr>`
                  : nothing
              }
              <tr>
                <th scope="row">${ctx.t("score.label")}</th>
                <td class="number">${ctx.t("score.of", { score: verdict.score })}</td>
              </tr>
            </tfoot>
          </table>`
        : html`<p>${ctx.t("score.nothing")}</p>`
    }
  </div>`;
}

function signed(weight) {
  return weight > 0 ? `+${weight}` : `−${Math.abs(weight)}`;
}
