/* authentication.c, judge_*.c: a whole mail verified, every finding of the area raised and not raised. */
#include "support/exact.h"
#include "support/found.h"
#include "support/signer.h"
#include "support/zone.h"

#include "checks/auth/auth.h"
#include "inputs.h"
#include "report/sections.h"
#include "verdict/verdict.h"

#include "cJSON.h"

#define NOW 1770084000000 /* 2026-02-03T02:00:00Z, an hour after the handover */

static wh_arena *arena;
static wh_env env;
static wh_facts facts;
static wh_options options;
static wh_case c;
static zone z;
static signer *rsa, *weak;
static char *record, *weak_record;
static wh_str source;
static bool seen_raised[WH_FINDING_COUNT], seen_quiet[WH_FINDING_COUNT];

#define RECEIVED                                                                                             \
    "Received: from mail.example.com (mail.example.com [192.0.2.25])\r\n\tby mx.example.jp (Postfix) with "  \
    "ESMTPS id 4XyZ1a2b3cz1L7\r\n\tfor <hanako@example.jp>; Tue,  3 Feb 2026 10:00:05 +0900 (JST)\r\n"
#define TOP "Return-Path: <news@example.com>\r\n" RECEIVED
#define FIELDS                                                                                               \
    "Date: Tue, 3 Feb 2026 10:00:02 +0900\r\nFrom: Shop <news@example.com>\r\nTo: Hanako "                   \
    "<hanako@example.jp>\r\nSubject: Your order\r\nMessage-ID: <1@example.com>\r\n"
#define BODY "Dear Hanako,\r\n\r\nyour order is on its way.\r\n"
#define PLAIN TOP FIELDS "\r\n" BODY
#define SPF_RECORD                                                                                           \
    {                                                                                                        \
        "example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 -all"                                                 \
    }
#define DMARC_RECORD                                                                                         \
    {                                                                                                        \
        "_dmarc.example.com", "TXT", "v=DMARC1; p=reject"                                                    \
    }
#define KEY                                                                                                  \
    {                                                                                                        \
        "s._domainkey.example.com", "TXT", record                                                            \
    }
#define END                                                                                                  \
    {                                                                                                        \
        NULL, NULL, NULL                                                                                     \
    }

static int setup(void **state)
{
    (void)state;
    source = WH_ABSENT;
    return 0;
}
static void close_mail(void)
{
    if (wh_absent(source)) return;
    exact_free(source);
    source = WH_ABSENT;
    wh_arena_free(arena);
}
static int teardown(void **state)
{
    (void)state;
    close_mail();
    return 0;
}

static bool raised(wh_finding_id id) { return found(&c, id) != NULL; }

static void note_findings(void)
{
    for (unsigned id = 0; id < WH_FINDING_COUNT; id++)
        *(raised((wh_finding_id)id) ? &seen_raised[id] : &seen_quiet[id]) = true;
    for (uint32_t i = 0; i < c.findings.n; i++) {
        if (wh_finding_area(c.findings.at[i].id) != WH_AREA_AUTHENTICATION) continue;
        if (c.findings.at[i].spans.n == 0)
            printf("%.*s\n", (int)wh_finding_name(c.findings.at[i].id).n,
                   wh_finding_name(c.findings.at[i].id).p);
        assert_true(c.findings.at[i].spans.n > 0); /* a finding names its bytes */
    }
}

/* Verifies a mail against a zone; refuse: what DNS gets instead of answers (WH_ANSWERED: answers). */
static void check_as(const char *mail, const zone_record *records, int64_t now, wh_state refuse, bool lookups)
{
    close_mail();
    arena = wh_arena_new(32u << 20);
    env = (wh_env){.arena = arena};
    source = exact(mail, strlen(mail));
    options = (wh_options){.handover = -1, .now_ms = now};
    wh_gather(&env, source, &options, &facts);
    wh_oracle *oracle = wh_oracle_new(&env, lookups);
    z = (zone){.at = records};
    do {
        c = (wh_case){.env = &env, .facts = &facts, .oracle = oracle};
        assert_true(wh_read_results(&c));
        wh_check_filters(&c);
        wh_check_authentication(&c);
        wh_weigh_once(&c);
    } while (refuse == WH_ANSWERED ? zone_answer(&z, oracle) : zone_refuse(oracle, refuse));
    note_findings();
}
static void check(const char *mail, const zone_record *records)
{
    check_as(mail, records, NOW, WH_ANSWERED, true);
}

