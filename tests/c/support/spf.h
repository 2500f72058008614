/* SPF judged against a zone that stands in the test. */
#ifndef WHENCE_TEST_SPF_H
#define WHENCE_TEST_SPF_H

#include "support/oracle.h"

#include "checks/auth/spf.h"

static zone z;
static wh_spf got;

/* As if a mail with this HELO and envelope had come from the address; the result is in `got`. */
static void check(const zone_record *records, const char *ip, const char *helo, const char *from)
{
    wh_spf_query query = {.helo = text_of(helo), .mail_from = text_of(from), .now_ms = 0};
    wh_parse_ip(text_of(ip), &query.ip);
    oracle = wh_oracle_new(&env, true);
    z = (zone){.at = records};
    do wh_spf_check(&env, oracle, &query, &got);
    while (zone_answer(&z, oracle));
}
#define assert_result(want) assert_same(wh_auth_result_name(got.result), want)
#define assert_problem(want) assert_same(wh_spf_problem_name(got.problem), want)

#define TXT(name, text)                                                                                      \
    {                                                                                                        \
        name ".example.com", "TXT", text                                                                     \
    }
#define A(name, ip)                                                                                          \
    {                                                                                                        \
        name ".example.com", "A", ip                                                                         \
    }
#define END                                                                                                  \
    {                                                                                                        \
        NULL, NULL, NULL                                                                                     \
    }

#endif
