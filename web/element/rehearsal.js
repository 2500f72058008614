// What a first mail needs is made ready before there is one. While the reader looks for it, examples are
// judged and drawn where nobody sees it: whatever is used for the first time (the module's functions, the
// drawing's, Intl, fonts) takes several times as long. A step at a time, each in a moment in which the page
// has nothing to do, and none once the reader has begun. Nothing is asked of a network, kept or told.
import { html, render } from "lit";
import { makeReady } from "../i18n/books.js";
import { library } from "./library.js";
import { defaults } from "./settings.js";
import { Session } from "./session.js";

const SHORTEST = "From: a@example.com\r\n\r\n"; // a first step, of a size that can be gone
const EXAMPLES = ["newsletter", "kagoya"];

const REST = 1200; // ms after the page's own start: a phone is busy enough until then

const rest = () => new Promise((resolve) => setTimeout(resolve, REST));
const idle = () =>
  new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(resolve);
    else setTimeout(resolve, 200); // Safari does not tell
  });

let done = false; // once for all elements of a page: what was used is ready for each

function* steps({ formats }, session, draw) {
  yield () => formats.date("2026-01-01T00:00:00Z");
  for (const seconds of [3661, 61, 90_000]) yield () => formats.duration(seconds); // each unit has its own
  yield () => formats.number(1);
  yield () => formats.bytes(2000);
  yield () => session.analyze(SHORTEST);
  for (const example of EXAMPLES) {
    yield () => session.example(example, "");
    for (const complete of [false, true]) yield () => draw(complete);
  }
}

/** Draws and lays out: in the document, but no longer than that takes, so never on a screen. */
function draw(root, texts, result) {
  const place = document.createElement("div");
  place.className = "root";
  place.lang = texts.language;
  render(html`${result}`, place);
  root.append(place);
  place.getBoundingClientRect();
  place.remove();
}

async function rehearse(texts, root, view, begun) {
  if (done) return;
  done = true;
  const quiet = () => {};
  const told = { changed: quiet, shown: quiet, dispatch: quiet };
  const session = new Session({ settings: defaults, lookupsPossible: () => false, ...told });
  const show = (complete) => draw(root, texts, view(session, complete));
  for (const step of steps(texts, session, show)) {
    await idle();
    if (begun()) return;
    await step();
  }
}

/**
 * @param {import("../words/texts.js").Texts} texts
 * @param {ShadowRoot} root the element's, for its styles
 * @param {(session: Session, complete: boolean) => unknown} view what is shown of what a session has judged
 * @param {() => boolean} begun whether the reader has, or there is nothing to rehearse for: most readers of
 *   somebody else's page came for something else, and there the library is all that is made ready
 */
export async function prepare(texts, root, view, begun) {
  try {
    await Promise.all([library(), makeReady(texts.language, "findings")]);
    await rest();
    await rehearse(texts, root, view, begun);
  } catch {
    // It is said when it is needed.
  }
}
