/* From a resemblance to a match: by which technique it was made, how grave it is (rules.c), and the evidence.
 */
#include "checks/lookalike/rules.h"

/* ---- techniques ---- */

static wh_technique technique_of(const wh_place *p, wh_resemblance kind)
{
    switch (kind) {
    case WH_RESEMBLES_DOMAIN: return WH_TECHNIQUE_EMBEDDED;
    case WH_RESEMBLES_LETTERS: return p->idn ? WH_TECHNIQUE_IDN : WH_TECHNIQUE_HOMOGLYPH;
    case WH_RESEMBLES_NEAR: return wh_name_edit(p);
    case WH_RESEMBLES_LABEL:
        if (p->spans) return WH_TECHNIQUE_SUBDOMAIN;
        if (p->idn) return WH_TECHNIQUE_IDN;
        break;
    case WH_RESEMBLES_PART: break;
    }
    if (!p->registrable) return WH_TECHNIQUE_SUBDOMAIN;
    if (p->hosted) return WH_TECHNIQUE_SHARED_HOSTING;
    if (kind == WH_RESEMBLES_PART) return WH_TECHNIQUE_COMBOSQUAT;
    return p->text.n == p->target->text.n ? WH_TECHNIQUE_TLD_SWAP : WH_TECHNIQUE_HYPHENATION;
}

static wh_resemblance kind_of(const wh_place *p)
{
    if (p->target->domain) return WH_RESEMBLES_DOMAIN;
    if (p->hit->edit.distance) return WH_RESEMBLES_NEAR;
    if (!p->hit->same || (p->idn && !p->whole)) return WH_RESEMBLES_LETTERS;
    return p->whole ? WH_RESEMBLES_LABEL : WH_RESEMBLES_PART;
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
    wh_look_around(scene, hit, &p);
    if (p.target->domain && hit->edit.distance) return false; /* a domain counts as it is written */
    wh_resemblance kind = kind_of(&p);
    wh_technique technique = technique_of(&p, kind);
    wh_severity grade = wh_grade(&p, kind, technique);
    if (grade == WH_NO_MATCH) return false;
    *out = (wh_match){.technique = technique, .severity = grade};
    tell(&p, out);
    return true;
}
