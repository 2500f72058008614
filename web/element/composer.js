// <whence-composer>: a post, a report or an embed made of a result, with a preview beside it. It stands in
// the analyzer's own tree and takes its styles. open(report, source, texts) fills it; nothing leaves it but
// by the reader's hand.
import { LitElement, html, nothing } from "lit";
import { cardPng, cardSvg } from "../export/card.js";
import { embedCode, embedSource } from "../export/embed.js";
import { dissect } from "../export/index.js";
import { htmlOf } from "../export/html.js";
import { markdownOf } from "../export/markdown.js";
import { textOf } from "../export/text.js";
import { SECTIONS } from "../words/dissection.js";
import { Redactor, redact } from "../words/redact.js";
import { redactSource } from "../words/redact/source.js";
import { bodyText } from "../words/body-text.js";
import { copy, download } from "./clipboard.js";
import { dissectionView } from "./dissection-view.js";
import { maskedView } from "./composer-masked.js";
import { reportView } from "./composer-report.js";
import { library } from "./library.js";

const FORMATS = ["html", "markdown", "text", "json", "embed", "mail", "report"];
const SHOWN = 60_000; // characters of a preview in letters
const FILES = {
  html: ["whence.html", "text/html"],
  markdown: ["whence.md", "text/markdown"],
  text: ["whence.txt", "text/plain"],
  json: ["whence.json", "application/json"],
  embed: ["whence-embed.html", "text/html"],
  mail: ["whence-embed.html", "text/html"],
};
// What a post of this kind seldom needs is there to be chosen.
const ASIDE = new Set(["authentication", "unread"]);

class WhenceComposer extends LitElement {
  static properties = {
    report: { attribute: false },
    source: { attribute: false },
    texts: { attribute: false },
    format: { state: true },
    wanted: { state: true },
    own: { state: true },
    words: { state: true },
    keep: { state: true },
    said: { state: true },
    text: { state: true },
  };

  constructor() {
    super();
    this.format = "html";
    this.wanted = new Set(SECTIONS.filter((id) => !ASIDE.has(id)));
    this.own = {};
    this.words = "";
    this.keep = new Set();
    this.said = "";
    this.text = ""; // the mail's own, as a person would have seen it
  }

