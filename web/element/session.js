// What is judged: one mail, or the messages of a mailbox with one of them open; its report, the lookups for
// it, and what they changed. Knows nothing of the page: whoever shows it is told by `changed` and by events.
import { exampleText } from "../examples/index.js";
import { change } from "../words/verdict.js";
import { kindOfFile, toBytes } from "./bytes.js";
import { Evidence } from "./evidence.js";
import { dohResolver, Helper } from "./library.js";
import { Lookups, whysOf } from "./lookups.js";
import { analysisOptions, mayAskUnasked, resolverAddress } from "./settings.js";
import { MailList } from "./mail-list.js";
import { drawn } from "./sight.js";
import { SourceView } from "./source-view.js";

/** Why none of a file's contents can be judged. */
function codeOf([first]) {
  if (first?.kind === "msg") return "outlook-msg";
  return first?.problem === "encrypted" ? "archive-encrypted" : "archive";
}

export class Session {
  mail = null; // what is shown: {bytes, item, name, report, source: SourceView, evidence: Evidence, handover}
  mails = null; // several: a MailList, with one of them open or none
  lookups = null;
  change = null; // what the last new report of the same mail changed
  error = null;
  busy = null; // a large source is being judged: {bytes: its size, isFar: whether the page answers meanwhile}
  #lists = 0; // counts lists
  #run = 0; // counts analyses: an older one that ends late is passed over
  #helper = new Helper();
  #judged = null; // the lookups that the last report's analysis waits with: prepareLookups

  /**
   * @param {{settings: () => object, lookupsPossible: () => boolean, changed: () => void,
   *   shown: (isNew: boolean) => void, dispatch: (name: string, detail: object) => void}} host
   */
  constructor(host) {
    this.host = host;
  }

