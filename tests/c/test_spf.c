/* spf.c, spf_check.c: check_host, RFC 7208 4 to 6. */
#include "base/limits.h"
#include "support/spf.h"

static void identities(void **state)
{
    (void)state;
    static const zone_record data[] = {TXT("m", "v=spf1 exists:%{l}.%{o}.h.example.com -all"),
                                       {"user.m.example.com.h.example.com", "A", "127.0.0.2"},
                                       {"postmaster.m.example.com.h.example.com", "A", "127.0.0.2"},
                                       TXT("xn--r8jz45g", "v=spf1 +all"),
                                       END};
    check(data, "192.0.2.1", "h.example.com", "user@m.example.com");
    assert_result("pass");
    assert_false(got.from_helo);
    assert_same(got.domain, "m.example.com");
    assert_same(got.mechanism, "exists:%{l}.%{o}.h.example.com");
    check(data, "192.0.2.1", "h.example.com", "<User@M.example.com.>");
    assert_result("pass");
    assert_same(got.sender, "User@M.example.com");
    check(data, "192.0.2.1", "h.example.com", "<user@m.example.com"); /* no path: RFC 5321 4.1.2 */
    assert_result("fail");
    check(data, "192.0.2.1", "m.example.com", "<>");
    assert_result("pass");
    assert_true(got.from_helo);
    check(data, "192.0.2.1", "m.example.com", "");
    assert_same(got.sender, "postmaster@m.example.com");
    assert_result("pass");
    check(data, "192.0.2.1", "h.example.com", "@m.example.com");
    assert_result("pass");
    check(data, "192.0.2.1", "h.example.com", "other@m.example.com");
    assert_result("fail");
    assert_absent(got.explanation);
    check(data, "192.0.2.1", "h.example.com",
          "a@\xe4\xbe\x8b\xe3\x81\x88.example.com"); /* RFC 8616: asked as an A-label */
    assert_result("pass");
    assert_same(got.domain, "xn--r8jz45g.example.com");
    static const char *const none[] = {"a@[192.0.2.1]",     "a@localhost",     "a@b..example.com",
                                       "a@b c.example.com", "a@192.0.2.1",     "a@",
                                       "a@.example.com",    "a@*m.example.com"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        check(data, "192.0.2.1", "m.example.com", none[i]);
        assert_result("none");
        assert_problem("bad-domain");
        assert_int_equal(wh_oracle_count(oracle), 0);
    }
    check(data, "192.0.2.1", "m.example.com", "a@xn--zzzzz-.example.com"); /* asked as it is written */
    assert_problem("no-record");
    assert_same(got.domain, "xn--zzzzz-.example.com");
    char longest[300] = "a@"; /* RFC 1035 2.3.4: 253 characters; a longer one is not cut down to a name */
    for (size_t i = 0; i < 252; i++) longest[2 + i] = i % 32 == 31 ? '.' : 'a';
    strcpy(longest + 2 + 252, "a");
    check(data, "192.0.2.1", "m.example.com", longest);
    assert_problem("no-record");
    strcpy(longest + 2 + 253, "a");
    check(data, "192.0.2.1", "m.example.com", longest);
    assert_problem("bad-domain");
    char huge[2000];
    memset(huge, 'a', sizeof huge - 1);
    memcpy(huge + 1900, "@m.example.com", 15);
    check(data, "192.0.2.1", "m.example.com", huge);
    assert_problem("bad-domain");
    check(data, "nonsense", "m.example.com", "user@m.example.com");
    assert_result("temperror");
    assert_problem("no-address");
    check(data, "192.0.2.1", "m.example.com", "user@nowhere.example.com");
    assert_result("none");
    assert_problem("no-record");
}

