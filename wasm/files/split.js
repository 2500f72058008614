// Files as people have them, taken apart into mails: .eml, .msg, .emlx, an mbox, a zip of any of them.
// Nothing that a file holds makes this throw or run on: what cannot be read is an item without bytes that
// says why.
import { isCompound } from "./compound.js";
import { isZip, listZip, readEntry } from "./zip.js";
import { readMsg } from "./outlook.js";

const MOST_ENTRIES = 20_000; // of a zip
const LARGEST = 256 << 20; // bytes of one mail: as much as the core takes
const MOST_BYTES = 512 << 20; // unpacked, of a zip's files together
const MOST_RATIO = 200; // unpacked to packed, beyond what is small: mail with files in it is below 20
const SMALL = 1 << 20;
const MAIL_NAME = /\.(eml|emlx|msg|mbox|mbx|mht|txt)$/i;
const NOT_A_FILE = /(^|[/\\])(__MACOSX[/\\]|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)/i;
const MOST_OPENING = 64 << 10;

/** Where a mail lies in Apple's .emlx: after a line with its length; null when it is none. */
function emlxRange(bytes) {
  const line = /^\s{0,3}(\d{1,10})[ \t]*\r?\n/.exec(String.fromCharCode(...bytes.subarray(0, 32)));
  const end = line ? line[0].length + Number(line[1]) : 0;
  if (!line || end > bytes.length || Number(line[1]) === 0) return null;
  return [line[0].length, end];
}

/** Whether the first line separates messages (RFC 4155), after a byte-order mark at most. */
const beginsMbox = (bytes) =>
  /^(?:\u00ef\u00bb\u00bf)?From \S/.test(String.fromCharCode(...bytes.subarray(0, 16)));

/**
 * Whether bytes begin as mail does: with a field, as far as that can be told of a file that is not called
 * one.
 */
function looksLikeMail(bytes) {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, MOST_OPENING));
  return (
    /^(?:\u00ef\u00bb\u00bf)?(?:From [^\n]*\n)?[!-9;-~]{1,80}[ \t]*:/.test(text) &&
    /^(received|from|date|message-id|return-path|subject)[ \t]*:/im.test(text)
  );
}

/**
 * Bytes that no text has, and no field to begin with: a program, not a damaged mail. UTF-16 is a text (RFC
 * 2781).
 */
export function isBinary(bytes) {
  const [a, b] = bytes;
  const utf16 = (a === 0xfe && b === 0xff) || (a === 0xff && b === 0xfe);
  return !utf16 && bytes.subarray(0, 4096).includes(0) && !looksLikeMail(bytes);
}

const unread = (name, kind, problem) => ({ name, kind, bytes: null, incomplete: false, problem });
const item = (name, kind, bytes, incomplete = false) => ({ name, kind, bytes, incomplete, problem: null });

function fromMsg(bytes, name, { rtf }) {
  try {
    const mail = readMsg(bytes, rtf);
    return mail.bytes.length > LARGEST
      ? unread(name, "msg", "too-large")
      : item(name, "msg", mail.bytes, mail.incomplete);
  } catch {
    return unread(name, "msg", "broken");
  }
}

async function fromZip(bytes, name, core) {
  const { entries, whole } = listZip(bytes, MOST_ENTRIES);
  const items = [];
  let left = MOST_BYTES;
  for (const entry of entries) {
    if (NOT_A_FILE.test(entry.name)) continue;
    const path = name ? `${name}/${entry.name}` : entry.name;
    if (entry.encrypted) items.push(unread(path, "zip", "encrypted"));
    else if (
      entry.size > left ||
      entry.size > LARGEST ||
      (entry.size > SMALL && entry.size > entry.packed * MOST_RATIO)
    )
      items.push(unread(path, "zip", "too-large"));
    else {
      const file = await readEntry(bytes, entry);
      left -= entry.size;
      if (!file) items.push(unread(path, "zip", "broken"));
      else if (isZip(file)) items.push(unread(path, "zip", "too-deep"));
      else if (isCompound(file) || MAIL_NAME.test(entry.name) || looksLikeMail(file))
        items.push(...splitFile(file, path, core));
      else items.push(unread(path, "zip", "not-mail"));
    }
  }
  if (!whole) items.push(unread(name, "zip", entries.length >= MOST_ENTRIES ? "too-many" : "broken"));
  return items;
}

/** Anything but a zip. */
function splitFile(bytes, name, core) {
  if (isCompound(bytes)) return [fromMsg(bytes, name, core)];
  const range = emlxRange(bytes);
  if (range) return [item(name, "emlx", bytes.subarray(...range))];
  if (!beginsMbox(bytes)) return [item(name, "message", bytes)];
  return core.mbox(bytes).map((part) => item(name, "mbox", part));
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name of the file, for the items' names
 * @param {{mbox: (bytes: Uint8Array) => Uint8Array[], rtf: (packed: Uint8Array) => any}} core what the core
 *   reads of it
 * @returns {Promise<{name: string, kind: string, bytes: Uint8Array | null, incomplete: boolean, problem:
 * string | null}[]>}
 */
export async function splitSource(bytes, name, core) {
  return isZip(bytes) ? fromZip(bytes, name, core) : splitFile(bytes, name, core);
}
