// The mail's text as a person would have seen it: text nodes only, hidden text told apart, each link's true
// target behind its words, and the words that findings rest on marked.
import { html, nothing } from "lit";
import { defang } from "../words/defang.js";
import { visibleRuns } from "../words/visible.js";
import { domainName } from "./domain-name.js";
import { few } from "./more.js";
import { code, runs, sectionHead } from "./show.js";

const LEAST = 4; // letters of what is looked for: less would mark half the text
const MOST = 40; // marks
const STRETCHES = 600; // of a text: links and what stands between them

export function mailTextView(ctx) {
  const { t } = ctx;
  const read = ctx.evidence.texts;
  if (!read) return html`<p class="fact-note" role="status">${t("text.reading")}</p>`;
  const texts = read.filter((one) => one.runs.length);
  if (!texts.length) return nothing;
  const words = judgedWords(ctx);
  // Of alternatives, mail programs show the last; the plain text before it stays within reach.
  const shown = texts.findLast((one) => one.type !== "text/plain") ?? texts[0];
  return html`<section class="section" aria-labelledby="mail-text">
    ${sectionHead("mail-text", t("text.title"))}
    <p class="section-lead">${t("text.lead")}</p>
    ${textView(ctx, shown, words)}
    ${texts
      .filter((one) => one !== shown)
      .map(
        (one) =>
          html`<details class="more">
            <summary>${ctx.texts.rich("text.other", { type: one.type }, code)}</summary>
            ${textView(ctx, one, words)}
          </details>`,
      )}
  </section>`;
}

function textView(ctx, { type, spans, runs: stretches, cut }, words) {
  const { shown, rest } = few(ctx, `text ${type} ${spans}`, stretches, STRETCHES);
  return html`<div class="mail-text scroll" tabindex="0" role="group" aria-labelledby="mail-text" translate="no"
    >${shown.map((run) => runView(ctx, run, words))}${rest}${
      cut ? html`<p class="fact-note">${ctx.t("text.cut")}</p>` : nothing
    }</div>`;
}

function runView(ctx, { text, hidden, link }, words) {
  const content = marked(text.replace(/\r(?=\n|$)/g, ""), words); // a line end is none of what hides
  if (hidden)
    return html`<span class="unseen" title=${ctx.t("text.hidden")}
      ><span class="visually-hidden">${ctx.t("text.hidden")}: </span><bdi>${content}</bdi></span
    >`;
  if (link === undefined) return html`<bdi>${content}</bdi>`;
  return html`<bdi class="anchor">${content}</bdi>${target(ctx, ctx.report.links?.[link])}`;
}

/** Where a link leads, and where that leads on to. */
function target(ctx, link) {
  if (!link) return nothing;
  const last = link.targets?.at(-1);
  const place = ({ host, href, domain }) => {
    const registrable = typeof domain === "number" ? ctx.report.domains?.[domain]?.registrable : null;
    return host
      ? domainName(host, registrable)
      : html`<bdi class="code">${defang((href ?? "").slice(0, 80))}</bdi>`;
  };
  return html` <span class="target"
    >→ ${place(link)}${last ? html` → ${place(last)}` : nothing}</span
  > `;
}

/** What findings that weigh rest on, decoded. */
function judgedWords({ report, evidence }) {
  const found = new Set();
  report.findings.forEach((finding, index) => {
    if (finding.severity === "good" || (finding.severity === "info" && finding.area !== "text")) return;
    const inside = evidence.of(index)?.inside?.replace(/\s+/g, " ").trim();
    if (inside && inside.length >= LEAST) found.add(inside);
  });
  return [...found].slice(0, MOST);
}

/** The text with the judged words marked, each where it occurs; stretches never overlap. */
function marked(text, words) {
  const places = [];
  for (const word of words) {
    for (
      let at = text.indexOf(word);
      at >= 0 && places.length < MOST;
      at = text.indexOf(word, at + word.length)
    )
      places.push([at, at + word.length]);
  }
  places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const plain = (from, to) => runs(visibleRuns(text.slice(from, to)));
  const pieces = [];
  let done = 0;
  for (const [from, to] of places) {
    if (from < done) continue;
    pieces.push(plain(done, from), html`<mark>${plain(from, to)}</mark>`);
    done = to;
  }
  return [...pieces, plain(done, text.length)];
}
