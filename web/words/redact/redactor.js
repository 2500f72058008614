// Takes the reader's own secrets out of texts and reports: looks for them in every view of a text, and puts
// stand-ins in their place.
import { Automaton } from "./automaton.js";
import { COMMON } from "./common-words.js";
import { encodedPlaces } from "./encoded.js";
import { Digests, hashed, octetLists, opaqueRuns } from "./opaque.js";
import { Secrets, allReports } from "./secrets.js";
import { StandIns, TOKEN, isPrivate, localOf, nameOf } from "./stand-ins.js";
import { untagged } from "./tag.js";
import { tokens } from "./urls.js";
import { folded, plain, span, squeezed, unescaped } from "./views.js";

const LAYERS = 3; // of escapes in escapes
const DEPTH = 2; // of base64 in base64
// letters that a secret must have to be looked for in mirror writing, and without a word's edges
const SURE = 6;
const REACH = 100; // characters around a domain among which the rest of its address is looked for
const LEAST = 4; // letters that are no accident among decoded bytes; one in kanji is as rare as two
const MAX_MEMORY = 20_000; // texts remembered

const AS_NAME = /^\p{Lu}\p{Ll}|^[^\x00-\x7f]/u; // written as a name is, not as an address
const WORD = /[\p{L}\p{N}]/u;
const EAST_ASIAN = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const IP =
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)|(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;
const SEPARATOR =
  /(?:\s{0,9}(?:[([{<_-]\s{0,9})?(?<![a-z0-9])at(?![a-z0-9])\s{0,9}(?:[)\]}>_-]\s{0,9})?|[@=~#_\-/:.+|!])$/;
const AFTER = /^[=+~#_\-/:|!]/;

const squeeze = (word) => (squeezed(folded(plain(word))) ?? folded(plain(word))).text;

export class Redactor {
  #secrets;
  #standIns = new StandIns();
  #plain; // secrets with the signs in them
  #squeezed; // names and the left sides of addresses, without signs
  #locals = new Map(); // domain -> Map(local part -> person)
  #digests;
  #mirror; // of both, written backwards or turned by thirteen letters
  #names; // in letters of East Asia
  #memory = new Map();
  #enough;

  /**
   * @param {object | object[]} reports of the mail, or of all mails that are published together
   * @param {{words?: string[], keep?: string[]}} [options] words: more to take out; keep: values of list() to
   *   leave in
   */
  constructor(reports, options = {}) {
    const all = [reports].flat().flatMap(allReports);
    const keep = new Set((options.keep ?? []).map((word) => word.toLowerCase()));
    this.#secrets = new Secrets(all, options);
    this.#build((word) => keep.has(word.toLowerCase()));
  }

  #build(kept) {
    const { addresses, domains, hosts, ids, words } = this.#secrets;
    const exact = [],
      loose = [];
    for (const [address, { local, domain, person }] of addresses) {
      if (kept(address)) continue;
      this.#domainStandIn(domain); // the first recipient's has the first number
      if (!this.#locals.has(domain)) this.#locals.set(domain, new Map());
      this.#locals.get(domain).set(local, person);
      this.#locals.get(domain).set(untagged(local), person);
    }
    for (const host of hosts) if (!kept(host)) exact.push([host, { kind: "host", value: host, edges: true }]);
    for (const [domain, fate] of domains) {
      if (this.#locals.has(domain) || fate === "mask")
        exact.push([
          domain,
          { kind: "domain", value: domain, masked: fate === "mask" && !kept(domain), edges: true },
        ]);
    }
    for (const id of ids)
      if (!kept(id)) exact.push([id.toLowerCase(), { kind: "id", value: id, edges: true }]);
    for (const [word, { kind, person }] of words) {
      if (kept(word)) continue;
      const short = folded(plain(word)).text,
        form = squeeze(word);
      const edges = form.length < SURE + 2 && !EAST_ASIAN.test(form);
      const value = { kind, value: word, person, edges };
      if (form.length < SURE && form === short && !EAST_ASIAN.test(form)) exact.push([short, value]);
      else if (form.length >= 2) loose.push([form, value]);
    }
    this.#names = [...words.keys()].filter((word) => EAST_ASIAN.test(word) && !kept(word));
    this.#plain = new Automaton(exact);
    this.#squeezed = new Automaton(loose);
    this.#mirror = { plain: new Automaton(mirrored(exact)), squeezed: new Automaton(mirrored(loose)) };
    const hash = [...addresses].filter(([address]) => !kept(address));
    this.#digests = new Digests(hash.flatMap(([address, { written }]) => [...hashed(address, written)]));
    this.#enough = kept;
  }

  /** What was replaced so far: [{kind, value, standIn, count}]. */
  list() {
    return this.#standIns.list();
  }

  /** A text without secrets. @param {boolean} [isUrl] the whole text is an address */
  text(text, isUrl = false) {
    if (text.length < 2) return text;
    const key = isUrl ? `u ${text}` : text;
    let known = this.#memory.get(key);
    if (!known) {
      const ranges = this.#ranges(text);
      for (const [from, to] of tokens(text, isUrl))
        ranges.push({ from, to, kind: "token", value: text.slice(from, to), standIn: TOKEN });
      known = apply(text, ranges);
      if (this.#memory.size < MAX_MEMORY) this.#memory.set(key, known);
    }
    for (const { kind, value, standIn, shown = standIn } of known.made)
      this.#standIns.note(kind, value, shown);
    return known.text;
  }

  /** Whether there is a secret in a text, however it is written. */
  carries(text, depth = DEPTH) {
    let found = false;
    this.#look(text, depth, (hit) => {
      found ||= rarity(text.slice(hit.from, hit.to)) >= LEAST;
    });
    return found;
  }

  #ranges(text) {
    const ranges = [];
    this.#look(text, DEPTH, (range) => ranges.push(range));
    return ranges;
  }

  #look(text, depth, found) {
    let raw = plain(text);
    for (let layer = 0; raw && layer <= LAYERS; layer++) {
      this.#search(raw, found);
      if (depth > 0) this.#opaque(raw, depth, found);
      raw = unescaped(raw);
    }
    if (depth < DEPTH) return;
    for (const place of encodedPlaces(text, (plain) => this.text(plain), this.#names))
      found({ ...place, kind: "token", value: text.slice(place.from, place.to), shown: TOKEN });
    const small = folded(plain(text)),
      tight = squeezed(small) ?? small;
    for (const [view, automaton] of [
      [small, this.#mirror.plain],
      [tight, this.#mirror.squeezed],
    ]) {
      automaton.search(view.text, (start, end, { value }) => {
        const [from, to] = span(view, start, end);
        found({ from, to, kind: "token", value, standIn: TOKEN });
      });
    }
  }

  #search(raw, found) {
    const view = folded(raw);
    this.#plain.search(view.text, (start, end, secret) => {
      if (secret.kind === "domain") this.#domain(view, start, end, secret, found);
      else if (!secret.edges || isWord(view.text, start, end)) this.#put(view, start, end, secret, found);
    });
    const tight = squeezed(view) ?? view;
    this.#squeezed.search(tight.text, (start, end, secret) => {
      const [from, to] = span(tight, start, end);
      if (
        !secret.edges ||
        isWord(raw.text, ...(raw.at ? [lowest(raw.at, from), lowest(raw.at, to)] : [from, to]))
      ) {
        found(this.#range(from, to, secret, AS_NAME.test(raw.at ? "" : raw.text.slice(from, to))));
      }
    });
    this.#addresses(view, found);
  }

  #range(from, to, { kind, value, person }, asName = false) {
    const make = {
      host: () => this.#hostStandIn(value),
      domain: () => "recipient",
      id: () => TOKEN,
      name: () => nameOf(person),
      local: () => (asName ? nameOf(person) : localOf(person)),
      word: () => this.#standIns.word(value),
    };
    return { from, to, kind, value, standIn: make[kind]() };
  }

  #put(view, start, end, secret, found) {
    found(this.#range(...span(view, start, end), secret));
  }

  /** The shortest domain that is masked and ends a host's name: what somebody registered. */
  #maskedParent(host) {
    let found = null;
    for (let at = 0; at >= 0; at = host.indexOf(".", at) + 1 || -1)
      if (this.#secrets.domains.get(host.slice(at)) === "mask") found = host.slice(at);
    return found;
  }

  /**
   * A recipient's domain and all others of the same owner have one stand-in; servers in it have their own.
   */
  #domainStandIn(name) {
    return this.#standIns.domain(this.#maskedParent(name) ?? "");
  }

  #hostStandIn(host) {
    const parent = this.#maskedParent(host);
    return parent === host || this.#locals.has(host)
      ? this.#domainStandIn(host)
      : this.#standIns.host(host, parent);
  }

  /** A domain, with the labels before it, and the rest of an address on either side of it. */
  #domain(view, start, end, secret, found) {
    const { text } = view;
    if (
      WORD.test(text[end] ?? " ") ||
      (text[end] === "-" && WORD.test(text[end + 1] ?? " ") && !secret.masked)
    )
      return;
    if (WORD.test(text[start - 1] ?? " ") && secret.value.length < SURE + 4) return;
    const around = this.#local(text, start, end, secret.value);
    if (around) {
      const { from, to, local, person } = around;
      const domain = this.#domainStandIn(secret.value),
        name = COMMON.has(local) ? local : localOf(person);
      const standIn = around.swapped
        ? `${domain}=${name}`
        : `${name}${text.slice(around.sign, start)}${domain}`;
      const [a, b] = span(view, from, to);
      found({
        from: a,
        to: b,
        kind: "address",
        value: `${local}@${secret.value}`,
        standIn,
        shown: `${name}@${domain}`,
      });
      return;
    }
    if (!secret.masked) return;
    let from = start;
    const labels = /(?:[\p{L}\p{N}_-]{1,63}\.){1,50}$/u.exec(text.slice(Math.max(0, start - REACH), start));
    if (labels && text[start - 1] === ".") from = start - labels[0].length;
    const host = text.slice(from, end);
    // found by itself; kept
    if (host !== secret.value && (this.#locals.has(host) || this.#enough(host))) return;
    const standIn = this.#hostStandIn(host);
    if (text[from - 1] === "@") {
      const user = /[\p{L}\p{N}.!#$%&'*+^_`{|}~-]{1,100}$/u.exec(
        text.slice(Math.max(0, from - 1 - REACH), from - 1),
      );
      if (user) {
        const keep = COMMON.has(user[0]) ? user[0] : this.#standIns.user(`${user[0]}@${host}`);
        const [a, b] = span(view, from - 1 - user[0].length, end);
        found({
          from: a,
          to: b,
          kind: "address",
          value: `${user[0]}@${host}`,
          standIn: `${keep}@${standIn}`,
        });
        return;
      }
    }
    const [a, b] = span(view, from, end);
    found({ from: a, to: b, kind: host === secret.value ? "domain" : "host", value: host, standIn });
  }

  /** A known left side before the domain, or after it (RFC 5322 addr-spec; VERP; SRS: domain=local). */
  #local(text, start, end, domain) {
    const locals = this.#locals.get(domain);
    if (!locals) return null;
    const base = Math.max(0, start - REACH),
      before = text.slice(base, start);
    const sign = SEPARATOR.exec(before);
    if (sign) {
      const head = before.slice(0, sign.index);
      for (const cut of [head, head.replace(/\+[^\s@<>"]{0,100}$/, "")]) {
        for (let i = 0; i < cut.length; i++) {
          if (i > 0 && WORD.test(cut[i - 1])) continue;
          const person = locals.get(cut.slice(i));
          if (person)
            return { from: base + i, to: end, local: cut.slice(i), person, sign: base + sign.index };
        }
      }
    }
    if (!AFTER.test(text.slice(end, end + 1))) return null;
    const after = /^[\p{L}\p{N}.!$%&'*^_`{|}~-]{1,64}/u.exec(text.slice(end + 1, end + 66))?.[0] ?? "";
    for (let n = after.length; n > 0; n--) {
      const person = (n === after.length || !WORD.test(after[n])) && locals.get(after.slice(0, n));
      if (person) return { from: start, to: end + 1 + n, local: after.slice(0, n), person, swapped: true };
    }
    return null;
  }

  #addresses(view, found) {
    const { ips } = this.#secrets;
    for (const match of view.text.matchAll(IP)) {
      const address = canonical(match[0]);
      if (!address || this.#enough(address) || !(ips.has(address) || isPrivate(address))) continue;
      const [from, to] = span(view, match.index, match.index + match[0].length);
      found({ from, to, kind: "ip", value: address, standIn: this.#standIns.ip(address) });
    }
  }

  #opaque(raw, depth, found) {
    const known = (run) => run.length >= 22 && this.#digests.has(run);
    const search = { carries: (text) => this.carries(text, depth - 1), known, names: this.#names };
    for (const [start, end] of [...opaqueRuns(raw.text, search), ...octetLists(raw.text, search)]) {
      const [from, to] = span(raw, start, end);
      found({ from, to, kind: "token", value: raw.text.slice(start, end), standIn: TOKEN });
    }
  }
}

/** Words in the two ways of writing that a child knows. */
function* mirrored(words) {
  for (const [word, value] of words) {
    if (word.length < SURE || value.kind === "id" || value.masked === false) continue;
    yield [[...word].reverse().join(""), value];
    yield [word.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97)), value];
  }
}

/** How many letters, those of other scripts counted twice. */
const rarity = (text) => text.length + (text.match(/[^\x00-\x7f]/g)?.length ?? 0);

const isWord = (text, start, end) => !WORD.test(text[start - 1] ?? " ") && !WORD.test(text[end] ?? " ");

/** The first index whose place is not before `place`: places grow. */
function lowest(at, place) {
  let low = 0,
    high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An address as the report writes it (RFC 5952); null when it is none. */
function canonical(text) {
  if (!text.includes(":"))
    return text.split(".").every((part) => Number(part) <= 255)
      ? text.split(".").map(Number).join(".")
      : null;
  try {
    return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return null;
  }
}

/** Replaces the ranges; where they overlap the longest says by what. */
function apply(text, ranges) {
  if (!ranges.length) return { text, made: [] };
  ranges.sort((a, b) => a.from - b.from || b.to - a.to);
  const made = [];
  let out = "",
    end = 0;
  for (let i = 0; i < ranges.length;) {
    let { from, to } = ranges[i],
      best = ranges[i],
      k = i + 1;
    for (; k < ranges.length && ranges[k].from < to; k++) {
      if (ranges[k].to - ranges[k].from > best.to - best.from) best = ranges[k];
      to = Math.max(to, ranges[k].to);
    }
    out += text.slice(end, from) + best.standIn;
    made.push(best);
    end = to;
    i = k;
  }
  return { text: out + text.slice(end), made };
}
