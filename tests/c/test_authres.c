/* authres.c, received/spf.c: RFC 8601, RFC 8617 4.1.1, RFC 7208 9.1, and what is written in their place. */
#include "support/exact.h"

#include "parse/parse.h"

#define NO_ID "(none)"

/* The field in one line: id|method/version=result{reason}(comment) ptype.property=value ...|... */
static void describe(wh_env *env, const wh_authres *r, wh_buf *buf)
{
    wh_buf_init(buf, env->arena);
    wh_put(buf, wh_absent(r->authserv_id) ? WH_LIT(NO_ID) : r->authserv_id);
    if (r->version) {
        wh_put_byte(buf, ' ');
        wh_put_int(buf, r->version);
    }
    if (r->instance) {
        wh_put(buf, WH_LIT(" i="));
        wh_put_int(buf, r->instance);
    }
    for (uint32_t i = 0; i < r->results.n; i++) {
        const wh_authresult *a = &r->results.at[i];
        wh_put_byte(buf, '|');
        wh_put(buf, a->method);
        if (a->version) {
            wh_put_byte(buf, '/');
            wh_put_int(buf, a->version);
        }
        wh_put_byte(buf, '=');
        wh_put(buf, a->result);
        if (!wh_absent(a->reason)) {
            wh_put_byte(buf, '{');
            wh_put(buf, a->reason);
            wh_put_byte(buf, '}');
        }
        if (!wh_absent(a->comment)) {
            wh_put_byte(buf, '(');
            wh_put(buf, a->comment);
            wh_put_byte(buf, ')');
        }
        for (uint32_t p = 0; p < a->props.n; p++) {
            wh_put_byte(buf, ' ');
            if (!wh_absent(a->props.at[p].ptype)) {
                wh_put(buf, a->props.at[p].ptype);
                wh_put_byte(buf, '.');
            }
            wh_put(buf, a->props.at[p].property);
            wh_put_byte(buf, '=');
            wh_put(buf, a->props.at[p].value);
        }
    }
}

static void judge(const char *value, const char *want)
{
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_str exact_value = exact(value, strlen(value));
    wh_authres r;
    wh_buf buf;
    wh_parse_authres(&env, exact_value, &r);
    describe(&env, &r, &buf);
    assert_same_about(wh_buf_str(&buf), want, value);
    assert_int_equal(r.ok, strcmp(want, NO_ID) != 0);
    exact_free(exact_value);
    wh_arena_free(arena);
}

static void by_the_book(void **state)
{
    (void)state;
    judge("example.org 1; none", "example.org 1");
    judge("example.org; none", "example.org");
    judge("example.org", "example.org");
    judge("example.com;\r\n\tspf=pass smtp.mailfrom=example.net",
          "example.com|spf=pass smtp.mailfrom=example.net");
    judge("example.com; auth=pass (cram-md5) smtp.auth=a@example.net; spf=fail smtp.mailfrom=example.net",
          "example.com|auth=pass(cram-md5) smtp.auth=a@example.net|spf=fail smtp.mailfrom=example.net");
    judge("example.com; dkim=fail reason=\"bad key; sorry\" header.i=@example.net",
          "example.com|dkim=fail{bad key; sorry} header.i=@example.net");
    judge("example.com; DKIM=Pass Header.D=Example.NET", "example.com|dkim=pass header.d=Example.NET");
    judge("(a) example.com (b) 1 (c); dkim (d) / 1 (e) = (f) fail policy (g) . (h) expired (i) = (j) 17",
          "example.com 1|dkim/1=fail(g) policy.expired=17");
    judge("\"ex ample\"; spf=pass smtp.mailfrom=\"x y\"@example.com",
          "ex ample|spf=pass smtp.mailfrom=\"x y\"@example.com");
    judge("example.com; x=pass a.b=\"q\\\"u;o\\\\te\"", "example.com|x=pass a.b=q\"u;o\\te");
    judge("i=3; mx.example.com; arc=pass (i=2)", "mx.example.com i=3|arc=pass(i=2)");
    judge("example.com; newmethod=whatever odd-type.odd-prop=1 odd-type.other=2",
          "example.com|newmethod=whatever odd-type.odd-prop=1 odd-type.other=2");
}

