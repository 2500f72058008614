/* DMARC: RFC 9989. */
#include "support/env.h"

#include "checks/auth/dmarc.h"
#include "support/zone.h"

static wh_dmarc got;
static wh_dmarc_query query;
static zone z;

static wh_dmarc_id id(const char *domain, wh_auth_result result)
{
    return (wh_dmarc_id){domain ? text_of(domain) : WH_ABSENT, result, false};
}

/* from: addresses, joined by "|". */
static void check_ids(const zone_record *records, const char *from, wh_dmarc_id spf, wh_dmarc_id dkim)
{
    query = (wh_dmarc_query){.spf = spf};
    for (const char *p = from; *p;) {
        size_t n = strcspn(p, "|");
        *(wh_str *)wh_push(env.arena, &query.from) = (wh_str){p, n};
        p += n + (p[n] == '|');
    }
    if (!wh_absent(dkim.domain)) *(wh_dmarc_id *)wh_push(env.arena, &query.dkim) = dkim;
    wh_oracle *oracle = wh_oracle_new(&env, true);
    z = (zone){.at = records};
    do wh_dmarc_check(&env, oracle, &query, &got);
    while (zone_answer(&z, oracle));
}
static void check(const zone_record *records, const char *from, const char *spf, const char *dkim)
{
    check_ids(records, from, id(spf, WH_AUTH_PASS), id(dkim, WH_AUTH_PASS));
}
static bool has(wh_dmarc_problem problem) { return got.problems >> problem & 1; }

#define assert_result(want) assert_same(wh_auth_result_name(got.result), want)
#define P(name, text)                                                                                        \
    {                                                                                                        \
        "_dmarc." name, "TXT", text                                                                          \
    }
#define END                                                                                                  \
    {                                                                                                        \
        NULL, NULL, NULL                                                                                     \
    }

static void record_syntax(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool versioned, ok;
        wh_dmarc_policy p, sp, np;
    } want[] = {
        {"v=DMARC1; p=reject", true, true, WH_POLICY_REJECT, WH_POLICY_UNSET, WH_POLICY_UNSET},
        {"  V = DMARC1 ;P=none; p=NONE;sp=Quarantine;", true, true, WH_POLICY_NONE, WH_POLICY_QUARANTINE,
         WH_POLICY_UNSET},
        {"v=DMARC1", true, true, WH_POLICY_UNSET, WH_POLICY_UNSET, WH_POLICY_UNSET},
        {"v=DMARC1; p=; np=x; junk; =y; ;", true, true, WH_POLICY_INVALID, WH_POLICY_UNSET,
         WH_POLICY_INVALID},
        {"v=dmarc1; p=none", false, false, 0, 0, 0},
        {"p=none; v=DMARC1", false, false, 0, 0, 0},
        {"v=DMARC2", false, false, 0, 0, 0},
        {"", false, false, 0, 0, 0},
        {"v", false, false, 0, 0, 0},
        {"v=DMARC1; p=none; p=none", true, false, WH_POLICY_NONE, 0, 0},
        {"v=DMARC1; x=1; x=1", true, false, 0, 0, 0},
        {"v=DMARC1; v=DMARC1; p=none", true, false, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        wh_dmarc_record r;
        wh_str s = exact(want[i].text, strlen(want[i].text));
        wh_dmarc_read(s, &r);
        if (r.ok != want[i].ok) printf("%s\n", want[i].text);
        assert_int_equal(r.versioned, want[i].versioned);
        assert_int_equal(r.ok, want[i].ok);
        if (r.ok) assert_true(r.p == want[i].p && r.sp == want[i].sp && r.np == want[i].np);
        exact_free(s);
    }
    static const struct {
        const char *rua;
        bool valid;
    } uris[] = {{"mailto:a@example.com", true},
                {"mailto:a@example.com!10m", true},
                {"a@example.com", false},
                {"x,https://example.com/%41", true},
                {":x", false},
                {"1x:y", false},
                {"mailto:%zz", false},
                {"mailto:a b", false},
                {"", false},
                {"mailto:", true},
                {"m%:x", false}};
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
        char text[100];
        wh_dmarc_record r;
        snprintf(text, sizeof text, "v=DMARC1; rua=%s", uris[i].rua);
        wh_dmarc_read(text_of(text), &r);
        if (r.reports != uris[i].valid) printf("%s\n", text);
        assert_int_equal(r.reports, uris[i].valid);
    }
    static const char all[] =
        "v=DMARC1; p=reject; sp=none; np=quarantine; adkim=s; aspf=S; t=y; psd=n; rua=mailto:%41@x!1k, y:z; "
        "ruf=; fo=1";
    wh_dmarc_record r;
    EACH_PREFIX(s, all, sizeof all - 1, wh_dmarc_read(s, &r));
    assert_true(r.strict_dkim && r.strict_spf && r.test && r.psd == 'n' && r.reports);
    static char many[70000] = "v=DMARC1";
    for (size_t at = 8, i = 0; at + 10 < sizeof many; i++)
        at += (size_t)sprintf(many + at, ";t%u=x", (unsigned)i);
    wh_dmarc_read(text_of(many), &r);
    assert_false(r.ok);
}

