// Mails in the mail, files and what was not read, in words.
import { present, quote } from "./inline.js";
import { isAccused } from "./scale.js";
import { reasons, sentence } from "./verdict.js";

const SEVERITY = {
  __proto__: null,
  forged: "critical",
  suspicious: "high",
  unclear: "medium",
  consistent: "info",
};
SEVERITY.authentic = "good";
const REASONS = 3; // of an enclosed mail

/** The report and those of all mails enclosed in it, at any depth. @returns {object[]} */
const everyReport = (report) => [
  report,
  ...(report.enclosed ?? []).flatMap((one) => everyReport(one.report)),
];

/** Of the enclosed mails the report of the one that looks worst; null: none is enclosed. */
function worstEnclosed(report) {
  const [, ...inner] = everyReport(report);
  return inner.reduce(
    (worst, one) => (!worst || one.verdict.score > worst.verdict.score ? one : worst),
    null,
  );
}

/** The enclosed mail that is bad while the mail around it is not: what the reader came for. null: none is. */
export function badEnclosed(report) {
  const worst = worstEnclosed(report);
  return worst && isAccused(worst.verdict.level) && !isAccused(report.verdict.level) ? worst : null;
}

/** What the headline adds where the mail passes on another that is bad; "" otherwise. */
export function forwardHint(report, texts) {
  const worst = badEnclosed(report);
  if (!worst) return "";
  return texts.t("verdict.forward", { level: texts.t(`level.${worst.verdict.level}`) });
}

/** What the headline adds where something of the mail was not read; "" otherwise. */
export function unreadHint({ unread = [] }, texts) {
  if (unread.some(({ what, reason }) => what === "text" && reason === "image"))
    return texts.t("verdict.unread.image");
  return unread.length ? texts.t("verdict.unread") : "";
}

/**
 * One enclosed mail as an item of a list: its level and subject, what is said of it, who it says it is from,
 * where it came in.
 */
function enclosedItem({ report }, texts) {
  const { identities, verdict, handover } = report;
  const from = identities?.from?.[0], subject = identities?.subject?.text;
  const paragraphs = [{ text: sentence(report, texts) }];
  const why = reasons(report).slice(0, REASONS);
  for (const index of why) {
    paragraphs.push({ text: ["– ", ...texts.finding(report.findings[index], "title", quote)] });
  }
  if (from) {
    const value = present(from.display)
      ? [quote(from.display), " ", { code: `<${from.address ?? ""}>` }]
      : [{ code: `<${from.address ?? ""}>` }];
    paragraphs.push({ label: texts.t("identity.from"), text: value });
  }
  if (handover?.ip) paragraphs.push({ label: texts.t("card.hops"), text: [{ code: handover.ip }] });
  const title = present(subject) ? [quote(subject)] : [texts.t("enclosed.no-subject")];
  return { severity: SEVERITY[verdict.level], label: texts.t(`level.${verdict.level}`), title, paragraphs };
}

export function enclosedSection(report, texts) {
  const [, ...inner] = everyReport(report);
  if (!inner.length) return null;
  const items = inner.map((one) => enclosedItem({ report: one }, texts));
  return {
    id: "enclosed",
    title: texts.t("section.enclosed"),
    lead: [texts.t("section.enclosed.lead")],
    facts: [],
    items,
  };
}

export function unreadSection({ unread = [] }, texts) {
  if (!unread.length) return null;
  const items = unread.map(({ what, reason, name, type }) => {
    const title = [texts.t(`unread.what.${what}`)];
    if (present(name) || present(type)) title.push(" ", quote(present(name) ? name : type));
    title.push(" – ", texts.t(`unread.reason.${reason}`));
    return { title, paragraphs: [] };
  });
  return {
    id: "unread",
    title: texts.t("section.unread"),
    lead: [texts.t("section.unread.lead")],
    facts: [],
    items,
  };
}

export function attachmentsSection({ attachments = [] }, texts) {
  if (!attachments.length) return null;
  const items = attachments.map(
    ({ name, type, detected, bytes, encrypted, entries = [], sha256, problems = [] }) => {
      const title = [
        present(name) ? quote(name) : texts.t("attachment.unnamed"),
        ...(bytes == null ? [] : [texts.t("punctuation.brackets", { what: texts.formats.bytes(bytes) })]),
      ];
      const paragraphs = [];
      if (present(type)) paragraphs.push({ label: texts.t("attachment.type"), text: [{ code: type }] });
      if (present(detected))
        paragraphs.push({ label: texts.t("attachment.detected"), text: [{ code: detected }] });
      const notes = [...problems.map((id) => texts.name("attachment.problem", id))];
      if (encrypted) notes.unshift(texts.t("attachment.encrypted"));
      if (notes.length) paragraphs.push({ text: [texts.formats.list(notes)] });
      if (entries.length) {
        const sealed = texts.t("punctuation.brackets", { what: texts.t("attachment.encrypted") });
        const names = entries.flatMap((entry, i) => [
          ...(i ? [", "] : []),
          quote(entry.name ?? ""),
          ...(entry.encrypted ? [sealed] : []),
        ]);
        paragraphs.push({ label: texts.t("attachment.entries"), text: names });
      }
      if (present(sha256)) paragraphs.push({ label: "SHA-256", text: [{ code: sha256 }] });
      return { title, paragraphs };
    },
  );
  return { id: "attachments", title: texts.t("section.attachments"), facts: [], items };
}
