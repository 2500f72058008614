/* The guards and the grades: which resemblances are reported, and how grave each is. Grave (high) is what
 * only a forger makes: lookalike letters, an official domain inside another's name. Typos and words beside a
 * brand are owned by brands themselves, or by chance, often enough to be medium outside of bad places. Brands
 * of the built-in table, whose domains no list names whole, need more than the caller's. */
#include "checks/lookalike/place.h"

#define NO_MATCH ((wh_severity)-1)

/* ---- a whole official domain ---- */

static wh_severity grade_domain(const wh_place *p)
{
    size_t dots = 0;
    for (size_t i = 0; i < p->target->text.n; i++) dots += p->target->text.p[i] == '.';
    bool parted = p->text.n > p->letters, plenty = p->letters >= 9 || (dots > 1 && p->letters >= 7);
    if (!p->hit->same && !p->idn && p->letters < 8) return NO_MATCH;
    if (p->starts && p->ends) {
        if (parted || plenty || p->letters >= 8) return WH_HIGH;
        return p->letters >= 6 && (p->whole || p->bad_place || p->rest_known) ? WH_MEDIUM : NO_MATCH;
    }
    if (p->rest_known && (plenty || (p->rest.weight == 3 && p->letters >= 7))) return WH_HIGH;
    if (wh_eq(p->rest.word, WH_LIT("www")) && p->rest.letters == 3 && p->letters >= 6) return WH_HIGH;
    return plenty && (p->starts || p->ends) && p->bad_place ? WH_HIGH : NO_MATCH;
}

/* ---- lookalike letters ---- */

static bool has_digit(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_digit(s.p[i])) return true;
    return false;
}

static wh_severity grade_lookalike(const wh_place *p, wh_technique *technique)
{
    *technique = p->idn ? WH_TECHNIQUE_IDN : WH_TECHNIQUE_HOMOGLYPH;
    if (p->spans) return NO_MATCH;
    if (p->idn) {
        if (p->whole) return p->letters >= 3 && p->piece->unknown == 0 ? WH_HIGH : NO_MATCH;
        if (p->starts && p->ends && p->letters >= 3)
            return p->rest_known || p->bad_place ? WH_HIGH : WH_MEDIUM;
        return p->rest_known && p->rest.weight > 1 && p->letters >= 5 ? WH_HIGH : NO_MATCH;
    }
    if (wh_is_common_word(p->text) || wh_keyword_weight(p->text)) return NO_MATCH;
    bool leet = has_digit(p->text) && !has_digit(p->target->letters);
    if (p->letters < 5) {
        bool odd = leet && p->letters >= 3 && p->starts && p->ends;
        if (!p->whole)
            return odd && p->rest_known && p->rest.weight > 1 && (p->bad_place || p->letters == 4) ? WH_MEDIUM
                                                                                                   : NO_MATCH;
        if (p->letters == 4) return p->built_in && !leet ? NO_MATCH : WH_MEDIUM;
        return p->letters == 3 && leet && !p->built_in ? WH_LOW : NO_MATCH;
    }
    if (p->whole)
        return p->built_in && p->letters == 5 && !leet ? (p->bad_place ? WH_MEDIUM : NO_MATCH) : WH_HIGH;
    if (p->starts && p->ends)
        return p->rest_known || p->bad_place ? WH_HIGH : p->built_in ? NO_MATCH : WH_MEDIUM;
    return p->rest_known && p->rest.weight > 1 && p->letters >= 6 && !(p->built_in && !leet) ? WH_MEDIUM
                                                                                             : NO_MATCH;
}

/* ---- the label itself ---- */

/* "com.br", "co.id": where companies of the world register their own name for a country. */
static bool is_countrys_com(wh_str suffix)
{
    size_t dot = wh_find_byte(suffix, '.', 0);
    wh_str country = dot == WH_NONE_AT ? WH_ABSENT : wh_from(suffix, dot + 1),
           second = wh_sub(suffix, 0, dot == WH_NONE_AT ? 0 : dot);
    if (country.n != 2 || wh_eq(country, WH_LIT("jp"))) return false;
    return wh_eq(second, WH_LIT("com")) || wh_eq(second, WH_LIT("co"));
}

