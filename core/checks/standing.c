/* Who stands behind the mail, from what is written in it. */
#include "checks/standing.h"
#include "checks/auth/dkim.h"
#include "checks/auth/spf.h"
#include "checks/bounce.h"
#include "checks/lookalike/lookalike.h"
#include "checks/proven.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "evidence/known.h"

const wh_standing *wh_standing_of(const wh_case *c) { return c->results->standing; }

bool wh_is_sending_service(wh_str host) { return wh_sends_for_others(wh_provider_of(host), host); }

bool wh_sends_for_others(const wh_provider *provider, wh_str host)
{
    return (provider && provider->kind == WH_PROVIDER_SENDING) ||
           (wh_domain_roles(host) & (WH_DOMAIN_SENDER | WH_DOMAIN_CLICK));
}

static wh_str org_of(wh_env *env, wh_str host)
{
    wh_name name = {0};
    if (host.n == 0) return WH_LIT("");
    wh_parse_name(env, host, &name);
    return name.registrable.n ? name.registrable : host;
}

static bool is_among(const wh_str *names, uint32_t n, wh_str name)
{
    for (uint32_t i = 0; i < n; i++)
        if (wh_eq_nocase(names[i], name)) return true;
    return false;
}

static void add_home(wh_standing *s, wh_str org)
{
    s->from_tied |= s->homes_n > 0 && org.n && wh_eq_nocase(org, s->from_org);
    if (org.n && s->homes_n < WH_MAX_HOMES && !is_among(s->homes, s->homes_n, org))
        s->homes[s->homes_n++] = org;
}

static bool is_signed(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->domains.n; i++)
        if (facts->domains.at[i].roles & 1u << WH_ROLE_DKIM) return true;
    return false;
}

void wh_stand_at(const wh_case *c, const wh_received *r, wh_standing *s)
{
    s->entry = r;
    s->helo = s->rdns = s->helo_org = s->rdns_org = WH_LIT("");
    if (!r) return;
    if (r->helo.n && !wh_is_address_literal(r->helo, &(wh_ip){0})) s->helo = wh_bare_host(r->helo);
    if (r->rdns.n) s->rdns = wh_bare_host(r->rdns);
    s->helo_org = org_of(c->env, s->helo);
    s->rdns_org = org_of(c->env, s->rdns);
    s->provider = wh_house_provider(c->env, s->rdns);
    s->served = s->rdns.n && wh_is_sending_service(s->rdns);
    int64_t since = wh_days_of(2018, 1, 1) * 86400000;
    s->recent = r->date.ok && r->date.ms >= since;
}

/* Where a gateway's address hides who connected, what is below is whatever its author likes: nothing there
 * speaks for the mail. */
static void read_entrance(const wh_case *c, wh_standing *s)
{
    const wh_handover *h = wh_senders_entrance(c->facts);
    wh_stand_at(c, wh_senders_hop(c->facts), s);
    if (!h || h->settled || h->candidates.n == 0 || h->candidates.at[0].hop == h->hop) return;
    s->served = false;
    s->provider = NULL;
}

/* For whom the reader's own server took the mail in (RFC 5321 4.4, For), which no author writes. A line whose
 * HELO was made to be misread tells nothing. Links to a provider or a well-known company are not excused:
 * strangers have mailboxes, pages and forms there. */
static wh_str read_reader(const wh_case *c)
{
    const wh_handover *h = &c->facts->handover;
    if (!h->settled || h->hop < 0) return WH_LIT("");
    const wh_received *r = &c->facts->hops.at[h->hop].r;
    if (r->problems & 1u << WH_RECEIVED_STUFFED_NAME) return WH_LIT("");
    wh_str domain = wh_domain_of_address(r->for_);
    wh_name name = {0};
    wh_parse_name(c->env, domain, &name);
    if (name.registrable.n == 0 || name.private_suffix || wh_is_free_mail(domain) || wh_provider_of(domain))
        return WH_LIT("");
    return wh_brand_owning(c->brands, &name) == WH_NO_BRAND ? name.registrable : WH_LIT("");
}

bool wh_is_readers_house(const wh_case *c, const wh_name *name)
{
    wh_str reader = wh_standing_of(c)->reader;
    return reader.n && name->registrable.n && wh_eq_nocase(name->registrable, reader);
}

