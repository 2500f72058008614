// The library, opened once for all elements on a page, and only when the first of them needs it; what is
// large goes to a worker.
import { open } from "whence";
import { Far } from "./far.js";

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

// So many bytes of the worst mail take a tenth of a second on a slow machine.
const LARGE = 1 << 17;

/** The worker of one element: each has its own: what stops one must not stop another's. */
export class Helper {
  #far = null;
  #starting = null;
  #none = false; // no worker can be had here

  /**
   * Who judges so many bytes: the library here, or a worker that was started for it.
   * @returns {Promise<{whence: object, isFar: boolean}>} isFar false for a large source: the page stands
   *   still while it is judged
   */
  async for(size) {
    const near = await library();
    if (size < LARGE || this.#none) return { whence: near, isFar: false };
    if (!this.#far?.runs) {
      this.#starting ??= Far.start(near);
      const far = await this.#starting;
      this.#starting = null;
      this.#none = !far;
      if (!far) return { whence: near, isFar: false };
      this.#far = far;
    }
    return { whence: this.#far, isFar: true };
  }

  /** Whether a source of this size would make the page stand still. */
  isLarge(size) {
    return size >= LARGE;
  }

  /** Ends what the worker does; the next large mail has a fresh one. */
  stop() {
    this.#far?.stop();
    this.#far = null;
  }
}
