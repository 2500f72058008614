// Where a mail comes in: pasted, dropped, chosen as a file, typed, or one of the examples.
import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { EXAMPLES } from "../examples/index.js";

export function intakeView(ctx) {
  const { t, actions, folded } = ctx;
  if (folded) {
    return html`<div class="intake folded">
      <button type="button" class="primary" @click=${() => actions.unfold()}>
        ${icon("letter")}<span>${t("intake.another")}</span>
      </button>
      ${ctx.messages ? nothing : html`<span class="intake-name">${ctx.sourceName ?? nothing}</span>`}
    </div>`;
  }
  return html`<section
    class="intake"
    aria-label=${t("intake.label")}
    @dragover=${(event) => over(event, true)}
    @dragleave=${(event) => over(event, false)}
    @drop=${(event) => drop(event, ctx)}
  >
    <label for="intake-text" class="intake-title">${ctx.texts.formats.phrases(t("intake.title"))}</label>
    <textarea
      id="intake-text"
      rows="5"
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      translate="no"
      placeholder=${t("intake.placeholder")}
      aria-describedby="intake-help"
      @paste=${(event) => paste(event, ctx)}
      @keydown=${(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) typed(event.target, ctx);
      }}
    ></textarea>
    <div class="intake-actions">
      <button
        type="button"
        class="primary"
        @click=${(event) => typed(event.target.closest(".intake").querySelector("textarea"), ctx)}
      >
        ${t("intake.judge")}
      </button>
      <label class="button"
        ><input
          type="file"
          class="visually-hidden"
          accept=".eml,.mbox,.txt,message/rfc822,text/plain,application/mbox"
          @change=${(event) => choose(event, ctx)}
        />${t("intake.file")}</label
      >
      <span class="intake-drop">${t("intake.drop")}</span>
    </div>
    <p class="intake-help" id="intake-help">${icon("lock")}<span>${t("intake.private")}</span></p>
    ${
      ctx.compact
        ? nothing
        : html`<div class="examples">
              <span>${t("intake.examples")}</span>${EXAMPLES.map(
                (example) =>
                  html`<button type="button" class="link" @click=${() => actions.example(example.id)}>
                    ${t(`example.${example.id}`)}
                  </button>`,
              )}
            </div>
            <details class="howto">
              <summary>${t("howto.title")}</summary>
              <dl>
                ${["gmail", "outlook", "outlook-web", "yahoo-japan", "apple", "thunderbird"].map(
                  (client) =>
                    html`<div>
                      <dt>${t(`howto.${client}`)}</dt>
                      <dd>${t(`howto.${client}.how`)}</dd>
                    </div>`,
                )}
              </dl>
            </details>`
    }
  </section>`;
}

/** The paste event's own text: a textarea drops CRs, which breaks signatures, and crawls on large input. */
export function paste(event, ctx) {
  const data = event.clipboardData;
  const file = data?.files?.[0];
  const text = data?.getData("text/plain");
  if (!file && !text) return;
  event.preventDefault();
  if (text) ctx.actions.analyze(text);
  else ctx.actions.analyze(file, file.name);
}

function typed(textarea, ctx) {
  if (textarea.value.trim()) ctx.actions.analyze(textarea.value);
  else textarea.focus();
}

function choose(event, ctx) {
  const file = event.target.files[0];
  event.target.value = "";
  if (file) ctx.actions.analyze(file, file.name);
}

function over(event, on) {
  if (on) event.preventDefault();
  event.currentTarget.classList.toggle("over", on);
}

export function drop(event, ctx) {
  event.preventDefault();
  event.currentTarget.classList?.remove("over");
  const file = event.dataTransfer?.files?.[0];
  const text = event.dataTransfer?.getData("text/plain");
  if (file) ctx.actions.analyze(file, file.name);
  else if (text) ctx.actions.analyze(text);
}
