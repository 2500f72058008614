// The page around the analyzer: its title and words in the analyzer's language, its colours, and pasting
// anywhere on it.
import "./sealed.js";
import "./own-page.js";
import { isFar } from "./element/far.js";
import { scriptIs } from "./element/far-start.js";
import { offered } from "./element/offered.js";
import { WhenceAnalyzer } from "./element/whence-analyzer.js";
import { host } from "./hosted.js";
import { followPlaces } from "./places.js";
import { sentence } from "./words/verdict.js";
import { makeReady } from "./i18n/books.js";
import { chooseLanguage, Texts } from "./words/texts.js";

const root = document.documentElement;
const analyzer = document.querySelector("whence-analyzer");
let texts;

function speak() {
  texts = new Texts(chooseLanguage(analyzer.lang, navigator.languages ?? []));
  root.lang = texts.language;
  entitle();
  for (const [id, key] of [
    ["lead", "page.lead"],
    ["notice", "page.footer"],
    ["privacy", "page.privacy"],
    ["privacy-more", "page.privacy.more"],
    ["offline-link", "page.offline"],
    ["licence-link", "page.licence"],
    ["source-link", "page.source"],
  ]) {
    const place = document.getElementById(id);
    // What stands there already is not drawn again.
    if (place && place.textContent !== texts.t(key)) place.textContent = texts.t(key);
  }
  const phrases = texts.formats.phrases(texts.t("page.question"));
  const question = document.getElementById("question");
  question.replaceChildren(
    ...phrases.flatMap((phrase, i) => (i ? [document.createElement("wbr"), phrase] : [phrase])),
  );
}

/** The level comes first: it is what a tab's width shows. */
function entitle() {
  const { report, list } = analyzer;
  if (!report) {
    const many = list && `${texts.t("messages.title", { count: list.count })} – Whence`;
    return void (document.title = many ?? texts.t("page.title"));
  }
  const words = sentence(report, texts).map((part) => part.code ?? part.quote ?? part).join("");
  document.title = `${texts.t(`level.${report.verdict.level}`)}: ${words} – Whence`;
}

function dress() {
  if (analyzer.theme) root.dataset.theme = analyzer.theme;
  else delete root.dataset.theme;
}

function begin() {
  const { language, theme } = analyzer.preferences;
  if (language) analyzer.lang = language;
  if (theme) analyzer.theme = theme;
  speak();
  dress();
  // It runs: what says that it does not goes.
  document.getElementById("needs")?.remove(); // a page that a browser has saved is without it
  analyzer.addEventListener("whence-preferences", () => {
    speak();
    dress();
  });
}

// ---- pasting, dropping and shortcuts, wherever on the page ----

const isField = (node) => node.localName === "textarea" || node.localName === "input";

const analyze = (source, name) => analyzer.analyze(source, name);

// A paste that no field takes is meant for the analyzer.
function takePaste(event) {
  if (event.defaultPrevented || event.composedPath().some(isField)) return;
  const give = offered(event.clipboardData, false);
  if (!give) return;
  event.preventDefault();
  give(analyze);
}

// A file dropped beside the analyzer must not replace the page.
function takeDrop(event) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  if (event.type === "drop") offered(event.dataTransfer, true)?.(analyze);
}

function start() {
  if (!globalThis.WebAssembly) return speak(); // what says that the page does not work stays
  customElements.define("whence-analyzer", WhenceAnalyzer);
  begin();
  for (const what of ["report", "error", "list"]) analyzer.addEventListener(`whence-${what}`, entitle);
  followPlaces(analyzer, host(analyzer));
  document.addEventListener("paste", takePaste);
  for (const name of ["dragover", "drop"]) document.addEventListener(name, takeDrop);
  document.addEventListener("keydown", (event) => {
    if (!event.composedPath().includes(analyzer)) analyzer.shortcut(event);
  });
}

// The same script is the worker's, which has no page.
if (!isFar()) {
  const inside = document.querySelector('script[type="module"]:not([src])');
  const beside = new URL("whence-page.js", location.href).href;
  scriptIs(() => (inside ? { text: inside.textContent } : { address: beside }));
  // Where the first words stand there already, the browser may draw between this and the next.
  if (inside) start();
  else makeReady(chooseLanguage(navigator.languages ?? []), "ui").finally(() => setTimeout(start));
}
