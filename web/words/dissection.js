// A mail taken apart for readers of a blog, in the order in which such posts are written: subject, sender,
// the three fields that tell, the server that sent it, where its links lead, its text, what was found, and
// what to make of it.
//
// Dissection = {language, level, title: Inline, badge, lead: Inline, hint, sections: [Section], notes:
// [string]} Section = {id, title, lead: Inline, facts: [{label, value: Inline, note}], items: [Item], quote:
// [string], own: string} Inline and Item: as in outline.js.

import { attachmentsSection, enclosedSection, forwardHint, unreadSection } from "./enclosed.js";
import { brandOf, isRemarkable, rankedDomains, whyDomain } from "./domain.js";
import { code, present, quote } from "./inline.js";
import { authenticationSection, findingItem } from "./outline.js";
import { rawReceived, readAgain } from "./raw-fields.js";
import { bySeverity, isFavourable, isWeighty } from "./scale.js";
import { part } from "./sentence.js";
import { advice, isScored, reasons, sentence } from "./verdict.js";

export const SECTIONS = [
  "subject",
  "from",
  "fields",
  "server",
  "domains",
  "links",
  "attachments",
  "body",
  "authentication",
  "findings",
  "enclosed",
  "unread",
  "summary",
];
const MOST = { links: 12, domains: 6, findings: 10, body: 1500 };
const NETWORK = [
  "ptr",
  "ptr-confirmed",
  "as-name",
  "asn",
  "prefix",
  "country",
  "hosting",
  "registry",
  "block-list",
];
const AUTHOR = ["exists", "a", "aaaa", "mx", "ns", "hosting", "spf", "covered-by", "not-covered"];
const SITE = ["exists", "a", "aaaa", "ns", "hosting", "as-name", "asn", "country", "registry"];

/** Between two sentences: Japanese has no blank there. */
export const space = ({ language }) => (language === "ja" ? "" : " ");

/** What lookups brought of a name or an address, in the order of `kinds`. */
function networkFacts({ network = [] }, subject, kinds, texts) {
  return kinds.flatMap((kind) => {
    const values = network
      .filter((one) => one.subject === subject && one.kind === kind)
      .map(({ value }) => value);
    if (!values.length) return [];
    const said = (value) => {
      if (kind === "country" && texts.formats.isCode(kind, value)) return texts.formats.region(value);
      const named = `network.${kind}.${value}`; // "exists": "no"
      return texts.has(named) ? texts.t(named) : code(readAgain(value));
    };
    const shown = values.flatMap((value, i) => [...(i ? [", "] : []), said(value)]);
    return [{ label: texts.name("network.kind", kind), value: shown }];
  });
}

function subject({ identities, findings = [] }, texts) {
  const text = identities?.subject?.text;
  const stamp = findings.find(({ id }) => id === "subject-stamped");
  return {
    lead: present(text) ? [quote(text)] : [texts.t("dissection.subject.none")],
    facts: [],
    items: stamp ? [findingItem(stamp, texts, "means")] : [],
    note: texts.t("dissection.subject.note"),
  };
}

function from(report, texts) {
  const { from: boxes = [], replyTo = [] } = report.identities ?? {};
  const box = (one) => [
    ...(present(one.display) ? [quote(one.display), " "] : []),
    code(`<${one.address ?? ""}>`),
  ];
  const facts = boxes.slice(0, 3).map((one) => ({ label: texts.t("identity.from"), value: box(one) }));
  const own = new Set(boxes.map(({ address }) => address));
  for (const one of replyTo.slice(0, 3))
    if (!own.has(one.address)) facts.push({ label: texts.name("role", "reply-to"), value: box(one) });
  const domain = (report.domains ?? []).find(({ roles = [] }) => roles.includes("from"));
  if (domain && isRemarkable(domain))
    facts.push({ label: texts.t("dissection.whose"), value: whyDomain(domain, texts, report.verdict.level) });
  // Whose addresses the author's domain has, to be compared with the one that sent the mail.
  const masked = new Set((report.domains ?? []).filter((one) => one.masked).map(({ name }) => name));
  const asked = new Set(boxes.map((one) => one.domain).filter((name) => present(name) && !masked.has(name)));
  for (const name of asked) {
    for (const { label, value } of networkFacts(report, name, AUTHOR, texts))
      facts.push({ label: `${name} ${label}`, value });
  }
  const brands = new Map();
  for (const one of report.domains ?? []) {
    const brand = brandOf(one, texts);
    if (brand && one.mailDomains?.length) brands.set(brand, one.mailDomains);
  }
  for (const [brand, domains] of brands) {
    facts.push({
      label: texts.t("dissection.brand"),
      value: texts.rich("dissection.brand.mail", { brand, domains: domains.join(", ") }, part),
    });
  }
  return {
    lead: boxes.length ? [] : [texts.t("identity.from.none")],
    facts,
    items: [],
    note: texts.t("dissection.from.note"),
  };
}