static void records(void **state)
{
    (void)state;
    static const zone_record data[] = {TXT("two", "v=spf1 -all"),
                                       TXT("two", "v=spf1 +all"),
                                       TXT("other", "v=spf10"),
                                       TXT("other", "v=spf1\n ?all"),
                                       TXT("bad", "v=spf1 +all moo"),
                                       {"slow.example.com", "TIMEOUT", ""},
                                       {"broken.example.com", "SERVFAIL", ""},
                                       TXT("empty", "v=spf1"),
                                       TXT("nodata", "hello"),
                                       END};
    check(data, "192.0.2.1", "h", "a@two.example.com");
    assert_result("permerror");
    assert_problem("several-records");
    check(data, "192.0.2.1", "h", "a@other.example.com");
    assert_result("neutral");
    assert_same(got.mechanism, "?all");
    check(data, "192.0.2.1", "h", "a@bad.example.com"); /* 4.6: errors anywhere, also after a match */
    assert_result("permerror");
    assert_problem("syntax");
    assert_same(got.problem_term, "moo");
    check(data, "192.0.2.1", "h", "a@slow.example.com");
    assert_result("temperror");
    check(data, "192.0.2.1", "h", "a@broken.example.com");
    assert_result("temperror");
    assert_problem("dns-failure");
    check(data, "192.0.2.1", "h", "a@empty.example.com");
    assert_result("neutral");
    assert_absent(got.mechanism);
    check(data, "192.0.2.1", "h", "a@nodata.example.com");
    assert_result("none");
}

static void mechanisms(void **state)
{
    (void)state;
    /* clang-format off */
    static const zone_record data[] = {
        TXT("a", "v=spf1 a/31 -all"), A("a", "192.0.2.0"), {"a.example.com", "AAAA", "2001:db8::1"},
        TXT("mx", "v=spf1 mx -all"), {"mx.example.com", "MX", "20 mx2.example.com"},
        {"mx.example.com", "MX", "0 ."}, {"mx.example.com", "MX", "10 mx1.example.com"},
        A("mx1", "192.0.2.10"), A("mx2", "192.0.2.20"), TXT("ptr", "v=spf1 ptr:example.com -all"),
        {"3.2.0.192.in-addr.arpa", "PTR", "liar.example.com"},
        {"3.2.0.192.in-addr.arpa", "PTR", "true.example.com"}, A("liar", "192.0.2.99"),
        A("true", "192.0.2.3"), {"4.2.0.192.in-addr.arpa", "PTR", "four.badexample.com"},
        {"four.badexample.com", "A", "192.0.2.4"}, {"5.2.0.192.in-addr.arpa", "TIMEOUT", ""},
        TXT("in", "v=spf1 -include:a.example.com ?include:mx.example.com include:slow.example.com all"),
        {"slow.example.com", "TIMEOUT", ""}, TXT("in2", "v=spf1 include:nothing.example.com all"),
        TXT("re", "v=spf1 redirect=a.example.com"), TXT("re2", "v=spf1 redirect=nothing.example.com"),
        TXT("re3", "v=spf1 redirect=a.example.com ~all"), TXT("ex", "v=spf1 exists:six.example.com -all"),
        {"six.example.com", "AAAA", "2001:db8::6"},
        TXT("badname", "v=spf1 a:%{h} exists:%{h} mx:%{h} ptr:%{h} ~all"),
        TXT("badinclude", "v=spf1 include:%{h} ~all"), END};
    static const struct {
        const char *ip, *domain, *result, *problem;
    } want[] = {
        {"192.0.2.1", "a", "pass", ""}, {"192.0.2.2", "a", "fail", ""}, {"2001:db8::1", "a", "pass", ""},
        {"2001:db8::2", "a", "fail", ""}, {"::ffff:192.0.2.1", "a", "pass", ""},
        {"192.0.2.20", "mx", "pass", ""}, {"192.0.2.30", "mx", "fail", ""}, {"192.0.2.3", "ptr", "pass", ""},
        {"192.0.2.4", "ptr", "fail", ""}, {"192.0.2.5", "ptr", "fail", ""}, {"192.0.2.6", "ptr", "fail", ""},
        {"192.0.2.1", "in", "fail", ""}, {"192.0.2.10", "in", "neutral", ""},
        {"192.0.2.77", "in", "temperror", "dns-failure"},
        {"192.0.2.1", "in2", "permerror", "include-without-record"}, {"192.0.2.1", "re", "pass", ""},
        {"192.0.2.2", "re", "fail", ""}, {"192.0.2.1", "re2", "permerror", "redirect-without-record"},
        {"192.0.2.1", "re3", "softfail", ""}, {"2001:db8::6", "ex", "fail", ""},
        {"192.0.2.1", "badname", "softfail", ""}, {"192.0.2.1", "badinclude", "permerror", "bad-target"},
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char from[80];
        snprintf(from, sizeof from, "user@%s.example.com", want[i].domain);
        check(data, want[i].ip, "bad helo", from);
        assert_same_about(wh_auth_result_name(got.result), want[i].result, from);
        assert_same_about(wh_spf_problem_name(got.problem), want[i].problem, from);
    }
    /* RFC 8616 4: a local part that is not ASCII matches nothing that names it. */
    static const zone_record eai[] = {TXT("e", "v=spf1 exists:%{l}.example.com include:%{s} ~all"), END};
    check(eai, "192.0.2.1", "h", "\xe3\x81\x82@e.example.com");
    assert_result("softfail");
    assert_int_equal(wh_oracle_count(oracle), 1);
}

