// What lies behind the verdict, in five tabs, with a line of the verdict pinned above them when it is out of
// sight.
import { html, nothing } from "lit";
import { ref } from "lit/directives/ref.js";
import { glossaryButton, glossaryDialog } from "./glossary.js";
import { levelMark } from "./icons.js";
import { verdictSentence } from "./verdict.js";

export const TABS = ["route", "domains", "authentication", "text", "findings"];

/** @param {{[tab: string]: {count?: number, view: () => unknown}}} panels */
export function tabsView(ctx, panels) {
  const { t, tab, actions } = ctx;
  const move = (event) => {
    const at = TABS.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = TABS[(to + TABS.length) % TABS.length];
    actions.openTab(next);
    event.currentTarget.querySelector(`#tab-${next}`).focus();
  };
  return html`<div class="tabs" data-stuck=${String(ctx.stuck)}>
      ${pinned(ctx)}
      <div
        class="tab-list"
        role="tablist"
        aria-label=${t("tab.list")}
        @keydown=${move}
        ${ref((list) => show(list, tab))}
      >
        ${TABS.map(
          (name) =>
            html`<button
              type="button"
              role="tab"
              id=${`tab-${name}`}
              aria-controls="tab-panel"
              aria-selected=${String(name === tab)}
              tabindex=${name === tab ? 0 : -1}
              @click=${() => actions.openTab(name)}
            >
              ${t(`tab.${name}`)}${
                panels[name].count ? html` <span class="count">${panels[name].count}</span>` : nothing
              }
            </button>`,
        )}
      </div>
    </div>
    <div id="tab-panel" class="tab-panel" role="tabpanel" tabindex="-1" aria-labelledby=${`tab-${tab}`} data-tab=${tab}>
      ${panels[tab].view()} ${tab === "route" ? nothing : glossaryButton(ctx)}
    </div>
    ${glossaryDialog(ctx)}`;
}

/** On a phone the row of tabs is wider than the screen: the chosen one comes into sight. */
function show(list, tab) {
  const chosen = list?.querySelector(`#tab-${tab}`);
  if (!chosen) return;
  const room = list.clientWidth;
  const start = chosen.offsetLeft - list.offsetLeft;
  const end = start + chosen.offsetWidth;
  if (start >= list.scrollLeft && end <= list.scrollLeft + room) return;
  list.scrollLeft = start - (room - chosen.offsetWidth) / 2; // the page stays where it is
}

function pinned(ctx) {
  const { t, report } = ctx;
  const { level } = report.verdict;
  return html`<div class="pinned" data-level=${level} ?inert=${!ctx.stuck}>
    <button type="button" @click=${() => ctx.actions.backToVerdict()}>
      ${levelMark(level)}<strong>${t(`level.${level}`)}</strong
      ><span class="pinned-sentence">${verdictSentence(ctx)}</span
      ><span class="pinned-back">${t("action.back.verdict")}</span>
    </button>
  </div>`;
}
