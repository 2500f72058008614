/* DKIM: RFC 6376 3 and 6, RFC 8301, RFC 8463. */
#include "support/signed_mail.h"
#include "support/signer.h"

static wh_arena *arena;
static wh_env env;
static signer *rsa, *rsa2048, *weak, *ed;
static char *rsa_record, *rsa2048_record, *weak_record, *ed_record, *bare_record;
static wh_signature got;
static wh_dkim all;
static zone z;

#define NOW 1770000000
#define HEADER                                                                                               \
    "From: Joe <joe@example.com>\r\nTo: Suzie <suzie@example.net>\r\nSubject: Is  dinner \r\n\tready?\r\nDate: Tue, 3 Feb 2026 10:00:00 +0900\r\n"
#define BODY "Hi.\r\n\r\nWe lost  the game. \r\nAre you hungry\tyet?\r\n\r\nJoe.\r\n"
#define TAGS(c) "v=1; a=rsa-sha256; c=" c "; d=example.com; s=sel;"

static int setup(void **state)
{
    (void)state;
    arena = wh_arena_new(32u << 20);
    env = (wh_env){.arena = arena};
    return arena ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(arena);
    return 0;
}

/* Verifies the mail with this key record at sel._domainkey.example.com (NULL: none there, "": no answer). */
static void verify_bytes(const char *mail, size_t n, const char *record, int64_t now)
{
    zone_record data[] = {{"sel._domainkey.example.com", "TXT", record},
                          {"ed._domainkey.example.com", "TXT", ed_record},
                          {NULL, NULL, NULL}};
    if (!record) data[0] = (zone_record){"example.com", "A", "192.0.2.1"};
    else if (!*record) data[0] = (zone_record){"sel._domainkey.example.com", "TIMEOUT", ""};
    wh_oracle *oracle = wh_oracle_new(&env, true);
    signed_mail m;
    z = (zone){.at = data};
    signed_mail_open(&m, &env, oracle, mail, n, now * 1000);
    do {
        m.view.canon[0] = m.view.canon[1] = WH_ABSENT;
        wh_dkim_check(&m.view, now * 1000, &all);
    } while (zone_answer(&z, oracle));
    got = all.signatures.n ? all.signatures.at[0] : (wh_signature){0};
    signed_mail_close(&m);
}
static void verify(const char *mail, const char *record) { verify_bytes(mail, strlen(mail), record, NOW); }

#define assert_result(want, why)                                                                             \
    do {                                                                                                     \
        assert_same(wh_dkim_reason_name(got.reason), why);                                                   \
        assert_same(wh_auth_result_name(got.result), want);                                                  \
    } while (0)

static char *signed_with(const signer *by, const char *tags, const char *h, bool head, bool body, long length)
{
    return sign_mail(&(signing){by, NULL, tags, h, head, body, length}, HEADER, BODY);
}
static char *plain(void)
{
    return signed_with(rsa, TAGS("relaxed/relaxed"), "from:to:subject:date", true, true, -1);
}

