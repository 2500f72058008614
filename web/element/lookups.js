// Lookups with the reader's consent. The analysis gives its report, and waits at its first questions: the
// list of exactly what would be asked, who would learn of it and why. Nothing is sent before the button is
// pressed; what was left out or refused stays "not evaluated". Later rounds wait again when they would go
// to somebody new without need, or hold a name that may stand for the reader.
import { groupsOf, isNeeded, learnerOf, looksUnique, readersOf, whysOf } from "./lookup-groups.js";

export { isLinkQuestion, whysOf } from "./lookup-groups.js";

const keyOf = ({ name, type }) => `${type} ${name.toLowerCase()}`;

/** One run of lookups for one mail. */
export class Lookups {
  #waiting = []; // the questions that wait for the reader

  /**
   * @param {{analyze: Function, checkDomain: Function}} library
   * @param {(changed: Lookups) => void} onChange
   */
  constructor(library, onChange) {
    this.library = library;
    this.onChange = onChange;
    this.state = "idle"; // idle, ready (waiting for consent), asking, done, refused, nothing, failed
    this.questions = []; // all of them, as they came
    this.followUp = false; // whether they came after a first consent
    this.answered = 0;
    this.failed = 0;
    this.leftOut = new Set(); // keys of questions that must not be sent
    this.readers = new Set(); // parts of the readers' addresses
    this.learners = new Set(); // who may learn of questions, by the reader's consent
    this.abort = new AbortController();
    this.answers = null; // the report with them, once it is there: run
  }

  /**
   * Judges a mail as far as that goes without lookups, and finds out what they would ask.
   * @returns {Promise<object>} the report before anything is asked
   */
  run(bytes, options, resolver) {
    const guarded = { query: (name, type, how) => this.#query(resolver, name, type, how) };
    let give;
    const first = new Promise((resolve) => {
      give = resolve;
    });
    const whole = this.library.analyze(bytes, {
      ...options,
      linkLookups: true,
      resolver: guarded,
      signal: this.abort.signal,
      onReport: (report) => {
        this.readers = readersOf(report);
        give(report);
      },
      onQuestions: (questions) => this.#consider(questions),
    });
    this.answers = this.#end(whole);
    return Promise.race([first, whole]);
  }

  /** @returns {Promise<object | null>} the report with the answers; null when there are none */
  async #end(whole) {
    try {
      const report = await whole;
      if (this.abort.signal.aborted || this.state === "refused") return null;
      this.#become(this.state === "idle" ? "nothing" : "done");
      return this.state === "done" ? report : null;
    } catch {
      if (!this.abort.signal.aborted) this.#become("failed");
      return null;
    }
  }

  /**
   * The questions that wait for the reader. Who would learn of them is found out when they are wanted, once
   * the verdict is drawn.
   */
  get waiting() {
    return this.#learned(this.#waiting);
  }

  #learned(questions) {
    for (const question of questions) question.learner ??= learnerOf(question, this.library);
    return questions;
  }

  /** The waiting questions, by who would learn of them. */
  get groups() {
    return groupsOf(this.waiting, this.readers);
  }

  /** The questions that are sent, or were. */
  get sent() {
    return this.questions.filter((question) => !this.leftOut.has(keyOf(question)));
  }

  /**
   * What is left out unless the reader says otherwise: keys of questions. links: whether names of links are
   * wanted.
   */
  usualChoice({ links = false } = {}) {
    const groups = this.groups.filter(
      (group) => !(group.usual || (links && group.linkOnly && !group.unique)),
    );
    return new Set(groups.flatMap((group) => group.questions.map(keyOf)));
  }

  /** The keys of some groups' questions. @param {string[]} learners */
  keysOf(learners) {
    return new Set(
      this.groups.filter(({ id }) => learners.includes(id)).flatMap((group) => group.questions.map(keyOf)),
    );
  }

  async #consider(questions) {
    const dns = questions.filter((question) => question.kind === "dns");
    if (!dns.length) return true;
    this.questions.push(...dns);
    this.followUp = this.state === "asking";
    this.#waiting = this.followUp ? this.#learned(dns).filter((question) => this.#isNews(question)) : dns;
    if (!this.#waiting.length) return true;
    const { consent, leftOut } = await this.#decision();
    for (const key of leftOut) this.leftOut.add(key);
    for (const question of this.#learned(dns))
      if (consent && !leftOut.has(keyOf(question))) this.learners.add(question.learner.id);
    // A later round's other questions go on when these are refused.
    if (!consent && this.followUp) for (const question of this.#waiting) this.leftOut.add(keyOf(question));
    const goesOn = consent || this.followUp;
    this.#waiting = [];
    this.#become(goesOn ? "asking" : "refused");
    return goesOn;
  }

  /** Whether a first consent, given before this question was known, does not cover it. */
  #isNews(question) {
    if (looksUnique(question, this.readers)) return true;
    return !isNeeded(question) && !this.learners.has(question.learner.id);
  }

  /** Whether a consent given once for all covers what waits: no name that may stand for the reader. */
  get isOrdinary() {
    return !this.groups.some(({ unique, usual }) => unique && usual);
  }

  #decision() {
    const decided = new Promise((resolve) => {
      this.decide = (consent, leftOut) => resolve({ consent, leftOut: consent ? leftOut : new Set() });
    });
    this.#become("ready");
    return decided;
  }

  /** What was left out is refused here, question by question. */
  async #query(resolver, name, type, how) {
    const key = keyOf({ name, type });
    const question = this.questions.find((item) => keyOf(item) === key);
    if (!question || this.leftOut.has(key)) throw Object.assign(new Error("refused"), { code: "refused" });
    try {
      const answer = await resolver.query(name, type, how);
      question.outcome = "answered";
      return answer;
    } catch (error) {
      question.outcome = "failed";
      this.failed += 1;
      throw error;
    } finally {
      this.answered += 1;
      this.onChange(this);
    }
  }

  cancel() {
    this.abort.abort();
  }

  #become(state) {
    this.state = state;
    this.onChange(this);
  }
}

/** The reasons of several questions, each once. */
export function whysOfAll(questions) {
  return [...new Set(questions.flatMap(whysOf))];
}
