// Decodes mail's charsets for the core by the host's TextDecoder (WHATWG Encoding Standard). The core brings
// labels into the standard's names and reads UTF-8, windows-1252 and the 7-bit charsets with shift states
// itself.

/** @type {Map<string, TextDecoder | null>} */
const decoders = new Map();
const MOST_DECODERS = 64;

function decoderFor(label) {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    try {
      decoder = new TextDecoder(label, { ignoreBOM: true });
    } catch {
      decoder = null;
    }
    if (decoders.size < MOST_DECODERS) decoders.set(label, decoder);
  }
  return decoder;
}

/** Labels as mail writes them: any case, blanks, quotes and a language after "*" (RFC 2231 5). */
function normaliseLabel(label) {
  return label.split("*", 1)[0].replace(/["'\s]/g, "").toLowerCase();
}

/**
 * @param {string} label
 * @param {Uint8Array} bytes
 * @returns {string | null} null for a charset that is not known here; malformed bytes become U+FFFD
 */
export function decodeCharset(label, bytes) {
  const decoder = decoderFor(normaliseLabel(label));
  return decoder ? decoder.decode(bytes) : null;
}
