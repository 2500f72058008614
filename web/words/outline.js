// A report put into words: what the terminal, the HTML and the Markdown all say, each in its own way.
//
// Inline = (string | {code: string} | {quote: string})[]: our own words; a name, number or address out of the
// mail; other text out of it.

import { attachmentsSection, enclosedSection, forwardHint, unreadHint, unreadSection } from "./enclosed.js";
import { isRemarkable, rankedDomains, roleNames, whyDomain } from "./domain.js";
import { code, present, quote } from "./inline.js";
import { bySeverity, isAlarm } from "./scale.js";
import { advice, sentence } from "./verdict.js";

const METHODS = ["spf", "dkim", "dmarc", "arc"];
const MOST_DOMAINS = 8;

const codeOrNone = (texts, value) => [present(value) ? code(value) : texts.t("value.none")];

function mailbox(box) {
  const parts = [];
  if (present(box.display)) parts.push(quote(box.display), " ");
  if (present(box.address) || parts.length === 0) parts.push({ code: `<${box.address ?? ""}>` });
  return parts;
}

function claims(report, texts) {
  const { from = [], subject } = report.identities ?? {};
  const facts = [
    {
      label: texts.t("identity.from"),
      value: from.length
        ? from.flatMap((box, i) => (i ? [", ", ...mailbox(box)] : mailbox(box)))
        : [texts.t("identity.from.none")],
    },
  ];
  if (subject && present(subject.text))
    facts.push({ label: texts.t("identity.subject"), value: [quote(subject.text)] });
  return facts;
}

function confidence({ chosen, confidence: sure }) {
  if (chosen) return "confidence.chosen";
  return sure >= 0.85 ? "confidence.high" : sure >= 0.5 ? "confidence.medium" : "confidence.low";
}

function handoverSection({ handover, hops = [] }, texts) {
  const section = { id: "handover", title: texts.t("card.hops"), facts: [], items: [] };
  if (!handover) {
    const why = texts.t(hops.length ? "card.hops.unknown.hops" : "card.hops.unknown.none");
    section.lead = [texts.formats.sentences([texts.t("card.hops.unknown"), why])];
    return section;
  }
  section.lead = [...codeOrNone(texts, handover.ip), " – ", texts.t("card.hops.ip")];
  section.facts = [
    { label: texts.t("hop.helo"), value: codeOrNone(texts, handover.helo) },
    { label: texts.t("hop.rdns"), value: codeOrNone(texts, handover.rdns) },
    { label: texts.t("hop.by"), value: codeOrNone(texts, handover.by) },
    { label: texts.t("handover.confidence"), value: [texts.t(confidence(handover))] },
  ];
  const { vouches } = handover;
  if (vouches)
    section.facts.push(
      {
        label: texts.t("handover.vouches.by"),
        value: codeOrNone(texts, vouches.organisation ?? vouches.server),
      },
      { label: texts.t("handover.vouches.account"), value: codeOrNone(texts, vouches.user) },
    );
  return section;
}

function messageIdSection({ messageId: id }, texts) {
  const section = { id: "message-id", title: texts.t("card.message-id"), facts: [], items: [] };
  if (!id) {
    const note = texts.t("card.message-id.none.note");
    section.lead = [texts.formats.sentences([texts.t("card.message-id.none"), note])];
    return section;
  }
  section.lead = codeOrNone(texts, id.value);
  // A product's name, or a text for a habit that is no product's own.
  const made = `generator.${id.generator ?? id.origin?.shape}`;
  section.facts = [{ label: texts.t("message-id.right"), value: codeOrNone(texts, id.right) }];
  if (texts.has(made)) section.facts.push({ label: texts.t("message-id.generator"), value: [texts.t(made)] });
  else if (present(id.generator))
    section.facts.push({ label: texts.t("message-id.generator"), value: [quote(id.generator)] });
  if (present(id.verdict))
    section.facts.push({
      label: texts.t("message-id.verdict"),
      value: [texts.name("message-id.verdict", id.verdict)],
    });
  for (const problem of id.problems ?? [])
    section.items.push({ title: [texts.name("message-id.problem", problem)], paragraphs: [] });
  return section;
}

function domainsSection({ domains = [], verdict }, texts) {
  const imitations = domains.filter(({ kind }) => kind === "lookalike").length;
  const section = { id: "domains", title: texts.t("card.domains"), facts: [], items: [] };
  if (!domains.length) section.lead = [texts.t("card.domains.none")];
  else
    section.lead = [
      imitations ? texts.t("card.domains.lookalikes", { count: imitations }) : texts.t("card.domains.clean"),
    ];
  const ordered = rankedDomains({ domains })
    .map(({ domain }) => domain)
    .filter(({ masked }) => !masked);
  for (const domain of ordered.slice(0, MOST_DOMAINS)) {
    const where = roleNames(domain, texts);
    /** @type {(string | {code: string})[]} */
    const title = [code(domain.unicode || domain.name)];
    if (domain.kind !== "other") title.push(" – ", texts.name("domain.kind", domain.kind));
    if (where) title.push(texts.t("punctuation.brackets", { what: where }));
    section.items.push({
      severity: domain.kind === "lookalike" ? "high" : undefined,
      title,
      paragraphs: isRemarkable(domain) ? [{ text: whyDomain(domain, texts, verdict?.level) }] : [],
    });
  }
  if (ordered.length > MOST_DOMAINS)
    section.items.push({
      title: [texts.t("list.cut", { count: ordered.length - MOST_DOMAINS })],
      paragraphs: [],
    });
  return section;
}

