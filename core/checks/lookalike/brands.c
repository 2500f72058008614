/* The built-in brands and the caller's in one list with its indices. */
#include "checks/lookalike/brands.h"
#include "base/limits.h"
#include "checks/lookalike/brand_add.h"
#include "checks/lookalike/brand_table.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/words.h"
#include "parse/parse.h"
#include "parse/name/suffix.h"

#define ROW 90u /* bytes of a row of the table, or less */

/* ---- the caller's ---- */

/* "~Name" counts for less; takes the mark off. */
static bool is_weak(wh_str *name)
{
    bool weak = name->n && name->p[0] == '~';
    if (weak) *name = wh_from(*name, 1);
    return weak;
}

/* The brand with this id, made when there is none yet. */
static uint32_t brand_with_id(wh_brands *b, wh_str id)
{
    uint32_t at = WH_INDEX_FROM, number;
    while (wh_index_next(&b->ids, wh_hash(id), &at, &number))
        if (wh_eq(b->list.at[number].id, id)) return number;
    return wh_add_brand(b, id);
}

/* Of a label without its hyphens. */
static bool is_everyday(wh_str label)
{
    char letters[WH_MAX_LABEL];
    size_t n = 0;
    for (size_t i = 0; i < label.n && n < WH_MAX_LABEL; i++)
        if (label.p[i] != '-' && label.p[i] != '.') letters[n++] = wh_lower(label.p[i]);
    return wh_is_common_word((wh_str){letters, n});
}

static void add_label(wh_brands *b, uint32_t brand, wh_str text)
{
    wh_add_target(b, brand, text, false, is_everyday(text));
}

static bool is_label_char(char c) { return wh_is_alnum(c) || c == '-'; }

/* "Acme Bank" may stand in names as acmebank and acme-bank. */
static void add_name_as_label(wh_brands *b, uint32_t brand, wh_str name)
{
    char label[WH_MAX_LABEL];
    size_t n = 0;
    if (name.n > WH_MAX_LABEL) return;
    for (size_t i = 0; i < name.n; i++) {
        char c = wh_is_space(name.p[i]) ? '-' : wh_lower(name.p[i]);
        if (!is_label_char(c)) return;
        label[n++] = c;
    }
    add_label(b, brand, wh_copy(b->arena, (wh_str){label, n}));
}

/* The label left of a domain's suffix: what is imitated when only the domain is known. */
static void add_registrable_label(wh_brands *b, uint32_t brand, wh_str domain)
{
    wh_str registrable = wh_split_suffix(domain).registrable;
    size_t dot = wh_find_byte(registrable, '.', 0);
    if (!wh_absent(registrable) && dot != WH_NONE_AT) add_label(b, brand, wh_sub(registrable, 0, dot));
}

static void add_input(wh_brands *b, const wh_brand_input *in)
{
    uint32_t brand = brand_with_id(b, wh_copy(b->arena, in->id));
    if (brand == WH_NO_BRAND || in->domains.n == 0) return;
    b->list.at[brand].given = true;
    for (uint32_t i = 0; i < in->domains.n; i++) {
        wh_str domain = wh_copy_lower(b->arena, in->domains.at[i]);
        wh_add_owned(b, brand, domain, false, false);
        if (i > 0) continue;
        b->list.at[brand].official = domain;
        add_registrable_label(b, brand, domain);
        wh_add_target(b, brand, domain, true, false);
    }
    for (uint32_t i = 0; i < in->mail_domains.n; i++)
        wh_add_owned(b, brand, wh_copy_lower(b->arena, in->mail_domains.at[i]), true, false);
    for (uint32_t i = 0; i < in->names.n; i++) {
        wh_str name = wh_trim(wh_copy(b->arena, in->names.at[i]));
        add_name_as_label(b, brand, name);
        bool weak = is_weak(&name);
        wh_add_alias(b, brand, name, weak);
    }
}

static void add_own_domain(wh_brands *b, wh_str written)
{
    wh_str domain = wh_copy_lower(b->arena, written);
    uint32_t brand = b->list.n;
    wh_brand *own = domain.n ? wh_push(b->arena, &b->list) : NULL;
    if (!own) return;
    *own = (wh_brand){
        .id = domain, .category = WH_LIT(""), .name = domain, .official = domain, .own = true, .given = true};
    wh_add_owned(b, brand, domain, false, false);
    /* A host below somebody's domain says nothing about that domain's own label. */
    if (wh_eq(wh_organizational(domain), domain)) add_registrable_label(b, brand, domain);
    wh_add_target(b, brand, domain, true, false);
}

