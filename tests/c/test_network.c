/* network*.c: facts by DNS. */
#include "support/brands.h"
#include "support/exact.h"
#include "support/found.h"
#include "support/zone.h"

#include "checks/network/network.h"

#define NOW 1770084000000 /* 2026-02-03T02:00:00Z */

static wh_arena *arena;
static wh_env env;
static wh_facts facts;
static wh_options options;
static wh_case c;
static zone z;
static wh_str source;
static bool seen_raised[WH_FINDING_COUNT], seen_quiet[WH_FINDING_COUNT];

#define RECEIVED                                                                                             \
    "Received: from mail.example.com (mail.example.com [192.0.2.25])\r\n"                                    \
    "\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7\r\n"                                         \
    "\tfor <hanako@example.jp>; Tue,  3 Feb 2026 10:00:05 +0900 (JST)\r\n"
#define OLDER                                                                                                \
    "Received: from pc (pc [203.0.113.77]) by mail.example.com with ESMTPSA id 2; "                          \
    "Tue,  3 Feb 2026 10:00:03 +0900\r\n"
#define FIELDS                                                                                               \
    "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: Shop <news@example.com>\r\n"                              \
    "To: Hanako <hanako@example.jp>\r\nSubject: Your order\r\nMessage-ID: <1@example.com>\r\n"
#define MAIL                                                                                                 \
    "Return-Path: <news@example.com>\r\n" RECEIVED OLDER FIELDS "\r\nSee https://www.example.net/x\r\n"
#define END                                                                                                  \
    {                                                                                                        \
        NULL, NULL, NULL                                                                                     \
    }

static int setup(void **state)
{
    (void)state;
    source = WH_ABSENT;
    options = (wh_options){.handover = -1, .now_ms = NOW};
    return 0;
}
static void close_mail(void)
{
    if (wh_absent(source)) return;
    exact_free(source);
    wh_arena_free(arena);
    source = WH_ABSENT;
}
static int teardown(void **state)
{
    (void)state;
    close_mail();
    return 0;
}

static void check_as(const char *mail, const zone_record *records, wh_state refuse, bool lookups)
{
    close_mail();
    arena = wh_arena_new(32u << 20);
    env = (wh_env){.arena = arena};
    source = exact(mail, strlen(mail));
    wh_gather(&env, source, &options, &facts);
    wh_oracle *oracle = wh_oracle_new(&env, lookups);
    z = (zone){.at = records};
    do {
        c = (wh_case){.env = &env, .facts = &facts, .oracle = oracle, .brands = test_brands(arena)};
        assert_true(wh_read_results(&c));
        wh_check_authentication(&c);
        wh_check_network(&c);
    } while (refuse == WH_ANSWERED ? zone_answer(&z, oracle) : zone_refuse(oracle, refuse));
    for (unsigned id = 0; id < WH_FINDING_COUNT; id++)
        *(found(&c, (wh_finding_id)id) ? &seen_raised[id] : &seen_quiet[id]) = true;
}
static void check(const char *mail, const zone_record *records)
{
    check_as(mail, records, WH_ANSWERED, true);
}

static bool fact(const char *subject, const char *kind, const char *value)
{
    for (uint32_t i = 0; i < c.results->network.n; i++) {
        const wh_netfact *f = &c.results->network.at[i];
        if (wh_eq(f->subject, text_of(subject)) && wh_eq(f->kind, text_of(kind)) &&
            (!value || wh_eq(f->value, text_of(value))))
            return true;
    }
    return false;
}

static bool asked(const char *name)
{
    for (uint32_t i = 0; i < wh_oracle_count(c.oracle); i++)
        if (wh_eq(wh_oracle_at(c.oracle, i)->name, text_of(name))) return true;
    return false;
}

