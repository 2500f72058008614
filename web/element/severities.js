// How much a finding weighs, the weightiest first.
export const SEVERITIES = ["critical", "high", "medium", "low", "info", "good"];
