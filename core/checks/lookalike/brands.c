/* Reading the built-in table and the caller's brands into one list with its indices. */
#include "checks/lookalike/brands.h"
#include "base/limits.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/shorthand.h"
#include "checks/lookalike/words.h"
#include "parse/parse.h"
#include "parse/name/suffix.h"

#define ROW 100u /* bytes of a row of the table, or less */

static void add_target(wh_brands *b, uint32_t brand, wh_str text, bool domain)
{
    char letters[WH_MAX_FORM], bones[WH_MAX_FORM], singles[WH_MAX_FORM];
    size_t n = 0, n_bones = 0;
    wh_skeleton skeleton;
    if (text.n < 2 || text.n > WH_MAX_LABEL) return;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '-' && text.p[i] != '.') letters[n++] = wh_lower(text.p[i]);
    wh_make_skeleton(text, &skeleton);
    for (size_t i = 0; i < skeleton.n; i++)
        if (skeleton.text[i] != '-' && skeleton.text[i] != '.') bones[n_bones++] = skeleton.text[i];
    wh_str key = {letters, n};
    uint32_t hash = wh_hash(key), at = WH_INDEX_FROM, other;
    while (wh_index_next(&b->letters, hash, &at, &other)) {
        const wh_target *t = &b->targets.at[other];
        if (t->brand == brand && t->domain == domain && wh_eq(t->letters, key)) return;
    }
    uint32_t number = b->targets.n;
    wh_target *t = wh_push(b->arena, &b->targets);
    if (!t) {
        b->failed = true;
        return;
    }
    *t = (wh_target){.brand = brand, .text = text, .domain = domain};
    t->letters = wh_copy(b->arena, key);
    t->skeleton = t->single = wh_copy(b->arena, (wh_str){bones, n_bones});
    for (size_t i = 0; i < n; i++) singles[i] = wh_fold_letter(letters[i]);
    if (n != n_bones) t->single = wh_copy(b->arena, (wh_str){singles, n});
    if (n <= 4) t->flags |= WH_LABEL_SHORT;
    if (!domain && wh_is_common_word(t->letters)) t->flags |= WH_LABEL_COMMON;
    wh_index_add(&b->letters, hash, number);
}

static void add_owned(wh_brands *b, uint32_t brand, wh_str domain, bool mail, bool top_level)
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

static void add_alias(wh_brands *b, uint32_t brand, wh_str name, bool weak)
{
    uint64_t gaps;
    wh_str folded = wh_fold_name(b->arena, name, &gaps);
    if (folded.n == 0) return;
    if (b->list.at[brand].name.n == 0) b->list.at[brand].name = name;
    uint32_t number = b->aliases.n;
    wh_alias *a = wh_push(b->arena, &b->aliases);
    if (!a) {
        b->failed = true;
        return;
    }
    *a = (wh_alias){.brand = brand, .name = name, .folded = folded, .gaps = gaps, .weak = weak};
    wh_fold_start(a);
    wh_index_add(&b->starts, a->start, number);
}

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
    uint32_t hash = wh_hash(id), at = WH_INDEX_FROM, number;
    while (wh_index_next(&b->ids, hash, &at, &number))
        if (wh_eq(b->list.at[number].id, id)) return number;
    number = b->list.n;
    wh_brand *brand = wh_push(b->arena, &b->list);
    if (!brand) {
        b->failed = true;
        return WH_NO_BRAND;
    }
    brand->id = id;
    wh_index_add(&b->ids, hash, number);
    return number;
}

/* ---- the built-in table ---- */

static wh_str take(wh_str *rest, char end)
{
    size_t at = wh_find_byte(*rest, end, 0);
    wh_str piece = wh_sub(*rest, 0, at == WH_NONE_AT ? rest->n : at);
    *rest = at == WH_NONE_AT ? wh_from(*rest, rest->n) : wh_from(*rest, at + 1);
    return piece;
}

static void add_hosts(wh_brands *b, uint32_t brand, wh_str cell, wh_shorthand *row, bool mail)
{
    while (cell.n) {
        wh_str word = take(&cell, ' ');
        if (wh_starts_nocase(word, WH_LIT("group:"))) b->list.at[brand].group = wh_from(word, 6);
        else if (wh_starts_nocase(word, WH_LIT("tld:"))) add_owned(b, brand, wh_from(word, 4), false, true);
        else add_owned(b, brand, wh_unabbreviate(b->arena, word, row), mail, false);
    }
}

/* What is no own name but a number: the name with that number. */
static wh_str english_name(wh_brands *b, wh_str names, wh_str cell, wh_str id)
{
    uint64_t number;
    if (!wh_to_u64(cell, &number)) return cell.n ? cell : WH_ABSENT;
    for (uint64_t i = 0; i < number; i++) take(&names, ',');
    return wh_unabbreviate_name(b->arena, take(&names, ','), id);
}

