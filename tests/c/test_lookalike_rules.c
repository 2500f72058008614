/* checks/lookalike/rules.c: the name after each rule, judged. */
#include "support/exact.h"

#include "checks/lookalike/brands.h"
#include "checks/lookalike/lookalike.h"

#include <stdio.h>

/* Brands of nobody's. Built in: of ten, eight, six, five and four letters, an everyday word, three labels. */
static const char rule_table[] = "\tbank\nhalvorbank\thalvorbank\thalvorbank.com\n"
                                 "\tshop-jp\nminatoya\tminatoya\tminatoya.co.jp\n"
                                 "\tpay\ntavrin\ttavrin\ttavrin.com\n"
                                 "mirvo\tmirvo\tmirvo.com\n"
                                 "zuqo\tzuqo\tzuqo.com\n"
                                 "\tshop\nharbor\tharbor~\tharbor.com\n"
                                 "\tpay\npilvex\tpil-vex\tpil-vex.com\n"
                                 "\nHalvor Bank\nMinatoya\nTavrin\nMirvo\nZuqo\nHarbor\nPilvex\n";

/* The caller's: of nine, seven, three, four, five, two, six, three and eight letters; two are everyday words.
 */
static const wh_brands *rule_brands(wh_arena *arena)
{
    static wh_str names[] = {WH_LIT_INIT("millowave"), WH_LIT_INIT("orchard"), WH_LIT_INIT("qdx"),
                             WH_LIT_INIT("kumo"),      WH_LIT_INIT("nelvo"),   WH_LIT_INIT("v7"),
                             WH_LIT_INIT("bantry"),    WH_LIT_INIT("zol"),     WH_LIT_INIT("modem"),
                             WH_LIT_INIT("sorandel")};
    static wh_str domains[] = {WH_LIT_INIT("millowave.co.jp"), WH_LIT_INIT("orchard.com"),
                               WH_LIT_INIT("qdx.ne.jp"),       WH_LIT_INIT("kumo.jp"),
                               WH_LIT_INIT("nelvo.net"),       WH_LIT_INIT("v7.com"),
                               WH_LIT_INIT("bantry.org"),      WH_LIT_INIT("zol.jp"),
                               WH_LIT_INIT("modem.jp"),        WH_LIT_INIT("sorandel.com")};
    enum { N = sizeof names / sizeof *names };
    wh_brand_input in[N];
    for (size_t i = 0; i < N; i++)
        in[i] = (wh_brand_input){.id = names[i], .names = {&names[i], 1, 1}, .domains = {&domains[i], 1, 1}};
    return wh_brands_from(arena, (wh_str){rule_table, sizeof rule_table - 1}, in, N, NULL, 0);
}

static wh_arena *forever, *arena;
static int setup(void **state)
{
    (void)state;
    forever = wh_arena_new(8 << 20);
    arena = wh_arena_new(1 << 20);
    return forever && arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(forever);
    wh_arena_free(arena);
    return 0;
}

/* The last word of a row before "}", as a severity; -1: NO. */
static int grade_in(const char *row)
{
    static const struct {
        const char *word;
        int grade;
    } words[] = {{" HIGH},", WH_HIGH}, {" MEDIUM},", WH_MEDIUM}, {" LOW},", WH_LOW}, {" NO},", -1}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(row, words[i].word)) return words[i].grade;
    fail_msg("no grade: %s", row);
    return -2;
}

static void judge(const wh_brands *brands, const char *row, const char *name, size_t n)
{
    wh_env env = {.arena = arena};
    wh_domain_verdict verdict;
    wh_str s = exact(name, n);
    int want = grade_in(row);
    wh_arena_reset(arena);
    wh_judge_domain(&env, brands, s, &verdict);
    int found = verdict.matches.n ? (int)verdict.matches.at[0].severity : -1;
    if (found != want) fail_msg("%.*s is %d: %s", (int)n, name, found, row);
    exact_free(s);
}

static void each_rule(void **state)
{
    (void)state;
    const wh_brands *brands = rule_brands(forever);
    FILE *file = fopen("core/checks/lookalike/rules.c", "r");
    char row[256];
    unsigned judged = 0, unknown = 0;
    assert_non_null(file);
    while (fgets(row, sizeof row, file)) {
        const char *name = strstr(row, "}, /* "), *end = name ? strstr(name, " */") : NULL;
        if (strncmp(row, "    {", 5) != 0) continue;
        if (!end) fail_msg("no name after the rule: %s", row);
        name += 6;
        if (strncmp(name, "none known", 10) == 0) unknown++;
        else {
            judge(brands, row, name, (size_t)(end - name));
            judged++;
        }
    }
    fclose(file);
    assert_true(judged > 150);
    assert_true(unknown <= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_rule)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
