/* The whole core through its C API: real-looking mails cut at every place, hostile shapes, and memory that
 * runs out anywhere. */
#include "support/exact.h"
#include "support/iconv_host.h"

#include "base/limits.h"
#include "checks/checks.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"
#include "report/json.h"
#include "report/report.h"
#include "verdict/verdict.h"
#include "whence.h"

#include "cJSON.h"

static const char *const files[] = {"web/examples/kagoya.eml", "web/examples/bounce.eml",
                                    "web/examples/newsletter.eml", "web/examples/parcel.eml"};

static wh_str read_file(const char *path)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return (wh_str){bytes, n};
}

/* Runs one mail to its end; the report, parsed, to be deleted by the caller. */
static cJSON *run(wh_str mail, const whence_profile *profile)
{
    size_t n = 0;
    whence_session *session = whence_open(WHENCE_MAIL, mail.p, mail.n, profile, NULL, 1770000000000, 0);
    assert_non_null(session);
    whence_status status = whence_step(session);
    assert_true(status == WHENCE_DONE || status == WHENCE_ASKING);
    const char *json = whence_report(session, &n);
    assert_non_null(json);
    cJSON *report = cJSON_ParseWithLength(json, n);
    assert_non_null(report);
    whence_close(session);
    return report;
}

/* What every report must hold, whatever the mail. */
static void check_report(const cJSON *report, size_t source_n)
{
    const cJSON *verdict = cJSON_GetObjectItemCaseSensitive(report, "verdict");
    const cJSON *findings = cJSON_GetObjectItemCaseSensitive(report, "findings"), *finding, *span;
    double score = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(verdict, "score"));
    assert_true(score >= 0 && score <= 100);
    assert_true(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(verdict, "level")));
    assert_true(cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(report, "hops")));
    cJSON_ArrayForEach(finding, findings)
    {
        cJSON_ArrayForEach(span, cJSON_GetObjectItemCaseSensitive(finding, "spans"))
        {
            double from = cJSON_GetNumberValue(cJSON_GetArrayItem(span, 0)),
                   to = cJSON_GetNumberValue(cJSON_GetArrayItem(span, 1));
            assert_true(from >= 0 && from <= to && to <= (double)source_n);
        }
    }
}

static void test_every_cut(void **state)
{
    (void)state;
    whence_profile *profile = whence_profile_open(NULL, 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        wh_str whole = read_file(files[i]);
        for (size_t n = 0; n <= whole.n; n += n < 600 ? 1 : 13) {
            wh_str cut = exact(whole.p, n);
            cJSON *report = run(cut, profile);
            check_report(report, n);
            cJSON_Delete(report);
            exact_free(cut);
        }
    }
    whence_profile_close(profile);
}

/* A shape repeated until it is large. */
static void test_large_shapes(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "Received: ",
        "From: a@b\n",
        "(",
        "<",
        "=?UTF-8?B?44E=?= ",
        "> ",
        "\n",
        "\r",
        "--b\n",
        "Received: from a (b [1.2.3.4]) by c; Tue, 3 Feb 2026 10:00:05 +0900\n",
        "X: y\n ",
        "\xE3\x80\x8C",
        "&lt;",
        "\"",
        "\\",
        ",",
        ";",
        "[1.2.3.4] ",
        "http://a.b/ ",
        "\x1B$B",
        "Subject\t"};
    whence_profile *profile = whence_profile_open(NULL, 0);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        size_t unit = strlen(shapes[i]), n = (200000 / unit) * unit;
        char *bytes = malloc(n);
        for (size_t at = 0; at < n; at += unit) memcpy(bytes + at, shapes[i], unit);
        cJSON *report = run((wh_str){bytes, n}, profile);
        check_report(report, n);
        cJSON_Delete(report);
        free(bytes);
    }
    whence_profile_close(profile);
}

