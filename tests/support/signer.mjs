// Signs mails written with "\n" for the tests: DKIM (RFC 6376) and one ARC set (RFC 8617), both
// relaxed/relaxed, by keys made on the spot.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

const pairs = {
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  weak: generateKeyPairSync("rsa", { modulusLength: 768 }),
};
const published = ({ publicKey }) => publicKey.export({ type: "spki", format: "der" }).toString("base64");

/** What stands behind p= in the records of the keys. */
export const keys = Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, published(pair)]));

/** "a=b; c=d" -> {a: "b", c: "d"} */
function tagsOf(text) {
  return Object.fromEntries(
    text
      .split(";")
      .filter((tag) => tag.trim())
      .map((tag) => {
        const equals = tag.indexOf("=");
        return [tag.slice(0, equals).trim(), tag.slice(equals + 1).trim()];
      }),
  );
}

const written = (tags) =>
  Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");

/** RFC 6376 3.4.2 */
function relaxedField(field) {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replaceAll("\n", "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 3.4.4 */
function relaxedBody(body) {
  const lines = body.split("\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.length && lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${line}\r\n`).join("");
}

function signatureOf(data, selector) {
  return sign("sha256", Buffer.from(data), (pairs[selector] ?? pairs.rsa).privateKey).toString("base64");
}

/** "NAME: tags; b=..." over the named fields, the last of each name, and the body (l= in the tags: so many
 * of its bytes). */
function messageSignature(name, tags, fields, body) {
  const { h = "from:to:subject:date:message-id", ...others } = tags;
  const text = relaxedBody(body).slice(0, Number(tags.l ?? Infinity));
  const bh = createHash("sha256").update(text).digest("base64");
  const unsigned = `${name}: ${written({ ...others, c: "relaxed/relaxed", h, bh })}; b=`;
  const left = [...fields];
  const chosen = h.split(":").flatMap((wanted) => {
    const at = left.findLastIndex((field) => field.split(":")[0].toLowerCase() === wanted.toLowerCase());
    return at < 0 ? [] : left.splice(at, 1);
  });
  return unsigned + signatureOf([...chosen.map(relaxedField), relaxedField(unsigned)].join("\r\n"), tags.s);
}

/** A DKIM-Signature field. tags: "d=example.com; s=rsa", and whatever else it is to say. */
export function dkimField(tags, fields, body) {
  return messageSignature("DKIM-Signature", { v: 1, a: "rsa-sha256", ...tagsOf(tags) }, fields, body);
}

/** The three fields of a chain's first set, newest first. found: what the sealer says that it has found. */
export function arcFields(tags, fields, body, found = "spf=pass smtp.mailfrom=example.com") {
  const { d, s } = tagsOf(tags);
  const results = `ARC-Authentication-Results: i=1; ${d}; ${found}`;
  const message = messageSignature("ARC-Message-Signature", { i: 1, a: "rsa-sha256", d, s }, fields, body);
  const seal = `ARC-Seal: ${written({ i: 1, a: "rsa-sha256", cv: "none", d, s })}; b=`;
  return [seal + signatureOf([results, message, seal].map(relaxedField).join("\r\n"), s), message, results];
}
