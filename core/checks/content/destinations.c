/* Where the links of a mail lead, taken together: home, i.e. to the organisations that the mail itself names,
 * or all elsewhere; and to what kind of host. What counts is where a link's address says it ends. Links to
 * well-known companies and common places are anybody's to add, as are more strangers: they change nothing. */
#include "checks/content/hosts.h"
#include "checks/content/links.h"
#include "checks/content/prose.h"
#include "checks/lookalike/lookalike.h"
#include "checks/sender/identity.h"
#include "checks/sender/message_id.h"
#include "checks/standing.h"
#include "evidence/known.h"

typedef struct destinations {
    uint32_t web, home, from, service, known, away, plain_http, away_http; /* links that a reader may follow;
                                                                   from: of home; known: a company's */
    const wh_link *first_away, *first_http, *first_away_http;
    bool hidden; /* one that leads away shows something else than its address */
    wh_str only; /* the one organisation to which all that lead away do; absent: several */
    bool several;
} destinations;

/* Everybody's footer has them, whoever writes. */
static bool is_common_place(wh_str registrable)
{
    static const wh_str names[] = {WH_LIT_INIT("facebook.com"),  WH_LIT_INIT("twitter.com"),
                                   WH_LIT_INIT("x.com"),         WH_LIT_INIT("instagram.com"),
                                   WH_LIT_INIT("linkedin.com"),  WH_LIT_INIT("youtube.com"),
                                   WH_LIT_INIT("pinterest.com"), WH_LIT_INIT("tiktok.com"),
                                   WH_LIT_INIT("apple.com"),     WH_LIT_INIT("w3.org")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_eq(registrable, names[i])) return true;
    return false;
}

/* In the mail itself: a page in a file makes no other of the text above it. */
static bool has_anchors(const wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->links.n; i++) {
        const wh_link *link = &facts->links.at[i];
        if (link->anchor.kind == WH_LINK_ANCHOR && wh_is_web_uri(&link->uri) &&
            !facts->contents.at[link->content].file)
            return true;
    }
    return false;
}

bool wh_is_companys_page(const wh_case *c, wh_str host, const wh_name *name)
{
    const unsigned open =
        WH_DOMAIN_PUBLISHING | WH_DOMAIN_STORAGE | WH_DOMAIN_IMAGE_HOST | WH_DOMAIN_SHORTENER;
    return !(wh_domain_roles(host) & open) && !wh_is_free_mail(host) && !wh_provider_of(host) &&
           wh_brand_owning(c->brands, name) != WH_NO_BRAND;
}

/* Whether each domain of the mail is home, found out once for all links: 1 home, 2 not. */
static bool is_home(const wh_case *c, uint8_t *known, int32_t domain)
{
    if (domain < 0) return false;
    if (!known[domain]) known[domain] = wh_is_home(c, &c->facts->domains.at[domain].name) ? 1 : 2;
    return known[domain] == 1;
}

/* Where the link leads; a stranger's word that he leads on to home does not make it a link home. */
static const wh_uri *end_of(const wh_case *c, uint8_t *known, const wh_link *link, int32_t *domain)
{
    int32_t index = -1;
    const wh_uri *stranger = wh_link_stranger(c, link, &index);
    *domain = wh_link_end_domain(link);
    if (!stranger || is_home(c, known, index)) return wh_link_end(link);
    *domain = index;
    return stranger;
}

/* Its text is its address, as programs make of one that somebody typed. */
static bool is_shown(const wh_link *link)
{
    return link->uri.host.n && wh_find_nocase(link->anchor.text, link->uri.host, 0) != WH_NONE_AT;
}

static void count(const wh_case *c, uint8_t *known, const wh_link *link, destinations *out)
{
    int32_t domain;
    const wh_uri *end = end_of(c, known, link, &domain);
    wh_str org = domain < 0 ? end->host : c->facts->domains.at[domain].name.registrable;
    if (org.n == 0) org = end->host;
    bool http = wh_eq(link->uri.scheme, WH_LIT("http"));
    out->web++;
    out->plain_http += http;
    if (http && !out->first_http) out->first_http = link;
    if (domain >= 0 && wh_is_readers_house(c, &c->facts->domains.at[domain].name)) return;
    if (is_home(c, known, domain)) {
        out->home++;
        out->from += wh_is_house_of_from(c, &c->facts->domains.at[domain].name);
    } else if (wh_is_sending_service(end->host)) out->service++;
    else if (domain >= 0 && wh_is_companys_page(c, end->host, &c->facts->domains.at[domain].name))
        out->known++;
    else if (!is_common_place(org)) {
        out->away++;
        out->away_http += http;
        if (wh_absent(out->only)) out->only = org;
        else if (!wh_eq(out->only, org)) out->several = true;
        if (!out->first_away) out->first_away = link;
        out->hidden |= !is_shown(link);
        if (http && !out->first_away_http) out->first_away_http = link;
    }
}

