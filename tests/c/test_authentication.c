/* authentication.c, judge_*.c: what a whole mail that is verified raises, and what it does not. */
#include "support/verified.h"

#include "inputs.h"
#include "report/sections.h"

#include "cJSON.h"

static void everything_passes(void **state)
{
    (void)state;
    const zone_record data[] = {SPF_RECORD, DMARC_RECORD, KEY, END};
    char *mail = honest();
    check(mail, data);
    assert_true(raised(WH_F_SPF_PASS) && raised(WH_F_DKIM_PASS) && raised(WH_F_DMARC_PASS));
    assert_int_equal(z.rounds, 1);
    assert_int_equal(z.asked, 4); /* SPF, key, _dmarc.example.com, _dmarc.com */
    for (uint32_t i = 0; i < c.findings.n; i++)
        if (wh_finding_area(c.findings.at[i].id) == WH_AREA_AUTHENTICATION)
            assert_int_equal(c.findings.at[i].severity, WH_GOOD);
    assert_same(arg(WH_F_SPF_PASS, "ip"), "192.0.2.25");
    assert_same(c.findings.at[c.findings.n - 1].origin, "lookup");
    assert_true(c.results->dkim->signatures.at[0].aligned);
    /* Refused, offline, no answer: not evaluated, never fail. */
    check_as(mail, data, NOW, WH_NOT_ASKED, true);
    assert_int_equal(c.results->spf->result, WH_NOT_EVALUATED);
    assert_int_equal(c.results->dmarc->result, WH_NOT_EVALUATED);
    assert_int_equal(c.results->dkim->signatures.at[0].result, WH_NOT_EVALUATED);
    check_as(mail, data, NOW, WH_ANSWERED, false);
    assert_int_equal(c.findings.n, 0);
    assert_int_equal(wh_oracle_open(c.oracle), 0);
    check_as("Return-Path: <a@bad>\r\n" RECEIVED
             "From: x@y\r\nFrom: z@w\r\nDKIM-Signature: v=7\r\nARC-Seal: i=x\r\n\r\n",
             data, NOW, WH_ANSWERED, false);
    assert_int_equal(c.findings.n, 0); /* without lookups verification says nothing, whatever the mail */
    check_as(mail, data, NOW, WH_TEMPFAIL, true);
    assert_true(raised(WH_F_AUTH_NO_ANSWER));
    assert_int_equal(c.results->dmarc->result, WH_AUTH_TEMPERROR);
    assert_false(raised(WH_F_DMARC_FAIL) || raised(WH_F_SPF_FAIL) || raised(WH_F_DKIM_KEY_MISSING));
    free(mail);
}

static void spf(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        wh_finding_id id;
    } want[] = {{"v=spf1 -all", WH_F_SPF_FAIL},
                {"v=spf1 ~all", WH_F_SPF_SOFTFAIL},
                {"v=spf1 ?all", WH_F_SPF_NEUTRAL},
                {"v=spf1 +all", WH_F_SPF_EVERYONE},
                {"v=spf1 include:all.example.com -all", WH_F_SPF_EVERYONE},
                {"other", WH_F_SPF_NONE},
                {"v=spf1 junk", WH_F_SPF_BROKEN},
                {"v=spf1 a:slow.example.com", WH_F_AUTH_NO_ANSWER}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const zone_record data[] = {{"example.com", "TXT", want[i].text},
                                    {"all.example.com", "TXT", "v=spf1 all"},
                                    {"slow.example.com", "TIMEOUT", ""},
                                    DMARC_RECORD,
                                    END};
        check(PLAIN, data);
        assert_true(raised(want[i].id));
        assert_false(raised(WH_F_SPF_PASS));
        if (want[i].id == WH_F_SPF_BROKEN) assert_same(arg(WH_F_SPF_BROKEN, "term"), "junk");
    }
    const zone_record data[] = {{"mail.example.com", "TXT", "v=spf1 -all"}, END};
    check("Return-Path: <>\r\n" RECEIVED FIELDS "\r\n" BODY,
          data); /* a bounce: the HELO name's record, which weighs nothing */
    assert_true(c.results->spf->from_helo);
    assert_int_equal(finding(WH_F_SPF_FAIL)->severity, WH_INFO);
    /* What cannot be evaluated. */
    check("Return-Path: <news@example.com>\r\nReceived: from app (app [10.0.0.5]) by mx.example.jp with "
          "ESMTP id 1; Tue, 3 Feb 2026 10:00:05 +0900\r\n" FIELDS "\r\n" BODY,
          data);
    assert_int_equal(c.results->spf->result, WH_NOT_EVALUATED);
    check(FIELDS "\r\n" BODY, data);
    assert_same(wh_spf_problem_name(c.results->spf->problem), "no-handover");
    check(RECEIVED FIELDS "\r\n" BODY, data);
    assert_same(wh_spf_problem_name(c.results->spf->problem), "no-envelope-sender");
    const zone_record policy[] = {DMARC_RECORD, END};
    check(RECEIVED FIELDS "\r\n" BODY, policy); /* and DMARC does not fail for want of it */
    assert_int_equal(c.results->dmarc->result, WH_NOT_EVALUATED);
}

