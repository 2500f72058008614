/* oracle.c, dns.c: questions asked once, answers read, hostile answers. */
#include "support/oracle.h"

#include "base/limits.h"

static const wh_dns *ask(const char *name, wh_rr type)
{
    wh_str s = exact(name, strlen(name));
    const wh_dns *dns = wh_ask_dns(oracle, s, type, WH_WHY_SPF, text_of("example.com"));
    exact_free(s);
    return dns;
}

/* Asks a fresh question and answers it with JSON held in memory of just its size. */
static const wh_dns *answered_bytes(wh_rr type, const char *json, size_t n)
{
    static unsigned number;
    char name[32];
    snprintf(name, sizeof name, "n%u.example.com", ++number);
    const wh_dns *dns = ask(name, type);
    assert_int_equal(dns->state, WH_PENDING);
    wh_str s = exact(json, n);
    wh_oracle_answer(oracle, wh_oracle_count(oracle), WH_ANSWERED, s);
    exact_free(s);
    assert_int_not_equal(dns->state, WH_PENDING);
    return dns;
}
static const wh_dns *answered(wh_rr type, const char *json)
{
    return answered_bytes(type, json, strlen(json));
}

static void asks_once(void **state)
{
    (void)state;
    const wh_dns *a = ask("Example.COM.", WH_RR_TXT);
    assert_int_equal(a->state, WH_PENDING);
    assert_ptr_equal(a, ask("example.com", WH_RR_TXT));
    assert_ptr_equal(a, wh_ask_dns(oracle, text_of("EXAMPLE.com"), WH_RR_TXT, WH_WHY_DMARC, WH_ABSENT));
    assert_ptr_not_equal(a, ask("example.com", WH_RR_A));
    assert_int_equal(wh_oracle_count(oracle), 2);
    assert_int_equal(wh_oracle_open(oracle), 2);
    const wh_question *q = wh_oracle_at(oracle, 0);
    assert_same(q->name, "example.com");
    assert_same(q->subject, "example.com");
    assert_int_equal(q->whys, 1u << WH_WHY_SPF | 1u << WH_WHY_DMARC);
    wh_oracle_answer(oracle, q->id, WH_NOT_ASKED, WH_ABSENT);
    assert_int_equal(a->state, WH_NOT_ASKED);
    wh_oracle_answer(oracle, q->id, WH_ANSWERED, text_of("{\"rcode\":\"NXDOMAIN\"}")); /* a second answer */
    assert_int_equal(a->state, WH_NOT_ASKED);
    wh_oracle_answer(oracle, 0, WH_TEMPFAIL, WH_ABSENT);
    wh_oracle_answer(oracle, 77, WH_TEMPFAIL, WH_ABSENT);
    wh_oracle_answer(oracle, UINT32_MAX, WH_TEMPFAIL, WH_ABSENT);
    wh_oracle_answer(oracle, 2, WH_PENDING, WH_ABSENT);
    assert_int_equal(wh_oracle_open(oracle), 1);
    assert_null(wh_oracle_at(oracle, 2));
}

static void names(void **state)
{
    (void)state;
    char label64[80], label63[80];
    memset(label64, 'a', 64);
    strcpy(label64 + 64, ".example");
    memset(label63, 'a', 63);
    strcpy(label63 + 63, ".example");
    static const char *const bad[] = {
        "", ".", "a..example", ".example", "a\n.example", "\xc3\xa9.example", "a.example.."};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(ask(bad[i], WH_RR_A)->state, WH_EMPTY);
    assert_int_equal(ask(label64, WH_RR_A)->state, WH_EMPTY);
    char name[300] = "";
    for (int i = 0; i < 63; i++) strcat(name, "abc.");
    strcat(name, "d"); /* 253 */
    assert_int_equal(wh_oracle_count(oracle), 0);
    assert_int_equal(ask(name, WH_RR_A)->state, WH_PENDING);
    strcat(name, "d");
    assert_int_equal(ask(name, WH_RR_A)->state, WH_EMPTY);
    assert_int_equal(ask(label63, WH_RR_A)->state, WH_PENDING);
    assert_int_equal(ask("_dmarc.example", WH_RR_TXT)->state, WH_PENDING);
    assert_int_equal(wh_oracle_count(oracle), 3);
}

