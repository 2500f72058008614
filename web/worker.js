// sw.js: the service worker of the page where it is hosted. It keeps the page for when there is no network,
// and takes a mail that another app shares with it. It fetches nothing but the page's own files, and what is
// shared stays in this browser: the page takes it out of the cache at once (hosted.js).
const CACHE = `whence-${VERSION}`; // the page's own hash: build.mjs
const SHARED = "whence-shared";
const PAGES = ["whence.html", "manifest.webmanifest"];
const scope = self.registration.scope;
const address = (name) => new URL(name, scope).href;
const isOwn = ({ origin, pathname }) =>
  [scope, ...PAGES.map(address), address("index.html")].includes(origin + pathname);

self.addEventListener("install", (event) => {
  const requests = PAGES.map((name) => new Request(address(name), { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("whence-") && name !== CACHE && name !== SHARED;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** A mail as a file, or its source as a text; then the page, which takes it from here. */
async function share(request) {
  const form = await request.formData();
  const file = form.getAll("mail").find((one) => one.size > 0);
  const mail = file ?? (form.get("text") || form.get("url") || form.get("title") || "");
  const name = encodeURIComponent(file?.name ?? "");
  const cache = await caches.open(SHARED);
  await cache.put(address("shared"), new Response(mail, { headers: { "x-name": name } }));
  return Response.redirect(address("whence.html#shared"), 303);
}

/** What is kept. A newer page brings a newer worker, which keeps that for the next visit. */
async function page(request) {
  const name = request.url.endsWith(PAGES[1]) ? PAGES[1] : PAGES[0];
  const kept = await caches.match(address(name), { cacheName: CACHE });
  return kept ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && url.href === address("share")) event.respondWith(share(request));
  else if (request.method === "GET" && isOwn(url)) event.respondWith(page(request));
});
