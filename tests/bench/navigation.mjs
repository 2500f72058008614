// From navigation until a mail can be pasted, beside a bare page that has the same module inside and does
// nothing but start it; both opened as files, in Chromium.   node tests/bench/navigation.mjs
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dist, fileUrl, launch } from "../browser/support.mjs";

const ROUNDS = 9;
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

const bare = () => `<!doctype html><meta charset="utf-8"><title>bare</title><p id="state">starting</p>
<script type="module">
const text = "${readFileSync(join(dist, "whence.wasm")).toString("base64")}";
const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const { instance } = await WebAssembly.instantiate(bytes, { env: { whence_host_charset: () => -1 } });
instance.exports._initialize?.();
document.getElementById("state").textContent = "ready";
</script>`;

/**
 * Milliseconds since navigation began, when the page has what is waited for, and a frame with it was drawn.
 */
async function interactive(browser, url, selector, inside) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(
    (wanted, host) => {
      const look = () => {
        const tree = host ? document.querySelector(host)?.shadowRoot : document;
        const found = tree?.querySelector(wanted);
        if (!found || (!host && found.textContent !== "ready")) return void requestAnimationFrame(look);
        setTimeout(() => {
          globalThis.interactiveAt = performance.now();
        });
      };
      requestAnimationFrame(look);
    },
    selector,
    inside,
  );
  await page.goto(url, { waitUntil: "load" });
  const at = await (await page.waitForFunction(() => globalThis.interactiveAt)).jsonValue();
  await page.close();
  return at;
}

/** @returns {Promise<{ours: number, bare: number}>} milliseconds, medians of rounds that alternate */
export async function navigations(browser) {
  const folder = mkdtempSync(join(tmpdir(), "whence-bench-"));
  const times = { ours: [], bare: [] };
  try {
    writeFileSync(join(folder, "bare.html"), bare());
    const bareUrl = pathToFileURL(join(folder, "bare.html")).href;
    for (let i = 0; i < ROUNDS; i++) {
      times.ours.push(await interactive(browser, fileUrl("whence.html"), "#intake-text", "whence-analyzer"));
      times.bare.push(await interactive(browser, bareUrl, "#state", null));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { ours: median(times.ours), bare: median(times.bare) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch("chrome");
  try {
    const { ours, bare } = await navigations(browser);
    const ratio = (ours / bare).toFixed(1);
    console.log(
      `navigation to interactive: ${ours.toFixed(0)} ms, bare ${bare.toFixed(0)} ms: ${ratio} x; ` +
        `load ${loadavg()[0].toFixed(1)}`,
    );
  } finally {
    await browser.close();
  }
}
