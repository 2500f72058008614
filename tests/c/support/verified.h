/* A whole mail, received and signed, verified against a zone; what the checks of signatures find in it. */
#ifndef WHENCE_TESTS_VERIFIED_H
#define WHENCE_TESTS_VERIFIED_H

#include "support/brands.h"
#include "support/exact.h"
#include "support/found.h"
#include "support/signer.h"
#include "support/zone.h"

#include "checks/auth/auth.h"
#include "verdict/verdict.h"

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

static inline int setup(void **state)
{
    (void)state;
    source = WH_ABSENT;
    return 0;
}
static inline void close_mail(void)
{
    if (wh_absent(source)) return;
    exact_free(source);
    source = WH_ABSENT;
    wh_arena_free(arena);
}
static inline int teardown(void **state)
{
    (void)state;
    close_mail();
    return 0;
}

static inline bool raised(wh_finding_id id) { return found(&c, id) != NULL; }

/* A finding names its bytes. */
static inline void all_have_spans(void)
{
    for (uint32_t i = 0; i < c.findings.n; i++) {
        const wh_finding *f = &c.findings.at[i];
        if (wh_finding_area(f->id) == WH_AREA_AUTHENTICATION) assert_true(f->spans.n > 0);
    }
}

/* Verifies a mail against a zone; refuse: what DNS gets instead of answers (WH_ANSWERED: answers). */
static inline void check_as(const char *mail, const zone_record *records, int64_t now, wh_state refuse,
                            bool lookups)
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
        c = (wh_case){.env = &env, .facts = &facts, .oracle = oracle, .brands = test_brands(arena)};
        assert_true(wh_read_results(&c));
        wh_check_filters(&c);
        wh_check_authentication(&c);
        wh_weigh_once(&c);
    } while (refuse == WH_ANSWERED ? zone_answer(&z, oracle) : zone_refuse(oracle, refuse));
    all_have_spans();
}
static inline void check(const char *mail, const zone_record *records)
{
    check_as(mail, records, NOW, WH_ANSWERED, true);
}

static inline const wh_finding *finding(wh_finding_id id) { return found(&c, id); }
static inline wh_str arg(wh_finding_id id, const char *name)
{
    const wh_finding *f = finding(id);
    assert_non_null(f);
    for (uint32_t i = 0; i < f->args.n; i++)
        if (strcmp(f->args.at[i].name, name) == 0) return f->args.at[i].text;
    return WH_ABSENT;
}

/* The honest mail, signed; tags: what stands before h=. */
static inline char *signed_by(const signer *by, const char *tags, long length)
{
    return sign_mail(&(signing){by, NULL, tags, "from:to:subject:date", true, true, length}, FIELDS, BODY);
}
#define TAGS "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s;"
static inline char *on_top(const char *top, char *mail)
{
    char *out = malloc(strlen(top) + strlen(mail) + 1);
    if (!out) abort();
    strcat(strcpy(out, top), mail);
    free(mail);
    return out;
}
/* The same; takes the mail over. */
static inline char *altered(char *mail, const char *from, const char *to)
{
    char *out = replaced(mail, from, to);
    free(mail);
    return out;
}
static inline char *honest(void) { return on_top(TOP, signed_by(rsa, TAGS, -1)); }

static inline int make_keys(void **state)
{
    (void)state;
    rsa = signer_rsa(1024);
    weak = signer_rsa(768);
    record = signer_record(rsa, false);
    weak_record = signer_record(weak, false);
    return 0;
}
static inline int drop_keys(void **state)
{
    (void)state;
    signer_free(rsa);
    signer_free(weak);
    free(record);
    free(weak_record);
    return 0;
}

#endif
