// <whence-report>: a report that was frozen, as JSON in <script type="application/json"> inside it or at
// src="…"; shown as a post shows it, judged by nobody again, redacted if it was not. Attributes: lang, theme,
// view="summary", src.
import { LitElement, html, nothing } from "lit";
import { dissect } from "../export/index.js";
import { chooseLanguage, Texts } from "../words/texts.js";
import { dissectionView } from "./dissection-view.js";
import { sheets } from "./sheets.js";

export class WhenceReport extends LitElement {
  static styles = sheets;
  static properties = {
    lang: { reflect: true },
    theme: { reflect: true },
    view: { reflect: true },
    src: {},
    report: { attribute: false },
  };

  #observer = null;
  #error = null;

  constructor() {
    super();
    this.lang = null;
    this.theme = null;
    this.view = null;
    this.src = "";
    this.report = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer = new MutationObserver(() => this.#read());
    this.#observer.observe(this, { childList: true, subtree: true, characterData: true });
    if (this.getAttribute("src")) this.#fetch(this.getAttribute("src"));
    else this.#read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  #read() {
    const holder = this.querySelector('script[type="application/json"]');
    if (holder?.textContent.trim()) this.#take(holder.textContent);
  }

  async #fetch(address) {
    try {
      const response = await fetch(new URL(address, this.baseURI), { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      this.#take(await response.text());
    } catch {
      this.#fail("source-fetch");
    }
  }

  #take(json) {
    try {
      const report = JSON.parse(json);
      if (report?.version !== 1 || !report.verdict || !Array.isArray(report.findings))
        throw new Error("no report");
      this.#error = null;
      this.report = report;
    } catch {
      this.#fail("bad-report");
    }
  }

  #fail(code) {
    this.#error = code;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("whence-error", { detail: { code }, bubbles: true, composed: true }));
  }

  #content(texts) {
    if (this.#error) return html`<p class="error" role="alert">${texts.t(`error.${this.#error}`)}</p>`;
    if (!this.report) return nothing;
    const sections = this.view === "summary" ? ["summary"] : undefined;
    try {
      return dissectionView(dissect(this.report, { texts, sections }).parts, texts);
    } catch {
      return html`<p class="error" role="alert">${texts.t("error.bad-report")}</p>`;
    }
  }

  render() {
    const language = chooseLanguage(this.lang, navigator.languages ?? []);
    return html`<div class="root" lang=${language}>${this.#content(new Texts(language))}</div>`;
  }
}
