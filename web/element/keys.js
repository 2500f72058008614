// Single letters as shortcuts, while no field is being typed in; "?" shows them, and there they can be turned
// off.
import { html } from "lit";
import { TABS } from "./tabs.js";

const FIELDS = "input, textarea, select, [contenteditable]";

/** @returns {boolean} whether the key was a shortcut */
export function onKey(event, ctx) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !ctx.settings.keys)
    return false;
  const target = event.composedPath()[0];
  if (target?.closest?.(`${FIELDS}, dialog[open]`)) return false;
  const act = shortcuts(ctx)[event.key];
  if (!act) return false;
  event.preventDefault();
  act();
  return true;
}

function shortcuts(ctx) {
  const { actions, report, messages, openMessage } = ctx;
  const known = { __proto__: null, "?": () => actions.openDialog("keys") };
  if (report) {
    TABS.forEach((tab, i) => (known[String(i + 1)] = () => actions.goTo(tab, `tab-${tab}`)));
    known.g = () => actions.openDialog("glossary");
    known.v = () => actions.backToVerdict();
    known.n = () => actions.stepFinding(1);
    known.p = () => actions.stepFinding(-1);
  }
  if (messages) {
    if (openMessage + 1 < messages.length) known.j = () => actions.stepMessage(1);
    if (openMessage > 0) known.k = () => actions.stepMessage(-1);
  }
  return known;
}

export function keysDialog(ctx) {
  const { t } = ctx;
  const rows = [
    ...TABS.map((tab, i) => [String(i + 1), t(`tab.${tab}`)]),
    ["v", t("action.back.verdict")],
    ["n", t("keys.next")],
    ["p", t("keys.previous")],
    ["j", t("messages.next")],
    ["k", t("messages.previous")],
    ["g", t("glossary.title")],
    ["?", t("keys.title")],
  ];
  return html`<dialog class="panel keys" aria-labelledby="keys-title">
    <form method="dialog">
      <h2 id="keys-title">${t("keys.title")}</h2>
      <dl class="key-list">
        ${rows.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}
      </dl>
      <label class="choice"
        ><input
          type="checkbox"
          .checked=${ctx.settings.keys}
          @change=${(event) => ctx.actions.keep({ ...ctx.settings, keys: event.target.checked })}
        /><span>${t("keys.on")}</span></label
      >
      <p class="row-actions"><button class="button">${t("action.close")}</button></p>
    </form>
  </dialog>`;
}
