// A TNEF ("winmail.dat") as Outlook writes it: MS-OXTNEF 2.1.
import { storedRtf } from "./msg.mjs";

const little = (value, bytes) => Uint8Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
const joined = (...pieces) => Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
const padded = (bytes) => joined(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
const long = (bytes) => joined(little(bytes.length, 4), padded(bytes));

export const attribute = (level, id, value) =>
  joined([level], little(id, 4), little(value.length, 4), value, little(value.reduce((a, b) => a + b, 0), 2));

/** A property: of an array of bytes (binary), a text (Unicode), a number, or {type, bytes}. */
export function property(id, value) {
  if (typeof value === "number") return joined(little(3, 2), little(id, 2), little(value, 4));
  const type = value.type ?? (typeof value === "string" ? 0x1f : 0x102);
  const bytes = value.bytes ?? (typeof value === "string" ? Buffer.from(`${value}\0`, "utf16le") : value);
  return joined(little(type, 2), little(id, 2), little(1, 4), long(bytes));
}
/** A property that has a name. */
export const named = (name, number) =>
  joined(little(3, 2), little(0x8001, 2), new Uint8Array(16), little(1, 4),
    long(Buffer.from(`${name}\0`, "utf16le")), little(number, 4));
export const properties = (list) => joined(little(list.length, 4), ...list);

const INTERFACE = Buffer.from("0703020000000000c000000000000046", "hex"); // IMessage
const file = ({ name, title = name, bytes, message }) => joined(
  attribute(2, 0x00069002, new Uint8Array(14)),
  ...(title ? [attribute(2, 0x00018010, Buffer.from(`${title}\0`, "latin1"))] : []),
  ...(bytes ? [attribute(2, 0x0006800f, bytes)] : []),
  attribute(2, 0x00069005, properties([
    ...(name ? [property(0x3707, name)] : []),
    ...(message ? [property(0x3701, { type: 0x0d, bytes: joined(INTERFACE, message) })] : []),
  ])),
);

/**
 * @param {{body?: Uint8Array, page?: number, list?: Uint8Array[], files?: object[]}} mail body: the text that
 *   stands in an attribute of its own; list: its properties; files: {name, title?, bytes} or {name, message},
 *   where message is another TNEF
 */
export const tnef = ({ body, page = 1252, list = [], files = [] }) => joined(
  little(0x223e9f78, 4), little(1, 2),
  attribute(1, 0x00089006, little(0x10000, 4)),
  attribute(1, 0x00069007, joined(little(page, 4), little(0, 4))),
  attribute(1, 0x00078008, Buffer.from("IPM.Microsoft Mail.Note\0")),
  ...(body ? [attribute(1, 0x0002800c, body)] : []),
  attribute(1, 0x00069003, properties(list)),
  ...files.map(file),
);

export const TEXT = 0x1000, RTF = 0x1009, HTML = 0x1013, PAGE = 0x3fde;
export const rtf = (text) => property(RTF, storedRtf(text));
