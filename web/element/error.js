// What could not be judged, in plain words, and the way on from there.
import { html, nothing } from "lit";

export function errorView(ctx) {
  const { error, t, texts } = ctx;
  if (!error) return nothing;
  const text = texts.has(`error.${error}`) ? t(`error.${error}`) : t("error.unexpected", { code: error });
  return html`<p class="error" role="alert">${text}</p>`;
}
