// A finding's evidence as people read it: the bytes that it stands on, with what surrounds them, decoded where the mail has them in
// base64, quoted-printable or an encoded word.

const AROUND = 60;
const INSIDE = 160;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** @typedef {{before: string, inside: string, after: string, decoded: boolean}} Excerpt */

export class Evidence {
  /** @param {object} whence the library  @param {Uint8Array} bytes the source as given */
  constructor(whence, bytes, report) {
    this.whence = whence;
    this.bytes = bytes;
    this.setReport(report);
  }

  setReport(report) {
    this.report = report;
    this.excerpts = new Map();
  }

  /** Of a finding, by its index: its first place; null where it stands on what is not there. @returns {Excerpt | null} */
  of(index) {
    const span = this.report.findings[index]?.spans?.[0];
    return span ? this.at(span) : null;
  }

  /** @param {[number, number]} span @returns {Excerpt | null} */
  at([start, end]) {
    const key = `${start}-${end}`;
    if (!this.excerpts.has(key)) this.excerpts.set(key, this.#raw(start, end));
    return this.excerpts.get(key);
  }

  #raw(start, end) {
    const { bytes } = this;
    if (start >= bytes.length || end <= start) return null;
    let from = start;
    while (from > 0 && start - from < AROUND && bytes[from - 1] !== 10 && bytes[from - 1] !== 13) from--;
    let to = end;
    while (to < bytes.length && to - end < AROUND && bytes[to] !== 10 && bytes[to] !== 13) to++;
    const text = (a, b) => utf8.decode(bytes.subarray(a, b));
    return {
      before: text(from, start),
      inside: text(start, Math.min(end, start + INSIDE)),
      after: end - start > INSIDE ? "…" : text(end, to),
      decoded: false,
    };
  }
}
