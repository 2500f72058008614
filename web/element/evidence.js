// A finding's evidence as people read it: the bytes that it rests on, with what surrounds them, decoded
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
  #pending = null;
  #excerpts = new Map();

  /**
   * @param {(options: {spans: number[][]}) => object | Promise<object>} read the library's, for these
   *   bytes: at once, or later
   * @param {Uint8Array} bytes the source as given
   * @param {() => void} changed called when what was read later is there
   */
  constructor(read, bytes, report, changed) {
    this.read = read;
    this.bytes = bytes;
    this.changed = changed;
    this.setReport(report);
  }

  setReport(report) {
    this.report = report;
    this.#reading = this.#pending = null;
    this.#excerpts.clear();
  }

  /**
   * The mail's texts. Read when first asked for.
   * @returns {{type: string, spans: number[][], runs: object[], cut: boolean}[] | null} null while they are
   *   being read
   */
  get texts() {
    return this.#read()?.texts ?? null;
  }

  /**
   * The first place of a finding, by its index; null where it rests on something that is missing.
   * @returns {Excerpt | null}
   */
  of(index) {
    const span = this.report.findings[index]?.spans?.[0];
    if (!span) return null;
    const isAwaited = this.bytes.length > LARGE && !this.#reading;
    if (isAwaited || !this.#read()) return this.#raw(span);
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
    if (this.#reading || this.#pending) return this.#reading;
    const spans = this.report.findings.map((finding) => finding.spans?.[0]).filter(Boolean);
    try {
      const reading = this.read({ spans });
      if (reading instanceof Promise) this.#await(reading, spans);
      else this.#take(reading, spans);
    } catch {
      this.#take(NOTHING, []);
    }
    return this.#reading;
  }

  #take(reading, spans) {
    this.#reading = reading;
    spans.forEach((span, i) => this.#excerpts.set(String(span), reading.excerpts[i]));
  }

  async #await(later, spans) {
    this.#pending = later;
    const reading = await later.catch(() => null);
    if (this.#pending !== later) return;
    this.#take(reading ?? NOTHING, reading ? spans : []);
    this.changed();
  }
}

const NOTHING = { texts: [], excerpts: [] }; // no memory for it: the source view still shows the bytes
