/* Every bound on hostile input (base/limits.h): met, it is said, and the level never improves. Memory that
 * runs out is said too. */
#include "support/multiply.h"

#include "checks/checks.h"
#include "checks/content/phrases.h"
#include "checks/lookalike/lookalike.h"
#include "verdict/verdict.h"

/* The mail: what stands on top, the forged header, what stands below it, the body's type and the body. */
#define TOP                                                                                                  \
    "Received: from localhost (unknown [203.0.113.9]) by mx.example.jp (Postfix) with SMTP id "              \
    "4XyZ1a2b3cz1L7; Tue, 3 Feb 2026 10:00:05 +0900\n"
#define FORGED                                                                                               \
    "Received: from mx.example.jp (mx.example.jp [192.0.2.1]) by mail.example.com with ESMTP id 7; Tue, 3 "  \
    "Feb 2026 09:00:05 +0900\n"                                                                              \
    "Date: Tue, 3 Feb 2026 10:00:02 +0900\nFrom: PayPal <service@paypa1.example>\nReply-To: "                \
    "<cash@example.net>\n"                                                                                   \
    "Subject: PayPal: your account\nMessage-ID: <1@localhost>\n"

typedef struct multiplied {
    wh_cut_id cut;              /* what of it is left out */
    const char *before, *piece; /* below the forged header */
    unsigned times;
    const char *after;
    bool body; /* the piece stands in the body, and before it the end of the header */
} multiplied;

#define A20 "aaaaaaaaaaaaaaaaaaaa"
#define A100 A20 A20 A20 A20 A20

static const multiplied kinds[] = {
    {WH_CUT_FIELDS, "", "X-A: b\n", 21000, "", false},
    {WH_CUT_HOPS, "",
     "Received: from a#.example.org (a.example.org [198.51.100.7]) by b.example.org; Tue, 3 Feb 2026 "
     "08:00:00 +0900\n",
     600, "", false},
    {WH_CUT_RECEIVED, "Received: from a", " x", 5000, "\n", false},
    {WH_CUT_AUTH_RESULTS, "Authentication-Results: x.example", "; spf=pass smtp.mailfrom=a#.example", 700,
     "\n", false},
    {WH_CUT_CLAIMS, "", "Authentication-Results: x.example; spf=pass\n", 300, "", false},
    {WH_CUT_SIGNATURES, "",
     "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=a; h=From; bh=AAAA; b=AAAA\n", 60, "", false},
    {WH_CUT_TAGS, "DKIM-Signature: v=1", "; t#=a", 400, "\n", false},
    {WH_CUT_PARAMS, "Content-Type: text/plain", "; p#=a", 400, "\n", false},
    {WH_CUT_ADDRESSES, "",
     "To: <a#@example.org>, <b#@example.org>, <c@example.org>, <d@example.org>, <e@example.org>, "
     "<f@example.org>\n",
     10000, "", false},
    {WH_CUT_ADDRESSES, "Cc: a@example.org", ",b#@c#.example.org", 60000, "\n", false},
    {WH_CUT_DOMAINS, "Content-Type: text/html\n\n", "<a href=\"https://a#.example.org/\">x</a>\n", 1900, "",
     true},
    {WH_CUT_LINKS, "Content-Type: text/html\n\n", "<a href=\"https://a.example.org/#\">x</a>\n", 3000, "",
     true},
    {WH_CUT_LINKS, "Content-Type: text/plain\n\n", "https://a.example.org/#\n", 3200, "", true},
    {WH_CUT_PARTS, "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n#\n", 1500, "--b--\n", true},
    {WH_CUT_TEXT, "Content-Type: text/plain\n\n", "lorem ipsum dolor sit amet #\n", 80000, "", true},
    {WH_CUT_DEPTH, "", "Content-Type: multipart/mixed; boundary=b#\n\n--b#\n", 40, "\nHello\n", true},
    {WH_CUT_FINDINGS, "Content-Type: text/html\n\n",
     "<a href=\"https://a#.example.org/\">b#.example.com</a> and\n", 300, "", true},
    {WH_CUT_UNREAD, "Content-Type: multipart/mixed; boundary=b\n\n",
     "--b\nContent-Type: message/rfc822\n\n\n", 150, "--b--\n", true},
    {WH_CUT_LINKS, "Content-Type: text/plain\n\nhttps://", "aaaaaaaaaa", 900, "@evil.example.org/\n", true},
    {WH_CUT_LINKS, "Content-Type: text/html\n\n<a href=\"https://", "aaaaaaaaaa", 7000,
     "@evil.example.org/\">x</a>\n", true},
    {WH_CUT_LINKS, "Content-Type: text/html\n\n<base href=\"https://", "aaaaaaaaaa", 300,
     "@evil.example.org/\"><a href=\"b\">x</a>\n", true},
    {WH_CUT_LINKS, "Content-Type: text/html\nTo: <a@example.jp>, <b@example.jp>, <c@example.jp>\n\n",
     "<a href=\"https://a.example.org/?" A100 A100 A100 "\">x</a>\n", 1900, "", true},
    {WH_CUT_FILES,
     "Content-Type: text/html; name=a.html\nContent-Disposition: attachment; filename=a.html\n\n",
     "<p>lorem ipsum dolor sit amet</p>\n", 600000, "", true},
    {WH_CUT_FILES,
     "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; "
     "filename=a.pdf\n\n%PDF-1.4\n",
     "/URI (https://a.example.org/#)\n", 2500, "", true},
    {WH_CUT_FILES,
     "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; "
     "filename=a.pdf\n\n%PDF-1.4\n",
     "<< /Type /ObjStm >> stream\n##aaaaaaaa\nendstream\n", 2500, "", true},
    {WH_CUT_DIGESTS, "Content-Type: multipart/mixed; boundary=b\n\n",
     "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a#.txt\n\nx\n", 300, "--b--\n",
     true},
    {WH_CUT_ENCLOSED, "Content-Type: message/rfc822\n\nFrom: <a@example.org>\n", "X-A: b\n", 21000,
     "\nHello\n", true},
    {WH_CUT_FILTERS, "", "X-Spam-Status: No, score=-5\n", 400, "", false},
    {WH_CUT_FILTER_PAIRS, "X-Spam-Status: No, score=-5 tests=", "T#,", 400, "\n", false},
};

