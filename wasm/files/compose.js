// A mail put together from its pieces: RFC 5322 and MIME (RFC 2045, 2046). Text stands as it is (8bit), so
// that places in it can be shown.
import { joined } from "../joined.js";

const encoder = new TextEncoder();
const TOKEN = /^[!#$%&'*+.^_`{|}~\w-]{1,200}$/;

/** @typedef {{type: string, fields: string[], body: Uint8Array | Entity[], boundary?: string}} Entity */

export const utf8 = (text) => encoder.encode(text);

/** Base64 in lines of 76 (RFC 2045 6.8). */
export function base64(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 57)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 57))));
  return utf8(parts.join("\r\n"));
}

/** An unstructured text for a field: as encoded words (RFC 2047) where it is not plain ASCII. */
export function words(text) {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes("=?")) return text;
  const letters = [...text];
  const parts = [];
  for (let at = 0; at < letters.length; at += 12)
    parts.push(`=?utf-8?B?${new TextDecoder().decode(base64(utf8(letters.slice(at, at + 12).join(""))))}?=`);
  return parts.join("\r\n ");
}

/** A mailbox. What is not an address (Exchange's own form) is not written as if it were one. */
export function mailbox(name, address) {
  const plain = /^[^\s<>()",;:@]+@[^\s<>()",;:@]+$/.test(address);
  if (!name || name === address) return plain ? address : words(address || name);
  const shown = /^[\w .-]+$/.test(name)
    ? name
    : /^[\x20-\x7e]*$/.test(name) && !name.includes("=?")
      ? `"${name.replace(/["\\]/g, "\\$&")}"`
      : words(name);
  return plain ? `${shown} <${address}>` : shown;
}

/** A parameter of a field (RFC 2231 where it is not plain ASCII). */
export function parameter(name, value) {
  if (TOKEN.test(value)) return `${name}=${value}`;
  if (/^[\x20-\x7e]*$/.test(value)) return `${name}="${value.replace(/["\\]/g, "\\$&")}"`;
  const escaped = encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\ufffd"));
  const signs = (sign) => `%${sign.charCodeAt(0).toString(16)}`;
  return `${name}*=utf-8''${escaped.replace(/[!'()*]/g, signs)}`;
}

/** Whether bytes hold the text. */
function holds(bytes, text) {
  const wanted = utf8(text);
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    let n = 1;
    while (n < wanted.length && bytes[at + n] === wanted[n]) n++;
    if (n === wanted.length) return true;
  }
  return false;
}

function* leaves(entity) {
  if (Array.isArray(entity.body)) for (const part of entity.body) yield* leaves(part);
  else yield entity.body;
}

/** Whether a boundary stands in none of the parts. */
export const isFree = (entity, boundary) =>
  TOKEN.test(boundary) && [...leaves(entity)].every((body) => !holds(body, `--${boundary}`));

/**
 * Numbers for boundaries "whence-N" that stand in none of the parts: whoever wrote them cannot end a part
 * before its time.
 */
function freeNumbers(entity) {
  const used = new Set();
  for (const body of leaves(entity)) {
    const text = new TextDecoder("latin1").decode(body);
    for (const [, number] of text.matchAll(/--whence-(\d{1,9})/g)) used.add(Number(number));
  }
  let next = 0;
  return () => {
    while (used.has(++next));
    return next;
  };
}

function put(entity, pieces, number) {
  const text = (value) => pieces.push(utf8(value));
  if (!Array.isArray(entity.body)) {
    text(`${[`Content-Type: ${entity.type}`, ...entity.fields].join("\r\n")}\r\n\r\n`);
    pieces.push(entity.body);
    return;
  }
  const boundary = entity.boundary ?? `whence-${number()}`;
  const type = entity.boundary ? entity.type : `${entity.type};\r\n boundary="${boundary}"`;
  text(`${[`Content-Type: ${type}`, ...entity.fields].join("\r\n")}\r\n\r\n`);
  for (const part of entity.body) {
    text(`--${boundary}\r\n`);
    put(part, pieces, number);
    text("\r\n");
  }
  text(`--${boundary}--\r\n`);
}

/**
 * @param {string} header its lines, without those that describe the body, and without an empty one
 * @param {Entity} entity
 * @returns {Uint8Array}
 */
export function compose(header, entity) {
  const pieces = [utf8(header.replace(/\r?\n$/, "")), utf8("\r\nMIME-Version: 1.0\r\n")];
  put(entity, pieces, freeNumbers(entity));
  return joined(pieces);
}