static void lookup_limits(void **state)
{
    (void)state;
    /* clang-format off */
    static const zone_record data[] = {
        TXT("ten", "v=spf1 a a a a a a a a a a ip4:192.0.2.9 -all"),
        TXT("eleven", "v=spf1 a a a a a a a a a a a ip4:192.0.2.9 -all"),
        A("ten", "192.0.2.1"), A("eleven", "192.0.2.1"), TXT("loop", "v=spf1 include:loop.example.com -all"),
        TXT("reloop", "v=spf1 redirect=reloop.example.com"),
        TXT("nested", "v=spf1 include:ten.example.com -all"),
        TXT("void2", "v=spf1 a:n1.example.com mx:n2.example.com ~all"),
        TXT("void3", "v=spf1 a:n1.example.com mx:n2.example.com exists:n3.example.com ~all"),
        TXT("void2all", "v=spf1 a:n1.example.com exists:n2.example.com all"),
        TXT("p10", "v=spf1 a a a a a a a a a exists:%{p}.example.com -all"), A("p10", "192.0.2.1"), END};
    /* clang-format on */
    check(data, "192.0.2.9", "h", "a@ten.example.com");
    assert_result("pass");
    assert_int_equal(got.lookups, 10);
    check(data, "192.0.2.9", "h", "a@eleven.example.com");
    assert_result("permerror");
    assert_problem("too-many-lookups");
    check(data, "192.0.2.1", "h", "a@eleven.example.com");
    assert_result("pass"); /* a match before the limit */
    check(data, "192.0.2.9", "h", "a@nested.example.com");
    assert_result("permerror");
    check(data, "192.0.2.9", "h", "a@loop.example.com");
    assert_problem("too-many-lookups");
    check(data, "192.0.2.9", "h", "a@reloop.example.com");
    assert_problem("too-many-lookups");
    check(data, "192.0.2.9", "h", "a@void2.example.com");
    assert_result("softfail");
    assert_int_equal(got.void_lookups, 2);
    check(data, "192.0.2.9", "h", "a@void3.example.com");
    assert_result("permerror");
    assert_problem("too-many-void-lookups");
    check(data, "192.0.2.9", "h", "a@p10.example.com"); /* %{p} makes a PTR query of its own: the eleventh */
    assert_problem("too-many-lookups");
}

static void host_limits(void **state)
{
    (void)state;
    zone_record data[40] = {TXT("mx", "v=spf1 mx -all"), TXT("ptr", "v=spf1 ptr -all")};
    char names[11][24];
    size_t n = 2;
    for (size_t i = 0; i < 11; i++) {
        snprintf(names[i], sizeof names[i], "%02u host%u.example.com", (unsigned)i, (unsigned)i);
        data[n++] = (zone_record){"mx.example.com", "MX", names[i]};
        data[n++] = (zone_record){names[i] + 3, "A",
                                  i == 9    ? "192.0.2.9"
                                  : i == 10 ? "192.0.2.10"
                                            : "192.0.2.1"};
        data[n++] =
            (zone_record){"1.2.0.192.in-addr.arpa", "PTR", i == 10 ? "ptr.example.com" : names[i] + 3};
    }
    data[n++] = (zone_record){"ptr.example.com", "A", "192.0.2.1"};
    data[n] = (zone_record)END;
    check(data, "192.0.2.9", "h", "a@mx.example.com"); /* the tenth host */
    assert_result("pass");
    check(data, "192.0.2.10", "h", "a@mx.example.com"); /* the eleventh */
    assert_result("permerror");
    assert_problem("too-many-mx-hosts");
    check(data, "192.0.2.1", "h", "a@ptr.example.com"); /* names after the tenth are not looked at */
    assert_result("fail");
}

