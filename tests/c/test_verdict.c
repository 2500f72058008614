/* verdict/: the scale, the bounds, the kinds. */
#include "support/exact.h"
#include "verdict/verdict.h"
#include "whence.h"

#include "cJSON.h"

static void test_score_never_falls(void **state)
{
    (void)state;
    for (int sum = -200; sum < 400; sum++) {
        assert_true(wh_score_of(sum) <= wh_score_of(sum + 1));
        assert_in_range(wh_score_of(sum), 0, 100);
    }
    assert_int_equal(wh_score_of(-1000), 0);
    assert_int_equal(wh_score_of(1000), 100);
}

static void test_levels_begin_at_their_sums(void **state)
{
    (void)state;
    assert_int_equal(wh_level_of(wh_score_of(WH_SUM_FORGED)), WH_FORGED);
    assert_int_equal(wh_level_of(wh_score_of(WH_SUM_FORGED - 1)), WH_SUSPICIOUS);
    assert_int_equal(wh_level_of(wh_score_of(WH_SUM_SUSPICIOUS)), WH_SUSPICIOUS);
    assert_int_equal(wh_level_of(wh_score_of(WH_SUM_SUSPICIOUS - 1)), WH_UNCLEAR);
    assert_int_equal(wh_level_of(wh_score_of(WH_SUM_UNCLEAR)), WH_UNCLEAR);
    assert_int_equal(wh_level_of(wh_score_of(WH_SUM_UNCLEAR - 1)), WH_CONSISTENT);
    for (int score = 0; score < 100; score++)
        assert_true(wh_level_of(score) >= wh_level_of(score + 1)); /* forged comes first */
}

/* What is said of the way to the next level is what the scale does. */
static void test_points_to_the_next_level(void **state)
{
    (void)state;
    for (int sum = 0; sum < 200; sum++) {
        wh_verdict v = {.sum = sum, .score = wh_score_of(sum)};
        v.level = wh_level_of(v.score);
        int worse = wh_points_to_worse(&v), milder = wh_points_to_milder(&v);
        if (v.level != WH_FORGED) {
            assert_true(worse > 0);
            assert_true(wh_level_of(wh_score_of(sum + worse)) < v.level);
            assert_int_equal(wh_level_of(wh_score_of(sum + worse - 1)), v.level);
        } else {
            assert_int_equal(worse, 0);
        }
        if (v.level <= WH_UNCLEAR) {
            assert_true(wh_level_of(wh_score_of(sum - milder)) > v.level);
            assert_int_equal(wh_level_of(wh_score_of(sum - milder + 1)), v.level);
        }
    }
}

typedef struct judged {
    char level[16], kind[20], bound[20];
    int score;
} judged;

static void copy(char *out, size_t size, const cJSON *text)
{
    const char *from = cJSON_GetStringValue(text);
    size_t i = 0;
    for (; from && from[i] && i + 1 < size; i++) out[i] = from[i];
    out[i] = 0;
}

static judged judge(const char *mail)
{
    size_t n = 0;
    judged out = {.score = -1};
    whence_session *s = whence_open(WHENCE_MAIL, mail, strlen(mail), NULL, NULL, 1770336000000, 0);
    assert_non_null(s);
    assert_true(whence_step(s) != WHENCE_FAILED); /* ASKING: for digests, which no verdict needs */
    const char *json = whence_report(s, &n);
    assert_non_null(json);
    cJSON *report = cJSON_ParseWithLength(json, n);
    const cJSON *verdict = cJSON_GetObjectItemCaseSensitive(report, "verdict");
    copy(out.level, sizeof out.level, cJSON_GetObjectItemCaseSensitive(verdict, "level"));
    copy(out.kind, sizeof out.kind, cJSON_GetObjectItemCaseSensitive(verdict, "kind"));
    copy(out.bound, sizeof out.bound, cJSON_GetObjectItemCaseSensitive(verdict, "bound"));
    out.score = (int)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(verdict, "score"));
    cJSON_Delete(report);
    whence_close(s);
    return out;
}

#define WAY                                                                                                  \
    "Received: from mail.shop.example.com (mail.shop.example.com [198.51.100.25])\r\n"                       \
    "\tby mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7; Tue, 3 Feb 2026 10:00:05 +0900\r\n"
#define HONEST                                                                                               \
    WAY "From: Example Shop <news@shop.example.com>\r\nTo: hanako@example.jp\r\n"                            \
        "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\n"                                                           \
        "Message-ID: <20260203010002.7F3A21@mail.shop.example.com>\r\nSubject: Your order\r\n"

