/* The table of phrases: as the build folds it, and as it is read. */
#include "support/exact.h"

#include "checks/content/phrase_table.h"
#include "checks/lookalike/textfold.h"

static wh_str text(const char *s) { return (wh_str){s, strlen(s)}; }

static const wh_phrases *built_in(wh_arena *arena)
{
    const wh_phrases *p = wh_phrases_new(arena, (wh_str){(const char *)wh_phrase_table, wh_phrase_table_n});
    assert_non_null(p);
    return p;
}

/* The build folds as the core does: what is folded already stays as it is, without a letter fewer. */
static void folded_by_the_build(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 24);
    const wh_phrases *p = built_in(arena);
    assert_true(p->words.n > 5000 && p->list.n > 1000);
    for (uint32_t i = 0; i < p->words.n; i++) {
        enum { MOST = 64 }; /* bytes of a word */
        char out[4 * MOST];
        size_t n, most = MOST;
        uint64_t gaps;
        assert_true(wh_fold_text(p->words.at[i].letters, most, out, &n, &gaps) <= most);
        wh_str folded = {out, n};
        assert_same_str(folded, p->words.at[i].letters);
        assert_int_equal(gaps, 0);
    }
    wh_arena_free(arena);
}

static void reads_a_row(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 24);
    const wh_phrases *p =
        wh_phrases_new(arena, text("\tlocked\nlog_in|sign~ now*ごりよう\nここ\n\tseed\na\n"));
    assert_non_null(p);
    assert_int_equal(p->list.n, 3);
    assert_int_equal(p->list.at[0].n, 3);
    assert_int_equal(p->list.at[0].want, WH_WANT_LOCKED);
    assert_int_equal(p->list.at[1].want, WH_WANT_LOCKED);
    assert_int_equal(p->list.at[2].want, WH_WANT_SEED);
    assert_false(p->items.at[1].far);
    assert_true(p->items.at[2].far);
    assert_same_about(p->words.at[0].letters, "login", "without its gap");
    assert_int_equal(p->words.at[0].gaps, 1 << 3);
    assert_true(p->words.at[1].open && !p->words.at[0].open);
    assert_same_about(p->words.at[1].letters, "sign", "without its mark");
    assert_same_about(p->words.at[3].letters, "ごりよう", "kana");
    assert_int_equal(p->openings.n, 4);
    uint32_t at = WH_INDEX_FROM, entry, hash = WH_HASH_START;
    for (const char *c = "log"; *c; c++) hash = wh_hash_rune(hash, wh_phrase_key((unsigned char)*c));
    assert_true(wh_index_next(&p->starts, wh_hash_end(hash), &at, &entry));
    assert_int_equal(entry, 0);
    assert_int_equal(p->words.at[0].keys, wh_phrase_key('l') | wh_phrase_key('o') << 8 |
                                              wh_phrase_key('g') << 16 | wh_phrase_key('i') << 24);
    assert_int_equal(p->words.at[5].keys, 'a');
    assert_int_equal(p->words.at[5].keys_n, 1);
    uint32_t sorted[] = {p->sorted[p->begins[0]].opening, p->sorted[p->begins[1]].opening};
    assert_int_equal(p->begins[2], 2);
    assert_true(sorted[0] + sorted[1] == 1); /* "log" and "sig", but no other */
    wh_arena_free(arena);
}

/* Every phrase is found where it stands, whichever word it opens with and whatever stands around it. */
static void finds_all(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 24), *scratch = wh_arena_new(1 << 24);
    const wh_phrases *p = built_in(arena);
    wh_env env = {.arena = scratch};
    for (uint32_t i = 0; i < p->list.n; i++) {
        const wh_phrase *one = &p->list.at[i];
        const wh_phrase_item *items = &p->items.at[one->first];
        for (uint32_t k = 0; k < items->n; k++) {
            wh_arena_reset(scratch);
            wh_phrase_hits *hits = wh_alloc(scratch, sizeof *hits);
            wh_buf words;
            wh_buf_init(&words, scratch);
            wh_put(&words, WH_LIT("Qx. "));
            for (uint32_t at = 0; at < one->n; at++) {
                wh_put(&words, p->words.at[items[at].first + (at ? items[at].n - 1 : k)].letters);
                wh_put(&words, items[at + 1 < one->n ? at + 1 : 0].far ? WH_LIT(" qx ") : WH_LIT(" "));
            }
            wh_find_phrases(&env, p, wh_buf_str(&words), UINT64_C(1) << one->want, hits);
            assert_same_about(hits->n[one->want] ? WH_LIT("found") : wh_buf_str(&words), "found", "a phrase");
        }
    }
    wh_arena_free(scratch);
    wh_arena_free(arena);
}

/* A table that is none is refused, however it is broken; none is read beyond its end. */
static void refuses(void **state)
{
    (void)state;
    static const char *const broken[] = {"no want\n",   "\tnone such\na\n", "\tseed\n\n",  "\tseed\na||b\n",
                                         "\tseed\na|",  "\tseed\n*a\n",     "\tseed\na *", "\tseed\n~\n",
                                         "\tseed\n_\n", "\tseed\na*\n"};
    wh_arena *arena = wh_arena_new(1 << 26);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        wh_str s = exact(broken[i], strlen(broken[i]));
        assert_null(wh_phrases_new(arena, s));
        exact_free(s);
    }
    wh_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(folded_by_the_build), cmocka_unit_test(reads_a_row),
                                       cmocka_unit_test(finds_all), cmocka_unit_test(refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