static void authors(void **state)
{
    (void)state;
    static const zone_record data[] = {P("example.com", "v=DMARC1; p=reject"),
                                       P("xn--bcher-kva.example", "v=DMARC1; p=none"), END};
    static const struct {
        const char *from, *author;
        int problem; /* -1: none */
    } want[] = {
        {"u@example.com", "example.com", -1},
        {"U@Example.COM.", "example.com", -1},
        {"example.com", "example.com", -1},
        {"\"a@b\"@example.com", "example.com", -1},
        {"@relay.example,@x:u@example.com", "example.com", -1},
        {"u@example.com|v@EXAMPLE.com", "example.com", -1},
        {"u@b\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example", -1},
        {"\"a\\\"@b\"@example.com", "example.com", -1},
        {"\"x@example.com", "example.com", -1},
        {"u@example.com|v@example.org", NULL, WH_DMARC_SEVERAL_AUTHORS},
        {"u@example.com@example.org", NULL, WH_DMARC_SEVERAL_AUTHORS},
        {"", NULL, WH_DMARC_NO_AUTHOR},
        {"u@", NULL, WH_DMARC_NO_AUTHOR},
        {"u@.", NULL, WH_DMARC_NO_AUTHOR},
        {"u@example.com|v@", NULL, WH_DMARC_BAD_AUTHOR},
        {"u@exa mple.com", NULL, WH_DMARC_NO_AUTHOR},
        {"u@example..com", NULL, WH_DMARC_NO_AUTHOR},
        {"u@[192.0.2.1]", "[192.0.2.1]", WH_DMARC_NO_RECORD},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        wh_str from = exact(want[i].from, strlen(want[i].from));
        check(data, want[i].from, NULL, NULL);
        exact_free(from);
        if (want[i].author) assert_same_about(got.author, want[i].author, want[i].from);
        else assert_true(wh_absent(got.author));
        if (want[i].problem >= 0 && !has((wh_dmarc_problem)want[i].problem))
            printf("%s: %x\n", want[i].from, got.problems);
        if (want[i].problem >= 0) assert_true(has((wh_dmarc_problem)want[i].problem));
        if (!want[i].author) assert_result("none");
    }
    query = (wh_dmarc_query){.from_fields = 2};
    *(wh_str *)wh_push(env.arena, &query.from) = text_of("u@example.com");
    wh_dmarc_check(&env, wh_oracle_new(&env, true), &query, &got);
    assert_true(has(WH_DMARC_SEVERAL_FIELDS));
}

static void walks(void **state)
{
    (void)state;
    static const zone_record deep[] = {P("example.com", "v=DMARC1; p=none"),
                                       P("b.c.d.e.f.g.example.com", "v=DMARC1; p=reject"), END};
    check(deep, "u@a.b.c.d.e.f.g.example.com", NULL,
          NULL); /* 9 labels: the whole name, then the last seven and fewer */
    assert_int_equal(z.asked, 8);
    assert_int_equal(z.rounds, 1);
    assert_same(got.policy_domain, "example.com");
    check(deep, "u@b.c.d.e.f.g.example.com", NULL, NULL);
    assert_same(got.policy_domain, "b.c.d.e.f.g.example.com");
    assert_same(got.org_domain, "example.com");
    static const zone_record psd[] = {P("example", "v=DMARC1; p=reject; psd=y; sp=quarantine"),
                                      P("mail.two.example", "v=DMARC1; p=none; psd=n"),
                                      P("two.example", "v=DMARC1; p=reject"), END};
    check(psd, "u@mail.one.example", NULL, NULL);
    assert_same(got.org_domain, "one.example");
    assert_same(got.policy_domain, "example");
    assert_same(wh_dmarc_policy_name(got.policy), "quarantine");
    check(psd, "u@x.mail.two.example", NULL, "two.example");
    assert_same(got.org_domain, "mail.two.example");
    assert_result("fail");
    check(psd, "u@example", NULL, NULL); /* the suffix itself */
    assert_same(got.policy_domain, "example");
    assert_same(wh_dmarc_policy_name(got.policy), "reject");
    static const zone_record doubled[] = {
        P("mail.example.com", "v=DMARC1; p=reject"), P("mail.example.com", "v=DMARC1; p=none"),
        P("example.com", "v=DMARC1; p=none; sp=quarantine"), P("example.com", "other"), END};
    check(doubled, "u@mail.example.com", NULL, NULL);
    assert_same(got.policy_domain, "example.com");
    assert_same(wh_dmarc_policy_name(got.disposition), "quarantine");
    static const zone_record none[] = {{"example.com", "A", "192.0.2.1"}, END};
    check(none, "u@mail.example.com", "mail.example.com", NULL);
    assert_result("none");
    assert_true(has(WH_DMARC_NO_RECORD));
    assert_same(got.org_domain, "mail.example.com");
}

