/* spf_syntax.c, spf_macro.c: the grammar of records and macros, RFC 7208 4.6.1, 7 and 12. */
#include "support/env.h"

#include "checks/auth/spf.h"

static void selection(void **state)
{
    (void)state;
    assert_true(wh_spf_is_record(text_of("v=spf1")));
    assert_true(wh_spf_is_record(text_of("V=SPF1 -all")));
    assert_false(wh_spf_is_record(text_of("v=spf10 -all")));
    assert_false(wh_spf_is_record(text_of("v=spf1-all")));
    assert_false(wh_spf_is_record(text_of(" v=spf1 -all")));
    assert_false(wh_spf_is_record(text_of("v=spf1\t-all")));
    assert_false(wh_spf_is_record(text_of("v=spf")));
    assert_false(wh_spf_is_record(WH_ABSENT));
}

static void valid(const char *terms, bool want)
{
    char record[400];
    snprintf(record, sizeof record, "v=spf1 %s", terms);
    wh_str s = exact(record, strlen(record)), bad = WH_ABSENT;
    bool ok = wh_spf_valid(s, &bad);
    if (ok != want) printf("%s must%s be valid\n", terms, want ? "" : " not");
    assert_int_equal(ok, want);
    assert_int_equal(wh_absent(bad), want);
    exact_free(s);
}

static void terms(void **state)
{
    (void)state;
    static const char *const good[] = {
        "",
        " ",
        "all",
        "-all",
        "?ALL ",
        "a",
        "a/24",
        "a//64",
        "a/24//64",
        "a:example.com",
        "a:example.com/0//0",
        "a:x:y/z.example.com",
        "mx",
        "MX:example.com./32//128",
        "ptr",
        "ptr:example.com",
        "ip4:192.0.2.0",
        "ip4:192.0.2.0/0",
        "ip4:0.0.0.0/32",
        "ip6:2001:db8::/32",
        "ip6:::1",
        "ip6:::ffff:192.0.2.1/128",
        "include:%{d}",
        "include:x.%{d2r-.}",
        "exists:%{ir}.example.com",
        "exists:%%%_%-.example.com",
        "redirect=example.com",
        "exp=%{d}.example.com",
        "foo=",
        "f-o_o.1=%{c}%{t}",
        "a=b",
        "a:example.x-1",
        "a:%{l1r+-=_/,.}.example.com",
        "exp=a.example redirect=b.example",
        "a:example.com.",
        "a:a.1a",
    };
    static const char *const bad[] = {
        "foo",
        "all:x",
        "all/8",
        "=x",
        "1a=x",
        "a:",
        "a/",
        "a/33",
        "a//129",
        "a/08",
        "a/24/64",
        "a:example",
        "a:example.",
        "a:.",
        "a:example.com:8080",
        "a:192.0.2.1",
        "a:example.-com",
        "a:example.com-",
        "mx:",
        "ptr/24",
        "ptr:",
        "ip4",
        "ip4:",
        "ip4:192.0.2",
        "ip4:192.0.2.0/33",
        "ip4:192.0.2.00",
        "ip4:192.0.2.256",
        "ip4:192.0.2.0/",
        "ip4:2001:db8::1",
        "ip4:[192.0.2.1]",
        "ip6:192.0.2.1",
        "ip6:2001:db8::/129",
        "ip6:2001:db8::1%eth0",
        "ip6:[2001:db8::1]",
        "ip6:IPv6:::1",
        "ip6:::1//64",
        "include",
        "include:",
        "include:x",
        "include:example.com/24",
        "exists",
        "redirect=",
        "redirect:example.com",
        "redirect=-all",
        "exp=",
        "exp=%{r}.example.com",
        "exp=a.example exp=b.example",
        "redirect=a.example redirect=a.example",
        "a:%{x}.example.com",
        "a:%{d",
        "a:%{}",
        "a:%{d0}.example.com",
        "a:%(d).example.com",
        "a:%.example.com",
        "a:%{d!}.example.com",
        "a:%{c}.example.com",
        "foo=%",
        "+-all",
        "!all",
        "a:example.com\t-all",
        "a:\x80.example.com",
        "a:example.com\x7f",
        "-all moo",
        "a:%{d}com",
        "a:%{dr1}.example.com",
        "-foo=bar",
        "a:example.123",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) valid(good[i], true);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) valid(bad[i], false);
}

