// Small pieces that every view uses. Everything that comes from a mail passes through value() or code(): text
// nodes only, isolated from the text around it (bidi), with hidden characters named.
import { html, nothing } from "lit";
import { defang } from "../words/defang.js";
import { visibleRuns } from "../words/visible.js";
import { icon } from "./icons.js";

/** The runs of bytes.js as text nodes and marks; a line may end after each mark, for they may be many. */
export function runs(list) {
  return list.map((run) =>
    typeof run === "string" ? run : html`<span class="hidden-char">${run.mark}</span><wbr />`,
  );
}

const LONGEST = 2000; // letters of one value; all of it stands in the source

/** As runs, what is left out told by its number of letters. */
export function bounded(text) {
  const all = String(text);
  if (all.length <= LONGEST) return runs(visibleRuns(all));
  return [
    runs(visibleRuns(all.slice(0, LONGEST).toWellFormed())),
    html`… <span class="hidden-char">+${all.length - LONGEST}</span>`,
  ];
}

/** A value out of a mail, in running text. */
export function value(text) {
  return html`<bdi class="value">${bounded(text)}</bdi>`;
}

/** A value out of a mail that is a name, an address or a number: set in the fixed-width face. */
export function code(text) {
  return html`<bdi class="code">${bounded(text)}</bdi>`;
}

const JOINTS = 20; // of one name: more are no help to anybody

/**
 * The same of a host's name or a mailbox: its line ends before the "@", or else before a dot, rather than
 * within a label.
 */
export function nameCode(text) {
  const labels = String(text).split(/@/.test(text) ? /(?=@)/ : /(?=[.])/);
  if (labels.length > JOINTS || text.length > LONGEST) return code(text);
  const [first, ...rest] = labels;
  const more = rest.map((label) => html`<wbr />${bounded(label)}`);
  return html`<bdi class="code">${bounded(first)}${more}</bdi>`;
}

/** A name or an address, or the sign for "not there". */
export function codeOr(ctx, text) {
  return text === null || text === undefined || text === "" ? none(ctx) : code(text);
}

export function none(ctx) {
  return html`<span class="none" aria-label=${ctx.t("value.absent")}>${ctx.t("value.none")}</span>`;
}

/** Words of web/words: plain strings, {code} and {quote} out of the mail. */
export function inline(parts) {
  return parts.map((part) =>
    typeof part === "string" ? part : "code" in part ? code(part.code) : value(part.quote),
  );
}

const SHORT = 12; // letters of a name that fits on a line beside other words

/** A short name is not broken at its hyphen. */
const unbroken = (parts) =>
  parts.map((part) =>
    part.quote?.length <= SHORT ? html`<span class="unbroken">${value(part.quote)}</span>` : inline([part]),
  );

/**
 * The same as a headline: a sentence a line; its lines end between phrases, unless one is longer than a line.
 */
export function phrased(ctx, parts) {
  const phrases = [[]];
  for (const part of parts) {
    if (typeof part !== "string") {
      phrases.at(-1).push(part);
      continue;
    }
    ctx.texts.formats
      .phrases(part)
      .forEach((phrase, i) => (i ? phrases.push([phrase]) : phrases.at(-1).push(phrase)));
  }
  if (phrases.length === 1) return unbroken(parts);
  // A value begins a phrase where the text before it ended one.
  const split = phrases.flatMap((phrase) => atValues(phrase));
  const ended = (phrase) => /。$/.test(phrase?.at(-1));
  return split.map((phrase, i) => [
    ended(split[i - 1]) ? html`<br />` : nothing,
    html`<span class="phrase">${unbroken(phrase)}</span>`,
  ]);
}

/** "…が、" {code} "から" -> two phrases, the second beginning with the value. */
function atValues(phrase) {
  const at = phrase.findIndex((part, i) => i > 0 && typeof part !== "string" && /[、。]$/.test(phrase[i - 1]));
  return at < 0 ? [phrase] : [phrase.slice(0, at), ...atValues(phrase.slice(at))];
}

const BEFORE = 16;
const INSIDE = 70;
const AFTER = 40;
const letters = (text) => [...text];

