/* How the built-in table of brands is written: what a row repeats is abbreviated (shorthand.c). */
#include "support/exact.h"

#include "checks/lookalike/brands.h"

static wh_str text(const char *s) { return (wh_str){s, strlen(s)}; }

static const wh_brands *read(wh_arena *arena, wh_str table)
{
    const wh_brands *b = wh_brands_from(arena, table, NULL, 0, NULL, 0);
    assert_non_null(b);
    return b;
}

static void assert_text(wh_str is, const char *want)
{
    assert_int_equal(is.n, strlen(want));
    assert_memory_equal(is.p, want, is.n);
}

static void row(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 24);
    wh_str table =
        text("halvor-north\tbank\t=,-,hnb\t^,!,~=,Halvor\t=.com -.jp\t.net group:h hnb.org +.com.au .nz\t"
             "halvor-mail.com\t1\n"
             "second\tbank\tbanko,=\tSecond & Co\tbanko.com\t+.net =.org .jp\t\tBanko\n");
    const wh_brands *b = read(arena, table);
    /* Of two labels with the same letters the first is kept. */
    static const char *const labels[] = {"halvor-north", "hnb", "halvor-north.com", "halvornorth.jp"};
    static const char *const names[] = {"Halvor North", "HALVOR NORTH", "halvor north", "Halvor"};
    static const char *const owned[] = {
        "halvor-north.com",    "halvornorth.jp",  "halvornorth.net", "hnb.org",
        "halvor-north.com.au", "halvor-north.nz", "halvor-mail.com", "banko.com",
        "banko.net",           "second.org",      "second.jp"};
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++) assert_text(b->aliases.at[i].name, names[i]);
    assert_true(b->aliases.at[2].weak && !b->aliases.at[1].weak);
    for (uint32_t i = 0, k = 0; i < sizeof labels / sizeof *labels; i++, k++)
        assert_text(b->targets.at[k].text, labels[i]);
    assert_int_equal(b->owned.n, sizeof owned / sizeof *owned);
    for (uint32_t i = 0; i < b->owned.n; i++) assert_text(b->owned.at[i].domain, owned[i]);
    assert_text(b->list.at[0].official, "halvor-north.com");
    assert_text(b->list.at[0].english, "HALVOR NORTH");
    assert_text(b->list.at[0].group, "h");
    assert_text(b->list.at[1].english, "Banko");
    wh_arena_free(arena);
}

/* A caller's brand is written as it is: "!" is no name, and "^" none of the id's. */
static void only_the_tables(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 24);
    wh_str names[] = {WH_LIT_INIT("!"), WH_LIT_INIT("^"), WH_LIT_INIT("~Acme")},
           domain = WH_LIT("acme.example");
    wh_brand_input in = {
        .id = WH_LIT("acme-corp"), .names = {.at = names, .n = 3}, .domains = {.at = &domain, .n = 1}};
    const wh_brands *b = wh_brands_from(arena, WH_LIT(""), &in, 1, NULL, 0);
    assert_non_null(b);
    assert_int_equal(b->aliases.n, 1);
    assert_text(b->aliases.at[0].name, "Acme");
    assert_true(b->aliases.at[0].weak);
    wh_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(row), cmocka_unit_test(only_the_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
