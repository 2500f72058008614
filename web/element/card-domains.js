// The third card, the domains at a glance; and the section behind it, one card for each domain that matters.
import { html, nothing } from "lit";
import { code, copyButton, defang, fact, sectionHead, value } from "./show.js";
import { comparedNames, domainName } from "./domain-name.js";
import { elsewhere } from "./elsewhere.js";

const AT_A_GLANCE = 5;
const SHOWN = 12;
// Names with a part in what the reader is told or sent to; the others are servers on the way and the reader's own.
const TELLING = new Set([
  "from",
  "sender",
  "reply-to",
  "return-path",
  "display-name",
  "subject",
  "link",
  "link-text",
  "dkim",
]);
const WEIGHT = { lookalike: 0, official: 2, own: 2, "free-mail": 3, other: 4 };
// Roles that say who the mail claims to be weigh more than names the mail only mentions.
const ROLES = ["from", "sender", "reply-to", "return-path", "display-name", "link", "link-text", "message-id", "helo"];

// Whose name it is, is known: nobody need ask elsewhere.
const KNOWN = new Set(["official", "own", "free-mail"]);

const shownName = (domain) => domain.unicode || domain.name;
const isInternational = (domain) => Boolean(domain.unicode) && domain.unicode !== domain.name;
const hasParent = (domain) => Boolean(domain.registrable) && domain.registrable !== domain.name;

