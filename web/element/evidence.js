// A finding's evidence as people read it: the bytes that it stands on, with what surrounds them, decoded
// where the mail has them in base64, quoted-printable or an encoded word; and the mail's texts as a person
// would have read them.

// Reading takes as long as judging did: of a large source the verdict's reasons show the bytes as they are.
const LARGE = 1 << 20;
const AROUND = 60;
const INSIDE = 160;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** @typedef {{before: string, inside: string, after: string, decoded: boolean}} Excerpt */

export class Evidence {
  #reading = null;
  #excerpts = new Map();

  /** @param {{read: Function}} whence the library  @param {Uint8Array} bytes the source as given */
  constructor(whence, bytes, report) {
    this.whence = whence;
    this.bytes = bytes;
    this.setReport(report);
  }

  setReport(report) {
    this.report = report;
    this.#reading = null;
    this.#excerpts.clear();
  }

  /**
   * The mail's texts. Read when first asked for.
   * @returns {{type: string, spans: number[][], runs: object[], cut: boolean}[]}
   */
  get texts() {
    return this.#read().texts;
  }

  /**
   * Of a finding, by its index: its first place; null where it stands on what is not there.
   * @returns {Excerpt | null}
   */
  of(index) {
    const span = this.report.findings[index]?.spans?.[0];
    if (!span) return null;
    if (this.bytes.length > LARGE && !this.#reading) return this.#raw(span);
    this.#read();
    return this.#excerpts.get(String(span)) ?? null;
  }

  #raw([start, end]) {
    const { bytes } = this;
    const ends = (at) => bytes[at] === 10 || bytes[at] === 13;
    let from = start;
    while (from > 0 && start - from < AROUND && !ends(from - 1)) from--;
    let to = Math.min(end, start + INSIDE);
    const inside = to;
    while (to < bytes.length && to - inside < AROUND && !ends(to)) to++;
    const text = (a, b) => utf8.decode(bytes.subarray(a, b));
    return {
      before: text(from, start),
      inside: text(start, inside),
      after: text(inside, to),
      decoded: false,
    };
  }

  /** All places of all findings are read at once: each reading takes the whole source. */
  #read() {
    if (this.#reading) return this.#reading;
    const spans = this.report.findings.map((finding) => finding.spans?.[0]).filter(Boolean);
    try {
      this.#reading = this.whence.read(this.bytes, { spans });
      spans.forEach((span, i) => this.#excerpts.set(String(span), this.#reading.excerpts[i]));
    } catch {
      this.#reading = { texts: [], excerpts: [] }; // no memory for it: the source view still shows the bytes
    }
    return this.#reading;
  }
}
