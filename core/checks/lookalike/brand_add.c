/* Adding to the list of brands: a brand, what is imitated, what it owns, its names. */
#include "checks/lookalike/brand_add.h"
#include "base/limits.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/textfold.h"

#include <string.h>

#define ROOM 16384u /* bytes that are set aside for letters at once */

char *wh_brand_room(wh_brands *b, size_t n)
{
    if (!b->room || b->room_n < n) {
        b->room_n = n > ROOM ? n : ROOM;
        b->room = wh_alloc(b->arena, b->room_n);
        if (!b->room) {
            b->failed = true;
            b->room_n = 0;
            return NULL;
        }
    }
    b->room_n -= n;
    return b->room += n, b->room - n;
}

static wh_str keep(wh_brands *b, const char *letters, size_t n)
{
    char *copy = wh_brand_room(b, n);
    if (!copy) return WH_ABSENT;
    memcpy(copy, letters, n);
    return (wh_str){copy, n};
}

/* A target's letters and skeletons; what is the same is kept once. */
static void make_letters(wh_brands *b, wh_target *t)
{
    char letters[WH_MAX_LABEL], folds[WH_MAX_FORM];
    size_t n = 0, n_bones = 0;
    wh_skeleton skeleton;
    for (size_t i = 0; i < t->text.n; i++)
        if (t->text.p[i] != '-' && t->text.p[i] != '.') letters[n++] = wh_lower(t->text.p[i]);
    wh_str plain = {letters, n}, folded = {folds, n};
    t->letters = wh_eq(plain, t->text) ? t->text : keep(b, letters, n);
    for (size_t i = 0; i < n; i++) folds[i] = wh_fold_letter(letters[i]);
    t->single = wh_eq(folded, plain) ? t->letters : keep(b, folds, n);
    t->skeleton = t->single;
    if (!wh_has_pairs(t->text)) return;
    wh_make_skeleton(t->text, &skeleton);
    for (size_t i = 0; i < skeleton.n; i++)
        if (skeleton.text[i] != '-' && skeleton.text[i] != '.') folds[n_bones++] = skeleton.text[i];
    t->skeleton = keep(b, folds, n_bones);
}

void wh_add_target(wh_brands *b, uint32_t brand, wh_str text, bool domain, bool common)
{
    wh_target made = {.brand = brand, .text = text, .domain = domain};
    if (text.n < 2 || text.n > WH_MAX_LABEL) return;
    make_letters(b, &made);
    uint32_t hash = wh_hash(made.letters), at = WH_INDEX_FROM, other;
    while (wh_index_next(&b->letters, hash, &at, &other)) {
        const wh_target *t = &b->targets.at[other];
        if (t->brand == brand && t->domain == domain && wh_eq(t->letters, made.letters)) return;
    }
    uint32_t number = b->targets.n;
    wh_target *t = wh_push(b->arena, &b->targets);
    if (!t) {
        b->failed = true;
        return;
    }
    *t = made;
    if (t->letters.n <= 4) t->flags |= WH_LABEL_SHORT;
    if (common) t->flags |= WH_LABEL_COMMON;
    wh_index_add(&b->letters, hash, number);
}

void wh_add_owned(wh_brands *b, uint32_t brand, wh_str domain, bool mail, bool top_level)
{
    if (domain.n == 0) return;
    uint32_t number = b->owned.n;
    wh_owned *o = wh_push(b->arena, &b->owned);
    if (!o) {
        b->failed = true;
        return;
    }
    *o = (wh_owned){domain, brand, mail, top_level};
    wh_index_add(&b->domains, wh_hash(domain), number);
}

void wh_add_alias(wh_brands *b, uint32_t brand, wh_str name, bool weak)
{
    char folded[4 * WH_MAX_BRAND_NAME];
    size_t bytes;
    wh_alias made = {.brand = brand, .name = name, .weak = weak};
    size_t letters = wh_fold_text(name, WH_MAX_BRAND_NAME, folded, &bytes, &made.gaps);
    if (letters < 2 || letters > WH_MAX_BRAND_NAME) return;
    bool as_written = bytes == name.n && memcmp(folded, name.p, bytes) == 0;
    made.folded = as_written ? name : keep(b, folded, bytes);
    if (b->list.at[brand].name.n == 0) b->list.at[brand].name = name;
    uint32_t number = b->aliases.n;
    wh_alias *a = wh_push(b->arena, &b->aliases);
    if (!a || !made.folded.n) {
        b->failed = true;
        return;
    }
    *a = made;
    wh_index_alias(b, number);
}

uint32_t wh_add_brand(wh_brands *b, wh_str id)
{
    uint32_t number = b->list.n;
    wh_brand *brand = wh_push(b->arena, &b->list);
    if (!brand) {
        b->failed = true;
        return WH_NO_BRAND;
    }
    brand->id = id;
    wh_index_add(&b->ids, wh_hash(id), number);
    return number;
}
