/* Looking around a resemblance. */
#include "checks/lookalike/place.h"

static bool parts(const wh_subject *s, size_t at) { return s->text[at] == '-' || s->text[at] == '.'; }

/* The next label could end a name: "aeon.jp.", "kagoya.com." */
static bool is_before_suffix(const wh_subject *s, unsigned label)
{
    static const char suffixes[] = " jp com net org co ne or go info cn us uk biz ";
    if (label + 2u > s->labels_n) return false;
    wh_str next = wh_subject_part(s, s->labels[label + 1].start, s->labels[label + 1].end);
    return wh_lists_word((wh_str){suffixes, sizeof suffixes - 1}, next) &&
           !(s->registrable && label + 2u == s->labels_n);
}

/* "kagoyya.com" beside "kagoya.com": the main domain is one label and this suffix. */
static bool has_suffix(wh_str official, wh_str suffix)
{
    if (official.n < suffix.n + 2 || !wh_under_domain(official, suffix)) return false;
    return wh_find_byte(wh_sub(official, 0, official.n - suffix.n - 1), '.', 0) == WH_NONE_AT;
}

void wh_look_around(const wh_scene *scene, const wh_hit *hit, wh_place *p)
{
    const wh_subject *s = scene->s;
    unsigned first = wh_label_of(s, hit->start), last = wh_label_of(s, hit->end - 1u);
    *p = (wh_place){.scene = scene,
                    .hit = hit,
                    .target = &s->brands->targets.at[hit->target],
                    .piece = &s->labels[first]};
    p->text = wh_subject_part(s, hit->start, hit->end);
    p->letters = p->target->letters.n;
    p->registrable = s->registrable && last + 1u == s->labels_n;
    p->hosted = p->registrable && s->name->private_suffix;
    p->spans = first != last;
    p->starts = hit->start == p->piece->start || parts(s, hit->start - 1u);
    p->ends = hit->end == s->labels[last].end || parts(s, hit->end);
    p->whole = hit->start == p->piece->start && hit->end == s->labels[last].end;
    for (unsigned k = first; k <= last; k++) p->idn |= s->labels[k].idn;
    p->common = (p->target->flags & WH_LABEL_COMMON) != 0;
    p->brief = (p->target->flags & WH_LABEL_SHORT) != 0;
    p->built_in = !s->brands->list.at[p->target->brand].given;
    p->same_suffix =
        p->registrable && has_suffix(s->brands->list.at[p->target->brand].official, s->name->suffix);
    p->bad_place = p->hosted || scene->cheap || scene->structured;
    if (!p->registrable) p->bad_place |= scene->gibberish || is_before_suffix(s, last);
    wh_weigh_rest(wh_subject_part(s, p->piece->start, hit->start), &p->rest);
    wh_weigh_rest(wh_subject_part(s, hit->end, s->labels[last].end), &p->rest);
    p->rest_known = p->rest.known + p->rest.digits >= p->rest.letters;
}

static bool is_doubled(const wh_place *p, wh_str letter)
{
    const wh_subject *s = p->scene->s;
    const char *end = s->letters + s->letters_n;
    return letter.n == 1 && ((letter.p > s->letters && letter.p[-1] == *letter.p) ||
                             (letter.p + 1 < end && letter.p[1] == *letter.p));
}

static wh_technique name_insertion(const wh_place *p, wh_str put_in)
{
    if (is_doubled(p, put_in)) return WH_TECHNIQUE_REPETITION;
    if (wh_eq(put_in, WH_LIT("s")) || wh_eq(put_in, WH_LIT("es"))) return WH_TECHNIQUE_PLURAL;
    return WH_TECHNIQUE_INSERTION;
}

static wh_technique name_replacement(char from, char to)
{
    if (wh_is_vowel(from) && wh_is_vowel(to)) return WH_TECHNIQUE_VOWEL_SWAP;
    if (wh_looks_near(from, to)) return WH_TECHNIQUE_HOMOGLYPH;
    if (wh_keys_adjacent(from, to)) return WH_TECHNIQUE_TYPO;
    return wh_one_bit_apart(from, to) ? WH_TECHNIQUE_BITSQUAT : WH_TECHNIQUE_TYPO;
}

wh_technique wh_name_edit(const wh_place *p)
{
    const wh_edit *e = &p->hit->edit;
    if (p->hit->glance) return WH_TECHNIQUE_HOMOGLYPH;
    switch (e->kind) {
    case WH_EDIT_SWAPPED: return WH_TECHNIQUE_TRANSPOSITION;
    case WH_EDIT_LEFT_OUT: return WH_TECHNIQUE_OMISSION;
    case WH_EDIT_INSERTED: return name_insertion(p, e->to);
    case WH_EDIT_REPLACED: return name_replacement(e->from.p[0], e->to.p[0]);
    case WH_EDIT_NONE:
    case WH_EDIT_SEVERAL: break;
    }
    return WH_TECHNIQUE_TYPO;
}
