// Which result of SPF, DKIM or DMARC is told where there is room for one.

/** The result that counts: verified here, else written by the reader's own side. */
export function resultOf({ authentication, source }, method) {
  const own = authentication?.[method];
  const verified = Array.isArray(own) ? (own.find((one) => one.result === "pass") ?? own[0]) : own;
  // What a piece lacks its rest may hold.
  const isPiece = source.kind === "fragment";
  if (verified?.result && !(isPiece && verified.result === "none")) return verified.result;
  // A header without a signature was seen whole.
  const judged = authentication?.spf?.result || authentication?.dmarc?.result;
  if (method === "dkim" && own?.length === 0 && judged && !isPiece) return "none";
  // DMARC's result stands on those that its own server saw: another's may differ.
  const trusted = (authentication?.claimed ?? []).filter((claim) => claim.trusted);
  const ofMethod = (claim, wanted) => claim.results?.find((one) => one.method === wanted);
  const whole = trusted.find((claim) => ofMethod(claim, "dmarc"));
  for (const claim of whole ? [whole, ...trusted] : trusted) {
    const hit = ofMethod(claim, method);
    if (hit) return hit.result;
  }
  return null;
}