static void test_nothing_found_is_not_proof(void **state)
{
    (void)state;
    judged v = judge(HONEST "\r\nThank you.\r\n");
    assert_string_equal(v.level, "consistent");
    assert_string_equal(v.kind, "genuine");
    assert_in_range(v.score, WH_SCORE_CONSISTENT, WH_SCORE_UNCLEAR - 1);
}

/* A mail that is good in everything but one: the one is not averaged away. */
static void test_never_consistent_beside_a_serious_finding(void **state)
{
    (void)state;
    judged v = judge(
        HONEST "MIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=\"invoice.pdf.exe\"\r\n"
               "Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA\r\n");
    assert_true(v.score >= WH_SCORE_SUSPICIOUS);
}

static void test_a_piece_is_not_accused(void **state)
{
    (void)state;
    judged v =
        judge("Received: from localhost (unknown [203.0.113.9]) by mx.example.jp (Postfix) with ESMTP id "
              "4XyZ1a2b3cz1L7;\r\n"
              " Tue, 3 Feb 2026 10:00:05 +0900\r\n");
    assert_string_equal(v.level, "unclear");
    assert_string_equal(v.kind, "unknown");
    v = judge("Message-ID: <20260203.1@localhost.localdomain>\r\n");
    assert_string_equal(v.level, "unclear");
    v = judge("\x89PNG\r\n\x1a\n\x01\x02");
    assert_string_equal(v.level, "unclear");
}

#define REPORT_TEXT                                                                                          \
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"                 \
    "Content-Type: text/plain\r\n\r\nIt came back.\r\n"                                                      \
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\n"          \
    "Final-Recipient: rfc822; a@example.net\r\n"                                                             \
    "Action: failed\r\nStatus: 5.1.1\r\n--b--\r\n"

static void test_a_report_is_a_kind_of_its_own(void **state)
{
    (void)state;
    judged v = judge("Return-Path: <>\r\nReceived: from localhost (localhost)\r\n"
                     "\tby mx.example.jp (8.17/8.17) id 6135I0; Tue, 3 Feb 2026 10:00:05 +0900\r\n"
                     "From: MAILER-DAEMON@mx.example.jp\r\nTo: hanako@example.jp\r\n"
                     "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nSubject: Returned mail\r\n" REPORT_TEXT);
    assert_string_equal(v.kind, "bounce");
    assert_string_equal(v.level, "consistent");
}

/* The form of a report is the author's to write: it does not excuse what the report carries. */
static void test_a_report_excuses_nothing_but_its_header(void **state)
{
    (void)state;
    judged v =
        judge("Return-Path: <>\r\n" WAY "From: MAILER-DAEMON@shop.example.com\r\nTo: hanako@example.jp\r\n"
              "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\n"
              "Subject: Returned mail\r\nContent-Type: multipart/report; report-type=delivery-status; "
              "boundary=b\r\n\r\n--b\r\n"
              "Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b\r\n"
              "Content-Type: application/octet-stream; name=\"mail.pdf.exe\"\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA\r\n--b--\r\n");
    assert_true(v.score >= WH_SCORE_SUSPICIOUS);
    assert_string_not_equal(v.kind, "bounce");
}

static void test_a_pretended_report_is_impersonation(void **state)
{
    (void)state;
    judged v = judge("Return-Path: <a@shop.example.com>\r\n" WAY
                     "From: \"postmaster@mail.example.net\" <a@shop.example.com>\r\nTo: hanako@example.jp\r\n"
                     "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nMessage-ID: <1.2@shop.example.com>\r\n"
                     "Subject: Undelivered mail (2)\r\n"
                     "Content-Type: text/html\r\n\r\n"
                     "<a href=\"https://box.example.org/?m=hanako@example.jp\">Receive</a>\r\n");
    assert_string_equal(v.kind, "impersonation");
    assert_true(v.score >= WH_SCORE_SUSPICIOUS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score_never_falls),
        cmocka_unit_test(test_levels_begin_at_their_sums),
        cmocka_unit_test(test_points_to_the_next_level),
        cmocka_unit_test(test_nothing_found_is_not_proof),
        cmocka_unit_test(test_never_consistent_beside_a_serious_finding),
        cmocka_unit_test(test_a_piece_is_not_accused),
        cmocka_unit_test(test_a_report_is_a_kind_of_its_own),
        cmocka_unit_test(test_a_report_excuses_nothing_but_its_header),
        cmocka_unit_test(test_a_pretended_report_is_impersonation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