static void prefixes(void **state)
{
    (void)state;
    static const char all[] =
        "v=spf1 a:%{l1r+-}.%{d}/24//64 mx ip4:192.0.2.0/24 ip6:::ffff:1.2.3.4/96 exp=%{d}.x redirect=a.b "
        "-all";
    wh_str bad;
    EACH_PREFIX(s, all, sizeof all - 1, (void)wh_spf_valid(s, &bad));
    static const wh_spf_query query = {.ip = {.family = 4}};
    wh_spf_macros m = {.query = &query,
                       .sender = WH_LIT("a@b"),
                       .local = WH_LIT("a"),
                       .sender_domain = WH_LIT("b"),
                       .domain = WH_LIT("b")};
    static const char text[] = "%{l1r+-}%%%_%-%{IR}%{h}%{";
    EACH_PREFIX(s, text, sizeof text - 1, (void)wh_spf_expand(&env, s, &m));
    EACH_PREFIX(s, text, sizeof text - 1, (void)wh_spf_domain_spec_valid(s));
    EACH_PREFIX(s, "a.example.com.", 14, (void)wh_spf_target(s));
}

static wh_spf_query query;
static void expands(const char *text, const char *want)
{
    wh_spf_macros m = {.query = &query,
                       .sender = WH_LIT("strong-bad@email.example.com"),
                       .local = WH_LIT("strong-bad"),
                       .sender_domain = WH_LIT("email.example.com"),
                       .domain = WH_LIT("email.example.com"),
                       .p = WH_LIT("mx.example.org")};
    wh_str s = exact(text, strlen(text));
    assert_true(wh_spf_macro_valid(s, true));
    assert_same_about(wh_spf_expand(&env, s, &m), want, text);
    exact_free(s);
}

