// The C API of core/whence.h as two classes: Core, one instance of the module, and Session, one mail.
// Addresses and ownership end here; what comes out are strings, bytes and plain objects.
import { WhenceError } from "./errors.js";
import { Memory } from "./memory.js";
import { decodeCharset } from "./charset.js";

// core/whence.h
const ASKING = 0, FAILED = 2;
export const KIND = { mail: 0, spf: 1, dmarc: 2 };
export const GRAMMAR = {
  received: 0,
  messageId: 1,
  authResults: 2,
  date: 3,
  header: 4,
  domain: 5,
  mbox: 6,
  rtf: 7,
};
export const ANSWER = { answered: 0, noAnswer: 1, refused: 2 };

export class Core {
  #exports;
  #memory;
  /** A profile without options that the module came with (opened.mjs), until it is lent. */
  #opened;
  /** Sessions that are open. */
  sessions = 0;
  /** True after a trap: nothing in this instance can be trusted any more. */
  broken = false;

  constructor(exports, memory) {
    this.#exports = exports;
    this.#memory = memory;
    this.#opened = exports.whence_opened?.value ?? 0;
  }

  /** @param {import("./load.js").Instantiate} instantiate  @returns {Promise<Core>} a fresh instance */
  static async create(instantiate) {
    /** @type {Memory} */
    let memory; // eslint-disable-line prefer-const -- the functions below need it before there is one
    const env = {
      whence_host_charset(_context, label, labelSize, bytes, size, out, room) {
        const text = decodeCharset(memory.text(label, labelSize), memory.borrow(bytes, size));
        return text === null ? -1 : memory.putText(text, out, room);
      },
    };
    let exports;
    try {
      ({ exports } = /** @type {{exports: any}} */ (await instantiate({ env })));
    } catch (error) {
      throw new WhenceError("wasm-unavailable", undefined, error);
    }
    memory = new Memory(exports);
    exports._initialize?.();
    return new Core(exports, memory);
  }

  /** Bytes held from the system. */
  get size() {
    return this.#memory.size;
  }

  /** Runs something that calls into the module; a trap ends the instance. */
  run(call) {
    if (this.broken) throw new WhenceError("internal");
    try {
      return call(this.#exports, this.#memory);
    } catch (error) {
      if (error instanceof WhenceError) throw error;
      this.broken = true;
      throw new WhenceError("internal", undefined, error);
    }
  }

  /** Copies `input`, bytes or text, in for as long as `call` runs. */
  #with(input, call) {
    return this.run((exports, memory) => {
      const { at, size } = typeof input === "string" ? memory.copyInText(input) : memory.copyIn(input);
      try {
        return call(exports, memory, at, size);
      } finally {
        memory.free(at);
      }
    });
  }