static void read_row(wh_brands *b, wh_str row)
{
    uint32_t brand = brand_with_id(b, take(&row, '\t'));
    if (brand == WH_NO_BRAND) return;
    b->list.at[brand].category = take(&row, '\t');
    wh_str labels = take(&row, '\t'), names = take(&row, '\t'), domains = take(&row, '\t');
    wh_shorthand words = {.id = b->list.at[brand].id};
    for (wh_str rest = labels; rest.n;) {
        wh_str label = wh_unabbreviate(b->arena, take(&rest, ','), &words);
        if (wh_absent(words.label)) words.label = label;
        add_target(b, brand, label, false);
    }
    for (wh_str rest = names; rest.n;) {
        wh_str name = take(&rest, ',');
        bool weak = is_weak(&name);
        add_alias(b, brand, wh_unabbreviate_name(b->arena, name, words.id), weak);
    }
    words.last = WH_ABSENT;
    for (wh_str rest = domains; rest.n;) {
        wh_str domain = wh_unabbreviate(b->arena, take(&rest, ' '), &words);
        if (b->list.at[brand].official.n == 0) b->list.at[brand].official = domain;
        add_target(b, brand, domain, true);
        add_owned(b, brand, domain, false, false);
    }
    add_hosts(b, brand, take(&row, '\t'), &words, false);
    wh_str mail = take(&row, '\t');
    words.last = WH_ABSENT;
    add_hosts(b, brand, mail, &words, true); /* written out: it is told as it stands */
    b->list.at[brand].mail = mail;
    b->list.at[brand].english = english_name(b, names, row, words.id);
}

static void read_table(wh_brands *b, wh_str rest)
{
    while (rest.n && !b->failed) read_row(b, take(&rest, '\n'));
}

/* ---- the caller's ---- */

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
    add_target(b, brand, wh_copy(b->arena, (wh_str){label, n}), false);
}

/* The label left of a domain's suffix: what is imitated when only the domain is known. */
static void add_registrable_label(wh_brands *b, uint32_t brand, wh_str domain)
{
    wh_str registrable = wh_split_suffix(domain).registrable;
    size_t dot = wh_find_byte(registrable, '.', 0);
    if (!wh_absent(registrable) && dot != WH_NONE_AT)
        add_target(b, brand, wh_sub(registrable, 0, dot), false);
}

static void add_input(wh_brands *b, const wh_brand_input *in)
{
    uint32_t brand = brand_with_id(b, wh_copy(b->arena, in->id));
    if (brand == WH_NO_BRAND || in->domains.n == 0) return;
    b->list.at[brand].given = true;
    for (uint32_t i = 0; i < in->domains.n; i++) {
        wh_str domain = wh_copy_lower(b->arena, in->domains.at[i]);
        add_owned(b, brand, domain, false, false);
        if (i > 0) continue;
        b->list.at[brand].official = domain;
        add_registrable_label(b, brand, domain);
        add_target(b, brand, domain, true);
    }
    for (uint32_t i = 0; i < in->mail_domains.n; i++)
        add_owned(b, brand, wh_copy_lower(b->arena, in->mail_domains.at[i]), true, false);
    for (uint32_t i = 0; i < in->names.n; i++) {
        wh_str name = wh_trim(wh_copy(b->arena, in->names.at[i]));
        add_name_as_label(b, brand, name);
        bool weak = is_weak(&name);
        add_alias(b, brand, name, weak);
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
    add_owned(b, brand, domain, false, false);
    /* A host below somebody's domain says nothing about that domain's own label. */
    if (wh_eq(wh_organizational(domain), domain)) add_registrable_label(b, brand, domain);
    add_target(b, brand, domain, true);
}

/* ---- indices over all of it ---- */

static void index_prefixes(wh_brands *b, uint32_t number, wh_str s)
{
    uint32_t hash = WH_HASH_START;
    for (size_t i = 0; i < s.n; i++) {
        hash = wh_hash_step(hash, s.p[i]);
        wh_index_add(&b->prefixes, wh_hash_end(hash), i + 1 < s.n ? WH_PREFIX_ONLY : number);
    }
}

static uint32_t hash_without(wh_str s, size_t one, size_t two)
{
    uint32_t hash = WH_HASH_START;
    for (size_t i = 0; i < s.n; i++)
        if (i != one && i != two) hash = wh_hash_step(hash, s.p[i]);
    return wh_hash_end(hash);
}

/* Labels less one letter; the caller's long ones less two as well, to find two changed letters. */
static void index_near(wh_brands *b, uint32_t number, wh_str s)
{
    const wh_target *t = &b->targets.at[number];
    bool twice = b->list.at[t->brand].given && t->letters.n >= WH_NEAR_LONG;
    wh_index_add(&b->near, wh_hash(s), number);
    for (size_t one = 0; one < s.n; one++) {
        wh_index_add(&b->near, hash_without(s, one, one), number);
        for (size_t two = one + 1; twice && two < s.n; two++)
            wh_index_add(&b->near, hash_without(s, one, two), number);
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
    index_prefixes(b, number, t->skeleton);
    if (t->single.p != t->skeleton.p) index_prefixes(b, number, t->single);
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
    read_table(b, table);
    for (size_t i = 0; i < n; i++) add_input(b, &extra[i]);
    for (size_t i = 0; i < m; i++) add_own_domain(b, own_domains[i]);
    wh_index_init(&b->prefixes, arena, b->targets.n * 6);
    wh_index_init(&b->near, arena, b->targets.n * 6);
    for (uint32_t i = 0; i < b->targets.n && !any_failed(b); i++) index_target(b, i);
    return any_failed(b) ? NULL : b;
}
