// <whence-analyzer>: paste a mail, see where it really came from. Attributes: lang, theme, compact, sample,
// lookups="off", remember="off". Events: whence-report {report}, whence-error {code}, whence-questions {questions},
// whence-preferences {language, theme}.
import { LitElement, html, nothing } from "lit";
import { chooseLanguage, Texts } from "../words/texts.js";
import { exampleText } from "../examples/index.js";
import { isOutlookFile, looksLikeMbox, toBytes } from "./bytes.js";
import { drop, intakeView } from "./intake.js";
import { dohResolver, library } from "./library.js";
import { Lookups, whysOf } from "./lookups.js";
import { messagesView } from "./messages.js";
import { copy, download } from "./takeaway.js";
import { resultView } from "./result-view.js";
import { SourceView } from "./source-view.js";
import { analysisOptions, load, resolverAddress, save } from "./settings.js";
import { settingsView, toolbar } from "./settings-view.js";
import { sheets } from "./sheets.js";
import { verdictAnnouncement } from "./verdict.js";

export class WhenceAnalyzer extends LitElement {
  static styles = sheets;
  static properties = {
    lang: { reflect: true },
    theme: { reflect: true },
    compact: { type: Boolean, reflect: true },
    sample: {},
    lookups: {},
  };

  #texts = new Texts("en");
  #settings = load();
  #mail = null; // what is shown: {bytes, name, report, source: SourceView, handover}
  #messages = null; // of an mbox: [{bytes, report}]
  #openMessage = -1;
  #run = 0; // counts analyses: an older one that ends late is passed over
  #complete = false;
  #folded = false;
  #selected = null;
  #jsonShown = false;
  #lookups = null;
  #error = null;
  #announcement = "";

  constructor() {
    super();
    this.lang = null;
    this.theme = null;
    this.compact = false;
    this.sample = "";
    this.lookups = "";
  }

  /** The report that is shown, or null. */
  get report() {
    return this.#mail?.report ?? null;
  }

