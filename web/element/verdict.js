// The verdict on one screen: the level, the sentence, what to do, the reasons with their evidence, who the
// mail says it is and what was found out about that, and the two things to do next.
import { html, nothing } from "lit";
import { badEnclosed } from "../words/enclosed.js";
import { advice, isScored, reasons, sentence } from "../words/verdict.js";
import { isHeaderless } from "../words/sentence.js";
import { entranceQuestion } from "./entrance.js";
import { factsView } from "./facts.js";
import { levelMark, severityMark } from "./icons.js";
import { excerptLine, findingText, inline, phrased } from "./show.js";

/** The verdict as one sentence. */
export function verdictSentence(ctx) {
  return phrased(ctx, sentence(ctx.report, ctx.texts));
}

/** What a screen reader is told when a verdict changes, or comes up while the focus is elsewhere. */
export function announcement(ctx) {
  const { level } = ctx.report.verdict;
  const words = sentence(ctx.report, ctx.texts).map((part) => part.code ?? part.quote ?? part).join("");
  return ctx.t("verdict.announce", { level: ctx.t(`level.${level}`), sentence: words });
}

export function verdictView(ctx) {
  const { report, t, texts } = ctx;
  const { level, score } = report.verdict;
  return html`<section class="verdict" data-level=${level} aria-label=${t("dissection.level")}>
    <div class="verdict-main">
      <div class="level-row">
        <span class="level" aria-hidden="true"
          >${levelMark(level)}<span class="verdict-level">${t(`level.${level}`)}</span></span
        >
        ${
          isScored(report)
            ? html`<button type="button" class="score" @click=${() => ctx.actions.goTo("findings", "score")}>
                <span class="score-label">${t("score.label")}</span> ${t("score.of", { score })}
              </button>`
            : nothing
        }
      </div>
      <h2 id="verdict-title" tabindex="-1">
        <span class="visually-hidden">${t(`level.${level}`)}: </span>${verdictSentence(ctx)}
      </h2>
      ${changeView(ctx)} ${enclosedVerdict(ctx)}
      <p class="verdict-do">${advice(report, texts)}${howTo(ctx)}</p>
      ${basisView(ctx)} ${reasonsView(ctx)} ${entranceQuestion(ctx)}
    </div>
    <div class="verdict-side">${factsView(ctx)} ${actionsView(ctx)}</div>
  </section>`;
}

/** The mail that this one passes on, where that one is bad: it is what the reader came for. */
function enclosedVerdict(ctx) {
  const { report, t, texts, actions } = ctx;
  const inner = badEnclosed(report);
  if (!inner) return nothing;
  const { level } = inner.verdict;
  const open = () => actions.goTo("text", "enclosed");
  return html`<button type="button" class="enclosed-verdict" data-level=${level} @click=${open}>
    ${levelMark(level)}
    <span
      ><strong>${t("verdict.inside", { level: t(`level.${level}`) })}</strong>
      ${inline(sentence(inner, texts))}</span
    >
  </button>`;
}

/** By what the mail earned "authentic". */
function basisView({ report, t }) {
  const { basis } = report.verdict;
  return basis ? html`<p class="fact-note verdict-basis">${t(`verdict.basis.${basis}`)}</p>` : nothing;
}

/** What lookups or another handover changed: "74 → 88: DMARC fails". */
function changeView(ctx) {
  const { change, lookups, t } = ctx;
  if (lookups?.state === "asking")
    return html`<p class="verdict-change">
      ${t("lookups.asking", { answered: lookups.answered, count: lookups.sent.length })}
    </p>`;
  if (!change) {
    const done = lookups?.state === "done" || lookups?.state === "failed";
    return done ? html`<p class="verdict-change">${t(unchangedKey(lookups))}</p>` : nothing;
  }
  const { before, after, finding } = change;
  const step = before.level === after.level
    ? `${before.score} → ${after.score}`
    : `${t(`level.${before.level}`)} → ${t(`level.${after.level}`)}`;
  const because = finding ? [t("punctuation.colon"), findingText(ctx, finding, "title")] : nothing;
  return html`<p class="verdict-change">
    <strong>${step}</strong>${because}
  </p>`;
}

function unchangedKey({ state, failed, answered }) {
  if (state === "failed") return "lookups.failed";
  return failed && failed >= answered ? "lookups.no-answer" : "lookups.unchanged";
}

/** A verdict that cannot tell leads to the whole source. */
function howTo(ctx) {
  const { level } = ctx.report.verdict;
  const { kind, bodyPresent } = ctx.report.source;
  if (level !== "unclear" || ((kind === "message" || kind === "msg") && bodyPresent)) return nothing;
  return html` <button type="button" class="link" @click=${() => ctx.actions.openDialog("howto")}>
    ${ctx.t("howto.title")}
  </button>`;
}

function reasonsView(ctx) {
  const { report, t } = ctx;
  const wanted = reasons(report);
  if (!wanted.length) return nothing;
  const shown = new Set(); // two reasons may stand on the same place
  const fresh = (index) => {
    const excerpt = ctx.evidence.of(index);
    const place = excerpt && `${excerpt.before}\n${excerpt.inside}`;
    return excerpt && !shown.has(place) && shown.add(place) ? excerpt : null;
  };
  return html`<ol class="reasons" aria-label=${t("verdict.reasons")}>
    ${wanted.map((index) => {
      const finding = report.findings[index];
      return html`<li>
        <button type="button" class="reason" @click=${() => ctx.actions.goToFinding(index)}>
          ${severityMark(finding.severity)}
          <span class="reason-text">
            <span class="visually-hidden">${t(`severity.${finding.severity}`)}: </span
            ><span class="reason-title">${findingText(ctx, finding, "title")}</span>
            ${excerptLine(fresh(index))}
          </span>
        </button>
      </li>`;
    })}
  </ol>`;
}

function actionsView(ctx) {
  const { t, lookups, lookupsPossible, actions, report } = ctx;
  if (isHeaderless(report) && !report.domains?.length) return nothing; // nothing to ask of, nothing to report
  const asked = lookups && ["asking", "done", "failed"].includes(lookups.state);
  return html`<div class="verdict-actions">
    ${
      lookupsPossible
        ? html`<button type="button" class=${asked ? "button" : "primary"} id="verify" @click=${() => actions.openDialog("verify")}>
            ${t(asked ? "action.verified" : "action.verify")}
          </button>`
        : nothing
    }
    <button type="button" class="button" id="share-button" @click=${() => actions.share()}>${t("action.share")}</button>
    ${lookupsPossible ? nothing : html`<p class="fact-note">${t("lookups.offline")}</p>`}
  </div>`;
}
