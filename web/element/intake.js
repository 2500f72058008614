// Where a mail comes in: pasted, dropped, chosen as a file, typed, or one of the examples.
import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { analyzeFiles, offered } from "./offered.js";
import { readClipboard } from "./pasted.js";
import { EXAMPLES } from "../examples/index.js";

export function intakeView(ctx) {
  const { t, actions, folded } = ctx;
  if (folded) return nothing;
  return html`<section
      class="intake"
      aria-label=${t("intake.label")}
      @dragover=${(event) => over(event, true)}
      @dragleave=${(event) => over(event, false)}
      @drop=${(event) => drop(event, ctx)}
    >
      <div>
        <label for="intake-text" class="intake-title">${t("intake.title")}</label>
        <p class="fact-note" id="intake-hint">${t("intake.hint")}</p>
      </div>
      <textarea
        id="intake-text"
        rows="4"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        translate="no"
        placeholder=${t("intake.placeholder")}
        aria-describedby="intake-hint intake-help"
        @paste=${(event) => paste(event, ctx)}
        @keydown=${(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) typed(event.target, ctx);
        }}
      ></textarea>
      <div class="intake-actions">
        <button type="button" class="primary" id="paste-button" @click=${(event) => pasteButton(event, ctx)}>
          ${icon("copy")}<span>${t("intake.paste")}</span>
        </button>
        <label class="button"
          ><input
            type="file"
            class="visually-hidden"
            multiple
            accept=".eml,.emlx,.mbox,.msg,.txt,.zip,message/rfc822,text/plain,application/mbox,application" +
              "/zip"
            @change=${(event) => choose(event, ctx)}
          />${t("intake.file")}</label
        >
        <button
          type="button"
          class="button judge"
          @click=${(event) => typed(fieldOf(event), ctx)}
        >
          ${t("intake.judge")}
        </button>
        <span class="intake-drop">${t("intake.drop")}</span>
      </div>
      <p class="intake-more">
        <button type="button" class="link" @click=${() => actions.openDialog("howto")}>${t("howto.title")}</button>
      </p>
      <p class="intake-help" id="intake-help">${icon("lock")}<span>${t("intake.private")}</span></p>
      ${
        ctx.compact
          ? nothing
          : html`<div class="examples">
              <span id="examples">${t("intake.examples")}</span>
              <ul aria-labelledby="examples">
                ${EXAMPLES.map(
                  ({ id }) =>
                    html`<li>
                      <button type="button" class="link" @click=${() => actions.example(id)}>
                        ${t(`example.${id}`)}
                      </button>
                    </li>`,
                )}
              </ul>
            </div>`
      }
    </section>`;
}

const fieldOf = (event) => event.target.closest(".intake").querySelector("textarea");

/** The paste event's own text: a textarea drops CRs, which breaks signatures, and crawls on large input. */
function paste(event, ctx) {
  const give = offered(event.clipboardData, false);
  if (!give) return;
  event.preventDefault();
  give(ctx.actions.analyze);
}

/**
 * Reads the clipboard where the browser lets a page do that; elsewhere the field waits for a paste by hand.
 */
async function pasteButton(event, ctx) {
  const field = fieldOf(event);
  if (field.value.trim()) return typed(field, ctx);
  let found = null;
  try {
    found = await readClipboard();
  } catch {
    // Refused, or there is no clipboard for pages here.
  }
  if (found?.text.trim()) return ctx.actions.analyze(found.text);
  field.focus();
  ctx.actions.refuse(found === null ? "clipboard" : found.isPicture ? "image" : "clipboard-empty");
}

function typed(textarea, ctx) {
  if (textarea.value.trim()) ctx.actions.analyze(textarea.value);
  else textarea.focus();
}

function choose(event, ctx) {
  const files = [...event.target.files];
  event.target.value = "";
  if (files.length) analyzeFiles(files, ctx.actions.analyze);
}

function over(event, on) {
  if (on) event.preventDefault();
  event.currentTarget.classList.toggle("over", on);
}

export function drop(event, ctx) {
  event.preventDefault();
  event.currentTarget.classList?.remove("over");
  offered(event.dataTransfer, true)?.(ctx.actions.analyze);
}