/* Independent names travel together, and little is asked that a sequential evaluation would not ask. */
static void rounds(void **state)
{
    (void)state;
    static const zone_record data[] = {
        TXT("flat", "v=spf1 include:i1.example.com include:i2.example.com include:i3.example.com "
                    "include:i4.example.com include:i5.example.com include:i6.example.com -all"),
        TXT("i1", "v=spf1 ip4:192.0.2.1"),
        TXT("i2", "v=spf1 ip4:192.0.2.2"),
        TXT("i3", "v=spf1 ip4:192.0.2.3"),
        TXT("i4", "v=spf1 ip4:192.0.2.4"),
        TXT("i5", "v=spf1 ip4:192.0.2.5"),
        TXT("i6", "v=spf1 ip4:192.0.2.6"),
        TXT("deep", "v=spf1 include:d1.example.com ~all"),
        TXT("d1", "v=spf1 include:i1.example.com include:i2.example.com include:i3.example.com ~all"),
        TXT("early", "v=spf1 include:i1.example.com ip4:192.0.2.77 include:i2.example.com -all"),
        TXT("end", "v=spf1 a -all a:never.example.com"),
        A("end", "192.0.2.1"),
        TXT("hosts", "v=spf1 mx -all"),
        {"hosts.example.com", "MX", "10 h1.example.com"},
        {"hosts.example.com", "MX", "20 h2.example.com"},
        A("h1", "192.0.2.1"),
        A("h2", "192.0.2.2"),
        END};
    check(data, "192.0.2.6", "h", "a@flat.example.com");
    assert_result("pass");
    assert_int_equal(z.rounds, 3);
    assert_int_equal(z.asked, 7);
    check(data, "192.0.2.1", "h", "a@flat.example.com");
    assert_int_equal(z.asked, 4); /* two more than needed */
    check(data, "192.0.2.3", "h", "a@deep.example.com");
    assert_result("pass");
    assert_int_equal(z.rounds, 3);
    assert_int_equal(z.asked, 5);
    check(data, "192.0.2.77", "h", "a@early.example.com");
    assert_result("pass");
    assert_int_equal(z.asked, 2); /* nothing after a term that matches already */
    check(data, "192.0.2.1", "h", "a@end.example.com");
    assert_int_equal(z.asked, 2);
    check(data, "192.0.2.2", "h", "a@hosts.example.com");
    assert_int_equal(z.rounds, 3);
    assert_int_equal(z.asked, 4);
}

static void not_evaluated(void **state)
{
    (void)state;
    wh_spf_query query = {.mail_from = WH_LIT("a@example.com"), .ip = {.family = 4, .b = {192, 0, 2, 1}}};
    wh_spf_check(&env, oracle, &query, &got);
    assert_int_equal(got.result, WH_AUTH_PENDING);
    zone_refuse(oracle, WH_NOT_ASKED);
    wh_spf_check(&env, oracle, &query, &got);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    assert_problem("not-asked");
    oracle = wh_oracle_new(&env, false);
    wh_spf_check(&env, oracle, &query, &got);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    oracle = wh_oracle_new(&env, true);
    wh_spf_check(&env, oracle, &query, &got);
    zone_refuse(oracle, WH_TEMPFAIL);
    wh_spf_check(&env, oracle, &query, &got);
    assert_result("temperror");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(identities, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(records, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(mechanisms, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(lookup_limits, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(host_limits, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(rounds, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(not_evaluated, setup_oracle, teardown),
    };
    return cmocka_run_group_tests_name("spf", tests, NULL, NULL);
}
