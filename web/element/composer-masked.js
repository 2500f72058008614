// What was taken out of a post: the list, what may be left in after all, and words to take out besides.
import { html } from "lit";
import { code } from "./show.js";

const MOST = 100;

/** @param {object} composer with texts, words and keep  @param {{kind, value, standIn, count}[]} masked */
export function maskedView(composer, masked) {
  const { texts } = composer;
  const t = (key, args) => texts.t(key, args);
  const keep = (value, on) => {
    const kept = new Set(composer.keep);
    if (on) kept.add(value);
    else kept.delete(value);
    composer.keep = kept;
  };
  const row = (value, standIn, kind, count) =>
    html`<li>
      <label>
        <input
          type="checkbox"
          .checked=${!composer.keep.has(value)}
          @change=${(event) => keep(value, !event.target.checked)}
        />
        ${code(value)}
      </label>
      <small>→ ${code(standIn)} · ${t(`composer.kind.${kind}`)} · ${t("composer.times", { count })}</small>
    </li>`;
  return html`<details class="more composer-masked">
    <summary>${t("composer.masked", { count: masked.length })}</summary>
    <p>${t("composer.masked.lead")}</p>
    <label>
      ${t("composer.words")}
      <textarea
        rows="2"
        .value=${composer.words}
        @change=${(event) => (composer.words = event.target.value)}
      ></textarea>
    </label>
    <ul>
      ${masked.slice(0, MOST).map(({ kind, value, standIn, count }) => row(value, standIn, kind, count))}
      ${[...composer.keep].map(
        (value) =>
          html`<li>
            <label><input type="checkbox" @change=${() => keep(value, false)} />${code(value)}</label>
            <small>${t("composer.kept")}</small>
          </li>`,
      )}
    </ul>
  </details>`;
}
