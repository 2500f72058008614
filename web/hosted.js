// What the page has where it is hosted, and not where it was saved or put into another page: the links to
// the files beside it, an icon on the phone's screen, a copy for when there is no network, and mails that
// other apps share with it.
import { scriptAddress } from "./script-address.js";

const SHARED = "whence-shared";

const isHosted = () =>
  /^https?:$/.test(location.protocol) && isSecureContext && window === top && "serviceWorker" in navigator;

/** Keeping a copy must not delay what the reader is waiting for. */
function whenIdle(work) {
  if (globalThis.requestIdleCallback) requestIdleCallback(work, { timeout: 4000 });
  else setTimeout(work, 2000);
}

async function takeShared(analyzer) {
  const cache = await caches.open(SHARED);
  const place = new URL("shared", location.href).href;
  const shared = await cache.match(place);
  await cache.delete(place);
  history.replaceState(null, "", location.pathname);
  if (!shared) return;
  const name = decodeURIComponent(shared.headers.get("x-name") ?? "");
  analyzer.analyze(await shared.blob(), name);
}

/** @param {HTMLElement} analyzer  @returns {boolean} whether a mail comes from elsewhere than the address */
export function host(analyzer) {
  const alone = location.protocol === "file:" || analyzer.lookups === "off"; // saved, or the offline edition
  document.getElementById("links").hidden = alone;
  if (alone || !isHosted()) return false;
  const link = document.createElement("link");
  document.head.append(Object.assign(link, { rel: "manifest", href: "manifest.webmanifest" }));
  whenIdle(() => {
    // Without it the page works as before.
    navigator.serviceWorker.register(scriptAddress("sw.js")).catch(() => {});
  });
  globalThis.launchQueue?.setConsumer(async ({ files }) => {
    const file = await files[0]?.getFile();
    if (file) analyzer.analyze(file, file.name);
  });
  const shared = location.hash === "#shared";
  if (shared) takeShared(analyzer);
  return shared;
}
