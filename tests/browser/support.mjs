// What the browser tests share: the browsers, a small server, pages whose every request and policy violation
// is recorded.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import puppeteer from "puppeteer-core";
import { PATIENCE, until } from "../support/until.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const dist = join(root, process.env.WHENCE_OUT ?? "dist");
export const screenshots = join(root, "build/screenshots");

const PLACES = {
  chrome: [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  firefox: [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"],
};
const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
];

// The driver of the browsers speaks commands that Firefox has known since 144; without Debian's security
// updates there is only an older one, which it cannot drive to the end. Then the tests say so and go on in
// Chromium.
const OLDEST_FIREFOX = 144;

function firefoxVersion() {
  const path = PLACES.firefox.find((place) => place && existsSync(place));
  const version = path
    ? /(\d+)\./.exec(execFileSync(path, ["--version"], { encoding: "utf8" }))?.[1]
    : undefined;
  return version ? Number(version) : null; // none found: launching says so
}

const firefox = firefoxVersion();
export const BROWSERS = firefox !== null && firefox < OLDEST_FIREFOX ? ["chrome"] : ["chrome", "firefox"];
if (!BROWSERS.includes("firefox"))
  console.log(`Firefox ${firefox} is too old to be driven: not tested in it (needs ${OLDEST_FIREFOX})`);

/** @param {"chrome" | "firefox"} name */
export async function launch(name, { language = "en-US", args = [], acceptInsecureCerts = false } = {}) {
  const executablePath = PLACES[name].find((path) => path && existsSync(path));
  if (!executablePath)
    throw new Error(`no ${name} found: set ${name === "chrome" ? "CHROMIUM" : "FIREFOX"} to its path`);
  return puppeteer.launch({
    browser: name,
    executablePath,
    headless: true,
    acceptInsecureCerts,
    timeout: PATIENCE,
    protocolTimeout: 2 * PATIENCE, // a wait is one command of it
    args:
      name === "chrome"
        ? [...CHROMIUM_ARGS, `--lang=${language}`, `--accept-lang=${language}`, ...args]
        : args,
    extraPrefsFirefox: { "intl.accept_languages": language, "network.captive-portal-service.enabled": false },
  });
}

/**
 * What the tests of one describe() have: a browser, and where routes are given a server for them (serve()).
 * Started before the first of them, closed after the last.
 * @param {"chrome" | "firefox"} name
 */
export function setUp(name, { routes = null, acceptInsecureCerts = false } = {}) {
  const its = { browser: null, url: null };
  let server;
  before(async () => {
    its.browser = await launch(name, { acceptInsecureCerts });
    if (!routes) return;
    server = await serve(routes);
    its.url = server.url;
  });
  after(async () => {
    await its.browser?.close();
    await server?.close();
  });
  return its;
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".eml": "message/rfc822",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves folders under prefixes on a free port, e.g. {"/": dist, "/examples/": "web/examples"}.
 * @param {Record<string, string | ((request, response) => void)>} routes
 */
export async function serve(routes) {
  const prefixes = Object.keys(routes).sort((a, b) => b.length - a.length);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path === "/favicon.ico") return response.writeHead(204).end();
    const prefix = prefixes.find((start) => path.startsWith(start));
    const route = routes[prefix];
    if (typeof route === "function") return route(request, response);
    try {
      // A prefix that is a whole path stands for one file.
      const file =
        path === prefix && !prefix.endsWith("/")
          ? route
          : join(route, normalize(`/${path.slice(prefix.length)}`));
      const body = await readFile(file);
      response
        .writeHead(200, {
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          "cache-control": "no-store",
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}

export const fileUrl = (name) => pathToFileURL(join(dist, name)).href;

// How many times slower than it is a page's processor shall be: what waits for the wrong thing fails then
// (WHENCE_SLOWER=10 node --test tests/browser/trust.test.mjs).
const SLOWER = Number(process.env.WHENCE_SLOWER ?? 0);

/** A new tab, waited for as long as any. */
export async function newPage(browser) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  return page;
}

// A page is loaded before its script has unpacked its texts and defined the analyzer.
const started = (page) =>
  page.waitForFunction(() => !document.querySelector("whence-analyzer[page]:not(:defined)"));

/** Goes to an address, and waits until the page there has started. */
export async function visit(page, url) {
  await page.goto(url, { waitUntil: "load" });
  await started(page);
}

export async function reload(page) {
  await page.reload({ waitUntil: "load" });
  await started(page);
}

/** Looks until it is as wanted; after some patience that is asserted. */
export async function becomes(look, wanted) {
  let seen;
  await until(async () => isDeepStrictEqual((seen = await look()), wanted));
  assert.deepEqual(seen, wanted);
}

/** A page that records what it requests, logs, throws and violates; `before` runs in it ahead of its own. */
export async function openPage(
  browser,
  url,
  { width = 1100, height = 900, dark = false, language, reducedMotion = true, before = () => {} } = {},
) {
  const page = await newPage(browser);
  const seen = { requests: [], problems: [] };
  // What is written as data: or made by the page itself is fetched from nowhere (Firefox has a font for the
  // marks of lists that it reports so). A hosted page has its manifest and worker beside it:
  // hosted.test.mjs looks at those.
  const isOwn = (url) => /^(data|blob):/.test(url) || /\/(manifest\.webmanifest|sw\.js)$/.test(url);
  page.on("request", (request) => isOwn(request.url()) || seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.problems.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warn")
      seen.problems.push(`${message.type()}: ${message.text()}`);
  });
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  const features = [
    { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
  ];
  await page.emulateMediaFeatures(features).catch(() => {}); // Firefox: not over WebDriver BiDi
  if (SLOWER) await page.emulateCPUThrottling(SLOWER).catch(() => {}); // nor this
  await page.evaluateOnNewDocument((wanted) => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.violations.push(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
    if (wanted) Object.defineProperty(navigator, "languages", { get: () => [wanted] });
  }, language ?? null);
  await page.evaluateOnNewDocument(before);
  await visit(page, url);
  seen.requests.length = 0; // the page itself
  page.seen = seen;
  page.violations = () => page.evaluate(() => globalThis.violations);
  return page;
}

/** Gives a text to the analyzer as a paste does: the event carries it. Waits for the verdict. */
export async function paste(page, text, { index = 0, selector = "#intake-text" } = {}) {
  const before = await reports(page);
  await page.evaluate(
    (source, at, target) => {
      const analyzer = document.querySelectorAll("whence-analyzer")[at];
      const field = analyzer.shadowRoot.querySelector(target) ?? document.body;
      const data = new DataTransfer();
      data.setData("text/plain", source);
      // Firefox takes a made event's content from data and dataType only.
      const init = {
        clipboardData: data,
        dataType: "text/plain",
        data: source,
        bubbles: true,
        cancelable: true,
        composed: true,
      };
      field.dispatchEvent(new ClipboardEvent("paste", init));
    },
    text,
    index,
    selector,
  );
  await page.waitForFunction((count) => (globalThis.reported ?? 0) > count, {}, before);
}

/** Counts the reports that came; to be called before the first of them is expected. */
export async function reports(page) {
  return page.evaluate(() => {
    if (globalThis.reported === undefined) {
      globalThis.reported = 0;
      document.addEventListener("whence-report", (event) => {
        globalThis.reported += 1;
        globalThis.lastReport = event.detail.report;
      });
    }
    return globalThis.reported;
  });
}

export const TABS = ["route", "domains", "authentication", "text", "findings"];

/** Waits until what lies behind the verdict is drawn, too. */
export async function complete(page, index = 0) {
  await page.waitForFunction(
    (at) => document.querySelectorAll("whence-analyzer")[at]?.shadowRoot?.querySelector("#tab-panel"),
    {},
    index,
  );
}

/** Opens one of the tabs, once they are drawn, and everything that is folded in it. */
export async function openTab(page, tab, index = 0) {
  await complete(page, index);
  await page.evaluate(
    async (name, at) => {
      const analyzer = document.querySelectorAll("whence-analyzer")[at];
      analyzer.shadowRoot.querySelector(`#tab-${name}`).click();
      await analyzer.updateComplete;
      for (const item of analyzer.shadowRoot.querySelectorAll("#tab-panel details")) item.open = true;
    },
    tab,
    index,
  );
  await page.waitForFunction(
    (name, at) =>
      document.querySelectorAll("whence-analyzer")[at].shadowRoot.querySelector("#tab-panel")?.dataset.tab ===
      name,
    {},
    tab,
    index,
  );
}

/** The analyzer's text under a selector of its shadow tree, drawn or not. */
export function text(page, selector, index = 0) {
  return page.evaluate(
    (wanted, at) =>
      document.querySelectorAll("whence-analyzer")[at].shadowRoot.querySelector(wanted)?.textContent ?? null,
    selector,
    index,
  );
}

export function click(page, selector, index = 0) {
  return page.evaluate(
    (wanted, at) => document.querySelectorAll("whence-analyzer")[at].shadowRoot.querySelector(wanted).click(),
    selector,
    index,
  );
}

/**
 * Fills in the settings and leaves them by a button, as a person does. Waits until they hold: a dialog says
 * later that it was closed, and one that nobody sees later still.
 * @param {Record<string, string | boolean>} values by the field's name
 */
export async function changeSettings(page, values, by = "save") {
  await page.bringToFront();
  await page.evaluate(
    (given, button) => {
      const tree = document.querySelector("whence-analyzer").shadowRoot;
      tree.querySelector(".settings-button").click();
      const dialog = tree.querySelector("dialog.settings");
      for (const [name, value] of Object.entries(given)) {
        const field = dialog.querySelector("form").elements[name];
        if (typeof value === "boolean") field.checked = value;
        else field.value = value;
      }
      return new Promise((resolve) => {
        dialog.addEventListener("close", () => resolve(), { once: true });
        dialog.querySelector(`button[value=${button}]`).click();
      });
    },
    values,
    by,
  );
}

/** Chooses an own resolver. */
export const chooseResolver = (page, url) => changeSettings(page, { resolver: "own", resolverUrl: url });

/** A handle to something in the analyzer's shadow tree. */
export function inside(page, selector, index = 0) {
  return page.evaluateHandle(
    (wanted, at) => document.querySelectorAll("whence-analyzer")[at].shadowRoot.querySelector(wanted),
    selector,
    index,
  );
}

export async function screenshot(page, name, { fullPage = true } = {}) {
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage });
}

/** Runs a test on a fresh page; afterwards nothing may have been requested, violated or thrown. */
export async function onQuietPage(its, options, run) {
  const page = await openPage(its.browser, options.url ?? `${its.url}/whence.html`, options);
  try {
    await reports(page);
    await run(page);
    assert.deepEqual(
      page.seen.requests.filter((url) => !/^(data|blob):/.test(url)),
      [],
      "something was requested",
    );
    assert.deepEqual(await page.violations(), [], "the policy was violated");
    assert.deepEqual(page.seen.problems, [], "something was thrown or complained of");
  } finally {
    await page.close();
  }
}
