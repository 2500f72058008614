// Many words looked for in one pass over a text (Aho and Corasick, 1975): time grows with the text, not with
// the number of words.

const PLACE = 0x110000; // more than any code unit: key of a transition = state * PLACE + unit

export class Automaton {
  #next = new Map();
  #fail = [0];
  #depth = [0];
  #value = [null]; // what ends in a state
  #shorter = [0]; // the nearest state on the way of failures that ends a word

  /** @param {Iterable<any[]>} words [word, value]: the first value of a word counts */
  constructor(words) {
    for (const [word, value] of words) this.#add(word, value);
    this.#link();
  }

  #add(word, value) {
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const key = state * PLACE + word.charCodeAt(i);
      let next = this.#next.get(key);
      if (next === undefined) {
        next = this.#fail.length;
        this.#next.set(key, next);
        this.#fail.push(0);
        this.#depth.push(i + 1);
        this.#value.push(null);
        this.#shorter.push(0);
      }
      state = next;
    }
    if (state && this.#value[state] === null) this.#value[state] = value;
  }

  /** Breadth first: a state's failure is known before those of the states below it. */
  #link() {
    const edges = [...this.#next].map(([key, to]) => ({
      from: Math.floor(key / PLACE),
      unit: key % PLACE,
      to,
    }));
    edges.sort((a, b) => this.#depth[a.to] - this.#depth[b.to]);
    for (const { from, unit, to } of edges) {
      const fail = from ? this.#step(this.#fail[from], unit) : 0;
      this.#fail[to] = fail;
      this.#shorter[to] = this.#value[fail] !== null ? fail : this.#shorter[fail];
    }
  }

  #step(state, unit) {
    for (;;) {
      const next = this.#next.get(state * PLACE + unit);
      if (next !== undefined) return next;
      if (state === 0) return 0;
      state = this.#fail[state];
    }
  }

  get empty() {
    return this.#next.size === 0;
  }

  /** Every place of every word, in the order in which they end. found(start, end, value) */
  search(text, found) {
    if (this.empty) return;
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      state = this.#step(state, text.charCodeAt(i));
      for (let at = state; at; at = this.#shorter[at]) {
        if (this.#value[at] !== null) found(i + 1 - this.#depth[at], i + 1, this.#value[at]);
      }
    }
  }
}
