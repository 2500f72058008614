/* DKIM: signatures' tags, algorithms, key records, and their DER. RFC 6376 3.3, 3.5, 3.6, RFC 8301, RFC 8463.
 */
#include "support/dkim.h"

static void algorithms(void **state)
{
    (void)state;
    char *mail =
        signed_with(ed, "v=1; a=ed25519-sha256; c=relaxed; d=example.com; s=ed;", "from", true, false, -1);
    verify(mail, rsa_record);
    assert_result("pass", "");
    free(mail);
    mail = plain();
    verify(mail, bare_record); /* RFC 6376 3.6.1: RSAPublicKey without its wrapping */
    assert_result("fail", "signature");
    free(mail);
    mail = signed_with(rsa2048, TAGS("relaxed/relaxed"), "from", true, true, -1);
    verify(mail, bare_record);
    assert_result("pass", "");
    assert_int_equal(got.key_bits, 2048);
    verify(mail, rsa2048_record);
    assert_result("pass", "");
    verify(mail, rsa_record);
    assert_result("fail", "signature");
    free(mail);
    mail = signed_with(weak, TAGS("relaxed/relaxed"), "from", true, true, -1);
    verify(mail, weak_record); /* RFC 8301 3.2: under 1024 bits */
    assert_result("policy", "weak-key");
    assert_int_equal(got.key_bits, 1023);
    free(mail);
    verify_changed("rsa-sha256", "rsa-sha1", rsa_record); /* RFC 8301 3.1 */
    assert_result("policy", "weak-algorithm");
    verify_changed("rsa-sha256", "rsa-md5", rsa_record);
    assert_result("neutral", "unknown-algorithm");
    verify_changed("rsa-sha256", "ed25519-sha256", rsa_record);
    assert_result("neutral", "key-type");
}

static void syntax(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *why;
    } want[] = {
        {"v=1; ", "", "syntax"},
        {"v=1;", "v=2;", "version"},
        {"v=1;", "v=;", "version"},
        {"v=1;", "v=1; v=1;", "syntax"},
        {"v=1;", "v=1;;", "syntax"},
        {"v=1;", "v=1; junk;", "syntax"},
        {" d=example.com;", "", "syntax"},
        {"d=example.com", "d=com", "syntax"},
        {"d=example.com", "d=exa mple.com", "syntax"},
        {"s=sel", "s=-sel", "syntax"},
        {"s=sel", "s=", "syntax"},
        {"c=relaxed/relaxed", "c=relaxed/lax", "unknown-canonicalization"},
        {"c=relaxed/relaxed", "c=", "unknown-canonicalization"},
        {"s=sel;", "s=sel; q=http;", "query-method"},
        {"h=from:to", "h=to:to", "from-not-signed"},
        {"s=sel;", "s=sel; t=abc;", "syntax"},
        {"s=sel;", "s=sel; x=-5;", "syntax"},
        {"s=sel;", "s=sel; l=1.5;", "syntax"},
        {"s=sel;", "s=sel; l=;", "syntax"},
        {"s=sel;", "s=sel; t=5; x=5;", "expires-before-signed"},
        {"s=sel;", "s=sel; t=1234567890123;", "syntax"},
        {"s=sel;", "s=sel; i=@example.org;", "identity-mismatch"},
        {"s=sel;", "s=sel; i=@badexample.com;", "identity-mismatch"},
        {"s=sel;", "s=sel; i=example.com;", "syntax"},
        {"s=sel;", "s=sel; i=a b@example.com;", "signature"},
        {"s=sel;", "s=sel; i=..@example.com;", "syntax"},
        {"s=sel;", "s=sel; i=a@b@example.com;", "syntax"},
        {"s=sel;", "s=sel; i=joe=40x@example.com;", "syntax"},
        {"s=sel;", "s=sel; i=\"a\\\"@example.com;", "syntax"}, /* the string does not end */
        {"s=sel;", "s=sel; i=\"a\"b\"@example.com;", "syntax"},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        verify_changed(want[i].from, want[i].to, rsa_record);
        assert_same_about(wh_dkim_reason_name(got.reason), want[i].why, want[i].to);
    }
    static const char *const good[] = {
        "i=@example.com;",    "i=joe@sub.example.com;", "i==6Aoe@example.com;", "i=\"a@b\"@EXAMPLE.com;",
        "q=dns/txt;",         "q=x : dns/txt;",         "z=From:b=x|To:y;",     "unknown=b=1;",
        "t=1; x=99999999999;"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char tags[200];
        snprintf(tags, sizeof tags, "%s %s", TAGS("relaxed/relaxed"), good[i]);
        char *mail = signed_with(rsa, tags, "From:to", true, true, -1);
        verify(mail, rsa_record);
        assert_same_about(wh_dkim_reason_name(got.reason), "", good[i]);
        assert_int_equal(got.result, WH_AUTH_PASS);
        free(mail);
    }
    assert_same(got.d, "example.com");
    assert_int_equal(got.expires_at, 99999999999);
    char *mail = signed_with(rsa, "v=1; a=RSA-SHA256; c=Relaxed/SIMPLE; q=DNS/TXT; d=Example.COM; s=Sel;",
                             "from:to", true, false, -1);
    verify(mail, rsa_record);
    assert_result("pass", "");
    char *end = strstr(mail, "\r\nFrom:"), *cut = strndup(mail, (size_t)(end - mail)), *whole;
    while (cut[strlen(cut) - 1] == '=') cut[strlen(cut) - 1] = '\0'; /* b= without its padding */
    whole = malloc(strlen(mail) + 1);
    if (!whole) abort();
    sprintf(whole, "%s%s", cut, end);
    verify(whole, rsa_record);
    assert_result("pass", "");
    free(whole);
    free(cut);
    free(mail);
    mail = signed_with(rsa, "v=1; a=rsa-sha256; c=relaxed; d=my_own.example.com; s=s_1;", "from:to", true,
                       false, -1);
    verify(mail, rsa_record);
    assert_result("neutral", "no-key"); /* a name with "_" is asked for like any other */
    free(mail);
}