/* The list's own domain lists the address that handed the mail over (RFC 7208): a list that a hosting company
 * runs. */
static bool vouches_for_client(const wh_case *c, wh_str list_org)
{
    const wh_facts *facts = c->facts;
    const wh_spf *spf = c->results->spf;
    if (!spf || spf->result != WH_AUTH_PASS || spf->everyone || spf->from_helo) return false;
    return facts->handover.settled &&
           wh_eq_nocase(org_of(c->env, wh_certain_envelope(&facts->who)), list_org);
}

/* A mailing list passed the mail on, and that is proven: its own server handed it over, or one that its
 * domain lists. Anybody can write everything else that a list shows (List-Id, HELO, envelope), and a sender's
 * own newsletter has a List-Id too. Scammers can run lists as well: it explains why nothing in a mail fits
 * its From field, and excuses nothing of what the mail says. */
static bool is_list(const wh_case *c, const wh_standing *s)
{
    return s->claims_list && (s->list_listed || wh_is_list_mail(c->facts));
}

static bool claims_list(const wh_case *c, const wh_standing *s, wh_str list_org)
{
    const wh_facts *facts = c->facts;
    if (!s->entry || list_org.n == 0 || !wh_has_list_fields(facts)) return false;
    return !wh_eq_nocase(list_org, s->from_org) || wh_field_named(&facts->fields, WH_LIT("List-Post"), 0);
}

static bool is_html_with_links(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->links.n; i++) {
        const wh_link *link = &facts->links.at[i];
        if (link->anchor.kind == WH_LINK_ANCHOR && !facts->contents.at[link->content].file) return true;
    }
    return false;
}

/* The field holds a Message-ID (RFC 5322 3.6.4): "<>" answers nothing. */
static bool names_mail(const wh_facts *facts, wh_str name)
{
    const wh_field *field = wh_field_named(&facts->fields, name, 0);
    size_t open = field ? wh_find_byte(field->value, '<', 0) : WH_NONE_AT;
    if (open == WH_NONE_AT) return false;
    size_t close = wh_find_byte(field->value, '>', open);
    wh_str id = close == WH_NONE_AT ? WH_ABSENT : wh_sub(field->value, open + 1, close);
    return id.n > 2 && wh_find_byte(id, '@', 0) != WH_NONE_AT;
}

bool wh_stand(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_standing *s = wh_alloc(c->env->arena, sizeof *s);
    if (!s) return false;
    c->results->standing = s;
    s->from = wh_from_domain(facts);
    if (wh_absent(s->from)) s->from = WH_LIT("");
    s->from_org = org_of(c->env, s->from);
    /* a daemon's report is the provider's own */
    s->free_mail = s->from.n && wh_is_free_mail(s->from) && !wh_is_daemons_bounce(facts);
    add_home(s, s->from_org);
    s->is_signed = is_signed(facts);
    read_entrance(c, s);
    s->reader = read_reader(c);
    s->threaded = names_mail(facts, WH_LIT("In-Reply-To")) || names_mail(facts, WH_LIT("References"));
    return true;
}

/* The proven name of the client that handed the mail over. */
static wh_str client_of(const wh_facts *facts)
{
    const wh_handover *h = &facts->handover;
    if (!h->settled || h->hop < 0) return WH_ABSENT;
    const wh_hop *hop = &facts->hops.at[h->hop];
    return hop->r.problems & 1u << WH_RECEIVED_STUFFED_NAME ? WH_ABSENT : wh_proven_name(hop);
}

/* A server of somebody's own, who writes through it himself. Providers' customers are strangers to them, and
 * to each other. */
static bool is_of_own_house(const wh_facts *facts, wh_str name)
{
    return name.n && !wh_provider_of(name) && !wh_is_sending_service(name) && !wh_is_free_mail(name) &&
           wh_house_of(name, &facts->hops.at[facts->handover.hop].r.ip) == WH_OF_HOUSE;
}

/* Providers of mailboxes see to it that their customers write under their own names. */
static bool is_mailboxes(wh_str name)
{
    const wh_provider *provider = wh_provider_of(name);
    return provider && provider->kind == WH_PROVIDER_MAILBOX;
}