  /**
   * Judges a mail.
   * @param {string | Uint8Array | ArrayBuffer | Blob | File[]} source several files are a list to choose
   * from, like an mbox or a zip
   * @param {string} [name] a file's name, for showing
   * @returns {Promise<object | null>} the report; null when it failed or another mail came in between
   */
  async analyze(source, name = "") {
    const run = this.#begin();
    try {
      const items = Array.isArray(source)
        ? await this.#itemsOf(source)
        : await this.#items(await toBytes(source), name);
      if (run !== this.#run) return null;
      if (!items.some((item) => item.bytes)) throw problem(codeOf(items));
      if (items.length > 1) return await this.#list(items, run);
      const judged = await this.#judge(items[0], null);
      if (run !== this.#run) return null;
      this.mails = null;
      this.#show(judged, name);
      return judged.report;
    } catch (error) {
      if (run === this.#run) this.#fail(error);
      return null;
    } finally {
      this.#rest(run);
    }
  }

  /** Back to the list; what of it was not judged yet is judged now. */
  closeMessage() {
    const run = this.#begin();
    this.mails.open = -1;
    this.mail = null;
    this.host.changed();
    this.host.dispatch("whence-list", this.list);
    if (!this.mails.isDone) this.#judgeMails(run);
  }

  /** Judges what is shown once more, by settings that have changed; a list stays what it is. */
  async again() {
    this.mails?.judgeAnew();
    if (this.mail) return this.#open(this.mail.item, this.mail.name);
    return this.mails && this.#judgeMails(this.#begin());
  }

  /** The list that is there, for the page around: {number: of this list, count, open: place | null}. */
  get list() {
    if (!this.mails) return null;
    const { number, messages, open } = this.mails;
    return { number, count: messages.length, open: this.mail ? (messages[open]?.place ?? null) : null };
  }

  /** Nothing is shown any more. */
  clear() {
    this.#begin();
    this.mail = this.mails = this.change = null;
    this.host.changed();
    this.host.dispatch("whence-list", null);
  }

  /** Stops judging what is being judged. @returns {boolean} whether something is shown from before */
  stop() {
    this.#begin();
    this.host.changed();
    return Boolean(this.mail ?? this.mails);
  }

  /** The page is left: nothing goes on in its back. */
  leave() {
    this.cancel();
    if (!this.busy) this.#helper.stop();
  }

  /** One of the built-in mails. */
  example(id, name) {
    const text = exampleText(id);
    return text === null ? Promise.resolve(null) : this.analyze(text, name);
  }

  /** Opens a message of the list. */
  async open(index) {
    const message = this.mails?.messages[index];
    if (message?.row) await this.#open(message.item, message.name, () => (this.mails.open = index));
  }

  async #open(item, name, before = () => {}) {
    const run = this.#begin();
    try {
      const judged = await this.#judge(item, null);
      if (run !== this.#run) return null;
      before();
      this.#show(judged, name);
      return judged.report;
    } catch (error) {
      if (run === this.#run) this.#fail(error);
      return null;
    } finally {
      this.#rest(run);
    }
  }

  /** The messages of one campaign alone; null: all of them. */
  chooseCampaign(number) {
    this.mails.campaign = number;
    this.host.changed();
  }

  /** Another order of the list, once all are judged; steps from one to the next follow it. */
  sort(order) {
    this.mails.sort(order);
    this.host.changed();
  }

  /** Judges again with the reader's own choice of the handover; null: as it was found. */
  async moveHandover(hop) {
    const { bytes, item } = this.mail;
    const run = this.#begin();
    try {
      const { report, lookups } = await this.#judge(item, hop);
      if (run !== this.#run || this.mail?.bytes !== bytes) return;
      this.#judged = lookups;
      this.#replace(report, hop);
      this.prepareLookups();
    } catch (error) {
      if (run === this.#run) this.#fail(error);
    } finally {
      this.#rest(run);
    }
  }

  /**
   * Shows what lookups would ask; nothing is sent before the reader's consent. The mail's own analysis
   * waits with it; after a refusal the
   * mail is judged anew.
   */
  async prepareLookups() {
    if (!this.#resolver() || !this.mail || (this.lookups && this.lookups.state !== "refused")) return;
    const { bytes, handover, item } = this.mail;
    const run = this.#run;
    this.lookups = null;
    const lookups = this.#judged ?? (await this.#judge(item, handover).catch(() => null))?.lookups;
    this.#rest(run);
    if (run !== this.#run || this.lookups) return void lookups?.cancel();
    this.lookups = lookups ?? null;
    this.#judged = null;
    if (!lookups) return;
    this.#follow(lookups);
    const report = await lookups.answers;
    if (report && lookups === this.lookups && this.mail?.bytes === bytes) this.#replace(report, handover);
  }

  /** The page is told of the lookups that it shows. */
  #follow(lookups) {
    if (lookups !== this.lookups) return;
    if (lookups.state === "ready") {
      const questions = lookups.waiting.map((question) => ({ ...question, why: whysOf(question) }));
      this.host.dispatch("whence-questions", { questions });
      const settings = this.host.settings();
      if (lookups.isOrdinary && mayAskUnasked(settings, this.#resolver()))
        lookups.decide(true, lookups.usualChoice(settings.consent));
    }
    this.host.changed();
  }

  #resolver() {
    return this.host.lookupsPossible() ? resolverAddress(this.host.settings()) : null;
  }

  cancel() {
    this.lookups?.cancel();
    this.#judged?.cancel();
    this.lookups = this.#judged = null;
  }

  #begin() {
    this.cancel();
    if (this.busy) this.#helper.stop();
    this.error = this.busy = null;
    return ++this.#run;
  }

  #rest(run) {
    if (run !== this.#run || !this.busy) return;
    this.busy = null;
    this.host.changed();
  }

  /**
   * The library for a source of this size. While a large one is judged the page says so, even before it
   * stands still.
   */
  async #library(size) {
    const run = this.#run;
    const isLarge = this.#helper.isLarge(size);
    if (isLarge) this.#say({ bytes: size, isFar: true });
    const { whence, isFar } = await this.#helper.for(size);
    if (run !== this.#run) throw problem("aborted");
    if (isLarge && !isFar) {
      this.#say({ bytes: size, isFar });
      await drawn();
    }
    return { whence, isFar };
  }

  #say(busy) {
    this.busy = busy;
    this.host.changed();
  }

  /**
   * One mail's report; where lookups are possible, its analysis waits with what they would ask.
   * @returns {Promise<{item: object, report: object, lookups: Lookups | null, evidence: Evidence}>}
   */
  async #judge(given, handover) {
    const { whence, isFar } = await this.#library(given.bytes.length);
    const item = await this.#prepared(whence, given);
    const { bytes } = item;
    const options = this.#options(handover, item);
    const address = this.#resolver();
    const lookups = address ? new Lookups(whence, (changed) => this.#follow(changed)) : null;
    const report = lookups
      ? await lookups.run(bytes, options, dohResolver(address))
      : await whence.analyze(bytes, options);
    const later = async (wanted) => (await this.#helper.for(bytes.length)).whence.read(bytes, wanted);
    const read = isFar ? later : (wanted) => whence.read(bytes, wanted);
    const isShown = () => this.mail?.evidence === evidence;
    const evidence = new Evidence(read, bytes, report, () => isShown() && this.host.changed());
    return { item, report, lookups, evidence };
  }

  /** As the host wants it shown: without its recipient, say. */
  async #prepared(whence, item) {
    if (item.isPrepared) return item;
    const bytes = (await this.host.prepare?.(item.bytes, whence)) ?? item.bytes;
    return { ...item, bytes, isPrepared: true };
  }

  /** @param {{kind: string, incomplete: boolean}} item what the mail was taken out of */
  #options(handover, { kind, incomplete }) {
    const options = {
      ...analysisOptions(this.host.settings()),
      now: new Date(),
      container: kind,
      incomplete,
    };
    if (handover !== null) options.handover = handover;
    return options;
  }

  #show({ item, report, lookups, evidence }, name) {
    const { bytes } = item;
    const source = new SourceView(bytes);
    source.setReport(report);
    this.mail = { bytes, item, name, report, source, evidence, handover: null };
    this.change = null;
    this.#judged = lookups;
    this.host.shown(true);
    this.host.dispatch("whence-report", { report });
  }

  /** A new report of the same mail: another handover, or answers that lookups brought. */
  #replace(report, handover) {
    const { source, evidence, report: before } = this.mail;
    this.change = change(before, report);
    source.setReport(report);
    evidence.setReport(report);
    this.mail = { ...this.mail, report, handover };
    this.host.shown(false);
    this.host.dispatch("whence-report", { report });
  }

  #fail(error) {
    this.mail = null;
    this.mails = null;
    this.error = typeof error?.code === "string" ? error.code : "unexpected";
    this.host.changed();
    this.host.dispatch("whence-error", { code: this.error });
  }

  /** One source as the mails in it. */
  async #items(bytes, name) {
    const kind = kindOfFile(bytes);
    if (kind) throw problem(kind);
    return (await this.#library(bytes.length)).whence.splitSource(bytes, name);
  }

  /** Every mail of several files; a picture among them, or what cannot be read, is an item that says so. */
  async #itemsOf(files) {
    const items = [];
    for (const file of files) {
      const bytes = await toBytes(file).catch(() => null);
      const { name } = file;
      const problem = bytes ? (kindOfFile(bytes) ? "not-mail" : null) : "broken";
      if (problem) items.push({ name, kind: "message", bytes: null, incomplete: false, problem });
      else for (const item of await this.#items(bytes, name)) items.push(item);
    }
    return items;
  }

  #list(items, run) {
    this.mails = new MailList(items, ++this.#lists);
    this.mail = null;
    this.host.changed();
    this.host.dispatch("whence-list", this.list);
    return this.#judgeMails(run);
  }

  #judgeMails(run) {
    const judge = async (given) => {
      this.busy = null; // what was large is done: a file taken apart, the mail before
      const { whence } = await this.#library(given.bytes.length);
      const item = await this.#prepared(whence, given);
      return whence.analyze(item.bytes, this.#options(null, item));
    };
    const draw = () => this.host.changed();
    return this.mails.judge(judge, () => run === this.#run, draw).finally(() => this.#rest(run));
  }
}

const problem = (code) => Object.assign(new Error(code), { code });
