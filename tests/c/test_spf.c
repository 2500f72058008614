/* spf.c, spf_check.c: check_host, RFC 7208 4 to 6. */
#include "support/exact.h"

#include "base/limits.h"
#include "checks/auth/spf.h"
#include "support/zone.h"

static wh_arena *arena;
static wh_env env;
static wh_oracle *oracle;
static zone z;
static wh_spf got;

static int setup(void **state)
{
    (void)state;
    arena = wh_arena_new(16u << 20);
    env = (wh_env){.arena = arena};
    oracle = wh_oracle_new(&env, true);
    return oracle ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(arena);
    return 0;
}

static void check(const zone_record *records, const char *ip, const char *helo, const char *from)
{
    wh_spf_query query = {.helo = text_of(helo), .mail_from = text_of(from), .now_ms = 0};
    wh_parse_ip(text_of(ip), &query.ip);
    oracle = wh_oracle_new(&env, true);
    z = (zone){.at = records};
    do wh_spf_check(&env, oracle, &query, &got);
    while (zone_answer(&z, oracle));
}
#define assert_result(want) assert_same(wh_auth_result_name(got.result), want)
#define assert_problem(want) assert_same(wh_spf_problem_name(got.problem), want)

#define TXT(name, text)                                                                                      \
    {                                                                                                        \
        name ".example.com", "TXT", text                                                                     \
    }
#define A(name, ip)                                                                                          \
    {                                                                                                        \
        name ".example.com", "A", ip                                                                         \
    }
#define END                                                                                                  \
    {                                                                                                        \
        NULL, NULL, NULL                                                                                     \
    }

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
    static const char *const none[] = {"a@[192.0.2.1]",     "a@localhost", "a@b..example.com",
                                       "a@b c.example.com", "a@192.0.2.1", "a@",
                                       "a@.example.com"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        check(data, "192.0.2.1", "m.example.com", none[i]);
        assert_result("none");
        assert_problem("bad-domain");
        assert_int_equal(wh_oracle_count(oracle), 0);
    }
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
        TXT("mx", "v=spf1 mx -all"), {"mx.example.com", "MX", "20 mx2.example.com"}, {"mx.example.com", "MX", "0 ."}, {"mx.example.com", "MX", "10 mx1.example.com"},
        A("mx1", "192.0.2.10"), A("mx2", "192.0.2.20"),
        TXT("ptr", "v=spf1 ptr:example.com -all"), {"3.2.0.192.in-addr.arpa", "PTR", "liar.example.com"}, {"3.2.0.192.in-addr.arpa", "PTR", "true.example.com"},
        A("liar", "192.0.2.99"), A("true", "192.0.2.3"), {"4.2.0.192.in-addr.arpa", "PTR", "four.badexample.com"}, {"four.badexample.com", "A", "192.0.2.4"},
        {"5.2.0.192.in-addr.arpa", "TIMEOUT", ""},
        TXT("in", "v=spf1 -include:a.example.com ?include:mx.example.com include:slow.example.com all"), {"slow.example.com", "TIMEOUT", ""},
        TXT("in2", "v=spf1 include:nothing.example.com all"), TXT("re", "v=spf1 redirect=a.example.com"), TXT("re2", "v=spf1 redirect=nothing.example.com"),
        TXT("re3", "v=spf1 redirect=a.example.com ~all"), TXT("ex", "v=spf1 exists:six.example.com -all"), {"six.example.com", "AAAA", "2001:db8::6"},
        TXT("badname", "v=spf1 a:%{h} exists:%{h} mx:%{h} ptr:%{h} ~all"), TXT("badinclude", "v=spf1 include:%{h} ~all"), END};
    static const struct {
        const char *ip, *domain, *result, *problem;
    } want[] = {
        {"192.0.2.1", "a", "pass", ""}, {"192.0.2.2", "a", "fail", ""}, {"2001:db8::1", "a", "pass", ""}, {"2001:db8::2", "a", "fail", ""},
        {"::ffff:192.0.2.1", "a", "pass", ""}, {"192.0.2.20", "mx", "pass", ""}, {"192.0.2.30", "mx", "fail", ""},
        {"192.0.2.3", "ptr", "pass", ""}, {"192.0.2.4", "ptr", "fail", ""}, {"192.0.2.5", "ptr", "fail", ""}, {"192.0.2.6", "ptr", "fail", ""},
        {"192.0.2.1", "in", "fail", ""}, {"192.0.2.10", "in", "neutral", ""}, {"192.0.2.77", "in", "temperror", "dns-failure"},
        {"192.0.2.1", "in2", "permerror", "include-without-record"}, {"192.0.2.1", "re", "pass", ""}, {"192.0.2.2", "re", "fail", ""},
        {"192.0.2.1", "re2", "permerror", "redirect-without-record"}, {"192.0.2.1", "re3", "softfail", ""}, {"2001:db8::6", "ex", "fail", ""},
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
        TXT("ten", "v=spf1 a a a a a a a a a a ip4:192.0.2.9 -all"), TXT("eleven", "v=spf1 a a a a a a a a "
            "a a a ip4:192.0.2.9 -all"),
        A("ten", "192.0.2.1"), A("eleven", "192.0.2.1"), TXT("loop", "v=spf1 include:loop.example.com -all"), TXT("reloop", "v=spf1 redirect=reloop.example.com"),
        TXT("nested", "v=spf1 include:ten.example.com -all"), TXT("void2", "v=spf1 a:n1.example.com "
            "mx:n2.example.com ~all"),
        TXT("void3", "v=spf1 a:n1.example.com mx:n2.example.com exists:n3.example.com ~all"), TXT("void2all", "v=spf1 a:n1.example.com exists:n2.example.com all"),
        TXT("p10", "v=spf1 a a a a a a a a a exists:%{p}.example.com -all"), A("p10", "192.0.2.1"), END};
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
        data[n++] = (zone_record){names[i] + 3, "A", i == 9 ? "192.0.2.9" : i == 10 ? "192.0.2.10" : "192.0.2.1"};
        data[n++] = (zone_record){"1.2.0.192.in-addr.arpa", "PTR", i == 10 ? "ptr.example.com" : names[i] + 3};
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

