/* How the built-in table of brands is written (brand_table.h), and that the build's agrees with the core. */
#include "support/exact.h"

#include "checks/lookalike/brand_table.h"
#include "checks/lookalike/words.h"

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
        text("\tbank\n"
             "halvor-north\t= - hnb harbor~\t=.com -.jp\t.net group:h hnb.org /.com.au .nz\thalvor-mail.com "
             "hm.com\n"
             "\tshop\n"
             "second\tbanko =\tbanko.com\t/.net =.org .jp tld:banko\n"
             "third\t=\t=.com\n"
             "\n"
             "^,!,~=,Halvor\t1\n"
             "Second & Co\tBanko, Second\n"
             "\n");
    const wh_brands *b = read(arena, table);
    /* Of two labels with the same letters the first is kept. */
    static const char *const labels[] = {"halvor-north", "hnb", "harbor", "halvor-north.com",
                                         "halvornorth.jp"};
    static const char *const names[] = {"Halvor North", "HALVOR NORTH", "halvor north", "Halvor"};
    static const char *const owned[] = {
        "halvor-north.com", "halvornorth.jp",  "halvornorth.net", "hnb.org",   "halvor-north.com.au",
        "halvor-north.nz",  "halvor-mail.com", "hm.com",          "banko.com", "banko.net",
        "second.org",       "second.jp",       "banko",           "third.com"};
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++) assert_text(b->aliases.at[i].name, names[i]);
    assert_true(b->aliases.at[2].weak && !b->aliases.at[1].weak);
    for (uint32_t i = 0, k = 0; i < sizeof labels / sizeof *labels; i++, k++)
        assert_text(b->targets.at[k].text, labels[i]);
    assert_int_equal(b->owned.n, sizeof owned / sizeof *owned);
    for (uint32_t i = 0; i < b->owned.n; i++) assert_text(b->owned.at[i].domain, owned[i]);
    assert_text(b->list.at[0].official, "halvor-north.com");
    assert_text(b->list.at[0].english, "HALVOR NORTH");
    assert_text(b->list.at[0].group, "h");
    assert_text(b->list.at[0].mail, "halvor-mail.com hm.com");
    assert_text(b->list.at[0].category, "bank");
    assert_text(b->list.at[1].category, "shop");
    assert_text(b->list.at[1].english, "Banko, Second");
    assert_text(b->list.at[2].category, "shop");
    assert_true(wh_absent(b->list.at[2].english) && wh_absent(b->list.at[2].name));
    assert_int_equal(b->targets.at[1].flags, WH_LABEL_SHORT);
    assert_int_equal(b->targets.at[2].flags, WH_LABEL_COMMON);
    wh_arena_free(arena);
}

/* The build says which labels are everyday words, and the core says the same of each. */
static void everyday_words(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 24);
    const wh_brands *b = wh_brands_new(arena, NULL, 0, NULL, 0);
    uint32_t common = 0;
    assert_non_null(b);
    for (uint32_t i = 0; i < b->targets.n; i++) {
        const wh_target *t = &b->targets.at[i];
        bool is = !t->domain && wh_is_common_word(t->letters);
        assert_int_equal(is, (t->flags & WH_LABEL_COMMON) != 0);
        common += is;
    }
    assert_true(common > 0 && b->list.n > 1000);
    wh_arena_free(arena);
}

/* What is no table is refused, or read as far as it goes, never beyond its end. */
static void broken(void **state)
{
    (void)state;
    static const char whole[] = "\tbank\nhalvor-north\t= - hnb~\t=.com -.jp\t.net group:h tld:hn\tm.com\n"
                                "\n^,~Halvor,ハルボル\tHalvor, North\n";
    static const char *const refused[] = {"\tbank shop\n", "a\tb c\td.e\t\t\tone more\n", "a b\n",
                                          "a\ta\ta.b\n\nA\nB\n", "\n\n"};
    for (size_t n = 0; n < sizeof whole; n++) {
        wh_arena *arena = wh_arena_new(1 << 24);
        wh_str s = exact(whole, n);
        wh_brands_from(arena, s, NULL, 0, NULL, 0);
        exact_free(s);
        wh_arena_free(arena);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        wh_arena *arena = wh_arena_new(1 << 24);
        wh_str s = exact(refused[i], strlen(refused[i]));
        assert_null(wh_brands_from(arena, s, NULL, 0, NULL, 0));
        exact_free(s);
        wh_arena_free(arena);
    }
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(row), cmocka_unit_test(everyday_words),
                                       cmocka_unit_test(broken), cmocka_unit_test(only_the_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
