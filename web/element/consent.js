// The consent to lookups, in a dialog: who would learn of which names, group by group, and what was asked
// afterwards.
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { code } from "./show.js";
import { whysOf, whysOfAll } from "./lookups.js";

export function consentDialog(ctx) {
  const { lookups, t, lookupsPossible } = ctx;
  if (!lookupsPossible) return nothing;
  return html`<dialog class="panel verify" aria-labelledby="lookups">
    <section class="lookups" data-state=${lookups?.state ?? "idle"}>
      <h2 id="lookups" tabindex="-1">${t("action.verify")}</h2>
      ${lookups ? body(ctx, lookups) : html`<p>${t("lookups.preparing")}</p>`}
    </section>
  </dialog>`;
}

/** Answers what this form lists. @returns {boolean} false: that is no longer asked, and another list comes */
function answer(ctx, form, waiting, yes) {
  const boxes = [...form.querySelectorAll("[name=group]")];
  return ctx.actions.consent(yes, {
    waiting,
    refused: boxes.filter((box) => !box.checked).map((box) => box.value),
    links: boxes.some((box) => box.dataset.links === "true" && box.checked),
    always: form.elements.always?.checked ?? false,
  });
}

const closing = (label, primary = false) =>
  html`<button type="button" class=${primary ? "primary" : "button"} @click=${(event) => event.target.closest("dialog").close()}>
    ${label}
  </button>`;

function body(ctx, lookups) {
  const { t } = ctx;
  // Each list is ticked afresh.
  if (lookups.state === "ready") return keyed(lookups.waiting, consent(ctx, lookups));
  if (lookups.state === "idle") return html`<p>${t("lookups.preparing")}</p>`;
  if (lookups.state === "nothing")
    return html`<p>${t("lookups.nothing")}</p>
      <p class="row-actions">${closing(t("action.close"))}</p>`;
  return html`<p>${t(`lookups.${lookups.state}`, { answered: lookups.answered, count: lookups.sent.length })}</p>
    ${lookups.failed ? html`<p>${t("lookups.some-failed", { count: lookups.failed })}</p>` : nothing}
    ${questionTable(ctx, lookups.questions)}
    <p class="row-actions">
      ${
        lookups.state === "refused"
          ? html`<button type="button" class="primary" @click=${() => ctx.actions.prepareLookups()}>
              ${t("lookups.again")}
            </button>`
          : nothing
      }${closing(t("action.close"))}
    </p>
    ${revocation(ctx)}`;
}

/** With nothing ticked there is nothing to ask. */
function weigh({ currentTarget: form }) {
  form.querySelector("[value=send]").disabled = !form.querySelector("[name=group]:checked");
}

function consent(ctx, lookups) {
  const { t } = ctx;
  const { groups, waiting } = lookups;
  // What the reader could not see yet is not consented to, and its dialog stays.
  const send = (event) => answer(ctx, event.target, waiting, true) || event.preventDefault();
  return html`<form class="consent" method="dialog" @change=${weigh} @submit=${send}>
    <p>
      ${ctx.texts.rich(
        lookups.followUp ? "lookups.lead.follow-up" : "lookups.lead",
        { resolver: ctx.resolverHost, count: waiting.length },
        code,
      )}
    </p>
    <ul class="learners">
      ${groups.map((group) => groupView(ctx, group))}
    </ul>
    ${lookups.followUp ? nothing : html`<p class="fact-note">${t("lookups.follow-up")}</p>`}
    ${
      ctx.canRemember && !lookups.followUp
        ? html`<label class="choice"
            ><input type="checkbox" name="always" />
            <span>${ctx.texts.rich("lookups.always", { resolver: ctx.resolverHost }, code)}</span></label
          >`
        : nothing
    }
    <p class="row-actions">
      <button class="primary" value="send" ?disabled=${!groups.some(({ usual }) => usual)}>
        ${t("lookups.send")}
      </button>
      <button
        type="button"
        class="button"
        @click=${(event) => {
          if (answer(ctx, event.target.form, waiting, false)) event.target.closest("dialog").close();
        }}
      >
        ${t("lookups.refuse")}
      </button>
    </p>
  </form>`;
}

function groupView(ctx, { id, learner, questions, linkOnly, unique, usual }) {
  const { t, texts } = ctx;
  const whys = texts.formats.list(whysOfAll(questions).map((why) => texts.name("why", why)));
  return html`<li>
    <label class="choice">
      <input type="checkbox" name="group" value=${id} data-links=${String(linkOnly)} .checked=${usual} />
      <span>
        <span class="learner">${texts.rich(`learner.${learner.kind}`, { name: learner.name }, code)}</span>
        ${unique ? html`<span class="badge" data-kind="note">${t("lookups.unique")}</span>` : nothing}
        <span class="fact-note">${whys}</span>
        ${unique ? html`<span class="fact-note">${t("lookups.unique.note")}</span>` : nothing}
      </span>
    </label>
    <details class="more">
      <summary>${t("lookups.list", { count: questions.length })}</summary>
      ${questionTable(ctx, questions)}
    </details>
  </li>`;
}

/** A remembered consent is shown, with the way to take it back. */
function revocation(ctx) {
  if (!ctx.settings.consent) return nothing;
  return html`<p class="fact-note">
    ${ctx.texts.rich("lookups.remembered", { resolver: new URL(ctx.settings.consent.resolver).host }, code)}
    <button type="button" class="link" @click=${() => ctx.actions.revokeConsent()}>${ctx.t("lookups.revoke")}</button>
  </p>`;
}

function questionTable(ctx, questions) {
  const { t, texts } = ctx;
  if (!questions.length) return nothing;
  return html`<div
    class="scroll questions"
    tabindex="0"
    role="group"
    aria-label=${t("lookups.list", { count: questions.length })}
  >
    <table>
      <thead>
        <tr>
          <th scope="col">${t("lookups.name")}</th>
          <th scope="col" class="short">${t("lookups.type")}</th>
          <th scope="col">${t("lookups.why")}</th>
        </tr>
      </thead>
      <tbody>
        ${questions.map(
          (question) =>
            html`<tr data-outcome=${question.outcome ?? ""}>
              <th scope="row">${code(question.name)}</th>
              <td class="short">${question.type}</td>
              <td>${texts.formats.list(whysOf(question).map((why) => texts.name("why", why)))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
