// The verdict in words: the sentence, what to do, which findings are its reasons, and what lookups changed of
// it.
import { isFavourable } from "./scale.js";
import { isHeaderless } from "./sentence.js";

const REASONS = 4;

export { advice, sentence } from "./sentence.js";

/** Whether the score belongs beside the level. */
export const isScored = (report) => isRanked(report.verdict.level) && !isHeaderless(report);

/**
 * Whether mails of this level are told apart by their score: it ranks alarm, and beside good news a number of
 * suspicion would only confuse.
 * @param {string} level
 */
export const isRanked = (level) => !isFavourable(level);

/**
 * The findings that the verdict stands on, heaviest first, each kind once: alarms for bad news, good signs
 * for good news.
 * @returns {number[]} indices into the report's findings
 */
export function reasons({ verdict, findings }) {
  const good = isFavourable(verdict.level);
  const seen = new Set();
  return verdict.findings
    .filter((index) => {
      const finding = findings[index];
      if (!finding || finding.severity === "info" || (finding.severity === "good") !== good) return false;
      return !seen.has(finding.id) && seen.add(finding.id);
    })
    .slice(0, REASONS);
}

/**
 * What a second report of the same mail changed: the step of the level or score, and the heaviest finding
 * that is new.
 * @returns {{before: object, after: object, finding: object | null} | null} null: nothing that is shown
 */
export function change(before, after) {
  const old = before.verdict;
  const now = after.verdict;
  if (old.level === now.level && old.score === now.score) return null;
  const known = new Set(before.findings.map((finding) => finding.id));
  const worse = now.score > old.score;
  const fresh = now.findings
    .map((index) => after.findings[index])
    .filter(
      (finding) => finding && !known.has(finding.id) && finding.weight > 0 === worse && finding.weight !== 0,
    );
  return { before: old, after: now, finding: fresh[0] ?? null };
}
