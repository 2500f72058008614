// The source as it was given, byte for byte: lines with numbers, the spans of findings underlined, those of
// the chosen one marked. Of a long source only windows are shown, the beginning and whatever a finding points
// at; the rest opens on request.
import { html, nothing } from "lit";
import { countLines, decodeRuns, lineEnd, lines, lineStart } from "./bytes.js";
import { runs, sectionHead } from "./show.js";
import { SEVERITIES } from "./severities.js";

const FIRST = 48 * 1024; // shown at once
const STEP = 64 * 1024; // with each "show more"
const AROUND = 1500; // before and after a span that lies outside
const EXCERPT_LINES = 4;
const EXCERPT_BEFORE = 90;
const EXCERPT_AFTER = 240;
const CHUNK = 60; // lines that are laid out together

export class SourceView {
  /** @param {Uint8Array} bytes the source as given */
  constructor(bytes) {
    this.bytes = bytes;
    this.windows = [[0, bytes.length <= FIRST * 1.5 ? bytes.length : lineEnd(bytes, FIRST)]];
    this.marks = [];
    this.chosen = [];
  }

  /** Takes over the spans of a report's findings. */
  setReport(report) {
    this.marks = report.findings
      .filter((finding) => finding.severity !== "info" && finding.severity !== "good")
      .flatMap((finding) =>
        (finding.spans ?? []).map(([start, end]) => ({ start, end, severity: finding.severity })),
      )
      .sort((a, b) => a.start - b.start);
  }

  /** Chooses spans: they are marked, and shown even when they lie where nothing was shown. */
  choose(spans) {
    this.chosen = (spans ?? [])
      .map(([start, end]) => ({ start, end, severity: "chosen" }))
      .sort((a, b) => a.start - b.start);
    for (const { start, end } of this.chosen.slice(0, 20)) {
      this.#show(
        lineStart(this.bytes, Math.max(0, start - AROUND)),
        lineEnd(this.bytes, Math.min(end, start + STEP) + AROUND),
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
          this.#show(from, lineEnd(this.bytes, Math.min(to, from + STEP)));
          ctx.actions.redraw();
        }}
      >
        ${ctx.t("source.more")}
      </button>
    </p>`;
  }

  #window(from, to) {
    const all = lines(this.bytes, from, to);
    const first = countLines(this.bytes, from) + 1;
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
    const marks = severity ? own : this.marks; // a hop's whole line: what findings point at in it
    const first = own[0];
    if (!first || first.start >= this.bytes.length) return nothing;
    const from = lineStart(this.bytes, first.start);
    const to = lineEnd(this.bytes, Math.min(Math.max(first.end - 1, first.start), first.start + 2000));
    const shown = lines(this.bytes, from, to).slice(0, EXCERPT_LINES);
    return html`<div class="excerpt" translate="no" dir="ltr">
      ${shown.map(([start, end]) => {
        // Of a very long line, what surrounds the span.
        const left = Math.max(
          start,
          Math.min(this.#boundary(Math.max(start, first.start - EXCERPT_BEFORE)), end),
        );
        const right = Math.min(
          end,
          this.#boundary(Math.min(end, Math.max(left, first.start) + EXCERPT_BEFORE + EXCERPT_AFTER)),
        );
        const pieces = [
          left > start ? "…" : "",
          this.#segments(left, right, marks, []),
          right < end ? "…" : "",
        ];
        return html`<div class="excerpt-line">${pieces}</div>`;
      })}
    </div>`;
  }

  /** The start of the UTF-8 sequence at `at`. */
  #boundary(at) {
    while (at > 0 && at < this.bytes.length && (this.bytes[at] & 0xc0) === 0x80) at--;
    return at;
  }

  /** One line as text and marks. */
  #segments(start, end, marks = this.marks, chosen = this.chosen) {
    const near = overlapping(marks, start, end);
    const picked = overlapping(chosen, start, end);
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

function overlapping(marks, start, end) {
  return marks.filter((mark) => mark.start < end && mark.end > start);
}
