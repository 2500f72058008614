// <whence-analyzer>: paste a mail, see where it really came from. Attributes: lang, theme, compact, sample,
// src, view="summary", redact, own-domains, tab, lookups="off", page (Whence's own page: settings may be
// kept). Events: whence-report {report}, whence-list {number, count, open}, whence-error {code},
// whence-questions {questions}, whence-preferences {language, theme}, whence-tab {tab, finding},
// whence-share {report, source}.
import { LitElement } from "lit";
import { LANGUAGES, chooseLanguage, Texts } from "../words/texts.js";
import { contextOf } from "./context.js";
import "./far-serve.js"; // the same script is the worker's
import { fetchSource, givenSource, masked, whenGiven } from "./given.js";
import { KeptSettings } from "./kept-settings.js";
import { onKey } from "./keys.js";
import { prepare } from "./rehearsal.js";
import { resultView } from "./result.js";
import { Session } from "./session.js";
import { resolverAddress, withOwnDomains, withServer } from "./settings.js";
import { afterPicture, focusOn, motion, Paper, Sight } from "./sight.js";
import { revealFinding, revealNext, toVerdict } from "./sight.js";
import { sheets } from "./sheets.js";
import { copyBy, download } from "./clipboard.js";
import { TABS } from "./tabs.js";
import { announcement } from "./verdict.js";
import { wholeView } from "./whole.js";

export class WhenceAnalyzer extends LitElement {
  static styles = sheets;
  static properties = {
    lang: { reflect: true },
    theme: { reflect: true },
    compact: { type: Boolean, reflect: true },
    page: { type: Boolean },
    sample: {},
    src: {},
    view: { reflect: true },
    redact: { type: Boolean },
    ownDomains: { attribute: "own-domains" },
    tab: { reflect: true },
    lookups: {},
  };

