// One domain name, drawn: which part somebody had to register, and which letters differ from the name it
// imitates.
import { html, nothing } from "lit";
import { bounded, runs } from "./show.js";
import { visibleRuns } from "../words/visible.js";

/**
 * The name with its registrable part strong and the rest, which its owner made up freely, faint. Either may
 * be written in Unicode or in ASCII (RFC 5890): they have their labels in common.
 */
export function domainName(name, registrable) {
  const labels = String(name).split(".");
  const own = labels.splice(-String(registrable || name).split(".").length);
  const made = labels.map((label) => `${label}.`).join("");
  return html`<bdi class="code domain"
    >${made ? html`<span class="sub">${bounded(made)}</span><wbr />` : nothing}<strong
      >${bounded(own.join("."))}</strong
    ></bdi
  >`;
}

/**
 * Two names one above the other: the part that imitates and the label that it imitates stand out, the letters
 * that differ are marked.
 * @param {{name: string, unicode: string}} domain the name in the mail
 * @param {{official: string, evidence: {part?: string, shown?: string, label?: string, at?: [number,
 * number]}}} match
 */
export function comparedNames(ctx, domain, { official, evidence }) {
  const imitation = evidence?.shown || evidence?.part || "";
  const label = evidence?.label ?? "";
  const { left, right } = compare([...imitation], [...label]);
  // Positions are those of the ASCII name; where the part is shown in Unicode, what surrounds it is the same.
  const [start, end] = evidence?.at ?? [0, 0];
  const around = imitation
    ? [domain.name.slice(0, start), domain.name.slice(end)]
    : [domain.unicode || domain.name, ""];
  const at = label ? official.indexOf(label) : -1;
  const whole =
    at < 0 ? [official, "", []] : [official.slice(0, at), official.slice(at + label.length), right];
  return html`<dl class="compared">
    <div>
      <dt>${ctx.t("domain.here")}</dt>
      <dd>${stretch(around[0], left, around[1])}</dd>
    </div>
    <div>
      <dt>${ctx.t("domain.official")}</dt>
      <dd>${stretch(whole[0], whole[2], whole[1])}</dd>
    </div>
  </dl>`;
}

function stretch(before, pieces, after) {
  const faint = (text) => (text ? html`<span class="sub">${bounded(text)}</span>` : nothing);
  return html`<bdi class="code domain"
    >${faint(before)}<span class="imitation">${pieces.map(piece)}</span>${faint(after)}</bdi
  >`;
}

function piece({ text, same }) {
  return same
    ? runs(visibleRuns(text))
    : text
      ? html`<mark class="differs">${runs(visibleRuns(text))}</mark>`
      : nothing;
}

// A name has 253 octets at most (RFC 1035), which bounds this table.
const LONGEST = 253;

/** The longest common subsequence splits both names into equal and differing stretches. */
export function compare(a, b) {
  a = a.slice(0, LONGEST);
  b = b.slice(0, LONGEST);
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i] === b[j]
          ? length[(i + 1) * width + j + 1] + 1
          : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  const left = [];
  const right = [];
  const add = (list, text, same) => {
    const last = list.at(-1);
    if (last && last.same === same) last.text += text;
    else list.push({ text, same });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(left, a[i++], true);
      add(right, b[j++], true);
    } else if (j >= b.length || (i < a.length && length[(i + 1) * width + j] >= length[i * width + j + 1])) {
      add(left, a[i++], false);
    } else {
      add(right, b[j++], false);
    }
  }
  return { left, right };
}
