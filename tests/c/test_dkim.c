/* DKIM over a mail: RFC 6376 3.4, 3.7, 5.4, 6.1. */
#include "support/dkim.h"

static void canonical_forms(void **state)
{
    (void)state;
    static const char *const c[] = {TAGS("simple/simple"), TAGS("simple/relaxed"), TAGS("relaxed/simple"),
                                    TAGS("relaxed/relaxed")};
    for (int i = 0; i < 4; i++) {
        char *mail = signed_with(rsa, c[i], "from:to:subject:date", i >= 2, i % 2, -1);
        verify(mail, rsa_record);
        assert_result("pass", "");
        assert_int_equal(got.key_bits, 1024);
        char *spaced = replaced(mail, "Is  dinner \r\n\tready?", "Is dinner ready?");
        verify(spaced, rsa_record);
        assert_same(wh_auth_result_name(got.result), i >= 2 ? "pass" : "fail");
        char *body = replaced(mail, "lost  the game. \r\n", "lost the game.\r\n");
        verify(body, rsa_record);
        assert_same(wh_auth_result_name(got.result), i % 2 ? "pass" : "fail");
        char *lines = replaced(mail, "Joe.\r\n", "Joe.\r\n\r\n\r\n");
        verify(lines, rsa_record);
        assert_result("pass", "");
        char *cut = replaced(mail, "Joe.\r\n", "Joe.");
        verify(cut, rsa_record);
        assert_result("pass", "");
        free(cut);
        free(lines);
        free(body);
        free(spaced);
        free(mail);
    }
    char *mail = signed_with(rsa, "v=1; a=rsa-sha256; d=example.com; s=sel;", "from", false, false,
                             -1); /* c= left out */
    verify(mail, rsa_record);
    assert_result("pass", "");
    char *lf = malloc(strlen(mail) + 1), *to = lf; /* saved with bare LF */
    for (const char *p = mail; *p; p++)
        if (*p != '\r') *to++ = *p;
    *to = '\0';
    verify(lf, rsa_record);
    assert_result("pass", "");
    free(lf);
    free(mail);
}

