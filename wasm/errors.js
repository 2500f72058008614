// The one kind of error that the library throws. Hostile mail is never a reason for one.

const MESSAGES = {
  "aborted": "The analysis was aborted.",
  "bad-input": "What was given cannot be read as what was asked for.",
  "bad-option": "An option is not what it should be.",
  "too-large": "The source is too large.",
  "out-of-memory": "There is not enough memory.",
  "wasm-unavailable": "WebAssembly is not available here, or not allowed by the page's policy.",
  "internal": "The analyzer failed inside. Please report this.",
};

export class WhenceError extends Error {
  /**
   * @param {keyof typeof MESSAGES} code for programs
   * @param {string} [detail] for people; the code's own sentence when absent
   * @param {unknown} [cause] what led to it
   * @param {string} [option] with "bad-option": its name
   */
  constructor(code, detail, cause, option) {
    super(detail ?? MESSAGES[code] ?? code, cause === undefined ? undefined : { cause });
    this.name = "WhenceError";
    this.code = code;
    this.option = option ?? null;
  }
}

/** Throws when the signal is aborted. @param {AbortSignal | undefined} signal */
export function stopIfAborted(signal) {
  if (signal?.aborted) throw new WhenceError("aborted", undefined, signal.reason);
}
