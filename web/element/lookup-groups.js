// Who learns of a question: the resolver of every one, and behind it whoever runs the name's own servers. A
// sender can put a number of the reader's own into a name and see it asked; such names are told apart here.

const LINK_WHYS = new Set(["link-host"]);
// Without these there is no SPF, DKIM, DMARC or ARC.
const NEEDED = new Set(["spf", "dkim-key", "dmarc", "arc-key"]);

/** A question's reasons as ids, in whichever form the core gives them. */
export function whysOf(question) {
  return (Array.isArray(question.why) ? question.why : [question.why])
    .map((why) => (typeof why === "object" && why !== null ? why.check : why))
    .filter(Boolean);
}

/** Whether a question is asked only because the mail's body links to a name. */
export function isLinkQuestion(question) {
  const whys = whysOf(question);
  return whys.length > 0 && whys.every((why) => LINK_WHYS.has(why));
}

/** Whether SPF, DKIM, DMARC or ARC hangs on it. */
export const isNeeded = (question) => whysOf(question).some((why) => NEEDED.has(why));

/** "7.113.0.203.in-addr.arpa" -> "203.0.113.7"; of IPv6 the name itself. */
function addressOf(name) {
  const octets = /^((?:\d{1,3}\.){4})in-addr\.arpa$/.exec(`${name}`)?.[1];
  return octets ? octets.split(".").filter(Boolean).reverse().join(".") : name;
}

/**
 * Who runs the servers of a question's name.
 * @param {{checkDomain: (name: string) => {registrable: string | null}}} library
 * @returns {{id: string, kind: "reverse" | "network" | "domain", name: string}}
 */
export function learnerOf(question, library) {
  const name = question.name.toLowerCase().replace(/\.$/, "");
  if (/\.(in-addr|ip6)\.arpa$/.test(name))
    return { id: `reverse ${name}`, kind: "reverse", name: addressOf(name) };
  const registrable = ownerOf(name, library);
  const kind = registrable === "cymru.com" ? "network" : "domain";
  return { id: registrable, kind, name: registrable };
}

/** The registrable domain that a name ends in, whatever its author put before it: no label can hide it. */
function ownerOf(name, library) {
  const labels = name.split(".");
  for (let i = 0; i < labels.length - 1; i++) {
    if (labels[i].startsWith("_")) continue;
    const { registrable } = library.checkDomain(labels.slice(i).join("."));
    if (registrable) return registrable;
  }
  return labels.filter((label) => !label.startsWith("_")).join(".") || name; // a registry's: "_dmarc.jp"
}

// Names that everybody's mail of the same kind shares.
const LONG = 10;

const turns = (text) => text.match(/\d(?=[a-z])|[a-z](?=\d)/g)?.length ?? 0;

/** Whether a label looks made up for one reader: long, and of letters and digits in disorder. */
function isUniqueLabel(label) {
  if (/[=+]/.test(label)) return true;
  if (label.startsWith("_") || label.startsWith("xn--")) return false;
  if (/^[b-df-hj-np-tv-xz]{8,}$/.test(label)) return true; // no word has eight consonants
  if (label.length < LONG) return false;
  if (/^[0-9a-f-]+$/.test(label) && /\d/.test(label)) return true;
  if (turns(label) >= 3) return true;
  return label.length >= 2 * LONG && !label.includes("-") && !/[aeiou]{1,2}[^aeiou]{1,3}[aeiou]/.test(label);
}

/** The same in pieces, a few letters to a label. */
function isUniqueTogether(labels) {
  const all = labels.filter((label) => !label.startsWith("_")).join("");
  return (/^[0-9a-f]{16,}$/.test(all) && /\d/.test(all)) || turns(all) >= 5;
}

// Local parts that stand for no particular person, and are names of servers as well.
const SHARED =
  /^(?:mail|smtp|imap|news|info|post|support|contact|admin|webmaster|postmaster|office|sales|service|shop)$/;

/** What of the readers a name may carry: their addresses' parts. @returns {Set<string>} */
export function readersOf({ identities } = {}) {
  const boxes = ["to", "cc", "deliveredTo", "recipients"].flatMap((which) => identities?.[which] ?? []);
  const parts = boxes.flatMap(({ local, domain }) => [local, domain]).filter((one) => one?.length >= 4);
  return new Set(parts.map((one) => one.toLowerCase()).filter((one) => !SHARED.test(one)));
}

/** Whether labels say a reader's name, or a whole domain of theirs, one label after the other. */
const tells = (own, readers) => [...readers].some((word) => `.${own}`.includes(`.${word}.`));

/**
 * Whether a name holds what may stand for the reader: not in what its owner had to register, but before it.
 */
export function looksUnique(question, readers = new Set()) {
  const name = question.name.toLowerCase().replace(/\.$/, "");
  if (question.learner?.kind !== "domain") return false;
  const own = name.slice(0, Math.max(0, name.length - question.learner.name.length));
  const labels = own.split(".").filter(Boolean);
  return labels.some(isUniqueLabel) || isUniqueTogether(labels) || tells(own, readers);
}

/**
 * The questions by who learns of them; those of links, and names that look unique, apart from their owner's
 * others.
 * @returns {{id: string, learner: object, questions: object[], linkOnly: boolean, unique: boolean, needed:
 * boolean, usual: boolean}[]}
 *   usual: asked unless the reader says otherwise
 */
export function groupsOf(questions, readers) {
  const groups = new Map();
  for (const question of questions) {
    const linkOnly = isLinkQuestion(question);
    const unique = looksUnique(question, readers);
    const id = `${question.learner.id}${linkOnly ? " link" : ""}${unique ? " unique" : ""}`;
    const group = groups.get(id) ?? {
      id,
      learner: question.learner,
      questions: [],
      linkOnly,
      unique,
      needed: false,
    };
    group.questions.push(question);
    group.needed ||= isNeeded(question);
    groups.set(id, group);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    usual: !group.linkOnly && (group.needed || !group.unique),
  }));
}