static void records(void **state)
{
    (void)state;
    const wh_dns *d = answered(
        WH_RR_A,
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"name\":\"x.example\",\"type\":\"CNAME\",\"ttl\":5,"
        "\"data\":\"Y.example.\"},{\"name\":\"Y.Example.\",\"type\":\"A\",\"ttl\":60,\"data\":\"192.0.2.1\""
        "}]}");
    assert_int_equal(d->state, WH_ANSWERED);
    assert_int_equal(d->records.n, 1);
    assert_same(d->records.at[0].owner, "y.example");
    assert_same(d->records.at[0].data, "192.0.2.1");
    assert_int_equal(d->records.at[0].ttl, 60);
    assert_int_equal(d->records.at[0].ip.family, 4);
    d = answered(
        WH_RR_MX,
        "{\"rcode\":\"noerror\",\"answers\":[{\"type\":\"MX\",\"data\":{\"preference\":10,\"exchange\":\"MX"
        ".example.\"}},"
        "{\"type\":\"mx\",\"data\":{\"preference\":0,\"exchange\":\".\"}}]}");
    assert_int_equal(d->records.n, 2);
    assert_same(d->records.at[0].data, "mx.example");
    assert_int_equal(d->records.at[0].preference, 10);
    assert_same(d->records.at[1].data, ""); /* RFC 7505 */
    d = answered(WH_RR_TXT, "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\","
                            "\"data\":[\"v=spf1 \",\"caf\\u00e9\",\"\"]}]}");
    assert_int_equal(d->records.at[0].strings.n, 3);
    assert_same(d->records.at[0].data, "v=spf1 caf\xe9");
    d = answered(
        WH_RR_TXT,
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\",\"data\":[\"a\\\\\\u0000b\\u0000\"]}]}");
    assert_same_str(d->records.at[0].data, ((wh_str){"a\\\0b\0", 5}));
    d = answered(WH_RR_TXT,
                 "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\",\"data\":[\"\\\\u0000\"]}]}");
    assert_same(d->records.at[0].data, "\\u0000");
    d = answered(WH_RR_TXT, "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\",\"data\":\"whole\"}]}");
    assert_same(d->records.at[0].data, "whole");
    d = answered(WH_RR_NS,
                 "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"NS\",\"data\":\"NS.Example.\"}]}");
    assert_same(d->records.at[0].data, "ns.example");
    d = answered(WH_RR_AAAA,
                 "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"AAAA\",\"data\":\"2001:DB8::1\"}]}");
    assert_int_equal(d->records.at[0].ip.family, 6);
    d = answered(WH_RR_A, "{\"rcode\":\"NXDOMAIN\",\"answers\":[]}");
    assert_int_equal(d->state, WH_EMPTY);
    assert_true(d->nxdomain);
    d = answered(WH_RR_A, "{\"rcode\":\"NOERROR\",\"answers\":[]}");
    assert_int_equal(d->state, WH_EMPTY);
    assert_false(d->nxdomain);
}

