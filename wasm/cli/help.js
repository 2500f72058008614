// The same table said four times: for --help, for man, and for two shells that complete a line.
import { OPTIONS } from "./options.js";
import { wrap } from "./terminal.js";

const formats = OPTIONS.filter(({ format }) => format).map(({ name }) => `--${name}`);
/** @param {import("./options.js").Option} option */
const written = ({ name, value, optional }) =>
  `--${name}${value ? (optional ? `[=${value}]` : ` ${value}`) : ""}`;
/** @param {import("./options.js").Option} option */
const choicesOf = ({ choices }) => (choices ? ` (${choices.join(", ")})` : "");
const synopsis = (t) =>
  `whence [${formats.join(" | ")}] [${t("cli.word.options")}] [${t("cli.word.file")} ` +
    `| ${t("cli.word.folder")} | -]...`;

/** @param {import("../../web/words/texts.js").Texts} texts  @param {number} columns of the terminal */
export function usage(texts, columns) {
  const t = (key, args) => texts.t(key, args);
  const room = Math.min(Math.max(columns, 40), 100);
  const column = 2 + Math.max(...OPTIONS.map((option) => written(option).length)) + 2;
  const lines = OPTIONS.flatMap((option) =>
    wrap(t(`cli.option.${option.name}`) + choicesOf(option), Math.max(room - column, 20)).map(
      (line, i) => (i === 0 ? `  ${written(option)}` : "").padEnd(column) + line,
    ),
  );
  return [
    ...wrap(t("cli.about"), room),
    "",
    ...wrap(synopsis(t), room - 2).map((line) => `  ${line}`),
    "",
    ...wrap(t("cli.reads"), room),
    "",
    ...lines,
    "",
    ...wrap(t("cli.exit"), room),
    "",
  ].join("\n");
}

/**
 * troff: a backslash and a line that begins with a dot or a quote would be commands; a hyphen that is typed
 * stays one.
 */
const roff = (text) => text.replace(/\\/g, "\\e").replace(/-/g, "\\-").replace(/^([.'])/gm, "\\&$1");

/** The manual page, in the language of the texts (man(7)). */
export function manual(texts, version) {
  const t = (key, args) => texts.t(key, args);
  const about = t("cli.about");
  const cut = about.indexOf(": ");
  const options = OPTIONS.map(
    (option) =>
      `.TP\n.B ${roff(written(option))}\n${roff(t(`cli.option.${option.name}`) + choicesOf(option))}\n`,
  );
  const section = (key, body) => `.SH ${roff(t(key))}\n${body}`;
  return (
    `.TH WHENCE 1 "" "whence ${roff(version.split(" ")[0])}"\n` +
    section("cli.man.name", `whence \\- ${roff(cut < 0 ? about : about.slice(cut + 2))}\n`) +
    section("cli.man.synopsis", `.B ${roff(synopsis(t))}\n`) +
    section("cli.man.description", `${roff(t("cli.reads"))}\n`) +
    section("cli.man.options", options.join("")) +
    section("cli.man.status", `${roff(t("cli.exit"))}\n`) +
    section(
      "cli.man.examples",
      [
        ["whence mail.eml", "one"],
        ["whence --brief ~/Maildir", "folder"],
        ["whence --ndjson --jobs 4 archive.mbox > reports.ndjson", "many"],
        ["whence --lookups=cloudflare --fail-on suspicious -", "filter"],
      ]
        .map(([line, key]) => `.TP\n.B ${roff(line)}\n${roff(t(`cli.man.example.${key}`))}\n`)
        .join(""),
    )
  );
}

const bash = () => `# bash completion for whence:  source <(whence --completion bash)
_whence() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  case "$before" in
${OPTIONS.filter(({ choices }) => choices)
  .map(
    ({ name, choices }) =>
      `    --${name}) COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$word")); return ;;\n`,
  )
  .join("")}\
${OPTIONS.filter(({ value, choices, optional }) => value && !choices && !optional)
  .map(({ name }) => `--${name}`)
  .join(" | ")
  .replace(/^/, "    ")}) return ;;
  esac
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${OPTIONS.map(({ name }) => `--${name}`).join(" ")}" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _whence whence
`;

const quoted = (text) => text.replace(/[\\[\]:]/g, "\\$&").replace(/'/g, "'\\''");
const zsh = (t) => `#compdef whence
# zsh completion for whence:  whence --completion zsh > "\${fpath[1]}/_whence"
_arguments -s -S \\
${OPTIONS.map(
  ({ name, value, choices, many, optional }) =>
    `  '${many ? "*" : ""}--${name}${value ? (optional ? "=-" : "=") : ""}[${quoted(t(`cli.option.${name}`))}]${
      value ? `${optional ? "::" : ":"}${value}:${choices ? `(${choices.join(" ")})` : ""}` : ""
    }' \\\n`,
).join("")}  '*:file:_files'
`;

/** @param {"bash" | "zsh"} shell */
export const completion = (shell, texts) => (shell === "bash" ? bash() : zsh((key) => texts.t(key)));