/* The same label under another top-level label. */
static wh_severity grade_swap(const wh_place *p)
{
    if (is_countrys_com(p->scene->s->name->suffix) && !p->scene->cheap) return NO_MATCH;
    if (!p->built_in)
        return p->letters > 2 && (p->letters > 4 || p->scene->cheap || !p->common) ? WH_LOW : NO_MATCH;
    if (p->brief || p->common) return NO_MATCH;
    if (p->scene->cheap) return WH_LOW;
    /* A Japanese brand has no business under other countries' labels; an international one may be at home
     * there. */
    wh_str suffix = p->scene->s->name->suffix,
           category = p->scene->s->brands->list.at[p->target->brand].category;
    bool usual =
        wh_under_domain(suffix, WH_LIT("jp")) || wh_eq(suffix, WH_LIT("com")) || wh_eq(suffix, WH_LIT("net"));
    return !usual && wh_ends_nocase(category, WH_LIT("-jp")) ? WH_LOW : NO_MATCH;
}

static wh_severity grade_label(const wh_place *p, wh_technique *technique)
{
    bool same_writing = p->text.n == p->target->text.n;
    if (p->spans) { /* a dot set into the label */
        *technique = WH_TECHNIQUE_SUBDOMAIN;
        if (p->letters < 5 || !p->registrable || (p->common && p->built_in)) return NO_MATCH;
        return p->common ? WH_LOW : WH_MEDIUM;
    }
    if (p->idn) { /* characters that vanish, or read as just these letters */
        *technique = WH_TECHNIQUE_IDN;
        return p->piece->unknown == 0 ? WH_HIGH : NO_MATCH;
    }
    if (!p->registrable) {
        *technique = WH_TECHNIQUE_SUBDOMAIN;
        if (p->bad_place) return p->letters < 3 ? NO_MATCH : p->common && p->built_in ? WH_LOW : WH_HIGH;
        if (p->letters < 3 || (p->built_in && (p->brief || p->common))) return NO_MATCH;
        return p->common && p->brief ? NO_MATCH : p->common || p->brief || p->built_in ? WH_LOW : WH_MEDIUM;
    }
    if (p->hosted) {
        *technique = WH_TECHNIQUE_SHARED_HOSTING;
        return p->brief || p->common ? NO_MATCH : WH_LOW;
    }
    *technique = same_writing ? WH_TECHNIQUE_TLD_SWAP : WH_TECHNIQUE_HYPHENATION;
    if (same_writing) return grade_swap(p);
    if (p->letters < 5 || (p->common && p->built_in)) return NO_MATCH;
    return p->common || (p->built_in && !p->bad_place) ? WH_LOW : WH_MEDIUM;
}

/* ---- the label with words beside it ---- */

static wh_severity grade_weak_beside(const wh_place *p, bool sub)
{
    if (p->letters <= 2 && !(p->starts && p->ends && p->rest.weight == 3)) return NO_MATCH;
    if (p->built_in && p->common && !p->bad_place) return NO_MATCH;
    if (p->starts && p->ends) {
        if (!p->rest_known) return p->bad_place && p->letters > 2 && !p->built_in ? WH_LOW : NO_MATCH;
        if (p->rest.weight == 3) return p->bad_place ? WH_HIGH : WH_MEDIUM;
        if (p->rest.weight < 2) return NO_MATCH;
        return p->bad_place || sub ? WH_MEDIUM : p->built_in ? NO_MATCH : WH_LOW;
    }
    if (!p->rest_known || p->letters < 3 || (p->built_in && !p->bad_place)) return NO_MATCH;
    if (p->rest.weight == 3 && p->rest.letters >= 3) return p->bad_place ? WH_MEDIUM : WH_LOW;
    return p->rest.weight >= 2 && !p->built_in && (p->bad_place || p->same_suffix) ? WH_LOW : NO_MATCH;
}

