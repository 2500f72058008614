/* One name judged: who owns it, or else what it resembles, the gravest resemblance first. */
#include "checks/sender/identity.h"
#include "checks/lookalike/decide.h"
#include "evidence/known.h"
#include "parse/parse.h"

wh_str wh_technique_name(wh_technique technique)
{
    static const wh_str names[] = {
#define X(name, id) {id, sizeof id - 1},
        WH_TECHNIQUES(X)
#undef X
    };
    return names[technique];
}

wh_str wh_domain_kind_name(wh_domain_kind kind)
{
    static const wh_str names[] = {WH_LIT_INIT("other"), WH_LIT_INIT("official"), WH_LIT_INIT("own"),
                                   WH_LIT_INIT("lookalike"), WH_LIT_INIT("free-mail")};
    return names[kind];
}

bool wh_is_free_mail(wh_str domain) { return (wh_domain_roles(domain) & WH_DOMAIN_FREE_MAIL) != 0; }

static bool graver(const wh_match *a, const wh_match *b)
{
    if (a->severity != b->severity) return a->severity < b->severity;
    if (a->distance != b->distance) return a->distance < b->distance;
    return a->label.n > b->label.n;
}

static void move_up(wh_domain_verdict *out, uint32_t place)
{
    for (; place > 0 && graver(&out->matches.at[place], &out->matches.at[place - 1]); place--) {
        wh_match swap = out->matches.at[place];
        out->matches.at[place] = out->matches.at[place - 1];
        out->matches.at[place - 1] = swap;
    }
}

/* Keeps the gravest match of a brand, and the gravest brands. */
static void keep(wh_env *env, wh_domain_verdict *out, const wh_match *match)
{
    uint32_t place = out->matches.n;
    for (uint32_t i = 0; i < out->matches.n; i++)
        if (out->matches.at[i].brand == match->brand) place = i;
    if (place == out->matches.n) {
        if (out->matches.n == WH_MAX_MATCHES) place--;
        else if (!wh_push(env->arena, &out->matches)) return;
        else out->matches.at[place] = *match;
    }
    if (graver(match, &out->matches.at[place])) out->matches.at[place] = *match;
    move_up(out, place);
}

/* "rakuten" in "rakuten-sec": of brands of the built-in table only the better fit is reported. */
static void drop_contained(const wh_brands *brands, wh_domain_verdict *out)
{
    for (uint32_t i = 0; i < out->matches.n; i++) {
        wh_match *small = &out->matches.at[i];
        for (uint32_t k = 0; k < out->matches.n; k++) {
            wh_match *large = &out->matches.at[k];
            bool within = small->part.p >= large->part.p &&
                          small->part.p + small->part.n <= large->part.p + large->part.n;
            if (!within || small->part.n == large->part.n || large->distance || small->brand == WH_NO_BRAND)
                continue;
            if (brands->list.at[small->brand].given) continue;
            if (small->severity < large->severity) large->severity = small->severity;
            for (uint32_t rest = i + 1; rest < out->matches.n; rest++)
                out->matches.at[rest - 1] = out->matches.at[rest];
            out->matches.n--;
            i--;
            break;
        }
    }
    for (uint32_t i = 1; i < out->matches.n; i++) move_up(out, i);
}

static void keep_structure(const wh_scene *scene, wh_domain_verdict *out)
{
    if (!scene->structured) return;
    const wh_subject *s = scene->s;
    unsigned first = wh_label_of(s, scene->structure_start), last = wh_label_of(s, scene->structure_end - 1u);
    wh_match match = {
        .brand = WH_NO_BRAND, .technique = WH_TECHNIQUE_SUFFIX_STRUCTURE, .severity = WH_MEDIUM};
    size_t start = (size_t)(s->labels[first].ascii.p - out->name.ascii.p);
    size_t end = (size_t)(s->labels[last].ascii.p - out->name.ascii.p) + s->labels[last].ascii.n;
    if (!s->labels[first].idn) start += scene->structure_start - s->labels[first].start;
    if (!s->labels[last].idn) end -= s->labels[last].end - scene->structure_end;
    match.part = match.label = wh_sub(out->name.ascii, start, end);
    keep(scene->env, out, &match);
}

