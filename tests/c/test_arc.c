/* ARC: RFC 8617 4 and 5.2. */
#include "support/signed_mail.h"
#include "support/signer.h"

#include "checks/auth/arc.h"

static signer *rsa, *ed;
static char *rsa_record, *ed_record;
static wh_arc got;
static zone z;

#define HEADER "From: Joe <joe@example.com>\r\nTo: Suzie <suzie@example.net>\r\nSubject: Dinner\r\n"
#define BODY "Hi.\r\n"

/* What one forwarder adds. NULL: the usual. */
typedef struct set {
    const char *results, *message_tags, *h, *seal_tags, *cv;
    bool with_ed, no_canon;
} set;

#define MOST 65536
/* header grows by one set; its seals so far stand in it. */
static void add_set(char *header, int instance, const set *how)
{
    static char sealed[MOST], top[MOST], tags[400];
    const signer *by = how->with_ed ? ed : rsa;
    const char *algorithm = how->with_ed ? "ed25519-sha256" : "rsa-sha256",
               *selector = how->with_ed ? "ed" : "sel";
    snprintf(tags, sizeof tags, "i=%d; a=%s; %sd=example.net; s=%s; %s", instance, algorithm,
             how->no_canon ? "" : "c=relaxed/relaxed; ", selector,
             how->message_tags ? how->message_tags : "");
    char *made = sign_mail(
        &(signing){by, "ARC-Message-Signature", tags, how->h ? how->h : "from:subject", true, true, -1},
        header, BODY);
    char *message =
        strndup(made, strlen(made) - strlen("\r\n") - strlen(header) - strlen("\r\n") - strlen(BODY));
    char results[300], seal[2000];
    snprintf(results, sizeof results, "ARC-Authentication-Results: %s%d%s",
             how->results ? how->results : "i=", instance, how->results ? "" : "; mx.example.net; spf=pass");
    snprintf(seal, sizeof seal, "ARC-Seal: i=%d; a=%s; cv=%s; d=example.net; s=%s; %s b=", instance,
             algorithm,
             how->cv         ? how->cv
             : instance == 1 ? "none"
                             : "pass",
             selector, how->seal_tags ? how->seal_tags : "");
    sealed[0] = '\0';
    for (int i = 1; i < instance; i++) { /* oldest first: results, message, seal */
        static const char *const names[] = {
            "ARC-Authentication-Results: i=", "ARC-Message-Signature: i=", "ARC-Seal: i="};
        for (int k = 0; k < 3; k++) {
            char start[60];
            snprintf(start, sizeof start, "%s%d;", names[k], i);
            const char *at = strstr(header, start), *end = at;
            assert_non_null(at);
            do end = strstr(end + 1, "\r\n");
            while (end[2] == '\t' || end[2] == ' ');
            char *field = strndup(at, (size_t)(end - at)), *form = relaxed_field(field);
            strcat(strcat(sealed, form), "\r\n");
            free(form);
            free(field);
        }
    }
    char *forms[3] = {relaxed_field(results), relaxed_field(message), relaxed_field(seal)};
    strcat(strcat(strcat(strcat(strcat(sealed, forms[0]), "\r\n"), forms[1]), "\r\n"), forms[2]);
    char *b = sign_bytes(by, sealed, strlen(sealed));
    snprintf(top, sizeof top, "%s%s\r\n%s\r\n%s\r\n%s", seal, b, message, results, header);
    strcpy(header, top);
    for (int i = 0; i < 3; i++) free(forms[i]);
    free(b);
    free(message);
    free(made);
}

static char mail[2 * MOST];
/* A mail with n sets; odd (from 1) is made as `how` says. */
static void chain(int n, int odd, const set *how)
{
    static const set usual = {0};
    static char header[MOST];
    strcpy(header, HEADER);
    for (int i = 1; i <= n; i++) add_set(header, i, i == odd ? how : &usual);
    snprintf(mail, sizeof mail, "%s\r\n%s", header, BODY);
}

