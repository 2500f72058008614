// The mail that a page gives to the element inside it: <script type="message/rfc822" slot="source">, <pre
// slot="source">, or src="…".

import { redactSource } from "../words/redact/source.js";

const LONGEST = 64 << 20;

/** @returns {{text: string} | {error: string} | null} null: nothing is there yet */
export function givenSource(element) {
  const holder = element.querySelector("[slot=source]");
  if (!holder?.textContent.trim()) return null;
  // "<info@example.org>" written as such became an element: what it said is lost, and a judgement would be
  // wrong.
  if (holder.children.length) return { error: "source-markup" };
  return { text: holder.textContent.replace(/^\r?\n/, "") };
}

/** Waits for what a framework or a script puts in later. @returns {() => void} stops waiting */
export function whenGiven(element, found) {
  const observer = new MutationObserver(() => {
    const given = givenSource(element);
    if (!given) return;
    observer.disconnect();
    found(given);
  });
  observer.observe(element, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}

/** The mail at an address. @returns {Promise<Uint8Array>} rejected with a code of the page's texts */
export async function fetchSource(address, base) {
  try {
    const response = await fetch(new URL(address, base), { credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > LONGEST) throw Object.assign(new Error("too large"), { code: "too-large" });
    return bytes;
  } catch (error) {
    throw Object.assign(error, { code: error.code === "too-large" ? error.code : "source-fetch" });
  }
}

/** The mail without its recipient: what is shown, places of the source too, is judged from it alone. */
export async function masked(bytes, whence) {
  return new TextEncoder().encode(redactSource(bytes, await whence.analyze(bytes)));
}
