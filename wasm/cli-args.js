// The command line's arguments (contract: the command line).

export const LEVELS = ["authentic", "consistent", "unclear", "suspicious", "forged"];
const FORMATS = ["json", "ndjson", "html", "markdown"];
const FLAGS = new Set([...FORMATS, "redact", "help", "version"]);
const VALUES = new Set(["lang", "own", "own-server", "fail-on"]);

export class UsageError extends Error {
  /** @param {string} key of web/i18n/…/cli.json */
  constructor(key, args) {
    super(key);
    this.key = key;
    this.args = args;
  }
}

/**
 * @param {string[]} list
 * @returns {{format, lang, lookups, own, ownServers, redact, failOn, help, version, files}} lookups: null, true or an address
 */
export function parseArguments(list) {
  const options = { format: "text", lang: null, lookups: null, own: [], ownServers: [], redact: false, failOn: null, help: false, version: false, files: [] };
  const rest = [...list];
  while (rest.length) {
    const argument = rest.shift();
    if (argument === "--") {
      options.files.push(...rest);
      break;
    }
    if (argument === "-h") options.help = true;
    else if (!argument.startsWith("--")) {
      if (argument.length > 1 && argument.startsWith("-")) throw new UsageError("cli.error.option", { option: argument });
      options.files.push(argument);
    } else readOption(options, argument, rest);
  }
  return options;
}

function readOption(options, argument, rest) {
  const equals = argument.indexOf("=");
  const name = equals < 0 ? argument.slice(2) : argument.slice(2, equals);
  const given = equals < 0 ? null : argument.slice(equals + 1);
  if (name === "lookups") options.lookups = given === null ? true : given;
  else if (FLAGS.has(name) && given === null) setFlag(options, name);
  else if (VALUES.has(name)) {
    const value = given ?? rest.shift();
    if (value === undefined || value === "") throw new UsageError("cli.error.value", { option: `--${name}` });
    setValue(options, name, value);
  } else throw new UsageError("cli.error.option", { option: argument });
}

function setFlag(options, name) {
  if (!FORMATS.includes(name)) options[name] = true;
  else if (options.format !== "text" && options.format !== name) throw new UsageError("cli.error.formats", {});
  else options.format = name;
}

function setValue(options, name, value) {
  if (name === "own") options.own.push(value);
  else if (name === "own-server") options.ownServers.push(value);
  else if (name === "lang") {
    if (value !== "en" && value !== "ja") throw new UsageError("cli.error.lang", { value });
    options.lang = value;
  } else {
    if (!LEVELS.includes(value)) throw new UsageError("cli.error.level", { value, levels: LEVELS.join(", ") });
    options.failOn = value;
  }
}
