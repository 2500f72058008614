// The handover as a line that the reader moves: by mouse or finger, or with the arrow keys. Each step judges
// again.
import { html, nothing, svg } from "lit";
import { icon } from "./icons.js";

/** @param {number} at the hop above the line, -1: none (the core could not tell) */
export function handoverLine(ctx, at) {
  const { t } = ctx;
  const last = ctx.report.hops.length - 1;
  const move = (to) => {
    const bounded = Math.max(0, Math.min(last, to));
    if (bounded !== at) ctx.actions.moveHandover(bounded);
  };
  const keys = {
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    Home: 0,
    End: last,
    PageUp: at - 3,
    PageDown: at + 3,
  };
  return html`<div class="handover" .style=${`order:${2 * at + 3}`}>
    ${svg`<svg class="rail" aria-hidden="true" focusable="false">
      <g class="above"><line x1="50%" x2="50%" y1="0" y2="50%"/></g>
      <g class="below"><line x1="50%" x2="50%" y1="50%" y2="100%"/></g></svg>`}
    <p class="handover-above">${t("handover.above")}</p>
    <div
      class="handover-grip"
      role="slider"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${t("handover.label")}
      aria-valuemin="0"
      aria-valuemax=${last + 1}
      aria-valuenow=${at + 1}
      aria-valuetext=${valueText(ctx, at)}
      aria-describedby="handover-help"
      @keydown=${(event) => {
        if (!Object.hasOwn(keys, event.key)) return;
        event.preventDefault();
        move(keys[event.key]);
      }}
      @pointerdown=${(event) => startDrag(event, move)}
    >
      ${icon("grip")}<span>${t("handover.grip")}</span>
    </div>
    <p class="handover-below">${t("handover.below")}</p>
    <p class="visually-hidden" id="handover-help">${t("handover.help")}</p>
    ${
      ctx.handoverMoved
        ? html`<button type="button" class="quiet handover-reset" @click=${() => ctx.actions.moveHandover(null)}>
            ${t("handover.reset")}
          </button>`
        : nothing
    }
  </div>`;
}

function valueText(ctx, at) {
  const hop = ctx.report.hops[at];
  if (!hop) return ctx.t("handover.value.none");
  return ctx.t("handover.value", {
    position: at + 1,
    count: ctx.report.hops.length,
    by: hop.by?.host ?? hop.by?.ip ?? ctx.t("hop.by.unnamed"),
  });
}

const ENDS = ["pointerup", "pointercancel", "lostpointercapture"];

/** While the pointer is down, the line snaps to the gap between two hops that is nearest to it. */
function startDrag(event, move) {
  if (event.button !== 0) return;
  const grip = event.currentTarget;
  const path = grip.closest(".path");
  event.preventDefault();
  grip.focus();
  grip.setPointerCapture(event.pointerId);
  path.classList.add("dragging");
  const follow = (moved) => move(hopAbove(path, moved.clientY));
  const stop = () => {
    path.classList.remove("dragging");
    grip.removeEventListener("pointermove", follow);
    for (const end of ENDS) grip.removeEventListener(end, stop);
  };
  grip.addEventListener("pointermove", follow);
  for (const end of ENDS) grip.addEventListener(end, stop);
}

/** The last hop whose middle lies above y. */
function hopAbove(path, y) {
  let above = -1;
  path.querySelectorAll(".hop").forEach((row, index) => {
    const box = row.getBoundingClientRect();
    if (y > box.top + box.height / 2) above = index;
  });
  return above;
}