/* A copy with the first `from` replaced by `to`. */
static char *changed(const char *mail, const char *from, const char *to)
{
    const char *at = strstr(mail, from);
    assert_non_null(at);
    char *out = malloc(strlen(mail) + strlen(to) + 1);
    if (!out) abort();
    sprintf(out, "%.*s%s%s", (int)(at - mail), mail, to, at + strlen(from));
    return out;
}
static void verify_changed(const char *from, const char *to, const char *record)
{
    char *mail = plain(), *other = changed(mail, from, to);
    verify(other, record);
    free(mail);
    free(other);
}

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
        char *spaced = changed(mail, "Is  dinner \r\n\tready?", "Is dinner ready?");
        verify(spaced, rsa_record);
        assert_same(wh_auth_result_name(got.result), i >= 2 ? "pass" : "fail");
        char *body = changed(mail, "lost  the game. \r\n", "lost the game.\r\n");
        verify(body, rsa_record);
        assert_same(wh_auth_result_name(got.result), i % 2 ? "pass" : "fail");
        char *lines = changed(mail, "Joe.\r\n", "Joe.\r\n\r\n\r\n");
        verify(lines, rsa_record);
        assert_result("pass", "");
        char *cut = changed(mail, "Joe.\r\n", "Joe.");
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
    wh_str body = wh_canon_body(arena, WH_ABSENT, true);
    assert_int_equal(body.n, 0);
    assert_int_equal(wh_canon_body(arena, WH_LIT("\n\r\n"), false).n, 2);
    static const char lines[] = " \t a  b\t\n\r\nx\ry\r\n \t\r\n\n";
    EACH_PREFIX(s, lines, sizeof lines - 1, {
        for (int relaxed = 0; relaxed < 2; relaxed++)
            assert_int_equal(wh_canon_body(arena, s, relaxed).n, wh_canon_length(s, relaxed));
    });
    assert_same(wh_canon_body(arena, text_of(lines), true), " a b\r\n\r\nx\ry\r\n");
    assert_same(wh_canon_body(arena, text_of(lines), false), " \t a  b\t\r\n\r\nx\ry\r\n \t\r\n");
}

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
         *more = changed(mail, "Joe.\r\n", "Joe.\r\nlist footer\r\n");
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
    char *other = changed(mail, "dinner", "supper");
    verify_bytes(other, header, rsa_record, NOW);
    assert_result("fail", "signature");
    wh_oracle *oracle = wh_oracle_new(&env, true);
    zone_record data[] = {{"sel._domainkey.example.com", "TXT", rsa_record}, {NULL, NULL, NULL}};
    signed_mail m;
    z = (zone){.at = data};
    signed_mail_open(&m, &env, oracle, other, strlen(other), NOW * 1000ll);
    m.view.head_exact = false;
    do wh_dkim_check(&m.view, NOW * 1000ll, &all);
    while (zone_answer(&z, oracle));
    assert_int_equal(all.signatures.at[0].result, WH_NOT_EVALUATED);
    assert_same(wh_dkim_reason_name(all.signatures.at[0].reason), "header-damaged");
    signed_mail_close(&m);
    free(other);
    other = changed(mail, "hungry", "thirsty");
    oracle = wh_oracle_new(&env, true);
    signed_mail_open(&m, &env, oracle, other, strlen(other), NOW * 1000ll);
    m.view.body_exact = false;
    do wh_dkim_check(&m.view, NOW * 1000ll, &all);
    while (zone_answer(&z, oracle));
    assert_int_equal(all.signatures.at[0].result, WH_NOT_EVALUATED);
    assert_same(wh_dkim_reason_name(all.signatures.at[0].reason), "body-damaged");
    signed_mail_close(&m);
    free(other);
    /* Refused, and without lookups: not evaluated, and nothing is asked. */
    oracle = wh_oracle_new(&env, true);
    signed_mail_open(&m, &env, oracle, mail, strlen(mail), NOW * 1000ll);
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

static int make_keys(void **state)
{
    (void)state;
    rsa = signer_rsa(1024);
    rsa2048 = signer_rsa(2048);
    weak = signer_rsa(1023);
    ed = signer_ed25519();
    rsa_record = signer_record(rsa, false);
    rsa2048_record = signer_record(rsa2048, false);
    bare_record = signer_record(rsa2048, true);
    weak_record = signer_record(weak, false);
    ed_record = signer_record(ed, false);
    return 0;
}
static int drop_keys(void **state)
{
    (void)state;
    signer *const signers[] = {rsa, rsa2048, weak, ed};
    char *const records[] = {rsa_record, rsa2048_record, bare_record, weak_record, ed_record};
    for (size_t i = 0; i < 4; i++) signer_free(signers[i]);
    for (size_t i = 0; i < 5; i++) free(records[i]);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(canonical_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(empty_bodies, setup, teardown),
        cmocka_unit_test_setup_teardown(algorithms, setup, teardown),
        cmocka_unit_test_setup_teardown(syntax, setup, teardown),
        cmocka_unit_test_setup_teardown(keys, setup, teardown),
        cmocka_unit_test_setup_teardown(fields, setup, teardown),
        cmocka_unit_test_setup_teardown(limits_of_body, setup, teardown),
        cmocka_unit_test_setup_teardown(times, setup, teardown),
        cmocka_unit_test_setup_teardown(copies, setup, teardown),
        cmocka_unit_test_setup_teardown(der, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup, teardown),
    };
    return cmocka_run_group_tests_name("dkim", tests, make_keys, drop_keys);
}
