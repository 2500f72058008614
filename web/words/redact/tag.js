// Tags in addresses, by which one mailbox has many: one name to whoever hides it.
/** A left side, or a whole address, without its tag (RFC 5233): "hana+shop@example.com" is Hana's too. */
export function untagged(text) {
  const plus = text.indexOf("+"), at = text.lastIndexOf("@");
  if (plus < 0 || (at >= 0 && plus > at)) return text;
  return text.slice(0, plus) + (at < 0 ? "" : text.slice(at));
}
