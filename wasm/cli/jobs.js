// Mails judged in parallel, their reports handed over in the order in which the mails came.
import { Worker, parentPort, workerData } from "node:worker_threads";
import { makeJudge } from "./judge.js";

const AT_ONCE = 8; // mails of one thread whose lookups are under way together
const AHEAD = 4; // mails that wait for each thread, so that none is idle

/** A thread that judges: the same file as the command, started as a worker. */
class Thread {
  #worker;
  #waiting = new Map();
  #next = 0;

  constructor(file, options) {
    this.#worker = new Worker(file, { workerData: { whenceOptions: options } });
    this.#worker.on("message", ({ id, result }) => {
      this.#waiting.get(id)(result);
      this.#waiting.delete(id);
    });
    this.#worker.on("error", (error) => {
      for (const settle of this.#waiting.values()) settle({ error: error.message });
      this.#waiting.clear();
      this.broken = error;
    });
  }

  get load() {
    return this.#waiting.size;
  }

  judge(mail) {
    if (this.broken) return Promise.resolve({ error: this.broken.message });
    const id = this.#next++;
    return new Promise((settle) => {
      this.#waiting.set(id, settle);
      // A copy: what came out of a file may be part of a larger block.
      const bytes = new Uint8Array(mail.bytes);
      this.#worker.postMessage({ id, mail: { ...mail, bytes } }, [bytes.buffer]);
    });
  }

  close() {
    return this.#worker.terminate();
  }
}

/** What a thread does: judges whatever it is sent. */
export async function serveAsThread() {
  const judge = await makeJudge(workerData.whenceOptions);
  parentPort.on("message", async ({ id, mail }) => parentPort.postMessage({ id, result: await judge(mail) }));
}

/** Whether this is such a thread. */
export const isThread = Boolean(parentPort && workerData?.whenceOptions);

/**
 * @param {number} jobs threads; 1: none beside this one
 * @returns {Promise<{judge: (mail: object) => Promise<object>, places: number, close: () => Promise<void>}>}
 * places: mails at once
 */
export async function startJudges(jobs, file, options) {
  if (jobs <= 1)
    return {
      judge: await makeJudge(options),
      places: options.lookups === null ? 1 : AT_ONCE,
      close: async () => {},
    };
  const threads = Array.from({ length: jobs }, () => new Thread(file, options));
  const idlest = () => threads.reduce((best, thread) => (thread.load < best.load ? thread : best));
  return {
    judge: (mail) => idlest().judge(mail),
    places: jobs * AHEAD,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/**
 * A line in which results are handed over in order, each as soon as those before it are; add() waits while
 * the line is full.
 */
export class Line {
  #places;
  #hand;
  #tail = Promise.resolve();
  #inside = 0;
  #left = null;
  #failure = null;

  constructor(places, hand) {
    this.#places = places;
    this.#hand = hand;
  }

  /** @param {Promise<object>} result that is never rejected  @param {object} mail */
  async add(result, mail) {
    this.#inside++;
    this.#tail = this.#tail.then(async () => {
      if (!this.#failure) await this.#hand(await result, mail);
    }).catch((error) => { this.#failure ??= error; }).finally(() => {
      this.#inside--;
      this.#left?.();
    });
    while (this.#inside >= this.#places) await new Promise((resolve) => { this.#left = resolve; });
    if (this.#failure) throw this.#failure;
  }

  async end() {
    await this.#tail;
    if (this.#failure) throw this.#failure;
  }
}
