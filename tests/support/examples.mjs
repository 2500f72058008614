// The page's example mails, as bytes with CRLF line ends, for tests that want some mail.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../web/examples/", import.meta.url));

export const exampleNames = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort();
export const examplePath = (name) => folder + name;

/** As a person pastes it. @param {string} name "kagoya.eml" */
export const exampleText = (name) => example(name).toString("utf8");

/** @param {string} name "kagoya.eml"  @returns {Buffer} */
export function example(name) {
  return Buffer.from(readFileSync(folder + name, "latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}
