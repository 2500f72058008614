/* spf_check.c, spf_macro.c: what a result says besides its name: the explanation (RFC 7208 6.2), the steps
 * that led to it, whether the record lets everybody send. */
#include "base/limits.h"
#include "support/spf.h"

static void explanations(void **state)
{
    (void)state;
    /* clang-format off */
    static const zone_record data[] = {
        TXT("e", "v=spf1 exp=why.example.com -all"), TXT("why", "%{i} is not\n one of %{d}'s %{r} %%"),
        TXT("in", "v=spf1 include:e.example.com -all exp=in-why.example.com"), TXT("in-why", "outer"),
        TXT("re", "v=spf1 exp=in-why.example.com redirect=e.example.com"),
        TXT("two", "v=spf1 exp=twice.example.com -all"), TXT("twice", "a"), TXT("twice", "b"),
        TXT("bad", "v=spf1 exp=badwhy.example.com -all"), TXT("badwhy", "%{x}"),
        TXT("gone", "v=spf1 exp=slow.example.com -all"), {"slow.example.com", "TIMEOUT", ""},
        TXT("p", "v=spf1 exp=pwhy.example.com -all"), TXT("pwhy", "from %{p}"),
        {"1.2.0.192.in-addr.arpa", "PTR", "mx.example.com"}, A("mx", "192.0.2.1"),
        TXT("soft", "v=spf1 exp=why.example.com ~all"), TXT("eight", "v=spf1 exp=eightwhy.example.com -all"),
        TXT("eightwhy", "caf\xe9"), TXT("blank", "v=spf1 exp=blankwhy.example.com -all"), TXT("blankwhy", ""),
        TXT("far", "v=spf1 exp=%{h} -all"), TXT("by", "v=spf1 exp=%{p}.by.example.com -all"),
        TXT("mx.example.com.by", "not from %{p}"), TXT("unknown.by", "not from a stranger"),
        TXT("l", "v=spf1 exp=%{l}.example.com -all"), TXT("a", "by its writer"),
        TXT("said", "v=spf1 exp=saidwhy.example.com -all"), TXT("saidwhy", "not %{s}"), END};
    /* clang-format on */
    check(data, "192.0.2.1", "h", "a@e.example.com");
    assert_same(got.explanation, "192.0.2.1 is not one of e.example.com's unknown %");
    check(data, "192.0.2.1", "h", "a@in.example.com"); /* an included record's words are never used */
    assert_same(got.explanation, "outer");
    check(data, "192.0.2.1", "h", "a@re.example.com"); /* 6.2: after redirect, the target's */
    assert_same(got.explanation, "192.0.2.1 is not one of e.example.com's unknown %");
    check(data, "192.0.2.1", "h", "a@p.example.com");
    assert_same(got.explanation, "from mx.example.com");
    check(data, "192.0.2.2", "h", "a@p.example.com");
    assert_same(got.explanation, "from unknown");
    check(data, "192.0.2.1", "h",
          "a@by.example.com"); /* %{p} in the name of the explanation, and within it */
    assert_same(got.explanation, "not from mx.example.com");
    check(data, "192.0.2.2", "h", "a@by.example.com");
    assert_same(got.explanation, "not from a stranger");
    check(data, "192.0.2.1", "h", "a@l.example.com");
    assert_same(got.explanation, "by its writer");
    check(data, "192.0.2.1", "h", "a@said.example.com");
    assert_same(got.explanation, "not a@said.example.com");
    static const char *const without[] = {"two", "bad", "gone", "soft", "eight", "blank", "far"};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        char from[80];
        snprintf(from, sizeof from, "a@%s.example.com", without[i]);
        check(data, "192.0.2.1", "h", from);
        assert_absent(got.explanation);
        assert_result(i == 3 ? "softfail" : "fail");
    }
    /* RFC 8616 4: a local part that is not ASCII stands in no name and in no explanation. */
    check(data, "192.0.2.1", "h", "\xe3\x81\x82@l.example.com");
    assert_result("fail");
    assert_absent(got.explanation);
    assert_int_equal(z.asked, 1);
    check(data, "192.0.2.1", "h", "\xe3\x81\x82@said.example.com");
    assert_result("fail");
    assert_absent(got.explanation);
    check(data, "192.0.2.1", "h", "\xe3\x81\x82@e.example.com");
    assert_same(got.explanation, "192.0.2.1 is not one of e.example.com's unknown %");
}