static const char *const cuts[][2] = {
#define X(name, what, reason) {what, reason},
    WH_CUTS(X)
#undef X
};

static const char *const levels[] = {"forged", "suspicious", "unclear", "consistent", "authentic"};

static int rank_of(const cJSON *report)
{
    const char *level =
        cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetObjectItem(report, "verdict"), "level"));
    assert_non_null(level);
    for (int i = 0; i < 5; i++)
        if (strcmp(level, levels[i]) == 0) return i;
    fail();
    return -1;
}

static const char *text_in(const cJSON *object, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
}

/* Whether the report's `unread` has what a bound leaves out. */
static bool unread_has(const cJSON *report, const char *what, const char *reason)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, cJSON_GetObjectItem(report, "unread"))
    {
        const cJSON *count = cJSON_GetObjectItem(one, "count");
        bool same = strcmp(text_in(one, "what"), what) == 0 &&
                    (!reason || strcmp(text_in(one, "reason"), reason) == 0);
        if (same && count->valuedouble >= 1) return true;
    }
    return false;
}

static text mail_with(const multiplied *m)
{
    text t = text_new();
    put(&t, TOP FORGED);
    if (m) {
        put(&t, m->before);
        many(&t, m->piece, m->times);
        put(&t, m->after);
    }
    if (!m || !m->body) put(&t, "\nDear customer, look at https://paypa1.example/login\n");
    return t;
}

static void level_never_improves(void **state)
{
    (void)state;
    whence_profile *profile = whence_profile_open(NULL, 0);
    text t = mail_with(NULL);
    cJSON *report = judged(&t, profile);
    int base = rank_of(report);
    assert_true(base <= 1); /* an accusation, which is to stand */
    cJSON_Delete(report);
    free(t.p);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        t = mail_with(&kinds[i]);
        report = judged(&t, profile);
        int rank = rank_of(report);
        const char *what = cuts[kinds[i].cut][0];
        if (!unread_has(report, what, cuts[kinds[i].cut][1]) || rank > base ||
            unread_has(report, "rest", NULL)) {
            char *unread = cJSON_PrintUnformatted(cJSON_GetObjectItem(report, "unread"));
            printf("%s %.40s: %s, was %s; unread %s\n", what, kinds[i].piece, levels[rank], levels[base],
                   unread);
            cJSON_free(unread);
            fail();
        }
        cJSON_Delete(report);
        free(t.p);
    }
    whence_profile_close(profile);
}