static bool is_signed_for(const wh_case *c, wh_str org)
{
    for (uint32_t i = 0; org.n && i < c->results->signers_n; i++)
        if (wh_eq_nocase(org_of(c->env, c->results->proven.at[i]), org)) return true;
    return false;
}

/* What a signature claims, as long as no fact speaks against it. */
static bool is_claimed_for(const wh_case *c, const wh_standing *s)
{
    const struct wh_dkim *dkim = c->results->dkim;
    bool claimed = false;
    for (uint32_t i = 0; s->from.n && dkim && i < dkim->signatures.n; i++) {
        if (!dkim->signatures.at[i].aligned) continue;
        if (wh_is_refuted(c, &dkim->signatures.at[i])) return false;
        claimed = true;
    }
    return claimed;
}

void wh_stand_verified(wh_case *c)
{
    wh_standing *s = c->results->standing;
    wh_str list_org = org_of(c->env, wh_list_id(c->facts));
    s->claims_list = claims_list(c, s, list_org);
    s->list_listed =
        s->claims_list && !wh_eq_nocase(list_org, s->from_org) && vouches_for_client(c, list_org);
    s->list = is_list(c, s);
    s->known_list = s->list && wh_is_known_list(c->facts);
    if (s->list) add_home(s, list_org);
    for (uint32_t i = 0; i < c->results->proven.n; i++) add_home(s, org_of(c->env, c->results->proven.at[i]));
    s->tied_n = s->homes_n;
    wh_str client = client_of(c->facts);
    if (is_of_own_house(c->facts, client)) add_home(s, org_of(c->env, client));
    s->signed_for = is_signed_for(c, s->from_org);
    s->aligned = s->signed_for || is_claimed_for(c, s);
    s->from_tied |= s->aligned || is_mailboxes(client);
    s->bulk = is_html_with_links(c->facts) && !s->known_list && !s->free_mail;
}

/* Whose platform a tenant's name is on: Microsoft's own mail links to example.sharepoint.com.
 */
static uint32_t owner_of_suffix(const wh_case *c, const wh_name *name)
{
    wh_name platform = {0};
    wh_parse_name(c->env, name->suffix, &platform);
    return wh_brand_owning(c->brands, &platform);
}

static bool is_one_of(const wh_case *c, uint32_t homes_n, const wh_name *name)
{
    const wh_standing *s = wh_standing_of(c);
    if (name->registrable.n == 0) return false;
    if (is_among(s->homes, homes_n, name->registrable)) return true;
    uint32_t owner = wh_brand_owning(c->brands, name); /* vpass.ne.jp and smbc-card.com are one company's */
    if (owner == WH_NO_BRAND && name->private_suffix) owner = owner_of_suffix(c, name);
    if (owner == WH_NO_BRAND || s->free_mail) return false;
    for (uint32_t i = 0; i < homes_n; i++) {
        wh_name home = {0};
        wh_parse_name(c->env, s->homes[i], &home);
        uint32_t other = wh_brand_owning(c->brands, &home);
        if (other != WH_NO_BRAND && (other == owner || wh_brands_related(c->brands, owner, other)))
            return true;
    }
    return false;
}

bool wh_is_home(const wh_case *c, const wh_name *name)
{
    return is_one_of(c, wh_standing_of(c)->homes_n, name);
}

bool wh_is_home_of_mail(const wh_case *c, const wh_name *name)
{
    return is_one_of(c, wh_standing_of(c)->tied_n, name);
}

bool wh_is_house_of_from(const wh_case *c, const wh_name *name)
{
    return is_one_of(c, wh_standing_of(c)->from_org.n ? 1 : 0, name); /* the first home is From's */
}

wh_finding *wh_finding_of_client(wh_case *c, wh_finding_id id, const wh_received *r, wh_str slice)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "helo", r->helo);
    wh_finding_text(c, f, "rdns", r->rdns);
    wh_finding_text(c, f, "ip", wh_client_shown(c->env, r));
    wh_finding_text(c, f, "domain", wh_standing_of(c)->from);
    wh_finding_slice(c, f, slice.n ? slice : r->raw);
    return f;
}
