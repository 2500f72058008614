// What is judged: one mail, or the messages of a mailbox with one of them open; its report, the lookups for
// it, and what they changed. Knows nothing of the page: whoever shows it is told by `changed` and by events.
import { campaignsOf } from "../../wasm/compare.js";
import { exampleText } from "../examples/index.js";
import { rowOf, sortMessages } from "../words/queue.js";
import { change } from "../words/verdict.js";
import { kindOfFile, toBytes } from "./bytes.js";
import { Evidence } from "./evidence.js";
import { dohResolver, library } from "./library.js";
import { Lookups, whysOf } from "./lookups.js";
import { analysisOptions, mayAskUnasked, resolverAddress } from "./settings.js";
import { SourceView } from "./source-view.js";

/** Why none of a file's contents can be judged. */
function codeOf([first]) {
  if (first?.kind === "msg") return "outlook-msg";
  return first?.problem === "encrypted" ? "archive-encrypted" : "archive";
}

export class Session {
  mail = null; // what is shown: {bytes, item, name, report, source: SourceView, evidence: Evidence, handover}
  // several mails: [{item, name, problem, place, row}], row: what the list shows, once it is judged
  messages = null;
  order = "given"; // of the messages: words/queue.js
  campaigns = []; // of the messages: {number, count, shared}; each message has its number
  campaign = null; // the number of the one that is shown alone
  openMessage = -1;
  lookups = null;
  change = null; // what the last new report of the same mail changed
  error = null;
  #run = 0; // counts analyses: an older one that ends late is passed over

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
      const whence = await library();
      const items = Array.isArray(source)
        ? await itemsOf(whence, source)
        : await this.#items(whence, source, name);
      if (run !== this.#run) return null;
      if (!items.some((item) => item.bytes))
        throw Object.assign(new Error("no mail in it"), { code: codeOf(items) });
      if (items.length > 1) return await this.#judgeMessages(whence, items, run);
      const item = await this.#prepared(whence, items[0]);
      const report = await whence.analyze(item.bytes, this.#options(null, item));
      if (run !== this.#run) return null;
      this.messages = null;
      this.#show(whence, { item, name, report });
      return report;
    } catch (error) {
      if (run === this.#run) this.#fail(error);
      return null;
    }
  }

  /** One of the built-in mails. */
  example(id, name) {
    const text = exampleText(id);
    return text === null ? Promise.resolve(null) : this.analyze(text, name);
  }

  /** Opens a message of the mailbox. */
  async open(index) {
    const message = this.messages?.[index];
    if (!message?.row) return;
    const run = this.#begin();
    const whence = await library();
    const item = await this.#prepared(whence, message.item);
    const report = await whence.analyze(item.bytes, this.#options(null, item));
    if (run !== this.#run) return;
    this.openMessage = index;
    this.#show(whence, { item, name: message.name, report });
  }

  /** The messages of one campaign alone; null: all of them. */
  chooseCampaign(number) {
    this.campaign = number;
    this.host.changed();
  }

  /** Another order of the list, once all are judged; steps from one to the next follow it. */
  sort(order) {
    this.order = order;
    sortMessages(this.messages, order);
    this.host.changed();
  }

  /** Judges again with the reader's own choice of the handover; null: as it was found. */
  async moveHandover(hop) {
    const { bytes, item } = this.mail;
    const run = this.#begin();
    const report = await (await library()).analyze(bytes, this.#options(hop, item));
    if (run !== this.#run || this.mail?.bytes !== bytes) return;
    this.#replace(report, hop);
    this.prepareLookups();
  }

  /** Finds out what lookups would ask; nothing is sent before the reader's consent. */
  async prepareLookups() {
    const settings = this.host.settings();
    const address = this.host.lookupsPossible() ? resolverAddress(settings) : null;
    if (!address || !this.mail) return;
    this.lookups?.cancel();
    const { bytes, handover, item } = this.mail;
    const whence = await library();
    const lookups = new Lookups(whence, (changed) => {
      if (changed !== this.lookups) return;
      if (changed.state === "ready") {
        const questions = changed.waiting.map((question) => ({ ...question, why: whysOf(question) }));
        this.host.dispatch("whence-questions", { questions });
        if (mayAskUnasked(settings, address)) changed.decide(true, changed.usualChoice(settings.consent));
      }
      this.host.changed();
    });
    this.lookups = lookups;
    this.host.changed();
    const report = await lookups.run(bytes, this.#options(handover, item), dohResolver(address));
    if (report && lookups === this.lookups && this.mail?.bytes === bytes) this.#replace(report, handover);
  }

  cancel() {
    this.lookups?.cancel();
    this.lookups = null;
  }

  #begin() {
    this.cancel();
    this.error = null;
    return ++this.#run;
  }

  /** As the host wants it shown: without its recipient, say. */
  async #prepared(whence, item) {
    const bytes = await this.host.prepare?.(item.bytes, whence);
    return bytes ? { ...item, bytes } : item;
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

  #show(whence, { item, name, report }) {
    const { bytes } = item;
    const source = new SourceView(bytes);
    source.setReport(report);
    this.mail = {
      bytes,
      item,
      name,
      report,
      source,
      evidence: new Evidence(whence, bytes, report),
      handover: null,
    };
    this.change = null;
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
    this.messages = null;
    this.error = typeof error?.code === "string" ? error.code : "unexpected";
    this.host.changed();
    this.host.dispatch("whence-error", { code: this.error });
  }

  /** One source as the mails in it. */
  async #items(whence, source, name) {
    const bytes = await toBytes(source);
    const kind = kindOfFile(bytes);
    if (kind) throw Object.assign(new Error(`no mail: ${kind}`), { code: kind });
    return whence.splitSource(bytes, name);
  }

  /**
   * Several mails, one after the other; the page is drawn in between. Of each only what the list shows is
   * kept: thousands of reports would not fit.
   */
  async #judgeMessages(whence, items, run) {
    this.messages = items.map((item, place) => ({
      item,
      name: item.name,
      problem: item.problem,
      place,
      row: null,
    }));
    this.openMessage = -1;
    this.order = "given";
    this.campaigns = [];
    this.campaign = null;
    this.mail = null;
    let drawn = performance.now(), first = null;
    this.host.changed();
    for (const message of this.messages) {
      if (message.problem) continue;
      try {
        const item = await this.#prepared(whence, message.item);
        const report = await whence.analyze(item.bytes, this.#options(null, item));
        first ??= report;
        message.row = rowOf(report);
      } catch (error) {
        message.problem = error.code === "too-large" ? "too-large" : "broken";
      }
      if (run !== this.#run) return null;
      if (performance.now() - drawn < 50) continue;
      this.host.changed();
      await new Promise((resolve) => setTimeout(resolve));
      drawn = performance.now();
      if (run !== this.#run) return null;
    }
    this.#findCampaigns();
    this.host.changed();
    return first;
  }

  #findCampaigns() {
    const judged = this.messages.filter(({ row }) => row);
    this.campaigns = campaignsOf(judged.map(({ row }) => row.traits)).map(({ members, shared }, i) => {
      for (const member of members) judged[member].campaign = i + 1;
      return { number: i + 1, count: members.length, shared };
    });
    for (const { row } of judged) row.traits = null;
  }
}

/** Every mail of several files; a picture among them is an item that says so. */
async function itemsOf(whence, files) {
  const items = [];
  for (const file of files) {
    const bytes = await toBytes(file);
    if (kindOfFile(bytes))
      items.push({ name: file.name, kind: "message", bytes: null, incomplete: false, problem: "not-mail" });
    else for (const item of await whence.splitSource(bytes, file.name)) items.push(item);
  }
  return items;
}
