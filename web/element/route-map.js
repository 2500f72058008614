// The mail's way in one drawing: what its author claims, the fact of who handed it over, the reader's own
// side, the mailbox. The point of it is who wrote what: left of the dashed line there are only claims.
import { html, nothing } from "lit";
import { origin } from "./facts.js";
import { brandOf } from "../words/sentence.js";
import { code, mailbox, nameCode, none, value } from "./show.js";

export function routeMap(ctx) {
  const { t } = ctx;
  return html`<div class="route" role="list" aria-label=${t("section.path")}>
      ${claimNode(ctx)} ${edge(ctx)} ${factNode(ctx)}
      <div class="edge wall" role="presentation"><span aria-hidden="true">→</span></div>
      ${ownNode(ctx)} ${mailboxNode(ctx)}
    </div>`;
}

/** What the drawing says, and the way to the line that can be moved. */
export function routeNote(ctx) {
  const { t, report } = ctx;
  return html`<p class="route-note">
      ${t(noteKey(report))}
      ${
        report.hops.length
          ? html`<button type="button" class="link" @click=${(event) => openHops(event)}>${t("route.move")}</button>`
          : nothing
      }
    </p>`;
}

function openHops(event) {
  const list = event.target.getRootNode().querySelector("#hops");
  list.open = true;
  list.querySelector(".handover-grip")?.focus({ preventScroll: true });
  list.scrollIntoView({ block: "start" });
}

function node(kind, title, lines) {
  return html`<div class="node" role="listitem" data-kind=${kind}>
    <h3>${title}</h3>
    ${lines.filter((line) => line && line !== nothing).map((line) => html`<p>${line}</p>`)}
  </div>`;
}

function claimNode(ctx) {
  const { t, texts, report } = ctx;
  const from = report.identities?.from?.[0];
  const below = report.hops.filter((hop) => hop.side === "claimed").length;
  const brand = report.verdict.kind === "impersonation" ? brandOf(report, texts) : null;
  const author = from && (from.domain ? nameCode(from.domain) : mailbox(ctx, from));
  return node("claim", t("route.claim"), [
    brand ? html`<span class="big">${value(brand)}</span>` : nothing,
    from ? html`<span class=${brand ? "" : "big"}>${author}</span>` : t("identity.from.none"),
    below ? t("route.claimed-hops", { count: below }) : nothing,
  ]);
}

const PRETENDED = new Set(["forged", "impersonation"]);

/**
 * Whether fact and claim agree, as far as it was judged: proven, contradicted, or open. A fraud may well be
 * sent from where it says.
 */
function edge(ctx) {
  const { level, kind } = ctx.report.verdict;
  const contradicted = (level === "forged" || level === "suspicious") && PRETENDED.has(kind);
  const sign = level === "authentic" ? "proven" : contradicted ? "contradicted" : "open";
  const drawn = { proven: "=", contradicted: "✕", open: "?" }[sign];
  return html`<div class="edge" data-sign=${sign} role="presentation">
    <span aria-hidden="true">${drawn}</span><span class="visually-hidden">${ctx.t(`route.sign.${sign}`)}</span>
  </div>`;
}

function factNode(ctx) {
  const { t, report } = ctx;
  const { handover, hops } = report;
  if (!handover) return node("unknown", t("card.hops"), [t("card.hops.unknown")]);
  const hop = hops[handover.hop];
  const rdns = handover.rdns ?? hop?.from?.rdns;
  const helo = handover.helo ?? hop?.from?.helo;
  if (handover.vouches) return node("fact", t("route.fact"), loginLines(ctx, handover));
  return node("fact", t("route.fact"), [
    handover.ip ? html`<span class="big">${code(handover.ip)}</span>` : t("route.no-address"),
    handover.ip ? html`${origin(ctx, handover.ip)}` : nothing,
    ...namesOf(ctx, handover.ip, rdns, helo),
    handover.list?.ip ? ctx.texts.rich("route.list", { ip: handover.list.ip }, code) : nothing,
  ]);
}

/** The address's registered name, and the one that the sending computer gave; once if they are the same. */
function namesOf({ t }, ip, rdns, helo) {
  const named = (label, name) => html`${label}${t("punctuation.colon")}${nameCode(name)}`;
  if (rdns && rdns.toLowerCase() === helo?.toLowerCase()) return [named(t("route.both-names"), rdns)];
  return [
    rdns ? named(t("hop.rdns"), rdns) : ip ? t("route.no-rdns") : nothing,
    helo ? named(t("route.helo"), helo) : nothing,
  ];
}

/** A user's computer has no name that says anything; whoever took the login vouches for the account. */
function loginLines(ctx, { ip, by, vouches }) {
  const { t, texts } = ctx;
  const { user, server, organisation } = vouches;
  const who = organisation ?? server ?? by ?? t("hop.by.unnamed");
  return [
    html`<span class="big">${ip ? code(ip) : none(ctx)}</span>`,
    user ? html`${t("handover.vouches.account")}${t("punctuation.colon")}${nameCode(user)}` : nothing,
    texts.rich("handover.vouches", { server: who }, code),
  ];
}

function ownNode(ctx) {
  const { t, texts, report } = ctx;
  const { handover, hops } = report;
  const hop = handover ? hops[handover.hop] : null;
  if (!hop) return node("own", t("route.own"), [none(ctx)]);
  const server = hop.by?.host || hop.by?.ip;
  const further = handover.hop;
  const open = handover.ip ? t("hop.tls.none") : null; // inside one machine there is nothing to encrypt
  const tls = hop.encrypted || hop.tls ? (hop.tls?.version ?? t("hop.tls.some")) : open;
  return node("own", t("route.own"), [
    html`<span class="big">${server ? nameCode(server) : t("hop.by.unnamed")}</span>`,
    hop.date ? texts.formats.date(hop.date.iso, hop.date.offsetMinutes) : nothing,
    [tls, further > 0 ? t("route.further", { count: further }) : null].filter(Boolean).join(" · "),
  ]);
}

/** Where no address is named there is nothing to draw. */
function mailboxNode({ t, report }) {
  const { deliveredTo = [], to = [] } = report.identities ?? {};
  const address = deliveredTo[0]?.address ?? report.hops[0]?.for ?? to[0]?.address;
  if (!address) return nothing;
  return html`<div class="edge last" role="presentation"><span aria-hidden="true">→</span></div>
    ${node("mailbox", t("path.reader"), [nameCode(address)])}`;
}

/** Where no line says how the mail came there is none to move. */
const noteKey = ({ handover, hops }) =>
  handover ? "route.note" : hops.length ? "handover.unknown" : "card.hops.unknown.none";
