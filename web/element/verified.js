// What was verified here, method by method: the result, why, and what it was read from.
import { html, nothing } from "lit";
import { code, fact, note, value } from "./show.js";

/** The result. @param {"spf" | "dkim" | "dmarc" | "arc"} method */
export function verifiedView(ctx, method) {
  const { authentication } = ctx.report;
  if (method === "dkim") return dkim(ctx, authentication.dkim ?? []);
  const result = authentication[method];
  if (!result) {
    const none = html`<span class="none">${ctx.t("auth.not-evaluated")}</span>`;
    return html`<div class="verified">${none}${because(ctx, authentication.notEvaluated?.[method])}</div>`;
  }
  return { spf, dmarc, arc }[method](ctx, result);
}

/** What the result was read from, folded away. */
export function verifiedDetails(ctx, method) {
  const { authentication } = ctx.report;
  const results = [authentication[method] ?? []].flat();
  const blocks = results
    .map((result) => DETAILS[method](ctx, result).filter((item) => item !== nothing))
    .filter((facts) => facts.length);
  if (!blocks.length) return nothing;
  return html`<details class="more">
    <summary>${ctx.t("auth.trace")}</summary>
    ${blocks.map((facts) => html`<dl class="facts">${facts}</dl>`)}
  </details>`;
}

const DETAILS = { spf: spfFacts, dkim: signatureFacts, dmarc: dmarcFacts, arc: arcFacts };

/** A result that anybody could have written has no colour. */
export function badge(ctx, result, counts = true) {
  if (!result) return html`<span class="none">${ctx.t("auth.not-evaluated")}</span>`;
  return html`<span class="badge" data-result=${counts ? result : "claimed"}
    >${ctx.texts.name("auth.result", result)}</span
  >`;
}

function because(ctx, reason) {
  return reason ? html`<span class="fact-note">${ctx.texts.name("auth.reason", reason)}</span>` : nothing;
}

/** The result, and the domain it is about. */
function headline(ctx, { result, domain }) {
  return html`<span>${badge(ctx, result)} ${domain ? code(domain) : nothing}</span>`;
}

const given = (label, text) =>
  text === null || text === undefined || text === "" ? nothing : fact(label, code(text));

function spf(ctx, result) {
  return html`<div class="verified">
    ${headline(ctx, result)} ${because(ctx, result.reason)}
    ${result.explanation ? html`<span class="fact-note">${value(result.explanation)}</span>` : nothing}
  </div>`;
}

function spfFacts(ctx, result) {
  const { t, texts } = ctx;
  return [
    fact(t("auth.identity"), t(result.identity === "helo" ? "auth.identity.helo" : "auth.identity.mailfrom")),
    given(t("auth.record"), result.record),
    given(t("auth.mechanism"), result.mechanism),
    given(t("auth.broken"), [result.problemDomain, result.problemTerm].filter(Boolean).join(" ")),
    fact(t("auth.lookups"), texts.formats.number(result.lookups)),
    result.trace?.length
      ? fact(
          t("auth.steps"),
          html`<ol class="trace">
            ${result.trace.map(
              (step) =>
                html`<li .style=${`margin-inline-start:${Math.min(step.depth, 6)}em`}>
                  ${t(`auth.step.${step.event}`)}
                  ${step.event === "record" ? html`${code(step.domain)} ` : nothing}${code(step.text ?? "")}
                </li>`,
            )}
          </ol>`,
        )
      : nothing,
  ];
}

function dkim(ctx, signatures) {
  const { t } = ctx;
  if (!signatures.length) return html`<span class="none">${t("auth.no-signature")}</span>`;
  return html`<ul class="plain">
    ${signatures.map(
      (signature) =>
        html`<li class="verified">
          ${headline(ctx, signature)}
          ${signature.result === "pass" ? note(t(signature.aligned ? "auth.aligned" : "auth.not-aligned")) : nothing}
          ${because(ctx, signature.reason)} ${halves(ctx, signature)}
        </li>`,
    )}
  </ul>`;
}

/** A signature covers the header and the body apart; and what would make the broken half verify. */
function halves(ctx, { result, header, body, headerVerifies, bodyVerifies }) {
  const { t, texts } = ctx;
  const repairs = [headerVerifies, bodyVerifies].filter(Boolean);
  return html`${
    result !== "pass" && (header || body)
      ? html`<span class="fact-note"
          >${[header ? t(`auth.header.${header}`) : null, body ? t(`auth.body.${body}`) : null]
            .filter(Boolean)
            .join(" · ")}</span
        >`
      : nothing
  }${repairs.map(
    (repair) =>
      html`<span class="fact-note">${t("auth.verifies", { how: texts.name("auth.repair", repair) })}</span>`,
  )}`;
}

function signatureFacts(ctx, signature) {
  const { t, texts } = ctx;
  const date = (label, iso) => (iso ? fact(label, texts.formats.date(iso)) : nothing);
  const bits = signature.keyBits ? t("auth.bits", { bits: signature.keyBits }) : "";
  return [
    given(t("auth.selector"), [signature.selector, signature.domain].filter(Boolean).join("._domainkey.")),
    given(t("auth.algorithm"), [signature.algorithm, bits].filter(Boolean).join(", ")),
    given(t("auth.canonicalization"), signature.canonicalization),
    given(t("auth.signed-fields"), signature.signedFields?.join(", ")),
    signature.unsignedBytes
      ? fact(t("auth.unsigned"), texts.formats.bytes(signature.unsignedBytes))
      : nothing,
    date(t("auth.signed-at"), signature.signedAt),
    date(t("auth.expires-at"), signature.expiresAt),
    given(t("auth.record"), signature.record),
    signature.spans?.length
      ? fact(
          t("auth.field"),
          html`<button type="button" class="link" @click=${() => ctx.actions.showSpans(signature.spans)}>
            ${t("action.source")}
          </button>`,
        )
      : nothing,
  ];
}

function dmarc(ctx, result) {
  const { t, texts } = ctx;
  const problems = result.problems?.length ? result.problems : [result.reason];
  return html`<div class="verified">
    ${headline(ctx, result)} ${problems.map((problem) => because(ctx, problem))}
    ${result.policy ? note(t("auth.policy", { policy: texts.name("auth.policy", result.policy) })) : nothing}
  </div>`;
}

function dmarcFacts(ctx, result) {
  const { t } = ctx;
  if (!result.record) return [];
  const aligned = (yes, mode) =>
    html`${t(yes ? "auth.fits" : "auth.fits-not")}
      <span class="fact-note">${t(`auth.mode.${mode ?? "relaxed"}`)}</span>`;
  return [
    given(t("auth.policy-domain"), result.policyDomain),
    fact("SPF", aligned(result.spfAligned, result.spfAlignment)),
    fact("DKIM", aligned(result.dkimAligned, result.dkimAlignment)),
    given(t("auth.record"), result.record),
  ];
}

function arc(ctx, result) {
  return html`<div class="verified">${headline(ctx, result)} ${because(ctx, result.reason)}</div>`;
}

function arcFacts(ctx, result) {
  const { t, texts } = ctx;
  return (result.sets ?? []).map((set) =>
    fact(
      t("auth.arc-set", { number: set.instance }),
      html`${set.domain ? code(set.domain) : nothing}
      ${set.chain ? html`<span class="fact-note">${texts.name("auth.result", set.chain)}</span>` : nothing}`,
    ),
  );
}