static void explanations(void **state)
{
    (void)state;
    static const zone_record data[] = {
        TXT("e", "v=spf1 exp=why.example.com -all"), TXT("why", "%{i} is not\n one of %{d}'s %{r} %%"), TXT("in", "v=spf1 include:e.example.com -all exp=in-why.example.com"),
        TXT("in-why", "outer"), TXT("re", "v=spf1 exp=in-why.example.com redirect=e.example.com"), TXT("two", "v=spf1 exp=twice.example.com -all"), TXT("twice", "a"), TXT("twice", "b"),
        TXT("bad", "v=spf1 exp=badwhy.example.com -all"), TXT("badwhy", "%{x}"), TXT("gone", "v=spf1 exp=slow.example.com -all"), {"slow.example.com", "TIMEOUT", ""},
        TXT("p", "v=spf1 exp=pwhy.example.com -all"), TXT("pwhy", "from %{p}"), {"1.2.0.192.in-addr.arpa", "PTR", "mx.example.com"}, A("mx", "192.0.2.1"),
        TXT("soft", "v=spf1 exp=why.example.com ~all"), TXT("eight", "v=spf1 exp=eightwhy.example.com -all"), TXT("eightwhy", "caf\xe9"), END};
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
    static const char *const without[] = {"two", "bad", "gone", "soft", "eight"};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        char from[80];
        snprintf(from, sizeof from, "a@%s.example.com", without[i]);
        check(data, "192.0.2.1", "h", from);
        assert_absent(got.explanation);
        assert_result(i == 3 ? "softfail" : "fail");
    }
}

/* Independent names travel together, and little is asked that a sequential evaluation would not ask. */
static void rounds(void **state)
{
    (void)state;
    static const zone_record data[] = {
        TXT("flat", "v=spf1 include:i1.example.com include:i2.example.com include:i3.example.com "
                    "include:i4.example.com include:i5.example.com include:i6.example.com -all"),
        TXT("i1", "v=spf1 ip4:192.0.2.1"), TXT("i2", "v=spf1 ip4:192.0.2.2"), TXT("i3", "v=spf1 ip4:192.0.2.3"), TXT("i4", "v=spf1 ip4:192.0.2.4"),
        TXT("i5", "v=spf1 ip4:192.0.2.5"), TXT("i6", "v=spf1 ip4:192.0.2.6"), TXT("deep", "v=spf1 include:d1.example.com ~all"),
        TXT("d1", "v=spf1 include:i1.example.com include:i2.example.com include:i3.example.com ~all"),
        TXT("early", "v=spf1 include:i1.example.com ip4:192.0.2.77 include:i2.example.com -all"), TXT("end", "v=spf1 a -all a:never.example.com"), A("end", "192.0.2.1"),
        TXT("hosts", "v=spf1 mx -all"), {"hosts.example.com", "MX", "10 h1.example.com"}, {"hosts.example.com", "MX", "20 h2.example.com"},
        A("h1", "192.0.2.1"), A("h2", "192.0.2.2"), END};
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

static void trace(void **state)
{
    (void)state;
    static const zone_record data[] = {TXT("t", "v=spf1 ip4:198.51.100.1 include:u.example.com -all"), TXT("u", "v=spf1 a:%{d}"), A("u", "192.0.2.1"), END};
    check(data, "192.0.2.1", "h", "a@t.example.com");
    static const struct {
        wh_spf_event event;
        const char *domain, *text, *target;
        unsigned depth;
    } want[] = {{WH_SPF_RECORD, "t.example.com", "v=spf1 ip4:198.51.100.1 include:u.example.com -all", NULL, 0}, {WH_SPF_NO_MATCH, "t.example.com", "ip4:198.51.100.1", NULL, 0},
                {WH_SPF_RECORD, "u.example.com", "v=spf1 a:%{d}", NULL, 1}, {WH_SPF_MATCH, "u.example.com", "a:%{d}", "u.example.com", 1},
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
        cmocka_unit_test_setup_teardown(identities, setup, teardown),    cmocka_unit_test_setup_teardown(records, setup, teardown),
        cmocka_unit_test_setup_teardown(mechanisms, setup, teardown),    cmocka_unit_test_setup_teardown(lookup_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(host_limits, setup, teardown),   cmocka_unit_test_setup_teardown(explanations, setup, teardown),
        cmocka_unit_test_setup_teardown(rounds, setup, teardown),        cmocka_unit_test_setup_teardown(not_evaluated, setup, teardown),
        cmocka_unit_test_setup_teardown(everyone, setup, teardown),
        cmocka_unit_test_setup_teardown(trace, setup, teardown),
    };
    /* clang-format on */
    return cmocka_run_group_tests_name("spf", tests, NULL, NULL);
}
