/* ip.c: RFC 4291, 5952, 6890. */
#include "support/exact.h"

#include "parse/parse.h"

static wh_arena *arena;
static int setup(void **state)
{
    (void)state;
    arena = wh_arena_new(1 << 20);
    return arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(arena);
    return 0;
}

static void canonical(const char *written, const char *want)
{
    wh_env env = {.arena = arena};
    wh_ip ip;
    wh_str s = exact(written, strlen(written));
    bool ok = wh_parse_ip(s, &ip);
    exact_free(s);
    if (!want) {
        if (ok) printf("%s must not be an address\n", written);
        assert_false(ok);
        assert_int_equal(ip.family, 0);
        return;
    }
    if (!ok) printf("%s must be an address\n", written);
    assert_true(ok);
    assert_same_about(wh_format_ip(&env, &ip), want, written);
}

static void ipv4(void **state)
{
    (void)state;
    canonical("192.0.2.1", "192.0.2.1");
    canonical("[192.0.2.1]", "192.0.2.1");
    canonical("0.0.0.0", "0.0.0.0");
    canonical("255.255.255.255", "255.255.255.255");
    canonical("010.001.002.003", "10.1.2.3");
    canonical("192.0.2.256", NULL);
    canonical("192.0.2", NULL);
    canonical("192.0.2.", NULL);
    canonical("192.0.2.1.", NULL);
    canonical("192.0.2.1.5", NULL);
    canonical("192.0.2.0001", NULL);
    canonical("192..2.1", NULL);
    canonical(" 192.0.2.1", NULL);
    canonical("192.0.2.1 ", NULL);
    canonical("192.0.2.1:25", NULL);
    canonical("192.0.2.x", NULL);
    canonical("+1.0.2.1", NULL);
    canonical("", NULL);
    canonical("[]", NULL);
    canonical("[", NULL);
    canonical("[192.0.2.1", NULL);
}

static void ipv6(void **state)
{
    (void)state;
    canonical("2001:db8::1", "2001:db8::1");
    canonical("2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1");
    canonical("[IPv6:2001:db8::1]", "2001:db8::1");
    canonical("ipv6:2001:DB8::ABCD", "2001:db8::abcd");
    canonical("IPv6:::1", "::1");
    canonical("::", "::");
    canonical("1::", "1::");
    canonical("fe80::1%eth0", "fe80::1");
    canonical("[fe80::1%25]", "fe80::1");
    canonical("fe80::1%", NULL);
    canonical("::ffff:192.0.2.1", "192.0.2.1");
    canonical("::ffff:c000:201", "192.0.2.1");
    canonical("[IPv6:::ffff:192.0.2.1]", "192.0.2.1");
    canonical("64:ff9b::192.0.2.1", "64:ff9b::c000:201");
    canonical("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");    /* RFC 5952 4.2.3: the first of equal runs */
    canonical("2001:0:0:1:0:0:0:1", "2001:0:0:1::1");          /* the longest */
    canonical("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"); /* 4.2.2: not a single group */
    canonical("0:0:1:2:3:4:5:6", "::1:2:3:4:5:6");
    canonical("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::");
    canonical("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0");
    canonical("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8");
    canonical("1:2:3:4:5:6:7:8::", NULL);
    canonical("::1:2:3:4:5:6:7:8", NULL);
    canonical("1:2:3:4:5:6:7:8:9", NULL);
    canonical("1:2:3:4:5:6:7", NULL);
    canonical("1::2::3", NULL);
    canonical(":1:2:3:4:5:6:7", NULL);
    canonical("1:2:3:4:5:6:7:", NULL);
    canonical(":::", NULL);
    canonical(":", NULL);
    canonical("12345::", NULL);
    canonical("::192.0.2.1:1", NULL);
    canonical("1:2:3:4:5:6:7:192.0.2.1", NULL);
    canonical("IPv6:192.0.2.1", NULL);
    canonical("g::", NULL);
    canonical("dead", NULL);
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const inputs[] = {"[IPv6:2001:db8:0:1::ffff:192.0.2.1%eth0]", "255.255.255.255",
                                         "1:2:3:4:5:6:7:8"};
    for (size_t i = 0; i < 3; i++) {
        wh_ip ip;
        EACH_PREFIX(s, inputs[i], strlen(inputs[i]), (void)wh_parse_ip(s, &ip));
    }
    wh_ip ip;
    assert_false(wh_parse_ip(WH_ABSENT, &ip));
}

static wh_ip of(const char *text)
{
    wh_ip ip;
    if (!wh_parse_ip(text_of(text), &ip)) printf("%s?\n", text);
    return ip;
}

/* An address that is not there is neither: no check may take it for a stranger's, or for one of the house. */
static void missing_is_neither(void **state)
{
    (void)state;
    wh_ip none = {0};
    assert_false(wh_ip_is_public(&none));
    assert_false(wh_ip_is_internal(&none));
}