// What only lays a text out. Of an address in angle brackets the name goes on: "<a@example.com>" stays.
const TAGS = "a|p|b|i|u|br|div|span|font|t[dhr]|table|tbody|img|h[1-6]|li|ul|ol|strong|em|center|body";
const TAG = new RegExp(`</?(?:${TAGS})(?:\\s[^<>]*)?(?:>|$)`, "gi");
const HALF_TAG = /^["'][^<>]*>/; // after an attribute's value
// The characters that HTML cannot do without, as people read them.
const NAMED = { __proto__: null, lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };
const spelt = (text) => text.replace(/&(lt|gt|amp|quot|apos|nbsp);/g, (all, name) => NAMED[name]);
const unlaid = (text) => spelt(text.replace(HALF_TAG, " ").replace(TAG, " ")).replace(/\s+/g, " ");

const ADDRESS = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]*/gi; // of a longer scheme its end does
/** A header's own dots stay ("header.from"): only what has a scheme can be taken for a link. */
const disarmed = (text) => text.replace(ADDRESS, (address) => defang(address));

/**
 * Evidence in one line: what it stands on, marked, with a little of what surrounds it. Links are defanged.
 * @param {import("./evidence.js").Excerpt | null} excerpt
 */
export function excerptLine(excerpt) {
  if (!excerpt) return nothing;
  const before = letters(unlaid(excerpt.before).trimStart());
  const inside = letters(excerpt.inside.replace(/\s+/g, " "));
  const after = letters(unlaid(excerpt.after).trimEnd());
  const plain = (list) => runs(visibleRuns(disarmed(list.join(""))));
  return html`<bdi class="evidence" translate="no"
    >${before.length > BEFORE ? "…" : nothing}${plain(before.slice(-BEFORE))}<mark
      >${plain(inside.slice(0, INSIDE))}${inside.length > INSIDE ? "…" : nothing}</mark
    >${inside.length > INSIDE ? nothing : plain(after.slice(0, AFTER))}${
      after.length > AFTER && inside.length <= INSIDE ? "…" : nothing
    }</bdi
  >`;
}

/** The same as a block of its own, as much of it as there is. */
export function excerptBlock(excerpt, severity) {
  if (!excerpt) return nothing;
  const plain = (text) => runs(visibleRuns(text));
  // No space of the template's own: the line keeps every space there is.
  return html`<div class="excerpt" translate="no"
    ><div class="excerpt-line"
      >${plain(excerpt.before.trimStart())}<mark data-severity=${severity}>${plain(excerpt.inside)}</mark
      >${plain(excerpt.after.trimEnd())}</div
    ></div
  >`;
}

/** A finding's text with its values set apart. */
export function findingText(ctx, finding, which) {
  return ctx.texts.finding(finding, which, value);
}

/** A mailbox as people read it: the name, and the address after it. */
export function mailbox(ctx, box) {
  if (!box) return none(ctx);
  const address = box.address ?? "";
  return html`<span class="mailbox"
    >${box.display ? html`${value(box.display)} ` : nothing}${
      address || !box.display ? html`<bdi class="code">&lt;${bounded(address)}&gt;</bdi>` : nothing
    }</span
  >`;
}

/** A remark in small letters. */
export function note(content) {
  return html`<span class="fact-note">${content}</span>`;
}

/** A row of a definition list. */
export function fact(label, content, note = nothing) {
  return html`<div class="fact">
    <dt>${label}</dt>
    <dd>${content}${note === nothing ? nothing : html`<span class="fact-note">${note}</span>`}</dd>
  </div>`;
}

export function copyButton(ctx, text, label) {
  return html`<button type="button" class="quiet" @click=${(event) => ctx.actions.copy(text, event.currentTarget)}>
    ${icon("copy")}<span>${label ?? ctx.t("action.copy")}</span>
  </button>`;
}

/** A heading with an icon and, at its right, whatever belongs to the section as a whole. */
export function sectionHead(id, title, extra = nothing) {
  return html`<div class="section-head">
    <h3 id=${id} tabindex="-1">${title}</h3>
    ${extra}
  </div>`;
}
