/* judge_dkim.c: what becomes of signatures on the way, and what that raises. */
#include "support/verified.h"

static void changes(void **state)
{
    (void)state;
    const zone_record data[] = {SPF_RECORD, KEY, END};
    static const struct {
        const char *from, *to;
        wh_finding_id id;
    } want[] = {
        {"on its way.\r\n", "on its way to someone.\r\n", WH_F_DKIM_BODY_CHANGED},
        {"Subject: Your order", "Subject: Pay now", WH_F_DKIM_HEADER_CHANGED},
        {"Subject: ", "Subject: [shop] ", WH_F_DKIM_SUBJECT_TAGGED},
        {"on its way.\r\n", "on its way.\r\n____________\r\nlist footer\r\n", WH_F_DKIM_FOOTER_ADDED},
        {"From: Shop <news@example.com>", "From: list@example.net\r\nReply-To: Shop <news@example.com>",
         WH_F_DKIM_FROM_REPLACED},
        {"Dear Hanako", "\r\n\r\nDear Hanako", WH_F_DKIM_RE_ENCODED},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char *mail = altered(honest(), want[i].from, want[i].to);
        check(mail, data);
        assert_true(raised(want[i].id));
        assert_false(raised(WH_F_DKIM_PASS));
        if (i >= 2)
            assert_int_equal(
                finding(raised(WH_F_DKIM_BODY_CHANGED) ? WH_F_DKIM_BODY_CHANGED : WH_F_DKIM_HEADER_CHANGED)
                    ->severity,
                WH_INFO);
        else assert_int_equal(finding(want[i].id)->severity, WH_LOW);
        free(mail);
    }
}

static void copies(void **state)
{
    (void)state;
    const zone_record data[] = {SPF_RECORD, DMARC_RECORD, KEY, END};
    char *mail = honest();
    strstr(mail, "\r\n\r\n")[2] = '\0'; /* the header alone */
    check(mail, data);
    assert_true(raised(WH_F_DKIM_HEADER_VERIFIED));
    assert_int_equal(c.results->dkim->signatures.at[0].result, WH_NOT_EVALUATED);
    char *other = altered(mail, "s=s;", "s=gone;");
    check(other, data);
    assert_false(raised(WH_F_DKIM_HEADER_VERIFIED));
    free(other);
    mail =
        altered(honest(),
                "Subject: ", "> Subject: "); /* a quoted line, repaired: whatever comes out proves nothing */
    check(mail, data);
    if (c.results->dkim->signatures.n && !facts.paste.head_exact)
        assert_int_not_equal(c.results->dkim->signatures.at[0].result, WH_AUTH_FAIL);
    free(mail);
    mail = on_top(TOP,
                  sign_mail(&(signing){rsa, NULL, "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s;",
                                       "from", true, true, -1},
                            FIELDS, BODY));
    strstr(mail, "\r\n\r\n")[2] = '\0';
    const zone_record net[] = {{"s._domainkey.example.net", "TXT", record}, END};
    check(mail, net);
    assert_true(raised(WH_F_DKIM_CANNOT_TELL));
    free(mail);
}

static void keys(void **state)
{
    (void)state;
    char *mail = honest(), text[700];
    const zone_record none[] = {SPF_RECORD, END};
    check(mail, none);
    assert_true(raised(WH_F_DKIM_KEY_MISSING));
    check_as(mail, none, NOW + 60ll * 86400000, WH_ANSWERED, true); /* two months later */
    assert_true(raised(WH_F_DKIM_KEY_GONE) && raised(WH_F_AUTH_LATER));
    assert_false(raised(WH_F_DKIM_KEY_MISSING));
    const zone_record revoked[] = {{"s._domainkey.example.com", "TXT", "v=DKIM1; p="}, END};
    check(mail, revoked);
    assert_int_equal(finding(WH_F_DKIM_KEY_REVOKED)->severity, WH_LOW);
    check_as(mail, revoked, NOW + 60ll * 86400000, WH_ANSWERED, true);
    assert_int_equal(finding(WH_F_DKIM_KEY_REVOKED)->severity, WH_INFO);
    const zone_record broken[] = {{"s._domainkey.example.com", "TXT", "v=DKIM1; p=!"}, END};
    check(mail, broken);
    assert_true(raised(WH_F_DKIM_KEY_UNUSABLE));
    snprintf(text, sizeof text, "%s; t=y", record);
    const zone_record testing[] = {{"s._domainkey.example.com", "TXT", text}, END};
    check(mail, testing);
    assert_true(raised(WH_F_DKIM_TESTING) && raised(WH_F_DKIM_PASS));
    free(mail);
    mail = on_top(TOP, signed_by(weak, TAGS, -1));
    const zone_record small[] = {{"s._domainkey.example.com", "TXT", weak_record}, END};
    check(mail, small);
    assert_true(raised(WH_F_DKIM_WEAK_KEY));
    free(mail);
    mail = altered(honest(), "rsa-sha256", "rsa-sha1");
    check(mail, none);
    assert_true(raised(WH_F_DKIM_OLD_ALGORITHM));
    free(mail);
    mail = altered(honest(), "v=1;", "v=9;");
    check(mail, none);
    assert_true(raised(WH_F_DKIM_UNREADABLE));
    free(mail);
}

