// What a text's own header says of its recipients, for a text that comes without a report: only as much as
// redaction needs.
import { withoutWords } from "./encoded.js";

const FIELD = /^([!-9;-~]+)[ \t]*:((?:.*)(?:\r?\n[ \t]+.*)*)/gm;
const LOCAL = '[^\\s<>@"(),;:=]{1,128}',
  DOMAIN = '[^\\s<>@"(),;:]{1,255}',
  NAME = '"([^"]{1,200})"\\s{0,100}|([^<>",;]{1,600})';
const ADDRESS = new RegExp(`(?:${NAME})?<(${LOCAL}@${DOMAIN})>|(${LOCAL}@${DOMAIN})`, "g");
const TO = /^(?:to|cc|bcc)$|(?:^|-)(?:to|for|rcpt|recipients?|recptid)$/i;
const FROM = /^(?:from|sender|return-path|(?:x-)?(?:original-)?reply-to)$/i;
const NOT_TO =
  /(?:reply|errors|receipt|notification|followup|complaints|reports?|bounces?|feedback)-?(?:to)?$|^in-reply-to$/i;

/** @returns {object} a report of identities and hops alone */
export function headerOf(text) {
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const identities = { from: [], to: [], recipients: [] },
    hops = [];
  for (const [, name, value] of text.slice(0, end).matchAll(FIELD)) {
    if (/^received$/i.test(name)) {
      const address = /\bfor\s+<?([^\s<>;]+@[^\s<>;]+)/i.exec(value)?.[1];
      hops.push({ for: address ?? null, side: "claimed" });
    } else if (TO.test(name) && !NOT_TO.test(name))
      identities[/^(?:to|cc)$/i.test(name) ? "to" : "recipients"].push(...boxes(value));
    else if (FROM.test(name)) identities.from.push(...boxes(value));
  }
  return { identities, hops };
}

function boxes(value) {
  const unfolded = value.replace(/\r?\n[ \t]+/g, " ");
  return [...unfolded.matchAll(ADDRESS)].map(([, quoted, plain, inside, bare]) => ({
    display: withoutWords(quoted ?? plain ?? "").trim() || null,
    address: inside ?? bare,
  }));
}
