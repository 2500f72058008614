/* date/: RFC 5322 3.3 and 4.3, and the rest. Expected instants are written as JavaScript prints them. */
#include "support/env.h"

#include "parse/parse.h"

#define P(name) (1u << WH_DATE_##name)

static void read_as(const char *written, const char *want, int offset, uint32_t problems)
{
    wh_date date;
    wh_str s = exact(written, strlen(written));
    wh_parse_date(s, &date);
    wh_str got = date.ok ? wh_format_iso(&env, date.ms) : WH_ABSENT;
    exact_free(s);
    same_(got, want ? text_of(want) : WH_ABSENT, written, __FILE__, __LINE__);
    if (date.offset_minutes != offset || date.problems != problems)
        printf("%s: offset %d (want %d), problems %x (want %x)\n", written, date.offset_minutes, offset,
               date.problems, problems);
    assert_int_equal(date.offset_minutes, offset);
    assert_int_equal(date.problems, problems);
}

static void rfc5322(void **state)
{
    (void)state;
    read_as("Mon, 3 Jan 2005 14:50:12 +0900", "2005-01-03T05:50:12.000Z", 540, 0);
    read_as(" Fri, 21 Nov 1997 09:55:06 -0600\r\n", "1997-11-21T15:55:06.000Z", -360, 0);
    read_as("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n"
            "               -0330 (Newfoundland Time)",
            "1969-02-14T03:02:00.000Z", -210, 0);
    read_as("21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06.000Z", -360, 0);
    read_as("Fri, 21 Nov 97 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06.000Z", -360,
            P(TWO_DIGIT_YEAR));
    read_as("Mon,3 Jan 2005 14:50:12+0900", "2005-01-03T05:50:12.000Z", 540, 0);
    read_as("mon, 3 jan 2005 14:50:12 +0900", "2005-01-03T05:50:12.000Z", 540, 0);
    read_as("MON, 03 JAN 2005 14:50:12 +0900 (JST)", "2005-01-03T05:50:12.000Z", 540, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 -0000", "2005-01-03T14:50:12.000Z", 0, 0);
    read_as("Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00.000Z", 0, 0);
    read_as("Tue, 29 Feb 2000 00:00:00 +0000", "2000-02-29T00:00:00.000Z", 0, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 +1400", "2005-01-03T00:50:12.000Z", 840, 0);
}

static void obsolete(void **state)
{
    (void)state;
    read_as("Mon, 3 Jan 2005 14:50:12 PST", "2005-01-03T22:50:12.000Z", -480, P(OBSOLETE_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 pdt", "2005-01-03T21:50:12.000Z", -420, P(OBSOLETE_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 GMT", "2005-01-03T14:50:12.000Z", 0, P(OBSOLETE_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 UT", "2005-01-03T14:50:12.000Z", 0, P(OBSOLETE_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 A", "2005-01-03T14:50:12.000Z", 0,
            P(OBSOLETE_ZONE)); /* military: -0000 */
    read_as("Mon, 3 Jan 2005 14:50:12 Z", "2005-01-03T14:50:12.000Z", 0, P(OBSOLETE_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 JST", "2005-01-03T05:50:12.000Z", 540, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 CEST", "2005-01-03T12:50:12.000Z", 120, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 IST", "2005-01-03T09:20:12.000Z", 330, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 UTC", "2005-01-03T14:50:12.000Z", 0, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 XYZT", "2005-01-03T14:50:12.000Z", 0, P(UNKNOWN_ZONE));
    read_as("Mon, 3 Jan 05 14:50:12 +0900", "2005-01-03T05:50:12.000Z", 540, P(TWO_DIGIT_YEAR));
    read_as("3 Jan 49 00:00:00 +0000", "2049-01-03T00:00:00.000Z", 0, P(TWO_DIGIT_YEAR));
    read_as("3 Jan 50 00:00:00 +0000", "1950-01-03T00:00:00.000Z", 0, P(TWO_DIGIT_YEAR));
    read_as("3 Jan 105 00:00:00 +0000", "2005-01-03T00:00:00.000Z", 0,
            P(TWO_DIGIT_YEAR)); /* RFC 5322 4.3: add 1900 */
}

static void zones(void **state)
{
    (void)state;
    read_as("Mon, 3 Jan 2005 14:50:12 +9", "2005-01-03T05:50:12.000Z", 540, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 +09:00", "2005-01-03T05:50:12.000Z", 540, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 +900", "2005-01-03T05:50:12.000Z", 540, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 GMT+0900", "2005-01-03T05:50:12.000Z", 540,
            P(NOT_RFC5322) | P(OBSOLETE_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 UTC-5", "2005-01-03T19:50:12.000Z", -300, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 \"+0000 (GMT+00:00)\"", "2005-01-03T14:50:12.000Z", 0, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 +0000 UTC", "2005-01-03T14:50:12.000Z", 0, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12 -0500 EST", "2005-01-03T19:50:12.000Z", -300, P(NOT_RFC5322));
    read_as("Mon, 3 Jan 2005 14:50:12", "2005-01-03T14:50:12.000Z", 0, P(NO_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 (JST)", "2005-01-03T05:50:12.000Z", 540, P(NO_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 +9900", "2005-01-03T14:50:12.000Z", 0, P(BAD_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 +0960", "2005-01-03T14:50:12.000Z", 0, P(BAD_ZONE));
    read_as("Mon, 3 Jan 2005 14:50:12 -1401", "2005-01-03T14:50:12.000Z", 0, P(BAD_ZONE));
}

static void ctime_forms(void **state)
{
    (void)state;
    read_as("Mon Jan  3 14:50:12 2005", "2005-01-03T14:50:12.000Z", 0, P(NO_ZONE) | P(NOT_RFC5322));
    read_as("Mon Jan  3 14:50:12 PST 2005", "2005-01-03T22:50:12.000Z", -480,
            P(OBSOLETE_ZONE) | P(NOT_RFC5322));
    read_as("Mon Jan  3 14:50:12 2005 PST", "2005-01-03T22:50:12.000Z", -480,
            P(OBSOLETE_ZONE) | P(NOT_RFC5322));
    read_as("Mon Jan  3 14:50:12 -0800 2005", "2005-01-03T22:50:12.000Z", -480, P(NOT_RFC5322));
    read_as("Mon Jan  3 14:50:12 2005 +0100", "2005-01-03T13:50:12.000Z", 60, P(NOT_RFC5322));
    read_as("Mon Jan 3 2005 14:50:12 GMT+0100 (CET)", "2005-01-03T13:50:12.000Z", 60,
            P(OBSOLETE_ZONE) | P(NOT_RFC5322));
    read_as("Apr 21 2018 3:01:05 +0000", "2018-04-21T03:01:05.000Z", 0, P(NOT_RFC5322));
    read_as("January 3, 2005 2:50 PM", "2005-01-03T14:50:00.000Z", 0, P(NO_ZONE) | P(NOT_RFC5322));
}

static void iso_and_go(void **state)
{
    (void)state;
    const uint32_t other = P(NOT_RFC5322);
    read_as("2005-01-03T14:50:12Z", "2005-01-03T14:50:12.000Z", 0, other | P(OBSOLETE_ZONE));
    read_as("2005-01-03T14:50:12+09:00", "2005-01-03T05:50:12.000Z", 540, other);
    read_as("2005-01-03T14:50:12.5-03:30", "2005-01-03T18:20:12.500Z", -210, other);
    read_as("2005-01-03t14:50:12,123456789z", "2005-01-03T14:50:12.123Z", 0, other | P(OBSOLETE_ZONE));
    read_as("20050103T145012Z", "2005-01-03T14:50:12.000Z", 0, other | P(OBSOLETE_ZONE));
    read_as("20050103145012", "2005-01-03T14:50:12.000Z", 0, other | P(NO_ZONE));
    read_as("2005-01-03 14:50:12", "2005-01-03T14:50:12.000Z", 0, other | P(NO_ZONE));
    read_as("2005-01-03", "2005-01-03T00:00:00.000Z", 0, other | P(NO_ZONE));
    read_as("2005-01-03T24:00:00Z", "2005-01-04T00:00:00.000Z", 0, other | P(OBSOLETE_ZONE));
    read_as("2018-04-22 02:54:17.028704749 +0000 UTC", "2018-04-22T02:54:17.028Z", 0, other);
    read_as("2018-12-10 11:43:59.610180118 +0000 UTC m=+555016.724468750", "2018-12-10T11:43:59.610Z", 0,
            other);
    read_as("2018-12-10 11:43:59.61 +0900 JST m=-1.5", "2018-12-10T02:43:59.610Z", 540, other);
    read_as("Sun, 22 Apr 2018 02:54:16.987 +0000 (UTC)", "2018-04-22T02:54:16.987Z", 0, other);
}

static void numbers(void **state)
{
    (void)state;
    const uint32_t other = P(NOT_RFC5322) | P(NO_ZONE);
    read_as("2022/02/01 08:11:12", "2022-02-01T08:11:12.000Z", 0, other);
    read_as("20/04/2018 23:01:06 -0400", "2018-04-21T03:01:06.000Z", -240, P(NOT_RFC5322));
    read_as("4/20/2018 23:01:06 -0400 (EDT)", "2018-04-21T03:01:06.000Z", -240, P(NOT_RFC5322));
    read_as("4/20/2018 11:01:36 PM", "2018-04-20T23:01:36.000Z", 0, other);
    read_as("4-20-2018 11:01:07 p.m.", "2018-04-20T23:01:07.000Z", 0, other);
    read_as("4/20/2018 12:01:07 AM", "2018-04-20T00:01:07.000Z", 0, other);
    read_as("04/05/2018 10:00:00", "2018-05-04T10:00:00.000Z", 0,
            other | P(AMBIGUOUS)); /* the world's order */
    read_as("04/05/2018 10:00:00 AM", "2018-04-05T10:00:00.000Z", 0, other | P(AMBIGUOUS));
    read_as("Thu 04/05/2018 10:00:00", "2018-04-05T10:00:00.000Z", 0, other); /* the weekday says which */
    read_as("Fri 04/05/2018 10:00:00", "2018-05-04T10:00:00.000Z", 0, other);
    read_as("05/05/2018 10:00:00", "2018-05-05T10:00:00.000Z", 0, other);
    read_as("03.01.2005 14.50.12", "2005-01-03T14:50:12.000Z", 0, other);
    read_as("3-Jan-2005 14:50:12 +0900", "2005-01-03T05:50:12.000Z", 540, P(NOT_RFC5322));
    read_as("20/04/18 10:00:00", "2018-04-20T10:00:00.000Z", 0, other | P(TWO_DIGIT_YEAR));
    read_as("99/01/03 10:00:00", "1999-01-03T10:00:00.000Z", 0, other | P(TWO_DIGIT_YEAR));
}

static void languages(void **state)
{
    (void)state;
    const uint32_t other = P(NOT_RFC5322);
    read_as("lun., 3 janv. 2005 14:50:12 +0100", "2005-01-03T13:50:12.000Z", 60, other);
    read_as("mar. 15 f\xC3\xA9vr. 2005 14:50:12 +0100", "2005-02-15T13:50:12.000Z", 60, other);
    read_as("mar. 15 f\xE9vr. 2005 14:50:12 +0100", "2005-02-15T13:50:12.000Z", 60, other); /* ISO 8859-1 */
    read_as("mar. 15 mars 2005 14:50:12 +0100", "2005-03-15T13:50:12.000Z", 60, other);
    read_as("lun. 1 ao\xC3\xBBt 2005 14:50:12 +0200", "2005-08-01T12:50:12.000Z", 120, other);
    read_as("ven. 1 juil. 2005 14:50:12 +0200", "2005-07-01T12:50:12.000Z", 120, other);
    read_as("Mo, 3 Jan 2005 14:50:12 +0100", "2005-01-03T13:50:12.000Z", 60, other);
    read_as("Di, 15 M\xC3\xA4r 2005 14:50:12 +0100", "2005-03-15T13:50:12.000Z", 60, other);
    read_as("Dienstag, 15. M\xC3\xA4rz 2005, 14:50 Uhr", "2005-03-15T14:50:00.000Z", 0, other | P(NO_ZONE));
    read_as("Do, 1 Dez 2005 14:50:12 +0100", "2005-12-01T13:50:12.000Z", 60, other);
    read_as("lun, 3 ene 2005 14:50:12 -0300", "2005-01-03T17:50:12.000Z", -180, other);
    read_as("mi\xC3\xA9, 2 dic 2005 14:50:12 -0300", "2005-12-02T17:50:12.000Z", -180,
            other | P(WRONG_WEEKDAY));
    read_as("15 de marzo de 2005 14:50:12 -0300", "2005-03-15T17:50:12.000Z", -180, other);
    read_as("2022年2月1日(火) 8:11", "2022-02-01T08:11:00.000Z", 0, other | P(NO_ZONE));
    read_as("2022年2月1日(水) 8:11", "2022-02-01T08:11:00.000Z", 0, other | P(NO_ZONE) | P(WRONG_WEEKDAY));
    read_as("2022年2月1日火曜日 午後8:11:12 JST", "2022-02-01T11:11:12.000Z", 540, other);
    read_as("2022年02月01日 20時11分12秒 +0900", "2022-02-01T11:11:12.000Z", 540, other);
    read_as("火, 1 2月 2022 20:11:12 +0900", "2022-02-01T11:11:12.000Z", 540, other);
    read_as("周二, 1 Feb 2022 20:11:12 +0800", "2022-02-01T12:11:12.000Z", 480, other);
    read_as("2022년 2월 1일 화요일 오전 8:11", "2022-02-01T08:11:00.000Z", 0, other | P(NO_ZONE));
    read_as("Pzt, 3 Jan 2005 14:50:12 +0200", "2005-01-03T12:50:12.000Z", 120,
            other); /* an unknown weekday */
}

static void around(void **state)
{
    (void)state;
    const char *const want = "2005-01-03T05:50:12.000Z";
    read_as("(a (nested) comment) Mon, 3 Jan (x) 2005 14:50:12 +0900 (JST) (y)", want, 540, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 +0900 (envelope-from <a@example.com>)", want, 540, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 +0900 (a; b)", want, 540, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 +0900 (never closed", want, 540, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 +0900 id X", want, 540, P(TRAILING));
    read_as("Mon, 3 Jan 2005 14:50:12 +0900;", want, 540, P(TRAILING));
    read_as("Mon, 3 Jan 2005 14:50:12 +0900.123456", want, 540, P(TRAILING));
    read_as("Mon, 3 Jan 2005 14:50:12 +0900<br>", want, 540, P(TRAILING));
    read_as("; Mon, 3 Jan 2005 14:50:12 +0900", want, 540, 0);
    read_as("Mon, 3 Jan 2005 14:50:12 id X", "2005-01-03T14:50:12.000Z", 0, P(NO_ZONE) | P(TRAILING));
    read_as("Tue, 3 Jan 2005 14:50:12 +0900", want, 540, P(WRONG_WEEKDAY));

    wh_date date;
    wh_parse_date(WH_LIT("  (c) Mon, 3 Jan 2005 14:50:12 +0900 (JST) id X"), &date);
    assert_same(date.raw, "Mon, 3 Jan 2005 14:50:12 +0900");
}

static void impossible(void **state)
{
    (void)state;
    read_as("Mon, 31 Feb 2005 14:50:12 +0900", NULL, 0, P(IMPOSSIBLE));
    read_as("Mon, 29 Feb 2005 14:50:12 +0900", NULL, 0, P(IMPOSSIBLE));
    read_as("Mon, 3 Jan 2005 24:50:12 +0900", NULL, 0, P(IMPOSSIBLE));
    read_as("Mon, 3 Jan 2005 14:60:12 +0900", NULL, 0, P(IMPOSSIBLE));
    read_as("Mon, 3 Jan 2005 14:50:61 +0900", NULL, 0, P(IMPOSSIBLE));
    read_as("13/13/2005 14:50:12", NULL, 0, P(IMPOSSIBLE) | P(NOT_RFC5322));
    read_as("3 Jan 99999999999 14:50:12 +0900", NULL, 0, P(IMPOSSIBLE));
    read_as("", NULL, 0, 0);
    read_as("garbage", NULL, 0, P(TRAILING));
    read_as("14:50:12 +0900", NULL, 0, 0);
    read_as("192.0.2.1", NULL, 0, P(TRAILING) | P(NOT_RFC5322));
    read_as("Mon, 3 Jan", NULL, 0, 0);
    wh_date date;
    wh_parse_date(WH_ABSENT, &date);
    assert_false(date.ok);
}

static void iso_out(void **state)
{
    (void)state;
    assert_same(wh_format_iso(&env, 0), "1970-01-01T00:00:00.000Z");
    assert_same(wh_format_iso(&env, -1), "1969-12-31T23:59:59.999Z");
    assert_same(wh_format_iso(&env, 951782400000), "2000-02-29T00:00:00.000Z");
    assert_same(wh_format_iso(&env, 253402300799999), "9999-12-31T23:59:59.999Z");
    assert_same(wh_format_iso(&env, 253402300800000), "+010000-01-01T00:00:00.000Z");
    assert_same(wh_format_iso(&env, -62167219200000), "0000-01-01T00:00:00.000Z");
    assert_same(wh_format_iso(&env, -62167219200001), "-000001-12-31T23:59:59.999Z");
    assert_same(wh_format_iso(&env, INT64_MAX), "+292278994-08-17T07:12:55.807Z");
    assert_same(wh_format_iso(&env, INT64_MIN), "-292275055-05-16T16:47:04.192Z");
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "Thu,\r\n 13 (a \\) b) Feb 1969 23:32:01.250 -0330 (NST) (x",
        "2018-12-10 11:43:59.610180118 +0000 UTC m=+555016.724468750",
        "2022年2月1日火曜日 午後8:11:12 \"+0900 (JST)\"",
        "mar. 15 f\xE9vr. 2005 2:50 p.m. GMT+09:00",
        "04/05/2018 10:00:00 AM",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        wh_date date;
        EACH_PREFIX(s, inputs[i], strlen(inputs[i]), wh_parse_date(s, &date));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc5322),     cmocka_unit_test(obsolete),     cmocka_unit_test(zones),
        cmocka_unit_test(ctime_forms), cmocka_unit_test(iso_and_go),   cmocka_unit_test(numbers),
        cmocka_unit_test(languages),   cmocka_unit_test(around),       cmocka_unit_test(impossible),
        cmocka_unit_test(iso_out),     cmocka_unit_test(every_prefix),
    };
    return cmocka_run_group_tests_name("date", tests, setup, teardown);
}
