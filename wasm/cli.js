// The command `whence` (contract: the command line). Exit status: 0 all analysed; 1 a mail reached --fail-on; 2 wrong use, or an
// input that could not be read, while the others were.
import { dohResolver, open } from "./whence.js";
import { LEVELS, UsageError, parseArguments } from "./cli-args.js";
import { UnreadableInput, mails } from "./cli-inputs.js";
import { cliTexts } from "./cli-texts.js";
import { nodeResolver } from "./node-dns.js";
import { http2Fetch } from "./node-http2.js";
import { textReport } from "./text-report.js";
import { toHtml } from "../web/export/html.js";
import { toMarkdown } from "../web/export/markdown.js";
import { redact } from "../web/words/redact.js";

const SERVICES = { cloudflare: "https://cloudflare-dns.com/dns-query", google: "https://dns.google/dns-query" };
const AT_ONCE = 8; // mails whose lookups are under way together

/** Writes to a stream, waiting for it when it is full. */
function write(stream, text) {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}

function resolverOf(lookups) {
  if (lookups === null) return undefined;
  return lookups === true ? nodeResolver() : dohResolver(SERVICES[lookups] ?? lookups, { fetch: http2Fetch() });
}

/** Each format's way to print a report, and to end. name: the mail's, null when there is only one. */
function printer(options, texts) {
  const out = (text) => write(process.stdout, text);
  const shown = (report) => (options.redact ? redact(report) : report);
  const labelled = (report, input) => ({ input, ...shown(report) });
  let count = 0, first = null;
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  const formats = {
    text: {
      async put(report, { file, message }, several) {
        const name = several || message !== undefined ? (message === undefined ? file : `${file} #${message + 1}`) : undefined;
        await out((count++ ? "\n" : "") + textReport(shown(report), texts, { columns: process.stdout.columns, colours, name }));
      },
    },
    ndjson: { put: (report, input) => out(`${JSON.stringify(labelled(report, input))}\n`) },
    html: { put: (report) => out(toHtml(report, texts)) },
    markdown: { put: async (report) => out((count++ ? "\n---\n\n" : "") + toMarkdown(report, texts)) },
    // One mail: an object. More: a list.
    json: {
      async put(report, input) {
        const json = JSON.stringify(labelled(report, input), null, 2);
        if (count === 0) first = json;
        else await out(count === 1 ? `[\n${first},\n${json}` : `,\n${json}`);
        count++;
      },
      end: () => (count === 1 ? out(`${first}\n`) : count ? out("\n]\n") : undefined),
    },
  };
  return formats[options.format];
}

/** Analyses mails, several at once where answers have to be waited for, and hands the reports over in order. */
class Line {
  #waiting = [];

  constructor(places, done) {
    this.places = places;
    this.done = done;
  }

  async add(work, input) {
    const result = work();
    result.catch(() => {}); // seen when its turn comes
    this.#waiting.push([result, input]);
    if (this.#waiting.length >= this.places) await this.#next();
  }

  async #next() {
    const [result, input] = this.#waiting.shift();
    await this.done(result, input);
  }

  async end() {
    while (this.#waiting.length) await this.#next();
  }
}

async function run(options, texts) {
  const whence = await open();
  const settings = { resolver: resolverOf(options.lookups), ownDomains: options.own, ownServers: options.ownServers };
  const print = printer(options, texts);
  const several = options.files.length > 1;
  let status = 0, warned = false;
  const complain = (file, text) => {
    status = 2;
    return write(process.stderr, `whence: ${file}: ${text}\n`);
  };
  const line = new Line(settings.resolver ? AT_ONCE : 1, async (result, input) => {
    let report;
    try {
      report = await result;
    } catch (error) {
      return complain(input.file, texts.has(`error.${error.code}`) ? texts.t(`error.${error.code}`) : error.message);
    }
    const passedOver = report.notices?.find(({ id }) => id === "option-passed-over");
    if (passedOver && !warned) {
      warned = true;
      await write(process.stderr, `whence: ${passedOver.text}\n`);
    }
    await print.put(report, input, several);
    if (options.failOn && LEVELS.indexOf(report.verdict.level) >= LEVELS.indexOf(options.failOn)) status ||= 1;
  });
  for (const file of options.files) {
    try {
      for await (const { bytes, index } of mails(whence, file)) {
        await line.add(() => whence.analyze(bytes, settings), index === null ? { file } : { file, message: index });
      }
    } catch (error) {
      if (error.code === "EPIPE") throw error;
      await line.end();
      await complain(file, error instanceof UnreadableInput ? texts.t(error.key) : error.message);
    }
  }
  await line.end();
  await print.end?.();
  return status;
}

async function main() {
  let texts = cliTexts(null, process.env);
  try {
    const options = parseArguments(process.argv.slice(2));
    texts = cliTexts(options.lang, process.env);
    if (options.help) {
      await write(process.stdout, `${texts.t("cli.usage")}\n`);
      return 0;
    }
    if (options.version) {
      await write(process.stdout, `whence ${(await open()).version}\n`);
      return 0;
    }
    if (!options.files.length) {
      if (process.stdin.isTTY) throw new UsageError("cli.error.no-input", {});
      options.files.push("-");
    }
    return await run(options, texts);
  } catch (error) {
    if (error.code === "EPIPE") return 0; // whoever read our output has had enough
    const usage = error instanceof UsageError;
    await write(process.stderr, `whence: ${usage ? texts.t(error.key, error.args) : error.message}\n${usage ? `${texts.t("cli.hint")}\n` : ""}`);
    return 2;
  }
}

process.stdout.on("error", () => {}); // told to whoever wrote
process.exitCode = await main();
