/* repair_body.c, repair_head.c: changes on the way, undone and named. */
#include "support/signed_mail.h"
#include "support/signer.h"

static signer *rsa;
static char *record;
static wh_signature got;

#define FROM "From: Joe <joe@example.com>\r\n"
#define REST "To: list@example.net\r\nSubject: Is dinner ready?\r\n"

static void verify(const char *mail)
{
    zone_record data[] = {{"sel._domainkey.example.com", "TXT", record}, {NULL, NULL, NULL}};
    zone z = {.at = data};
    wh_oracle *oracle = wh_oracle_new(&env, true);
    signed_mail m;
    wh_dkim all;
    unsigned steps = 0;
    signed_mail_open(&m, oracle, mail, strlen(mail), 1770000000000);
    do {
        m.view.canon[0] = m.view.canon[1] = WH_ABSENT;
        wh_dkim_check(&m.view, 1770000000000, &all);
        steps++;
    } while (zone_answer(&z, oracle));
    assert_true(steps <= 4); /* key and body hash, signature, repairs, end */
    assert_int_equal(z.rounds, 1);
    got = all.signatures.at[0];
    signed_mail_close(&m);
}

/* Signs a mail with this body, changes the body (or header), and looks at what is found. */
static void body_becomes(bool relaxed, const char *header, const char *body, const char *from, const char *to,
                         const char *want)
{
    char *mail = sign_mail(&(signing){rsa, NULL,
                                      relaxed ? "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel;"
                                              : "v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=sel;",
                                      "from:to:subject", relaxed, relaxed, -1},
                           header, body);
    char *other = replaced(mail, from, to);
    verify(other);
    assert_same(wh_auth_result_name(got.result), "fail"); /* naming the change does not make it pass */
    assert_same_about(wh_dkim_repair_name(got.body_repair), want, to);
    assert_int_equal(got.head_state, WH_HALF_GOOD);
    free(other);
    free(mail);
}

#define H FROM REST
static void footers(void **state)
{
    (void)state;
    for (int relaxed = 0; relaxed < 2; relaxed++) {
        body_becomes(relaxed, H, "Hi.\r\n", "Hi.\r\n",
                     "Hi.\r\n_______________________________________________\r\nList mailing list\r\n"
                     "list@example.net\r\n",
                     "without-footer");
        body_becomes(relaxed, H, "Hi.\r\n", "Hi.\r\n",
                     "Hi.\r\n\r\n-- \r\nYou get this because you subscribed.\r\n\r\nLeave: x\r\n",
                     "without-footer");
        body_becomes(relaxed, H, "Hi.\r\n", "Hi.\r\n", "Hi.\r\n\r\nScanned by a virus scanner\r\n",
                     "without-footer");
        body_becomes(relaxed, H, "", "\r\n\r\n", "\r\n\r\nScanned by a virus scanner\r\n", "without-footer");
        body_becomes(relaxed, H, "pre\r\n--XYZ\r\n\r\nHi.\r\n--XYZ--\r\n", "Hi.\r\n",
                     "Hi.\r\n=====\r\nfooter\r\n", "without-footer");
        body_becomes(
            relaxed, H, "Hi.\r\n", "\r\n\r\nHi.\r\n",
            "\r\n\r\n--LIST\r\nContent-Type: text/plain\r\n\r\nHi.\r\n--LIST\r\n\r\nfooter\r\n--LIST--\r\n",
            "without-added-parts");
        body_becomes(relaxed, H, "Hi.\r\n\r\nmore\r\n", "more\r\n",
                     "more\r\nchecked for viruses\r\nby a scanner\r\n", "without-footer");
        body_becomes(relaxed, H, "Hi.\r\n\r\nmore\r\n", "Hi.", "Hello.", "");
        body_becomes(relaxed, H, "Hi.\r\n\r\nmore\r\n", "\r\nmore\r\n", "\r\nless\r\n", "");
    }
}

static void lines(void **state)
{
    (void)state;
    body_becomes(true, H, "Hi.\r\nFrom me\r\n", "\r\nFrom me", "\r\n>From me", "without-from-quoting");
    body_becomes(false, H, "From me\r\nFrom you\r\n", "\r\n\r\nFrom me\r\nFrom", "\r\n\r\n>From me\r\n>From",
                 "without-from-quoting");
    body_becomes(true, H, ".x\r\n..\r\n", "\r\n\r\n.x\r\n..", "\r\n\r\n..x\r\n...", "without-doubled-dots");
    body_becomes(false, H, "Hi.\r\n-- \r\nJoe\r\n", "\r\n-- \r\n", "\r\n--\r\n", "with-trailing-spaces");
    body_becomes(true, H, "Hi.\r\n", "\r\n\r\nHi", "\r\n\r\n\r\n\r\nHi", "without-leading-blank-lines");
    body_becomes(true, H, "\x1b$B$3$s\x1b(B abc(B\r\n\x1b$B$K\x1b(B\r\n",
                 "\x1b$B$3$s\x1b(B abc(B\r\n\x1b$B$K\x1b(B", "$B$3$s(B abc(B\r\n$B$K(B",
                 "with-escape-characters");
}

