// The page around the analyzer: its title and words in the analyzer's language, its colours, and pasting anywhere on
// it.
import "./element/define.js";
import { chooseLanguage, Texts } from "./words/texts.js";

const root = document.documentElement;
const analyzer = document.querySelector("whence-analyzer");

function speak() {
  const texts = new Texts(chooseLanguage(analyzer.lang, navigator.languages ?? []));
  root.lang = texts.language;
  document.title = texts.t("page.title");
  for (const [id, key] of [
    ["question", "page.question"],
    ["lead", "page.lead"],
    ["footer", "page.footer"],
  ]) {
    document.getElementById(id).textContent = id === "question" ? texts.formats.phrases(texts.t(key)) : texts.t(key);
  }
}

function dress() {
  if (analyzer.theme) root.dataset.theme = analyzer.theme;
  else delete root.dataset.theme;
}

const { language, theme } = analyzer.preferences;
if (language) analyzer.lang = language;
if (theme) analyzer.theme = theme;
speak();
dress();

analyzer.addEventListener("whence-preferences", () => {
  speak();
  dress();
});

// A paste that no field takes is meant for the analyzer.
document.addEventListener("paste", (event) => {
  if (
    event.defaultPrevented ||
    event.composedPath().some((node) => node.localName === "textarea" || node.localName === "input")
  )
    return;
  const text = event.clipboardData?.getData("text/plain");
  const file = event.clipboardData?.files?.[0];
  if (!text && !file) return;
  event.preventDefault();
  analyzer.analyze(text || file, text ? "" : file.name);
});

// A file dropped beside the analyzer must not replace the page.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const file = name === "drop" && event.dataTransfer?.files?.[0];
    if (file) analyzer.analyze(file, file.name);
  });
}
