// Several mails: judged one after the other while the page is drawn in between, sorted, put together as
// campaigns. Of each only what the list shows is kept: thousands of reports would not fit.
import { campaignsOf } from "../../wasm/compare.js";
import { rowOf, sortMessages } from "../words/queue.js";
import { drawn } from "./sight.js";

const SLICE = 50; // ms for which mails are judged before the page may answer
const DRAWING = 9; // so many times as long as a list takes to be drawn, mails are judged

export class MailList {
  order = "given"; // words/queue.js
  campaigns = []; // {number, count, shared}; each message has its number
  campaign = null; // the number of the one that is shown alone
  open = -1; // which message is shown, as they are sorted
  #left; // messages that are still to be judged, the next last

  /**
   * @param {object[]} items what a source was taken apart into
   * @param {number} number another for each list
   */
  constructor(items, number) {
    this.number = number;
    // [{item, name, problem, place, row}], row: what the list shows, once it is judged
    this.messages = items.map((item, place) => {
      const { name, problem } = item;
      return { item, name, problem, place, row: null };
    });
    this.judgeAnew();
  }

  /** All are to be judged once more, by other settings. Until then they show what was found. */
  judgeAnew() {
    this.#left = this.messages.filter(({ item }) => !item.problem).sort((a, b) => b.place - a.place);
  }

  /** Whether all were judged. */
  get isDone() {
    return this.#left.length === 0;
  }

  /** Where the mail that came at this place stands now; -1: nowhere. */
  indexOf(place) {
    return this.messages.findIndex((message) => message.place === place);
  }

  /** Another order, once all are judged; steps from one to the next follow it. */
  sort(order) {
    const open = this.messages[this.open];
    this.order = order;
    sortMessages(this.messages, order);
    this.open = this.messages.indexOf(open);
  }

  /**
   * Judges what is left, in the order as given.
   * @param {(item: object) => Promise<object>} judge a report; rejected with a code
   * @param {() => boolean} goesOn false: something else is being judged, and the rest is left for later
   * @param {() => void} draw
   * @returns {Promise<object | null>} the first report
   */
  async judge(judge, goesOn, draw) {
    let rested = performance.now(), again = 0, first = null; // again: when the list is next drawn
    while (this.#left.length) {
      const message = this.#left.at(-1);
      const judged = await judge(message.item).then(
        (report) => ({ report, row: rowOf(report), problem: null }),
        ({ code }) => ({ row: null, problem: code === "too-large" ? "too-large" : "broken" }),
      );
      if (!goesOn()) return null;
      this.#left.pop();
      Object.assign(message, { row: judged.row, problem: judged.problem });
      first ??= judged.report;
      if (performance.now() - rested < SLICE) continue;
      if (performance.now() < again) await new Promise((resolve) => setTimeout(resolve));
      else again = await drawList(draw);
      rested = performance.now();
      if (!goesOn()) return null;
    }
    this.#findCampaigns();
    if (this.order !== "given") this.sort(this.order);
    draw();
    return first;
  }

  #findCampaigns() {
    const judged = this.messages.filter(({ row }) => row);
    for (const message of judged) delete message.campaign;
    this.campaigns = campaignsOf(judged.map(({ row }) => row.traits)).map(({ members, shared }, i) => {
      for (const member of members) judged[member].campaign = i + 1;
      return { number: i + 1, count: members.length, shared };
    });
    if (this.campaign > this.campaigns.length) this.campaign = null;
    for (const { row } of judged) row.traits = null;
  }
}

/** Draws the list. @returns {Promise<number>} when to do so again: mostly, mails are judged */
async function drawList(draw) {
  const before = performance.now();
  draw();
  await drawn();
  return performance.now() + DRAWING * (performance.now() - before);
}
