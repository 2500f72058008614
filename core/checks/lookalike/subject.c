/* Taking a name apart, and finding what resembles a brand: whole targets by walking the index of prefixes,
 * near ones by the index of labels less one letter (symmetric deletion). Neither looks at more brands because
 * there are more. */
#include "checks/lookalike/subject.h"
#include "base/limits.h"
#include "parse/name/idna.h"

#include <string.h>

#define WAYS 4u

/* ---- taking apart ---- */

static unsigned read_label(wh_subject *s, wh_str label, unsigned way)
{
    wh_label_part *piece = &s->labels[s->labels_n];
    wh_form forms[WAYS];
    unsigned count = 1;
    wh_str shown = label;
    *piece = (wh_label_part){.start = s->n, .ascii = label};
    if (wh_starts_nocase(label, WH_LIT("xn--"))) {
        uint32_t runes[WH_MAX_LABEL];
        size_t n = wh_punycode_runes(wh_from(label, 4), runes, WH_MAX_LABEL);
        if (n != WH_NONE_AT && n > 0) {
            count = (unsigned)wh_label_forms(runes, n, forms, WAYS);
            const wh_form *form = &forms[way < count ? way : 0];
            piece->idn = true;
            piece->unknown = form->unknown;
            shown = (wh_str){form->text, form->n};
        }
    }
    size_t room = sizeof s->text - s->n;
    if (shown.n > room) shown.n = room;
    memcpy(s->text + s->n, shown.p, shown.n);
    s->n = (uint16_t)(s->n + shown.n);
    piece->end = s->n;
    s->labels_n++;
    return count;
}

static void add_bone(wh_bones *bones, char fold, size_t at, size_t width)
{
    bones->fold[bones->n] = fold;
    bones->width[bones->n] = (uint8_t)width;
    bones->at[bones->n++] = (uint16_t)at;
}

static void read_letters(wh_subject *s)
{
    s->letters_n = 0;
    for (uint16_t i = 0; i < s->n; i++) {
        if (s->text[i] == '-' || s->text[i] == '.') continue;
        s->letter_at[s->letters_n] = i;
        s->letters[s->letters_n++] = s->text[i];
    }
}

static void read_pairs(wh_subject *s)
{
    s->bones.n = 0;
    s->bones.paired = true;
    for (unsigned k = 0; k < s->labels_n; k++) {
        wh_skeleton bones;
        const wh_label_part *piece = &s->labels[k];
        wh_make_skeleton(wh_subject_part(s, piece->start, piece->end), &bones);
        for (size_t i = 0; i < bones.n; i++) {
            if (bones.text[i] == '-' || bones.text[i] == '.') continue;
            add_bone(&s->bones, bones.text[i], (size_t)piece->start + bones.at[i],
                     (size_t)bones.at[i + 1] - bones.at[i]);
        }
    }
    s->has_pairs = s->bones.n != s->letters_n;
}

static void read_singles(wh_subject *s)
{
    s->bones.n = 0;
    s->bones.paired = false;
    for (size_t i = 0; i < s->letters_n; i++)
        add_bone(&s->bones, wh_fold_letter(s->letters[i]), s->letter_at[i], 1);
}

static wh_str last_labels(wh_str name)
{
    unsigned dots = 0;
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '.' && ++dots == WH_SUBJECT_LABELS) return wh_from(name, i + 1);
    return name;
}

unsigned wh_read_subject(wh_subject *s, const wh_brands *brands, const wh_name *name, unsigned way)
{
    unsigned ways = 1;
    wh_str left = wh_sub(name->ascii, 0, name->ascii.n - name->suffix.n);
    s->brands = brands;
    s->name = name;
    s->n = s->labels_n = s->hits_n = 0;
    s->registrable = !wh_absent(name->registrable);
    left = last_labels(wh_bare_host(left));
    for (size_t at = 0; at < left.n;) {
        size_t dot = wh_find_byte(left, '.', at), end = dot == WH_NONE_AT ? left.n : dot;
        unsigned here = read_label(s, wh_sub(left, at, end), way);
        if (here > ways) ways = here;
        if (dot == WH_NONE_AT) break;
        if (s->n < sizeof s->text) s->text[s->n++] = '.';
        at = end + 1;
    }
    read_letters(s);
    read_pairs(s);
    return ways;
}