static void coverage(void **state)
{
    (void)state;
    const zone_record data[] = {
        SPF_RECORD, DMARC_RECORD, KEY, {"s._domainkey.example.net", "TXT", record}, END};
    char *mail = on_top(TOP, signed_by(rsa, TAGS " l=14;", 14));
    check(mail, data);
    assert_true(raised(WH_F_DKIM_UNSIGNED_TAIL));
    free(mail);
    mail = on_top("Subject: Pay now\r\n" TOP, signed_by(rsa, TAGS, -1));
    check(mail, data);
    assert_true(raised(WH_F_DKIM_UNSIGNED_COPY));
    assert_same(arg(WH_F_DKIM_UNSIGNED_COPY, "field"), "Subject");
    free(mail);
    mail = on_top(TOP, signed_by(rsa, "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s;", -1));
    check(mail, data);
    assert_true(raised(WH_F_DKIM_OTHER_DOMAIN));
    assert_false(raised(WH_F_DKIM_PASS));
    free(mail);
    mail = on_top(TOP, signed_by(rsa, TAGS " x=1770081000;", -1)); /* between the handover and now */
    check(mail, data);
    assert_true(raised(WH_F_DKIM_EXPIRED_SINCE) && raised(WH_F_DKIM_PASS));
    free(mail);
    mail = on_top(TOP, signed_by(rsa, TAGS " x=1770080000;", -1)); /* before the handover */
    check(mail, data);
    assert_true(raised(WH_F_DKIM_EXPIRED));
    free(mail);
}

/* What is signed does not say to whom it goes: mail that a stranger sends on long afterwards. */
#define STRANGER                                                                                             \
    "Return-Path: <b@example.net>\r\nReceived: from x.example.net (unknown [198.51.100.66])\r\n"             \
    "\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7; Tue,  3 Feb 2026 10:00:05 +0900\r\n"
#define SIGNERS                                                                                              \
    "Return-Path: <b@example.net>\r\nReceived: from out.example.com (out.example.com [198.51.100.66])\r\n"   \
    "\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7; Tue,  3 Feb 2026 10:00:05 +0900\r\n"
static void late_at(const char *top, const char *tags, bool late)
{
    const zone_record data[] = {SPF_RECORD, DMARC_RECORD, KEY, END};
    const signing all = {rsa, NULL, tags, "from:to:subject:date:message-id", true, true, -1};
    char *mail = on_top(top, sign_mail(&all, FIELDS, BODY));
    check(mail, data);
    assert_true(raised(WH_F_DKIM_PASS) && raised(WH_F_DMARC_PASS));
    assert_int_equal(raised(WH_F_DKIM_OLD_SIGNATURE), late);
    assert_int_equal(wh_authentic_basis(&c), late ? WH_BASIS_NONE : WH_BASIS_SIGNATURE);
    free(mail);
}

static void late(void **state)
{
    (void)state;
    late_at(STRANGER, TAGS " t=1769500000;", true);  /* seven days */
    late_at(STRANGER, TAGS " t=1769800000;", false); /* three: a queue's time */
    late_at(STRANGER, TAGS, false);                  /* Date is signed, and of the same day */
    late_at(TOP, TAGS " t=1769500000;", false);      /* the domain lists the address */
    late_at(SIGNERS, TAGS " t=1769500000;", false);  /* its own server, by a name that Postfix compared */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes, setup, teardown),
        cmocka_unit_test_setup_teardown(copies, setup, teardown),
        cmocka_unit_test_setup_teardown(keys, setup, teardown),
        cmocka_unit_test_setup_teardown(coverage, setup, teardown),
        cmocka_unit_test_setup_teardown(late, setup, teardown),
    };
    return cmocka_run_group_tests_name("signatures", tests, make_keys, drop_keys);
}