/* While a name is asked for that only the explanation needs, the result is still to come. */
static void waits_for_words(void **state)
{
    (void)state;
    static const zone_record data[] = {TXT("by", "v=spf1 exp=%{p}.by.example.com -all"),
                                       TXT("p", "v=spf1 exp=pwhy.example.com -all"),
                                       TXT("pwhy", "from %{p}"),
                                       TXT("mx.example.com.by", "not from %{p}"),
                                       {"1.2.0.192.in-addr.arpa", "PTR", "mx.example.com"},
                                       A("mx", "192.0.2.1"),
                                       END};
    static const char *const senders[] = {"a@by.example.com", "a@p.example.com"};
    for (size_t i = 0; i < 2; i++) {
        wh_spf_query query = {.mail_from = text_of(senders[i]), .ip = {.family = 4, .b = {192, 0, 2, 1}}};
        oracle = wh_oracle_new(&env, true);
        z = (zone){.at = data};
        for (unsigned round = 0; round < 4;
             round++) { /* the record; PTR, A and the words, in one order or another */
            wh_spf_check(&env, oracle, &query, &got);
            assert_int_equal(got.result, WH_AUTH_PENDING);
            assert_absent(got.explanation);
            assert_true(zone_answer(&z, oracle));
        }
        wh_spf_check(&env, oracle, &query, &got);
        assert_result("fail");
        assert_false(wh_absent(got.explanation));
    }
}

static void trace(void **state)
{
    (void)state;
    static const zone_record data[] = {TXT("t", "v=spf1 ip4:198.51.100.1 include:u.example.com -all"),
                                       TXT("u", "v=spf1 a:%{d}"), A("u", "192.0.2.1"), END};
    check(data, "192.0.2.1", "h", "a@t.example.com");
    static const struct {
        wh_spf_event event;
        const char *domain, *text, *target;
        unsigned depth;
    } want[] = {
        {WH_SPF_RECORD, "t.example.com", "v=spf1 ip4:198.51.100.1 include:u.example.com -all", NULL, 0},
        {WH_SPF_NO_MATCH, "t.example.com", "ip4:198.51.100.1", NULL, 0},
        {WH_SPF_RECORD, "u.example.com", "v=spf1 a:%{d}", NULL, 1},
        {WH_SPF_MATCH, "u.example.com", "a:%{d}", "u.example.com", 1},
        {WH_SPF_MATCH, "t.example.com", "include:u.example.com", "u.example.com", 0}};
    assert_int_equal(got.trace.n, 5);
    for (size_t i = 0; i < 5; i++) {
        const wh_spf_step *s = &got.trace.at[i];
        assert_int_equal(s->event, want[i].event);
        assert_int_equal(s->depth, want[i].depth);
        assert_same(s->domain, want[i].domain);
        assert_same(s->text, want[i].text);
        if (want[i].target) assert_same(s->target, want[i].target);
        else assert_absent(s->target);
    }
    assert_same(got.record, "v=spf1 ip4:198.51.100.1 include:u.example.com -all");
    assert_same(got.mechanism, "include:u.example.com");
}

/* What lets everybody send proves nothing, whichever term says so and however many stand before it. */
static void everyone(void **state)
{
    (void)state;
    static const struct {
        const char *record;
        bool everyone;
    } cases[] = {{"v=spf1 +all", true},
                 {"v=spf1 ip4:192.0.0.0/7 -all", true},
                 {"v=spf1 ip4:192.0.0.0/8 -all", false},
                 {"v=spf1 a:one.example.com/0 -all", true},
                 {"v=spf1 a:one.example.com -all", false},
                 {"v=spf1 exists:one.example.com -all", true},
                 {"v=spf1 exists:%{o}.h.%{d1r}.one.example.com exists:one.example.com -all", true},
                 {"v=spf1 exists:%{ir}.h.example.com -all", false},
                 {"v=spf1 include:all.example.com -all", true},
                 {"v=spf1 ?include:all.example.com -all", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const zone_record data[] = {{"m.example.com", "TXT", cases[i].record},
                                    TXT("all", "v=spf1 all"),
                                    A("one", "192.0.2.1"),
                                    {"1.2.0.192.h.example.com", "A", "127.0.0.2"},
                                    END};
        check(data, "192.0.2.1", "h.example.com", "a@m.example.com");
        assert_same(wh_auth_result_name(got.result), cases[i].record[7] == '?' ? "neutral" : "pass");
        assert_int_equal(got.everyone, cases[i].everyone);
    }
    char many[8192] = "v=spf1";
    size_t n = 6;
    for (unsigned i = 0; i < WH_MAX_SPF_STEPS + 50; i++)
        n += (size_t)snprintf(many + n, sizeof many - n, " ip4:192.0.2.9");
    snprintf(many + n, sizeof many - n, " +all");
    const zone_record data[] = {{"m.example.com", "TXT", many}, END};
    check(data, "192.0.2.1", "h.example.com", "a@m.example.com");
    assert_result("pass");
    assert_true(got.everyone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(explanations, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(waits_for_words, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(trace, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(everyone, setup_oracle, teardown),
    };
    return cmocka_run_group_tests_name("spf_told", tests, NULL, NULL);
}
