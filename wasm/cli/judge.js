// One mail judged and put into words: what each process or thread of the command does. What comes back is
// text and a few facts, so that it can cross from a thread to another.
import { dohResolver, open } from "../whence.js";
import { toHtml, toMarkdown } from "../../web/export/index.js";
import { extract } from "./compare.js";
import { bodyText } from "../../web/words/body-text.js";
import { redact } from "../../web/words/redact.js";
import { nodeResolver } from "../node-dns.js";
import { http2Fetch } from "../node-http2.js";
import { brief } from "./brief.js";
import { harmlessJson } from "./terminal.js";
import { textReport } from "./text-report.js";
import { cliTexts } from "./texts.js";

const PUBLISHED = new Set(["html", "markdown"]);
const SERVICES = {
  cloudflare: "https://cloudflare-dns.com/dns-query",
  google: "https://dns.google/dns-query",
};

/** The resolver asked for, which counts what was asked and what was answered. */
function countingResolver(lookups) {
  if (lookups === null) return undefined;
  const resolver =
    lookups === true ? nodeResolver() : dohResolver(SERVICES[lookups] ?? lookups, { fetch: http2Fetch() });
  const counting = {
    asked: 0, answered: 0,
    /** @param {[string, string, object?]} question */
    async query(...question) {
      counting.asked++;
      const answer = await resolver.query(...question);
      counting.answered++;
      return answer;
    },
  };
  return counting;
}

/** Each format's way to say one report; what stands between reports is the printer's. */
function formatter(options, texts, whence) {
  // Of a redacted report's file only the name is told: folders are named after people.
  const named = (input) => (options.redact ? { ...input, file: input.file.replace(/^.*[\\/]/s, "") } : input);
  const labelled = (report, input) => ({ input: named(input), ...report });
  const json = (value, indent) => harmlessJson(JSON.stringify(value, null, indent));
  return {
    text: (report, { name }) =>
      textReport(report, texts, { columns: options.columns, colours: options.colours, name }),
    json: (report, { input }) => json(labelled(report, input), 2),
    ndjson: (report, { input }) => `${json(labelled(report, input))}\n`,
    brief: (report, { input }) => `${json(brief(report, named(input)))}\n`,
    html: (report, { bytes }) => toHtml(report, { texts, source: bytes, text: bodyText(whence.read(bytes)) }),
    markdown: (report, { bytes }) =>
      toMarkdown(report, { texts, source: bytes, text: bodyText(whence.read(bytes)) }),
  }[options.format];
}

/**
 * @param {object} options of the command line, with columns and colours of the terminal
 * @returns {Promise<(mail: any) => Promise<object>>} never rejected:
 *   {text, level, passedOver, asked, answered} or {error}
 */
export async function makeJudge(options) {
  const whence = await open();
  const texts = cliTexts(options.lang, process.env);
  const resolver = countingResolver(options.lookups);
  const format = formatter(options, texts, whence);
  const settings = {
    resolver,
    ownDomains: options.own,
    ownServers: options.ownServers,
    linkLookups: options.linkLookups || undefined,
  };
  return async (mail) => {
    try {
      const report = await whence.analyze(mail.bytes, {
        ...settings,
        container: mail.container,
        incomplete: mail.incomplete,
      });
      const passedOver = report.notices?.find(({ id }) => id === "option-passed-over")?.text ?? null;
      // What is made for others to read redacts by itself, and quotes the source.
      const shown = options.redact && !PUBLISHED.has(options.format) ? redact(report) : report;
      const text = options.compare ? extract(report, mail) : format(shown, mail);
      return {
        text,
        level: report.verdict.level,
        passedOver,
        asked: resolver?.asked ?? 0,
        answered: resolver?.answered ?? 0,
      };
    } catch (error) {
      return { error: texts.has(`error.${error.code}`) ? texts.t(`error.${error.code}`) : error.message };
    }
  };
}
