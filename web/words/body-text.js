// The text of a mail as a person would have seen it, as one string, from what the library's read() gives.

const LONGEST = 20_000; // characters: what is quoted of them is cut further

/**
 * The part that says most; of equals the first. What nobody was meant to see is left out.
 * @param {{texts: {runs: {text: string, hidden?: boolean}[]}[]}} reading
 */
export function bodyText({ texts = [] }) {
  const bodies = texts.map(({ runs }) =>
    runs
      .filter(({ hidden }) => !hidden)
      .map(({ text }) => text)
      .join("")
      .trim(),
  );
  return bodies.reduce((best, body) => (body.length > best.length ? body : best), "").slice(0, LONGEST);
}
