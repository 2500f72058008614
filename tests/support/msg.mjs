// Outlook files for the tests, by two other writers: @tutao/oxmsg, which writes mails, and the one in
// @kenjiuno/msgreader, which writes any compound file, for what the first cannot: embedded mails, code pages,
// RTF as Exchange makes it.
import { createRequire } from "node:module";
import { Attachment, AttachmentType, Email } from "@tutao/oxmsg";

const { burn } = createRequire(import.meta.url)("@kenjiuno/msgreader/lib/Burner.js");

export const HEADER = [
  "Received: from mail.shop.example.com (mail.shop.example.com [198.51.100.25])",
  "\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7",
  "\tfor <hanako@example.jp>; Tue,  3 Feb 2026 10:00:05 +0900 (JST)",
  "Date: Tue, 3 Feb 2026 10:00:02 +0900",
  "From: =?utf-8?B?44GK5bqX?= <news@shop.example.com>",
  "To: Hanako <hanako@example.jp>",
  "Subject: =?utf-8?B?44GU5rOo5paH44Gu56K66KqN?=",
  "Message-ID: <20260203010002.7F3A21@mail.shop.example.com>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="b1_0123456789"',
  "Content-Transfer-Encoding: 8bit",
  "",
].join("\r\n");

/** A mail by oxmsg. files: [name, bytes] */
export function byOxmsg({
  header = HEADER,
  text = "",
  html = "",
  rtf = null,
  files = [],
  subject = "ご注文の確認",
} = {}) {
  const mail = new Email(false)
    .subject(subject)
    .sender("news@shop.example.com", "お店")
    .to("hanako@example.jp", "花子")
    .sentOn(new Date("2026-02-03T01:00:02Z"))
    .bodyText(text)
    .bodyHtml(html);
  if (header) mail.headers(header);
  if (rtf) Object.assign(mail, { _bodyRtf: rtf, bodyRtfCompressed: true });
  for (const [name, bytes] of files)
    mail.attach(new Attachment(bytes, name, "", AttachmentType.ATTACH_BY_VALUE));
  return new Uint8Array(mail.msg());
}

const utf16 = (text) => new Uint8Array(Buffer.from(text, "utf16le"));
const tag = (id, type) => `__substg1.0_${id.toString(16).padStart(4, "0").toUpperCase()}${type}`;

/** The stream with what fits into eight bytes: numbers by their ids. */
function table(header, numbers) {
  const bytes = new Uint8Array(header + numbers.length * 16);
  const view = new DataView(bytes.buffer);
  numbers.forEach(([id, value], i) => {
    view.setUint16(header + i * 16, 3, true);
    view.setUint16(header + i * 16 + 2, id, true);
    view.setUint32(header + i * 16 + 8, value, true);
  });
  return bytes;
}

/**
 * An object as a folder of a compound file: {name: Uint8Array | folder}
 * @param {{texts?: [number, string][], bytes?: [number, Uint8Array][], old?: [number, Uint8Array][],
 * numbers?: [number, number][], attachments?: object[], embedded?: object}} given
 *   old: texts in the code page, as bytes
 */
export function item(
  { texts = [], bytes = [], old = [], numbers = [], attachments = [], embedded = null },
  header = 32,
) {
  const folder = { "__properties_version1.0": table(header, numbers) };
  for (const [id, text] of texts) folder[tag(id, "001F")] = utf16(text);
  for (const [id, data] of old) folder[tag(id, "001E")] = data;
  for (const [id, data] of bytes) folder[tag(id, "0102")] = data;
  if (embedded) folder[tag(0x3701, "000D")] = item(embedded, 24);
  attachments.forEach((one, i) => {
    folder[`__attach_version1.0_#${String(i).padStart(8, "0")}`] = item(one, 8);
  });
  return folder;
}

/** A compound file by msgreader's writer. */
export function byBurner(folder) {
  const entries = [{ name: "Root Entry", type: 5, children: [], length: 0 }];
  const add = (parent, content) => {
    for (const [name, value] of Object.entries(content)) {
      const index = entries.length;
      entries[parent].children.push(index);
      if (value instanceof Uint8Array)
        entries.push({ name, type: 2, binaryProvider: () => value, length: value.length });
      else {
        entries.push({ name, type: 1, children: [], length: 0 });
        add(index, value);
      }
    }
  };
  add(0, folder);
  return new Uint8Array(burn(entries));
}

/** RTF as it stands in PR_RTF_COMPRESSED, not compressed (MS-OXRTFCP 2.1.3.1.1). */
export function storedRtf(rtf) {
  const bytes = new Uint8Array(16 + rtf.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, rtf.length + 12, true);
  view.setUint32(4, rtf.length, true);
  view.setUint32(8, 0x414c454d, true);
  bytes.set(Buffer.from(rtf, "latin1"), 16);
  return bytes;
}