unsigned wh_label_of(const wh_subject *s, size_t at)
{
    unsigned k = 0;
    while (k + 1 < s->labels_n && s->labels[k].end < at + 1) k++;
    return k;
}

/* ---- whole targets ---- */

static wh_hit *add_hit(wh_subject *s, uint32_t target, size_t start, size_t end)
{
    for (unsigned i = 0; i < s->hits_n; i++) {
        const wh_hit *h = &s->hits[i];
        if (h->target == target && h->start == start && h->end == end) return NULL;
    }
    if (s->hits_n == WH_SUBJECT_HITS) return NULL;
    wh_hit *hit = &s->hits[s->hits_n++];
    *hit = (wh_hit){.target = target, .start = (uint16_t)start, .end = (uint16_t)end};
    return hit;
}

/* The letters of text[start, end): a slice of s->letters. */
static wh_str letters_between(const wh_subject *s, size_t start, size_t end)
{
    size_t low = 0;
    while (low < s->letters_n && s->letter_at[low] < start) low++;
    size_t high = low;
    while (high < s->letters_n && s->letter_at[high] < end) high++;
    return (wh_str){s->letters + low, high - low};
}

static WH_APART void note_whole(wh_subject *s, uint32_t number, size_t start, size_t end)
{
    const wh_target *t = &s->brands->targets.at[number];
    wh_hit *hit = add_hit(s, number, start, end);
    if (!hit) return;
    wh_str letters = letters_between(s, start, end);
    hit->same = wh_eq(letters, t->letters);
    wh_compare_near(t->letters, letters, 95, &hit->edit);
    hit->edit.distance = 0;
}

static void find_whole(wh_subject *s)
{
    const wh_bones *bones = &s->bones;
    const wh_index *index = &s->brands->prefixes;
    for (size_t start = 0; start < bones->n; start++) {
        uint32_t hash = WH_HASH_START;
        for (size_t i = start; i < bones->n && i - start < s->brands->longest; i++) {
            uint32_t at = WH_INDEX_FROM, number;
            bool any = false;
            hash = wh_hash_step(hash, bones->fold[i]);
            while (wh_index_next(index, wh_hash_end(hash), &at, &number)) {
                any = true;
                if (number == WH_PREFIX_ONLY) continue;
                const wh_target *t = &s->brands->targets.at[number];
                wh_str folds = {bones->fold + start, i - start + 1};
                if (wh_eq(folds, bones->paired ? t->skeleton : t->single))
                    note_whole(s, number, bones->at[start], wh_bone_end(bones, i));
            }
            if (!any && i - start + 1 == WH_PREFIX) break;
        }
    }
}

/* ---- near ones ---- */

typedef struct window { /* bones[from, to) as one string */
    wh_subject *s;
    size_t from, to;
    uint32_t max; /* edits */
} window;

static WH_APART void note_near(const window *w, uint32_t number)
{
    wh_subject *s = w->s;
    const wh_target *t = &s->brands->targets.at[number];
    size_t start = s->bones.at[w->from], end = wh_bone_end(&s->bones, w->to - 1);
    wh_str letters = letters_between(s, start, end), folds = {s->bones.fold + w->from, w->to - w->from};
    wh_edit plain, folded;
    uint32_t max = t->letters.n >= WH_GLANCE_LEAST ? w->max : 1;
    bool is_plain = wh_compare_near(t->letters, letters, max, &plain);
    bool is_folded = wh_compare_near(s->bones.paired ? t->skeleton : t->single, folds, max, &folded);
    if (!is_plain && !is_folded) return;
    if ((is_plain && plain.distance == 0) || (is_folded && folded.distance == 0)) return; /* a whole one */
    wh_hit *hit = add_hit(s, number, start, end);
    if (!hit) return;
    hit->edit = plain;
    if (is_plain && (!is_folded || plain.distance <= folded.distance)) return;
    wh_compare_near(t->letters, letters, 95, &hit->edit);
    hit->edit.distance = folded.distance;
}

static void note_all(const window *w, uint32_t hash)
{
    uint32_t at = WH_INDEX_FROM, number;
    while (wh_index_next(&w->s->brands->near, hash, &at, &number)) note_near(w, number);
}
static inline void look_up(const window *w, uint32_t hash)
{
    hash = wh_hash_end(hash);
    if (wh_index_may_have(&w->s->brands->near, hash)) note_all(w, hash); /* seldom */
}

