// Outlook's .msg (MS-OXMSG) as the mail that it was made of: the header that came with it as it is kept, the
// body as HTML and text (also out of RTF), the files, and mails within the mail as mails. Nobody can bring
// back what Outlook threw away: the core is told that the mail came from there.
import { charsetOf, decodePage } from "./codepages.js";
import { base64, compose, isFree, mailbox, parameter, utf8, words } from "./compose.js";
import { BrokenFile, Compound, isCompound } from "./compound.js";
import { Properties } from "./properties.js";

// Property ids: MS-OXPROPS.
const SUBJECT = 0x0037,
  SUBMITTED = 0x0039,
  HEADERS = 0x007d,
  DELIVERED = 0x0e06,
  BODY = 0x1000,
  RTF = 0x1009,
  HTML = 0x1013,
  MESSAGE_ID = 0x1035;
const SENDER = [0x0c1a, 0x5d01, 0x0c1f],
  AUTHOR = [0x0042, 0x5d02, 0x0065],
  RECIPIENT = [0x3001, 0x39fe, 0x3003],
  RECIPIENT_TYPE = 0x0c15;
const DATA = 0x3701,
  SHORT_NAME = 0x3704,
  LONG_NAME = 0x3707,
  TYPE = 0x370e,
  CONTENT_ID = 0x3712,
  SHOWN_NAME = 0x3001;

const MOST_FILES = 2000;
const DEEPEST = 12;
const MOST_HEADER = 4 << 20;
const PLAIN_TYPE = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/;

/** The fields that describe a body which is no longer there; RFC 2045 3. */
const OF_BODY = /^(content-[\w-]+|mime-version)[ \t]*:/i;

/** The header that came by mail, without what describes the body, and its Content-Type. */
function transportHeader(properties) {
  const text = properties
    .text(HEADERS)
    .slice(0, MOST_HEADER)
    .replace(/^Microsoft Mail Internet Headers[^\n]*\n/, "")
    .replace(/\0/g, "");
  const fields = text.split(/\r?\n(?![ \t])/).filter((field) => field.trim());
  const type =
    fields.find((field) => /^content-type[ \t]*:/i.test(field))?.replace(/^[^:]*:[ \t]*/, "") ?? "";
  return {
    header: fields
      .filter((field) => !OF_BODY.test(field))
      .map((field) => field.replace(/\r?\n/g, "\r\n"))
      .join("\r\n"),
    type,
  };
}

/** @param {any} properties  @param {number[]} ids */
const person = (properties, [name, ...addresses]) => {
  const address = addresses.map((id) => properties.line(id)).find((value) => value.includes("@")) ?? "";
  return mailbox(properties.line(name), address);
};