/* No kind of cut is without a mail that meets it. Lookups alone meet two: test_oracle.c (WH_CUT_QUESTIONS,
 * WH_CUT_LOOKUPS). */
static void every_cut_is_met(void **state)
{
    (void)state;
    bool met[WH_CUT_COUNT] = {[WH_CUT_QUESTIONS] = true, [WH_CUT_LOOKUPS] = true};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) met[kinds[i].cut] = true;
    for (unsigned id = 0; id < WH_CUT_COUNT; id++) assert_true(met[id]);
}

/* An honest-looking mail that was cut is no better than unclear. */
static void cut_is_unclear(void **state)
{
    (void)state;
    whence_profile *profile = whence_profile_open(NULL, 0);
    text t = text_new();
    put(&t, "Received: from mail.example.com (mail.example.com [192.0.2.25]) by mx.example.jp (Postfix) with "
            "ESMTPS id 4XyZ1a2b3cz1L7; Tue, 3 Feb 2026 10:00:05 +0900\n"
            "Date: Tue, 3 Feb 2026 10:00:02 +0900\nFrom: Shop <news@example.com>\nTo: "
            "<hanako@example.jp>\nSubject: Your order\nMessage-ID: <20260203010002.4a5b6c@example.com>\n");
    size_t n = t.n;
    put(&t, "\nHello\n");
    cJSON *report = judged(&t, profile);
    assert_true(rank_of(report) >= 3);
    cJSON_Delete(report);
    t.n = n;
    many(&t, "X-A: b\n", 20000);
    put(&t, "\nHello\n");
    report = judged(&t, profile);
    assert_int_equal(rank_of(report), 2);
    cJSON_Delete(report);
    free(t.p);
    whence_profile_close(profile);
}

/* With every amount of memory for the facts: a level, never better than with enough, and it is said. */
static void memory_runs_out(void **state)
{
    (void)state;
    wh_arena *keep = wh_arena_new(1u << 26);
    const wh_brands *brands = wh_brands_new(keep, NULL, 0, NULL, 0);
    const wh_phrases *phrases =
        wh_phrases_new(keep, (wh_str){(const char *)wh_phrase_table, wh_phrase_table_n});
    text t = mail_with(NULL);
    unsigned starved = 0;
    for (size_t limit = 0; limit < (1u << 18); limit += 2048) {
        wh_env reading = {.arena = wh_arena_new(limit)}, step = {.arena = wh_arena_new(1u << 24)},
               asking = {.arena = wh_arena_new(1u << 20)};
        wh_options options = {.handover = -1, .now_ms = 1770084000000};
        wh_facts facts;
        wh_verdict verdict;
        wh_gather(&reading, (wh_str){t.p, t.n}, &options, &facts);
        facts.env = &step;
        wh_case c = {.env = &step,
                     .facts = &facts,
                     .oracle = wh_oracle_new(&asking, false),
                     .brands = brands,
                     .phrases = phrases};
        assert_true(wh_read_results(&c));
        for (uint32_t k = 0; k < wh_checks_n; k++) wh_checks[k](&c);
        wh_check_unread(&c);
        wh_weigh_once(&c);
        wh_judge(&c, &verdict);
        if (wh_arena_failed(reading.arena)) {
            bool said = false;
            for (uint32_t i = 0; i < c.findings.n; i++)
                said = said || c.findings.at[i].id == WH_F_MEMORY_RAN_OUT;
            assert_true(said);
            assert_true(verdict.level <= WH_UNCLEAR);
            starved++;
        }
        wh_arena_free(reading.arena);
        wh_arena_free(step.arena);
        wh_arena_free(asking.arena);
    }
    assert_true(starved > 3);
    free(t.p);
    wh_arena_free(keep);
}

