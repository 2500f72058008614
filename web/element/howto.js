// "How do I get the source?": the reader's mail program chosen, its own steps shown.
import { html } from "lit";

/** The programs, in the groups in which the chooser lists them. */
const PROGRAMS = {
  common: ["gmail", "outlook", "outlook-classic", "apple", "thunderbird", "yahoo-japan", "icloud"],
  phone: ["iphone", "android", "gmail-app", "docomo", "au", "softbank"],
  webmail: ["roundcube", "active-mail", "biglobe", "nifty", "sakura", "xserver"],
  other: ["other"],
};

/** Webmails whose menus change names: what is certain for all of them is said once. */
const SAME = {
  docomo: "carrier",
  au: "carrier",
  "active-mail": "webmail",
  biglobe: "webmail",
  nifty: "webmail",
};

/** The best guess before the reader chooses. */
function guess() {
  if (!matchMedia("(pointer: coarse)").matches) return "gmail";
  return /iPhone|iPad/.test(navigator.userAgent) ? "iphone" : "android";
}

let chosen = null; // for all analyzers of the page: a reader has one mail program

export function howtoDialog(ctx) {
  const { t, texts } = ctx;
  chosen ??= guess();
  const steps = t(`howto.${SAME[chosen] ?? chosen}.steps`).split("\n");
  return html`<dialog class="panel howto" aria-labelledby="howto-title">
    <form method="dialog">
      <h2 id="howto-title">${t("howto.title")}</h2>
      <p>${t("howto.lead")}</p>
      <label class="field"
        ><span>${t("howto.program")}</span>
        <select
          id="howto-program"
          @change=${(event) => {
            chosen = event.target.value;
            ctx.actions.redraw();
          }}
        >
          ${Object.entries(PROGRAMS).map(
            ([group, ids]) =>
              html`<optgroup label=${t(`howto.group.${group}`)}>
                ${ids.map((id) => html`<option value=${id} ?selected=${id === chosen}>${texts.name("howto", id)}</option>`)}
              </optgroup>`,
          )}
        </select>
      </label>
      <ol class="steps">
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <p class="row-actions"><button class="button">${t("action.close")}</button></p>
    </form>
  </dialog>`;
}
