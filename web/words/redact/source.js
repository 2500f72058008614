// A mail's source without its recipient, still a mail: it is UTF-8 first, so that what stands encoded in it
// can be decoded, redacted, and encoded again.
import { Redactor } from "./redactor.js";
import { utf8Source } from "./utf8.js";

/**
 * @param {Uint8Array | string} source
 * @param {object} report of it
 * @param {{words?: string[], keep?: string[], redactor?: Redactor}} [options]
 * @returns {string} to be judged by itself: signatures of it no longer verify
 */
export function redactSource(source, report, options = {}) {
  const redactor = options.redactor ?? new Redactor(report, options);
  return redactor.text(utf8Source(typeof source === "string" ? new TextEncoder().encode(source) : source));
}
