// How the score comes about: the findings with their points, and the scale.
import { html, nothing } from "lit";
import { isScored } from "../words/verdict.js";
import { severityMark } from "./icons.js";
import { findingText } from "./show.js";

export function scoreView(ctx) {
  const { t, report } = ctx;
  return html`<section class="section" aria-labelledby="score">
    <details class="more score-sums">
      <summary><h3 id="score" tabindex="-1">${t("score.more")}</h3></summary>
    ${isScored(report) ? html`<p><strong>${t("score.of", { score: report.verdict.score })}</strong></p>` : nothing}
    ${scoreSum(ctx)} ${scoreReach(ctx)}
    </details>
  </section>`;
}

const MILDER = { forged: "suspicious", suspicious: "unclear", unclear: "consistent" };
const WORSE = { authentic: "unclear", consistent: "unclear", unclear: "suspicious", suspicious: "forged" };

/** What set the score beside the sum, what would change the level, what lookups could say, how sure it is. */
function scoreReach({ t, report }) {
  const { verdict, questions = [] } = report;
  const { level, bound, toMilder, toWorse, lookups } = verdict;
  const named = (name) => t(`level.${name}`);
  const step = (key, points, to) => !bound && points > 0 && to && t(key, { points, level: named(to) });
  const lines = [
    bound && t(`score.bound.${bound}`),
    step("score.to-milder", toMilder, MILDER[level]),
    step("score.to-worse", toWorse, WORSE[level]),
    questions.length > 0 && lookups && lookups.lowest < lookups.highest && t("score.lookups", lookups),
    t(`score.certain.${level}`),
  ];
  return html`<ul class="score-reach">
    ${lines.filter(Boolean).map((line) => html`<li>${line}</li>`)}
  </ul>`;
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