  connectedCallback() {
    super.connectedCallback();
    // Opening takes a moment: done before the first paste, not after it.
    library().catch(() => {});
    if (this.#mail || this.#messages) return;
    const given = this.querySelector("[slot=source]");
    if (given) this.analyze(given.textContent.replace(/^\r?\n/, ""));
    else if (this.sample) this.#actions.example(this.sample);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#lookups?.cancel();
    this.#lookups = null;
  }

  /**
   * Judges a mail and shows the result.
   * @param {string | Uint8Array | ArrayBuffer | Blob} source
   * @param {string} [name] a file's name, for showing
   */
  async analyze(source, name = "") {
    const run = this.#begin();
    try {
      const bytes = await toBytes(source);
      if (isOutlookFile(bytes)) throw Object.assign(new Error("an Outlook file"), { code: "outlook-msg" });
      const whence = await library();
      const parts = looksLikeMbox(bytes) ? whence.splitMbox(bytes) : [];
      if (run !== this.#run) return null;
      if (parts.length > 1) return await this.#showMessages(whence, parts, name, run);
      const report = await whence.analyze(bytes, this.#options(null));
      if (run !== this.#run) return null;
      this.#messages = null;
      this.#show({ bytes, name, report, handover: null });
      return report;
    } catch (error) {
      if (run === this.#run) this.#fail(error);
      return null;
    }
  }

  #begin() {
    this.#lookups?.cancel();
    this.#lookups = null;
    this.#error = null;
    return ++this.#run;
  }

  #options(handover) {
    const options = { ...analysisOptions(this.#settings), now: new Date() };
    if (handover !== null) options.handover = handover;
    return options;
  }

  /** First the verdict and the cards; the rest a frame later. */
  #show({ bytes, name, report, handover }) {
    const source = new SourceView(bytes);
    source.setReport(report);
    this.#mail = { bytes, name, report, source, handover };
    this.#complete = false;
    this.#folded = true;
    this.#selected = null;
    this.#jsonShown = false;
    this.#tell();
    this.updateComplete.then(() => {
      this.#focus("verdict-title", this.getBoundingClientRect().top < 0);
      // The first frame paints the verdict; the rest is made in the one after it.
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          setTimeout(() => {
            if (this.#mail?.source !== source) return;
            this.#complete = true;
            this.requestUpdate();
            if (this.#settings.lookups !== "never") this.#actions.prepareLookups();
          }),
        ),
      );
    });
  }

  /** A new report of the same mail: another handover, or answers that lookups brought. */
  #replace(report, handover) {
    this.#mail = { ...this.#mail, report, handover };
    this.#mail.source.setReport(report);
    if (this.#selected !== null && !report.findings[this.#selected]) this.#selected = null;
    this.#tell();
  }

  #tell() {
    this.#announcement = verdictAnnouncement({ report: this.#mail.report, t: (key, args) => this.#texts.t(key, args) });
    this.requestUpdate();
    this.#dispatch("whence-report", { report: this.#mail.report });
  }

  #fail(error) {
    this.#mail = null;
    this.#messages = null;
    this.#folded = false;
    this.#error = typeof error?.code === "string" ? error.code : "unexpected";
    this.requestUpdate();
    this.#dispatch("whence-error", { code: this.#error });
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** The messages of an mbox, one after the other; the page is drawn in between. */
  async #showMessages(whence, parts, name, run) {
    this.#messages = parts.map((bytes) => ({ bytes, report: null }));
    this.#mail = null;
    this.#folded = true;
    let drawn = performance.now();
    for (const message of this.#messages) {
      message.report = await whence.analyze(message.bytes, this.#options(null));
      if (run !== this.#run) return null;
      if (performance.now() - drawn < 50) continue;
      this.requestUpdate();
      await new Promise((resolve) => setTimeout(resolve));
      drawn = performance.now();
      if (run !== this.#run) return null;
    }
    this.requestUpdate();
    return this.#messages[0].report;
  }

  #actions = {
    analyze: (source, name) => this.analyze(source, name),
    example: (id) => {
      const text = exampleText(id);
      if (text !== null) this.analyze(text, this.#texts.t(`example.${id}`));
    },
    unfold: () => {
      this.#folded = false;
      this.requestUpdate();
      this.updateComplete.then(() => this.#focus("intake-text", true));
    },
    openMessage: (index) => {
      const { bytes, report } = this.#messages[index];
      this.#begin();
      this.#openMessage = index;
      this.#show({ bytes, name: "", report, handover: null });
    },
    moveHandover: async (hop) => {
      const { bytes } = this.#mail;
      const run = this.#begin();
      const report = await (await library()).analyze(bytes, this.#options(hop));
      if (run !== this.#run || this.#mail?.bytes !== bytes) return;
      this.#replace(report, hop);
      this.#actions.prepareLookups();
    },
    prepareLookups: () => this.#prepareLookups(),
    consent: (yes, { linkNames, always }) => {
      if (always) this.#change({ ...this.#settings, lookups: yes ? "always" : "never", linkNames, remember: true });
      this.#lookups.decide(yes, linkNames);
    },
    goTo: (id) => this.#focus(id, true),
    goToFinding: (index) => this.#openFinding(index),
    showFinding: (index) => {
      this.#selected = index;
      this.#chooseSpans(this.#mail.report.findings[index].spans);
    },
    showSpans: (spans) => {
      this.#selected = null;
      this.#chooseSpans(spans);
    },
    backToFinding: () => {
      const index = this.#selected;
      this.#selected = null;
      this.#mail.source.choose([]);
      this.requestUpdate();
      if (index !== null) this.#openFinding(index);
    },
    redraw: () => this.requestUpdate(),
    showJson: (open) => {
      if (open === this.#jsonShown) return;
      this.#jsonShown = open;
      this.requestUpdate();
    },
    copy: async (text, button) => {
      const done = await copy(typeof text === "function" ? text() : text, this.renderRoot);
      this.#announcement = this.#texts.t(done ? "action.copied" : "action.not-copied");
      button.dataset.done = done ? "yes" : "no";
      setTimeout(() => delete button.dataset.done, 1500);
      this.requestUpdate();
    },
    download: (name, text, type) => download(name, text, type),
    openSettings: () => this.renderRoot.querySelector("dialog.settings").showModal(),
    changeSettings: (settings) => {
      this.#change(settings);
      if (this.#mail) this.analyze(this.#mail.bytes, this.#mail.name);
    },
    prefer: ({ language, theme }) => {
      if (language !== undefined) this.lang = language;
      if (theme !== undefined) this.theme = theme || null;
      const preferences = { language: this.lang ?? "", theme: this.theme ?? "" };
      this.#change({ ...this.#settings, ...preferences });
      this.#dispatch("whence-preferences", preferences);
    },
  };

  #change(settings) {
    this.#settings = settings;
    save(settings);
    this.requestUpdate();
  }

  /** Kept preferences, for a page that wants to start with them. */
  get preferences() {
    return { language: this.#settings.language, theme: this.#settings.theme };
  }

  async #prepareLookups() {
    const address = this.#lookupsPossible ? resolverAddress(this.#settings) : null;
    if (!address || !this.#mail) return;
    this.#lookups?.cancel();
    const { bytes, handover } = this.#mail;
    const lookups = new Lookups(await library(), (changed) => {
      if (changed !== this.#lookups) return;
      if (changed.state === "ready") {
        this.#dispatch("whence-questions", {
          questions: changed.questions.map((question) => ({ ...question, why: whysOf(question) })),
        });
        if (this.#settings.lookups === "always") changed.decide(true, this.#settings.linkNames);
      }
      this.requestUpdate();
    });
    this.#lookups = lookups;
    const report = await lookups.run(bytes, this.#options(handover), dohResolver(address));
    if (report && lookups === this.#lookups && this.#mail?.bytes === bytes) this.#replace(report, handover);
  }

  get #lookupsPossible() {
    return this.lookups !== "off" && !globalThis.WHENCE_OFFLINE;
  }

  #chooseSpans(spans) {
    this.#mail.source.choose(spans);
    this.requestUpdate();
    this.updateComplete.then(() => {
      const mark = this.renderRoot.querySelector(".source mark.chosen");
      this.#focus("source", false);
      mark?.scrollIntoView({ block: "center", behavior: this.#motion() });
    });
  }

  #openFinding(index) {
    const finding = this.renderRoot.querySelector(`.finding[data-members~="${index}"]`);
    if (!finding) return;
    finding.open = true;
    finding.querySelector("summary").focus({ preventScroll: true });
    finding.scrollIntoView({ block: "start", behavior: this.#motion() });
  }

  #focus(id, scroll) {
    const target = this.renderRoot.querySelector(`#${id}`);
    target?.focus({ preventScroll: true });
    if (scroll) target?.scrollIntoView({ block: "start", behavior: this.#motion() });
  }

  #motion() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  }

  get #language() {
    return chooseLanguage(this.lang, navigator.languages ?? []);
  }

  #context() {
    const texts = this.#texts;
    const address = resolverAddress(this.#settings);
    const { report, bytes, source, handover, name } = this.#mail ?? {};
    return {
      texts,
      language: texts.language,
      t: (key, args) => texts.t(key, args),
      actions: this.#actions,
      settings: this.#settings,
      theme: this.theme ?? "",
      compact: this.compact,
      folded: this.#folded,
      messages: this.#messages,
      openMessage: this.#openMessage,
      report,
      bytes,
      source,
      sourceName: name,
      handoverMoved: handover !== null && handover !== undefined,
      complete: this.#complete,
      selected: this.#selected,
      jsonShown: this.#jsonShown,
      lookups: this.#lookups,
      lookupsPossible: this.#lookupsPossible,
      resolverHost: address ? new URL(address).host : "",
      excerpt: (spans, severity) => source.excerpt(spans, severity),
      findingsAt: (spans) => weighing(report.findings, spans),
    };
  }

  render() {
    const language = this.#language;
    if (this.#texts.language !== language) this.#texts = new Texts(language);
    const ctx = this.#context();
    const over = (event) => event.preventDefault();
    return html`<div
      class="root"
      lang=${language}
      @dragover=${this.#folded ? over : nothing}
      @drop=${this.#folded ? (event) => drop(event, ctx) : nothing}
    >
      ${toolbar(ctx)}
      <slot name="lead" ?hidden=${this.#folded}></slot>
      ${intakeView(ctx)}
      <div class="visually-hidden" role="status" aria-live="polite">${this.#announcement}</div>
      ${this.#error ? html`<p class="error" role="alert">${texts(ctx, this.#error)}</p>` : nothing} ${messagesView(ctx)}
      ${this.#mail ? resultView(ctx) : nothing} ${settingsView(ctx)}
      <div hidden><slot name="source"></slot></div>
    </div>`;
  }
}

function texts(ctx, code) {
  return ctx.texts.has(`error.${code}`) ? ctx.t(`error.${code}`) : ctx.t("error.unexpected", { code });
}

/** The findings that weigh and point into the given spans. */
function weighing(findings, spans) {
  const inside = ([start, end]) => (spans ?? []).some(([from, to]) => start < to && end > from);
  return findings.filter(
    (finding) => finding.severity !== "info" && finding.severity !== "good" && (finding.spans ?? []).some(inside),
  );
}