static void validate_as(const char *text, bool exact_head, const char *record)
{
    zone_record data[] = {{"sel._domainkey.example.net", "TXT", record},
                          {"ed._domainkey.example.net", "TXT", ed_record},
                          {NULL, NULL, NULL}};
    if (!*record) data[0] = (zone_record){"sel._domainkey.example.net", "TIMEOUT", ""};
    wh_oracle *oracle = wh_oracle_new(&env, true);
    signed_mail m;
    z = (zone){.at = data};
    signed_mail_open(&m, oracle, text, strlen(text), 1770000000000);
    m.view.head_exact = exact_head;
    do {
        m.view.canon[0] = m.view.canon[1] = WH_ABSENT;
        wh_arc_check(&m.view, 1770000000000, &got);
    } while (zone_answer(&z, oracle));
    signed_mail_close(&m);
}
static void validate(const char *text) { validate_as(text, true, rsa_record); }

#define assert_arc(want, why)                                                                                \
    do {                                                                                                     \
        assert_same(wh_arc_reason_name(got.reason), why);                                                    \
        assert_same(wh_auth_result_name(got.result), want);                                                  \
    } while (0)

static void chains(void **state)
{
    (void)state;
    validate(HEADER "\r\n" BODY);
    assert_arc("none", "");
    for (int n = 1; n <= 4; n++) {
        chain(n, 2, &(set){.with_ed = true});
        validate(mail);
        assert_arc("pass", "");
        assert_int_equal(got.sets.n, n);
        assert_int_equal(got.at, n);
        assert_int_equal(z.rounds, 1); /* all keys at once */
    }
    chain(3, 0, NULL);
    char *lower = strstr(mail, "Subject: Dinner");
    memcpy(lower, "Subject: Supper", 15); /* under the newest signature too */
    validate(mail);
    assert_arc("fail", "message-signature");
}

static void replace(const char *from, const char *to)
{
    static char other[MOST];
    const char *at = strstr(mail, from);
    assert_non_null(at);
    snprintf(other, sizeof other, "%.*s%s%s", (int)(at - mail), mail, to, at + strlen(from));
    strcpy(mail, other);
}

static void structure(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *why;
    } want[] = {
        {"ARC-Seal: i=2", "X-Seal: i=2", "incomplete-set"},
        {"ARC-Authentication-Results: i=1", "X-Results: i=1", "incomplete-set"},
        {"ARC-Message-Signature: i=2", "ARC-Message-Signature: i=1", "doubled-field"},
        {"ARC-Seal: i=2", "ARC-Seal: i=0", "bad-instance"},
        {"ARC-Seal: i=2", "ARC-Seal: i=x", "bad-instance"},
        {"ARC-Seal: i=2;", "ARC-Seal:", "bad-instance"},
        {"ARC-Seal: i=2", "ARC-Seal: i=51", "bad-instance"},
        {"ARC-Seal: i=2", "ARC-Seal: i=002", "bad-instance"},
        {"ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: i=2", "bad-instance"},
        {"ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: mx; i=2;", "bad-instance"},
        {"cv=pass", "cv=none", "bad-chain-status"},
        {"cv=none", "cv=pass", "bad-chain-status"},
        {"cv=pass", "cv=fail", "sealed-as-failed"},
        {"cv=pass", "cv=", "bad-chain-status"},
        {"cv=pass; ", "", "syntax"},
        {"cv=pass;", "cv=pass; h=from;", "syntax"},
        {"cv=pass;", "cv=pass; t=x;", "syntax"},
        {"cv=pass;", "cv=pass; t=;", "syntax"},
        {"cv=pass;", "cv=pass;;", "syntax"},
        {"cv=pass; d=example.net", "cv=pass; d=net", "syntax"},
        {"cv=pass; d=example.net; s=sel;", "cv=pass; d=example.net; ", "syntax"},
        {"a=rsa-sha256; cv=pass", "a=rsa-sha1; cv=pass", "syntax"},
        {"a=rsa-sha256; cv=pass", "cv=pass", "syntax"},
        {"a=rsa-sha256; cv=pass", "a=ed25519-sha256; cv=pass", "seal-key"},
        {"mx.example.net; spf=pass", "mx.example.net; spf=fail", "seal"},
        {"cv=pass;", "cv=pass; t=12;", "seal"},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        chain(2, 0, NULL);
        replace(want[i].from, want[i].to);
        validate(mail);
        assert_same_about(wh_arc_reason_name(got.reason), want[i].why, want[i].to);
        assert_int_equal(got.result, WH_AUTH_FAIL);
    }
    chain(2, 0, NULL);
    replace("ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: (a (b) \\) c) I = (x) 2 ;");
    validate(mail);
    assert_arc("fail", "seal"); /* read as instance 2, but not what was sealed */
    chain(2, 2, &(set){.h = "from:arc-seal"});
    validate(mail);
    assert_arc("fail", "signs-a-seal");
    chain(2, 2, &(set){.h = "subject"});
    validate(mail);
    assert_arc("fail", "message-signature");
    chain(1, 1, &(set){.no_canon = true}); /* no c=, signed as relaxed */
    validate(mail);
    assert_arc("pass", "");
    chain(2, 1, &(set){.h = "from:to"});
    replace("To: Suzie", "To: Other"); /* only the newest message signature must hold */
    validate(mail);
    assert_arc("pass", "");
}