/* Links in a file speak for nobody; where the mail itself has none, they can speak against it. */
static bool look(const wh_case *c, bool in_files, destinations *out)
{
    const wh_facts *facts = c->facts;
    wh_link_kind kind = has_anchors(facts) ? WH_LINK_ANCHOR : WH_LINK_PLAIN;
    uint8_t *known = wh_alloc(c->env->arena, facts->domains.n ? facts->domains.n : 1);
    *out = (destinations){0};
    for (uint32_t i = 0; known && i < facts->links.n; i++) {
        const wh_link *link = &facts->links.at[i];
        wh_link_kind is = link->anchor.kind;
        if (facts->contents.at[link->content].file != in_files) continue;
        if (!wh_is_web_uri(&link->uri) || link->uri.host.n == 0) continue;
        if (in_files ? is != WH_LINK_IMAGE : is == kind || is == WH_LINK_QR) count(c, known, link, out);
    }
    return out->web > 0;
}

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_link *link, uint32_t number)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "host", wh_link_end(link)->host);
    wh_finding_text(c, f, "domain", wh_standing_of(c)->from);
    wh_finding_number(c, f, "count", number);
    wh_finding_span(c, f, link->span);
    return f;
}

/* Links to From's pages and to services that send for others are anybody's to add. They speak for the links
 * beside them where a fact ties From's organisation to the mail, or where such a service handed it over;
 * before 2018 hardly anybody signed. */
static bool leads_home(const wh_standing *s, const destinations *to)
{
    if (to->home > to->from) return true;
    bool tied = s->from_tied || !s->recent;
    return (to->home > 0 && tied && !(s->free_mail && s->recent)) || (to->service > 0 && (tied || s->served));
}

/* Encrypted links home or to everybody's places are anybody's to add, and so are more strangers; in running
 * text and on lists people mention pages of all ages. */
static void check_plain_http(wh_case *c, const destinations *to, bool talk, bool plain)
{
    const wh_standing *s = wh_standing_of(c);
    uint32_t all = to->away ? to->away : to->web, over = to->away ? to->away_http : to->plain_http;
    bool one_is_enough = to->away && !plain && !s->list && !leads_home(s, to);
    if (s->recent && !talk && over && (over == all || one_is_enough))
        add(c, WH_F_LINKS_PLAIN_HTTP, to->away ? to->first_away_http : to->first_http, over);
}

static void check_together(wh_case *c, const destinations *to)
{
    const wh_standing *s = wh_standing_of(c);
    bool plain = !has_anchors(c->facts);
    bool talk = s->known_list && plain; /* on lists people write of anything, in plain text */
    /* In plain text, and where the addresses themselves are what a person's mail shows, people pass on those
     * of all kinds; whoever lures there says for what, or pretends to answer, which programs have long not
     * done without saying what. */
    bool passes = (plain || (s->free_mail && !to->hidden)) && !wh_words_want(c) &&
                  !(s->recent && wh_answers_nothing(c));
    if (s->from.n && !talk && !leads_home(s, to) && to->away > 0 && !passes)
        add(c, plain ? WH_F_LINKS_ELSEWHERE : WH_F_LINKS_ONE_STRANGER, to->first_away, to->web);
    check_plain_http(c, to, talk, plain);
    bool cheap = (wh_domain_roles(s->from) & WH_DOMAIN_CHEAP) != 0;
    /* links home are anybody's to add: they speak for a mail only where nothing leads elsewhere */
    if (!s->list && !s->free_mail && !cheap && to->away == 0 && to->from * 2 > to->web) {
        wh_finding *f = wh_finding_add(c, WH_F_LINKS_HOME);
        wh_finding_text(c, f, "domain", s->from);
        wh_finding_number(c, f, "count", to->from);
        wh_finding_slice(c, f, c->facts->who.from.at[0].mailbox.raw);
    }
}

