// DNS messages (RFC 1035 4) as a DoH client sends and receives them: dns-packet packs and unpacks names and
// records, we add the distrust. Whatever is odd throws. Bundles have of it what stands here after "packet."
// (shaken.mjs).
import packet from "dns-packet";
import { Buffer } from "buffer";
import { LARGEST, TYPES, canAsk } from "./dns-types.js";

const HEADER = 12;
const NAMES = new Map(Object.entries(TYPES).map(([name, number]) => [number, name]));
const RCODES = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];
const IN = 1;
const MOST_ALIASES = 16;
const MOST_STEPS = 256; // a name has 127 labels (RFC 1035 2.3.4), and no use for more pointers than that

const fold = (name) => name.toLowerCase().replace(/\.$/, "");
const insist = (condition, problem) => {
  if (!condition) throw new Error(problem);
};

/**
 * A query with id 0 (RFC 8484 4.1: so that caches recognise it) that asks for recursion.
 * @returns {Uint8Array}
 */
export function encodeQuery(name, type) {
  const labels = fold(name).split(".");
  const fits =
    labels.every((label) => label.length >= 1 && label.length <= 63) &&
    fold(name).length <= 253 &&
    /^[\x21-\x7e]+$/.test(name);
  insist(fits && canAsk(type), "cannot be asked");
  const end = HEADER + packet.name.encodingLength(fold(name));
  const query = Buffer.alloc(end + 4);
  query.writeUInt16BE(packet.RECURSION_DESIRED, 2);
  query.writeUInt16BE(1, 4); // a question
  packet.name.encode(fold(name), query, HEADER);
  query.writeUInt16BE(TYPES[type], end);
  query.writeUInt16BE(IN, end + 2);
  return query;
}

/**
 * A name (RFC 1035 4.1.4). The library follows pointers as long as they lead backwards: a chain of thousands,
 * to which thousands of records point, would keep it busy for a long time.
 */
function nameAt(bytes, at) {
  for (let from = at, steps = 0; bytes[from] > 0;) {
    insist(++steps <= MOST_STEPS, "a name of too many pieces");
    from = bytes[from] < 0xc0 ? from + 1 + bytes[from] : bytes.readUInt16BE(from) & 0x3fff;
  }
  return packet.name.decode(bytes, at);
}

/**
 * RDATA in the Resolver's form (contract: data). `at` is where RDLENGTH is, which the library's readers begin
 * with.
 */
function readData(type, bytes, at, length) {
  switch (type) {
    case "A":
      insist(length === 4, "an A record of another size");
      return packet.a.decode(bytes, at);
    case "AAAA":
      insist(length === 16, "an AAAA record of another size");
      return packet.aaaa.decode(bytes, at);
    case "MX":
      insist(length >= 3, "an MX record too short");
      nameAt(bytes, at + 4);
      return packet.mx.decode(bytes, at);
    case "TXT": return readTexts(bytes, at + 2, length);
    case "NS": case "PTR": case "CNAME": return readName(bytes, at + 2, at + 2 + length);
    default: return null;
  }
}

/** RFC 1035 3.3.14: character-strings that fill the RDATA exactly; each octet becomes one character. */
function readTexts(bytes, at, length) {
  const texts = [];
  const end = at + length;
  while (at < end) {
    const next = at + 1 + bytes[at];
    insist(next <= end, "a character-string that ends beyond its record");
    texts.push(String.fromCharCode(...bytes.subarray(at + 1, next)));
    at = next;
  }
  insist(texts.length > 0, "a TXT record without a string");
  return texts;
}

function readName(bytes, at, end) {
  const name = nameAt(bytes, at);
  insist(at + packet.name.decode.bytes === end, "a name of another length than its record");
  return name;
}

/**
 * One record.
 * @returns {{record: {name, type, ttl, data}, end: number}} type and data null for what nobody asks for
 */
