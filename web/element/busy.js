// A large mail takes a while: said, with the way to stop it. Where there is no worker it is said before the
// page stands still.
import { html, nothing } from "lit";

export function busyView(ctx) {
  const { busy, t, texts } = ctx;
  if (!busy) return nothing;
  const size = texts.formats.bytes(busy.bytes);
  return html`<div class="busy" role="status">
    <p>${t(busy.isFar ? "busy.judging" : "busy.still", { size })}</p>
    <progress aria-label=${t("busy.judging", { size })}></progress>
    ${
      busy.isFar
        ? html`<button type="button" class="button" @click=${() => ctx.actions.stop()}>
            ${t("busy.stop")}
          </button>`
        : nothing
    }
  </div>`;
}
