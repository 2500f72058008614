// Where reports go: standard output, each whole, with what each format wants between and after them.

/** Writes to a stream, waiting for it when it is full. */
export function write(stream, text) {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}

/** One mail: an object. More: a list; so the first waits until it is known which. */
function jsonPrinter(out) {
  let count = 0, first = null;
  return {
    async put(json) {
      if (count === 0) first = json;
      else await out(count === 1 ? `[\n${first},\n${json}` : `,\n${json}`);
      count++;
    },
    end: () => (count === 1 ? out(`${first}\n`) : count ? out("\n]\n") : undefined),
  };
}

/** @returns {{put: (text: string) => Promise<void>, end?: () => Promise<void> | undefined}} */
export function printer(format, stream) {
  const out = (text) => write(stream, text);
  if (format === "json") return jsonPrinter(out);
  const between = { text: "\n", markdown: "\n---\n\n" }[format] ?? "";
  let count = 0;
  return { put: (text) => out((count++ ? between : "") + text) };
}

/** A count on a terminal while there is much to do; nothing where nobody is looking. */
export class Progress {
  #stream;
  #count = 0;
  #shown = 0;
  #last = Date.now();

  constructor(stream) {
    this.#stream = stream.isTTY ? stream : null;
  }

  step() {
    this.#count++;
    if (!this.#stream || Date.now() - this.#last < 500) return;
    this.#last = Date.now();
    const text = `whence: ${this.#count}`;
    this.#shown = text.length;
    this.#stream.write(`\r${text}`);
  }

  /** Takes the count away, before something else is written there. */
  clear() {
    if (this.#shown) this.#stream.write(`\r${" ".repeat(this.#shown)}\r`);
    this.#shown = 0;
  }
}
