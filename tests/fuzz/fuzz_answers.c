/* dns.c: the JSON that answers a DNS question. The first byte chooses the type. */
#include "fuzz.h"

#include "oracle/dns.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_dns dns;
    wh_rr type = input.n ? (wh_rr)((unsigned char)input.p[0] % WH_RR_OTHER) : WH_RR_A;
    wh_read_dns(env->arena, wh_from(input, 1), type, &dns);
    PROMISE(dns.state == WH_ANSWERED || dns.state == WH_EMPTY || dns.state == WH_TEMPFAIL);
    PROMISE((dns.state == WH_ANSWERED) == (dns.records.n > 0) && dns.records.n <= WH_MAX_RECORDS);
    for (uint32_t i = 0; i < dns.records.n; i++) {
        PROMISE(dns.records.at[i].type == type && !wh_absent(dns.records.at[i].data));
        if (type == WH_RR_A) PROMISE(dns.records.at[i].ip.family == 4);
    }
}
