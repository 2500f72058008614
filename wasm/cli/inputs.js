// What the command line reads: files and standard input, taken apart into mails. An mbox is split as it comes
// in, by the core's own rule, so that a large one never lies in memory whole.
import { createReadStream } from "node:fs";
import { kindOfFile } from "../../web/element/bytes.js";
import { isBinary } from "../files/split.js";

const PART = 8 << 20; // bytes of an mbox that are looked at together
const LARGEST = 257 << 20; // bytes of one message: a little more than the core takes
const LONGEST_LINE = 4096;
const LINE_FEED = 10;
const NO_MAIL = new Set(["image", "pdf"]);

export class UnreadableInput extends Error {
  /** @param {string} key of web/i18n/…/cli.json */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/**
 * Whether bytes begin with a line that separates messages: the core says so by leaving it out of the message.
 */
function beginsMbox(whence, bytes) {
  if (bytes[0] !== 0x46) return false; // F
  const end = bytes.subarray(0, LONGEST_LINE).indexOf(LINE_FEED);
  if (end < 0) return false;
  const [message] = whence.splitMbox(Buffer.concat([bytes.subarray(0, end + 1), Buffer.from("X: y\n")]));
  return message !== undefined && message.length < end;
}

/** The last place in bytes, but not the first, where a new message begins; -1 when there is none. */
function lastBoundary(whence, bytes) {
  for (let at = bytes.lastIndexOf("\nFrom "); at > 0; at = bytes.lastIndexOf("\nFrom ", at - 1)) {
    const blank = bytes[at - 1] === LINE_FEED || (bytes[at - 1] === 13 && bytes[at - 2] === LINE_FEED);
    if (blank && beginsMbox(whence, bytes.subarray(at + 1))) return at + 1;
  }
  return -1;
}

/**
 * The mails of one input, in order.
 * @param {object} whence the library
 * @param {string | Buffer} file a path, or "-" for standard input
 * @yields {{bytes: Uint8Array, index: number | null, entry?: string, container?: string, incomplete?:
 * boolean} | {problem: string, entry: string}}
 * index: which of an mbox or a zip; null when it is neither. entry: a zip's file. problem: why one is not
 * read, as splitSource says it
 */
export async function* mails(whence, file) {
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  let held = [], size = 0, mbox = null, index = 0, enough = PART;
  const join = () => {
    held = [held.length === 1 ? held[0] : Buffer.concat(held, size)];
    return held[0];
  };
  for await (const chunk of stream) {
    held.push(chunk);
    size += chunk.length;
    if (mbox === null && size >= LONGEST_LINE) mbox = beginsMbox(whence, join());
    if (size > LARGEST) throw new UnreadableInput("cli.error.too-large");
    if (!mbox || size < enough) continue;
    const bytes = join();
    const end = lastBoundary(whence, bytes);
    enough = end < 0 ? size * 2 : PART; // so that one long message is not searched again and again
    if (end < 0) continue;
    // With the line that begins the next message: so the core leaves out the blank line before it.
    const line = bytes.indexOf(LINE_FEED, end) + 1;
    for (const message of whence.splitMbox(bytes.subarray(0, line))) yield { bytes: message, index: index++ };
    held = [bytes.subarray(end)];
    size = bytes.length - end;
  }
  const bytes = join();
  if (!(mbox ?? beginsMbox(whence, bytes))) {
    for (const one of taken(await whence.splitSource(bytes))) {
      const mail =
        one.container !== "message" || !(isBinary(one.bytes) || NO_MAIL.has(kindOfFile(one.bytes)));
      yield mail ? one : { problem: "not-mail", entry: one.entry };
    }
    return;
  }
  for (const message of whence.splitMbox(bytes)) yield { bytes: message, index: index++ };
}

/** What a file that is no mbox was taken apart into. */
function* taken(items) {
  let index = 0;
  for (const { name, kind, bytes, incomplete, problem } of items) {
    const zipped = name !== "" || kind === "zip";
    if (problem) yield { problem, entry: name };
    else
      yield { bytes, index: zipped ? index++ : null, entry: name || undefined, container: kind, incomplete };
  }
}
