// Values that the core hands out, from its words (words.c; core/report/words.h) to what JSON.parse would have
// made of their text: the same objects, with their keys in the same order.
import { SHAPES } from "./shapes.js";

const OBJECT = 1, OBJECT_END = 2, LIST = 3, LIST_END = 4, NULL = 5, FALSE = 6, TRUE = 7, KEY = 8, TEXT = 9;
const SMALL = 10, NUMBER = 11, SPAN = 12, SPANS = 13, CONSTANT = 14;
const ZERO = 1 << 27; // WH_SMALL
const MOST_CONSTANTS = 4096; // kept
const MOST_SHAPES = 4096;

const namesOf = (object) => Object.keys(object).join();
const makers = new Map(SHAPES.map((make) => [namesOf(make([], () => null)), make]));

const damaged = () => new Error("The core's value is damaged.");

/**
 * A reader of words. It keeps keys and constant texts by their addresses.
 * @param {(address: number, size: number) => string} textAt
 * @param {(address: number) => string} keyAt
 * @returns {(words: Int32Array, texts: string) => any} throws when the words make no value: each of them is
 *   read once, so it ends; and where they lie in each other too deep, it throws as well
 */
export function wordReader(textAt, keyAt) {
  const keys = new Map(), constants = new Map();
  /** By what their keys hash to: {make, keys}, or null for those that are made key by key. */
  const shapes = new Map();
  const none = { address: 0, text: "", next: /** @type {any} */ (null) };
  none.next = none;
  let words, texts, at = 0, from = 0;

  /** A key of that address. The same follow each other nearly always: each remembers the one after it. */
  function keyAfter(before, address) {
    let key = keys.get(address);
    if (!key) keys.set(address, (key = { address, text: keyAt(address), next: none }));
    return (before.next = key);
  }

  /** @param {number[]} [seen] gets the keys' words */
  function keyByKey(seen) {
    const made = {};
    let key = none;
    for (let word; (word = words[at++]) !== OBJECT_END;) {
      if ((word & 15) !== KEY) throw damaged();
      seen?.push(word);
      key = key.next.address === word >>> 4 ? key.next : keyAfter(key, word >>> 4);
      made[key.text] = value();
    }
    return made;
  }

  /** One whose keys were not met before. */
  function firstOf(hash) {
    const seen = [], made = keyByKey(seen), make = hash && makers.get(namesOf(made));
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shapes.set(hash, make ? { make, keys: seen } : null);
    return made;
  }

  function behind(key) {
    if (words[at++] !== key) throw damaged();
    return value();
  }

  /** @param {number} hash of its keys (words.c) */
  function object(hash) {
    const shape = shapes.get(hash);
    if (!shape) return shape === null ? keyByKey() : firstOf(hash);
    const made = shape.make(shape.keys, behind);
    if (words[at++] !== OBJECT_END) throw damaged();
    return made;
  }

  /** Most have one thing or none: an array that begins empty takes room for seventeen. */
  function list() {
    const made = words[at] === LIST_END ? [] : [value()];
    while (words[at] !== LIST_END) made.push(value());
    at++;
    return made;
  }

  function text(units) {
    const start = from;
    from += units;
    if (from > texts.length) throw damaged();
    return texts.slice(start, from);
  }

  function constant(size) {
    const address = words[at++];
    const kept = constants.get(address);
    if (kept !== undefined && kept.length === size) return kept;
    if (constants.size >= MOST_CONSTANTS) constants.clear();
    const made = textAt(address, size);
    constants.set(address, made);
    return made;
  }

  const span = () => [words[at++] >>> 0, words[at++] >>> 0];

  function spans(count) {
    if (count > words.length - at) throw damaged();
    if (count === 1) return [span()];
    const made = [];
    for (; count > 0; count--) made.push(span());
    return made;
  }

  function value() {
    const word = words[at++], number = word >>> 4;
    switch (word & 15) {
      case OBJECT: return object(number);
      case LIST: return list();
      case NULL: return null;
      case FALSE: return false;
      case TRUE: return true;
      case TEXT: return text(number);
      case SMALL: return number - ZERO;
      case NUMBER: return Number(text(number));
      case SPAN: return span();
      case SPANS: return spans(number);
      case CONSTANT: return constant(number);
    }
    throw damaged();
  }

  return (given, decoded) => {
    words = given;
    texts = decoded;
    at = from = 0;
    try {
      return value();
    } finally {
      words = texts = undefined;
    }
  };
}
