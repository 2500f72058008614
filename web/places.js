// The page's address, "#findings/message-id-localhost", and its places in the history: what Back and Forward
// show is what a reload at that place shows. A mail that a reload shall bring back is kept with its place;
// only this page reads it, and it goes with the tab.

const LARGEST_KEPT = 400_000;
const LATER = 50; // ms: copying a mail takes as long as judging it, and comes after the verdict is drawn

const isSame = (one, other) =>
  one === other ||
  (Boolean(one && other) && one.length === other.length && one.every((byte, i) => byte === other[i]));

const keepable = (source) => (source && source.bytes.length <= LARGEST_KEPT ? source : null);

/** What the address says; anybody can have written it. */
function addressed() {
  const hash = location.hash.slice(1);
  try {
    return decodeURIComponent(hash).split("/");
  } catch {
    return [hash];
  }
}

class Places {
  #here; // what is shown at this place: {bytes | null, list: string | null, open: number | null}
  #late = null; // the timer of what is still to be written there
  #write = null; // and that itself

  constructor(analyzer) {
    this.analyzer = analyzer;
    this.#here = this.#shown();
  }

  /** The mail that was kept with this place before a reload. @returns {boolean} whether there is one */
  restore() {
    const mail = history.state?.mail;
    if (!mail) return false;
    this.#here.bytes = mail.bytes;
    this.analyzer.analyze(mail.bytes, mail.name);
    return true;
  }

  begin() {
    this.#enter("replaceState", location.hash);
  }

  /** A mail was judged, or a list begun: another than before has a place of its own. */
  show() {
    this.#flush();
    const before = this.#here, now = this.#shown();
    this.#here = now;
    // Steps through a list are one place: Back leads to the list.
    const isIn = ({ list, open }) => list !== null && open !== null;
    const isKnown =
      before.list === now.list &&
      (now.list === null ? isSame(before.bytes, now.bytes) : isIn(before) === isIn(now));
    this.#write = () => this.#enter(isKnown ? "replaceState" : "pushState", location.hash || "#");
    this.#late = setTimeout(() => this.#flush(), LATER);
    this.#guard();
  }

  /** A tab was opened. */
  open({ tab, finding }) {
    this.#flush();
    const hash = `#${finding ? `${tab}/${encodeURIComponent(finding)}` : tab}`;
    if (hash !== (location.hash || "#")) this.#enter("pushState", hash);
  }

  /** Back or forward: what was shown there is shown again, where it is still at hand. */
  async go(state) {
    clearTimeout(this.#late);
    this.#write = null;
    await this.#bring(state ?? {});
    this.#guard();
    this.openTab();
  }

  openTab() {
    const [tab, finding] = addressed();
    if (tab || this.analyzer.report) this.analyzer.open(tab, finding ?? null);
  }

  #bring({ mail, list = null, open = null, isEmpty = false }) {
    const { analyzer } = this, now = this.#shown();
    const isThere = isEmpty || (list !== null && list === now.list) || Boolean(mail);
    // What is no longer at hand, or an address typed by hand: the place is from now on what is shown.
    if (!isThere) return this.#enter("replaceState", location.hash || "#");
    this.#here = { bytes: mail?.bytes ?? null, list: list === now.list ? list : null, open };
    if (isEmpty) return analyzer.clear();
    if (this.#here.list !== null) return open === now.open ? null : analyzer.openMessage(open);
    return isSame(mail.bytes, now.bytes) ? null : analyzer.analyze(mail.bytes, mail.name);
  }

  #shown() {
    const { source, list } = this.analyzer;
    const number = list && `${performance.timeOrigin} ${list.number}`; // no other document's
    return { bytes: source?.bytes ?? null, list: number, open: list?.open ?? null };
  }

  /** Where the browser lets a page have no history of its own (some frames), the page does without. */
  #enter(how, hash) {
    const { bytes, list, open } = this.#shown();
    const isEmpty = !bytes && list === null;
    try {
      history[how]({ mail: keepable(this.analyzer.source), list, open, isEmpty }, "", hash);
    } catch {
      // A reload starts afresh then.
    }
  }

  #flush() {
    clearTimeout(this.#late);
    this.#write?.();
    this.#write = null;
  }

  /** What no reload would bring back is not thrown away without a question. */
  #guard() {
    const { source, list } = this.analyzer;
    const isLost = list || (source && !keepable(source));
    (isLost ? addEventListener : removeEventListener)("beforeunload", ask);
  }
}

const ask = (event) => event.preventDefault();

/**
 * @param {HTMLElement} analyzer
 * @param {boolean} isGiven whether a mail comes from elsewhere than the address
 */
export function followPlaces(analyzer, isGiven) {
  const places = new Places(analyzer);
  analyzer.addEventListener("whence-report", () => places.show());
  analyzer.addEventListener("whence-list", () => places.show());
  analyzer.addEventListener("whence-tab", ({ detail }) => places.open(detail));
  addEventListener("popstate", ({ state }) => places.go(state));
  if (isGiven) return;
  if (location.hash) places.openTab();
  if (!places.restore()) places.begin();
}