/* A file that leads to one stranger, and nowhere else, in a mail without a link of its own. */
static void check_files(wh_case *c)
{
    destinations to;
    if (wh_standing_of(c)->from.n == 0 || wh_standing_of(c)->known_list || !look(c, true, &to)) return;
    if (!to.several && !leads_home(wh_standing_of(c), &to) && to.away > 0)
        add(c, WH_F_LINKS_ONE_STRANGER, to.first_away, to.web);
}

/* What a company that everybody knows is called is not random, whatever letters it is called by. */
static bool looks_random(const wh_case *c, wh_str host)
{
    wh_name name = {0};
    wh_parse_name(c->env, host, &name);
    bool known = wh_brand_owning(c->brands, &name) != WH_NO_BRAND && host.n >= name.registrable.n;
    return !wh_is_sending_service(host) &&
           wh_has_random_label(known ? wh_sub(host, 0, host.n - name.registrable.n) : host);
}

static void add_once(wh_case *c, bool *done, bool is, wh_finding_id id, const wh_link *link)
{
    if (*done || !is) return;
    *done = true;
    add(c, id, link, 1);
}

/* The kinds of host that a link or a picture stands on: once a kind. */
static void check_kinds(wh_case *c)
{
    const wh_facts *facts = c->facts;
    bool cheap = false, storage = false, image = false, numbered = false, random = false;
    if (wh_standing_of(c)->known_list && !has_anchors(facts)) return;
    for (uint32_t i = 0; i < facts->links.n; i++) {
        const wh_link *link = &facts->links.at[i];
        const wh_uri *end = wh_link_end(link);
        if (!wh_is_web_uri(end) || end->host.n == 0 || end->ip.family) continue;
        unsigned roles = wh_domain_roles(end->host);
        if (link->anchor.kind == WH_LINK_IMAGE) {
            add_once(c, &image, (roles & WH_DOMAIN_IMAGE_HOST) != 0, WH_F_IMAGE_ON_FREE_HOST, link);
            continue;
        }
        add_once(c, &cheap, (roles & WH_DOMAIN_CHEAP) != 0, WH_F_LINK_CHEAP, link);
        add_once(c, &storage, (roles & WH_DOMAIN_STORAGE) || wh_is_bucket(end->host), WH_F_LINK_STORAGE,
                 link);
        add_once(c, &numbered, wh_is_numbered_host(end->host), WH_F_LINK_NUMBERED, link);
        add_once(c, &random, !random && looks_random(c, end->host), WH_F_LINK_RANDOM, link);
    }
}

static void check_from(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    if (s->from.n == 0 || wh_is_known_list(c->facts)) return;
    wh_finding *f = (wh_domain_roles(s->from) & WH_DOMAIN_CHEAP) ? wh_finding_add(c, WH_F_FROM_CHEAP) : NULL;
    wh_finding_text(c, f, "domain", s->from);
    wh_finding_slice(c, f, c->facts->who.from.at[0].mailbox.raw);
}

/* List-Unsubscribe-Post (RFC 8058) with an address of the sender's own or of his service's: a sender who can
 * be reached, and who has to sign that field. */
static void check_unsubscribe(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    const wh_field *post = wh_field_named(&c->facts->fields, WH_LIT("List-Unsubscribe-Post"), 0),
                   *where = wh_field_named(&c->facts->fields, WH_LIT("List-Unsubscribe"), 0);
    if (!post || !where || !s->aligned || (wh_domain_roles(s->from) & WH_DOMAIN_CHEAP)) return;
    if (wh_find_nocase(post->value, WH_LIT("one-click"), 0) == WH_NONE_AT) return;
    wh_anchors found = {0};
    wh_parse_plain(c->env, wh_sub(where->value, 0, 4000), &found);
    for (uint32_t i = 0; i < found.n; i++) {
        wh_uri uri = {0};
        wh_name name = {0};
        wh_parse_uri(c->env, found.at[i].href, &uri);
        if (!uri.ok || !wh_is_web_uri(&uri) || uri.host.n == 0) continue;
        wh_parse_name(c->env, uri.host, &name);
        if (!wh_is_house_of_from(c, &name) && !wh_is_sending_service(uri.host)) continue;
        wh_finding *f = wh_finding_add(c, WH_F_UNSUBSCRIBE_ONE_CLICK);
        wh_finding_text(c, f, "host", uri.host);
        wh_finding_slice(c, f, post->whole);
        return;
    }
}

void wh_check_destinations(wh_case *c)
{
    destinations to;
    if (look(c, false, &to)) check_together(c, &to);
    else check_files(c);
    check_kinds(c);
    check_from(c);
    check_unsubscribe(c);
}
