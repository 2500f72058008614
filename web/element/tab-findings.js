// The findings, the weightiest first: what each means, how it can be innocent, what to do, and the bytes it
// stands on. Those that say the same of several places are one entry.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { few } from "./more.js";
import { icon, severityMark } from "./icons.js";
import { scoreView } from "./score.js";
import { SEVERITIES } from "../words/scale.js";
import { excerptBlock, findingText, note } from "./show.js";

// What weighs most is open, and what is noteworthy while there is little of it; the rest waits to be opened.
const OPEN = new Set(["critical", "high"]);
const MANY = 4;
const ENTRIES = 60; // of a severity
const MEMBERS = 20; // of an entry

export function findingsTab(ctx) {
  const { findings } = ctx.report;
  const weighty = findings.filter((finding) => OPEN.has(finding.severity)).length;
  const entries = entriesOf(ctx, findings);
  const groups = SEVERITIES.map((severity) => ({
    severity,
    entries: entries.filter((entry) => entry.severity === severity),
    open: OPEN.has(severity) || (severity === "medium" && weighty < MANY),
  })).filter((group) => group.entries.length);
  return html`${groups.length ? groups.map((group) => groupView(ctx, group)) : html`<p>${ctx.t("section.findings.none")}</p>`}
  ${scoreView(ctx)}`;
}

/** Findings with the same title under one entry, in the order of the first of each. */
export function entriesOf(ctx, findings) {
  const entries = new Map();
  findings.forEach((finding, index) => {
    const key = `${finding.id} ${finding.severity} ${ctx.texts.finding(finding, "title").join("")}`;
    const entry = entries.get(key) ?? { key, severity: finding.severity, members: [] };
    entry.members.push({ finding, index });
    entries.set(key, entry);
  });
  return [...entries.values()];
}

function groupView(ctx, { severity, entries, open }) {
  const { shown, rest } = few(ctx, `findings ${severity}`, entries, ENTRIES);
  return html`<section class="finding-group" aria-label=${ctx.t(`severity.${severity}`)}>
    <h3>${ctx.t(`severity.${severity}`)} <span class="count">${entries.length}</span></h3>
    ${repeat(
      shown,
      (entry) => entry.key,
      (entry) => entryView(ctx, entry, open),
    )}
    ${rest}
  </section>`;
}

function entryView(ctx, { key, severity, members }, open) {
  const { shown, rest } = few(ctx, key, members, MEMBERS);
  const { finding, index } = members[0];
  const title = findingText(ctx, finding, "title");
  return html`<details
    class="finding"
    id=${`finding-${index}`}
    data-members=${members.map((member) => member.index).join(" ")}
    data-severity=${severity}
    data-selected=${members.some((member) => member.index === ctx.selected)}
    ?open=${open}
  >
    <summary>
      ${severityMark(severity)}
      <span class="finding-title">
        <span class="visually-hidden">${ctx.t(`severity.${severity}`)}: </span>${title}
        ${members.length > 1 ? html`<span class="count">×${members.length}</span>` : nothing}
      </span>
      <span class="finding-area">${ctx.texts.name("area", finding.area)}</span>
    </summary>
    <div class="finding-body">
      ${shown.map((member, i) => evidenceView(ctx, member, shown[i - 1]))} ${rest} ${because(ctx, finding)}
    </div>
  </details>`;
}

/** What one finding means and where it stands; said once when the one before it means the same. */
function evidenceView(ctx, { finding, index }, before) {
  const { t } = ctx;
  const means = (one) => ctx.texts.finding(one, "means").join("");
  const repeated = before && means(before.finding) === means(finding);
  const places = finding.spans?.length ?? 0;
  return html`${repeated ? nothing : html`<p>${findingText(ctx, finding, "means")}</p>`}
  ${
    places
      ? html`${evidenceBlock(ctx, finding, index)}
          <p class="row-actions">
            <button type="button" class="quiet" @click=${() => ctx.actions.showFinding(index)}>
              ${icon("source")}<span>${t("action.source")}</span>
            </button>
            ${places > 1 ? note(t("finding.places", { count: places })) : nothing}
          </p>`
      : nothing
  }`;
}

/** What it stands on, decoded where the mail has it encoded; the bytes themselves are a button away. */
function evidenceBlock(ctx, finding, index) {
  const excerpt = ctx.evidence.of(index);
  if (!excerpt?.decoded) return ctx.source.excerpt(finding.spans, finding.severity);
  return html`${excerptBlock(excerpt, finding.severity)}${note(ctx.t("text.decoded"))}`;
}

function because(ctx, finding) {
  const parts = ["innocent", "advice"].map((which) => [which, findingText(ctx, finding, which)]);
  const given = parts.filter(([, text]) => text.length);
  if (!given.length) return nothing;
  return html`<dl class="because">
    ${given.map(
      ([which, text]) =>
        html`<div>
          <dt>${ctx.t(`finding.${which}`)}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}
