// The findings, the weightiest first: what each means, how it can be innocent, what to do, and the bytes it stands on.
import { html, nothing } from "lit";
import { icon, severityMark } from "./icons.js";
import { findingText, note, sectionHead } from "./show.js";

export const SEVERITIES = ["critical", "high", "medium", "low", "info", "good"];
// What weighs most is open, and what is noteworthy while there is little of it; the rest waits to be opened.
const OPEN = new Set(["critical", "high"]);
const MANY = 4;

export function findingsView(ctx) {
  const { findings } = ctx.report;
  const groups = SEVERITIES.map((severity) => ({
    severity,
    members: findings
      .map((finding, index) => ({ finding, index }))
      .filter(({ finding }) => finding.severity === severity),
  })).filter((group) => group.members.length);
  const weighty = findings.filter((finding) => OPEN.has(finding.severity)).length;
  const opened = (finding) => OPEN.has(finding.severity) || (finding.severity === "medium" && weighty < MANY);
  return html`<section class="section" aria-labelledby="findings">
    ${sectionHead("findings", ctx.t("section.findings"))}
    ${
      groups.length
        ? groups.map(
            (group) =>
              html` <section class="finding-group" aria-label=${ctx.t(`severity.${group.severity}`)}>
                <h4>${ctx.t(`severity.${group.severity}`)} <span class="count">${group.members.length}</span></h4>
                ${group.members.map(({ finding, index }) => findingView(ctx, finding, index, opened(finding)))}
              </section>`,
          )
        : html`<p>${ctx.t("section.findings.none")}</p>`
    }
  </section>`;
}

function findingView(ctx, finding, index, open) {
  const { t } = ctx;
  const innocent = findingText(ctx, finding, "innocent");
  const advice = findingText(ctx, finding, "advice");
  return html`<details
    class="finding"
    id=${`finding-${index}`}
    data-severity=${finding.severity}
    ?open=${open}
    data-selected=${ctx.selected === index}
  >
    <summary>
      ${severityMark(finding.severity)}<span class="finding-title"
        ><span class="visually-hidden">${t(`severity.${finding.severity}.one`)}: </span>${findingText(
          ctx,
          finding,
          "title",
        )}</span
      ><span class="finding-area">${ctx.texts.name("area", finding.area)}</span>
    </summary>
    <div class="finding-body">
      <p>${findingText(ctx, finding, "means")}</p>
      ${finding.spans?.length ? html`${ctx.excerpt(finding.spans, finding.severity)}` : nothing}
      ${
        innocent.length || advice.length
          ? html`<dl class="because">
              ${
                innocent.length
                  ? html`<div>
                      <dt>${t("finding.innocent")}</dt>
                      <dd>${innocent}</dd>
                    </div>`
                  : nothing
              }
              ${
                advice.length
                  ? html`<div>
                      <dt>${t("finding.advice")}</dt>
                      <dd>${advice}</dd>
                    </div>`
                  : nothing
              }
            </dl>`
          : nothing
      }
      ${
        finding.spans?.length
          ? html`<p class="row-actions">
              <button type="button" class="quiet" @click=${() => ctx.actions.showFinding(index)}>
                ${icon("source")}<span>${t("action.source")}</span>
              </button>
              ${finding.spans.length > 1 ? note(t("finding.places", { count: finding.spans.length })) : nothing}
            </p>`
          : nothing
      }
    </div>
  </details>`;
}
