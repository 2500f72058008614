// The source as it was given, byte for byte: lines with numbers, the spans of findings underlined, those of
// the chosen one marked. Of a long source only windows are shown, the beginning and whatever a finding points
// at; the rest opens on request.
import { html, nothing } from "lit";
import { boundary, countLines, decodeRuns, lineEnd, lines, lineStart } from "./bytes.js";
import { Marks } from "./marks.js";
import { runs, sectionHead } from "./show.js";
import { SEVERITIES, isAlarm } from "../words/scale.js";

const FIRST = 48 * 1024; // shown at once
const STEP = 64 * 1024; // with each "show more"
const AROUND = 1500; // before and after a span that lies outside
const EXCERPT_LINES = 4;
const EXCERPT_BEFORE = 90;
const EXCERPT_AFTER = 240;
const CHUNK = 60; // lines that are laid out together
const MARKS = 200; // in one line

const NONE = new Marks([]);

export class SourceView {
  #counted = new Map(); // offset -> lines before it

  /** @param {Uint8Array} bytes the source as given */
  constructor(bytes) {
    this.bytes = bytes;
    this.windows = [[0, bytes.length <= FIRST * 1.5 ? bytes.length : lineEnd(bytes, FIRST, FIRST)]];
    this.marks = new Marks([]);
    this.chosen = new Marks([]);
  }

  /** Takes over the spans of a report's findings. */
  setReport(report) {
    const weighing = report.findings.filter(isAlarm);
    this.marks = new Marks(
      weighing.flatMap(({ spans = [], severity }) => spans.map(([start, end]) => ({ start, end, severity }))),
    );
  }

  /** Chooses spans: they are marked, and shown even when they lie where nothing was shown. */
  choose(spans) {
    const chosen = (spans ?? []).map(([start, end]) => ({ start, end, severity: "chosen" }));
    this.chosen = new Marks(chosen);
    for (const { start, end } of chosen.toSorted((a, b) => a.start - b.start).slice(0, 20)) {
      this.#show(
        lineStart(this.bytes, Math.max(0, start - AROUND), AROUND),
        lineEnd(this.bytes, Math.min(end, start + STEP) + AROUND, STEP),
      );
    }
  }

  /** Adds a stretch to the windows; overlapping ones become one. */
  #show(start, end) {
    // A line without end must not open everything: bounded by the step.
    const stretch = [Math.max(0, start), Math.min(end, start + 2 * STEP, this.bytes.length)];
    const all = [...this.windows, stretch].sort((a, b) => a[0] - b[0]);
    const merged = [];
    for (const window of all) {
      const last = merged.at(-1);
      if (last && window[0] <= last[1]) last[1] = Math.max(last[1], window[1]);
      else merged.push([...window]);
    }
    this.windows = merged;
  }

  view(ctx) {
    const { bytes } = this;
    const parts = [];
    let end = 0;
    for (const [from, to] of this.windows) {
      if (from > end) parts.push(this.#gap(ctx, end, from));
      parts.push(this.#window(from, to));
      end = to;
    }
    if (end < bytes.length) parts.push(this.#gap(ctx, end, bytes.length));
    return html`<section class="section" aria-labelledby="source">
      ${sectionHead(
        "source",
        ctx.t("section.source"),
        ctx.selected === null && !this.chosen.length
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => ctx.actions.backToFinding()}>
              ${ctx.t(ctx.selected === null ? "source.clear" : "source.back")}
            </button>`,
      )}
      <p class="section-lead">${ctx.t("section.source.lead")}</p>
      <div class="source scroll" tabindex="0" role="group" aria-labelledby="source" translate="no" dir="ltr">
        ${parts}
      </div>
    </section>`;
  }

  #gap(ctx, from, to) {
    return html`<p class="source-gap">
      <span>${ctx.t("source.gap", { bytes: to - from })}</span>
      <button
        type="button"
        class="link"
        @click=${() => {
          this.#show(from, lineEnd(this.bytes, Math.min(to, from + STEP), STEP));
          ctx.actions.redraw();
        }}
      >
        ${ctx.t("source.more")}
      </button>
    </p>`;
  }

  #window(from, to) {
    const all = lines(this.bytes, from, to);
    const first = this.#linesBefore(from) + 1;
    const chunks = [];
    for (let i = 0; i < all.length; i += CHUNK) {
      chunks.push(
        html`<div class="source-chunk">
          ${all
            .slice(i, i + CHUNK)
            .map(
              ([start, end], k) =>
                html`<div class="source-line">
                  <span class="line-number" aria-hidden="true" data-number=${first + i + k}></span
                  ><span class="line-text">${this.#segments(start, end)}</span>
                </div>`,
            )}
        </div>`,
      );
    }
    return chunks;
  }

  /**
   * The lines around the first of some spans, with them marked when a severity is given: a finding's
   * evidence, beside its text.
   */
  excerpt(spans, severity = "") {
    const own = spans.map(([start, end]) => ({ start, end, severity })).sort((a, b) => a.start - b.start);
    const marks = severity ? new Marks(own) : this.marks; // a hop's whole line: what findings point at in it
    const first = spans.length ? { start: spans[0][0], end: spans[0][1] } : null; // the one that tells most
    if (!first || first.start >= this.bytes.length) return nothing;
    const from = lineStart(this.bytes, first.start, 4 * EXCERPT_BEFORE);
    const last = Math.min(Math.max(first.end - 1, first.start), first.start + 2000);
    const to = lineEnd(this.bytes, last, 2 * EXCERPT_AFTER);
    const shown = lines(this.bytes, from, to).slice(0, EXCERPT_LINES);
    return html`<div class="excerpt" translate="no" dir="ltr">
      ${shown.map(([start, end]) => {
        // Of a very long line, what surrounds the span.
        const left = Math.max(
          start,
          Math.min(boundary(this.bytes, Math.max(start, first.start - EXCERPT_BEFORE)), end),
        );
        const right = Math.min(
          end,
          boundary(this.bytes, Math.min(end, Math.max(left, first.start) + EXCERPT_BEFORE + EXCERPT_AFTER)),
        );
        const pieces = [
          left > start ? "…" : "",
          this.#segments(left, right, marks, NONE),
          right < end ? "…" : "",
        ];
        return html`<div class="excerpt-line">${pieces}</div>`;
      })}
    </div>`;
  }

  /** Counted once for each window: the source may be long. */
  #linesBefore(at) {
    if (!this.#counted.has(at)) this.#counted.set(at, countLines(this.bytes, at));
    return this.#counted.get(at);
  }

  /** One line as text and marks. */
  #segments(start, end, marks = this.marks, chosen = this.chosen) {
    const near = marks.near(start, end).slice(0, MARKS);
    const picked = chosen.near(start, end).slice(0, MARKS);
    if (!near.length && !picked.length) return runs(decodeRuns(this.bytes, start, end));
    const edges = new Set([start, end]);
    for (const mark of [...near, ...picked]) {
      edges.add(Math.max(start, Math.min(end, mark.start)));
      edges.add(Math.max(start, Math.min(end, mark.end)));
    }
    const sorted = [...edges].sort((a, b) => a - b);
    return sorted.slice(1).map((to, i) => {
      const from = sorted[i];
      const text = runs(decodeRuns(this.bytes, from, to));
      const covers = (mark) => mark.start < to && mark.end > from;
      if (picked.some(covers)) return html`<mark class="chosen">${text}</mark>`;
      const worst = near
        .filter(covers)
        .map((mark) => mark.severity)
        .sort((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b))[0];
      return worst ? html`<mark data-severity=${worst}>${text}</mark>` : text;
    });
  }
}