#define HONEST                                                                                               \
    {"25.2.0.192.in-addr.arpa", "PTR", "mail.example.com"}, {"mail.example.com", "A", "192.0.2.25"},         \
        {"25.2.0.192.origin.asn.cymru.com", "TXT", "64500 | 192.0.2.0/24 | JP | apnic | 2001-01-01"},        \
        {"as64500.asn.cymru.com", "TXT", "64500 | JP | apnic | 2001-01-01 | EXAMPLE-NET Example, JP"},       \
        {"example.com", "A", "192.0.2.10"}, {"example.com", "MX", "10 mx.example.com"},                      \
        {"example.com", "NS", "uns01.lolipop.jp"}, {"example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 -all"},   \
        {"default._bimi.example.com", "TXT", "v=BIMI1; l=https://example.com/l.svg"},                        \
    {                                                                                                        \
        "_dmarc.example.com", "TXT", "v=DMARC1; p=reject"                                                    \
    }

static void honest(void **state)
{
    (void)state;
    static const zone_record data[] = {
        HONEST,
        {"77.113.0.203.origin.asn.cymru.com", "TXT", "64501 64502 | 203.0.113.0/24 | US | arin | "},
        {"77.113.0.203.origin.asn.cymru.com", "TXT", "64503 | 203.0.0.0/8 | DE | ripencc | "},
        END};
    check(MAIL, data);
    assert_true(fact("192.0.2.25", "ptr", "mail.example.com"));
    assert_true(fact("192.0.2.25", "ptr-confirmed", "mail.example.com"));
    assert_true(fact("192.0.2.25", "asn", "AS64500"));
    assert_true(fact("192.0.2.25", "prefix", "192.0.2.0/24"));
    assert_true(fact("192.0.2.25", "country", "JP"));
    assert_true(fact("192.0.2.25", "registry", "apnic"));
    assert_true(fact("192.0.2.25", "as-name", "EXAMPLE-NET Example, JP"));
    assert_true(fact("203.0.113.77", "asn", "AS64501")); /* the narrower announcement, its first AS */
    assert_true(fact("203.0.113.77", "country", "US"));
    assert_true(fact("example.com", "a", "192.0.2.10"));
    assert_true(fact("example.com", "mx", "10 mx.example.com"));
    assert_true(fact("example.com", "ns", "uns01.lolipop.jp"));
    assert_true(fact("example.com", "hosting", "Lolipop"));
    assert_true(fact("example.com", "bimi", NULL));
    assert_true(fact("example.com", "covered-by", "mail.example.com"));
    assert_false(fact("example.com", "not-covered", NULL));
    assert_int_equal(z.rounds, 2);
    for (uint32_t i = 0; i < wh_oracle_count(c.oracle); i++) {
        wh_str name = wh_oracle_at(c.oracle, i)->name;
        assert_false(wh_under_domain(name, WH_LIT("example.net"))); /* nobody ticked the links */
    }
    check_as(MAIL, data, WH_NOT_ASKED, true);
    assert_int_equal(c.results->network.n, 0);
    assert_int_equal(c.findings.n, 0);
    check_as(MAIL, data, WH_TEMPFAIL, true);
    assert_int_equal(c.results->network.n, 0);
    check_as(MAIL, data, WH_ANSWERED, false);
    assert_int_equal(wh_oracle_open(c.oracle), 0);
}

static void names(void **state)
{
    (void)state;
    static const zone_record nameless[] = {{"example.com", "A", "192.0.2.10"}, END};
    check(MAIL, nameless);
    assert_non_null(found(&c, WH_F_ADDRESS_NAME_MISSING));
    static const zone_record lying[] = {{"25.2.0.192.in-addr.arpa", "PTR", "mail.amazon.example"},
                                        {"mail.amazon.example", "A", "198.51.100.1"},
                                        END};
    check(MAIL, lying);
    assert_non_null(found(&c, WH_F_ADDRESS_NAME_UNCONFIRMED));
    assert_false(fact("192.0.2.25", "ptr-confirmed", NULL));
    static const zone_record slow[] = {
        {"25.2.0.192.in-addr.arpa", "PTR", "slow.example"}, {"slow.example", "TIMEOUT", ""}, END};
    check(MAIL, slow);
    assert_null(found(&c, WH_F_ADDRESS_NAME_UNCONFIRMED));
}

