// Fields as they were written, and values as lookups brought them, for quoting.

const latin = new TextDecoder("latin1");

/** The bytes of a span as text, on one line; of a text, which has no bytes, nothing. */
function slice(source, [start, end]) {
  return source instanceof Uint8Array ? latin.decode(source.subarray(start, end)) : null;
}

/** Date and time as a field has them (RFC 5322 3.3), in the hop's own zone. */
function dateTime(date) {
  const local = new Date(Date.parse(date.iso) + (date.offsetMinutes ?? 0) * 60000);
  return local.toUTCString().replace("GMT", offset(date));
}

/**
 * A Received line on one line: as written, where the source is there, else put together from its parts (RFC
 * 5321 4.4).
 * @param {object} hop of a report  @param {Uint8Array | undefined} source
 */
export function rawReceived(hop, source) {
  const written = hop.raw ?? (source && hop.spans?.[0] ? slice(source, hop.spans[0]) : null);
  if (written)
    return written
      .replace(/^received:\s*/i, "")
      .replace(/\s+/g, " ")
      .trim();
  const { from, by } = hop;
  const inside = [from.rdns && from.rdns !== from.helo ? from.rdns : null, from.ip ? `[${from.ip}]` : null]
    .filter(Boolean)
    .join(" ");
  const words = [
    from.helo || from.ip ? `from ${from.helo ?? "unknown"}${inside ? ` (${inside})` : ""}` : "",
    by.host ? `by ${by.host}` : "",
    hop.with ? `with ${hop.with}` : "",
    hop.for ? `for <${hop.for}>` : "",
  ];
  return words.filter(Boolean).join(" ") + (hop.date ? `; ${dateTime(hop.date)}` : "");
}

function offset({ offsetMinutes = 0 }) {
  const size = Math.abs(offsetMinutes),
    two = (n) => String(n).padStart(2, "0");
  return `${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** A value of a fact out of a lookup as text. */
export const readAgain = (value) =>
  typeof value === "object" && value !== null ? Object.values(value).join(" ") : String(value);
