// Spans of the source, found by where they lie: a mail may have thousands of them, and each line asks.

/** @template {{start: number, end: number}} Mark */
export class Marks {
  #marks;
  #reach = []; // of the marks up to each, the farthest end

  /** @param {Mark[]} marks */
  constructor(marks) {
    this.#marks = marks.toSorted((a, b) => a.start - b.start);
    let reach = 0;
    for (const { end } of this.#marks) this.#reach.push((reach = Math.max(reach, end)));
  }

  get length() {
    return this.#marks.length;
  }

  /** Those that have a byte of [start, end). @returns {Mark[]} as they stand */
  near(start, end) {
    let low = 0, high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#marks[middle].start < end) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let i = low - 1; i >= 0 && this.#reach[i] > start; i--)
      if (this.#marks[i].end > start) found.push(this.#marks[i]);
    return found.reverse();
  }
}
