/* The checks run in any order: the same findings, the same verdict. What says a thing twice is told by
 * once.def alone. */
#include "support/exact.h"
#include "support/found.h"
#include "support/zone.h"

#include "checks/lookalike/lookalike.h"
#include "verdict/verdict.h"

#define NOW 1770084000000 /* 2026-02-03T02:00:00Z */
#define MOST_CHECKS 64

#define END                                                                                                  \
    {                                                                                                        \
        NULL, NULL, NULL                                                                                     \
    }

/* The receiver says at the time what we verify later; the address has no name, which its field and the DNS
 * both tell. */
static const char twice[] =
    "Return-Path: <billing@example.com>\r\n"
    "Authentication-Results: mx.example.jp; spf=fail smtp.mailfrom=billing@example.com;\r\n"
    "\tdmarc=fail (p=reject) header.from=example.com\r\n"
    "Received: from localhost (unknown [203.0.113.9])\r\n"
    "\tby mx.example.jp (Postfix) with SMTP id 4XyZ1a2b3cz1L7\r\n"
    "\tfor <hanako@example.jp>; Tue,  3 Feb 2026 10:00:05 +0900 (JST)\r\n"
    "Received: from mx.example.jp (mx.example.jp [192.0.2.1]) by mail.example.com with ESMTP id 7; Tue,  3 "
    "Feb 2026 09:00:05 +0900\r\n"
    "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: PayPal <billing@example.com>\r\n"
    "Reply-To: <cash@example.net>\r\nTo: <hanako@example.jp>\r\n"
    "Subject: [SPAM] Your order\r\nMessage-ID: <1@localhost>\r\nContent-Type: text/html; charset=utf-8\r\n"
    "\r\n"
    "<p><a href=\"http://192.0.2.77/login\">www.paypal.com</a> <a "
    "href=\"https://paypa1.example.org/\">here</a></p>\r\n";
static const zone_record twice_zone[] = {{"example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 -all"},
                                         {"_dmarc.example.com", "TXT", "v=DMARC1; p=reject"},
                                         {"example.com", "A", "192.0.2.10"},
                                         {"example.com", "MX", "10 mx.example.com"},
                                         END};

/* Everything a list changes, and a receiver who saw DMARC pass. */
static const char passed[] =
    "Return-Path: <news@example.com>\r\n"
    "Authentication-Results: mx.example.jp; spf=softfail smtp.mailfrom=example.com; dkim=fail "
    "header.d=example.com; dmarc=pass header.from=example.com\r\n"
    "Received: from mail.example.net (mail.example.net [203.0.113.9])\r\n"
    "\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7\r\n"
    "\tfor <hanako@example.jp>; Tue,  3 Feb 2026 10:00:05 +0900 (JST)\r\n"
    "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: Shop <news@example.com>\r\nTo: <hanako@example.jp>\r\n"
    "Subject: Your order\r\nMessage-ID: <1@example.com>\r\n\r\nDear Hanako,\r\n";
static const zone_record passed_zone[] = {{"example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 ~all"},
                                          {"_dmarc.example.com", "TXT", "v=DMARC1; p=reject"},
                                          {"example.com", "A", "192.0.2.10"},
                                          END};

typedef struct outcome {
    wh_arena *arena;
    wh_env env;
    wh_options options;
    wh_facts facts;
    wh_case c;
    wh_verdict verdict;
    uint32_t rank[MOST_CHECKS + 1]; /* where the findings of the check that ran at this place begin */
} outcome;

static void run(outcome *o, wh_str mail, const wh_brands *brands, const zone_record *records,
                const uint32_t *order)
{
    *o = (outcome){.arena = wh_arena_new(64u << 20), .options = {.handover = -1, .now_ms = NOW}};
    o->env = (wh_env){.arena = o->arena};
    wh_gather(&o->env, mail, &o->options, &o->facts);
    wh_oracle *oracle = wh_oracle_new(&o->env, records != NULL);
    zone z = {.at = records};
    do {
        o->c = (wh_case){.env = &o->env, .facts = &o->facts, .oracle = oracle, .brands = brands};
        assert_true(wh_read_results(&o->c));
        for (uint32_t i = 0; i < wh_checks_n; i++) {
            o->rank[i] = o->c.findings.n;
            wh_checks[order[i]](&o->c);
        }
        o->rank[wh_checks_n] = o->c.findings.n;
    } while (records && zone_answer(&z, oracle));
    wh_combine(&o->c);
    wh_weigh_once(&o->c);
    wh_judge(&o->c, &o->verdict);
}

