// What the mail's path claimed about SPF, DKIM, DMARC and ARC, beside what was verified here. "Not evaluated" is not "fail".
import { html, nothing } from "lit";
import { code, sectionHead, value } from "./show.js";

const METHODS = ["spf", "dkim", "dmarc", "arc"];

export function authenticationView(ctx) {
  const { authentication } = ctx.report;
  if (!authentication) return nothing;
  const { t } = ctx;
  const notices = (ctx.report.notices ?? []).filter((notice) => ctx.texts.has(`notice.${notice.id}`));
  return html`<section class="section" aria-labelledby="authentication">
    ${sectionHead("authentication", t("section.authentication"))}
    <p class="section-lead">${t("section.authentication.lead")}</p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="authentication"><table class="auth">
      <thead><tr><th scope="col">${t("auth.method")}</th><th scope="col">${t("auth.claimed")}</th><th scope="col">${t("auth.verified")}</th></tr></thead>
      <tbody>${METHODS.map((method) => html`<tr>
        <th scope="row"><abbr title=${t(`auth.${method}.long`)}>${method.toUpperCase()}</abbr><span class="fact-note">${t(`auth.${method}.what`)}</span></th>
        <td>${claimed(ctx, method)}</td>
        <td>${verified(ctx, authentication[method])}</td></tr>`)}</tbody>
    </table></div>
    ${notices.map((notice) => html`<p class="fact-note">${t(`notice.${notice.id}`)}</p>`)}
    ${(authentication.claimed ?? []).some((claim) => !claim.trusted) ? html`<p class="fact-note">${t("auth.untrusted.note")}</p>` : nothing}
  </section>`;
}

function claimed(ctx, method) {
  const rows = (ctx.report.authentication.claimed ?? []).flatMap((claim) =>
    (claim.results ?? []).filter((result) => result.method === method).map((result) => ({ claim, result })));
  if (!rows.length) return html`<span class="none">${ctx.t("auth.claimed.none")}</span>`;
  return html`<ul class="plain">${rows.map(({ claim, result }) => html`<li>
    ${badge(ctx, result.result, claim.trusted)}
    <span class="fact-note">${claim.authservId ? code(claim.authservId) : ctx.t("auth.unnamed")} · ${
      ctx.t(claim.trusted ? "auth.trusted" : "auth.untrusted")}</span>
    ${result.meaning ? html`<span class="fact-note">${ctx.texts.name("filter.code", result.meaning)}</span>` : nothing}
    ${result.reason ? html`<span class="fact-note">${value(result.reason)}</span>` : nothing}
    ${result.reasonMeaning ? html`<span class="fact-note">${ctx.texts.name("filter.code", result.reasonMeaning)}</span>` : nothing}</li>`)}</ul>`;
}

function verified(ctx, results) {
  const list = Array.isArray(results) ? results : results ? [results] : [];
  if (!list.length) return html`<span class="none">${ctx.t("auth.not-evaluated")}</span>`;
  return html`<ul class="plain">${list.map((item) => html`<li>${badge(ctx, item.result)}
    ${item.domain ? html`<span class="fact-note">${code(item.domain)}</span>` : nothing}
    ${item.reason ? html`<span class="fact-note">${ctx.texts.has(`auth.reason.${item.reason}`) ? ctx.t(`auth.reason.${item.reason}`) : value(item.reason)}</span>` : nothing}
    ${item.trace?.length ? html`<details class="more"><summary>${ctx.t("auth.trace")}</summary><ol class="trace">${item.trace.map((step) =>
      html`<li>${code(typeof step === "string" ? step : Object.values(step).filter((part) => part !== null).join("  "))}</li>`)}</ol></details>` : nothing}</li>`)}</ul>`;
}

/** A result that anybody could have written has no colour. */
function badge(ctx, result, counts = true) {
  if (!result) return html`<span class="none">${ctx.t("auth.not-evaluated")}</span>`;
  return html`<span class="badge" data-result=${counts ? result : "claimed"}>${ctx.texts.name("auth.result", result)}</span>`;
}