/** フィールド御三家: Return-Path, Message-ID and the Received line that decides. */
function fields(report, texts, { source }) {
  const { returnPath } = report.identities ?? {},
    { messageId, handover, hops = [] } = report;
  /** @type {{label: string, value: any[], note?: string}[]} */
  const facts = [
    {
      label: "Return-Path",
      value: returnPath ? [code(`<${returnPath.address ?? ""}>`)] : [texts.t("value.absent")],
      note: texts.t("dissection.return-path.note"),
    },
    {
      label: "Message-ID",
      value: present(messageId?.value) ? [code(messageId.value)] : [texts.t("value.absent")],
      note: texts.t("dissection.message-id.note"),
    },
  ];
  const made = `generator.${messageId?.generator ?? messageId?.origin?.shape}`;
  if (messageId && texts.has(made))
    facts.push({ label: texts.t("message-id.generator"), value: [texts.t(made)] });
  const hop = handover ? hops[handover.hop] : null;
  if (!hop)
    return {
      lead: [],
      facts: [...facts, { label: "Received", value: [texts.t("card.hops.unknown")] }],
      items: [],
    };
  facts.push({
    label: "Received",
    value: [code(rawReceived(hop, source))],
    note: texts.t("dissection.received.note"),
  });
  if (hop.date)
    facts.push({
      label: texts.t("hop.date"),
      value: [texts.formats.date(hop.date.iso, hop.date.offsetMinutes)],
    });
  return { lead: [], facts, items: [] };
}

function sure({ chosen, settled, confidence }) {
  if (chosen) return "confidence.chosen";
  return settled !== false && confidence >= 0.85
    ? "confidence.high"
    : confidence >= 0.5
      ? "confidence.medium"
      : "confidence.low";
}

function server(report, texts) {
  const { handover } = report;
  if (!handover) return null;
  const fact = (key, value) => ({
    label: texts.t(key),
    value: present(value) ? [code(value)] : [texts.t("value.absent")],
  });
  const facts = [
    fact("hop.ip", handover.ip),
    fact("hop.rdns", handover.rdns),
    fact("hop.helo", handover.helo),
    ...networkFacts(report, handover.ip, NETWORK, texts),
    { label: texts.t("handover.confidence"), value: [texts.t(sure(handover))] },
  ];
  const others = (handover.candidates ?? []).filter(({ ip }) => present(ip) && ip !== handover.ip);
  for (const { ip, helo } of others.slice(0, 3))
    facts.push({
      label: texts.t("dissection.candidate"),
      value: [code(ip), ...(present(helo) ? [" – ", code(helo)] : [])],
    });
  return { lead: [], facts, items: [], note: texts.t("dissection.server.note") };
}

function domains(report, texts) {
  const shown = rankedDomains(report)
    .map(({ domain }) => domain)
    .filter(({ kind, masked }) => kind === "lookalike" && !masked);
  if (!shown.length) return null;
  const items = shown
    .slice(0, MOST.domains)
    .map((domain) => ({
      severity: "high",
      title: [code(domain.unicode || domain.name)],
      paragraphs: [{ text: whyDomain(domain, texts) }],
    }));
  return {
    lead: [texts.t("card.domains.lookalikes", { count: shown.length })],
    facts: [],
    items: cut(items, shown.length, texts),
  };
}

const cut = (items, count, texts) =>
  count > items.length
    ? [...items, { title: [texts.t("list.cut", { count: count - items.length })], paragraphs: [] }]
    : items;

/** Each place to which the mail leads, once; pictures only where there is nothing else. */
function links(report, texts) {
  const all = (report.links ?? []).filter(({ host, href }) => present(host) || present(href));
  const clicked = all.filter(({ kind }) => kind !== "image");
  const places = new Map();
  for (const link of clicked.length ? clicked : all) {
    const key = JSON.stringify([link.host ?? link.href, (link.targets ?? []).map(({ host }) => host)]);
    if (!places.has(key)) places.set(key, link);
  }
  if (!places.size) return null;
  const items = [...places.values()].slice(0, MOST.links).map((link) => linkItem(report, link, texts));
  const warning = isFavourable(report.verdict.level) ? "" : texts.t("dissection.links.warn");
  const lead = texts.formats.sentences([texts.t("dissection.links.lead"), warning]);
  return { lead: [lead], facts: [], items: cut(items, places.size, texts) };
}

