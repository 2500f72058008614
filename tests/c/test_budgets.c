/* What an author multiplies uses up nothing of what the verdict rests on: every finding of the plain mail
 * stays. */
#include "support/multiply.h"

#define TOP                                                                                                  \
    "Return-Path: <bounce@mailer.example>\n"                                                                 \
    "Delivered-To: hanako@example.jp\n"                                                                      \
    "Received: from localhost (unknown [203.0.113.9]) by mx.example.jp (Postfix) with SMTP"                  \
    " id 4XyZ1a2b3cz1L7; Tue, 3 Feb 2026 10:00:05 +0900\n"
#define FORGED                                                                                               \
    "Received: from mx.example.jp (mx.example.jp [192.0.2.1]) by mail.example.com with ESMTP id 7;"          \
    " Tue, 3 Feb 2026 09:00:05 +0900\n"                                                                      \
    "Date: Tue, 3 Feb 2026 10:00:02 +0900\nFrom: PayPal <service@paypa1.example>\n"                          \
    "To: <hanako@example.jp>\nReply-To: <cash@example.net>\nSubject: PayPal: your account\n"                 \
    "Message-ID: <1@localhost>\n"                                                                            \
    "DKIM-Signature: v=1; a=rsa-sha256; d=micros0ft.example; s=a; h=From; bh=AAAA; b=AAAA\n"                 \
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
#define HELLO "\n--b\nContent-Type: text/plain\n\nHello\n"
#define PAGE "--b\nContent-Type: text/html\n\n<p>Dear customer, "
#define LINK "<a href=\"https://paypa1-login.example/\">https://www.paypal.com/</a></p>\n--b--\n"

typedef enum place {
    ABOVE,
    BELOW,
    IN_TEXT,
    IN_PAGE,
    PART
} place; /* of FORGED; before the link, in a text, the same page, a part */

static const struct {
    place place;
    const char *before, *piece;
    unsigned times;
    const char *after;
} kinds[] = {
    {ABOVE, "", "X-A: b\n", 21000, ""},
    {ABOVE, "",
     "Received: from a#.example.org (b#.example.com [198.51.100.7]) by c#.example.net; Tue, 3 Feb 2026 "
     "08:00:00 +0900\n",
     480, ""},
    {BELOW, "",
     "Received: from a#.example.org (b#.example.com [198.51.100.7]) by c#.example.net; Tue, 3 Feb 2026 "
     "08:00:00 +0900\n",
     600, ""},
    {BELOW, "Received: from a", " x", 5000, "\n"},
    {ABOVE, "", "X-Envelope-To: a@example.org, b@example.org\n", 3000, ""},
    {ABOVE, "", "To: <a#@a#.example>, <b#@b#.example>, <c@c#.example>, <d@d#.example>\n", 6000, ""},
    {ABOVE, "Cc: a@example.org", ",b#@c#.example.org", 60000, "\n"},
    {BELOW, "", "Sender: \"a#.example.org b#.example.com\" <a@a#.example>\n", 3000, ""},
    {BELOW, "", "Reply-To: a@a#.example\n", 3000, ""},
    {BELOW, "", "DKIM-Signature: v=1; a=rsa-sha256; d=d#.example; s=a; h=From; bh=AAAA; b=AAAA\n", 60, ""},
    {ABOVE, "", "X-Spam-Status: No, score=-5\n", 400, ""},
    {ABOVE, "", "References: <#@example.org>\n", 3000, ""},
    {ABOVE, "Authentication-Results: x.example", "; spf=pass smtp.mailfrom=a#.example", 700, "\n"},
    {ABOVE, "", "ARC-Seal: i=#; a=rsa-sha256; d=example.org; s=a; cv=pass; b=AAAA\n", 300, ""},
    {IN_TEXT, "", "https://a#.example.org/#\n", 3000, ""},
    {IN_TEXT, "", "https://a.example.org/#\n", 3000, ""},
    {IN_TEXT, "", "a#@b#.example.org write to c#.example.net\n", 3000, ""},
    {IN_TEXT, "", "PayPal your account is locked, verify it now within 24 hours\n", 5000, ""},
    {IN_PAGE, "", "<img src=\"https://a#.example.org/#\">", 3000, ""},
    {IN_PAGE, "", "<a href=\"https://a#.example.org/\">b#.example.com</a> and\n", 900, ""},
    {PART, "", "--b\nContent-Type: text/plain\n\nhttps://a#.example.org/\n", 800, ""},
    {PART, "", "--b\nContent-Type: text/html\n\n<a href=\"https://a#.example.org/\">b#.example.com</a>\n",
     800, ""},
    {PART, "", "--b\nContent-Type: application/zip\nContent-Disposition: attachment; filename=a#.zip\n\nPK\n",
     900, ""},
};
#define KINDS (sizeof kinds / sizeof *kinds)

static text mail_with(size_t kind)
{
    text t = text_new();
    for (place at = ABOVE; at <= PART; at++) {
        if (at == ABOVE) put(&t, TOP);
        if (at == BELOW) put(&t, FORGED);
        if (at == IN_TEXT) put(&t, HELLO);
        if (at == IN_PAGE) put(&t, kind < KINDS && kinds[kind].place == PART ? "" : PAGE);
        if (kind < KINDS && kinds[kind].place == at) {
            put(&t, kinds[kind].before);
            many(&t, kinds[kind].piece, kinds[kind].times);
            put(&t, kinds[kind].after);
        }
    }
    if (kind < KINDS && kinds[kind].place == PART) put(&t, PAGE);
    put(&t, LINK);
    return t;
}

static const char *id_of(const cJSON *finding)
{
    return cJSON_GetStringValue(cJSON_GetObjectItem(finding, "id"));
}

static bool has(const cJSON *report, const char *id)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, cJSON_GetObjectItem(report, "findings"))
    {
        if (strcmp(id_of(one), id) == 0) return true;
    }
    return false;
}

/* What is true only of a mail with one link. */
static bool is_of_one(const char *id)
{
    return strcmp(id, "only-link") == 0 || strcmp(id, "links-one-stranger") == 0;
}

static void no_finding_is_lost(void **state)
{
    (void)state;
    whence_profile *profile = whence_profile_open(NULL, 0);
    text t = mail_with(KINDS);
    cJSON *plain = judged(&t, profile);
    unsigned lost = 0;
    free(t.p);
    assert_true(cJSON_GetArraySize(cJSON_GetObjectItem(plain, "findings")) > 10);
    for (size_t i = 0; i < KINDS; i++) {
        t = mail_with(i);
        cJSON *report = judged(&t, profile);
        const cJSON *one;
        cJSON_ArrayForEach(one, cJSON_GetObjectItem(plain, "findings"))
        {
            if (has(report, id_of(one)) || is_of_one(id_of(one))) continue;
            printf("with %u of \"%.40s\": %s is lost\n", kinds[i].times, kinds[i].piece, id_of(one));
            lost++;
        }
        cJSON_Delete(report);
        free(t.p);
    }
    cJSON_Delete(plain);
    whence_profile_close(profile);
    assert_int_equal(lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_finding_is_lost)};
    return cmocka_run_group_tests_name("budgets", tests, NULL, NULL);
}