static void dmarc(void **state)
{
    (void)state;
    const zone_record strict[] = {{"example.com", "TXT", "v=spf1 -all"}, DMARC_RECORD, END},
                      lenient[] = {{"example.com", "TXT", "v=spf1 -all"},
                                   {"_dmarc.example.com", "TXT", "v=DMARC1; p=none"},
                                   END},
                      none[] = {SPF_RECORD, END};
    check(PLAIN, strict);
    assert_int_equal(finding(WH_F_DMARC_FAIL)->severity, WH_HIGH);
    assert_same(arg(WH_F_DMARC_FAIL, "policy"), "reject");
    check(PLAIN, lenient);
    assert_true(raised(WH_F_DMARC_FAIL_LENIENT));
    check(PLAIN, none);
    assert_true(raised(WH_F_DMARC_NONE));
    /* anybody can write that it is a list's */
    check(TOP "List-Id: <list.example.net>\r\n" FIELDS "\r\n" BODY, strict);
    assert_int_equal(finding(WH_F_DMARC_FAIL)->severity, WH_HIGH);
    check("Authentication-Results: mx.example.jp; dmarc=fail header.from=example.com; spf=fail "
          "smtp.mailfrom=example.com\r\n" PLAIN,
          strict); /* the receiver said so already */
    assert_int_equal(finding(WH_F_DMARC_FAIL)->severity, WH_INFO);
    assert_int_equal(finding(WH_F_SPF_FAIL)->severity, WH_INFO);
    check(TOP "From: other@example.org\r\n" FIELDS "\r\n" BODY, strict);
    assert_true(raised(WH_F_DMARC_NO_AUTHOR));
}

static void claims(void **state)
{
    (void)state;
    const zone_record data[] = {SPF_RECORD, DMARC_RECORD, END};
    check("Authentication-Results: mx.example.jp; dmarc=fail header.from=example.com; spf=pass "
          "smtp.mailfrom=example.com\r\n" PLAIN,
          data);
    assert_true(raised(WH_F_AUTH_CLAIM_DIFFERS));
    assert_same(arg(WH_F_AUTH_CLAIM_DIFFERS, "method"), "dmarc");
    check("Authentication-Results: mx.example.org; dmarc=fail header.from=example.com\r\n" PLAIN,
          data); /* a stranger's word */
    assert_false(raised(WH_F_AUTH_CLAIM_DIFFERS));
    check("Authentication-Results: mx.example.jp; spf=temperror smtp.mailfrom=example.com\r\n" PLAIN, data);
    assert_false(raised(WH_F_AUTH_CLAIM_DIFFERS));
}

static void arc(void **state)
{
    (void)state;
    char *ams = sign_mail(&(signing){rsa, "ARC-Message-Signature",
                                     "i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s;",
                                     "from:subject", true, true, -1},
                          FIELDS, BODY);
    char *message = strndup(ams, strlen(ams) - strlen("\r\n" FIELDS "\r\n" BODY)),
         *form = relaxed_field(message), sealed[3000], mail[6000];
    static const char results[] = "ARC-Authentication-Results: i=1; mx.example.com; spf=pass",
                      seal[] = "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; b=";
    char *relaxed = relaxed_field(results), *relaxed_seal = relaxed_field(seal);
    snprintf(sealed, sizeof sealed, "%s\r\n%s\r\n%s", relaxed, form, relaxed_seal);
    char *b = sign_bytes(rsa, sealed, strlen(sealed));
    snprintf(mail, sizeof mail, TOP "%s%s\r\n%s\r\n%s\r\n" FIELDS "\r\n" BODY, seal, b, message, results);
    const zone_record data[] = {{"example.com", "TXT", "v=spf1 -all"}, DMARC_RECORD, KEY, END};
    check(mail, data);
    assert_true(raised(WH_F_ARC_PASS)); /* by a sealer whom nobody knows, maybe the author */
    assert_int_equal(finding(WH_F_DMARC_FAIL)->severity, WH_HIGH);
    snprintf(mail, sizeof mail, TOP "%s%s\r\n%s\r\n%s; x\r\n" FIELDS "\r\n" BODY, seal, b, message, results);
    check(mail, data);
    assert_true(raised(WH_F_ARC_FAIL));
    free(b);
    free(relaxed);
    free(relaxed_seal);
    free(form);
    free(message);
    free(ams);
}