static void hostile(void **state)
{
    (void)state;
    static const char *const failures[] = {
        "",
        "null",
        "[]",
        "3",
        "\"NOERROR\"",
        "<html>503</html>",
        "{",
        "{}",
        "{\"rcode\":0}",
        "{\"rcode\":\"SERVFAIL\",\"answers\":[]}",
        "{\"rcode\":\"NOERROR\"}",
        "{\"rcode\":\"NOERROR\",\"answers\":{}}",
        "{\"rcode\":\"NOERROR\",\"answers\":\"x\"}",
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"A\",\"data\":7}]}",
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"A\",\"data\":\"2001:db8::1\"}]}",
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"A\",\"data\":\"192.0.2.256\"}]}",
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"A\",\"data\":[[[[[[[[[]]]]]]]]]}]}",
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"A\"}]}",
        "{\"rcode\":\"REFUSED\",\"answers\":[{\"type\":\"A\",\"data\":\"192.0.2.1\"}]}",
    };
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        const wh_dns *d = answered(WH_RR_A, failures[i]);
        if (d->state != WH_TEMPFAIL) printf("%s\n", failures[i]);
        assert_int_equal(d->state, WH_TEMPFAIL);
        assert_int_equal(d->records.n, 0);
    }
    assert_int_equal(
        answered(WH_RR_TXT, "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\",\"data\":[\"\\u0100\"]}]}")
            ->state,
        WH_TEMPFAIL);
    assert_int_equal(
        answered(WH_RR_TXT, "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\",\"data\":[1]}]}")->state,
        WH_TEMPFAIL);
    assert_int_equal(
        answered(WH_RR_MX, "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"MX\",\"data\":\"10 x\"}]}")
            ->state,
        WH_TEMPFAIL);
    assert_int_equal(
        answered(
            WH_RR_MX,
            "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"MX\",\"data\":{\"preference\":-1,\"exchange\""
            ":\"x\"}}]}")
            ->state,
        WH_TEMPFAIL);
    assert_int_equal(
        answered(WH_RR_PTR, "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"PTR\",\"data\":\"a..b\"}]}")
            ->state,
        WH_TEMPFAIL);
    /* One good record among bad ones is kept; records of other types and junk beside them do not matter. */
    const wh_dns *d = answered(
        WH_RR_A,
        "{\"rcode\":\"NOERROR\",\"answers\":[null,3,[],{\"type\":7},{\"type\":\"A\",\"data\":\"x\"},"
        "{\"type\":\"A\",\"ttl\":-3e99,\"data\":\"192.0.2.1\"},{\"type\":\"TXT\",\"data\":[\"v\"]}]}");
    assert_int_equal(d->state, WH_ANSWERED);
    assert_int_equal(d->records.n, 1);
    assert_int_equal(d->records.at[0].ttl, 0);
    static const char whole[] =
        "{\"rcode\":\"NOERROR\",\"answers\":[{\"type\":\"TXT\",\"data\":[\"\\u0000\\\"\\ud83d\"]}]}";
    for (size_t n = 0; n < sizeof whole; n++) (void)answered_bytes(WH_RR_TXT, whole, n);
    assert_int_equal(answered_bytes(WH_RR_A, "{\"rcode\":\"NXDOMAIN\"\0}", 22)->state, WH_TEMPFAIL);
}

/* n A records in one answer. */
static const wh_dns *many(size_t n)
{
    static const char one[] = "{\"type\":\"A\",\"data\":\"192.0.2.1\"},";
    char *json = malloc(64 + n * sizeof one), *to = json;
    if (!json) abort();
    to += sprintf(to, "{\"rcode\":\"NOERROR\",\"answers\":[");
    for (size_t i = 0; i < n; i++) to += sprintf(to, "%s", one);
    sprintf(to, "0]}");
    const wh_dns *d = answered(WH_RR_A, json);
    free(json);
    return d;
}

