// One mail judged and put into words: what each process or thread of the command does. What comes back is text and a few facts, so that
// it can cross from a thread to another.
import { dohResolver, open } from "../whence.js";
import { toHtml } from "../../web/export/html.js";
import { toMarkdown } from "../../web/export/markdown.js";
import { extract } from "./compare.js";
import { redact } from "../../web/words/redact.js";
import { nodeResolver } from "../node-dns.js";
import { http2Fetch } from "../node-http2.js";
import { brief } from "./brief.js";
import { textReport } from "./text-report.js";
import { cliTexts } from "./texts.js";

const SERVICES = { cloudflare: "https://cloudflare-dns.com/dns-query", google: "https://dns.google/dns-query" };

/** The resolver asked for, which counts what was asked and what was answered. */
function countingResolver(lookups) {
  if (lookups === null) return undefined;
  const resolver = lookups === true ? nodeResolver() : dohResolver(SERVICES[lookups] ?? lookups, { fetch: http2Fetch() });
  const counting = {
    asked: 0, answered: 0,
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
function formatter(options, texts) {
  const labelled = (report, input) => ({ input, ...report });
  return {
    text: (report, { name }) => textReport(report, texts, { columns: options.columns, colours: options.colours, name }),
    json: (report, { input }) => JSON.stringify(labelled(report, input), null, 2),
    ndjson: (report, { input }) => `${JSON.stringify(labelled(report, input))}\n`,
    brief: (report, { input }) => `${JSON.stringify(brief(report, input))}\n`,
    html: (report) => toHtml(report, texts),
    markdown: (report) => toMarkdown(report, texts),
  }[options.format];
}

/**
 * @param {object} options of the command line, with columns and colours of the terminal
 * @returns {Promise<(mail: {bytes: Uint8Array, input: object, name?: string}) => Promise<object>>} never rejected:
 *   {text, level, passedOver, asked, answered} or {error}
 */
export async function makeJudge(options) {
  const whence = await open();
  const texts = cliTexts(options.lang, process.env);
  const resolver = countingResolver(options.lookups);
  const format = formatter(options, texts);
  const settings = { resolver, ownDomains: options.own, ownServers: options.ownServers, linkLookups: options.linkLookups || undefined };
  return async (mail) => {
    try {
      const report = await whence.analyze(mail.bytes, settings);
      const passedOver = report.notices?.find(({ id }) => id === "option-passed-over")?.text ?? null;
      const text = options.compare ? extract(report, mail) : format(options.redact ? redact(report) : report, mail);
      return { text, level: report.verdict.level, passedOver, asked: resolver?.asked ?? 0, answered: resolver?.answered ?? 0 };
    } catch (error) {
      return { error: texts.has(`error.${error.code}`) ? texts.t(`error.${error.code}`) : error.message };
    }
  };
}
