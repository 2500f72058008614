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
  const name = near.rdns ?? near.helo;
  // Of a line without an address only the name can be asked for, and a name alone is not remembered.
  const asked = near.ip ?? name;
  if (!asked) return nothing;
  const answer = (key, act) =>
    html`<button type="button" class="button" @click=${act}>${ctx.t(key)}</button>`;
  const { moveHandover, trustServer } = ctx.actions;
  return html`<div class="entrance" role="group" aria-labelledby="entrance-question">
    <p id="entrance-question">
      ${ctx.texts.rich("entrance.question", { ip: asked }, code)}${name && near.ip ? html` <span class="fact-note">${code(name)}</span>` : nothing}
    </p>
    <p class="row-actions">
      ${answer("entrance.yes", () => moveHandover(far.hop))}
      ${near.ip ? answer("entrance.remember", () => trustServer(near.ip)) : nothing}
      ${answer("entrance.no", () => moveHandover(near.hop))}
    </p>
  </div>`;
}