static const wh_finding *finding(wh_finding_id id) { return found(&c, id); }
static wh_str arg(wh_finding_id id, const char *name)
{
    const wh_finding *f = finding(id);
    assert_non_null(f);
    for (uint32_t i = 0; i < f->args.n; i++)
        if (strcmp(f->args.at[i].name, name) == 0) return f->args.at[i].text;
    return WH_ABSENT;
}

/* The honest mail, signed; tags: what stands before h=. */
static char *signed_by(const signer *by, const char *tags, long length)
{
    return sign_mail(&(signing){by, NULL, tags, "from:to:subject:date", true, true, length}, FIELDS, BODY);
}
#define TAGS "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s;"
static char *on_top(const char *top, char *mail)
{
    char *out = malloc(strlen(top) + strlen(mail) + 1);
    if (!out) abort();
    strcat(strcpy(out, top), mail);
    free(mail);
    return out;
}
static char *replaced(char *mail, const char *from, const char *to)
{
    const char *at = strstr(mail, from);
    assert_non_null(at);
    char *out = malloc(strlen(mail) + strlen(to) + 1);
    if (!out) abort();
    sprintf(out, "%.*s%s%s", (int)(at - mail), mail, to, at + strlen(from));
    free(mail);
    return out;
}
static char *honest(void) { return on_top(TOP, signed_by(rsa, TAGS, -1)); }

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
        char *mail = replaced(honest(), want[i].from, want[i].to);
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
    char *other = replaced(mail, "s=s;", "s=gone;");
    check(other, data);
    assert_false(raised(WH_F_DKIM_HEADER_VERIFIED));
    free(other);
    mail =
        replaced(honest(),
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
    mail = replaced(honest(), "rsa-sha256", "rsa-sha1");
    check(mail, none);
    assert_true(raised(WH_F_DKIM_OLD_ALGORITHM));
    free(mail);
    mail = replaced(honest(), "v=1;", "v=9;");
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

/* Every finding of the area was raised by some mail here, and not by some other. */
static void both_ways(void **state)
{
    (void)state;
    for (unsigned id = 0; id < WH_FINDING_COUNT; id++) {
        if (wh_finding_area((wh_finding_id)id) != WH_AREA_AUTHENTICATION || id >= WH_F_SENDER_DOMAIN_MISSING)
            continue; /* test_network.c has the rest */
        if (!seen_raised[id] || !seen_quiet[id])
            printf("%.*s\n", (int)wh_finding_name((wh_finding_id)id).n, wh_finding_name((wh_finding_id)id).p);
        assert_true(seen_raised[id] && seen_quiet[id]);
    }
}

static int make_keys(void **state)
{
    (void)state;
    rsa = signer_rsa(1024);
    weak = signer_rsa(768);
    record = signer_record(rsa, false);
    weak_record = signer_record(weak, false);
    return 0;
}
static int drop_keys(void **state)
{
    (void)state;
    signer_free(rsa);
    signer_free(weak);
    free(record);
    free(weak_record);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_passes, setup, teardown),
        cmocka_unit_test_setup_teardown(spf, setup, teardown),
        cmocka_unit_test_setup_teardown(changes, setup, teardown),
        cmocka_unit_test_setup_teardown(copies, setup, teardown),
        cmocka_unit_test_setup_teardown(keys, setup, teardown),
        cmocka_unit_test_setup_teardown(coverage, setup, teardown),
        cmocka_unit_test_setup_teardown(late, setup, teardown),
        cmocka_unit_test_setup_teardown(dmarc, setup, teardown),
        cmocka_unit_test_setup_teardown(claims, setup, teardown),
        cmocka_unit_test_setup_teardown(arc, setup, teardown),
        cmocka_unit_test_setup_teardown(reports, setup, teardown),
        cmocka_unit_test_setup_teardown(alone, setup, teardown),
        cmocka_unit_test(both_ways),
    };
    return cmocka_run_group_tests_name("authentication", tests, make_keys, drop_keys);
}
