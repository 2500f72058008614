/* paste/wrapped.c, refang.c: a source that a program wrapped whole, in base64 or as a string with escapes, or
 * that was made harmless. */
#include "support/paste.h"

#define MAIL                                                                                                 \
    "Received: from a.example (a.example [192.0.2.1])\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"      \
    "From: A <a@example.com>\nSubject: s\nMessage-ID: <1@example.com>\n"
#define STRING                                                                                               \
    "Received: from a.example (a.example [192.0.2.1])\\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\\n"    \
    "From: A <a@example.com>\\nSubject: s\\nMessage-ID: <1@example.com>\\n"
#define BASE64                                                                                               \
    "UmVjZWl2ZWQ6IGZyb20gYS5leGFtcGxlIChhLmV4YW1wbGUgWzE5Mi4wLjIuMV0pCiBieSBiLmV4YW1w\n"                     \
    "bGU7IFR1ZSwgMSBGZWIgMjAyMiAxMDowMDowMCArMDkwMApGcm9tOiBBIDxhQGV4YW1wbGUuY29tPgpT\n"                     \
    "dWJqZWN0OiBzCk1lc3NhZ2UtSUQ6IDwxQGV4YW1wbGUuY29tPgo"

static void strings(void **state)
{
    (void)state;
    mended("{\"id\": 1, \"raw\": \"" STRING "\", \"to\": 2}", MAIL, NULL,
           "escaped-string 1, text-before 1, text-after 1");
    mended("\"" STRING "\\nText \\u00e4\\u65e5 \\ud83d\\ude0a \\\"x\\\" C:\\\\n\"", MAIL,
           "Text \xC3\xA4\xE6\x97\xA5 \xF0\x9F\x98\x8A \"x\" C:\\n", "escaped-string 1");
    mended("b'" STRING "\\n\\xe3\\x81\\x82'", MAIL, "\xE3\x81\x82", "escaped-string 1");
    mended(STRING "\\nText", MAIL, "Text", "escaped-string 1");
}

static void base64(void **state)
{
    (void)state;
    mended(BASE64 "KVGV4dA==\n", MAIL, "Text", "base64-source 1");
    mended(BASE64 "=\n", MAIL, NULL, "base64-source 1");
    mended("data:message/rfc822;base64," BASE64 "=\n", MAIL, NULL, "base64-source 1, text-before 1");
    mended("{\"raw\":\"" BASE64 "\"}", MAIL, NULL, "base64-source 1, text-before 1, text-after 1");
    pasted p = paste_bytes(BASE64 "=\n", sizeof BASE64 "=\n" - 1);
    wh_str subject = wh_sub(p.out.head, wh_find(p.out.head, WH_LIT("Subject"), 0), p.out.head.n);
    wh_span span = wh_text_span(&p.out.text, wh_sub(subject, 0, 7));
    assert_true(span.start >= 140 && span.end <= 180); /* the sixteen digits that it came of */
    done(&p);
}

/* Made harmless before it was passed on. */
static void defanged(void **state)
{
    (void)state;
    mended("Received: from a[.]example (a[.]example [192[.]0[.]2[.]1])\n by b[.]example; Tue, 1 Feb 2022 "
           "10:00:00 +0900\nFrom: A <a[@]example[.]com>\nSubject: s\nMessage-ID: <1[at]example(dot)com>\n",
           MAIL, NULL, "defanged 10");
    mended("Received: from a.example (a.example [192[.]0[.]2[.]1])\n by b.example; Tue, 1 Feb 2022 10:00:00 "
           "+0900\nFrom: A <a@example.com>\nSubject: s\nMessage-ID: <1@example.com>\n\na[.]b [x]\n",
           MAIL, "a[.]b [x]\n", "defanged 3");
    /* What an author writes, where addresses stand as they are. */
    mended("Received: from a.example (a.example [192.0.2.1])\nFrom: A <a[@]example[.]com> <b@example.com>\n"
           "Subject: evil[.]example[.]com and 192[.]0[.]2[.]5\nMessage-ID: <1@example.com>\n",
           "Received: from a.example (a.example [192.0.2.1])\nFrom: A <a[@]example[.]com> <b@example.com>\n"
           "Subject: evil[.]example[.]com and 192[.]0[.]2[.]5\nMessage-ID: <1@example.com>\n",
           NULL, "");
    mended("Received: from a.example (a.example [2001:db8::1])\nFrom: A <a@example.com>\n"
           "Subject: evil[.]example[.]com and 192[.]0[.]2[.]5\nMessage-ID: <1@example.com>\n",
           "Received: from a.example (a.example [2001:db8::1])\nFrom: A <a@example.com>\n"
           "Subject: evil[.]example[.]com and 192[.]0[.]2[.]5\nMessage-ID: <1@example.com>\n",
           NULL, "");
}

/* A mail's own values are not unwrapped, whoever wrote them. */
static void mails_stay(void **state)
{
    (void)state;
    mended("From: b@example.net\nSubject: \"" STRING "\"\nDate: Tue, 1 Feb 2022 10:00:00 +0900\n",
           "From: b@example.net\nSubject: \"" STRING "\"\nDate: Tue, 1 Feb 2022 10:00:00 +0900\n", NULL, "");
    mended("From: b@example.net\nTo: c@example.org\nSubject: s\nMIME-Version: 1.0\n\n" BASE64 "=\n",
           "From: b@example.net\nTo: c@example.org\nSubject: s\nMIME-Version: 1.0\n", BASE64 "=\n", "");
    mended("\"Is it real?\"\nFrom: b@example.net\nDate: Tue, 1 Feb 2022 10:00:00 +0900\nSubject: \"" STRING
           "\"\n",
           "From: b@example.net\nDate: Tue, 1 Feb 2022 10:00:00 +0900\nSubject: \"" STRING "\"\n", NULL,
           "text-before 1");
    mended("Subject: a\\nFrom: b@example.net\nTo: c@example.org\n",
           "Subject: a\\nFrom: b@example.net\nTo: c@example.org\n", NULL, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),
        cmocka_unit_test(base64),
        cmocka_unit_test(defanged),
        cmocka_unit_test(mails_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