static void senders(void **state)
{
    (void)state;
    static const zone_record none[] = {{"example.net", "A", "192.0.2.10"}, END};
    check(MAIL, none);
    assert_non_null(found(&c, WH_F_SENDER_DOMAIN_MISSING));
    assert_true(fact("example.com", "exists", "no"));
    static const zone_record null_mx[] = {
        {"example.com", "MX", "0 ."}, {"example.com", "A", "192.0.2.10"}, END};
    check(MAIL, null_mx);
    assert_non_null(found(&c, WH_F_SENDER_DOMAIN_NO_MAIL));
    assert_true(fact("example.com", "mx", "0 ."));
    static const zone_record elsewhere[] = {{"example.com", "A", "198.51.100.1"},
                                            {"example.com", "MX", "10 mx.example.com"},
                                            {"mx.example.com", "A", "198.51.100.2"},
                                            {"example.com", "TXT", "v=spf1 -all"},
                                            END};
    check(MAIL, elsewhere);
    assert_non_null(found(&c, WH_F_SENDER_DOMAIN_ELSEWHERE));
    assert_true(fact("example.com", "not-covered", "192.0.2.25"));
    static const zone_record by_mx[] = {{"example.com", "A", "198.51.100.1"},
                                        {"example.com", "MX", "10 mx.example.com"},
                                        {"mx.example.com", "A", "192.0.2.9"},
                                        {"example.com", "TXT", "v=spf1 -all"},
                                        END};
    check(MAIL, by_mx);
    assert_true(fact("example.com", "covered-by", "MX"));
    assert_null(found(&c, WH_F_SENDER_DOMAIN_ELSEWHERE));
    static const zone_record slow[] = {{"example.com", "A", "198.51.100.1"},
                                       {"example.com", "MX", "10 mx.example.com"},
                                       {"mx.example.com", "TIMEOUT", ""},
                                       {"example.com", "TXT", "v=spf1 -all"},
                                       END};
    check(MAIL, slow); /* not known is not "no" */
    assert_false(fact("example.com", "not-covered", NULL) || fact("example.com", "covered-by", NULL));
    /* An envelope of another organisation: the author's own list of senders is asked too. */
    static const zone_record other[] = {{"bulk.example.net", "TXT", "v=spf1 ip4:192.0.2.25 -all"},
                                        {"example.com", "A", "198.51.100.1"},
                                        {"example.com", "TXT", "v=spf1 ip4:198.51.100.0/24 -all"},
                                        END};
    check("Return-Path: <x@bulk.example.net>\r\n" RECEIVED FIELDS "\r\nx\r\n", other);
    assert_true(fact("example.com", "spf", "fail"));
    assert_true(fact("example.com", "not-covered", "192.0.2.25"));
    /* What no DNS has. */
    check("Return-Path: <x@bulk.example.net>\r\n" RECEIVED
          "From: a@host.local\r\nDate: Tue, 3 Feb 2026 10:00:02 +0900\r\n\r\nx\r\n",
          other);
    assert_false(asked("host.local"));
}

static void links(void **state)
{
    (void)state;
    static const zone_record data[] = {
        HONEST,
        {"www.example.net", "A", "198.51.100.8"},
        {"example.net", "NS", "ns-1.awsdns-12.co.uk"},
        {"8.100.51.198.origin.asn.cymru.com", "TXT", "64510 | 198.51.100.0/24 | NL | ripencc | "},
        END};
    options.link_lookups = true;
    check(MAIL, data);
    assert_true(fact("www.example.net", "a", "198.51.100.8"));
    assert_true(fact("www.example.net", "hosting", "Amazon Web Services"));
    assert_true(fact("198.51.100.8", "country", "NL"));
    assert_true(z.rounds <= 3);
    /* A tenant's name: its landlord's name servers. */
    static const zone_record tenant[] = {
        HONEST, {"shop.blogspot.com", "A", "198.51.100.8"}, {"blogspot.com", "NS", "dns2.lolipop.jp"}, END};
    check(RECEIVED "From: a@example.com\r\nContent-Type: text/html\r\n\r\n"
                   "<a href=https://shop.blogspot.com/x>x</a>\r\n",
          tenant);
    assert_true(fact("shop.blogspot.com", "ns", "dns2.lolipop.jp"));
    assert_true(fact("shop.blogspot.com", "hosting", "Lolipop"));
    options.link_lookups = false;
}

