// sw.js: the service worker of the page where it is hosted. It keeps the page for when there is no network,
// and takes a mail that another app shares with it. It fetches nothing but the page's own files, and what is
// shared stays in this browser: the page takes it out of the cache at once (hosted.js).
const CACHE = `whence-${VERSION}`; // the page's own hash: build.mjs
// MARK, SCRIPT: what its pages hold, and the hash of the script beside index.html.
const SHARED = "whence-shared";
const WHOLE = ["whence.html"]; // the page in one file, and the same in two
const PARTED = ["index.html", "whence-page.js"];
const BESIDE = ["manifest.webmanifest"];
const scope = self.registration.scope;
const address = (name) => new URL(name, scope).href;
const OWN = new Set([scope, ...[...WHOLE, ...PARTED, ...BESIDE].map(address)]);
const isOwn = ({ origin, pathname }) => OWN.has(origin + pathname);

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether a file is of this build: the script by its hash; pages, to which a host may add, by their mark. */
async function isOfBuild(name, answer) {
  if (BESIDE.includes(name)) return answer.ok;
  if (name !== PARTED[1]) return answer.ok && (await answer.text()).includes(MARK);
  return answer.ok && hex(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer())) === SCRIPT;
}

/**
 * Keeps the page in the form in which it was opened: that is in the browser's own cache already, and the
 * server is only asked whether it is still the same ("no-cache": RFC 9111 5.2.1.4), so that nothing comes
 * twice. While a host is being updated its files may be of two builds: then none is kept, and what was kept
 * before stays until the next visit.
 */
async function keep() {
  const windows = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const isWhole = windows.some(({ url }) => url.split(/[?#]/)[0] === address(WHOLE[0]));
  const names = [...(isWhole ? WHOLE : PARTED), ...BESIDE];
  const answers = await Promise.all(names.map((name) => fetch(address(name), { cache: "no-cache" })));
  const fit = await Promise.all(names.map((name, i) => isOfBuild(name, answers[i].clone())));
  if (!fit.every(Boolean)) throw new Error("files of two builds");
  const cache = await caches.open(CACHE);
  await Promise.all(names.map((name, i) => cache.put(address(name), answers[i])));
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
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
  const asked = request.url.split(/[?#]/)[0];
  const isPage = [scope, ...[WHOLE[0], PARTED[0]].map(address)].includes(asked);
  const names = isPage ? [WHOLE[0], PARTED[0]].map(address) : [asked];
  for (const name of names) {
    const kept = await caches.match(name, { cacheName: CACHE });
    // A host may have led to another address; a page may not be answered with such an answer.
    if (kept) return kept.redirected ? new Response(kept.body, kept) : kept;
  }
  return fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && url.href === address("share")) event.respondWith(share(request));
  else if (request.method === "GET" && isOwn(url)) event.respondWith(page(request));
});
