// What the page has to notice by itself: that the verdict was scrolled out of sight, that the browser is
// about to print, and whether the reader wants things to move.

/** Tells when an element goes out of sight upwards, and when it comes back. */
export class Sight {
  #observer = null;

  /** @param {(gone: boolean) => void} onChange */
  watch(element, onChange) {
    this.stop();
    if (!element) return;
    this.#observer = new IntersectionObserver(([entry]) =>
      onChange(!entry.isIntersecting && entry.boundingClientRect.bottom < 0),
    );
    this.#observer.observe(element);
  }

  stop() {
    this.#observer?.disconnect();
    this.#observer = null;
  }
}

/** Tells when the page is drawn for paper, by every way that browsers have of saying it. */
export class Paper {
  #media = matchMedia("print");
  #change = (event) => this.#tell(event.matches);
  #before = () => this.#tell(true);
  #after = () => this.#tell(false);
  #on = false;

  /**
   * @param {(on: boolean) => void} onChange must draw at once: the browser takes its picture when it returns
   */
  constructor(onChange) {
    this.onChange = onChange;
  }

  watch() {
    this.#media.addEventListener("change", this.#change);
    addEventListener("beforeprint", this.#before);
    addEventListener("afterprint", this.#after);
  }

  stop() {
    this.#media.removeEventListener("change", this.#change);
    removeEventListener("beforeprint", this.#before);
    removeEventListener("afterprint", this.#after);
  }

  #tell(on) {
    if (on === this.#on) return;
    this.#on = on;
    this.onChange(on);
  }
}

/** Once what was asked for is drawn: one picture is on its way, the next is not waited for. */
export const afterPicture = (run) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));

/** How the page scrolls by itself. */
export const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

/** Gives an element the focus, and brings it into sight when wanted. */
export function focusOn(target, scroll) {
  const folded = target?.closest("details:not([open])");
  if (folded) folded.open = true;
  target?.focus({ preventScroll: true });
  if (scroll) target?.scrollIntoView({ block: "start", behavior: motion() });
}

/** Opens a finding and brings it to the eye. */
function reveal(finding) {
  finding.open = true;
  finding.querySelector("summary").focus({ preventScroll: true });
  finding.scrollIntoView({ block: "start", behavior: motion() });
}

/** Opens a finding, by its index in the report. */
export function revealFinding(root, index) {
  const finding = root.querySelector(`.finding[data-members~="${index}"]`);
  if (finding) reveal(finding);
}

/** Back to the verdict. */
export function toVerdict(root) {
  focusOn(root.querySelector("#verdict-title"), false);
  root.querySelector(".verdict")?.scrollIntoView({ block: "start", behavior: motion() });
}

/** The finding after or before the one that has the focus; false where none is shown. */
export function revealNext(root, step) {
  const all = [...root.querySelectorAll(".finding")];
  const at = all.findIndex((item) => item.contains(root.activeElement));
  const next = all[at < 0 && step < 0 ? all.length - 1 : at + step];
  if (next) reveal(next);
  return all.length > 0;
}

/** Once what was to be shown is: a page in the background draws nothing and goes on. */
export const drawn = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 200);
  });
