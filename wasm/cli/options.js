// The command line's options (contract: the command line): one table, from which arguments are read and
// --help, the manual page and the shells' completions are made. What an option does is said in
// web/i18n/…/cli.json, "cli.option.NAME".

import { LANGUAGES } from "../../web/i18n/languages.js";
import { LEVELS } from "../../web/words/scale.js";

/**
 * @typedef {object} Option
 * @property {string} name
 * @property {string} [value]
 * @property {boolean} [optional]
 * @property {string[]} [choices]
 * @property {boolean} [format]
 * @property {boolean} [many]
 * @property {boolean | number[]} [number]
 * @property {string} [key]
 *
 * name; value: what stands for it in the usage, absent for a flag; optional: a flag that may have a value;
 * choices: the only values; format: one of the ways to print, of which one can be chosen; many: may be given
 * again; key: where it is kept, if not under its name.
 */
/** @type {Option[]} */
export const OPTIONS = [
  { name: "json", format: true },
  { name: "ndjson", format: true },
  { name: "brief", format: true },
  { name: "html", format: true },
  { name: "markdown", format: true },
  { name: "lang", value: "LANGUAGE", choices: LANGUAGES },
  { name: "lookups", value: "URL", optional: true },
  { name: "link-lookups", key: "linkLookups" },
  { name: "own", value: "DOMAIN", many: true },
  { name: "own-server", value: "NAME", many: true, key: "ownServers" },
  { name: "redact" },
  { name: "compare" },
  { name: "jobs", value: "N", number: true },
  { name: "paths" },
  { name: "color", value: "WHEN", choices: ["auto", "always", "never"] },
  { name: "fail-on", value: "LEVEL", choices: LEVELS, key: "failOn" },
  { name: "completion", value: "SHELL", choices: ["bash", "zsh"] },
  { name: "man" },
  { name: "help" },
  { name: "version" },
];
const byName = new Map(OPTIONS.map((option) => [option.name, option]));
/** @param {Option} option */
const keyOf = ({ name, key }) => key ?? name;

export class UsageError extends Error {
  /** @param {string} key of web/i18n/…/cli.json */
  constructor(key, args) {
    super(key);
    this.key = key;
    this.args = args;
  }
}

/**
 * Everything as it is when nothing is asked for: lookups: null, true or an address; format: "text" or an
 * option's name.
 * @returns {Record<string, any>}
 */
function defaults() {
  /** @type {Record<string, any>} */
  const options = { format: "text", files: [] };
  for (const option of OPTIONS)
    if (!option.format) options[keyOf(option)] = option.many ? [] : option.value ? null : false;
  return { ...options, jobs: 1, color: "auto" };
}

/**
 * @param {string[]} list
 * @returns {object} a value for each option, under its name or key, and files; throws UsageError
 */
export function parseArguments(list) {
  const options = defaults();
  const rest = [...list];
  while (rest.length) {
    const argument = rest.shift();
    if (argument === "--") {
      options.files.push(...rest);
      break;
    }
    if (argument === "-h") options.help = true;
    else if (argument.startsWith("--")) readOption(options, argument, rest);
    else if (argument.length > 1 && argument.startsWith("-"))
      throw new UsageError("cli.error.option", { option: argument });
    else options.files.push(argument);
  }
  return options;
}

function readOption(options, argument, rest) {
  const equals = argument.indexOf("=");
  const option = byName.get(equals < 0 ? argument.slice(2) : argument.slice(2, equals));
  const given = equals < 0 ? null : argument.slice(equals + 1);
  if (!option || (given !== null && !option.value))
    throw new UsageError("cli.error.option", { option: argument });
  if (option.format) chooseFormat(options, option.name);
  else if (!option.value) options[keyOf(option)] = true;
  else if (option.optional && given === null) options[keyOf(option)] = true;
  else put(options, option, given ?? rest.shift());
}

function chooseFormat(options, name) {
  if (options.format !== "text" && options.format !== name) throw new UsageError("cli.error.formats", {});
  options.format = name;
}

function put(options, option, value) {
  if (value === undefined || value === "")
    throw new UsageError("cli.error.value", { option: `--${option.name}` });
  if (option.choices && !option.choices.includes(value)) {
    throw new UsageError("cli.error.choice", {
      option: `--${option.name}`,
      value,
      choices: option.choices.join(", "),
    });
  }
  if (option.number && !/^\d{1,3}$/.test(value))
    throw new UsageError("cli.error.number", { option: `--${option.name}`, value });
  if (option.many) options[keyOf(option)].push(value);
  else options[keyOf(option)] = option.number ? Number(value) : value;
}
