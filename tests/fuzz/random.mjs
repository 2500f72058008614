// Random changes to bytes and to JSON values, the same for the same seed.

/** xorshift32: below(n) is a whole number from 0 up to n, n not included; pick(list) one of its members. */
export class Random {
  constructor(seed) {
    this.state = seed >>> 0 || 1;
  }

  below(n) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return n > 0 ? (this.state >>> 0) % n : 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

const WORDS = [
  "\r\n\r\n",
  "\nFrom a@b Tue Feb  1 10:00:00 2022\n",
  "=?utf-8?B?",
  '"',
  "<",
  ">",
  "--b\r\n",
  "\0",
  "\ufeff",
  "\u202e",
  "&#0;",
  "PK\x03\x04",
  "PK\x01\x02",
  "PK\x05\x06",
  "\xff\xff\xff\xff",
  "\xfe\xff\xff\xff",
  "\x78\x9f\x3e\x22",
  "]]",
  "](http://x.example)",
  "`",
  "@",
].map((word) => Buffer.from(word, "latin1"));

/** A few changes: bytes set, bits turned, stretches taken out, repeated or put in from another seed. */
export function changed(random, seeds) {
  let bytes = Buffer.from(random.pick(seeds));
  for (let i = 1 + random.below(8); i > 0; i--) {
    const at = random.below(bytes.length + 1),
      length = 1 + random.below(random.below(6) ? 16 : 2000);
    const put = (piece) => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    switch (random.below(6)) {
      case 0:
        if (at < bytes.length) bytes[at] = random.below(256);
        break;
      case 1:
        if (at < bytes.length) bytes[at] ^= 1 << random.below(8);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 3:
        bytes = put(
          Buffer.concat(
            Array.from({ length: 1 + random.below(40) }, () => bytes.subarray(at, at + length)),
          ),
        );
        break;
      case 4: {
        const other = random.pick(seeds),
          from = random.below(other.length);
        bytes = put(Buffer.from(other.subarray(from, from + length)));
        break;
      }
      default:
        bytes = put(random.pick(WORDS));
    }
    if (bytes.length > 300_000) bytes = bytes.subarray(0, 300_000);
  }
  return new Uint8Array(bytes);
}

const TEXTS = [
  "",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "http://www.x.example/",
  "a@b.example",
  "[x](//y.example)",
  "\u202e\u0000\u001b[31m",
  "\ud800",
  "`**_~|#",
  "x".repeat(5000),
  "é".normalize("NFD"),
  "__proto__",
  "constructor",
];

/** A JSON value with some of its leaves changed, none of another type; lists grow and shrink. */
export function changedValue(random, value, rate = 20) {
  if (Array.isArray(value)) {
    const list = value.filter(() => random.below(rate)).map((one) => changedValue(random, one, rate));
    return list.length && !random.below(rate) ? [...list, ...list.slice(0, 20)] : list;
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, changedValue(random, one, rate)]),
    );
  }
  if (random.below(rate)) return value;
  if (typeof value === "string") return random.below(2) ? random.pick(TEXTS) : value + random.pick(TEXTS);
  return value;
}
