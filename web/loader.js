// whence-loader.js: fetches whence-element.js when one of its elements comes into sight, or when its button
// is pressed (load="button"). <script type="module" src="whence-loader.js"></script>
const TAGS = "whence-analyzer, whence-report";
const TEXTS = {
  en: [
    "Show where this mail came from",
    "Whence could not be loaded. If this page has a Content-Security-Policy, it must allow script-src ",
  ],
  ja: [
    "このメールの発信元を調べる",
    "Whence を読み込めませんでした。Content-Security-Policy を使っている場合は、script-src に次を加えてください：",
  ],
};
const module = new URL("whence-element.js", import.meta.url).href;
const texts = (element) =>
  TEXTS[(element.closest("[lang]")?.lang ?? navigator.language).startsWith("ja") ? "ja" : "en"];
let loading = null;

function fail(element) {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = `${texts(element)[1]}${new URL(module).origin} 'wasm-unsafe-eval'`;
  element.after(note);
}

function load(element) {
  loading ??= import(module);
  loading.catch(() => fail(element));
}

const sight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      load(target);
    }
  },
  { rootMargin: "300px" },
);

function wait(element) {
  if (element.dataset.whence) return;
  element.dataset.whence = "waiting";
  if (element.getAttribute("load") !== "button") {
    // Without a size it would never come into sight.
    if (!element.style.display) element.style.display = "block";
    element.style.minHeight ||= "1px";
    return sight.observe(element);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = texts(element)[0];
  button.addEventListener("click", () => {
    button.remove();
    load(element);
  });
  element.before(button);
}

const look = () => document.querySelectorAll(TAGS).forEach(wait);
new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
look();
