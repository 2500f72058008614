/* distance.h, fold.h, words.h: what lookalikes are told by, piece by piece. */
#include "support/exact.h"

#include "checks/lookalike/distance.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/words.h"

static void distances(void **state)
{
    (void)state;
    assert_int_equal(wh_distance(WH_LIT("abcd"), WH_LIT("abdc"), 2), 1);
    assert_int_equal(wh_distance(WH_LIT("abcd"), WH_LIT("xbcdy"), 2), 2);
    assert_int_equal(wh_distance(WH_LIT("abcd"), WH_LIT("wxyz"), 2), 3);
    assert_int_equal(wh_distance(WH_LIT(""), WH_LIT("a"), 2), 1);
}

static void skeletons(void **state)
{
    (void)state;
    wh_skeleton a, b;
    wh_make_skeleton(WH_LIT("rnodern-client"), &a);
    wh_make_skeleton(WH_LIT("modem-dient"), &b);
    assert_true(wh_eq((wh_str){a.text, a.n}, (wh_str){b.text, b.n}));
    assert_int_equal(a.at[a.n], 14);
}

static void common_words(void **state)
{
    (void)state;
    assert_true(wh_is_common_word(WH_LIT("orchard")));
    assert_true(wh_is_common_word(WH_LIT("able")));
    assert_true(wh_is_common_word(WH_LIT("zenzai")));
    assert_false(wh_is_common_word(WH_LIT("orchar")));
    assert_false(wh_is_common_word(WH_LIT("orchards1")));
    assert_false(wh_is_common_word(WH_LIT("")));
    assert_false(wh_is_common_word(WH_LIT("a")));
    assert_false(wh_is_common_word(WH_LIT("zzzz")));
}

static void keywords(void **state)
{
    (void)state;
    assert_int_equal(wh_keyword_weight(WH_LIT("login")), 3);
    assert_int_equal(wh_keyword_weight(WH_LIT("logi")), 0);
    wh_rest rest = {0};
    wh_weigh_rest(WH_LIT("-my-loginpage7-"), &rest);
    assert_int_equal(rest.letters, 12);
    assert_int_equal(rest.known + rest.digits, 12);
    assert_int_equal(rest.weight, 3);
    assert_same(rest.word, "login");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances),
        cmocka_unit_test(skeletons),
        cmocka_unit_test(common_words),
        cmocka_unit_test(keywords),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
