// The library, opened once for all elements on a page, and only when the first of them needs it.
import { open } from "whence";

export { dohResolver } from "whence";

let opened = null;

/** @returns {Promise<object>} the library; a failed start is tried again the next time */
export function library() {
  opened ??= open().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}