static wh_severity grade_beside(const wh_place *p, wh_technique *technique)
{
    bool sub = !p->registrable;
    *technique = p->hosted ? WH_TECHNIQUE_SHARED_HOSTING
                 : sub     ? WH_TECHNIQUE_SUBDOMAIN
                           : WH_TECHNIQUE_COMBOSQUAT;
    if (p->spans) return NO_MATCH;
    if (p->common || p->brief) return grade_weak_beside(p, sub);
    if (p->starts && p->ends) {
        if (p->rest_known && p->rest.weight == 3) return p->bad_place ? WH_HIGH : WH_MEDIUM;
        if (p->rest_known && p->rest.weight == 2)
            return p->bad_place ? WH_HIGH : p->built_in && !sub ? NO_MATCH : WH_MEDIUM;
        if (p->bad_place) return WH_MEDIUM;
        if (p->built_in) return sub && p->letters >= 6 ? WH_LOW : NO_MATCH;
        return sub ? WH_MEDIUM : WH_LOW;
    }
    if (p->rest_known) {
        if (p->rest.weight == 3 && p->rest.letters > 3) return p->bad_place ? WH_HIGH : WH_MEDIUM;
        if (p->rest.weight >= 2) return p->bad_place ? WH_MEDIUM : p->built_in ? NO_MATCH : WH_LOW;
        return p->bad_place || (!p->built_in && (p->starts || p->ends)) ? WH_LOW : NO_MATCH;
    }
    if (p->starts || p->ends) {
        if (p->bad_place) return p->built_in && p->letters < 7 ? NO_MATCH : WH_MEDIUM;
        return p->rest.letters == 1 && !p->built_in ? WH_LOW : NO_MATCH;
    }
    return p->bad_place && p->letters >= 6 && !p->built_in ? WH_LOW : NO_MATCH;
}

/* ---- near the label ---- */

static bool is_digits(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_digit(s.p[i])) return false;
    return s.n > 0;
}

/* An edit that the eye passes over, where another letter would have made another word. */
static bool is_sly(const wh_place *p, wh_technique technique)
{
    return p->hit->glance || technique == WH_TECHNIQUE_TRANSPOSITION ||
           technique == WH_TECHNIQUE_REPETITION || technique == WH_TECHNIQUE_HOMOGLYPH;
}

/* A name of its own that happens to be near. */
static bool is_other_word(const wh_place *p)
{
    const wh_subject *s = p->scene->s;
    wh_str label = wh_subject_part(s, p->piece->start, p->piece->end);
    return wh_keyword_weight(p->text) || wh_is_common_word(p->text) || wh_is_common_word(label);
}

static wh_severity grade_far(const wh_place *p, bool first, wh_technique technique)
{
    bool plural = technique == WH_TECHNIQUE_PLURAL && p->hit->edit.kind == WH_EDIT_INSERTED;
    /* "amzone.co.jp." before another's name: nothing else stands there. */
    if (!p->registrable && p->whole && p->scene->structured && !first) return WH_MEDIUM;
    if (p->letters < WH_NEAR_LONG && !plural) return NO_MATCH;
    if (p->built_in) return p->letters >= 10 && p->bad_place && p->whole && !first ? WH_LOW : NO_MATCH;
    if (!p->whole && !(p->starts && p->ends && p->bad_place)) return NO_MATCH;
    return first && !p->bad_place && p->letters < 9 ? NO_MATCH : WH_LOW;
}

static wh_severity grade_near_whole(const wh_place *p, bool first, bool sly)
{
    bool tail = is_digits(p->hit->edit.to) && p->hit->edit.kind == WH_EDIT_INSERTED;
    if (p->built_in) {
        if (p->letters >= 6 && !first && !tail && p->same_suffix) return sly ? WH_MEDIUM : WH_LOW;
        if (first) return p->bad_place && p->letters >= 8 ? WH_LOW : NO_MATCH;
        if (!p->registrable && p->scene->structured)
            return WH_MEDIUM; /* "amazom.co.jp." before another's name */
        if (p->letters < 6) return sly && p->bad_place ? WH_LOW : NO_MATCH;
        if (!p->registrable && p->bad_place) return WH_MEDIUM;
        if (sly && !tail) return p->letters >= 7 || p->bad_place ? WH_MEDIUM : WH_LOW;
        return p->letters >= 9 || p->bad_place ? WH_LOW : NO_MATCH;
    }
    if (!p->registrable && p->letters < 6) return p->bad_place && !first ? WH_MEDIUM : NO_MATCH;
    if (first || tail) return WH_LOW;
    return sly && p->letters >= 6 && p->bad_place ? WH_HIGH : WH_MEDIUM;
}

/* A short label of the caller's, under its very suffix: four letters with one changed, three with one more or
 * a sly change. */
static wh_severity grade_near_brief(const wh_place *p, bool first, bool sly)
{
    bool plain = p->target->text.n == p->letters && wh_find_byte(p->text, '-', 0) == WH_NONE_AT;
    if (!plain || !p->whole || !p->same_suffix || p->hit->edit.distance > 1) return NO_MATCH;
    return (p->letters == 4 ? !first : sly || p->hit->edit.kind == WH_EDIT_INSERTED) ? WH_LOW : NO_MATCH;
}