static void encodings(void **state)
{
    (void)state;
    body_becomes(true, H "Content-Transfer-Encoding: base64\r\n", "Hi there.\r\n", "\r\n\r\nHi there.\r\n",
                 "\r\n\r\nSGkgdGhlcmUuDQo=\r\n", "before-re-encoding");
    body_becomes(true, H "Content-Transfer-Encoding: quoted-printable\r\n", "Caf\xe9 now.\r\n", "Caf\xe9 now",
                 "Caf=E9 n=\r\now", "before-re-encoding");
}

static void header_becomes(bool relaxed, const char *header, const char *from, const char *to,
                           const char *want)
{
    char *mail = sign_mail(&(signing){rsa, NULL,
                                      relaxed ? "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel;"
                                              : "v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=sel;",
                                      "from:to:subject", relaxed, relaxed, -1},
                           header, "Hi.\r\n");
    char *other = replaced(mail, from, to);
    verify(other);
    assert_same(wh_auth_result_name(got.result), "fail");
    assert_same_about(wh_dkim_repair_name(got.head_repair), want, to);
    free(other);
    free(mail);
}

static void headers(void **state)
{
    (void)state;
    for (int relaxed = 0; relaxed < 2; relaxed++) {
        header_becomes(relaxed, H, "Subject: Is", "Subject: [list] Is", "without-subject-tag");
        header_becomes(relaxed, H, "Subject: Is", "Subject: {Spam?} Is", "without-subject-tag");
        header_becomes(relaxed, H, "Subject: Is", "Subject: ***SPAM*** Is", "without-subject-tag");
        header_becomes(relaxed, FROM "To: x\r\nSubject: Re: Is\r\n", "Subject: Re: Is",
                       "Subject: Re: [list:12] Is", "without-subject-tag");
        header_becomes(relaxed, H, "Subject: Is", "Subject: Was", "");
        header_becomes(relaxed, H, FROM,
                       "From: Joe via list <list@example.net>\r\nReply-To: Joe <joe@example.com>\r\n",
                       "with-original-from");
        header_becomes(relaxed, H, FROM,
                       "From: Joe via list <list@example.net>\r\nX-Original-From: Joe <joe@example.com>\r\n",
                       "with-original-from");
        header_becomes(relaxed, H, FROM "To: list@example.net\r\nSubject: ",
                       "From: list@example.net\r\nReply-To: Joe <joe@example.com>\r\nTo: list@example.net\r\n"
                       "Subject: [x] ",
                       "with-original-from");
    }
    header_becomes(false, FROM "To: a,\r\n\tb\r\nSubject: x\r\n", "To: a,\r\n\tb", "To: a,\r\n b",
                   "with-other-folding");
    header_becomes(false, FROM "To: a,\r\n b\r\nSubject: x\r\n", "To: a,\r\n b", "To: a,\r\n        b", "");
}

/* A tag and a footer at once: both halves are named. */
static void both(void **state)
{
    (void)state;
    char *mail =
        sign_mail(&(signing){rsa, NULL, "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel;",
                             "from:to:subject", true, true, -1},
                  H, "Hi.\r\n");
    char *one = replaced(mail, "Subject: ", "Subject: [list] "),
         *two = replaced(one, "\r\n\r\nHi.\r\n", "\r\n\r\nHi.\r\n\r\n_____\r\nfooter\r\n");
    verify(two);
    assert_same(wh_dkim_repair_name(got.body_repair), "without-footer");
    assert_same(wh_dkim_repair_name(got.head_repair), "without-subject-tag");
    free(two);
    free(one);
    free(mail);
}

/* Bodies of which no copies are made, and shapes with very many candidates. */
static void hostile(void **state)
{
    (void)state;
    static const char *const units[] = {"-----\r\n", "\r\n",   "--B\r\n", ">From \r\n", "..\r\n",
                                        "$B(B",      "--\r\n", "[",       "\n"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        char *body = malloc(60001), *to = body;
        if (!body) abort();
        while ((size_t)(to - body) + strlen(units[i]) < 20000) to = stpcpy(to, units[i]);
        char *mail = sign_mail(&(signing){rsa, NULL, "v=1; a=rsa-sha256; c=simple; d=example.com; s=sel;",
                                          "from", false, false, -1},
                               H, body);
        char *other = replaced(mail, "\r\n\r\n", "\r\n\r\nx");
        verify(other);
        assert_same(wh_auth_result_name(got.result), "fail");
        free(other);
        free(mail);
        free(body);
    }
}

static int make_keys(void **state)
{
    (void)state;
    rsa = signer_rsa(1024);
    record = signer_record(rsa, false);
    return 0;
}
static int drop_keys(void **state)
{
    (void)state;
    signer_free(rsa);
    free(record);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(footers, setup, teardown),
        cmocka_unit_test_setup_teardown(lines, setup, teardown),
        cmocka_unit_test_setup_teardown(encodings, setup, teardown),
        cmocka_unit_test_setup_teardown(headers, setup, teardown),
        cmocka_unit_test_setup_teardown(both, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup, teardown),
    };
    return cmocka_run_group_tests_name("dkim repairs", tests, make_keys, drop_keys);
}
