// What stands for what was taken out: the same for the same, of the same kind, and of names that nobody can
// own (RFC 2606, RFC 5737, RFC 3849; private addresses stay private).

export const TOKEN = "***";

export class StandIns {
  #given = new Map(); // kind and value -> stand-in
  #counts = new Map(); // kind -> how many
  #used = new Map(); // kind and value -> {kind, value, standIn, count}

  #number(kind) {
    const n = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, n);
    return n;
  }

  #once(kind, value, make) {
    const key = `${kind} ${value}`;
    if (!this.#given.has(key)) this.#given.set(key, make());
    return this.#given.get(key);
  }

  domain(name) {
    return this.#once("domain", name, () => numbered("recipient", this.#number("domain"), ".example"));
  }

  /** A server; in the domain, when it is one of a domain that is masked itself. */
  host(name, domain) {
    return this.#once(
      "host",
      name,
      () => `host-${this.#number("host")}.${domain ? this.domain(domain) : "recipient.example"}`,
    );
  }

  /** Somebody else at the recipient's domain. */
  user(address) {
    return this.#once("user", address, () => `user-${this.#number("user")}`);
  }

  word(word) {
    return this.#once("word", word, () => numbered("[masked", this.#number("word"), "]"));
  }

  ip(address) {
    return this.#once("ip", address, () => {
      const four = !address.includes(":"),
        inside = isPrivate(address);
      const n = this.#number(`${four} ${inside}`);
      if (four) return inside ? `10.0.${(n >> 8) & 255}.${n & 255}` : `192.0.2.${n % 256}`;
      return `${inside ? "fd00" : "2001:db8"}::${n.toString(16)}`;
    });
  }

  /** Notes that a value was replaced. */
  note(kind, value, standIn) {
    const key = `${kind} ${value}`,
      entry = this.#used.get(key);
    if (entry) entry.count++;
    else this.#used.set(key, { kind, value, standIn, count: 1 });
  }

  /** What was replaced, the most frequent of each kind first. */
  list() {
    return [...this.#used.values()];
  }
}

/** The left side of a recipient's address, and the name: by the number of the person. */
export const localOf = (person) => numbered("recipient", person, "");
export const nameOf = (person) => numbered("Recipient", person, "");

const numbered = (word, n, end) => `${word}${n > 1 ? `-${n}` : ""}${end}`;

// RFC 1918, RFC 6598, RFC 3927; RFC 4193, RFC 4291 2.5.6.
const PRIVATE = [
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254)\./,
  /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/i,
];

export function isPrivate(ip) {
  return PRIVATE.some((form) => form.test(ip));
}