/* What is left out of one enclosed mail is left out of that one alone; of the mail around it it is said that
 * the one is not whole. */
static void each_enclosed_alone(void **state)
{
    (void)state;
    static const char inner[] =
        "--b\nContent-Type: message/rfc822\n\nFrom: <a@example.org>\nDate: Tue, 3 Feb 2026 10:00:02 +0900\n"
        "Subject: Minutes\nMessage-ID: <1@example.org>\n";
    whence_profile *profile = whence_profile_open(NULL, 0);
    text t = text_new();
    put(&t, TOP FORGED "Content-Type: multipart/mixed; boundary=b\n\n");
    put(&t, inner);
    many(&t, "X-A: b\n", 21000);
    put(&t, "\nHello\n");
    put(&t, inner);
    put(&t, "\nHello\n--b--\n");
    cJSON *report = judged(&t, profile), *mails = cJSON_GetObjectItem(report, "enclosed");
    assert_int_equal(cJSON_GetArraySize(mails), 2);
    assert_true(unread_has(cJSON_GetObjectItem(cJSON_GetArrayItem(mails, 0), "report"), "fields", NULL));
    assert_false(unread_has(cJSON_GetObjectItem(cJSON_GetArrayItem(mails, 1), "report"), "fields", NULL));
    assert_false(unread_has(report, "fields", NULL));
    assert_true(unread_has(report, "mail", "in-part"));
    assert_false(unread_has(cJSON_GetObjectItem(cJSON_GetArrayItem(mails, 0), "report"), "mail", NULL));
    cJSON_Delete(report);
    free(t.p);
    whence_profile_close(profile);
}

/* Mails in mails, deeper than they are judged, without a field of their own: said where the judging ends. */
static void nested_deep(void **state)
{
    (void)state;
    whence_profile *profile = whence_profile_open(NULL, 0);
    text t = text_new();
    put(&t, TOP FORGED);
    many(&t, "Content-Type: message/rfc822\n\n", 40);
    put(&t, "\nHello\n");
    cJSON *report = judged(&t, profile), *at = report;
    unsigned depth = 0;
    bool said = unread_has(at, "mail", NULL) || unread_has(at, "parts", NULL);
    while ((at = cJSON_GetObjectItem(cJSON_GetArrayItem(cJSON_GetObjectItem(at, "enclosed"), 0), "report"))) {
        depth++;
        said = said || unread_has(at, "mail", NULL) || unread_has(at, "parts", NULL);
    }
    assert_true(depth <= WH_MAX_ENCLOSED_DEPTH);
    assert_true(said);
    cJSON_Delete(report);
    free(t.p);
    whence_profile_close(profile);
}

/* An attachment of 40 MiB: all its bytes; one for which there is no memory: none, and said. */
static void attachment_whole(void **state)
{
    (void)state;
    static const char head[] =
        "From: a@example.com\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n";
    const size_t lines = 40u * 1024 * 1024 / 45 + 1, n = sizeof head - 1 + lines * 61;
    char *p = malloc(n), *at = p;
    if (!p) abort();
    memcpy(at, head, sizeof head - 1);
    at += sizeof head - 1;
    for (size_t i = 0; i < lines; i++, at += 61) {
        memset(at, 'A', 60);
        at[60] = '\n';
    }
    for (unsigned enough = 0; enough < 2; enough++) {
        wh_env env = {.arena = wh_arena_new(enough ? WH_ARENA_BASE + n * WH_ARENA_PER_BYTE : 4u << 20)};
        wh_options options = {.handover = -1};
        wh_facts facts;
        wh_gather(&env, (wh_str){p, n}, &options, &facts);
        assert_int_equal(facts.attachments.n, 1);
        if (enough) assert_int_equal(facts.attachments.at[0].bytes, lines * 45);
        else assert_true(wh_absent(facts.attachments.at[0].data) && facts.unread.n == 1);
        wh_arena_free(env.arena);
    }
    free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(level_never_improves), cmocka_unit_test(every_cut_is_met),
        cmocka_unit_test(each_enclosed_alone),  cmocka_unit_test(nested_deep),
        cmocka_unit_test(cut_is_unclear),       cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(attachment_whole)};
    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
