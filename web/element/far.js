// The library in a worker, as the page sees it: what takes long is done there, so that the page answers
// meanwhile and a judgement can be stopped. Functions among the options stay here; the worker calls them by
// message (far-serve.js).
import { NAME, startWorker } from "./far-start.js";

const HOOKS = ["onReport", "onQuestions", "onProgress"];

/** Whether this script runs as such a worker. */
export const isFar = () => typeof globalThis.document === "undefined" && globalThis.name === NAME;

const failure = ({ code, message }) => Object.assign(new Error(message), { code });

export class Far {
  #worker;
  #calls = new Map(); // id -> {resolve, reject, hooks}
  #sent = null; // the source that the worker has
  #last = 0;

  /**
   * @param {Worker} worker one that listens
   * @param {object} near the library here, for what takes no time
   */
  constructor(worker, near) {
    this.#worker = worker;
    this.near = near;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.stop("internal");
    };
  }

  /**
   * @param {object} near the library here
   * @returns {Promise<Far | null>} null where a page can have no worker
   */
  static async start(near) {
    const worker = await startWorker();
    return worker && new Far(worker, near);
  }

  /** False once it was stopped. */
  get runs() {
    return this.#worker !== null;
  }

  /** As the library's. @returns {Promise<object>} */
  analyze(bytes, { resolver, signal, onReport, onQuestions, onProgress, ...options } = {}) {
    const query = resolver && ((name, type) => resolver.query(name, type, { signal }));
    const hooks = { onReport, onQuestions, onProgress, query };
    const wanted = [...HOOKS, "query"].filter((name) => hooks[name]);
    return this.#call("analyze", [bytes, options, wanted], hooks, signal);
  }

  /** As the library's, later. */
  read(bytes, options) {
    return this.#call("read", [bytes, options]);
  }

  /** As the library's; an item that is the whole source has the caller's own bytes. */
  async splitSource(bytes, name) {
    const items = await this.#call("splitSource", [bytes, name]);
    return items.map(({ isSource, ...item }) => (isSource ? { ...item, bytes } : item));
  }

  /** given.js: masked. */
  masked(bytes) {
    return this.#call("masked", [bytes]);
  }

  checkDomain(name, options) {
    return this.near.checkDomain(name, options);
  }

  /** Ends the worker, whatever it is doing: what was asked of it is rejected with this code. */
  stop(code = "aborted") {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#calls.values()) reject(failure({ code, message: "stopped" }));
    this.#calls.clear();
  }

  #call(what, args, hooks = {}, signal = null) {
    if (!this.runs) return Promise.reject(failure({ code: "aborted", message: "stopped" }));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, hooks });
      signal?.addEventListener("abort", () => this.#worker?.postMessage({ id, abort: true }), { once: true });
      const [source, ...others] = args;
      this.#worker.postMessage({ id, what, args: [source === this.#sent ? null : source, ...others] });
      this.#sent = source;
    });
  }

  #hear({ id, hook, args, reply, value, error }) {
    const call = this.#calls.get(id);
    if (!call) return;
    if (hook) return void this.#answer(call, { id, hook, args, reply });
    this.#calls.delete(id);
    if (error) call.reject(failure(error));
    else call.resolve(value);
  }

  async #answer({ hooks }, { id, hook, args, reply }) {
    let answer;
    try {
      answer = { value: await hooks[hook](...args) };
    } catch (error) {
      answer = { error: { code: error?.code, message: `${error?.message ?? error}` } };
    }
    this.#worker?.postMessage({ id, reply, ...answer });
  }
}
