// One domain name, drawn: which part somebody had to register, and which letters differ from the name it imitates.
import { html, nothing } from "lit";
import { runs } from "./show.js";
import { visibleRuns } from "./bytes.js";

/** The name with its registrable part strong and the rest, which its owner made up freely, faint. */
export function domainName(name, registrable) {
  const text = String(name);
  const part = String(registrable ?? "");
  if (!part || !text.endsWith(part) || text === part) return html`<bdi class="code domain"><strong>${runs(visibleRuns(text))}</strong></bdi>`;
  return html`<bdi class="code domain"><span class="sub">${runs(visibleRuns(text.slice(0, -part.length)))}</span><strong>${
    runs(visibleRuns(part))}</strong></bdi>`;
}

/**
 * Two names one above the other, the letters that differ marked.
 * @param {string} suspect the name in the mail
 * @param {string} official the brand's
 */
export function comparedNames(ctx, suspect, official) {
  const { left, right } = compare([...suspect], [...official]);
  return html`<dl class="compared">
    <div><dt>${ctx.t("domain.here")}</dt><dd><bdi class="code">${left.map(piece)}</bdi></dd></div>
    <div><dt>${ctx.t("domain.official")}</dt><dd><bdi class="code">${right.map(piece)}</bdi></dd></div>
  </dl>`;
}

function piece({ text, same }) {
  return same ? runs(visibleRuns(text)) : text ? html`<mark class="differs">${runs(visibleRuns(text))}</mark>` : nothing;
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
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1
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