/** Links whose address says that they lead on: where to, outermost first. */
function linksSection({ links = [] }, texts) {
  const leading = links.filter(({ kind, targets }) => kind !== "image" && targets?.length);
  if (!leading.length) return null;
  const items = new Map();
  for (const { host, targets } of leading) {
    const way = [host, ...targets.map((target) => target.host)];
    items.set(way.join(" "), {
      title: way.flatMap((name, i) => [...(i ? [" → "] : []), code(name)]),
      paragraphs: [],
    });
  }
  const shown = [...items.values()].slice(0, MOST_DOMAINS);
  if (items.size > shown.length)
    shown.push({ title: [texts.t("list.cut", { count: items.size - shown.length })], paragraphs: [] });
  return {
    id: "links",
    title: texts.t("section.links"),
    lead: [texts.t("link.targets")],
    facts: [],
    items: shown,
  };
}

function verifiedText(result, texts) {
  const list = (Array.isArray(result) ? result : [result]).filter((one) => present(one?.result)); // evaluated
  return list.flatMap((one, i) => [
    ...(i ? [", "] : []),
    texts.name("auth.result", one.result),
    ...(present(one.domain)
      ? texts.rich("punctuation.brackets", { what: one.domain }, (text) => ({ code: text }))
      : []),
  ]);
}

/**
 * What was verified here, and what the reader's own side wrote; what anybody could have written is left out.
 */
export function authenticationSection({ authentication }, texts) {
  const facts = [];
  for (const method of METHODS) {
    const own = authentication?.[method];
    // most mail has none
    const verified = method === "arc" && own?.result === "none" ? [] : verifiedText(own, texts);
    const claimed = (authentication?.claimed ?? [])
      .filter(({ trusted }) => trusted)
      .flatMap(({ authservId, results = [] }) =>
        results.filter((one) => one.method === method).map((one) => ({ authservId, ...one })),
      );
    const parts = verified.length ? [...verified, " – ", texts.t("auth.verified")] : [];
    for (const one of claimed) {
      if (parts.length) parts.push("; ");
      parts.push(
        texts.name("auth.result", one.result),
        " – ",
        present(one.authservId) ? code(one.authservId) : texts.t("auth.unnamed"),
      );
    }
    if (parts.length) facts.push({ label: method.toUpperCase(), value: parts });
  }
  return facts.length
    ? { id: "authentication", title: texts.t("section.authentication"), facts, items: [] }
    : null;
}

/** @param {string} [only] one of its texts, instead of all */
export function findingItem(finding, texts, only) {
  const part = (which) => texts.finding(finding, which, (value) => ({ quote: String(value) }));
  const item = {
    severity: finding.severity,
    label: texts.t(`severity.${finding.severity}`),
    title: part("title"),
    paragraphs: [],
  };
  if (only) return { ...item, paragraphs: [{ text: part(only) }] };
  if (!isAlarm(finding)) return item;
  const means = part("means");
  if (means.length) item.paragraphs.push({ text: means });
  const innocent = part("innocent"), advice = part("advice");
  if (innocent.length) item.paragraphs.push({ label: texts.t("finding.innocent"), text: innocent });
  if (advice.length) item.paragraphs.push({ label: texts.t("finding.advice"), text: advice });
  return item;
}

/** The weightiest first; what would read the same is said once. */
function findingsSection({ findings = [] }, texts) {
  const ordered = [...findings].sort(bySeverity);
  const seen = new Set();
  const items = ordered.map((finding) => findingItem(finding, texts)).filter((item) => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
  const section = { id: "findings", title: texts.t("section.findings"), facts: [], items };
  if (!items.length) section.lead = [texts.t("section.findings.none")];
  return section;
}

function notes(report, texts) {
  const { source } = report;
  const kind = [
    texts.name("source.kind", source.kind),
    texts.formats.bytes(source.bytes),
    source.bodyPresent ? null : texts.t("source.no-body"),
  ];
  const lines = [kind.filter(Boolean).join(" · ")];
  if (source.repairs?.length) {
    const repairs = source.repairs.map(({ id }) => texts.name("repair", id));
    lines.push(`${texts.t("repairs.lead")} ${texts.formats.list(repairs)}`);
  }
  for (const { id } of report.notices ?? [])
    if (texts.has(`notice.${id}`)) lines.push(texts.t(`notice.${id}`));
  return lines;
}

const SECTIONS = [
  handoverSection,
  messageIdSection,
  domainsSection,
  linksSection,
  authenticationSection,
  findingsSection,
  enclosedSection,
  attachmentsSection,
  unreadSection,
];

/**
 * @param {object} report
 * @param {import("./texts.js").Texts} texts
 */
export function outline(report, texts) {
  const { level, score } = report.verdict;
  return {
    level,
    levelName: texts.t(`level.${level}`),
    score: texts.t("score.of", { score }),
    sentence: sentence(report, texts),
    hint: texts.formats.sentences([
      forwardHint(report, texts),
      unreadHint(report, texts),
      advice(report, texts),
    ]),
    claims: claims(report, texts),
    notes: notes(report, texts),
    sections: SECTIONS.map((make) => make(report, texts)).filter(Boolean),
  };
}
