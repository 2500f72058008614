// RFC 1950 and 1951: synchronously, where a stream would have to be waited for, and for hosts without
// DecompressionStream (Firefox before 113, Safari before 16.4). The data is our own.

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

class Bits {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
    this.held = 0;
    this.count = 0;
  }

  take(n) {
    while (this.count < n) {
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << n) - 1);
    this.held >>>= n;
    this.count -= n;
    return value;
  }

  /** Looks the next bits up, as many as the longest code has: after the data's end they are 0. */
  symbol({ table, longest }) {
    while (this.count < longest) {
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const entry = table[this.held & ((1 << longest) - 1)];
    if (!entry) throw new Error("broken code");
    this.held >>>= entry & 15;
    this.count -= entry & 15;
    return entry >> 4;
  }

  /** To the next byte that was not begun: whole bytes that were held are given back. */
  align() {
    this.at -= this.count >> 3;
    this.held = this.count = 0;
  }
}

/**
 * A canonical Huffman code from its lengths (RFC 1951 3.2.2), as a table of all that the next bits can be:
 * symbol and length of the code that they begin with. A code's bits come first bit first: they are turned.
 */
function huffman(lengths) {
  const longest = Math.max(...lengths, 1);
  const table = new Uint16Array(1 << longest);
  let code = 0;
  for (let length = 1; length <= longest; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      let turned = 0;
      for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
      for (let at = turned; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
      code++;
    }
    code <<= 1;
  }
  return { table, longest };
}

function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  return [huffman(lengths), huffman(new Array(30).fill(5))];
}

function dynamicCodes(bits) {
  const literals = bits.take(5) + 257, distances = bits.take(5) + 1, codes = bits.take(4) + 4;
  const ordered = new Array(19).fill(0);
  for (let i = 0; i < codes; i++) ordered[CODE_ORDER[i]] = bits.take(3);
  const code = huffman(ordered);
  const lengths = [];
  while (lengths.length < literals + distances) {
    const symbol = bits.symbol(code);
    if (symbol < 16) lengths.push(symbol);
    else {
      const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
      let repeat = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      while (repeat--) lengths.push(value);
    }
  }
  return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
}

/** @param {Uint8Array} packed zlib data  @param {number} size of what it unpacks to  @returns {Uint8Array} */
export function inflate(packed, size) {
  const bits = new Bits(packed, 2);
  const out = new Uint8Array(size);
  let at = 0, last = 0;
  while (!last) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) {
      bits.align();
      const length = bits.take(16);
      bits.take(16);
      out.set(packed.subarray(bits.at, bits.at + length), at);
      at += length;
      bits.at += length;
      continue;
    }
    const [literal, distance] = kind === 1 ? fixedCodes() : dynamicCodes(bits);
    for (let symbol = bits.symbol(literal); symbol !== 256; symbol = bits.symbol(literal)) {
      if (symbol < 256) {
        out[at++] = symbol;
        continue;
      }
      const length = LENGTH_BASE[symbol - 257] + bits.take(LENGTH_EXTRA[symbol - 257]);
      const far = bits.symbol(distance);
      const back = DISTANCE_BASE[far] + bits.take(far < 4 ? 0 : (far >> 1) - 1);
      for (const end = at + length; at < end; at++) out[at] = out[at - back];
    }
  }
  if (at !== size) throw new Error("broken data");
  return out;
}
