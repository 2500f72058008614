// The scales that a report speaks in: the levels of a verdict, and the severities of findings.

/** Levels, the best first. */
export const LEVELS = ["authentic", "consistent", "unclear", "suspicious", "forged"];
/** How much a finding weighs, the weightiest first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info", "good"];

const place = (level) => LEVELS.indexOf(level);

/** Whether a level speaks against the mail; whether it speaks for it. Unclear does neither. */
export const isAccused = (level) => place(level) > place("unclear");
export const isFavourable = (level) => place(level) >= 0 && place(level) < place("unclear");

/** Whether a finding speaks against the mail; whether it does so by more than a hint. */
export const isAlarm = ({ severity }) => SEVERITIES.indexOf(severity) < SEVERITIES.indexOf("info");
export const isWeighty = ({ severity }) => SEVERITIES.indexOf(severity) < SEVERITIES.indexOf("low");

/** The weightiest first, for sorting. */
export const bySeverity = (a, b) =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (b.weight ?? 0) - (a.weight ?? 0);
