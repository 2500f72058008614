// The domains that matter, a card for each owner; the others in a table.
import { html, nothing } from "lit";
import { defang } from "../words/defang.js";
import { brandOf, byOwner, isTelling, rankedDomains, roleNames, whyDomain } from "../words/domain.js";
import { code, copyButton, fact, inline, sectionHead, value } from "./show.js";
import { few } from "./more.js";
import { comparedNames, domainName } from "./domain-name.js";
import { elsewhere } from "./elsewhere.js";

const SHOWN = 12;
const SMALLER = 60; // of the names that play a smaller part
const SIBLINGS = 30;
// Whose name it is, is known: nobody need ask elsewhere.
const KNOWN = new Set(["official", "own", "free-mail"]);

const shownName = (domain) => domain.unicode || domain.name;
const hasParent = (domain) => Boolean(domain.registrable) && domain.registrable !== domain.name;

export function kindBadge(ctx, domain) {
  const brand = domain.kind === "official" ? brandOf(domain, ctx.texts) : null;
  const label = ctx.texts.name("domain.kind", domain.kind);
  if (domain.kind === "other" && !domain.sharedHosting) return nothing;
  if (domain.kind === "other")
    return html`<span class="badge" data-kind="hosting">${ctx.t("domain.shared")}</span>`;
  const owner = brand ? [ctx.t("punctuation.colon"), value(brand)] : nothing;
  return html`<span class="badge" data-kind=${domain.kind}>${label}${owner}</span>`;
}

export function domainsView(ctx) {
  const ranked = rankedDomains(ctx.report);
  if (!ranked.length) return nothing;
  const { t } = ctx;
  const owners = byOwner(ranked.filter(({ domain }) => isTelling(domain)));
  const { shown: cards, rest: further } = few(ctx, "owners", owners, SHOWN);
  const shown = new Set(cards.flat());
  const more = ranked.filter((item) => !shown.has(item));
  const { shown: listed, rest } = few(ctx, "domains", more, SMALLER);
  return html`<section class="section" aria-labelledby="domains">
    ${sectionHead("domains", t("section.domains"))}
    <p class="section-lead">${t("section.domains.lead")}</p>
    <div class="domain-cards">${cards.map((owned) => domainCard(ctx, owned))}</div>
    ${further}
    ${
      more.length
        ? html`<details class="more">
            <summary>${t("section.domains.rest", { count: more.length })}</summary>
            <div
              class="scroll"
              tabindex="0"
              role="group"
              aria-label=${t("section.domains.rest", { count: more.length })}
            >
              <table>
                <tbody>
                  ${listed.map(
                    ({ domain }) =>
                      html`<tr>
                        <th scope="row">
                          ${domainName(shownName(domain), domain.registrable)} ${kindBadge(ctx, domain)}
                        </th>
                        <td>${roleNames(domain, ctx.texts)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
            ${rest}
          </details>`
        : nothing
    }
  </section>`;
}

/** Others of the same owner; of an imitation it says of what, unless that was said of the first. */
function siblings(ctx, first, domains) {
  if (!domains.length) return nothing;
  const { shown, rest } = few(ctx, `siblings ${first.name}`, domains, SIBLINGS);
  const why = (domain) => JSON.stringify(whyDomain(domain, ctx.texts));
  const news = (domain) => domain.kind === "lookalike" && why(domain) !== why(first);
  return html`<details class="more siblings" ?open=${domains.length <= 3}>
    <summary>${ctx.t("domain.siblings", { count: domains.length })}</summary>
    <ul>
      ${shown.map(
        (domain) =>
          html`<li>
            ${domainName(shownName(domain), domain.registrable)}
            <span class="fact-note">${roleNames(domain, ctx.texts)}</span>
            ${news(domain) ? html`<p>${inline(whyDomain(domain, ctx.texts))}</p>` : nothing}
            ${domain.problems?.length ? problems(ctx, domain) : nothing}
          </li>`,
      )}
    </ul>
    ${rest}
  </details>`;
}

const problems = (ctx, domain) =>
  html`<ul class="problems">
    ${domain.problems.map((problem) => html`<li>${ctx.texts.name("name.problem", problem)}</li>`)}
  </ul>`;

/** @param {{domain: object}[]} owned domains of one owner */
function domainCard(ctx, owned) {
  const [domain, ...others] = owned.map((item) => item.domain);
  const { t, texts } = ctx;
  const spans = [domain, ...others].flatMap((one) => one.spans ?? []);
  return html`<article class="domain-card" data-kind=${domain.kind}>
    <h4>${domainName(shownName(domain), domain.registrable)} ${kindBadge(ctx, domain)}</h4>
    <p class="domain-why">${inline(whyDomain(domain, texts, ctx.report.verdict.level))}</p>
    ${(domain.matches ?? [])
      .filter(() => domain.kind === "lookalike")
      .slice(0, 2)
      .map(
        (match) =>
          html` ${match.official ? comparedNames(ctx, domain, match) : nothing}
            <p class="fact-note">${texts.name("technique", match.technique)}${evidence(ctx, match.evidence)}</p>`,
      )}
    ${domain.problems?.length ? problems(ctx, domain) : nothing}
    <dl class="facts">
      ${shownName(domain) === domain.name ? nothing : fact(t("domain.ascii"), code(domain.name))}
      ${hasParent(domain) ? fact(t("domain.registrable"), code(domain.registrable)) : nothing}
      ${fact(t("domain.roles"), roleNames(domain, ctx.texts))}
    </dl>
    ${siblings(ctx, domain, others)}
    <p class="row-actions">
      ${
        spans.length
          ? html`<button type="button" class="quiet" @click=${() => ctx.actions.showSpans(spans)}>
              ${t("action.source")}
            </button>`
          : nothing
      }
      ${copyButton(ctx, defang(domain.name), t("action.copy.defanged"))}
    </p>
    ${KNOWN.has(domain.kind) ? nothing : elsewhere(ctx, domain)}
  </article>`;
}

/** Which letters stand for which, and the word that was added. */
function evidence(ctx, found) {
  if (!found) return nothing;
  const { from, to, word } = found;
  const replaced = [ctx.t("punctuation.colon"), code(from || "–"), " → ", code(codePoints(to) || "–")];
  return [from || to ? replaced : nothing, word ? ctx.texts.rich("domain.added", { word }, code) : nothing];
}

/** Letters beyond ASCII look like others: their numbers tell them apart. */
function codePoints(text) {
  return [...(text ?? "")]
    .map((letter) =>
      letter.codePointAt(0) < 0x80
        ? letter
        : `${letter} U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
    )
    .join(" ");
}
