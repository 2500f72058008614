// Long lists: the first of them, and a button that says how many more there are and draws them. What a mail's
// author multiplies must not make the page slow.
import { html, nothing } from "lit";

const STEP = 200; // with each click

/**
 * @param {object} ctx  @param {string} key of the list, to remember how much of it is drawn
 * @param {object[]} items  @param {number} most drawn at first
 * @returns {{shown: object[], rest: object}} rest: the button, or nothing
 */
export function few(ctx, key, items, most) {
  const count = Math.max(most, ctx.more.get(key) ?? 0);
  if (items.length <= count) return { shown: items, rest: nothing };
  const draw = () => {
    ctx.more.set(key, count + STEP);
    ctx.actions.redraw();
  };
  const left = items.length - count;
  const rest = html`<button type="button" class="link more-of-list" @click=${draw}>
    ${ctx.t("list.more", { count: Math.min(STEP, left) })}${
      left > STEP ? html` <span class="fact-note">(${ctx.t("list.cut", { count: left })})</span>` : nothing
    }
  </button>`;
  return { shown: items.slice(0, count), rest };
}
