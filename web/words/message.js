// Messages with placeholders: "Handed over by {ip} after {delay:duration}". A placeholder is {name} or
// {name:format}; format: number, bytes, duration (seconds), date (ISO 8601), region (ISO 3166), or none:
// text. Any other format is a family of ui.json: the value is an id and its name is shown,
// "{technique:technique}" -> ui.json's "technique.homoglyph".

/** @typedef {string | {name: string, format: string}} Part */

/** @type {Map<string, Part[]>} */
const parsed = new Map();

/** The message's parts in order: plain strings and placeholders. */
export function parse(message) {
  let parts = parsed.get(message);
  if (parts) return parts;
  parts = [];
  let end = 0;
  for (const match of message.matchAll(/\{([A-Za-z][A-Za-z0-9]*)(?::([a-z][a-z.-]*))?\}/g)) {
    if (match.index > end) parts.push(message.slice(end, match.index));
    parts.push({ name: match[1], format: match[2] ?? "text" });
    end = match.index + match[0].length;
  }
  if (end < message.length) parts.push(message.slice(end));
  parsed.set(message, parts);
  return parts;
}

/** The names of a message's placeholders, each once, sorted. */
export function placeholders(message) {
  return [
    ...new Set(
      parse(message)
        .filter((part) => typeof part === "object")
        .map((part) => part.name),
    ),
  ].sort();
}
