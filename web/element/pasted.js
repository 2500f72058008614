// What was copied: the source of a mail as text, or the mail itself as its reader saw it. Of the latter the
// text alone has lost where the links lead; the HTML that programs put on the clipboard beside it still has
// it.

const FIELD =
  /^(received|return-path|delivered-to|message-id|mime-version|authentication-results|x-[\w-]+)[ \t]*:/gim;

/** Whether a text holds a mail's header: two fields at least that nobody is shown as text. */
const hasHeader = (text) =>
  new Set(Array.from(text.slice(0, 1 << 20).matchAll(FIELD), ([, name]) => name.toLowerCase())).size > 1;

const TAG = /<(?:a|area|form|img)\b([^>]*)/gi;

/** Whether a page has anything that leads elsewhere. */
function hasTarget(html) {
  for (const [, attributes] of html.matchAll(TAG))
    if (/\b(?:href|src|action)\s*=/i.test(attributes)) return true;
  return false;
}

/**
 * @param {string} text the clipboard's text/plain
 * @param {string} html its text/html; "" when there is none
 * @returns {string} what is to be judged
 */
export function chosenOf(text, html) {
  if (!html || hasHeader(text)) return text;
  return hasTarget(html) || !text.trim() ? html.trim() : text;
}

/**
 * The clipboard of the machine; the browser may ask its reader. Rejected when it is refused.
 * @returns {Promise<{text: string, isPicture: boolean}>} isPicture: there is nothing but one
 */
export async function readClipboard() {
  const text = await navigator.clipboard.readText();
  if (hasHeader(text) || !navigator.clipboard.read) return { text, isPicture: false };
  try {
    const [item] = await navigator.clipboard.read();
    const types = item?.types ?? [];
    const html = types.includes("text/html") ? await (await item.getType("text/html")).text() : "";
    return { text: chosenOf(text, html), isPicture: types.some((type) => type.startsWith("image/")) };
  } catch {
    return { text, isPicture: false }; // Only text is handed out here.
  }
}