static void limits(void **state)
{
    (void)state;
    assert_int_equal(many(WH_MAX_RECORDS)->state, WH_ANSWERED);
    assert_int_equal(many(WH_MAX_RECORDS + 1)->state, WH_TEMPFAIL);
    char *big = malloc(WH_MAX_ANSWER + 1);
    if (!big) abort();
    memset(big, ' ', WH_MAX_ANSWER + 1);
    static const char none[] = "{\"rcode\":\"NXDOMAIN\"}";
    memcpy(big, none, sizeof none - 1);
    assert_int_equal(answered_bytes(WH_RR_A, big, WH_MAX_ANSWER + 1)->state, WH_TEMPFAIL);
    unsigned good = 0;
    while (answered_bytes(WH_RR_A, big, WH_MAX_ANSWER)->state == WH_EMPTY) good++;
    assert_true(good > 2 && good <= WH_MAX_ANSWERS / WH_MAX_ANSWER);
    free(big);
    uint32_t before = wh_oracle_count(oracle);
    for (unsigned i = before; i < WH_MAX_QUESTIONS; i++) {
        char name[32];
        snprintf(name, sizeof name, "m%u.example.com", i);
        assert_int_equal(ask(name, WH_RR_A)->state, WH_PENDING);
    }
    assert_int_equal(ask("one.too.many.example", WH_RR_A)->state, WH_NOT_ASKED);
    assert_int_equal(ask("M399.example.com", WH_RR_A)->state, WH_PENDING); /* known ones still answer */
    assert_int_equal(wh_oracle_count(oracle), WH_MAX_QUESTIONS);
    assert_int_equal(wh_ask_digest(oracle, text_of("d"), text_of("sha256"), text_of(""))->state, WH_PENDING);
}

/* What only tells more about a link leaves what a proof needs its room; both say when there were too many. */
static void lookups_leave_room(void **state)
{
    (void)state;
    wh_env mine = {.arena = wh_arena_new(1u << 20)};
    wh_oracle *o = wh_oracle_new(&mine, true);
    unsigned asked[2] = {0};
    assert_non_null(o);
    for (unsigned proof = 0; proof < 2; proof++)
        for (unsigned i = 0; i < WH_MAX_QUESTIONS; i++) {
            char name[32];
            snprintf(name, sizeof name, "%c%u.example.com", proof ? 'p' : 'l', i);
            wh_why why = proof ? WH_WHY_DKIM_KEY : WH_WHY_LINK_HOST;
            asked[proof] += wh_ask_dns(o, text_of(name), WH_RR_TXT, why, text_of("x"))->state == WH_PENDING;
        }
    assert_int_equal(asked[0], WH_MAX_LOOKUPS);
    assert_int_equal(asked[1], WH_MAX_QUESTIONS - WH_MAX_LOOKUPS);
    assert_int_equal(mine.cuts[WH_CUT_LOOKUPS].count, WH_MAX_QUESTIONS - WH_MAX_LOOKUPS);
    assert_int_equal(mine.cuts[WH_CUT_QUESTIONS].count, WH_MAX_LOOKUPS);
    wh_arena_free(mine.arena);
}

static void crypto(void **state)
{
    (void)state;
    assert_null(wh_digest_known(oracle, text_of("body")));
    const wh_digest *d = wh_ask_digest(oracle, text_of("body"), text_of("sha256"), text_of("abc"));
    assert_int_equal(d->state, WH_PENDING);
    assert_ptr_equal(d, wh_ask_digest(oracle, text_of("body"), text_of("sha256"), WH_ABSENT));
    assert_ptr_equal(d, wh_digest_known(oracle, text_of("body")));
    assert_int_equal(wh_ask_digest(oracle, text_of("none"), text_of("sha256"), WH_ABSENT)->state,
                     WH_NOT_ASKED);
    const wh_verify *v = wh_ask_verify(oracle, text_of("body"), text_of("ed25519-sha256"), text_of("k"),
                                       text_of("s"), text_of("abc"));
    assert_int_equal(v->state, WH_PENDING);
    assert_ptr_equal(v, wh_verify_known(oracle, text_of("body")));
    const wh_verify *w = wh_ask_verify(oracle, text_of("2"), text_of("rsa-sha256"), text_of("k"),
                                       text_of("s"), text_of("abc"));
    const wh_verify *x = wh_ask_verify(oracle, text_of("3"), text_of("rsa-sha256"), text_of("k"),
                                       text_of("s"), text_of("abc"));
    wh_oracle_answer(oracle, 1, WH_ANSWERED, text_of("0123456789abcdef0123456789abcdef"));
    wh_oracle_answer(oracle, 2, WH_ANSWERED, text_of("1"));
    wh_oracle_answer(oracle, 3, WH_ANSWERED, text_of("0"));
    wh_oracle_answer(oracle, 4, WH_ANSWERED, text_of("yes"));
    assert_int_equal(d->state, WH_ANSWERED);
    assert_int_equal(d->bytes.n, 32);
    assert_true(v->state == WH_ANSWERED && v->valid);
    assert_true(w->state == WH_ANSWERED && !w->valid);
    assert_true(x->state == WH_TEMPFAIL && !x->valid);
    d = wh_ask_digest(oracle, text_of("short"), text_of("sha1"), text_of("abc"));
    wh_oracle_answer(oracle, 5, WH_ANSWERED, text_of("0123456789"));
    assert_int_equal(d->state, WH_TEMPFAIL);
    assert_int_equal(wh_oracle_open(oracle), 0);
}

