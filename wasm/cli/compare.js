// --compare: not the reports, but which mails are one campaign, and what they share.
import { campaignsOf, traitsOf } from "../compare.js";
import { defang } from "../../web/words/defang.js";
import { write } from "./print.js";
import { harmless } from "./terminal.js";

/** Of a report what a comparison needs, as a line of JSON. */
export const extract = (report, { name, input }) =>
  JSON.stringify({ name: name ?? input.file, traits: traitsOf(report) });

/** A printer that waits for all of them. */
export function comparison(format, stream, texts) {
  const traits = [],
    names = [];
  const name = (i) => names[i];
  const inWords = ({ members, shared }, i) => [
    texts.t("cli.compare.group", { number: i + 1, count: members.length }),
    ...members.map((member) => `  ${harmless(member)}`),
    ...shared.map(
      ({ what, value, members: who }) =>
        `    ${texts.t(`cli.compare.${what}`, { value: harmless(defang(value)), count: who.length })}`,
    ),
    "",
  ];
  return {
    put(text) {
      const one = JSON.parse(text);
      traits.push(one.traits);
      names.push(one.name);
    },
    end() {
      const named = (one) => ({ ...one, members: one.members.map(name) });
      const groups = campaignsOf(traits).map(({ members, shared }) => ({
        members: members.map(name),
        shared: shared.map(named),
      }));
      if (format === "json" || format === "ndjson")
        return write(stream, `${JSON.stringify(groups, null, format === "json" ? 2 : 0)}\n`);
      return write(stream, `${groups.flatMap(inWords).join("\n") || texts.t("cli.compare.none")}\n`);
    },
  };
}