static void keys(void **state)
{
    (void)state;
    chain(2, 0, NULL);
    validate_as(mail, true, "v=DKIM1; p=");
    assert_arc("fail", "message-signature");
    assert_same(wh_dkim_reason_name(got.message.reason), "key-revoked");
    validate_as(mail, true, "");
    assert_arc("temperror", "key-dns-failure"); /* never fail for want of an answer */
    replace("b=", "b=AAAA");
    validate_as(mail, true, rsa_record);
    assert_arc("fail", "seal");
    validate_as(mail, false, rsa_record);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    assert_same(wh_arc_reason_name(got.reason), "header-damaged");
    chain(2, 0, NULL);
    wh_oracle *oracle = wh_oracle_new(&env, true);
    signed_mail m;
    signed_mail_open(&m, oracle, mail, strlen(mail), 1770000000000);
    wh_arc_check(&m.view, 1770000000000, &got);
    assert_int_equal(got.result, WH_AUTH_PENDING);
    zone_refuse(oracle, WH_NOT_ASKED);
    wh_arc_check(&m.view, 1770000000000, &got);
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    m.view.oracle = wh_oracle_new(&env, false);
    wh_arc_check(&m.view, 1770000000000, &got);
    assert_same(wh_arc_reason_name(got.reason), "not-asked");
    m.view.body = WH_ABSENT; /* a header without its body: the seals hold, the message cannot be judged */
    m.view.oracle = oracle = wh_oracle_new(&env, true);
    zone_record data[] = {{"sel._domainkey.example.net", "TXT", rsa_record}, {NULL, NULL, NULL}};
    z = (zone){.at = data};
    do {
        m.view.canon[0] = m.view.canon[1] = WH_ABSENT;
        wh_arc_check(&m.view, 1770000000000, &got);
    } while (zone_answer(&z, oracle));
    assert_int_equal(got.result, WH_NOT_EVALUATED);
    assert_same(wh_dkim_reason_name(got.message.reason), "body-missing");
    signed_mail_close(&m);
}

static void prefixes(void **state)
{
    (void)state;
    chain(2, 0, NULL);
    size_t n = strlen(mail);
    for (size_t i = 0; i < n; i += 5) {
        char *part = strndup(mail, i);
        validate(part);
        assert_true(got.result != WH_AUTH_PASS || i + 12 > n);
        free(part);
    }
    char *to = mail;
    for (int i = 1; i <= 50; i++)
        to += sprintf(
            to,
            "ARC-Seal: i=%d; a=rsa-sha256; cv=%s; d=example.net; s=sel; b=AAAA\r\n"
            "ARC-Message-Signature: i=%d; a=rsa-sha256; d=example.net; s=sel; h=from; bh=AAAA; b=AAAA\r\n"
            "ARC-Authentication-Results: i=%d; x\r\n",
            i, i == 1 ? "none" : "pass", i, i);
    strcpy(to, HEADER "\r\n" BODY);
    validate(mail); /* 50 is the most */
    assert_int_equal(got.sets.n, 50);
    assert_int_equal(got.result, WH_AUTH_FAIL);
}

static int make_keys(void **state)
{
    (void)state;
    rsa = signer_rsa(1024);
    ed = signer_ed25519();
    rsa_record = signer_record(rsa, false);
    ed_record = signer_record(ed, false);
    return 0;
}
static int drop_keys(void **state)
{
    (void)state;
    signer_free(rsa);
    signer_free(ed);
    free(rsa_record);
    free(ed_record);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(chains, setup, teardown),
        cmocka_unit_test_setup_teardown(structure, setup, teardown),
        cmocka_unit_test_setup_teardown(keys, setup, teardown),
        cmocka_unit_test_setup_teardown(prefixes, setup, teardown),
    };
    return cmocka_run_group_tests_name("arc", tests, make_keys, drop_keys);
}
