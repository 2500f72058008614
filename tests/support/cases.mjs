// The cases of tests/cases (its README tells their form).
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { zoneResolver } from "./zone.mjs";

export const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${top}tests/cases/`;

export const caseNames = readdirSync(folder)
  .filter((name) => name.endsWith(".json") && !name.endsWith(".report.json"))
  .map((name) => name.slice(0, -".json".length))
  .sort();

/**
 * @returns {{name, mail: string, description: string, report: string, now: Date, options: object, zone?:
 * object, expect: object}} paths and content
 */
export function readCase(name) {
  const description = `${folder}${name}.json`;
  const content = JSON.parse(readFileSync(description, "utf8"));
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