static void macros(void **state)
{
    (void)state;
    wh_parse_ip(text_of("192.0.2.3"), &query.ip); /* the examples of 7.4 */
    expands("%{s}", "strong-bad@email.example.com");
    expands("%{o}", "email.example.com");
    expands("%{d}", "email.example.com");
    expands("%{d4}", "email.example.com");
    expands("%{d3}", "email.example.com");
    expands("%{d2}", "example.com");
    expands("%{d1}", "com");
    expands("%{dr}", "com.example.email");
    expands("%{d2r}", "example.email");
    expands("%{l}", "strong-bad");
    expands("%{l-}", "strong.bad");
    expands("%{lr}", "strong-bad");
    expands("%{lr-}", "bad.strong");
    expands("%{l1r-}", "strong");
    expands("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com");
    expands("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com");
    expands("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net");
    expands("%{L}%{S}", "strong-badstrong-bad%40email.example.com");
    expands("%{p}|%{h}|%{r}|%{v}|%{c}", "mx.example.org|unknown|unknown|in-addr|192.0.2.3");
    expands("%%%_%-", "% %20");
    expands("%{D2R}", "example.email");
    expands("%{l99999999999999999999}", "strong-bad");
    query.helo = WH_LIT(".a..b.");
    expands("%{h}|%{hr}|%{h2}|%{h2r}|%{h1}", ".a..b.|.b..a.|b.|a.|");
    query.now_ms = 1234567;
    expands("%{t}", "1234");
    wh_parse_ip(text_of("2001:db8::cb01"), &query.ip);
    expands("%{ir}.%{v}", "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6");
    expands("%{c}", "2001:db8::cb01");
    assert_same(wh_reversed_ip(&env, &query.ip, true),
                "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    wh_parse_ip(text_of("192.0.2.3"), &query.ip);
    assert_same(wh_reversed_ip(&env, &query.ip, false), "3.2.0.192");
    assert_true(wh_spf_macro_uses(text_of("x%%{l}%{L1r-}"), text_of("l")));
    assert_false(wh_spf_macro_uses(text_of("%%{l}"), text_of("l")));
}

/* What a sender can make huge stays within bounds. */
static void bounds(void **state)
{
    (void)state;
    static char local[20000], text[20000];
    memset(local, 'x', sizeof local);
    wh_spf_macros m = {.query = &query, .local = {local, sizeof local}, .domain = WH_LIT("example.com")};
    assert_absent(wh_spf_expand(&env, text_of("%{l}.%{d}"), &m));
    assert_absent(wh_spf_expand(&env, text_of("%{L}%{lr}"), &m));
    for (size_t i = 0; i + 4 <= sizeof text; i += 4) memcpy(text + i, "%{d}", 4);
    assert_absent(wh_spf_expand(&env, (wh_str){text, sizeof text}, &m));
    char name[300];
    memset(name, 'a', sizeof name);
    for (size_t i = 9; i < sizeof name; i += 10) name[i] = '.';
    wh_str target = wh_spf_target((wh_str){name, 289}); /* 7.3: whole labels go, from the left */
    assert_int_equal(target.n, 249);
    assert_absent(wh_spf_target((wh_str){local, 300}));
    assert_absent(wh_spf_target(text_of("example")));
    assert_absent(wh_spf_target(text_of("a..example.com")));
    assert_absent(wh_spf_target(text_of("192.0.2.1")));
    assert_absent(wh_spf_target(text_of("caf\xc3\xa9.example.com")));
    assert_absent(wh_spf_target(text_of("")));
    assert_same(wh_spf_target(text_of("a b.example.com.")), "a b.example.com");
}

static void networks(void **state)
{
    (void)state;
    static const struct {
        const char *term, *ip;
        bool match;
    } want[] = {
        {"ip4:192.0.2.0/24", "192.0.2.255", true},
        {"ip4:192.0.2.0/25", "192.0.2.128", false},
        {"ip4:192.0.2.1", "192.0.2.1", true},
        {"ip4:0.0.0.0/0", "2001:db8::1", false},
        {"ip6:::/0", "192.0.2.1", false},
        {"ip6:2001:db8::/32", "2001:db8:ffff::", true},
        {"ip6:2001:db8::/33", "2001:db8:8000::", false},
        {"ip6:::ffff:192.0.2.1", "192.0.2.1", false},
        {"ip6:::ffff:192.0.2.1/0", "2001:db8::1", true},
        {"ip6:::ffff:192.0.2.1/80", "::1", true},
        {"ip6:::ffff:192.0.2.1/96", "::1", false},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char record[80];
        wh_spf_term term;
        wh_ip ip;
        bool ok = false;
        size_t at = 0;
        snprintf(record, sizeof record, "v=spf1 %s", want[i].term);
        assert_true(wh_spf_next_term(text_of(record), &at, &term, &ok) && ok);
        assert_true(wh_parse_ip(text_of(want[i].ip), &ip));
        if (wh_spf_ip_matches(&term, &ip) != want[i].match) printf("%s %s\n", want[i].term, want[i].ip);
        assert_int_equal(wh_spf_ip_matches(&term, &ip), want[i].match);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selection),
        cmocka_unit_test(terms),
        cmocka_unit_test_setup_teardown(prefixes, setup, teardown),
        cmocka_unit_test_setup_teardown(macros, setup, teardown),
        cmocka_unit_test_setup_teardown(bounds, setup, teardown),
        cmocka_unit_test(networks),
    };
    return cmocka_run_group_tests_name("spf syntax", tests, NULL, NULL);
}