static void block_lists(void **state)
{
    (void)state;
    static const zone_record data[] = {HONEST,
                                       {"25.2.0.192.bl.example.org", "A", "127.0.0.2"},
                                       {"25.2.0.192.refuses.example.org", "A", "127.255.255.254"},
                                       {"25.2.0.192.wrong.example.org", "A", "198.51.100.7"},
                                       END};
    static wh_str zones[] = {WH_LIT_INIT("bl.example.org"), WH_LIT_INIT("refuses.example.org"),
                             WH_LIT_INIT("wrong.example.org"), WH_LIT_INIT("clean.example.org")};
    options.block_lists.at = zones;
    options.block_lists.n = 4;
    check(MAIL, data);
    assert_true(fact("192.0.2.25", "block-list", "bl.example.org"));
    assert_false(fact("192.0.2.25", "block-list", "refuses.example.org") ||
                 fact("192.0.2.25", "block-list", "wrong.example.org") ||
                 fact("192.0.2.25", "block-list", "clean.example.org"));
    assert_non_null(found(&c, WH_F_ADDRESS_LISTED));
    options.block_lists.n = 0;
    check(MAIL, data);
    assert_null(found(&c, WH_F_ADDRESS_LISTED));
}

static void origins(void **state)
{
    (void)state;
    wh_origin_record o;
    static const char good[] = "23028 701 | 216.90.108.0/24 | US | arin | 1998-09-25";
    EACH_PREFIX(s, good, sizeof good - 1, (void)wh_read_origin(s, &o));
    assert_true(wh_read_origin(text_of(good), &o));
    assert_same(o.asn, "23028");
    assert_same(o.prefix, "216.90.108.0/24");
    assert_false(wh_read_origin(text_of("NA | | | other |"), &o));
    assert_false(wh_read_origin(text_of("<html>"), &o));
    assert_false(wh_read_origin(text_of("99999999999 | 1.0.0.0/8 | US | x |"), &o));
    assert_same(wh_service_of(WH_LIT("dns2.lolipop.jp")), "Lolipop");
    assert_same(wh_service_of(WH_LIT("ASPMX.L.Google.com")), "Google Workspace");
    assert_same(wh_service_of(WH_LIT("ns-5.awsdns-00.com")), "Amazon Web Services");
    assert_same(wh_service_of(WH_LIT("awsdns-00.com")), "Amazon Web Services");
    assert_absent(wh_service_of(WH_LIT("notlolipop.jp")));
    assert_absent(wh_service_of(WH_LIT("")));
}

static void both_ways(void **state)
{
    (void)state;
    static const wh_finding_id ids[] = {WH_F_SENDER_DOMAIN_MISSING,    WH_F_SENDER_DOMAIN_NO_MAIL,
                                        WH_F_SENDER_DOMAIN_ELSEWHERE,  WH_F_ADDRESS_NAME_MISSING,
                                        WH_F_ADDRESS_NAME_UNCONFIRMED, WH_F_ADDRESS_LISTED};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_true(seen_raised[ids[i]] && seen_quiet[ids[i]]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(honest, setup, teardown),
        cmocka_unit_test_setup_teardown(names, setup, teardown),
        cmocka_unit_test_setup_teardown(senders, setup, teardown),
        cmocka_unit_test_setup_teardown(links, setup, teardown),
        cmocka_unit_test_setup_teardown(block_lists, setup, teardown),
        cmocka_unit_test(origins),
        cmocka_unit_test(both_ways),
    };
    return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