/** The domains in the order in which they matter: imitations first, then the sender's own, then what is linked. */
export function rankedDomains(report) {
  const rank = (domain) => {
    const role = Math.min(...(domain.roles ?? []).map((name) => ROLES.indexOf(name) + 1 || 99), 99);
    return (domain.kind === "lookalike" ? 0 : 1000) + role * 10 + (WEIGHT[domain.kind] ?? 4);
  };
  return (report.domains ?? [])
    .map((domain, index) => ({ domain, index, rank: rank(domain) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
}

export function domainsCard(ctx) {
  const { t } = ctx;
  const ranked = rankedDomains(ctx.report);
  const bad = ranked.filter(({ domain }) => domain.kind === "lookalike").length;
  return html`<section class="card" aria-labelledby="card-domains">
    <h3 id="card-domains">${t("card.domains")}</h3>
    ${
      ranked.length
        ? html` <p class="card-note lead">
              ${bad ? t("card.domains.lookalikes", { count: bad }) : t("card.domains.clean")}
            </p>
            <ul class="domain-list">
              ${ranked.slice(0, AT_A_GLANCE).map(
                ({ domain }) =>
                  html`<li>
                    ${domainName(shownName(domain), isInternational(domain) ? "" : domain.registrable)}
                    ${kindBadge(ctx, domain)}
                    <span class="fact-note">${roleNames(ctx, domain)}</span>
                  </li>`,
              )}
            </ul>
            <p class="card-more">
              <button type="button" class="link" @click=${() => ctx.actions.goTo("domains")}>
                ${t("card.domains.more", { count: ranked.length })}
              </button>
            </p>`
        : html`<p class="card-main unknown">${t("card.domains.none")}</p>`
    }
  </section>`;
}

export function kindBadge(ctx, domain) {
  const brand = domain.kind === "official" ? domain.brandName : null;
  const label = ctx.texts.name("domain.kind", domain.kind);
  if (domain.kind === "other" && !domain.sharedHosting) return nothing;
  if (domain.kind === "other") return html`<span class="badge" data-kind="hosting">${ctx.t("domain.shared")}</span>`;
  return html`<span class="badge" data-kind=${domain.kind}>${brand ? html`${label}: ${value(brand)}` : label}</span>`;
}

function roleNames(ctx, domain) {
  return ctx.texts.formats.list((domain.roles ?? []).map((role) => ctx.texts.name("role", role)));
}

export function domainsView(ctx) {
  const ranked = rankedDomains(ctx.report);
  if (!ranked.length) return nothing;
  const { t } = ctx;
  const telling = ({ domain }) =>
    domain.kind !== "other" ||
    domain.shortener ||
    domain.dynamicDns ||
    domain.problems?.length ||
    domain.roles.some((role) => TELLING.has(role));
  const cards = ranked.filter(telling).slice(0, SHOWN);
  const more = ranked.filter((item) => !cards.includes(item));
  return html`<section class="section" aria-labelledby="domains">
    ${sectionHead("domains", t("section.domains"))}
    <p class="section-lead">${t("section.domains.lead")}</p>
    <div class="domain-cards">${cards.map(({ domain }) => domainCard(ctx, domain))}</div>
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
                  ${more.map(
                    ({ domain }) =>
                      html`<tr>
                        <th scope="row">
                          ${domainName(domain.unicode || domain.name, domain.registrable)} ${kindBadge(ctx, domain)}
                        </th>
                        <td>${roleNames(ctx, domain)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
          </details>`
        : nothing
    }
  </section>`;
}

function domainCard(ctx, domain) {
  const { t, texts } = ctx;
  const name = shownName(domain);
  const idn = isInternational(domain);
  return html`<article class="domain-card" data-kind=${domain.kind}>
    <h4>${domainName(name, idn ? "" : domain.registrable)} ${kindBadge(ctx, domain)}</h4>
    <p class="domain-why">${why(ctx, domain)}</p>
    ${(domain.matches ?? [])
      .filter(() => domain.kind === "lookalike")
      .slice(0, 2)
      .map(
        (match) =>
          html` ${match.official ? comparedNames(ctx, domain, match) : nothing}
            <p class="fact-note">${texts.name("technique", match.technique)}${evidence(match.evidence)}</p>`,
      )}
    ${
      domain.problems?.length
        ? html`<ul class="problems">
            ${domain.problems.map((problem) => html`<li>${texts.name("name.problem", problem)}</li>`)}
          </ul>`
        : nothing
    }
    <dl class="facts">
      ${idn ? fact(t("domain.ascii"), code(domain.name)) : nothing}
      ${hasParent(domain) ? fact(t("domain.registrable"), code(domain.registrable)) : nothing}
      ${fact(t("domain.roles"), roleNames(ctx, domain))}
    </dl>
    <p class="row-actions">
      ${
        domain.spans?.length
          ? html`<button type="button" class="quiet" @click=${() => ctx.actions.showSpans(domain.spans)}>
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
function evidence(found) {
  if (!found) return nothing;
  const letters = found.from || found.to;
  const replaced = letters ? html`: ${code(found.from || "–")} → ${code(codePoints(found.to) || "–")}` : nothing;
  return html`${replaced}${found.word ? html`: ${code(found.word)}` : nothing}`;
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

/** One sentence: why the domain is, or is not, the brand's. */
function why(ctx, domain) {
  const match = domain.matches?.[0];
  const args = {
    domain: domain.unicode || domain.name,
    brand: domain.brandName ?? match?.name ?? match?.brand,
    official: match?.official,
    registrable: domain.registrable,
    suffix: domain.suffix,
  };
  const rich = (key) => ctx.texts.rich(key, args, value);
  if (domain.kind === "lookalike" && !match?.official) return rich("domain.why.structure");
  if (domain.kind === "lookalike")
    return rich(domain.sharedHosting ? "domain.why.lookalike.shared" : "domain.why.lookalike");
  if (domain.kind === "official") return rich("domain.why.official");
  if (domain.kind === "own") return rich("domain.why.own");
  if (domain.kind === "free-mail") return rich("domain.why.free-mail");
  if (domain.shortener) return rich("domain.why.shortener");
  if (domain.dynamicDns) return rich("domain.why.dynamic");
  if (domain.sharedHosting) return rich("domain.why.shared");
  return rich(domain.registrable ? "domain.why.other" : "domain.why.no-owner");
}
