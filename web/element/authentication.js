// What the mail's path claimed about SPF, DKIM, DMARC and ARC, beside what was verified here. "Not evaluated"
// is not "fail".
import { html, nothing } from "lit";
import { few } from "./more.js";
import { code, note, sectionHead, value } from "./show.js";
import { badge, verifiedDetails, verifiedView } from "./verified.js";

const METHODS = ["spf", "dkim", "dmarc", "arc"];

export function authenticationView(ctx) {
  const { authentication } = ctx.report;
  if (!authentication) return nothing;
  const { t } = ctx;
  const notices = (ctx.report.notices ?? []).filter((notice) => ctx.texts.has(`notice.${notice.id}`));
  return html`<section class="section" aria-labelledby="authentication">
    ${sectionHead("authentication", t("section.authentication"))}
    <p class="section-lead">${t("section.authentication.lead")}</p>
    <div class="auth">
      ${METHODS.map(
        (method) =>
          html`<article class="auth-method">
            <h4>
              <abbr title=${t(`auth.${method}.long`)}>${method.toUpperCase()}</abbr>
              <span class="fact-note">${t(`auth.${method}.what`)}</span>
            </h4>
            <dl class="auth-results">
              <div>
                <dt>${t("auth.claimed")}</dt>
                <dd>${claimed(ctx, method)}</dd>
              </div>
              <div>
                <dt>${t("auth.verified")}</dt>
                <dd>${verifiedView(ctx, method)}</dd>
              </div>
            </dl>
            ${verifiedDetails(ctx, method)}
          </article>`,
      )}
    </div>
    ${notices.map((notice) => html`<p class="fact-note">${t(`notice.${notice.id}`)}</p>`)}
    ${(authentication.claimed ?? []).some((claim) => !claim.trusted) ? note(t("auth.untrusted.note")) : nothing}
  </section>`;
}

function claimed(ctx, method) {
  const rows = (ctx.report.authentication.claimed ?? []).flatMap((claim) =>
    (claim.results ?? []).filter((result) => result.method === method).map((result) => ({ claim, result })),
  );
  if (!rows.length) return html`<span class="none">${ctx.t("auth.claimed.none")}</span>`;
  const { shown, rest } = few(ctx, `claimed ${method}`, rows, 20);
  return html`<ul class="plain">
      ${shown.map(
      ({ claim, result }) =>
        html`<li>
          ${badge(ctx, result.result, claim.trusted)}
          <span class="fact-note"
            >${claim.authservId ? code(claim.authservId) : ctx.t("auth.unnamed")} ·
            ${ctx.t(claim.trusted ? "auth.trusted" : "auth.untrusted")}</span
          >
          ${result.meaning ? note(ctx.texts.name("filter.code", result.meaning)) : nothing}
          ${result.reason ? html`<span class="fact-note">${value(result.reason)}</span>` : nothing}
          ${result.reasonMeaning ? note(ctx.texts.name("filter.code", result.reasonMeaning)) : nothing}
        </li>`,
    )}
  </ul>
  ${rest}`;
}
