// index.html's first words, while the page's script is still on its way: what the reader came for stands
// there at once. TEXTS: build.mjs.
const tags = (navigator.languages ?? []).map((tag) => tag.toLowerCase().split("-")[0]);
const wanted = tags.find((tag) => TEXTS[tag]) ?? Object.keys(TEXTS)[0];
const [question, lead] = TEXTS[wanted];
document.documentElement.lang = wanted;
document.getElementById("question").textContent = question;
document.getElementById("lead").textContent = lead;
// What says that the page does not work waits until it is known.
const needs = document.getElementById("needs");
needs.hidden = "WebAssembly" in window && "customElements" in window;
// After the first picture: what is read first need not wait for what comes next.
requestAnimationFrame(() =>
  setTimeout(() => import("./whence-page.js").catch(() => (needs.hidden = false))),
);
