/* A mail that is signed, verified against a key record in the DNS, and what came of it. */
#ifndef WHENCE_TESTS_DKIM_H
#define WHENCE_TESTS_DKIM_H

#include "support/signed_mail.h"
#include "support/signer.h"

static signer *rsa, *rsa2048, *weak, *ed;
static char *rsa_record, *rsa2048_record, *weak_record, *ed_record, *bare_record;
static wh_signature got;
static wh_dkim all;
static zone z;

#define NOW 1770000000
#define HEADER                                                                                               \
    "From: Joe <joe@example.com>\r\nTo: Suzie <suzie@example.net>\r\nSubject: Is  dinner \r\n\tready?\r\n"   \
    "Date: Tue, 3 Feb 2026 10:00:00 +0900\r\n"
#define BODY "Hi.\r\n\r\nWe lost  the game. \r\nAre you hungry\tyet?\r\n\r\nJoe.\r\n"
#define TAGS(c) "v=1; a=rsa-sha256; c=" c "; d=example.com; s=sel;"

/* Verifies the mail with this key record at sel._domainkey.example.com (NULL: none there, "": no answer). */
static inline void verify_bytes(const char *mail, size_t n, const char *record, int64_t now)
{
    zone_record data[] = {{"sel._domainkey.example.com", "TXT", record},
                          {"ed._domainkey.example.com", "TXT", ed_record},
                          {NULL, NULL, NULL}};
    if (!record) data[0] = (zone_record){"example.com", "A", "192.0.2.1"};
    else if (!*record) data[0] = (zone_record){"sel._domainkey.example.com", "TIMEOUT", ""};
    wh_oracle *oracle = wh_oracle_new(&env, true);
    signed_mail m;
    z = (zone){.at = data};
    signed_mail_open(&m, oracle, mail, n, now * 1000);
    do {
        m.view.canon[0] = m.view.canon[1] = WH_ABSENT;
        wh_dkim_check(&m.view, now * 1000, &all);
    } while (zone_answer(&z, oracle));
    got = all.signatures.n ? all.signatures.at[0] : (wh_signature){0};
    signed_mail_close(&m);
}
static inline void verify(const char *mail, const char *record)
{
    verify_bytes(mail, strlen(mail), record, NOW);
}

#define assert_result(want, why)                                                                             \
    do {                                                                                                     \
        assert_same(wh_dkim_reason_name(got.reason), why);                                                   \
        assert_same(wh_auth_result_name(got.result), want);                                                  \
    } while (0)

static inline char *signed_with(const signer *by, const char *tags, const char *h, bool head, bool body,
                                long length)
{
    return sign_mail(&(signing){by, NULL, tags, h, head, body, length}, HEADER, BODY);
}
static inline char *plain(void)
{
    return signed_with(rsa, TAGS("relaxed/relaxed"), "from:to:subject:date", true, true, -1);
}

static inline void verify_changed(const char *from, const char *to, const char *record)
{
    char *mail = plain(), *other = replaced(mail, from, to);
    verify(other, record);
    free(mail);
    free(other);
}

static inline int make_keys(void **state)
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
static inline int drop_keys(void **state)
{
    (void)state;
    signer *const signers[] = {rsa, rsa2048, weak, ed};
    char *const records[] = {rsa_record, rsa2048_record, bare_record, weak_record, ed_record};
    for (size_t i = 0; i < 4; i++) signer_free(signers[i]);
    for (size_t i = 0; i < 5; i++) free(records[i]);
    return 0;
}

#endif