static void policies(void **state)
{
    (void)state;
    static const zone_record data[] = {P("np.example", "v=DMARC1; p=reject; sp=none; np=quarantine"),
                                       {"there.np.example", "A", "192.0.2.1"},
                                       {"x.under.np.example", "A", "192.0.2.1"},
                                       {"alias.np.example", "CNAME", "gone.example.net"},
                                       {"slow.np.example", "TIMEOUT", ""},
                                       P("t.example", "v=DMARC1; p=reject; t=y"),
                                       P("tq.example", "v=DMARC1; p=quarantine; t=y"),
                                       P("rua.example", "v=DMARC1; rua=mailto:a@rua.example"),
                                       P("badsp.example", "v=DMARC1; p=reject; sp=x; rua=mailto:a@b"),
                                       P("nothing.example", "v=DMARC1; p=x"),
                                       END};
    static const struct {
        const char *from, *result, *policy, *disposition;
    } want[] = {
        {"u@np.example", "fail", "reject", "reject"},
        {"u@gone.np.example", "fail", "quarantine", "quarantine"},
        {"u@there.np.example", "fail", "none", "none"},
        {"u@under.np.example", "fail", "none", "none"},
        {"u@alias.np.example", "fail", "none", "none"},
        {"u@slow.np.example", "temperror", "none", "none"},
        {"u@t.example", "fail", "reject", "quarantine"},
        {"u@x.t.example", "fail", "reject", "quarantine"},
        {"u@tq.example", "fail", "quarantine", "none"},
        {"u@rua.example", "fail", "none", "none"},
        {"u@badsp.example", "fail", "none", "none"},
        {"u@nothing.example", "none", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        check(data, want[i].from, NULL, NULL);
        assert_same_about(wh_auth_result_name(got.result), want[i].result, want[i].from);
        if (want[i].policy) assert_same_about(wh_dmarc_policy_name(got.policy), want[i].policy, want[i].from);
        if (want[i].disposition)
            assert_same_about(wh_dmarc_policy_name(got.disposition), want[i].disposition, want[i].from);
    }
    assert_true(has(WH_DMARC_NO_POLICY));
    check(data, "u@t.example", "t.example", NULL);
    assert_same(wh_dmarc_policy_name(got.disposition), "none"); /* it passes */
    assert_true(has(WH_DMARC_TEST_MODE));
}

static void alignment(void **state)
{
    (void)state;
    static const zone_record data[] = {
        P("example.com", "v=DMARC1; p=reject"), P("strict.example", "v=DMARC1; p=reject; adkim=s; aspf=s"),
        P("own.example.com", "v=DMARC1; p=none; psd=n"), P("slow.example.com", ""), END};
    static const struct {
        const char *from, *spf, *dkim;
        bool spf_aligned, dkim_aligned;
    } want[] = {
        {"u@example.com", "example.com", "example.com", true, true},
        {"u@example.com", "bounce.example.com", "mail.example.com", true, true},
        {"u@mail.example.com", "example.com", "news.example.com", true, true},
        {"u@example.com", "badexample.com", "example.com.evil.example", false, false},
        {"u@example.com", "com", "example.org", false, false},
        {"u@strict.example", "x.strict.example", "strict.example", false, true},
        {"u@strict.example", "STRICT.example.", "x.strict.example", true, false},
        {"u@example.com", "own.example.com", NULL, false, false},
        {"u@own.example.com", "example.com", "x.own.example.com", false, true},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        check(data, want[i].from, want[i].spf, want[i].dkim);
        if (got.spf_aligned != want[i].spf_aligned || got.dkim_aligned != want[i].dkim_aligned)
            printf("%s %s %s\n", want[i].from, want[i].spf, want[i].dkim);
        assert_int_equal(got.spf_aligned, want[i].spf_aligned);
        assert_int_equal(got.dkim_aligned, want[i].dkim_aligned);
        assert_result(want[i].spf_aligned || want[i].dkim_aligned ? "pass" : "fail");
        assert_int_equal(z.rounds, 1); /* what alignment needs travels with the first questions */
    }
    check_ids(data, "u@example.com", id("example.com", WH_AUTH_SOFTFAIL), id("example.com", WH_AUTH_FAIL));
    assert_result("fail");
    assert_false(query.spf.aligned); /* nobody asked */
}

/* What is not known is never fail. */
static void unknowns(void **state)
{
    (void)state;
    static const zone_record data[] = {
        P("example.com", "v=DMARC1; p=reject"),  {"_dmarc.slow.example.com", "TIMEOUT", ""},
        {"_dmarc.down.example", "SERVFAIL", ""}, {"_dmarc.up.example", "TXT", "v=DMARC1; p=none"},
        {"_dmarc.example", "TIMEOUT", ""},       END};
    check(data, "u@down.example", "down.example", NULL);
    assert_result("temperror");
    assert_true(has(WH_DMARC_DNS));
    check(data, "u@example.com", "slow.example.com", NULL);
    assert_result("temperror");
    assert_same(wh_dmarc_policy_name(got.disposition), "none");
    check(data, "u@example.com", "slow.example.com", "example.com");
    assert_result("pass");
    assert_false(has(WH_DMARC_DNS));
    check(data, "u@up.example", NULL, "up.example"); /* its own record is there, what is above is not known */
    assert_result("pass");
    check(data, "u@up.example", "x.up.example", NULL);
    assert_result("temperror");
    check(data, "u@up.example", "other.test", NULL);
    assert_result("fail");
    check_ids(data, "u@example.com", id("example.com", WH_AUTH_TEMPERROR), id(NULL, WH_AUTH_PASS));
    assert_result("temperror");
    assert_true(has(WH_DMARC_IDENTIFIER));
    check_ids(data, "u@example.com", id("other.example.net", WH_AUTH_TEMPERROR),
              id("other.example.net", WH_NOT_EVALUATED));
    assert_result("fail"); /* it would not have helped */
    check_ids(data, "u@example.com", id("example.com", WH_NOT_EVALUATED), id("example.com", WH_AUTH_FAIL));
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    check_ids(data, "u@example.com", id("example.com", WH_AUTH_PENDING), id("example.com", WH_AUTH_PASS));
    assert_int_equal(got.result, WH_AUTH_PENDING);
    wh_oracle *oracle = wh_oracle_new(&env, true);
    query.spf.result = WH_AUTH_PASS;
    wh_dmarc_check(&env, oracle, &query, &got);
    assert_int_equal(got.result, WH_AUTH_PENDING);
    zone_refuse(oracle, WH_NOT_ASKED);
    wh_dmarc_check(&env, oracle, &query, &got);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    assert_true(has(WH_DMARC_NOT_ASKED) && !has(WH_DMARC_DNS));
    wh_dmarc_check(&env, wh_oracle_new(&env, false), &query, &got);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
}

static void many_signatures(void **state)
{
    (void)state;
    static const zone_record data[] = {P("example.com", "v=DMARC1; p=reject"), END};
    query = (wh_dmarc_query){.from_fields = 1};
    *(wh_str *)wh_push(env.arena, &query.from) = text_of("u@example.com");
    static char names[30][40];
    for (size_t i = 0; i < 30; i++) {
        snprintf(names[i], sizeof names[i], "s%u.sub.example.com", (unsigned)i);
        *(wh_dmarc_id *)wh_push(env.arena, &query.dkim) = id(names[i], WH_AUTH_PASS);
    }
    wh_oracle *oracle = wh_oracle_new(&env, true);
    z = (zone){.at = data};
    do wh_dmarc_check(&env, oracle, &query, &got);
    while (zone_answer(&z, oracle));
    assert_result("pass");
    assert_true(wh_oracle_count(oracle) < 20);
    assert_true(query.dkim.at[9].aligned);
    assert_false(query.dkim.at[10].aligned); /* after ten walks it is not known */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_syntax),
        cmocka_unit_test_setup_teardown(authors, setup, teardown),
        cmocka_unit_test_setup_teardown(walks, setup, teardown),
        cmocka_unit_test_setup_teardown(policies, setup, teardown),
        cmocka_unit_test_setup_teardown(alignment, setup, teardown),
        cmocka_unit_test_setup_teardown(unknowns, setup, teardown),
        cmocka_unit_test_setup_teardown(many_signatures, setup, teardown),
    };
    return cmocka_run_group_tests_name("dmarc", tests, NULL, NULL);
}
