/* A brand in whose name the text itself speaks: in the links' texts, in lines that hold hardly more than its
 * name, beside words of an office. Shops, newspapers and lists name brands all day; it is a claim where the
 * mail also wants what phishers want, its links do not lead to the brand, and no fact ties it to the
 * brand. */
#include "checks/common.h"
#include "checks/content/brand_ties.h"
#include "checks/content/links.h"
#include "checks/content/office.h"
#include "checks/content/phrases.h"
#include "checks/content/prose.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "checks/standing.h"

#define CHUNK 8192u    /* bytes of text that are searched at once: names in one chunk use up no other's */
#define CANDIDATES 12u /* brands weighed: those that speak loudest */
#define BESIDE 40u     /* bytes around a name in which an office is looked for */
#define LINE_SEEN 250u /* bytes before and behind a name that may be its line: 200 make a long one */
#define ENOUGH 3       /* points that make a speaker */
#define SLY_LETTERS 5u /* a disguised name that is shorter may be another word */

typedef struct speaker {
    uint32_t brand;
    int points;
    wh_mention first; /* the mention that made it one */
} speaker;

typedef struct speakers {
    speaker at[CANDIDATES];
    uint32_t n;
    wh_mention disguised; /* the first one; its name absent: none */
} speakers;

static bool
is_among_friends(wh_str category) /* "Follow us on ...": networks and stores of apps are named by everybody */
{
    return wh_starts_nocase(category, WH_LIT("sns")) || wh_starts_nocase(category, WH_LIT("media"));
}

static void note(const wh_case *c, speakers *all, const wh_mention *m, int points)
{
    if (points == 0 || wh_brand_is_own(c->brands, m->brand)) return;
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].brand == m->brand || wh_brands_related(c->brands, all->at[i].brand, m->brand)) {
            all->at[i].points += points;
            return;
        }
    if (all->n < CANDIDATES) {
        all->at[all->n++] = (speaker){m->brand, points, *m};
        return;
    }
    speaker *least = &all->at[0]; /* names that were only dropped make room */
    for (uint32_t i = 1; i < all->n; i++)
        if (all->at[i].points < least->points) least = &all->at[i];
    if (least->points <= points) *least = (speaker){m->brand, points, *m};
}

/* The line that the slice stands in, or of a longer one so much as shows that it is no short one. */
static wh_str line_around(wh_str text, wh_str slice)
{
    size_t at = (size_t)(slice.p - text.p), from = at > LINE_SEEN ? at - LINE_SEEN : 0;
    wh_str seen = wh_sub(text, from, at + slice.n + LINE_SEEN);
    size_t start = wh_rfind_byte(wh_sub(seen, 0, at - from), '\n'), end = wh_find_byte(seen, '\n', at - from);
    return wh_trim(wh_sub(seen, start == WH_NONE_AT ? 0 : start + 1, end == WH_NONE_AT ? seen.n : end));
}

/* How much a mention in running text sounds like the writer's own name. */
static int sound(const wh_case *c, wh_str text, const wh_mention *m)
{
    wh_str line = line_around(text, m->slice);
    size_t at = (size_t)(m->slice.p - text.p), before = at > BESIDE ? at - BESIDE : 0;
    wh_str near = wh_sub(text, before, at + m->slice.n + BESIDE), left = wh_sub(text, before, at);
    int points = 0;
    if (is_among_friends(wh_brand_category(c->brands, m->brand))) return 0;
    if (wh_find(left, WH_LIT("©"), 0) != WH_NONE_AT ||
        wh_find_nocase(left, WH_LIT("copyright"), 0) != WH_NONE_AT)
        points += 2;
    else if (line.n <= m->slice.n + 24) points += 1;
    if (line.n < 200 && wh_names_office(near)) points += 1;
    return points;
}

/* A charge, a telephone number to dispute it by, and not one link: whoever is named is the one whose hotline
 * it is meant to be. Every shop names the means of payment. */
static bool is_callback(const wh_case *c)
{
    const wh_phrase_hits *w = c->results->wants;
    if (!w || !w->n[WH_WANT_CHARGE] || !w->n[WH_WANT_CALL] || wh_standing_of(c)->aligned) return false;
    for (uint32_t i = 0; i < c->facts->links.n; i++)
        if (wh_link_end(&c->facts->links.at[i])->host.n && c->facts->links.at[i].anchor.kind != WH_LINK_IMAGE)
            return false;
    return true;
}

