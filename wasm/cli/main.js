// The command `whence` (contract: the command line). Exit status: 0 all analysed; 1 a mail reached --fail-on;
// 2 wrong use, or an input that could not be read, while the others were; 3 lookups were asked for and not
// one was answered.
import "./quiet.js";
import { fstatSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { LEVELS } from "../../web/words/scale.js";
import { open } from "../whence.js";
import { comparison } from "./compare.js";
import { expand } from "./folders.js";
import { completion, manual, usage } from "./help.js";
import { UnreadableInput, mails } from "./inputs.js";
import { Line, isThread, serveAsThread, startJudges } from "./jobs.js";
import { UsageError, parseArguments } from "./options.js";
import { Progress, printer, write } from "./print.js";
import { harmless } from "./terminal.js";
import { cliTexts } from "./texts.js";

const { stdin, stdout, stderr } = process;

/**
 * Nobody reads our output any more. With --fail-on the rest is still judged, for the exit status; otherwise
 * that is the end.
 */
const torn = (error) => error.code === "EPIPE";

/**
 * A mail of a file with what it is called: by the file alone, its number in an mbox, or its own file in a
 * zip.
 * @param {string} file  @param {any} mail  @param {boolean} named
 */
function mailOf(file, { bytes, index, entry, container, incomplete }, named) {
  const input = { file, ...(index === null ? {} : { message: index }), ...(entry ? { entry } : {}) };
  const name = entry ? `${file}: ${entry}` : index === null ? file : `${file} #${index + 1}`;
  return { bytes, input, container, incomplete, name: named || index !== null ? name : undefined };
}

class Run {
  #options;
  #texts;
  #print;
  #progress = new Progress(stderr);
  #status = 0;
  #deaf = false;
  #said = new Set();
  #lookups = { asked: 0, answered: 0 }; // counts of the threads only grow: the largest that was seen

  constructor(options, texts) {
    this.#options = options;
    this.#texts = texts;
    this.#print = options.compare
      ? comparison(options.format, stdout, texts)
      : printer(options.format, stdout);
  }

  async #say(text) {
    this.#progress.clear();
    await write(stderr, `whence: ${text}\n`).catch(() => {}); // nowhere left to complain to
  }

  /** Whoever asks path by path waits for an answer to each: there a complaint counts as one. */
  async #complain(file, text) {
    this.#status ||= 2;
    if (this.#options.paths && this.#options.format === "ndjson")
      await this.#put(`${JSON.stringify({ input: { file }, error: text })}\n`);
    if (this.#options.paths && this.#options.format === "brief")
      await this.#put(`${JSON.stringify({ file, error: text })}\n`);
    return this.#say(`${harmless(file)}: ${harmless(text)}`);
  }

  async #put(text) {
    if (this.#deaf) return;
    try {
      this.#progress.clear();
      await this.#print.put(text);
    } catch (error) {
      if (!torn(error) || !this.#options.failOn) throw error;
      this.#deaf = true;
    }
  }

  async #hand({ error, text, level, passedOver, asked, answered }, { input }) {
    if (error !== undefined) return this.#complain(input.file, error);
    if (passedOver && !this.#said.has(passedOver)) {
      this.#said.add(passedOver);
      await this.#say(harmless(passedOver));
    }
    this.#lookups = {
      asked: Math.max(this.#lookups.asked, asked),
      answered: Math.max(this.#lookups.answered, answered),
    };
    await this.#put(text);
    this.#progress.step();
    const { failOn } = this.#options;
    // whatever else went wrong
    if (failOn && LEVELS.indexOf(level) >= LEVELS.indexOf(failOn)) this.#status = 1;
  }

  /** Every file of a path, in order; what goes wrong with one is said and the others go on. */
  async #files(path, line, judge, several) {
    const whence = this.whence;
    const tell = async (file, error) => {
      if (error instanceof UnreadableInput) return this.#complain(file, this.#texts.t(error.key));
      await this.#complain(file, error.message.replace(/, \w+ '.*'$/s, "")); // which file is said already
    };
    for await (const { path: file, place, error: closed } of expand(path)) {
      try {
        if (closed) throw closed;
        for await (const { problem, ...one } of /** @type {AsyncIterable<any>} */ (mails(whence, place))) {
          if (problem) {
            await line.end();
            await this.#complain(
              one.entry ? `${file}: ${one.entry}` : file,
              this.#texts.t(`file.problem.${problem}`),
            );
          } else {
            const mail = mailOf(file, one, several || file !== path);
            await line.add(judge(mail), mail);
          }
        }
      } catch (error) {
        if (this.#fatal(error)) throw error;
        await line.end();
        await tell(file, error);
      }
    }
  }

  /** Nothing can be written any more (a full disk): there is no point in going on. */
  #fatal(error) {
    return error.syscall === "write";
  }

  async run() {
    const options = this.#options;
    this.whence = await open();
    const judges = await startJudges(
      options.jobs || availableParallelism(),
      fileURLToPath(import.meta.url),
      options,
    );
    try {
      const line = new Line(judges.places, (result, mail) => this.#hand(result, mail));
      const paths = options.paths ? createInterface({ input: stdin, crlfDelay: Infinity }) : options.files;
      const several = options.paths || options.files.length > 1;
      for await (const path of paths)
        if (path !== "" || !options.paths) await this.#files(path, line, judges.judge, several);
      await line.end();
      if (!this.#deaf) await this.#print.end?.();
    } catch (error) {
      if (!torn(error)) throw error;
    } finally {
      this.#progress.clear();
      await judges.close();
    }
    if (this.#lookups.asked > 0 && this.#lookups.answered === 0) {
      await this.#say(this.#texts.t("cli.error.lookups"));
      this.#status ||= 3;
    }
    return this.#status;
  }
}

/**
 * Nothing is piped in: a terminal, or a standard input that was closed (which Node.js opens as /dev/null).
 */
function nothingPiped() {
  if (stdin.isTTY) return true;
  try {
    return fstatSync(0).isCharacterDevice();
  } catch {
    return true;
  }
}

/** What is said without reading any mail; null when mails are to be read. */
async function answer(options, texts) {
  if (options.help) return usage(texts, stdout.columns ?? 100);
  if (options.version) return `whence ${(await open()).version}\n`;
  if (options.man) return manual(texts, (await open()).version);
  if (options.completion) return completion(options.completion, texts);
  return null;
}

async function main() {
  let texts = cliTexts(null, process.env);
  try {
    const options = parseArguments(process.argv.slice(2));
    texts = cliTexts(options.lang, process.env);
    const said = await answer(options, texts);
    if (said !== null) {
      await write(stdout, said);
      return 0;
    }
    if (!options.files.length && !options.paths) options.files.push("-");
    if ((options.paths || options.files.includes("-")) && nothingPiped())
      throw new UsageError("cli.error.no-input", {});
    const colours = {
      auto: stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb",
      always: true,
      never: false,
    };
    return await new Run(
      { ...options, columns: stdout.columns, colours: colours[options.color] },
      texts,
    ).run();
  } catch (error) {
    if (torn(error)) return 0; // whoever read our output has had enough
    const usage = error instanceof UsageError;
    const said = harmless(usage ? texts.t(error.key, error.args) : error.message);
    const hint = usage ? `${texts.t("cli.hint")}\n` : "";
    await write(stderr, `whence: ${said}\n${hint}`).catch(() => {});
    return 2;
  }
}

stdout.on("error", () => {}); // told to whoever wrote
stderr.on("error", () => {});
if (isThread) await serveAsThread();
else {
  process.once("SIGINT", () => {
    stderr.write(`whence: ${cliTexts(null, process.env).t("cli.interrupted")}\n`);
    process.exit(130);
  });
  process.exitCode = await main();
}
