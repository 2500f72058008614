// What could not be judged, in plain words, and the way on from there.
import { html, nothing } from "lit";

// What was given is no mail: the way to its source is a tap away.
const WITHOUT_SOURCE = new Set(["empty", "clipboard-empty", "image", "pdf"]);

export function errorView(ctx) {
  const { error, t, texts } = ctx;
  if (!error) return nothing;
  const text = texts.has(`error.${error}`) ? t(`error.${error}`) : t("error.unexpected", { code: error });
  const more = WITHOUT_SOURCE.has(error)
    ? html` <button type="button" class="link" @click=${() => ctx.actions.openDialog("howto")}>
        ${t("howto.title")}
      </button>`
    : nothing;
  return html`<p class="error" role="alert">${text}${more}</p>`;
}
