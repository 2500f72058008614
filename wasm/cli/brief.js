// A report in one short line, for tables of many mails.

const REASONS = 3;

/** @param {object} report  @param {{file: string, message?: number}} input */
export function brief(report, input) {
  const { level, kind, score, findings } = report.verdict;
  const reasons = findings
    .map((index) => report.findings[index])
    .filter((finding) => finding.severity !== "good")
    .slice(0, REASONS);
  return {
    ...input, level, kind: kind ?? null, score,
    from: report.identities.from[0]?.address ?? null,
    subject: report.identities.subject?.text ?? null,
    handover: report.handover?.ip ?? null,
    reasons: reasons.map(({ id }) => id),
  };
}