static int sound_of_hotline(const wh_case *c, wh_str text, const wh_mention *m)
{
    wh_str category = wh_brand_category(c->brands, m->brand);
    size_t at = (size_t)(m->slice.p - text.p);
    bool pays = wh_starts_nocase(category, WH_LIT("card")) || wh_starts_nocase(category, WH_LIT("pay"));
    bool yours = at >= 5 && wh_eq_nocase(wh_sub(text, at - 5, at), WH_LIT("your "));
    return is_among_friends(category) || (pays && !yours) ? 0 : ENOUGH;
}

static void read_text(const wh_case *c, wh_str text, bool callback, speakers *all)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = at + CHUNK;
        if (end < text.n) {
            size_t line = wh_rfind_byte(wh_sub(text, at, end), '\n');
            if (line != WH_NONE_AT && line > 0) end = at + line;
        }
        wh_mentions found = {0};
        wh_str piece = wh_sub(text, at, end);
        wh_find_brands_in_text(c->env, c->brands, piece, &found);
        for (uint32_t i = 0; i < found.n; i++) {
            const wh_mention *m = &found.at[i];
            int points = sound(c, text, m) + (callback ? sound_of_hotline(c, text, m) : 0);
            if (!m->weak || callback) note(c, all, m, points);
            bool sly = m->how == WH_WRITTEN_DISGUISED && !m->weak && m->name.n >= SLY_LETTERS;
            if (sly && wh_absent(all->disguised.name)) all->disguised = *m;
        }
        at = end;
    }
}

/* A link whose text names a brand and which leads elsewhere. */
static void read_links(const wh_case *c, speakers *all)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        wh_mentions found = {0};
        if (link->anchor.kind != WH_LINK_ANCHOR || link->anchor.text.n == 0 || link->anchor.text.n > 300)
            continue;
        wh_find_brands_in_text(c->env, c->brands, link->anchor.text, &found);
        for (uint32_t k = 0; k < found.n; k++) {
            bool friends = is_among_friends(wh_brand_category(c->brands, found.at[k].brand));
            if (!friends && !found.at[k].weak &&
                !wh_is_brands(c, found.at[k].brand, wh_link_sure_host(c, link)))
                note(c, all, &found.at[k], 2);
        }
    }
}

static void tell(wh_case *c, wh_finding_id id, wh_severity severity, const wh_mention *m, wh_str from)
{
    wh_finding *f = wh_finding_add(c, id);
    if (!f) return;
    f->severity = severity;
    wh_finding_brand(c, f, m->brand);
    wh_finding_text(c, f, "name", wh_prose_line(c, m->slice));
    wh_finding_text(c, f, "official", wh_brand_official(c->brands, m->brand));
    wh_finding_text(c, f, "domain", from);
    wh_finding_prose(c, f, m->slice);
}

void wh_check_brand_body(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str from = wh_from_domain(facts);
    uint32_t owner = wh_owner_of_domain(c, from);
    bool grave = false, free = wh_is_free_mail(from);
    if (owner != WH_NO_BRAND && !free) return; /* one company that writes about another */
    speakers *all = wh_alloc(c->env->arena, sizeof *all);
    if (!all) return;
    bool callback = is_callback(c);
    for (uint32_t i = 0; i < facts->contents.n; i++)
        read_text(c, facts->contents.at[i].visible, callback, all);
    if (all->disguised.name.n && !wh_brand_sent(c, all->disguised.brand))
        tell(c, WH_F_BRAND_DISGUISED, WH_HIGH, &all->disguised, from);
    if (!wh_wants_something(c, &grave)) return;
    read_links(c, all);
    const speaker *best = NULL, *second = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const speaker *s = &all->at[i];
        if (!best || s->points > best->points) second = best, best = s;
        else if (!second || s->points > second->points) second = s;
    }
    if (!best || best->points < ENOUGH || (second && second->points * 2 > best->points) ||
        wh_brand_sent(c, best->brand))
        return;
    wh_destinations to = wh_brand_destinations(c, best->brand, from);
    if ((to.home && !to.elsewhere) || (!to.any && !facts->attachments.n && !callback)) return;
    tell(c, WH_F_BRAND_IN_TEXT, grave && (to.elsewhere || free) ? WH_HIGH : WH_MEDIUM, &best->first, from);
}