static void same_finding(const wh_finding *a, const wh_finding *b)
{
    assert_int_equal(a->id, b->id);
    assert_int_equal(a->severity, b->severity);
    assert_same_str(a->origin, b->origin);
    assert_int_equal(a->args.n, b->args.n);
    for (uint32_t i = 0; i < a->args.n; i++) {
        assert_string_equal(a->args.at[i].name, b->args.at[i].name);
        assert_same_str(a->args.at[i].text, b->args.at[i].text);
        assert_int_equal(a->args.at[i].number, b->args.at[i].number);
    }
    assert_int_equal(a->spans.n, b->spans.n);
    for (uint32_t i = 0; i < a->spans.n; i++)
        assert_memory_equal(&a->spans.at[i], &b->spans.at[i], sizeof *a->spans.at);
}

/* b, which ran in `order`, found what a found, which ran in the table's. */
static void same_outcome(const outcome *a, const outcome *b, const uint32_t *order)
{
    for (uint32_t place = 0; place < wh_checks_n; place++) {
        uint32_t check = order[place], n = a->rank[check + 1] - a->rank[check];
        assert_int_equal(b->rank[place + 1] - b->rank[place], n);
        for (uint32_t i = 0; i < n; i++)
            same_finding(&a->c.findings.at[a->rank[check] + i], &b->c.findings.at[b->rank[place] + i]);
    }
    assert_int_equal(a->verdict.level, b->verdict.level);
    assert_int_equal(a->verdict.score, b->verdict.score);
    assert_int_equal(a->verdict.sum, b->verdict.sum);
    assert_int_equal(a->verdict.findings.n, b->verdict.findings.n);
}

static void shuffle(uint32_t *order, uint32_t *seed)
{
    for (uint32_t i = 0; i < wh_checks_n; i++) order[i] = i;
    for (uint32_t i = wh_checks_n; i > 1; i--) {
        *seed = *seed * 1664525u + 1013904223u;
        uint32_t k = (*seed >> 8) % i, kept = order[i - 1];
        order[i - 1] = order[k];
        order[k] = kept;
    }
}

static void any_order(wh_str mail, const zone_record *records, uint32_t least)
{
    wh_arena *keep = wh_arena_new(1u << 26);
    const wh_brands *brands = wh_brands_new(keep, NULL, 0, NULL, 0);
    uint32_t order[MOST_CHECKS], seed = 7;
    outcome want, got;
    assert_true(wh_checks_n <= MOST_CHECKS);
    for (uint32_t i = 0; i < wh_checks_n; i++) order[i] = i;
    run(&want, mail, brands, records, order);
    assert_true(want.c.findings.n >= least);
    for (unsigned i = 0; i < 40; i++) {
        if (i == 0) /* backwards first */
            for (uint32_t k = 0; k < wh_checks_n; k++) order[k] = wh_checks_n - 1 - k;
        else shuffle(order, &seed);
        run(&got, mail, brands, records, order);
        same_outcome(&want, &got, order);
        wh_arena_free(got.arena);
    }
    wh_arena_free(want.arena);
    wh_arena_free(keep);
}

static void mails_in_any_order(void **state)
{
    (void)state;
    any_order(WH_LIT(twice), twice_zone, 12);
    any_order(WH_LIT(twice), NULL, 8);
    any_order(WH_LIT(passed), passed_zone, 4);
    any_order(WH_LIT(""), NULL, 1);
}

static wh_severity severity_in(const char *mail, size_t n, const zone_record *records, wh_finding_id id)
{
    uint32_t order[MOST_CHECKS];
    outcome o;
    wh_arena *keep = wh_arena_new(1u << 26);
    for (uint32_t i = 0; i < wh_checks_n; i++) order[i] = i;
    run(&o, (wh_str){mail, n}, wh_brands_new(keep, NULL, 0, NULL, 0), records, order);
    const wh_finding *f = found(&o.c, id);
    assert_non_null(f);
    wh_severity severity = f->severity;
    wh_arena_free(o.arena);
    wh_arena_free(keep);
    return severity;
}

static void once_for_one_fact(void **state)
{
    (void)state;
    /* its DMARC says it already */
    assert_int_equal(severity_in(twice, sizeof twice - 1, twice_zone, WH_F_RECEIVER_SPF_FAIL), WH_LOW);
    assert_int_equal(severity_in(twice, sizeof twice - 1, twice_zone, WH_F_SPF_FAIL), WH_INFO);
    assert_int_equal(severity_in(twice, sizeof twice - 1, twice_zone, WH_F_RECEIVER_DMARC_FAIL), WH_HIGH);
    assert_int_equal(severity_in(twice, sizeof twice - 1, twice_zone, WH_F_DMARC_FAIL), WH_INFO);
    assert_int_equal(severity_in(twice, sizeof twice - 1, twice_zone, WH_F_RDNS_MISSING), WH_LOW);
    assert_int_equal(severity_in(twice, sizeof twice - 1, twice_zone, WH_F_ADDRESS_NAME_MISSING), WH_INFO);
    assert_int_equal(severity_in(passed, sizeof passed - 1, passed_zone, WH_F_DMARC_FAIL), WH_LOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(mails_in_any_order),
                                       cmocka_unit_test(once_for_one_fact)};
    return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
