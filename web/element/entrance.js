// Where more than one Received line may be the entrance to the reader's side, the reader is asked the one
// thing that settles it.
import { html, nothing } from "lit";
import { code } from "./show.js";

export function entranceQuestion(ctx) {
  const { handover } = ctx.report;
  const candidates = [...(handover?.candidates ?? [])].sort((a, b) => a.hop - b.hop);
  if (!handover || handover.settled !== false || ctx.handoverMoved || candidates.length < 2) return nothing;
  // The nearest line names a client. If that is a server of the reader's, the line below it was the entrance;
  // if not, this one was.
  const [near, far] = candidates;
  if (!near.ip) return nothing;
  const name = near.rdns ?? near.helo;
  const answer = (key, act) =>
    html`<button type="button" class="button" @click=${act}>${ctx.t(key)}</button>`;
  const { moveHandover, trustServer } = ctx.actions;
  return html`<div class="entrance" role="group" aria-labelledby="entrance-question">
    <p id="entrance-question">
      ${ctx.texts.rich("entrance.question", { ip: near.ip }, code)}${name ? html` <span class="fact-note">${code(name)}</span>` : nothing}
    </p>
    <p class="row-actions">
      ${answer("entrance.yes", () => moveHandover(far.hop))}
      ${answer("entrance.remember", () => trustServer(near.ip))}
      ${answer("entrance.no", () => moveHandover(near.hop))}
    </p>
  </div>`;
}
