// Where a mail can be reported, and what to write there. The reader sends it: nothing here sends anything.
import rows from "../../core/tables/brand_reporting.tsv";
import { places } from "../i18n/reporting.json";

/** id -> {mail, url} of the brands that take reports themselves. */
const BRANDS = new Map(
  rows
    .split("\n")
    .filter((row) => row && !row.startsWith("#"))
    .map((row) => row.split("\t"))
    .map(([id, mail, url]) => [id, { mail, url }]),
);

const present = (value) => typeof value === "string" && value !== "";

/** Brands that the mail poses as: their ids, the weightiest first. */
function imitatedBrands({ domains = [], findings = [] }) {
  const ids = domains.flatMap(({ matches = [] }) => matches.map(({ brand }) => brand));
  const named = new Set(findings.map(({ args }) => args?.brand).filter(present));
  for (const { brand, brandName } of domains) if (named.has(brandName)) ids.push(brand);
  return [...new Set(ids.filter(present))];
}

/**
 * The mailbox for abuse of whoever runs the sending server (RFC 2142 4), as far as a confirmed name tells;
 * null: no fact tells.
 */
function abuseAddress(report) {
  const { handover, network = [], domains = [] } = report;
  if (!handover?.ip) return null;
  const told = network.find(({ subject, kind }) => subject === handover.ip && kind === "abuse")?.value;
  if (present(told)) return told;
  const confirmed = network.some(
    ({ subject, kind, value }) =>
      kind === "ptr-confirmed" && (subject === handover.ip || value === handover.rdns),
  );
  const registrable = domains.find(({ name }) => name === handover.rdns?.toLowerCase())?.registrable;
  return confirmed && registrable ? `abuse@${registrable}` : null;
}

/**
 * Places that take reports, for readers of a language.
 * @returns {{id: string, name: string, url?: string, mail?: string}[]}
 */
export function destinations(report, language) {
  const brands = imitatedBrands(report)
    .filter((id) => BRANDS.has(id))
    .slice(0, 3);
  const names = new Map(
    (report.domains ?? []).flatMap(({ matches = [] }) => matches.map(({ brand, name }) => [brand, name])),
  );
  const abuse = abuseAddress(report);
  return [
    ...brands.map((id) => ({ id, name: names.get(id) ?? id, ...BRANDS.get(id) })),
    ...(abuse ? [{ id: "abuse", name: report.handover.ip, mail: abuse }] : []),
    ...places
      .filter(({ languages }) => languages.includes(language))
      .map(({ id, name, url, mail }) => ({ id, name: name[language] ?? name.en, url, mail })),
  ];
}