  #texts = new Texts(LANGUAGES[0]);
  #settings = new KeptSettings(this);
  #session = new Session({
    settings: () => withOwnDomains(this.#settings.now, this.ownDomains),
    prepare: (bytes, whence) => (this.redact ? (whence.masked?.(bytes) ?? masked(bytes, whence)) : bytes),
    lookupsPossible: () => this.#lookupsPossible,
    changed: () => this.#changed(),
    shown: (isNew) => this.#shown(isNew),
    dispatch: (name, detail) => this.#dispatch(name, detail),
  });
  #complete = false; // the tabs are drawn
  #folded = false; // the place where a mail comes in
  #byHand = false; // the reader gave the mail: the verdict takes the focus
  #defanged = true; // what is taken out of a list of mails
  #selected = null; // the finding that the source shows
  #more = new Map(); // how much of a long list is drawn: more.js
  #stuck = false; // the verdict has been scrolled out of sight
  #printing = false;
  #dialogs = false; // those that stand ready were drawn: with the first that is opened
  #sharing = false;
  #announcement = "";
  #stopWaiting = () => {};
  #sight = new Sight();
  #paper = new Paper((on) => this.#draw(() => (this.#printing = on)));

  constructor() {
    super();
    this.lang = this.theme = this.view = null;
    this.compact = this.page = this.redact = false;
    this.sample = this.src = this.ownDomains = this.lookups = "";
    this.tab = TABS[0];
  }

  /** The report that is shown, or null. */
  get report() {
    return this.#session.mail?.report ?? null;
  }

  /** The source that is shown, or null: {bytes, name}. */
  get source() {
    const { mail } = this.#session;
    return mail ? { bytes: mail.bytes, name: mail.name } : null;
  }

  /** The list of mails that is there, or null; open: which of them is shown, by its place as given. */
  get list() {
    return this.#session.list;
  }

  /** Kept preferences, for a page that wants to start with them. */
  get preferences() {
    return { language: this.#settings.now.language, theme: this.#settings.now.theme };
  }

  connectedCallback() {
    super.connectedCallback();
    requestAnimationFrame(() => setTimeout(() => this.#prepare()));
    this.#paper.watch();
    if (this.#session.mail || this.#session.mails) return;
    const given = givenSource(this);
    if (given) this.#take(given);
    else if (this.getAttribute("src")) this.#fetch(this.getAttribute("src"));
    else if (this.sample) this.#actions.example(this.sample, false);
    else this.#stopWaiting = whenGiven(this, (late) => !this.#session.mail && this.#take(late));
  }

  /** Opening takes a moment: done before the first paste, not after it, and not before the first picture. */
  #prepare() {
    const view = (session, complete) => resultView(this.#context(session, complete));
    prepare(this.#texts, this.renderRoot, view, () => !this.page || this.#folded || !this.isConnected);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWaiting();
    this.#session.leave();
    this.#sight.stop();
    this.#paper.stop();
  }

  /**
   * Judges a mail and shows the result.
   * @param {string | Uint8Array | ArrayBuffer | Blob} source
   * @param {string} [name] a file's name, for showing
   */
  analyze(source, name = "") {
    return this.#start(() => this.#session.analyze(source, name), true);
  }

  /** Opens a mail of the list by its place as given; null: goes back to the list. */
  openMessage(place) {
    const { mails } = this.#session;
    if (!mails) return null;
    return place === null ? this.#actions.listMessages() : this.#actions.openMessage(mails.indexOf(place));
  }

  /** Shows no mail any more, and the place where one comes in. */
  clear() {
    this.#session.clear();
    this.#folded = false;
    this.#announcement = "";
    this.requestUpdate();
  }

  /**
   * Opens a tab, and in it a finding by its id.
   * @param {string} tab one of TABS; anything else: the verdict
   */
  open(tab, finding = null) {
    if (!TABS.includes(tab)) return toVerdict(this.renderRoot);
    this.tab = tab;
    const index = finding ? (this.report?.findings.findIndex(({ id }) => id === finding) ?? -1) : -1;
    if (index >= 0) this.updateComplete.then(() => revealFinding(this.renderRoot, index));
  }

  /** Takes a key that was pressed anywhere on the page; true when it was a shortcut. */
  shortcut(event) {
    return onKey(event, this.#context());
  }

  #take({ text, error }) {
    if (error) this.#refuse(error);
    else this.#start(() => this.#session.analyze(text), false);
  }

  #fetch(address) {
    const take = (bytes) => this.#start(() => this.#session.analyze(bytes), false);
    fetchSource(address, this.baseURI).then(take, ({ code }) => this.#refuse(code));
  }

  #refuse(code) {
    this.#session.error = code;
    this.requestUpdate();
    this.#dispatch("whence-error", { code });
  }

  async #start(run, byHand) {
    this.#byHand = byHand;
    this.#folded = true;
    const report = await run();
    if (this.#session.error) this.#folded = false;
    this.requestUpdate();
    const shown = () => this.renderRoot.querySelector(".error")?.scrollIntoView({ block: "nearest" });
    if (this.#session.error) this.updateComplete.then(shown);
    return report;
  }

  #changed() {
    const { lookups } = this.#session;
    if (lookups?.state === "ready" && lookups.followUp) this.#openDialog("verify");
    this.requestUpdate();
  }

  /** First the verdict; the rest a frame later. */
  #shown(isNew) {
    if (!isNew) {
      if (this.#selected !== null && !this.report.findings[this.#selected]) this.#selected = null;
      this.#announcement = announcement(this.#context());
      this.requestUpdate();
      return;
    }
    const { mail } = this.#session;
    this.#complete = false;
    this.#more.clear();
    this.#selected = null;
    this.#stuck = false;
    this.#announcement = this.#byHand ? "" : announcement(this.#context()); // else the focus says it
    this.requestUpdate();
    this.updateComplete.then(() => {
      if (this.#byHand) this.#focus("verdict-title", this.getBoundingClientRect().top < 0);
      afterPicture(() => {
        if (this.#session.mail?.source !== mail.source) return;
        this.#complete = true;
        this.requestUpdate();
        this.updateComplete.then(() => this.#watch());
        this.#session.prepareLookups();
      });
    });
  }

  /** With the verdict out of sight, a line of it stays. */
  #watch() {
    this.#sight.watch(this.renderRoot.querySelector(".verdict"), (gone) => {
      if (gone === this.#stuck) return;
      this.#stuck = gone;
      this.requestUpdate();
    });
  }

  #dispatch(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  #actions = {
    analyze: (source, name) => this.analyze(source, name),
    example: (id, byHand = true) =>
      this.#start(() => this.#session.example(id, this.#texts.t(`example.${id}`)), byHand),
    unfold: () => {
      this.#folded = false;
      this.requestUpdate();
      this.updateComplete.then(() => this.#focus("intake-text", true));
    },
    openMessage: (index) => {
      this.#byHand = true;
      return this.#session.open(index);
    },
    listMessages: () => {
      this.#session.closeMessage();
      this.updateComplete.then(() => this.#focus("messages", true));
    },
    sortMessages: (order) => this.#session.sort(order),
    chooseCampaign: (number) => this.#session.chooseCampaign(number),
    defangQueue: (on) => {
      this.#defanged = on;
      this.requestUpdate();
    },
    moveHandover: (hop) => this.#session.moveHandover(hop),
    /** From now on a server of the reader's own, for this mail and all others. */
    trustServer: (ip) => {
      this.#settings.change(withServer(this.#settings.now, ip));
      this.#session.mails?.judgeAnew();
      return this.#session.moveHandover(null);
    },
    prepareLookups: () => this.#session.prepareLookups(),
    consent: (yes, { waiting, refused, links, always }) => {
      const { lookups } = this.#session;
      if (lookups?.waiting !== waiting) return false;
      const address = resolverAddress(this.#settings.now);
      const consent = { resolver: address, links };
      if (always && yes) this.#settings.change({ ...this.#settings.now, consent, remember: true });
      lookups.decide(yes, lookups.keysOf(refused));
      return true;
    },
    stop: () => this.#session.stop() || this.#actions.unfold(),
    revokeConsent: () => this.#settings.change({ ...this.#settings.now, consent: null }),
    openDialog: (name) => {
      if (name === "verify") this.#session.prepareLookups();
      this.#openDialog(name);
    },
    openTab: (tab) => this.#select(tab),
    goTo: (tab, id) => {
      this.#actions.openTab(tab);
      this.updateComplete.then(() => this.#focus(id, true));
    },
    goToFinding: (index) => {
      this.#select("findings", this.report.findings[index].id);
      this.updateComplete.then(() => revealFinding(this.renderRoot, index));
    },
    stepFinding: (step) => revealNext(this.renderRoot, step) || this.#actions.openTab("findings"),
    stepMessage: (step) => this.#actions.openMessage(this.#session.mails.open + step),
    backToVerdict: () => {
      this.#dispatch("whence-tab", { tab: "", finding: null });
      toVerdict(this.renderRoot);
    },
    showFinding: (index) => this.#chooseSpans(this.report.findings[index].spans, index),
    showSpans: (spans) => this.#chooseSpans(spans),
    backToFinding: () => {
      const index = this.#selected;
      this.#selected = null;
      this.#session.mail.source.choose([]);
      this.requestUpdate();
      if (index !== null) this.#actions.goToFinding(index);
    },
    redraw: () => this.requestUpdate(),
    share: () => {
      const { report, bytes } = this.#session.mail;
      if (!this.#dispatch("whence-share", { report, source: bytes }, true)) return;
      this.#sharing = true;
      this.requestUpdate();
      this.updateComplete.then(() => this.#openDialog("share"));
    },
    copy: async (text, button) => {
      const done = await copyBy(button, text, this.renderRoot);
      this.#announcement = this.#texts.t(done ? "action.copied" : "action.not-copied");
      this.requestUpdate();
    },
    download,
    refuse: (code) => this.#refuse(code),
    changeSettings: (settings) => {
      this.#settings.change(settings);
      if (this.report ?? this.list) this.#start(() => this.#session.again(), true);
    },
    keep: (settings) => this.#settings.change(settings),
    prefer: ({ language, theme }) => {
      if (language !== undefined) this.lang = language;
      if (theme !== undefined) this.theme = theme || null;
      const preferences = { language: this.lang ?? "", theme: this.theme ?? "" };
      this.#settings.change({ ...this.#settings.now, ...preferences });
      this.#dispatch("whence-preferences", preferences);
    },
  };

  #select(tab, finding = null) {
    if (this.view === "summary") this.view = "full"; // who asks for more gets it
    this.tab = tab;
    this.#dispatch("whence-tab", { tab, finding });
  }

  get #lookupsPossible() {
    return this.lookups !== "off" && !this.redact; // names in a masked mail are nobody's
  }

  /** At once. */
  #draw(change) {
    change();
    this.requestUpdate();
    this.performUpdate();
  }

  #openDialog(name) {
    if (!this.#dialogs) this.#draw(() => (this.#dialogs = true));
    this.renderRoot.querySelector(`dialog.${name}:not([open])`)?.showModal();
  }

  #chooseSpans(spans, finding = null) {
    this.#selected = finding;
    this.#session.mail.source.choose(spans);
    this.#actions.openTab("text");
    this.updateComplete.then(() => {
      const mark = this.renderRoot.querySelector(".source mark.chosen");
      this.#focus("source", false);
      mark?.scrollIntoView({ block: "center", behavior: motion() });
    });
  }

  #focus(id, scroll) {
    focusOn(this.renderRoot.querySelector(`#${id}`), scroll);
  }

  #context(session = this.#session, complete = this.#complete) {
    return contextOf(this, session, {
      texts: this.#texts,
      actions: this.#actions,
      settings: this.#settings.now,
      folded: this.#folded,
      complete,
      stuck: this.#stuck,
      more: this.#more,
      sharing: this.#sharing,
      dialogs: this.#dialogs,
      printing: this.#printing,
      announcement: this.#announcement,
      selected: this.#selected,
      defanged: this.#defanged,
      lookupsPossible: this.#lookupsPossible,
    });
  }

  render() {
    const language = chooseLanguage(this.lang, navigator.languages ?? []);
    if (this.#texts.language !== language) this.#texts = new Texts(language);
    return wholeView(this.#context());
  }
}