static void find_near(const window *w)
{
    size_t n = w->to - w->from;
    if (n + 1 < WH_NEAR_GIVEN || n > WH_MAX_PIECE) return;
    uint32_t sums[WH_MAX_PIECE + 1];
    wh_hash_sums(w->s->bones.fold + w->from, n, sums);
    look_up(w, sums[n]);
    for (size_t one = 0; one < n; one++) {
        look_up(w, wh_sums_less_one(sums, n, one));
        for (size_t two = one + 1; w->max > 1 && n >= WH_GLANCE_LEAST && two < n; two++)
            look_up(w, wh_sums_less_two(sums, n, one, two));
    }
}

static WH_APART void note_glance(const window *w, uint32_t number)
{
    wh_subject *s = w->s;
    const wh_target *t = &s->brands->targets.at[number];
    size_t start = s->bones.at[w->from], end = wh_bone_end(&s->bones, w->to - 1), differing = 0;
    if (t->skeleton.n != w->to - w->from) return;
    for (size_t i = 0; i < t->skeleton.n; i++) differing += t->skeleton.p[i] != s->bones.fold[w->from + i];
    if (differing < 2 || differing > t->skeleton.n / 3) return;
    wh_hit *hit = add_hit(s, number, start, end);
    if (!hit) return;
    hit->glance = true;
    wh_compare_near(t->letters, letters_between(s, start, end), 95, &hit->edit);
    hit->edit.distance = (uint32_t)differing;
}

static void find_at_a_glance(const window *w)
{
    uint32_t hash = WH_HASH_START, at = WH_INDEX_FROM, number;
    wh_subject *s = w->s;
    for (size_t i = w->from; i < w->to; i++) hash = wh_hash_step(hash, wh_glance_letter(s->bones.fold[i]));
    while (wh_index_next(&s->brands->glances, wh_hash_end(hash), &at, &number)) note_glance(w, number);
}

static void try_window(wh_subject *s, size_t from, size_t to, uint32_t max)
{
    window w = {s, from, to, max};
    if (s->bones.paired && to - from >= WH_GLANCE_LEAST)
        find_at_a_glance(&w); /* says more than "two edits" */
    find_near(&w);
}

/* Where the token of bone i ends: at a "-" or "." between bones. */
static size_t token_end(const wh_bones *bones, size_t i)
{
    size_t k = i + 1;
    while (k < bones->n && bones->at[k] == wh_bone_end(bones, k - 1)) k++;
    return k;
}

/* Tokens, pairs of tokens, and the beginnings and ends of long ones; digits at a token's end are left off
 * once. */
static void find_near_tokens(wh_subject *s, size_t from, size_t to)
{
    const wh_bones *bones = &s->bones;
    for (size_t at = from; at < to;) {
        size_t end = token_end(bones, at), next = end < to ? token_end(bones, end) : end, stem = end;
        if (at != from || end != to) try_window(s, at, end, 2);
        if (next != end && (at != from || next != to)) try_window(s, at, next, 1);
        while (stem > at && wh_is_digit(s->text[bones->at[stem - 1]])) stem--;
        if (stem != end && stem != at) try_window(s, at, stem, 1);
        for (size_t n = WH_NEAR_LEAST + 1; n < end - at && n <= WH_MAX_PIECE; n++) {
            if (at + n != stem) try_window(s, at, at + n, 1);
            try_window(s, end - n, end, 1);
        }
        at = end;
    }
}

static void find_near_labels(wh_subject *s)
{
    size_t from = 0;
    for (unsigned k = 0; k < s->labels_n; k++) {
        size_t to = from;
        while (to < s->bones.n && s->bones.at[to] < s->labels[k].end) to++;
        if (to > from) {
            try_window(s, from, to, 2);
            find_near_tokens(s, from, to);
        }
        from = to;
    }
}

void wh_find_hits(wh_subject *s)
{
    find_whole(s);
    find_near_labels(s);
    if (!s->has_pairs) return;
    read_singles(s); /* pairs may hide a label's own first letter: "mail" + "cloud" */
    find_whole(s);
    find_near_labels(s);
}
