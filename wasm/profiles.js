// Options that outlive one mail are opened once: where they bring brands or own domains, building the index
// of brands costs more than judging a mail. The few used last are kept: each can take some megabytes. Those
// without options stay: the others take their tables from them.

const KEPT = 4;

export class Profiles {
  #core;
  #plain = null; // {handle, problem} without options
  /** JSON -> {handle, problem, users}; the one used last is last. */
  #open = new Map();

  /** @param {import("./core.js").Core} core */
  constructor(core) {
    this.#core = core;
  }

  /**
   * Lends a profile until release().
   * @param {string} json the options, "" for none
   * @returns {{handle: number, problem: string | null, release: () => void}}
   */
  borrow(json) {
    const plain = (this.#plain ??= this.#core.openProfile("", 0));
    if (!json) return { ...plain, release: () => {} };
    let profile = this.#open.get(json);
    if (profile) this.#open.delete(json);
    else profile = { ...this.#core.openProfile(json, plain.handle), users: 0 };
    this.#open.set(json, profile);
    profile.users++;
    this.#trim();
    let lent = true;
    return {
      handle: profile.handle,
      problem: profile.problem,
      release: () => {
        if (lent) profile.users--;
        lent = false;
      },
    };
  }

  /** Closes those that nobody uses and that were not used of late. */
  #trim() {
    let surplus = this.#open.size - KEPT;
    for (const [json, { handle, users }] of this.#open) {
      if (surplus <= 0) return;
      if (users > 0) continue;
      this.#open.delete(json);
      this.#core.closeProfile(handle);
      surplus--;
    }
  }
}
