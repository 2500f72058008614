// Which sentence is true about a verdict: by what was pasted, the kind of mail and the reason that weighs
// most. Texts: ui.json, "verdict.*".
import { isAccused } from "./scale.js";

// What the weightiest finding of a scam is about decides what is said of it.
const ABOUT = {
  attachments: "attachment",
  links: "link",
  text: "words",
  identity: "sender",
  hops: "way",
};
const PASSES_ON = "platform-strangers-words";
const SENDER = "verdict.authentic.domain";

const LONG = 60; // letters of a name in a sentence; the whole stands among the facts

/** Of a long name the end, which says whose it is. */
const bounded = (name) => (name.length > LONG ? `…${name.slice(-LONG)}` : name);

/** A brand is a word; names and addresses are set apart. */
export const part = (value, name) => (name === "brand" ? { quote: value } : { code: bounded(value) });

/** The finding that speaks loudest against the mail; undefined: none does. */
function mainReason({ verdict, findings }) {
  return verdict.findings
    .map((index) => findings[index])
    .find((finding) => finding && finding.weight > 0 && finding.severity !== "good");
}

/** Nothing of what was given is a header's: no sender, no way, no number. */
export function isHeaderless(report) {
  const { source, hops, identities, messageId } = report;
  return source.kind === "fragment" && !hops.length && !identities?.from?.length && !messageId;
}

/** Words and links that can be judged, and no header: what was copied from a mail's window, say. */
const isTextOnly = (report) =>
  isShownOnly(report) || (isHeaderless(report) && speaksAgainst(report).length > 0);

const isShownOnly = ({ findings }) => findings.some(({ id }) => id === "only-what-is-shown");

/** The whole source was given, so that nobody need ask for more of it. */
export const isWhole = ({ source, hops }) =>
  source.kind !== "fragment" && source.bodyPresent && hops.length > 0;

const speaksAgainst = ({ verdict, findings }) =>
  verdict.findings.map((index) => findings[index]).filter((finding) => finding?.weight > 0);

/** The name of the brand whose name a mail bears without right; null: none is known. */
export function brandOf(report, texts) {
  const { args } = speaksAgainst(report).find((finding) => finding.args?.brand) ?? {};
  return args ? texts.brandName(args.brand, args.brandEnglish) : null;
}

/** The sentence for a mail that is accused or in doubt.  @returns {[string, object] | null} */
function accusation(report, texts) {
  const { level, kind } = report.verdict;
  const main = mainReason(report);
  const strength = isAccused(level) ? level : "unclear";
  const key = (name) => `verdict.${name}.${strength}`;
  const brand = brandOf(report, texts);
  if (kind === "forged") {
    const domain = report.identities?.from?.[0]?.domain;
    if (!brand) return [key("forged-domain"), { domain }];
    return [key("forged-brand"), { domain, brand }];
  }
  if (kind === "impersonation") {
    if (brand) return [key("poses-as"), { brand }];
    // What it plays, where it plays nobody by name: a notice about undelivered mail, say.
    const role = speaksAgainst(report).find(({ id }) => texts.has(key(`poses-${id}`)));
    if (role) return [key(`poses-${role.id}`), {}];
    // A link or a file that lies is said of the link or the file: nobody is posed as who could be named.
    const thing = main && ["links", "attachments"].includes(main.area);
    return [key(thing ? `scam-${ABOUT[main.area]}` : "poses"), {}];
  }
  if (kind === "abused-account") {
    // A platform that passes on a stranger's words is another thing than an account that somebody rents.
    const ids = report.verdict.findings.map((index) => report.findings[index]?.id);
    const passes = ids.includes(PASSES_ON);
    return passes ? [key("abused"), { domain: report.identities?.from?.[0]?.domain }] : [key("tenant"), {}];
  }
  const about = main && ABOUT[main.area];
  if (kind === "scam" || (about && isAccused(level))) return [key(`scam-${about ?? "signs"}`), {}];
  return null;
}

/**
 * @param {object} report
 * @param {import("./texts.js").Texts} texts
 * @returns {[string, object]} the key of the text, and the values it names
 */
export function sentenceKey(report, texts) {
  const { level, kind } = report.verdict;
  const domain = report.identities?.from?.[0]?.domain;
  if (isTextOnly(report)) return ["verdict.shown", {}];
  if (isHeaderless(report)) return ["verdict.no-mail", {}];
  if (report.source.kind === "fragment") return ["verdict.piece", {}];
  if (level === "authentic") return domain ? [SENDER, { domain }] : ["verdict.authentic", {}];
  if (level === "consistent") {
    if (report.findings.some(({ id }) => id === "backscatter")) return ["verdict.backscatter", {}];
    const known = ["bounce", "list", "bulk"].includes(kind)
      ? `verdict.consistent.${kind}`
      : "verdict.consistent";
    return [known, {}];
  }
  const told = accusation(report, texts);
  if (told && texts.has(told[0]) && Object.values(told[1]).every((value) => value)) return told;
  if (!report.hops.length && level === "unclear") return ["verdict.no-way", {}];
  return [`verdict.${level}`, {}];
}

/** The sentence: our own words, and values out of the mail. */
export function sentence(report, texts) {
  const [key, values] = sentenceKey(report, texts);
  return texts.rich(key, values, part);
}

/** All of it was read, and there is nothing to open: it is after an answer. */
const isWordsOnly = (report) =>
  isWhole(report) && report.links?.length === 0 && report.attachments?.length === 0 && !report.unread?.length;

/** What to leave alone in an accused mail, and where to ask instead. */
function caution(report, texts) {
  const { level, kind } = report.verdict;
  // A brand is asked in its app; one that is no more than a domain (the reader's own) has none.
  const brand = ["forged", "impersonation"].includes(kind) ? brandOf(report, texts) : null;
  const ask = brand && !brand.includes(".") ? texts.t("verdict.brand.hint", { brand }) : "";
  if (isWordsOnly(report)) return [texts.t("verdict.words.hint"), ask || texts.t("verdict.words.ask")];
  return [texts.t(`verdict.${ask ? "forged" : level}.hint`), ask]; // nobody who poses can be asked
}

// Findings that are the case itself: what they advise is what to do now.
const ACCUSED_CASES = [PASSES_ON], OTHER_CASES = [PASSES_ON, "enclosed-mail-suspect", "backscatter"];

/** What to do now. */
export function advice(report, texts) {
  const { verdict, source, findings } = report;
  const { level, kind } = verdict;
  if (source.kind === "fragment") return texts.t("verdict.unclear.hint");
  const cases = isAccused(level) ? ACCUSED_CASES : OTHER_CASES;
  const its = findings.find(({ id }) => cases.includes(id));
  if (its && (its.id !== PASSES_ON || kind === "abused-account"))
    return texts.finding(its, "advice").join("");
  if (isAccused(level)) return texts.formats.sentences(caution(report, texts));
  if (level === "unclear") return texts.t(`verdict.unclear.hint${isWhole(report) ? ".whole" : ""}`);
  return texts.t(`verdict.${kind === "bounce" ? kind : level}.hint`);
}