static void kinds(void **state)
{
    (void)state;
    static const struct {
        const char *ip;
        wh_ip_kind kind;
    } want[] = {
        {"8.8.8.8", WH_IP_PUBLIC},
        {"9.255.255.255", WH_IP_PUBLIC},
        {"10.0.0.0", WH_IP_PRIVATE},
        {"11.0.0.0", WH_IP_PUBLIC},
        {"172.15.255.255", WH_IP_PUBLIC},
        {"172.16.0.0", WH_IP_PRIVATE},
        {"172.31.255.255", WH_IP_PRIVATE},
        {"172.32.0.0", WH_IP_PUBLIC},
        {"192.168.1.1", WH_IP_PRIVATE},
        {"127.0.0.1", WH_IP_LOOPBACK},
        {"::1", WH_IP_LOOPBACK},
        {"169.254.1.1", WH_IP_LINK_LOCAL},
        {"100.63.255.255", WH_IP_PUBLIC},
        {"100.64.0.1", WH_IP_SHARED},
        {"100.127.255.255", WH_IP_SHARED},
        {"100.128.0.0", WH_IP_PUBLIC},
        {"192.0.2.9", WH_IP_DOCUMENTATION},
        {"198.51.100.7", WH_IP_DOCUMENTATION},
        {"203.0.113.7", WH_IP_DOCUMENTATION},
        {"198.19.0.1", WH_IP_RESERVED},
        {"0.0.0.0", WH_IP_RESERVED},
        {"240.0.0.1", WH_IP_RESERVED},
        {"255.255.255.255", WH_IP_RESERVED},
        {"224.0.0.1", WH_IP_MULTICAST},
        {"fe80::1", WH_IP_LINK_LOCAL},
        {"fd00::1", WH_IP_PRIVATE},
        {"fc00::1", WH_IP_PRIVATE},
        {"ff02::1", WH_IP_MULTICAST},
        {"2001:db8::1", WH_IP_DOCUMENTATION},
        {"2001:db9::1", WH_IP_PUBLIC},
        {"3fff:fff::1", WH_IP_DOCUMENTATION},
        {"2a01:111:f400::1", WH_IP_PUBLIC},
        {"::", WH_IP_RESERVED},
        {"4000::1", WH_IP_RESERVED},
        {"2002:a00:1::1", WH_IP_PRIVATE},
        {"2002:808:808::1", WH_IP_PUBLIC},
        {"64:ff9b::10.0.0.1", WH_IP_PRIVATE},
        {"::ffff:10.0.0.1", WH_IP_PRIVATE},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        wh_ip ip = of(want[i].ip);
        if (wh_ip_kind_of(&ip) != want[i].kind) printf("%s\n", want[i].ip);
        assert_int_equal(wh_ip_kind_of(&ip), want[i].kind);
        bool internet = want[i].kind == WH_IP_PUBLIC || want[i].kind == WH_IP_DOCUMENTATION;
        assert_int_equal(wh_ip_is_public(&ip), internet);
        assert_int_equal(wh_ip_is_internal(&ip), !internet);
    }
}

static void networks(void **state)
{
    (void)state;
    wh_ip a = of("192.0.2.77"), net = of("192.0.2.64"), six = of("2001:db8::1"), none = {0};
    assert_true(wh_ip_within(&a, &net, 26));
    assert_true(wh_ip_within(&a, &net, 28));
    assert_false(wh_ip_within(&a, &net, 29));
    assert_true(wh_ip_within(&a, &net, 0));
    assert_true(wh_ip_within(&a, &a, 32));
    assert_false(wh_ip_within(&a, &a, 33));
    assert_false(wh_ip_within(&a, &net, 32));
    assert_false(wh_ip_within(&six, &net, 0));
    assert_true(wh_ip_within(&six, &six, 128));
    assert_false(wh_ip_within(&none, &none, 0));
    assert_true(wh_ip_eq(&a, &a));
    assert_false(wh_ip_eq(&a, &net));
    wh_ip next = of("2001:db8::2"), mapped = of("c000:24d::");
    assert_true(wh_ip_eq(&six, &six));
    assert_false(wh_ip_eq(&six, &next)); /* all sixteen bytes count */
    assert_false(wh_ip_eq(&a, &mapped)); /* the same bytes in another family */
    assert_false(wh_ip_eq(&none, &none));
    wh_env env = {.arena = arena};
    assert_absent(wh_format_ip(&env, &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ipv4, setup, teardown),
        cmocka_unit_test_setup_teardown(ipv6, setup, teardown),
        cmocka_unit_test(every_prefix),
        cmocka_unit_test(kinds),
        cmocka_unit_test(missing_is_neither),
        cmocka_unit_test_setup_teardown(networks, setup, teardown),
    };
    return cmocka_run_group_tests_name("ip", tests, NULL, NULL);
}