  /** Fills the composer with a mail's report. @param {object} report  @param {Uint8Array | null} source */
  open(report, source, texts) {
    this.report = report;
    this.source = source;
    if (texts) this.texts = texts;
  }

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (!changed.has("report")) return;
    this.keep = new Set();
    this.own = {};
    this.text = "";
    this.#read(this.source);
  }

  async #read(source) {
    if (!source) return;
    const whence = await library();
    if (source === this.source) this.text = bodyText(whence.read(source));
  }

  /** All that is given out, made of the same stand-ins. */
  #made() {
    const { report, texts, source } = this;
    const words = this.words
      .split(/[\n,、]+/)
      .map((word) => word.trim())
      .filter(Boolean);
    const redactor = new Redactor(report, { words, keep: [...this.keep] });
    const { parts: all } = dissect(report, { texts, source, redactor, text: this.text, own: this.own });
    const parts = { ...all, sections: all.sections.filter(({ id }) => this.wanted.has(id)) };
    const published = redact(report, { redactor });
    return { parts, published, redactor, offered: all.sections.map(({ id }) => id), masked: redactor.list() };
  }

  #text({ parts, published, redactor }) {
    switch (this.format) {
      case "html":
        return htmlOf(parts, this.texts);
      case "markdown":
        return markdownOf(parts, this.texts);
      case "text":
        return textOf(parts, this.texts);
      case "json":
        return JSON.stringify(published, null, 2);
      case "mail":
        return embedSource(redactSource(this.source, this.report, { redactor }), this.texts.language);
      default:
        return embedCode(published, this.texts.language);
    }
  }

  /** What was given is letters: an Outlook file is not. */
  #isText() {
    return Boolean(this.source) && this.report.source.kind !== "msg";
  }

  async #copy(text) {
    const done = await copy(this.format === "html" ? { html: text } : text, this);
    this.said = this.texts.t(done ? "action.copied" : "action.not-copied");
  }

  #section(id) {
    const { t } = this.#words();
    const chosen = this.wanted.has(id);
    return html`<li>
      <label>
        <input
          type="checkbox"
          .checked=${chosen}
          @change=${(event) => {
            const wanted = new Set(this.wanted);
            if (event.target.checked) wanted.add(id);
            else wanted.delete(id);
            this.wanted = wanted;
          }}
        />
        ${t(`dissection.${id}`)}
      </label>
      ${
        chosen
          ? html`<textarea
              rows="2"
              aria-label=${t("composer.own", { section: t(`dissection.${id}`) })}
              placeholder=${t("composer.own.short")}
              .value=${this.own[id] ?? ""}
              @change=${(event) => (this.own = { ...this.own, [id]: event.target.value })}
            ></textarea>`
          : nothing
      }
    </li>`;
  }

  #words() {
    return { t: (key, args) => this.texts.t(key, args) };
  }

  #choices({ masked, offered }) {
    const { t } = this.#words();
    return html`<div class="composer-choices">
      <fieldset>
        <legend>${t("composer.format")}</legend>
        <div class="composer-formats">
        ${FORMATS.filter((format) => format !== "mail" || this.#isText()).map(
          (format) =>
            html`<label class="choice">
              <input
                type="radio"
                name="composer-format"
                .checked=${this.format === format}
                @change=${() => (this.format = format)}
              />
              ${t(`composer.format.${format}`)}
            </label>`,
        )}
        </div>
      </fieldset>
      <details class="more">
        <summary>${t("composer.sections")}</summary>
        <ul class="composer-sections">
          ${offered.map((id) => this.#section(id))}
        </ul>
      </details>
      ${maskedView(this, masked)}
    </div>`;
  }

  #preview(made, text) {
    const { t } = this.#words();
    const pretty = this.format === "html";
    return html`<div class="composer-preview">
      <h3 id="composer-preview">${t("composer.preview")}</h3>
      <div class="composer-page scroll" tabindex="0" role="region" aria-labelledby="composer-preview">
        ${pretty ? dissectionView(made.parts, this.texts) : html`<pre translate="no">${text.slice(0, SHOWN)}</pre>`}
      </div>
      <p class="row-actions">
        <button type="button" class="primary" @click=${() => this.#copy(text)}>${t("composer.copy")}</button>
        <button
          type="button"
          class="quiet"
          @click=${() => download(FILES[this.format][0], text, FILES[this.format][1])}
        >
          ${t("composer.save")}
        </button>
        <button
          type="button"
          class="quiet"
          @click=${() => download("whence.svg", cardSvg(made.published, this.texts), "image/svg+xml")}
        >
          ${t("composer.card.svg")}
        </button>
        <button
          type="button"
          class="quiet"
          @click=${async () => {
            const png = await cardPng(cardSvg(made.published, this.texts));
            if (png) download("whence.png", png, "image/png");
            else this.said = t("composer.card.failed");
          }}
        >
          ${t("composer.card.png")}
        </button>
      </p>
      <p role="status">${this.said}</p>
    </div>`;
  }

  render() {
    if (!this.report || !this.texts) return nothing;
    const made = this.#made(),
      text = this.#text(made);
    const shown =
      this.format === "report"
        ? reportView(this, made, textOf(made.parts, this.texts))
        : this.#preview(made, text);
    return html`<div class="composer">${this.#choices(made)}${shown}</div>`;
  }
}

/**
 * Registers the element, once; called when it is first wanted, so that the class can be imported where there
 * is no document.
 */
export function defineComposer() {
  if (!customElements.get("whence-composer")) customElements.define("whence-composer", WhenceComposer);
}