  /**
   * @param {string} json options, or "" for none
   * @param {number} base handle of a profile without options that stays open longer; 0: there is none
   * @returns {{handle: number, problem: string | null}} handle: owned by the caller, for closeProfile
   */
  openProfile(json, base) {
    if (!json && this.#opened) {
      const handle = this.#opened;
      this.#opened = 0;
      return { handle, problem: null };
    }
    return this.#with(json, (exports, memory, at, size) => {
      const handle = exports.whence_profile_like(base, at, size);
      if (handle === 0) throw new WhenceError("out-of-memory");
      return { handle, problem: memory.textUntilNul(exports.whence_profile_problem(handle)) };
    });
  }

  closeProfile(handle) {
    if (!this.broken) this.run((exports) => exports.whence_profile_close(handle));
  }

  /** One value in one of the grammars, as JSON says it. @param {string | Uint8Array} value */
  parse(grammar, value, profile = 0) {
    return this.#with(value, (exports, memory, at, size) => {
      const json = memory.withLength((length) =>
        exports.whence_abi_parse(grammar, at, size, profile, length),
      );
      if (json.at === 0) throw new WhenceError("out-of-memory");
      try {
        return memory.value(json);
      } finally {
        exports.whence_free(json.at);
      }
    });
  }

  /**
   * A mail for reading, as JSON says it.
   * @param {Uint8Array} source 
   * @param {[number, number][]} places offsets into it
   */
  read(source, places) {
    const numbers = new Uint8Array(new Uint32Array(places.flat()).buffer);
    return this.#with(source, (exports, memory, at, size) =>
      this.#with(numbers, (same, room, from) => {
        const json = memory.withLength((length) =>
          exports.whence_abi_read(at, size, from, places.length, length),
        );
        if (json.at === 0) throw new WhenceError("out-of-memory");
        try {
          return memory.value(json);
        } finally {
          exports.whence_free(json.at);
        }
      }));
  }

  /**
   * @param {number} kind of KIND
   * @param {string | Uint8Array} input copied
   * @param {number} profile its handle, borrowed until the session is closed
   * @param {number} now milliseconds since 1970
   * @returns {Session} owned by the caller, who closes it
   */
  open(kind, input, profile, now, lookups) {
    return this.run((exports, memory) => {
      const { at, size } = memory.copyInSource(input);
      const handle = exports.whence_abi_open(kind, at, size, profile, now, lookups ? 1 : 0);
      if (handle === 0) {
        memory.free(at);
        throw new WhenceError("out-of-memory");
      }
      this.sessions++;
      return new Session(this, handle, at);
    });
  }

  /** Bytes of the module, good until the next call into it. */
  borrow(at, size) {
    return this.#memory.borrow(at, size);
  }

  get version() {
    return this.run((exports, memory) => memory.textUntilNul(exports.whence_version()));
  }
}

class Session {
  #core;
  #handle;
  #input;

  /** Takes ownership of the handle and of the input's block. */
  constructor(core, handle, input) {
    this.#core = core;
    this.#handle = handle;
    this.#input = input;
  }

  /** Asks about the mail's files before the checks. @returns {boolean} true while there are open questions */
  prepare() {
    return this.#core.run((exports) => exports.whence_prepare(this.#handle) === ASKING);
  }

  /** Runs the checks. @returns {boolean} true while there are open questions; throws what made it fail */
  step() {
    return this.#core.run((exports, memory) => {
      const status = exports.whence_step(this.#handle);
      if (status !== FAILED) return status === ASKING;
      throw new WhenceError(memory.textUntilNul(exports.whence_problem(this.#handle)) ?? "internal");
    });
  }

  /** The open questions. */
  questions() {
    return this.#core.run((exports, memory) => {
      const json = memory.withLength((length) => exports.whence_questions(this.#handle, length));
      if (json.at === 0) throw new WhenceError("out-of-memory");
      return memory.value(json);
    });
  }

  /**
   * Calls use(...) with a question's bytes, borrowed: use must have copied what it keeps when it returns, as
   * WebCrypto does.
   * @param {string[]} names of "data", "key", "signature"
   */
  withBlobs(id, names, use) {
    const places = this.#core.run((exports, memory) =>
      names.map((name) => {
        const which = memory.copyInText(name);
        try {
          return memory.withLength((length) =>
            exports.whence_question_blob(this.#handle, id, which.at, which.size, length),
          );
        } finally {
          memory.free(which.at);
        }
      }),
    );
    return use(...places.map(({ at, size }) => (at ? this.#core.borrow(at, size) : null)));
  }

  /** @param {string | Uint8Array} [answer] copied by the core */
  answer(id, state, answer = "") {
    this.#core.run((exports, memory) => {
      const { at, size } = typeof answer === "string" ? memory.copyInText(answer) : memory.copyIn(answer);
      try {
        exports.whence_answer(this.#handle, id, state, at, size);
      } finally {
        memory.free(at);
      }
    });
  }

  /** The report as it stands. */
  report() {
    return this.#core.run((exports, memory) => {
      const json = memory.withLength((length) => exports.whence_report(this.#handle, length));
      if (json.at === 0) throw new WhenceError("out-of-memory");
      return memory.value(json);
    });
  }

  /** Frees everything. May be called again. */
  close() {
    if (this.#handle === 0) return;
    const handle = this.#handle;
    this.#handle = 0;
    this.#core.sessions--;
    if (this.#core.broken) return;
    this.#core.run((exports, memory) => {
      exports.whence_close(handle);
      memory.free(this.#input);
    });
  }
}
