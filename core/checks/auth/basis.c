/* What "authentic" rests on. It is earned: by a signature of the author's domain (RFC 6376) that covers all
 * that a reader sees, or by an address that the author's domain lists (RFC 7208, aligned by RFC 9989) where
 * facts, not a guess, show which address connected. */
#include "checks/auth/auth.h"

#include "checks/common.h"

wh_str wh_basis_name(wh_basis basis)
{
    return basis == WH_BASIS_SIGNATURE ? WH_LIT("signature")
           : basis == WH_BASIS_ADDRESS ? WH_LIT("address")
                                       : WH_ABSENT;
}

static uint32_t fields_named(const wh_facts *facts, wh_str name)
{
    uint32_t n = 0;
    while (n < 3 && wh_field_named(&facts->fields, name, n)) n++;
    return n;
}

static bool is_signed_field(const wh_signature *s, wh_str name)
{
    for (uint32_t i = 0; i < s->names.n; i++)
        if (wh_eq_nocase(s->names.at[i], name)) return true;
    return false;
}

/* Whether the signature covers all that a reader sees of the mail: From, Subject, Date, To, Message-ID, and
 * the body to its end. */
static bool covers_what_is_read(const wh_facts *facts, const wh_signature *s)
{
    static const wh_str names[] = {WH_LIT_INIT("From"), WH_LIT_INIT("Subject"), WH_LIT_INIT("Date"),
                                   WH_LIT_INIT("To"), WH_LIT_INIT("Message-ID")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_field_named(&facts->fields, names[i], 0) && !is_signed_field(s, names[i])) return false;
    return s->unsigned_bytes == 0;
}

/* A reader sees one of two: which one is up to his program (RFC 5322 3.6 has each at most once). */
static bool doubled(const wh_facts *facts)
{
    static const wh_str names[] = {
        WH_LIT_INIT("From"),       WH_LIT_INIT("Subject"),  WH_LIT_INIT("Date"),        WH_LIT_INIT("To"),
        WH_LIT_INIT("Message-ID"), WH_LIT_INIT("Reply-To"), WH_LIT_INIT("Content-Type")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (fields_named(facts, names[i]) > 1) return true;
    return false;
}

/* RFC 9989 takes a platform's tenants for one organisation unless the platform's record says "psd=y"; they
 * are strangers to each other. Above and below a domain nobody else can be. */
static bool is_authors_own(const wh_case *c, wh_str domain)
{
    wh_str author = c->results->dmarc->author;
    const wh_provider *provider = wh_house_provider(c->env, author);
    wh_name own = {0}, other = {0};
    if (wh_under_domain(author, domain) || wh_under_domain(domain, author)) return true;
    if (provider && provider->kind == WH_PROVIDER_HOSTING) return false;
    wh_parse_name(c->env, author, &own);
    wh_parse_name(c->env, domain, &other);
    return own.registrable.n && wh_eq(own.registrable, other.registrable);
}

/* Anybody whom "+all" lets in is no proof. */
static bool lists_address(const wh_case *c)
{
    const wh_spf *spf = c->results->spf;
    return spf->result == WH_AUTH_PASS && !spf->from_helo && !spf->everyone && is_authors_own(c, spf->domain);
}

wh_basis wh_authentic_basis(const wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_dmarc *dmarc = c->results->dmarc;
    bool tail = false;
    if (dmarc->result != WH_AUTH_PASS && dmarc->result != WH_AUTH_NONE) return WH_BASIS_NONE;
    if (wh_absent(dmarc->author) || facts->who.from_fields != 1 || doubled(facts)) return WH_BASIS_NONE;
    for (uint32_t i = 0; i < c->results->dkim->signatures.n; i++) {
        const wh_signature *s = &c->results->dkim->signatures.at[i];
        if (s->result != WH_AUTH_PASS || !s->aligned || s->testing || !is_authors_own(c, s->d)) continue;
        if (wh_days_late(c, s) == 0 && covers_what_is_read(facts, s)) return WH_BASIS_SIGNATURE;
        tail |= s->unsigned_bytes > 0;
    }
    const wh_handover *h = &facts->handover;
    if (tail || h->hop < 0 || !h->settled || h->confidence < 0.5 || !facts->who.envelope_certain)
        return WH_BASIS_NONE;
    if (facts->hops.at[h->hop].r.problems & 1u << WH_RECEIVED_STUFFED_NAME) return WH_BASIS_NONE;
    return dmarc->result == WH_AUTH_PASS && dmarc->spf_aligned && lists_address(c) ? WH_BASIS_ADDRESS
                                                                                   : WH_BASIS_NONE;
}