/* With every amount of memory up to what is needed, nothing breaks. */
static void test_memory_runs_out(void **state)
{
    (void)state;
    wh_arena *keep = wh_arena_new(1u << 26);
    const wh_brands *brands = wh_brands_new(keep, NULL, 0, NULL, 0);
    assert_non_null(brands);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        wh_str mail = read_file(files[i]);
        for (size_t limit = 0; limit < (4u << 20); limit += limit < 65536 ? 1024 : 65536) {
            wh_env env = {.arena = wh_arena_new(limit)};
            wh_options options = {.handover = -1, .now_ms = INT64_MIN};
            wh_facts facts;
            wh_verdict verdict;
            wh_oracle *oracle = wh_oracle_new(&env, false);
            wh_gather(&env, mail, &options, &facts);
            wh_case c = {.env = &env, .facts = &facts, .oracle = oracle, .brands = brands};
            if (oracle && wh_read_results(&c)) {
                for (uint32_t k = 0; k < wh_checks_n; k++) wh_checks[k](&c);
                wh_combine(&c);
                wh_weigh_once(&c);
                wh_judge(&c, &verdict);
                wh_json_free(wh_report_mail(&c, &verdict));
            }
            wh_arena_free(env.arena);
        }
    }
    wh_arena_free(keep);
}

static void test_options(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "null",
        "{\"ownDomains\": 7}",
        "{\"brands\": [{}, 3, {\"id\": \"x\"}]}",
        ("{\"brands\": [{\"id\": \"x\", \"names\": [1], \"domains\": [\"..\", \"a b\", \"x.example\"]}], "
         "\"handover\": -4}")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        EACH_PREFIX(text, texts[i], strlen(texts[i]), {
            whence_profile *profile = whence_profile_open(text.p, text.n);
            assert_non_null(profile);
            whence_profile_close(profile);
        });
    whence_profile *broken = whence_profile_open("[]", 2);
    assert_non_null(whence_profile_problem(broken));
    whence_profile_close(broken);
    whence_profile *good = whence_profile_open("{\"ownDomains\": [\"example.jp\"]}", 30);
    assert_null(whence_profile_problem(good));
    whence_profile_close(good);
}

/* The report of a mail that pretends, with these options. Returned: the caller's. */
static char *report_with(const whence_profile *profile)
{
    static const char mail[] = "From: PayPal <service@paypa1.example>\r\nTo: a@own.example\r\n"
                               "Subject: Own Brand: your account is suspended\r\n\r\nConfirm it at once.\r\n";
    size_t n = 0;
    whence_session *session = whence_open(WHENCE_MAIL, mail, sizeof mail - 1, profile, NULL, INT64_MIN, 0);
    assert_int_equal(whence_step(session), WHENCE_DONE);
    char *report = strdup(whence_report(session, &n));
    whence_close(session);
    return report;
}

static void test_shared_tables(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "[]", "{\"linkLookups\": true, \"incomplete\": true}", "{\"ownDomains\": [\"own.example\"]}",
        "{\"brands\": [{\"id\": \"own\", \"names\": [\"Own Brand\"], \"domains\": [\"own.example\"]}]}"};
    enum { TEXTS = sizeof texts / sizeof *texts };
    whence_profile *bases[TEXTS];
    for (size_t i = 0; i < TEXTS; i++) bases[i] = whence_profile_open(texts[i], strlen(texts[i]));
    for (size_t i = 0; i < TEXTS; i++) {
        char *want = report_with(bases[i]);
        for (size_t j = 0; j < TEXTS; j++) {
            whence_profile *like = whence_profile_like(bases[j], texts[i], strlen(texts[i]));
            char *got = report_with(like);
            assert_string_equal(got, want);
            free(got);
            whence_profile_close(like);
        }
        free(want);
    }
    for (size_t i = 0; i < TEXTS; i++) whence_profile_close(bases[i]);
}

static void test_misuse(void **state)
{
    (void)state;
    size_t n = 0;
    whence_session *session = whence_open(WHENCE_MAIL, NULL, 0, NULL, NULL, INT64_MIN, 1);
    assert_null(whence_report(session, &n)); /* no step was made */
    whence_answer(session, 99, WHENCE_ANSWERED, "x", 1);
    assert_null(whence_question_blob(session, 99, "data", 4, &n));
    assert_int_equal(whence_step(session), WHENCE_DONE);
    assert_non_null(whence_report(session, &n));
    assert_null(whence_problem(session));
    whence_close(session);
    whence_close(NULL);
    session = whence_open(WHENCE_SPF, "nonsense", 8, NULL, NULL, INT64_MIN, 1);
    assert_int_equal(whence_step(session), WHENCE_FAILED);
    assert_string_equal(whence_problem(session), "bad-input");
    whence_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cut),       cmocka_unit_test(test_large_shapes),
        cmocka_unit_test(test_memory_runs_out), cmocka_unit_test(test_options),
        cmocka_unit_test(test_shared_tables),   cmocka_unit_test(test_misuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
