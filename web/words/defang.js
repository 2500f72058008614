// Text out of a mail made harmless for publishing: nothing in it is taken for a link by a mail program, a blog or a chat.

// A host name that ends in letters, or an IPv4 address; in running text too.
const HOST = /[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.(?:\p{L}[\p{L}\p{N}-]*)|\d{1,3}(?:\.\d{1,3}){3}/gu;

/** "https://example.com/" -> "hxxps://example[.]com/", "a@example.com" -> "a@example[.]com". */
export function defang(text) {
  return text.replace(/h(?:tt|xx)p(?=s?:)/gi, "hxxp").replace(HOST, (host) => host.replaceAll(".", "[.]"));
}
