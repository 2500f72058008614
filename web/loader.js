// whence-loader.js: fetches whence-element.js when one of its elements comes into sight, or when its button
// is pressed (load="button"). <script type="module" src="whence-loader.js"></script>
const TAGS = "whence-analyzer, whence-report";
const module = new URL("whence-element.js", import.meta.url).href;
/** What the button says and what is said when loading fails; TEXTS, by language: build.mjs. */
const texts = (element) => {
  const wanted = (element.closest("[lang]")?.lang ?? navigator.language).toLowerCase().split("-")[0];
  return TEXTS[wanted] ?? Object.values(TEXTS)[0];
};
let loading = null;

function fail(element) {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = `${texts(element)[1]} ${new URL(module).origin} 'wasm-unsafe-eval'`;
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