static void empty_bodies(void **state)
{
    (void)state;
    static const char *const bodies[] = {"", "\r\n", "\r\n\r\n", " \r\n", "x", "x\r\ny"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        for (int relaxed = 0; relaxed < 2; relaxed++) {
            char *mail = sign_mail(&(signing){rsa, NULL, relaxed ? TAGS("relaxed/relaxed") : TAGS("simple"),
                                              "from", relaxed, relaxed, -1},
                                   HEADER, bodies[i]);
            verify(mail, rsa_record);
            assert_result("pass", "");
            free(mail);
        }
    wh_str body = wh_canon_body(env.arena, WH_ABSENT, true);
    assert_int_equal(body.n, 0);
    assert_int_equal(wh_canon_body(env.arena, WH_LIT("\n\r\n"), false).n, 2);
    static const char lines[] = " \t a  b\t\n\r\nx\ry\r\n \t\r\n\n";
    EACH_PREFIX(s, lines, sizeof lines - 1, {
        for (int relaxed = 0; relaxed < 2; relaxed++)
            assert_int_equal(wh_canon_body(env.arena, s, relaxed).n, wh_canon_length(s, relaxed));
    });
    assert_same(wh_canon_body(env.arena, text_of(lines), true), " a b\r\n\r\nx\ry\r\n");
    assert_same(wh_canon_body(env.arena, text_of(lines), false), " \t a  b\t\r\n\r\nx\ry\r\n \t\r\n");
}

static void fields(void **state)
{
    (void)state;
#define TWICE "X-Twice: one\r\nX-Twice: two\r\n" HEADER
    static const struct {
        const char *h, *added, *result;
        bool above;
    } want[] = {
        {"from", "Subject: other\r\n", "pass", true},
        {"from:subject", "Subject: other\r\n", "pass", true},
        {"from:subject", "Subject: other\r\n", "fail", false},
        {"from:subject:subject", "Subject: other\r\n", "fail", true},
        {"from:nothing", "Nothing: there\r\n", "fail", true},
        {"from:x-twice", "X-Twice: zero\r\n", "pass", true},
        {"from:x-twice:x-twice", "X-Twice: zero\r\n", "pass", true},
        {"from:x-twice:x-twice:x-twice", "X-Twice: zero\r\n", "fail", true},
        {"x-twice:from:X-TWICE", "X-Other: y\r\n", "pass", false},
        {"from:from", "From: evil@example.org\r\n", "fail", true},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char *mail =
            sign_mail(&(signing){rsa, NULL, TAGS("relaxed/relaxed"), want[i].h, true, true, -1}, TWICE, BODY);
        char *more = malloc(strlen(mail) + 100);
        const char *end = strstr(mail, "\r\n\r\n") + 2;
        if (want[i].above) sprintf(more, "%s%s", want[i].added, mail);
        else sprintf(more, "%.*s%s%s", (int)(end - mail), mail, want[i].added, end);
        verify(mail, rsa_record);
        assert_result("pass", "");
        verify(more, rsa_record);
        assert_same_about(wh_auth_result_name(got.result), want[i].result, want[i].h);
        free(more);
        free(mail);
    }
    /* A signature over another signature, never over itself. */
    char *inner = sign_mail(&(signing){ed, NULL, "v=1; a=ed25519-sha256; c=relaxed; d=example.com; s=ed;",
                                       "from:dkim-signature", true, false, -1},
                            HEADER, BODY);
    const char *gap = strstr(inner, "\r\n\r\n") + 2;
    char *header = strndup(inner, (size_t)(gap - inner));
    char *outer = sign_mail(&(signing){rsa, NULL, TAGS("simple"), "from:dkim-signature", false, false, -1},
                            header, BODY);
    verify(outer, rsa_record);
    assert_int_equal(all.signatures.n, 2);
    assert_result("pass", "");
    assert_same(wh_auth_result_name(all.signatures.at[1].result),
                "fail"); /* it had signed that there was no other */
    assert_int_equal(z.rounds, 1);
    free(outer);
    free(header);
    free(inner);
}

static void limits_of_body(void **state)
{
    (void)state;
    char *mail = signed_with(rsa, TAGS("relaxed/relaxed") " l=5;", "from", true, true, 5),
         *more = replaced(mail, "Joe.\r\n", "Joe.\r\nlist footer\r\n");
    verify(mail, rsa_record);
    assert_result("pass", "");
    verify(more, rsa_record);
    assert_result("pass", "");
    assert_true(got.unsigned_bytes > 40);
    free(more);
    free(mail);
    mail = signed_with(rsa, TAGS("simple/simple") " l=0;", "from", false, false, 0);
    verify(mail, rsa_record);
    assert_result("pass", "");
    assert_int_equal(got.unsigned_bytes, strlen(BODY));
    free(mail);
    mail = signed_with(rsa, TAGS("simple/simple") " l=99999999999999999999999999;", "from", false, false, -1);
    verify(mail, rsa_record);
    assert_result("pass", "");
    assert_int_equal(got.unsigned_bytes, 0);
    free(mail);
}

static void times(void **state)
{
    (void)state;
    char *mail =
        signed_with(rsa, TAGS("relaxed/relaxed") " t=1769999000; x=1770000000;", "from", true, true, -1);
    verify_bytes(mail, strlen(mail), rsa_record, NOW);
    assert_result("pass", "");
    assert_false(got.expired_since);
    verify_bytes(mail, strlen(mail), rsa_record, NOW + 1);
    assert_result("neutral", "expired");
    verify_bytes(mail, strlen(mail), rsa_record, INT64_MIN / 1000);
    free(mail);
}

/* What a copy cannot tell. */
static void copies(void **state)
{
    (void)state;
    char *mail = plain();
    size_t header = (size_t)(strstr(mail, "\r\n\r\n") - mail) + 2;
    verify_bytes(mail, header, rsa_record, NOW);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    assert_same(wh_dkim_reason_name(got.reason), "body-missing");
    assert_int_equal(got.head_state, WH_HALF_GOOD);
    char *other = replaced(mail, "dinner", "supper");
    verify_bytes(other, header, rsa_record, NOW);
    assert_result("fail", "signature");
    wh_oracle *oracle = wh_oracle_new(&env, true);
    zone_record data[] = {{"sel._domainkey.example.com", "TXT", rsa_record}, {NULL, NULL, NULL}};
    signed_mail m;
    z = (zone){.at = data};
    signed_mail_open(&m, oracle, other, strlen(other), NOW * 1000ll);
    m.view.head_exact = false;
    do wh_dkim_check(&m.view, NOW * 1000ll, &all);
    while (zone_answer(&z, oracle));
    assert_int_equal(all.signatures.at[0].result, WH_NOT_EVALUATED);
    assert_same(wh_dkim_reason_name(all.signatures.at[0].reason), "header-damaged");
    signed_mail_close(&m);
    free(other);
    other = replaced(mail, "hungry", "thirsty");
    oracle = wh_oracle_new(&env, true);
    signed_mail_open(&m, oracle, other, strlen(other), NOW * 1000ll);
    m.view.body_exact = false;
    do wh_dkim_check(&m.view, NOW * 1000ll, &all);
    while (zone_answer(&z, oracle));
    assert_int_equal(all.signatures.at[0].result, WH_NOT_EVALUATED);
    assert_same(wh_dkim_reason_name(all.signatures.at[0].reason), "body-damaged");
    signed_mail_close(&m);
    free(other);
    /* Refused, and without lookups: not evaluated, and nothing is asked. */
    oracle = wh_oracle_new(&env, true);
    signed_mail_open(&m, oracle, mail, strlen(mail), NOW * 1000ll);
    wh_dkim_check(&m.view, NOW * 1000ll, &all);
    assert_int_equal(all.signatures.at[0].result, WH_AUTH_PENDING);
    zone_refuse(oracle, WH_NOT_ASKED);
    wh_dkim_check(&m.view, NOW * 1000ll, &all);
    assert_int_equal(all.signatures.at[0].result, WH_NOT_EVALUATED);
    m.view.oracle = oracle = wh_oracle_new(&env, false);
    wh_dkim_check(&m.view, NOW * 1000ll, &all);
    assert_same(wh_dkim_reason_name(all.signatures.at[0].reason), "not-asked");
    assert_int_equal(wh_oracle_open(oracle), 0);
    signed_mail_close(&m);
    free(mail);
}

static void hostile(void **state)
{
    (void)state;
    char *mail = plain();
    size_t head = (size_t)(strstr(mail, "\r\n\r\n") - mail) + 4;
    for (size_t n = 0; n < head; n += 7) verify_bytes(mail, n, rsa_record, NOW);
    free(mail);
    static char many[300000];
    char *to = many;
    for (int i = 0; i < 60; i++)
        to += sprintf(
            to, "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s%d; h=from; bh=AAAA; b=AAAA\r\n", i);
    sprintf(to, HEADER "\r\n" BODY);
    verify(many, rsa_record);
    assert_int_equal(all.signatures.n, 26); /* 25, and one for the rest */
    assert_same(wh_dkim_reason_name(all.signatures.at[25].reason), "too-many-signatures");
    to = many +
         sprintf(many, "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; bh=AAAA; b=AAAA; h=from");
    for (int i = 0; i < 500; i++) to += sprintf(to, ":x%d", i);
    sprintf(to, "\r\n" HEADER "\r\n" BODY);
    verify(many, rsa_record);
    assert_result("neutral", "syntax");
    assert_int_equal(all.signatures.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(canonical_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(empty_bodies, setup, teardown),
        cmocka_unit_test_setup_teardown(fields, setup, teardown),
        cmocka_unit_test_setup_teardown(limits_of_body, setup, teardown),
        cmocka_unit_test_setup_teardown(times, setup, teardown),
        cmocka_unit_test_setup_teardown(copies, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup, teardown),
    };
    return cmocka_run_group_tests_name("dkim", tests, make_keys, drop_keys);
}