function readRecord(bytes, at) {
  const name = nameAt(bytes, at);
  at += packet.name.decode.bytes;
  insist(at + 10 <= bytes.length, "a record cut short");
  const type = bytes.readUInt16BE(at), inClass = bytes.readUInt16BE(at + 2) === IN;
  const ttl = bytes.readUInt32BE(at + 4), length = bytes.readUInt16BE(at + 8);
  const end = at + 10 + length;
  insist(end <= bytes.length, "a record cut short");
  const known = inClass ? NAMES.get(type) ?? null : null;
  // The library is shown nothing after the record: what wants to read on fails.
  const data = known ? readData(known, bytes.subarray(0, end), at + 8, length) : null;
  if (known === "MX")
    insist(packet.mx.decode.bytes === length + 2, "an MX record of another length than it says");
  return { record: { name: fold(name), type: known, ttl: ttl > 0x7fffffff ? 0 : ttl, data }, end };
}

/** The SOA's part in how long an absence may be remembered (RFC 2308 5). */
function negativeTtl(bytes, at, end, ttl) {
  return Math.min(ttl, bytes.readUInt32BE(end - 4));
}

/** From the name asked through its CNAMEs; what does not belong to that chain is left out. */
function followAliases(records, name, type) {
  const answers = [];
  let at = name;
  for (let hops = 0; ; hops++) {
    const found = records.filter((record) => record.name === at && record.type === type);
    answers.push(...found);
    const alias =
      type === "CNAME" || found.length
        ? undefined
        : records.find((record) => record.name === at && record.type === "CNAME");
    if (!alias) return answers;
    insist(
      hops < MOST_ALIASES && !answers.some((record) => record.name === fold(alias.data)),
      "a loop of aliases",
    );
    answers.push(alias);
    at = fold(alias.data);
  }
}

/** How long an answer may be kept: its shortest TTL; for an absence what the SOA says, or a minute. */
function lifetime(bytes, answers, at, authorities) {
  if (answers.length) return Math.min(...answers.map(({ ttl }) => ttl));
  for (; authorities > 0; authorities--) {
    const { record, end } = readRecord(bytes, at);
    if (record.type === "SOA" && end - at >= 22) return negativeTtl(bytes, at, end, record.ttl);
    at = end;
  }
  return 60;
}

/**
 * Reads the response to (name, type).
 * @param {Uint8Array} message
 * @returns {{rcode: string, answers: {name, type, ttl, data}[], keep: number}} keep: seconds
 */
export function decodeResponse(message, name, type) {
  insist(message.length >= HEADER && message.length <= LARGEST, "no DNS message");
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const flags = bytes.readUInt16BE(2);
  insist(bytes.readUInt16BE(0) === 0, "another id than was asked with");
  insist(flags & 0x8000 && (flags & 0x7800) === 0, "no response to a query");
  insist(!(flags & packet.TRUNCATED_RESPONSE), "a response cut short");
  insist(bytes.readUInt16BE(4) === 1, "another number of questions than was asked");
  insist(fold(nameAt(bytes, HEADER)) === fold(name), "another name than was asked for");
  let at = HEADER + packet.name.decode.bytes;
  insist(
    at + 4 <= bytes.length && bytes.readUInt16BE(at) === TYPES[type] && bytes.readUInt16BE(at + 2) === IN,
    "another type than was asked for",
  );
  at += 4;
  const records = [];
  for (let left = bytes.readUInt16BE(6); left > 0; left--) {
    const { record, end } = readRecord(bytes, at);
    if (record.type) records.push(record);
    at = end;
  }
  const code = flags & 15;
  const rcode = RCODES[code] ?? `RCODE${code}`;
  const answers = followAliases(records, fold(name), type);
  const keep = code === 0 || code === 3 ? lifetime(bytes, answers, at, bytes.readUInt16BE(8)) : 0;
  return { rcode, answers, keep };
}
