/* The trust boundary: whose side wrote which Received field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "evidence/evidence.h"

typedef struct scene {
    const char *what;
    const char *mail;
    int hop;         /* of the handover */
    const char *ip;  /* of its client */
    const char *own; /* a server of the reader's, or NULL */
    bool open;       /* no fact tells: not settled */
} scene;

#define TIME "; Tue, 3 Feb 2026 10:00:05 +0900\n"
#define FROM "From: a@example.com\nTo: b@example.jp\n\nbody\n"

#define HIDDEN_TWICE                                                                                         \
    "Received: from mail.example.com (_gateway [172.18.0.1])\n"                                              \
    " by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME                                         \
    "Received: from relay.example.net (unknown [10.0.0.2])\n"                                                \
    " by mail.example.com (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME                                      \
    "Received: from pc (unknown [203.0.113.9])\n"                                                            \
    " by relay.example.net (Postfix) with ESMTPS id 4XyZ1a2b3cz1L9" TIME

static const scene scenes[] = {
    {"one server takes the mail from outside",
     "Received: from mail.example.com (mail.example.com [203.0.113.9]) by mx.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L7" TIME FROM,
     0, "203.0.113.9", NULL, false},
    {"mail store behind the entrance, by private address",
     "Received: from mx.example.jp (mx.example.jp [10.0.0.2]) by store.example.jp (Postfix) with LMTP id "
     "4XyZ1a2b3cz1L7" TIME
     "Received: from mail.example.com (mail.example.com [203.0.113.9]) by mx.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L8" TIME
     "Received: from pc (pc [192.168.1.4]) by mail.example.com (Postfix) with ESMTP id 4XyZ1a2b3cz1L9" TIME
         FROM,
     1, "203.0.113.9", NULL, false},
    {"mail store behind the entrance, by the same organisation's public address",
     "Received: from mx1.example.jp (mx1.example.jp [198.51.100.7]) by imap.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from localhost.localdomain (unknown [203.0.113.9]) by mx1.example.jp (Postfix) with ESMTP "
     "id 4XyZ1a2b3cz1L8" TIME FROM,
     1, "203.0.113.9", NULL, false},
    {"a filter on the same machine",
     "Received: from localhost (localhost [127.0.0.1]) by mx.example.jp (Postfix) with ESMTP id "
     "4XyZ1a2b3cz1L7" TIME
     "Received: from mx.example.jp ([127.0.0.1]) by localhost (mx.example.jp [127.0.0.1]) (amavisd-new, "
     "port 10024) with ESMTP id abc" TIME
     "Received: from mail.example.com (mail.example.com [203.0.113.9]) by mx.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     2, "203.0.113.9", NULL, false},
    {"Outlook.com: three servers inside, then the entrance",
     "Received: from AM6P190CA0001.EURP190.PROD.OUTLOOK.COM (2603:10a6:209:7f::39) by "
     "MN0P190MB6312.EURP190.PROD.OUTLOOK.COM with HTTPS" TIME
     "Received: from AM7EUR06FT021.eop-eur06.prod.protection.outlook.com (2603:10a6:209:8a:cafe::c) by "
     "AM6P190CA0001.outlook.office365.com "
     "(2603:10a6:209:8a::22) with Microsoft SMTP Server (version=TLS1_2, "
     "cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.6631.45 via Frontend Transport" TIME
     "Received: from host4.example.com (203.0.113.206) by AM7EUR06FT021.mail.protection.outlook.com "
     "(10.233.255.227) with Microsoft SMTP Server "
     "id 15.20.6631.45 via Frontend Transport" TIME
     "Received: from [198.51.100.111] (port=52874 helo=[192.168.88.181]) by host4.example.com with esmtpa "
     "(Exim 4.96) id 1qRBGp-0006S0-33" TIME FROM,
     2, "203.0.113.206", NULL, false},
    {"Outlook.com to Outlook.com: another tenant is outside",
     "Received: from SN1NAM02FT0011.eop-nam02.prod.protection.outlook.com (2603:10a6:102:b6::4) by "
     "PR3P195CA0004.outlook.office365.com "
     "(2603:10a6:102:b6::9) with Microsoft SMTP Server id 15.20.6838.33 via Frontend Transport" TIME
     "Received: from NAM10-DM6-obe.outbound.protection.outlook.com (40.107.93.54) by "
     "SN1NAM02FT0011.mail.protection.outlook.com (10.97.5.171) "
     "with Microsoft SMTP Server id 15.20.6863.29 via Frontend Transport" TIME FROM,
     1, "40.107.93.54", NULL, false},
    {"Gmail: an inner line without from, then the entrance",
     "Received: by 2002:a05:6402:1a2b:b0:55a:1234:5678 with SMTP id be11csp123456edb; Mon, 2 Feb 2026 "
     "17:00:05 -0800 (PST)\n"
     "Received: from mail.example.com (mail.example.com. [203.0.113.9]) by mx.google.com with ESMTPS id "
     "a1-20020a05si123456edb.1.2026.02.02 "
     "for <b@example.jp>; Mon, 02 Feb 2026 17:00:05 -0800 (PST)\n" FROM,
     1, "203.0.113.9", NULL, false},
    {"fetched from a mailbox elsewhere",
     "Received: from pop.example.jp [198.51.100.8] by localhost with POP3 (fetchmail-6.4.16) for "
     "<b@localhost> (single-drop)" TIME
     "Received: from mail.example.com (mail.example.com [203.0.113.9]) by mx.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L7" TIME FROM,
     1, "203.0.113.9", NULL, false},
    {"a gateway in front of the reader's own server: open whose it is, until a lookup tells",
     "Received: from mx0a-00000001.pphosted.com (mx0a-00000001.pphosted.com [148.163.135.252]) by "
     "mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from mail.example.net (mail.example.net [203.0.113.9]) by mx0a-00000001.pphosted.com (PPS) "
     "with ESMTPS id 4a619tvjuw-1" TIME FROM,
     0, "148.163.135.252", NULL, true},
    {"a gateway of the sender's: its own servers hand over to it",
     "Received: from mx0a-00000001.pphosted.com (mx0a-00000001.pphosted.com [148.163.135.252]) by "
     "mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from app1.example.com (app1.example.com [203.0.113.9]) by mx0a-00000001.pphosted.com (PPS) "
     "with ESMTPS id 4a619tvjuw-1" TIME FROM,
     0, "148.163.135.252", NULL, true},
    {"handed in by somebody who logged in",
     "Received: from [198.51.100.33] (unknown [198.51.100.33]) by mail.example.jp (Postfix) with ESMTPSA id "
     "4XyZ1a2b3cz1L7" TIME FROM,
     0, "198.51.100.33", NULL, false},
    {"a server that the reader named",
     "Received: from relay.example.net (relay.example.net [198.51.100.77]) by mx.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from mail.example.com (mail.example.com [203.0.113.9]) by relay.example.net (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     1, "203.0.113.9", "relay.example.net", false},
    {"the same without having been told",
     "Received: from relay.example.net (relay.example.net [198.51.100.77]) by mx.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from mail.example.com (mail.example.com [203.0.113.9]) by relay.example.net (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     0, "198.51.100.77", NULL, false},
    {"an invented line below claims more",
     "Received: from mail.example.net (unknown [203.0.113.9]) by mx.example.jp (Postfix) with ESMTP id "
     "4XyZ1a2b3cz1L7" TIME
     "Received: from bank.example.org (bank.example.org [198.51.100.1]) by mail.example.net (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     0, "203.0.113.9", NULL, false},
    {"one torn line, without the server that wrote it",
     "Received: from localhost.localdomain ([121.50.45.172])\n", 0, "121.50.45.172", NULL, false},
    {"a container's gateway hides who connected: it settles nothing",
     "Received: from mail.example.com (_gateway [172.18.0.1])\n"
     " by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from pc (unknown [203.0.113.9])\n"
     " by mail.example.com (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     1, "203.0.113.9", NULL, true},
    {"a proxy's address, under the name of somebody else's host that the line below names",
     "Received: from mail.example.com (unknown [10.0.0.2])\n"
     " by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from pc (unknown [203.0.113.9])\n"
     " by mail.example.com (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     1, "203.0.113.9", NULL, true},
    {"two addresses that say nothing: the first one that does counts", HIDDEN_TWICE FROM, 2, "203.0.113.9",
     NULL, true},
    {"... and the record of the server that took the mail chooses among all of them",
     "Received-SPF: pass (mailfrom) client-ip=203.0.113.9; helo=pc\n" HIDDEN_TWICE FROM, 2, "203.0.113.9",
     NULL, false},
    {"a record of an address from inside chooses none",
     "Received-SPF: pass (mailfrom) client-ip=10.0.0.2; helo=pc\n" HIDDEN_TWICE FROM, 2, "203.0.113.9", NULL,
     true},
    {"mail that never left the house: its innermost public address is shown",
     "Received: from mx.example.jp (mx.example.jp [198.51.100.7]) by store.example.jp (Postfix) with "
     "ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from localhost (localhost [127.0.0.1]) by mx.example.jp (Postfix) with ESMTP id "
     "4XyZ1a2b3cz1L8" TIME FROM,
     0, "198.51.100.7", NULL, false},
    {"a HELO under the provider's name",
     "Received: from mail-ed1-f41.google.com ([203.0.113.9])\n"
     " by mx.google.com with ESMTPS id a1-20020a05si1edb.1" TIME
     "Received: from bank.example.org ([198.51.100.1])\n"
     " by mail-ed1-f41.google.com with ESMTPS id b2" TIME FROM,
     0, "203.0.113.9", NULL, false},
    {"a customer's line of the provider that wrote the field",
     "Received: from p1234-ipngn.tokyo.ocn.ne.jp (p1234-ipngn.tokyo.ocn.ne.jp [203.0.113.9])\n"
     " by mx.ocn.ne.jp (Postfix) with ESMTP id 4XyZ1a2b3cz1L7" TIME
     "Received: from bank.example.org (bank.example.org [198.51.100.1])\n"
     " by p1234-ipngn.tokyo.ocn.ne.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     0, "203.0.113.9", NULL, false},
    {"a server that a customer rents there",
     "Received: from os3-300-12345.vs.sakura.ne.jp (os3-300-12345.vs.sakura.ne.jp [203.0.113.9])\n"
     " by www1.sakura.ne.jp (Postfix) with ESMTP id 4XyZ1a2b3cz1L7" TIME
     "Received: from bank.example.org (bank.example.org [198.51.100.1])\n"
     " by os3-300-12345.vs.sakura.ne.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     0, "203.0.113.9", NULL, false},
    {"a rented machine named after its address",
     "Received: from x (ec2-203-0-113-9.compute.amazonaws.com [203.0.113.9])\n"
     " by mx1.amazonaws.com (Postfix) with ESMTP id 4XyZ1a2b3cz1L7" TIME
     "Received: from bank.example.org (bank.example.org [198.51.100.1])\n"
     " by ec2-203-0-113-9.compute.amazonaws.com (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     0, "203.0.113.9", NULL, false},
    {"a server that the reader named by its address",
     "Received: from relay.example.net (unknown [198.51.100.77])\n"
     " by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from mail.example.com (mail.example.com [203.0.113.9])\n"
     " by relay.example.net (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     1, "203.0.113.9", "198.51.100.77", false},
    {"a HELO under the name of a server that the reader named",
     "Received: from relay.example.net (unknown [203.0.113.66])\n"
     " by mx.example.jp (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7" TIME
     "Received: from bank.example.org (bank.example.org [198.51.100.1])\n"
     " by relay.example.net (Postfix) with ESMTPS id 4XyZ1a2b3cz1L8" TIME FROM,
     0, "203.0.113.66", "relay.example.net", true},
};

static wh_env open_env(void) { return (wh_env){.arena = wh_arena_new(1u << 24)}; }

static void gather(wh_env *env, const char *mail, size_t n, const char *own, int32_t chosen,
                   wh_options *options, wh_facts *facts, char **exact)
{
    *exact = malloc(n ? n : 1); /* exactly as long: reading past the end is caught */
    memcpy(*exact, mail, n);
    *options = (wh_options){.handover = chosen, .now_ms = INT64_MIN};
    if (own) {
        wh_str *slot = wh_push(env->arena, &options->own_servers);
        *slot = (wh_str){own, strlen(own)};
    }
    wh_gather(env, (wh_str){*exact, n}, options, facts);
}

static void test_scenes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        wh_env env = open_env();
        wh_options options;
        wh_facts facts;
        char *exact;
        wh_ip want = {0};
        gather(&env, scenes[i].mail, strlen(scenes[i].mail), scenes[i].own, -1, &options, &facts, &exact);
        if (facts.handover.hop != scenes[i].hop)
            print_error("%s: hop %d, not %d\n", scenes[i].what, (int)facts.handover.hop, scenes[i].hop);
        assert_int_equal(facts.handover.hop, scenes[i].hop);
        assert_true(wh_parse_ip((wh_str){scenes[i].ip, strlen(scenes[i].ip)}, &want));
        if (facts.handover.settled == scenes[i].open) print_error("%s: settled?\n", scenes[i].what);
        assert_int_equal(facts.handover.settled, !scenes[i].open);
        assert_true(wh_ip_eq(&want, &facts.hops.at[facts.handover.hop].r.ip));
        assert_true(facts.handover.confidence > 0 && facts.handover.confidence <= 1);
        if (facts.handover.settled && !wh_eq(facts.handover.reason, WH_LIT("internal"))) {
            assert_int_equal(facts.handover.candidates.n, 1);
            assert_int_equal(facts.handover.candidates.at[0].hop, scenes[i].hop);
        }
        for (uint32_t k = 0; k < facts.hops.n; k++) {
            wh_side side = (int)k < scenes[i].hop    ? WH_SIDE_RECIPIENT
                           : (int)k == scenes[i].hop ? WH_SIDE_HANDOVER
                                                     : WH_SIDE_CLAIMED;
            assert_int_equal(facts.hops.at[k].side, side);
        }
        wh_arena_free(env.arena);
        free(exact);
    }
}

static void test_reader_moves_it(void **state)
{
    (void)state;
    wh_env env = open_env();
    wh_options options;
    wh_facts facts;
    char *exact;
    gather(&env, scenes[13].mail, strlen(scenes[13].mail), NULL, 1, &options, &facts, &exact);
    assert_int_equal(facts.handover.hop, 1);
    assert_true(facts.handover.chosen);
    wh_arena_free(env.arena);
    free(exact);
}

static void test_no_hops(void **state)
{
    (void)state;
    wh_env env = open_env();
    wh_options options;
    wh_facts facts;
    char *exact;
    gather(&env, FROM, sizeof FROM - 1, NULL, 5, &options, &facts, &exact);
    assert_int_equal(facts.handover.hop, -1);
    wh_arena_free(env.arena);
    free(exact);
}

/* Every beginning of every mail: nothing is read past the end, and a handover is always one of the hops. */
static void test_every_prefix(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        for (size_t n = 0; n < strlen(scenes[i].mail); n++) {
            wh_env env = open_env();
            wh_options options;
            wh_facts facts;
            char *exact;
            gather(&env, scenes[i].mail, n, NULL, -1, &options, &facts, &exact);
            assert_true(facts.handover.hop < (int32_t)facts.hops.n);
            assert_true(facts.hops.n == 0 || facts.handover.hop >= 0);
            wh_arena_free(env.arena);
            free(exact);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenes),
        cmocka_unit_test(test_reader_moves_it),
        cmocka_unit_test(test_no_hops),
        cmocka_unit_test(test_every_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