/* ---- indices over all of it ---- */

/* All of a skeleton, and its beginning: most names are given up there. */
static void index_whole(wh_brands *b, uint32_t number, wh_str s)
{
    uint32_t hash = WH_HASH_START;
    for (size_t i = 0; i < s.n; i++) {
        if (i == WH_PREFIX) wh_index_add(&b->prefixes, wh_hash_end(hash), WH_PREFIX_ONLY);
        hash = wh_hash_step(hash, s.p[i]);
    }
    wh_index_add(&b->prefixes, wh_hash_end(hash), number);
    if (s.n > b->longest) b->longest = s.n;
}

/* Labels less one letter; the caller's long ones less two as well, to find two changed letters. */
static void index_near(wh_brands *b, uint32_t number, wh_str s)
{
    const wh_target *t = &b->targets.at[number];
    bool twice = b->list.at[t->brand].given && t->letters.n >= WH_NEAR_LONG;
    uint32_t sums[WH_MAX_FORM + 1];
    wh_hash_sums(s.p, s.n, sums);
    wh_index_add(&b->near, wh_hash_end(sums[s.n]), number);
    for (size_t one = 0; one < s.n; one++) {
        wh_index_add(&b->near, wh_hash_end(wh_sums_less_one(sums, s.n, one)), number);
        for (size_t two = one + 1; twice && two < s.n; two++)
            wh_index_add(&b->near, wh_hash_end(wh_sums_less_two(sums, s.n, one, two)), number);
    }
}

static void index_glance(wh_brands *b, uint32_t number)
{
    wh_str s = b->targets.at[number].skeleton;
    uint32_t hash = WH_HASH_START;
    for (size_t i = 0; i < s.n; i++) hash = wh_hash_step(hash, wh_glance_letter(s.p[i]));
    wh_index_add(&b->glances, wh_hash_end(hash), number);
}

static void index_target(wh_brands *b, uint32_t number)
{
    const wh_target *t = &b->targets.at[number];
    index_whole(b, number, t->skeleton);
    if (t->single.p != t->skeleton.p) index_whole(b, number, t->single);
    if (t->domain || t->letters.n < (b->list.at[t->brand].given ? WH_NEAR_GIVEN : WH_NEAR_LEAST)) return;
    index_near(b, number, t->skeleton);
    if (t->single.p != t->skeleton.p) index_near(b, number, t->single);
    if (t->letters.n >= WH_GLANCE_LEAST) index_glance(b, number);
}

static bool any_failed(const wh_brands *b)
{
    return b->failed || b->ids.failed || b->domains.failed || b->letters.failed || b->prefixes.failed ||
           b->near.failed || b->starts.failed || b->glances.failed;
}

const wh_brands *wh_brands_new(wh_arena *arena, const wh_brand_input *extra, size_t n,
                               const wh_str *own_domains, size_t m)
{
    return wh_brands_from(arena, (wh_str){(const char *)wh_brand_table, wh_brand_table_n}, extra, n,
                          own_domains, m);
}

const wh_brands *wh_brands_from(wh_arena *arena, wh_str table, const wh_brand_input *extra, size_t n,
                                const wh_str *own_domains, size_t m)
{
    wh_brands *b = wh_alloc(arena, sizeof *b);
    if (!b) return NULL;
    b->arena = arena;
    /* About as many as a row of the table has; they grow where there are more. */
    uint32_t rows = (uint32_t)(table.n / ROW) + 16;
    wh_reserve(arena, &b->list, rows);
    wh_reserve(arena, &b->targets, rows * 2);
    wh_reserve(arena, &b->owned, rows * 4);
    wh_reserve(arena, &b->aliases, rows * 3);
    wh_index_init(&b->ids, arena, rows);
    wh_index_init(&b->domains, arena, rows * 4);
    wh_index_init(&b->letters, arena, rows * 2);
    wh_index_init(&b->starts, arena, rows * 3);
    wh_index_init(&b->glances, arena, rows);
    wh_read_brand_table(b, table);
    for (size_t i = 0; i < n; i++) add_input(b, &extra[i]);
    for (size_t i = 0; i < m; i++) add_own_domain(b, own_domains[i]);
    wh_index_init(&b->prefixes, arena, b->targets.n * 3);
    wh_index_init(&b->near, arena, b->targets.n * 6);
    for (uint32_t i = 0; i < b->targets.n && !any_failed(b); i++) index_target(b, i);
    return any_failed(b) ? NULL : b;
}