/* What is exactly one brand's label is not another's with a letter changed: paypay, paypal. */
static bool is_outdone(const wh_subject *s, const wh_hit *near)
{
    if (near->edit.distance == 0 && near->same) return false;
    for (unsigned i = 0; i < s->hits_n; i++) {
        const wh_hit *h = &s->hits[i];
        const wh_target *t = &s->brands->targets.at[h->target];
        if (h->same && !t->domain && t->letters.n >= 4 && h->start <= near->start && h->end >= near->end)
            return true;
    }
    return false;
}

static void judge_letters(wh_env *env, const wh_brands *brands, wh_domain_verdict *out)
{
    unsigned ways = 1;
    for (unsigned way = 0; way < ways; way++) {
        wh_subject s;
        wh_scene scene;
        unsigned here = wh_read_subject(&s, brands, &out->name, way);
        if (way == 0) ways = here;
        wh_set_scene(&scene, env, &s);
        wh_find_hits(&s);
        for (unsigned i = 0; i < s.hits_n; i++) {
            wh_match match;
            if (!is_outdone(&s, &s.hits[i]) && wh_decide(&scene, &s.hits[i], &match)) keep(env, out, &match);
        }
        if (out->matches.n == 0) keep_structure(&scene, out);
    }
    drop_contained(brands, out);
}

static bool is_unsafe(wh_str ascii)
{
    size_t dot = wh_rfind_byte(ascii, '.');
    wh_str top = dot == WH_NONE_AT ? WH_LIT("") : wh_from(ascii, dot + 1);
    for (size_t at = 0; at < ascii.n;) {
        size_t end = wh_find_byte(ascii, '.', at);
        if (end == WH_NONE_AT) end = ascii.n;
        if (wh_idn_label_verdict(wh_sub(ascii, at, end), top, NULL) != WH_LABEL_SHOWN) return true;
        at = end + 1;
    }
    return false;
}

/* canva.com shows anybody's pages throughout, and yet is the brand's own name. */
static bool is_main_domain(const wh_brands *brands, uint32_t brand, const wh_name *name)
{
    return wh_eq(wh_brand_official(brands, brand), name->registrable) &&
           (wh_domain_roles(name->registrable) & WH_DOMAIN_PUBLISHING);
}

/* The brand's server, a stranger's page: docs.google.com. */
static void disown(wh_domain_verdict *out)
{
    out->kind = WH_KIND_OTHER;
    out->owner = WH_NO_BRAND;
    out->shared_hosting = true;
}

void wh_disown_published(wh_domain_verdict *verdict)
{
    if (verdict->kind == WH_KIND_OFFICIAL && (wh_domain_roles(verdict->name.ascii) & WH_DOMAIN_PUBLISHING))
        disown(verdict);
}

void wh_judge_domain(wh_env *env, const wh_brands *brands, wh_str name, wh_domain_verdict *out)
{
    *out = (wh_domain_verdict){.kind = WH_KIND_OTHER, .owner = WH_NO_BRAND};
    wh_parse_name(env, name, &out->name);
    if (wh_absent(out->name.ascii) || wh_absent(out->name.suffix)) return;
    unsigned roles = wh_domain_roles(out->name.ascii);
    out->free_mail = (roles & WH_DOMAIN_FREE_MAIL) != 0;
    out->dynamic_dns = (roles & WH_DOMAIN_DYNAMIC_DNS) != 0;
    out->shortener = (roles & WH_DOMAIN_SHORTENER) != 0;
    out->shared_hosting = out->name.private_suffix;
    out->unsafe_unicode = is_unsafe(out->name.ascii);
    const wh_owned *owner = wh_owner_of(brands, &out->name);
    if (owner) {
        out->owner = owner->brand;
        out->mail_domain = owner->mail;
        out->kind = wh_brand_is_own(brands, owner->brand) ? WH_KIND_OWN : WH_KIND_OFFICIAL;
        if (out->free_mail && out->kind == WH_KIND_OFFICIAL) out->kind = WH_KIND_FREE_MAIL;
        bool itself =
            wh_eq(owner->domain, out->name.ascii) || is_main_domain(brands, owner->brand, &out->name);
        if ((roles & WH_DOMAIN_PUBLISHING) && out->kind == WH_KIND_OFFICIAL && !itself) disown(out);
        return;
    }
    /* A sending service names its customers to the left of its own domain: paypal.com.sender.example is
     * PayPal's mail. */
    if (!(roles & WH_DOMAIN_SENDER) || out->shared_hosting) judge_letters(env, brands, out);
    if (out->matches.n) out->kind = WH_KIND_LOOKALIKE;
    else if (out->free_mail) out->kind = WH_KIND_FREE_MAIL;
}