static void keys(void **state)
{
    (void)state;
    char *key = signer_key(rsa), *mail = plain(), record[600];
    static const struct {
        const char *form, *result, *why;
    } want[] = {
        {"p=%s", "pass", ""},
        {"v=DKIM1; p=%s", "pass", ""},
        {"v=DKIM1; k=RSA; p=%s;", "pass", ""},
        {"p=%s; h=sha1:sha256", "pass", ""},
        {"p=%s; s=*", "pass", ""},
        {"p=%s; s=x : email", "pass", ""},
        {"p=%s; t=y:s; n=a note = here", "pass", ""},
        {"p=%s; foo=", "pass", ""},
        {"v=dkim1; p=%s", "neutral", "key-version"},
        {"p=%s; v=DKIM1", "neutral", "key-version"},
        {"v=DKIM2; p=%s", "neutral", "key-version"},
        {"p=; n=%s", "neutral", "key-revoked"},
        {"n=%s", "neutral", "key-syntax"},
        {"p=!%s", "neutral", "key-syntax"},
        {"p=AA%s", "neutral", "key-syntax"},
        {"p=%s; p=x", "neutral", "key-syntax"},
        {"p=%s; h=sha1", "neutral", "key-hash"},
        {"p=%s; h=", "neutral", "key-hash"},
        {"p=%s; s=other", "neutral", "key-service"},
        {"p=%s; k=ed25519", "neutral", "key-type"},
        {"P=%s", "neutral", "key-syntax"},
        {"%s", "neutral", "key-syntax"},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        snprintf(record, sizeof record, want[i].form, key);
        verify(mail, record);
        assert_same_about(wh_dkim_reason_name(got.reason), want[i].why, want[i].form);
        assert_same_about(wh_auth_result_name(got.result), want[i].result, want[i].form);
        assert_int_equal(got.testing, i == 6);
    }
    verify(mail, NULL);
    assert_result("neutral", "no-key");
    verify(mail, "");
    assert_result("temperror", "key-dns-failure");
    free(mail);
    snprintf(record, sizeof record, "t=s; p=%s", key); /* t=s: i= may not be below d= */
    mail = signed_with(rsa, TAGS("relaxed/relaxed") " i=@sub.example.com;", "from", true, true, -1);
    verify(mail, record);
    assert_result("neutral", "identity-mismatch");
    free(mail);
    mail = signed_with(rsa, TAGS("relaxed/relaxed") " i=@Example.com;", "from", true, true, -1);
    verify(mail, record);
    assert_result("pass", "");
    free(mail);
    /* Several records: the first usable one. */
    zone_record two[] = {{"sel._domainkey.example.com", "TXT", "garbage"},
                         {"sel._domainkey.example.com", "TXT", rsa_record},
                         {NULL, NULL, NULL}};
    wh_oracle *oracle = wh_oracle_new(&env, true);
    wh_dkim_key found;
    z = (zone){.at = two};
    do wh_dkim_key_find(&env, oracle, WH_LIT("sel"), WH_LIT("example.com"), false, WH_WHY_DKIM_KEY, &found);
    while (zone_answer(&z, oracle));
    assert_int_equal(found.result, WH_AUTH_PASS);
    free(key);
}

static void der(void **state)
{
    (void)state;
    char *key = signer_key(rsa);
    wh_str bytes, spki;
    unsigned bits;
    bool other;
    assert_true(wh_decode_base64(&env, text_of(key), &bytes));
    EACH_PREFIX(s, bytes.p, bytes.n,
                assert_int_equal(wh_rsa_key(&env, s, &spki, &bits, &other), s.n == bytes.n));
    assert_same_str(spki, bytes); /* written anew, it is the same */
    free(key);
    for (size_t i = 0; i < bytes.n;
         i++) { /* one byte wrong: whatever it makes of it, it stays within bounds */
        wh_str s = exact(bytes.p, bytes.n);
        char *p = (char *)(uintptr_t)s.p;
        for (int bit = 0; bit < 8; bit++) {
            p[i] = (char)(bytes.p[i] ^ (1 << bit));
            (void)wh_rsa_key(&env, s, &spki, &bits, &other);
        }
        exact_free(s);
    }
    static const char ed25519[] = "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"
                                  "0123456789abcdef0123456789abcdef";
    assert_false(wh_rsa_key(&env, (wh_str){ed25519, 44}, &spki, &bits, &other));
    assert_true(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(algorithms, setup, teardown),
        cmocka_unit_test_setup_teardown(syntax, setup, teardown),
        cmocka_unit_test_setup_teardown(keys, setup, teardown),
        cmocka_unit_test_setup_teardown(der, setup, teardown),
    };
    return cmocka_run_group_tests_name("dkim-syntax", tests, make_keys, drop_keys);
}