static wh_severity grade_near(const wh_place *p, wh_technique *technique)
{
    const wh_edit *e = &p->hit->edit;
    *technique = wh_name_edit(p);
    if (is_other_word(p) || p->spans) return NO_MATCH;
    bool first = e->from.p == p->target->letters.p && e->kind != WH_EDIT_SWAPPED, sly = is_sly(p, *technique);
    if (p->brief) return grade_near_brief(p, first, sly);
    if (e->distance > 1 && !p->hit->glance) return grade_far(p, first, *technique);
    if (p->whole) return grade_near_whole(p, first, sly);
    if (first && !p->bad_place) return NO_MATCH;
    if (p->starts && p->ends && p->rest_known && p->rest.weight > 1) {
        if (p->built_in && (p->letters < 6 || !(sly || p->bad_place))) return NO_MATCH;
        if (p->rest.weight == 3)
            return p->bad_place && !first && !p->built_in ? WH_HIGH : p->letters >= 6 ? WH_MEDIUM : WH_LOW;
        return p->bad_place && !first ? WH_MEDIUM : p->built_in ? NO_MATCH : WH_LOW;
    }
    if (p->letters < 6 || first || (p->built_in && p->letters < 7)) return NO_MATCH;
    if (p->starts && p->ends && p->bad_place) return p->built_in ? WH_LOW : WH_MEDIUM;
    if (p->rest_known && p->rest.weight == 3 && !p->built_in) return p->bad_place ? WH_MEDIUM : WH_LOW;
    return p->bad_place && (sly || !p->built_in) && (p->starts || p->ends) ? WH_LOW : NO_MATCH;
}

/* ---- evidence ---- */

/* The labels of the Unicode form that stand where `part` stands in the ASCII form. */
static wh_str shown_part(const wh_name *name, wh_str part)
{
    size_t behind = 0, dots = 0, end = name->unicode.n, start;
    for (const char *c = part.p + part.n; c < name->ascii.p + name->ascii.n; c++) behind += *c == '.';
    for (size_t i = 0; i < part.n; i++) dots += part.p[i] == '.';
    for (; behind > 0 && end > 0; behind--) end = wh_rfind_byte(wh_sub(name->unicode, 0, end), '.');
    if (end > name->unicode.n) return WH_ABSENT;
    for (start = end;; dots--) {
        size_t dot = wh_rfind_byte(wh_sub(name->unicode, 0, start), '.');
        if (dot == WH_NONE_AT) return wh_sub(name->unicode, 0, end);
        if (dots == 0) return wh_sub(name->unicode, dot + 1, end);
        start = dot;
    }
}

static void tell(const wh_place *p, wh_match *out)
{
    const wh_subject *s = p->scene->s;
    wh_arena *arena = p->scene->env->arena;
    const wh_label_part *from = p->piece, *to = &s->labels[wh_label_of(s, p->hit->end - 1u)];
    size_t start = (size_t)(from->ascii.p - s->name->ascii.p),
           end = (size_t)(to->ascii.p - s->name->ascii.p) + to->ascii.n;
    out->brand = p->target->brand;
    out->official = s->brands->list.at[out->brand].official;
    out->label = p->target->text;
    out->distance = p->hit->edit.distance;
    if (!from->idn) start += (size_t)(p->hit->start - from->start);
    if (!to->idn) end -= (size_t)(to->end - p->hit->end);
    out->part = wh_sub(s->name->ascii, start, end);
    if (p->idn) out->shown = shown_part(s->name, out->part);
    if (!p->hit->same) {
        out->from = wh_copy(arena, p->hit->edit.from);
        out->to = wh_copy(arena, p->hit->edit.to);
    }
    if (p->rest.letters) out->word = wh_copy(arena, p->rest.word);
}

bool wh_decide(const wh_scene *scene, const wh_hit *hit, wh_match *out)
{
    wh_place p;
    wh_technique technique = WH_TECHNIQUE_EMBEDDED;
    wh_severity grade;
    wh_look_around(scene, hit, &p);
    if (p.target->domain) grade = hit->edit.distance ? NO_MATCH : grade_domain(&p);
    else if (hit->edit.distance) grade = grade_near(&p, &technique);
    else if (!hit->same || (p.idn && !p.whole)) grade = grade_lookalike(&p, &technique);
    else if (p.whole) grade = grade_label(&p, &technique);
    else grade = grade_beside(&p, &technique);
    if (grade == NO_MATCH) return false;
    *out = (wh_match){.technique = technique, .severity = grade};
    tell(&p, out);
    return true;
}
