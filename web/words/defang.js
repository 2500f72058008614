// Text out of a mail made harmless for publishing: nothing in it is taken for a link by a mail program, a
// blog or a chat.

const TOKEN = /[\p{L}\p{N}_.-]+/gu;
// A dot beside an accent or a picture: names are made of these too, sentences and numbers are not.
const PICTURE = "[\\p{M}\\p{So}\\p{Sk}\\p{Cf}\\p{Co}]", LETTER = "[^\\s\\p{P}]";
const PICTURED = new RegExp(`(?<=${PICTURE})\\.(?=${LETTER})|(?<=${LETTER})\\.(?=${PICTURE})`, "gu");
const FOUR = /^\.*\d{1,3}(?:\.\d{1,3}){3}\.*$/;

/**
 * A host name that ends in letters, a file's name, an IPv4 address: what a program might take for an address
 * of the web.
 */
function neutral(token) {
  if (!token.includes(".")) return token;
  // 0.72, 15.20.7025.25
  if (/^[\d.]+$/.test(token) && !FOUR.test(token)) return token;
  return token.replace(/(?<=[\p{L}\p{N}_-])\.(?=[\p{L}\p{N}_-])/gu, "[.]");
}

/**
 * "https://example.com/" -> "hxxps://example[.]com/", "ftp://" -> "ftp[:]//", "a@example.com" ->
 * "a@example[.]com".
 */
export function defang(text) {
  return text
    .replace(/h(?:tt|xx)p(?=s?:)/gi, "hxxp")
    .replace(/\b(?!hxxps?:)([a-z][a-z0-9+.-]{0,15}):(?=\/\/)/gi, "$1[:]")
    .replace(/\b(tel|data|javascript|vbscript):/gi, "$1[:]")
    .replace(/(mailto|xmpp):/gi, "$1[:]")
    .replace(/www\./gi, "www[.]") // GFM takes whatever follows for a host
    .replace(TOKEN, neutral)
    .replace(PICTURED, "[.]");
}
