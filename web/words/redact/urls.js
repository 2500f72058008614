// What an address of the web may say of whoever it was sent to: values of queries, fragments, and parts that
// are no words.
const URL = /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>\u3000-\u3003\u300c-\u300f]+/gi;
const SHORT = 3; // a value so short tells nothing

/** Whether letters and digits look made up by a machine: a token, not a word. */
function isToken(part) {
  if (part.length < 16 || /[^\w.~%+=-]/.test(part)) return false;
  const letters = part.replace(/[^a-z]/gi, "");
  return /\d/.test(part)
    ? !/^[a-z]+(?:[-_.][a-z]+)+[-_.]?\d{1,8}(?:\.\w{2,5})?$/i.test(part)
    : /[a-z][A-Z]/.test(letters) && /[A-Z](?:[A-Z]|$)/.test(letters); // "loginForm" is words
}

/** The places in a text's addresses where tokens stand, as [start, end]. */
export function* tokens(text, whole = false) {
  if (whole) return yield* inAddress(text, 0);
  if (!text.includes("://")) return;
  for (const match of text.matchAll(URL)) yield* inAddress(match[0], match.index);
}

function* inAddress(address, base) {
  const rest = address.search(/\?|(?<!&)#/);
  const path = rest < 0 ? address : address.slice(0, rest);
  const start = Math.max(path.indexOf("://") + 3, 0);
  let at = path.indexOf("/", start);
  while (at >= 0 && at < path.length) {
    const next = path.indexOf("/", at + 1);
    const part = path.slice(at + 1, next < 0 ? path.length : next);
    if (isToken(part)) yield [base + at + 1, base + at + 1 + part.length];
    at = next;
  }
  if (rest < 0) return;
  for (const match of address.slice(rest).matchAll(/([?#&;])([^?#&;=]*)(=?)([^?#&;]*)/g)) {
    const [, , name, equals, value] = match;
    const from = base + rest + match.index + 1;
    const plainName = /^[a-z][\w.[\]-]{0,19}$/i.test(name) && !isToken(name);
    if (!equals && ((name.length > SHORT && !plainName) || isToken(name))) yield [from, from + name.length];
    else if (equals) {
      if (!plainName && name) yield [from, from + name.length];
      const at = from + name.length + 1;
      if (value.length > SHORT) yield [at, at + value.length];
    }
  }
}