function linkItem(report, link, texts) {
  const domain = report.domains?.[link.domain],
    paragraphs = [];
  const add = (label, text) => paragraphs.push({ label, text });
  if (present(link.text) && link.text.trim() !== link.href) add(texts.t("link.text"), [quote(link.text)]);
  for (const target of link.targets ?? []) add(texts.t("link.targets"), [code(target.href ?? target.host)]);
  const last = (link.targets ?? []).at(-1),
    end = last ? report.domains?.[last.domain] : domain;
  if (end) {
    const why = isRemarkable(end) ? [" – ", ...whyDomain(end, texts)] : [];
    add(texts.t("dissection.whose"), [code(end.registrable ?? end.name), ...why]);
  }
  const country = end && texts.formats.endingCountry(end.name);
  if (country) {
    const ending = end.name.slice(end.name.lastIndexOf("."));
    const wrap = (value) => (value === ending ? code(value) : value);
    add(texts.t("dissection.ending"), texts.rich("dissection.ending.of", { ending, country }, wrap));
  }
  for (const name of new Set([end?.name, end?.registrable].filter(present))) {
    for (const { label, value } of networkFacts(report, name, SITE, texts)) add(label, value);
    for (const { value } of (report.network ?? [])
      .filter(({ subject: of, kind }) => of === name && kind === "a")
      .slice(0, 2)) {
      for (const { label, value: more } of networkFacts(report, value, NETWORK, texts))
        add(`${value} ${label}`, more);
    }
  }
  return { title: [code(link.href ?? link.host)], paragraphs };
}

function body(report, texts, { text }) {
  if (!present(text)) return null;
  const lines = text
    .slice(0, MOST.body)
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  const kept = lines.filter((line, i) => line || lines[i - 1]);
  if (text.length > MOST.body) kept.push(texts.t("dissection.cut", { count: text.length - MOST.body }));
  return { lead: [], facts: [], items: [], quote: kept };
}

function findings(report, texts) {
  const seen = new Set();
  const weighty = (report.findings ?? []).filter(isWeighty).sort(bySeverity);
  const good = reasons(report)
    .map((index) => report.findings[index])
    .filter(({ severity }) => severity === "good");
  const items = [...weighty, ...good]
    .map((finding) => findingItem(finding, texts))
    .filter((item) => {
      const key = JSON.stringify(item);
      return !seen.has(key) && seen.add(key);
    });
  if (!items.length) return null;
  const title = texts.t(isFavourable(report.verdict.level) ? "section.findings" : "dissection.findings");
  return { title, lead: [], facts: [], items: cut(items.slice(0, MOST.findings), items.length, texts) };
}

function summary(report, texts) {
  const kind = report.verdict.kind,
    named = `verdict.kind.${kind}`;
  const lead = [
    ...sentence(report, texts),
    ...[forwardHint(report, texts), advice(report, texts)]
      .filter(Boolean)
      .flatMap((one) => [space(texts), one]),
  ];
  const facts = [{ label: texts.t("dissection.level"), value: [texts.t(`level.${report.verdict.level}`)] }];
  if (texts.has(named)) facts.push({ label: texts.t("dissection.kind"), value: [texts.t(named)] });
  return { lead, facts, items: [] };
}

const MAKERS = {
  subject,
  from,
  fields,
  server,
  domains,
  links,
  body,
  findings,
  summary,
  attachments: attachmentsSection,
  authentication: authenticationSection,
  enclosed: enclosedSection,
  unread: unreadSection,
};

/**
 * @param {object} report what is shown is what stands in it: redact it first
 * @param {import("./texts.js").Texts} texts
 * @param {{sections?: string[], own?: object, source?: Uint8Array | string, text?: string}} [options]
 *   sections: ids of those wanted;
 *   own: the writer's sentences, by section; source: of the mail, redacted, for its Received line as written;
 *   text: the mail's own,
 *   as a person would have seen it, redacted
 */
export function dissection(report, texts, options = {}) {
  const wanted = options.sections ?? SECTIONS;
  const sections = SECTIONS.filter((id) => wanted.includes(id)).flatMap((id) => {
    const made = MAKERS[id](report, texts, {
      source: options.source,
      text: options.text ?? report.text?.visible,
    });
    const own = options.own?.[id]?.trim() ?? "";
    if (!made && !own) return [];
    return [{ title: texts.t(`dissection.${id}`), lead: [], facts: [], items: [], ...made, id, own }];
  });
  const { level } = report.verdict;
  return {
    language: texts.language,
    level,
    title: texts.rich(
      "dissection.title",
      { subject: report.identities?.subject?.text || texts.t("dissection.subject.none") },
      quote,
    ),
    badge: isScored(report)
      ? texts.t("dissection.badge", {
          level: texts.t(`level.${level}`),
          score: `${texts.t("score.label")} ${texts.t("score.of", { score: report.verdict.score })}`,
        })
      : texts.t(`level.${level}`),
    lead: sentence(report, texts),
    hint: texts.formats.sentences([forwardHint(report, texts), advice(report, texts)]),
    sections,
    notes: report.redacted ? [texts.t("dissection.masked")] : [],
  };
}
