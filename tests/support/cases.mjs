// The cases of tests/cases (its README tells their form).
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { zoneResolver } from "./zone.mjs";

export const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${top}tests/cases/`;

const named = (ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending) && !name.endsWith(".report.json"))
    .map((name) => name.slice(0, -ending.length));
export const caseNames = named(".json").sort();
/** Mails that no case describes. */
export const bareMails = () => named(".eml").filter((name) => !caseNames.includes(name));

function describedIn(file) {
  const wrong = (what) => new Error(`${file}: ${what} (tests/cases/README.md)`);
  let content;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(error.message);
  }
  if (!content.about) throw wrong('"about" is missing');
  if (Number.isNaN(Date.parse(content.now))) throw wrong('"now" is missing, or no date');
  return content;
}

/**
 * @returns {{name, mail: string, description: string, report: string, now: Date, options: object, zone?:
 * object, expect: object}} paths and content
 */
export function readCase(name) {
  const description = `${folder}${name}.json`;
  const content = describedIn(description);
  const mail = content.mail ? top + content.mail : `${folder}${name}.eml`;
  return {
    options: {},
    expect: {},
    ...content,
    name,
    mail,
    description,
    report: `${folder}${name}.report.json`,
    now: new Date(content.now),
  };
}

/** The report as the library makes it, and the questions it asked. */
export async function runCase(whence, { mail, now, options, zone }) {
  const resolver = zone && zoneResolver(zone);
  const report = await whence.analyze(readFileSync(mail), { ...options, now, resolver });
  return { report, asked: resolver?.asked ?? [] };
}

export const printed = (report) => `${JSON.stringify(report, null, 1)}\n`;
export const expectedReport = ({ report }) => (existsSync(report) ? readFileSync(report, "utf8") : null);

/** The value at "handover.ip" or "domains.0.kind"; "findings.id": of every member of a list. */
export function at(report, path) {
  return path.split(".").reduce((value, step) => {
    if (Array.isArray(value) && !/^\d+$/.test(step)) return value.map((item) => item?.[step]);
    return value?.[step];
  }, report);
}