/** A header out of what Outlook keeps about a mail that has none: no more than it says. */
function headerOfProperties(properties, recipients) {
  const sender = person(properties, SENDER), given = person(properties, AUTHOR);
  const author = given.includes("@") ? given : sender || given; // some programs write half of it
  const to = (type) => recipients.filter((one) => one.type === type).map((one) => one.mailbox).join(",\r\n ");
  const date = properties.date(SUBMITTED) ?? properties.date(DELIVERED);
  const fields = [
    ["Date", date?.toUTCString().replace("GMT", "+0000")],
    ["From", author],
    ["Sender", sender === author ? "" : sender],
    ["To", to(1)],
    ["Cc", to(2)],
    ["Subject", words(properties.line(SUBJECT))],
    ["Message-ID", properties.line(MESSAGE_ID)],
  ];
  return fields.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`).join("\r\n");
}

/** A .msg, and who reads its compressed RTF. */
class File extends Compound {
  #rtf;

  constructor(bytes, rtf) {
    super(bytes);
    this.#rtf = rtf;
  }

  /** What a compressed RTF says, as {html, text}; null: nothing that could be read. */
  rtf(packed) {
    let read = null;
    try {
      read = this.#rtf(packed);
    } catch {
      // What it needs is more than there is.
    }
    if (!read?.whole) this.incomplete = true;
    return read;
  }

  /** A .msg that was attached as a file; null for other compound files (Word's). */
  inner(bytes, depth) {
    try {
      return convert(bytes, this.#rtf, depth + 1);
    } catch {
      return null;
    }
  }
}

const textEntity = (type, text) => ({
  type: `text/${type}; charset=utf-8`,
  fields: ["Content-Transfer-Encoding: 8bit"],
  body: utf8(text),
});

/** HTML as it is kept; of a kind of text that MIME could not carry, as UTF-8. */
function htmlEntity(properties) {
  const bytes = properties.bytes(HTML);
  const page = properties.internetPage;
  const charset = charsetOf(page);
  if (charset?.startsWith("utf-16")) return textEntity("html", decodePage(bytes, page));
  return {
    type: `text/html${charset ? `; charset=${charset}` : ""}`,
    fields: ["Content-Transfer-Encoding: 8bit"],
    body: bytes,
  };
}

/**
 * The texts of the body. Outlook writes a plain one itself for a mail that came as HTML alone: that one is
 * nobody's.
 */
function bodies(properties, file, type) {
  const rtf = !properties.has(HTML) && properties.has(RTF) ? file.rtf(properties.bytes(RTF)) : null;
  const html = properties.has(HTML)
    ? htmlEntity(properties)
    : rtf?.html
      ? textEntity("html", rtf.text)
      : null;
  const plain = properties.text(BODY) || (rtf?.html === false ? rtf.text : "");
  const entities = [];
  if (plain && !(html && /^text\/html\b/i.test(type))) entities.push(textEntity("plain", plain));
  if (html) entities.push(html);
  return entities;
}

function attachment(file, storage, page, depth) {
  const properties = new Properties(file, storage, 8, page);
  const name = properties.line(LONG_NAME) || properties.line(SHORT_NAME) || properties.line(SHOWN_NAME);
  const embedded = properties.storages.get(DATA);
  if (embedded) return enclosed(file, embedded, name, page, depth);
  const bytes = properties.bytes(DATA);
  if (bytes === null) {
    file.incomplete = true;
    return null;
  }
  const inner = isCompound(bytes) && depth < DEEPEST ? file.inner(bytes, depth) : null;
  if (inner) {
    file.incomplete ||= inner.incomplete;
    return asMail(inner.bytes, name);
  }
  const given = properties.line(TYPE).toLowerCase();
  const type =
    PLAIN_TYPE.test(given) && !/^(multipart|message)\//.test(given) ? given : "application/octet-stream";
  const id = properties.line(CONTENT_ID).replace(/[<>\s]/g, "");
  const fields = [
    "Content-Transfer-Encoding: base64",
    `Content-Disposition: attachment${name ? `;\r\n ${parameter("filename", name)}` : ""}`,
  ];
  if (/^[\x21-\x7e]+$/.test(id)) fields.push(`Content-ID: <${id}>`);
  return { type: name ? `${type};\r\n ${parameter("name", name)}` : type, fields, body: base64(bytes) };
}

function enclosed(file, storage, name, page, depth) {
  if (depth >= DEEPEST) {
    file.incomplete = true;
    return null;
  }
  return asMail(message(file, storage, 24, page, depth + 1), name);
}

function asMail(body, name) {
  const shown = name
    ? [
        `Content-Disposition: ` +
          `attachment;\r\n ${parameter("filename", /\.(eml|msg)$/i.test(name) ? name : `${name}.eml`)}`,
      ]
    : [];
  return { type: "message/rfc822", fields: ["Content-Transfer-Encoding: 8bit", ...shown], body };
}

/**
 * Of the original's structure its outermost boundary is kept, where it can be: programs are recognised by
 * theirs.
 */
function wrap(texts, files, type) {
  const text =
    texts.length > 1
      ? { type: "multipart/alternative", fields: [], body: texts }
      : (texts[0] ?? textEntity("plain", ""));
  const whole = files.length ? { type: "multipart/mixed", fields: [], body: [text, ...files] } : text;
  const boundary = /^multipart\/(?:mixed|alternative|related)\b/i.test(type)
    ? /;\s*boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/i.exec(type)
    : null;
  const kept = boundary?.[1] ?? boundary?.[2];
  if (!kept || !isFree(whole, kept)) return whole;
  return {
    type: type.replace(/\r?\n/g, "\r\n"),
    fields: [],
    boundary: kept,
    body: Array.isArray(whole.body) ? whole.body : [whole],
  };
}

function message(file, storage, header, page, depth) {
  const properties = new Properties(file, storage, header, page);
  // Word's and Excel's files are compound files, too.
  if (!properties.tabled && header === 32) throw new BrokenFile("no Outlook item");
  const recipients = [], files = [];
  for (const folder of properties.folders) {
    if (folder.name.startsWith("__recip_version1.0_") && recipients.length < MOST_FILES) {
      const one = new Properties(file, folder, 8, properties.page);
      recipients.push({ type: one.number(RECIPIENT_TYPE) ?? 1, mailbox: person(one, RECIPIENT) });
    } else if (folder.name.startsWith("__attach_version1.0_")) {
      if (files.length < MOST_FILES) files.push(attachment(file, folder, properties.page, depth));
      else file.incomplete = true;
    }
  }
  const transport = transportHeader(properties);
  const head = transport.header || headerOfProperties(properties, recipients);
  return compose(head, wrap(bodies(properties, file, transport.type), files.filter(Boolean), transport.type));
}

/**
 * @param {Uint8Array} bytes a .msg
 * @param {(packed: Uint8Array) => {text: string, html: boolean, whole: boolean} | null} rtf reads compressed
 *   RTF (the core's grammar); the bytes must outlive it
 * @returns {{bytes: Uint8Array, incomplete: boolean}} the mail's source; incomplete: a part of the file was
 * not there or not understood.
 *   Throws BrokenFile when it is no .msg.
 */
export const readMsg = (bytes, rtf) => convert(bytes, rtf, 0);

function convert(bytes, rtf, depth) {
  const file = new File(bytes, rtf);
  const mail = message(file, file.root, 32, undefined, depth);
  return { bytes: mail, incomplete: file.incomplete };
}
