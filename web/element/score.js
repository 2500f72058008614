// How the score comes about: the findings with their points, and the scale.
import { html, nothing } from "lit";
import { isScored } from "../words/verdict.js";
import { severityMark } from "./icons.js";
import { findingText, sectionHead } from "./show.js";

export function scoreView(ctx) {
  const { t, report } = ctx;
  return html`<section class="section" aria-labelledby="score">
    ${sectionHead("score", t("score.more"))}
    ${isScored(report) ? html`<p><strong>${t("score.of", { score: report.verdict.score })}</strong></p>` : nothing}
    ${scoreSum(ctx)}
  </section>`;
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