static void by_the_providers(void **state)
{
    (void)state;
    judge(
        "spf=pass (sender IP is 192.0.2.66)\r\n smtp.mailfrom=example.net; dkim=none (message not "
        "signed)\r\n header.d=none;dmarc=bestguesspass action=none\r\n header.from=example.net;compauth=pass "
        "reason=109",
        NO_ID "|spf=pass(sender IP is 192.0.2.66) smtp.mailfrom=example.net|dkim=none(message not signed) "
              "header.d=none|dmarc=bestguesspass action=none header.from=example.net|compauth=pass{109}");
    judge("spf=fail smtp.mailfrom=example.com; receiver.example; dkim=pass header.d=example.com;example.net; "
          "dmarc=pass",
          NO_ID "|spf=fail smtp.mailfrom=example.com|dkim=pass header.d=example.com|dmarc=pass");
    judge("mx.google.com;\r\n dkim=pass header.i=@example.com header.s=s1 header.b=ab+c/d==;\r\n spf=pass "
          "(google.com: domain of a@example.com designates 192.0.2.1 as permitted sender) "
          "smtp.mailfrom=a@example.com;\r\n dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com",
          "mx.google.com|dkim=pass header.i=@example.com header.s=s1 header.b=ab+c/d==|spf=pass(google.com: "
          "domain of a@example.com designates 192.0.2.1 as permitted sender) "
          "smtp.mailfrom=a@example.com|dmarc=pass(p=NONE sp=NONE dis=NONE) header.from=example.com");
    judge(
        "mta.example.yahoo.com; dkim=perm_fail header.s=@sel; dmarc=success(p=REJECT) "
        "header.from=example.com;",
        "mta.example.yahoo.com|dkim=perm_fail header.s=@sel|dmarc=success(p=REJECT) header.from=example.com");
    judge("mta.example.yahoo.com  from=example.com; domainkeys=neutral (no sig); from=example.com; dkim=pass "
          "(ok)",
          "mta.example.yahoo.com|domainkeys=neutral(no sig)|dkim=pass(ok)");
    judge("mx.example.com; gateway.spf=pass smtp.remote-ip=2001:db8::1; iprev=pass policy.iprev=192.0.2.1 "
          "(host.example)",
          "mx.example.com|gateway.spf=pass smtp.remote-ip=2001:db8::1|iprev=pass(host.example) "
          "policy.iprev=192.0.2.1");
    judge("mx.example.com; x-return-mx=pass policy.is_org=yes; dkim=pass (2048-bit key; secure) "
          "header.d=example.com",
          "mx.example.com|x-return-mx=pass policy.is_org=yes|dkim=pass(2048-bit key; secure) "
          "header.d=example.com");
    judge("=?utf-8?B?c3BmPXBhc3Mgc210cC5tYWlsZnJvbT1leGFtcGxlLmNvbTsgZG1hcmM9bm9uZSBhY3Rpb249?=\r\n "
          "=?utf-8?B?bm9uZSBoZWFkZXIuZnJvbT1leGFtcGxlLmNvbQ==?=",
          NO_ID "|spf=pass smtp.mailfrom=example.com|dmarc=none action=none header.from=example.com");
}

static void tolerated(void **state)
{
    (void)state;
    judge("mx.example.com; spf=pass smtp.mailfrom=example.com dkim=fail header.d=example.net dmarc=pass",
          "mx.example.com|spf=pass smtp.mailfrom=example.com|dkim=fail header.d=example.net|dmarc=pass");
    judge("mx.example.com spf=pass smtp.mailfrom=example.com; dkim=none",
          "mx.example.com|spf=pass smtp.mailfrom=example.com|dkim=none");
    judge("mx.example.com; spf=none smtp.mailfrom= smtp.helo=mail.example.com; auth=pass smtp.auth=",
          "mx.example.com|spf=none smtp.mailfrom= smtp.helo=mail.example.com|auth=pass smtp.auth=");
    judge("mx.example.com; spf=pass smtp.mailfrom=; dkim=pass",
          "mx.example.com|spf=pass smtp.mailfrom=|dkim=pass");
    judge("mx.example.com; spf=pass smtp.mailfrom=<a@example.com>, smtp.helo=x",
          "mx.example.com|spf=pass smtp.mailfrom=a@example.com smtp.helo=x");
    judge("mx.example.com;; ; spf=pass;", "mx.example.com|spf=pass");
    judge("mx.example.com; bimi=pass policy.authority-uri=\r\n  https://example.com/a.pem",
          "mx.example.com|bimi=pass policy.authority-uri=https://example.com/a.pem");
    judge("mx.example.com; spf=pass (never closed smtp.mailfrom=example.com; dkim=pass",
          "mx.example.com|spf=pass(never closed smtp.mailfrom=example.com; dkim=pass)");
}

/* Nothing that somebody else chose may become a result. */
static void injected(void **state)
{
    (void)state;
    judge("mx.example.com; spf=fail reason=\"x; dkim=pass header.d=evil.example\" smtp.mailfrom=x",
          "mx.example.com|spf=fail{x; dkim=pass header.d=evil.example} smtp.mailfrom=x");
    judge("mx.example.com; spf=fail (x; dkim=pass (y) header.d=evil.example) smtp.mailfrom=x",
          "mx.example.com|spf=fail(x; dkim=pass (y) header.d=evil.example) smtp.mailfrom=x");
    judge("mx.example.com; spf=fail (a \\) b; dkim=pass) smtp.mailfrom=x",
          "mx.example.com|spf=fail(a \\) b; dkim=pass) smtp.mailfrom=x");
    judge("mx.example.com; dkim=pass (good (really)) signed) header.d=example.com", "mx.example.com");
    judge("mx.example.com; dkim=fail (x) y) header.d=example.com; spf=pass", "mx.example.com|spf=pass");
    judge("mx.example.com; smtp.mailfrom=dkim=pass", "mx.example.com");
    judge("mx.example.com; spf=pass.example.com", "mx.example.com");
    judge("\x01\x02 ;;; ===", NO_ID);
    judge("", NO_ID);
    judge(";", NO_ID);
}