static void no_lookups(void **state)
{
    (void)state;
    oracle = wh_oracle_new(&env, false);
    assert_int_equal(ask("example.com", WH_RR_TXT)->state, WH_NOT_ASKED);
    assert_int_equal(ask("..", WH_RR_TXT)->state, WH_EMPTY);
    /* It is kept, to say what would have been asked, and not put. */
    assert_int_equal(wh_oracle_count(oracle), 1);
    assert_true(wh_oracle_at(oracle, 0)->unasked);
    assert_int_equal(wh_oracle_open(oracle), 0);
    assert_int_equal(wh_ask_digest(oracle, text_of("d"), text_of("sha256"), text_of("x"))->state, WH_PENDING);
}

static void out_of_memory(void **state)
{
    (void)state;
    wh_arena *small = wh_arena_new(33u << 10);
    wh_env little = {.arena = small};
    wh_oracle *o = wh_oracle_new(&little, true);
    assert_non_null(o);
    unsigned asked = 0;
    for (;; asked++) {
        char name[32];
        snprintf(name, sizeof name, "m%u.example.com", asked);
        if (wh_ask_dns(o, text_of(name), WH_RR_A, WH_WHY_SPF, text_of("x"))->state != WH_PENDING) break;
    }
    assert_true(asked > 10 && asked < WH_MAX_QUESTIONS);
    assert_int_equal(wh_ask_dns(o, text_of("x.example.com"), WH_RR_A, WH_WHY_SPF, WH_ABSENT)->state,
                     WH_NOT_ASKED);
    assert_true(wh_arena_failed(small));
    wh_arena_free(small);
}

static void zones(void **state)
{
    (void)state;
    static const zone_record data[] = {
        {"example.com", "A", "192.0.2.1"},         {"www.example.com", "CNAME", "example.com"},
        {"slow.example.com", "TIMEOUT", ""},       {"example.com", "TIMEOUT", "MX"},
        {"t.example.com", "TXT", "one\ntwo \xe9"}, {NULL, NULL, NULL},
    };
    zone z = {.at = data};
    const wh_dns *a = ask("www.example.com", WH_RR_A), *s = ask("slow.example.com", WH_RR_A),
                 *m = ask("example.com", WH_RR_MX), *t = ask("t.example.com", WH_RR_TXT),
                 *n = ask("no.example.com", WH_RR_A), *c = ask("com", WH_RR_A);
    assert_true(zone_answer(&z, oracle));
    assert_false(zone_answer(&z, oracle));
    assert_int_equal(z.rounds, 1);
    assert_int_equal(z.asked, 6);
    assert_same(a->records.at[0].owner, "example.com");
    assert_int_equal(s->state, WH_TEMPFAIL);
    assert_int_equal(m->state, WH_TEMPFAIL);
    assert_same(t->records.at[0].data, "onetwo \xe9");
    assert_true(n->nxdomain);
    assert_true(c->state == WH_EMPTY && !c->nxdomain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(asks_once, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(names, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(records, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(limits, setup_oracle, teardown),
        cmocka_unit_test(lookups_leave_room),
        cmocka_unit_test_setup_teardown(crypto, setup_oracle, teardown),
        cmocka_unit_test_setup_teardown(no_lookups, setup_oracle, teardown),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test_setup_teardown(zones, setup_oracle, teardown),
    };
    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
