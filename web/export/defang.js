// Text out of a mail made harmless for publishing: nothing in it is taken for a link by a mail program, a blog or a chat.
import { visibleRuns } from "../element/bytes.js";

// A host name that ends in letters, or an IPv4 address; in running text too.
const HOST = /[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.(?:\p{L}[\p{L}\p{N}-]*)|\d{1,3}(?:\.\d{1,3}){3}/gu;

/** "https://example.com/" -> "hxxps://example[.]com/", "a@example.com" -> "a@example[.]com". */
export function defang(text) {
  return text.replace(/h(?:tt|xx)p(?=s?:)/gi, "hxxp").replace(HOST, (host) => host.replaceAll(".", "[.]"));
}

/** Controls and characters that hide or turn text round, by name: "\u202E" -> "[RLO]". */
export function visible(text) {
  return visibleRuns(text).map((run) => (typeof run === "string" ? run.replace(/\s+/g, " ") : `[${run.mark}]`)).join("");
}