static void spans(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_authres r;
    wh_str value = text_of("mx.example.com; spf=pass (x) smtp.mailfrom=a ; dkim=none");
    wh_parse_authres(&env, value, &r);
    assert_int_equal(r.results.n, 2);
    assert_same(r.results.at[0].raw, "spf=pass (x) smtp.mailfrom=a");
    assert_same(r.results.at[1].raw, "dkim=none");
    assert_ptr_equal(r.results.at[0].raw.p, value.p + 16);
    wh_arena_free(arena);
}

static void received_spf(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_received_spf r;
    wh_parse_received_spf(
        &env,
        text_of("Pass (mx.example: domain of a@example.com designates 192.0.2.1)\r\n receiver=mx.example;"
                " client-ip=192.0.2.1; envelope-from=\"a b\"@example.com; helo=<h.example>;"),
        &r);
    assert_true(r.ok);
    assert_same(r.result, "pass");
    assert_same(r.comment, "mx.example: domain of a@example.com designates 192.0.2.1");
    assert_int_equal(r.pairs.n, 4);
    assert_same(wh_spf_pair_named(&r, WH_LIT("client-ip")), "192.0.2.1");
    assert_same(wh_spf_pair_named(&r, WH_LIT("envelope-from")), "\"a b\"@example.com");
    assert_same(wh_spf_pair_named(&r, WH_LIT("helo")), "h.example");
    assert_absent(wh_spf_pair_named(&r, WH_LIT("identity")));
    wh_parse_received_spf(&env, text_of("softfail identity=mailfrom client-ip=2001:db8::1 (x; y=z) helo=a"),
                          &r);
    assert_same(r.result, "softfail");
    assert_int_equal(r.pairs.n, 3);
    assert_same(wh_spf_pair_named(&r, WH_LIT("client-ip")), "2001:db8::1");
    wh_parse_received_spf(&env, text_of("fail (x) < word client-ip=192.0.2.1 ;; = , helo=b"), &r);
    assert_int_equal(r.pairs.n, 2); /* what is no pair is passed over */
    assert_same(wh_spf_pair_named(&r, WH_LIT("client-ip")), "192.0.2.1");
    assert_same(wh_spf_pair_named(&r, WH_LIT("helo")), "b");
    wh_parse_received_spf(&env, text_of("none"), &r);
    assert_true(r.ok);
    wh_parse_received_spf(&env, text_of("client-ip=192.0.2.1"), &r);
    assert_false(r.ok);
    wh_parse_received_spf(&env, text_of(""), &r);
    assert_false(r.ok);
    wh_arena_free(arena);
}

static void hostile(void **state)
{
    (void)state;
    static const char *const values[] = {
        ("a.example 1 (x (y) z); dkim/1=pass reason=\"a\\\"b\" (c) header.d=example.com "
         "policy.x=\"y\"@z; none;i=1"),
        "i=1; (((((;;;;=====......\"\"\"\"\\\\\\)))))",
        "=?utf-8?B?c3BmPXBhc3M=?=; =?",
        "pass (((x) <>@,= a == \"b c=\"d\\\" (;=;) e=f;;=",
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        EACH_PREFIX(value, values[i], strlen(values[i]), {
            wh_arena *arena = wh_arena_new(1 << 20);
            wh_env env = {.arena = arena};
            wh_authres r;
            wh_received_spf spf;
            wh_parse_authres(&env, value, &r);
            wh_parse_received_spf(&env, value, &spf);
            wh_arena_free(arena);
        });
    }
    static const char *const units[] = {"(",  "\"\\", "x=y ", "x=y;", ";",
                                        "a.", "a =",  "i=",   "(a)",  "spf=pass "};
    enum { times = 100000 };
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t n = strlen(units[u]);
        char *bytes = malloc(n * times);
        assert_non_null(bytes);
        for (size_t i = 0; i < times; i++) memcpy(bytes + i * n, units[u], n);
        wh_arena *arena = wh_arena_new(64 << 20);
        wh_env env = {.arena = arena};
        wh_authres r;
        wh_received_spf spf;
        wh_parse_authres(&env, (wh_str){bytes, n * times}, &r);
        wh_parse_received_spf(&env, (wh_str){bytes, n * times}, &spf);
        wh_arena_free(arena);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_the_book), cmocka_unit_test(by_the_providers),
        cmocka_unit_test(tolerated),   cmocka_unit_test(injected),
        cmocka_unit_test(spans),       cmocka_unit_test(received_spf),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