static bool is_null(const cJSON *object, const char *key)
{
    return cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(object, key));
}
static const char *at(const cJSON *object, const char *one, const char *two)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(object, one), two));
    return text ? text : "";
}

/* A value as a host reads it; takes it over. */
static cJSON *read_back(wh_json *written)
{
    size_t n;
    char *json = wh_json_take(written, &n);
    cJSON *value = cJSON_ParseWithLength(json, n);
    free(json);
    assert_non_null(value);
    return value;
}

static void reports(void **state)
{
    (void)state;
    const zone_record data[] = {SPF_RECORD, DMARC_RECORD, KEY, END};
    char *mail = honest();
    check(mail, data);
    cJSON *report = read_back(wh_report_authentication(&c)),
          *dkim = cJSON_GetObjectItemCaseSensitive(report, "dkim");
    assert_string_equal(at(report, "spf", "result"), "pass");
    assert_string_equal(at(report, "spf", "mechanism"), "ip4:192.0.2.0/24");
    assert_string_equal(at(report, "dmarc", "result"), "pass");
    assert_string_equal(at(report, "arc", "result"), "none");
    assert_int_equal(cJSON_GetArraySize(dkim), 1);
    assert_string_equal(
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(dkim, 0), "result")),
        "pass");
    cJSON_Delete(report);
    check_as(mail, data, NOW, WH_NOT_ASKED, true);
    report = read_back(wh_report_authentication(&c));
    assert_true(is_null(report, "spf") && is_null(report, "dmarc"));
    assert_string_equal(at(report, "notEvaluated", "spf"), "not-asked");
    dkim = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(report, "dkim"), 0);
    assert_true(is_null(dkim, "result"));
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(dkim, "reason")), "not-asked");
    cJSON_Delete(report);
    free(mail);
}

static void alone(void **state)
{
    (void)state;
    check(PLAIN, (const zone_record[]){END});
    const zone_record data[] = {SPF_RECORD,
                                DMARC_RECORD,
                                {"e.example.com", "TXT", "v=spf1 exp=why.example.com -all"},
                                {"why.example.com", "TXT", "no"},
                                END};
    wh_spf_input input;
    static const char json[] = "{\"ip\": \"192.0.2.1\", \"helo\": \"h\", \"mailFrom\": \"a@e.example.com\"}";
    EACH_PREFIX(s, json, sizeof json - 1,
                assert_int_equal(wh_spf_read_input(&env, s, &input), s.n == sizeof json - 1));
    assert_true(wh_spf_read_input(&env, text_of(json), &input));
    wh_oracle *oracle = wh_oracle_new(&env, true);
    cJSON *result = NULL;
    z = (zone){.at = data};
    do {
        cJSON_Delete(result);
        result = read_back(wh_spf_result(&env, oracle, &input));
    } while (zone_answer(&z, oracle));
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "result")), "fail");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "explanation")), "no");
    assert_true(is_null(result, "problem"));
    cJSON_Delete(result);
    assert_false(wh_spf_read_input(&env, text_of("[]"), &input));
    assert_true(wh_spf_read_input(&env, text_of("{\"ip\": 7}"), &input));
    static const char dmarc_json[] =
        "{\"from\": [\"Joe <u@example.com>\", \"v@example.com\"], \"spf\": {\"result\": \"pass\", "
        "\"domain\": \"example.com\"}, \"dkim\": [{\"result\": \"fail\", \"domain\": \"x\"}, 3]}";
    wh_dmarc_input query;
    EACH_PREFIX(s, dmarc_json, sizeof dmarc_json - 1, (void)wh_dmarc_read_input(&env, s, &query));
    assert_true(wh_dmarc_read_input(&env, text_of(dmarc_json), &query));
    oracle = wh_oracle_new(&env, true);
    result = NULL;
    do {
        cJSON_Delete(result);
        result = read_back(wh_dmarc_result(&env, oracle, &query));
    } while (zone_answer(&z, oracle));
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "result")), "pass");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "policyDomain")),
                        "example.com");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(result, "disposition")),
                        "none");
    assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(result, "spfAligned")));
    cJSON_Delete(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_passes, setup, teardown),
        cmocka_unit_test_setup_teardown(spf, setup, teardown),
        cmocka_unit_test_setup_teardown(dmarc, setup, teardown),
        cmocka_unit_test_setup_teardown(claims, setup, teardown),
        cmocka_unit_test_setup_teardown(arc, setup, teardown),
        cmocka_unit_test_setup_teardown(reports, setup, teardown),
        cmocka_unit_test_setup_teardown(alone, setup, teardown),
    };
    return cmocka_run_group_tests_name("authentication", tests, make_keys, drop_keys);
}
