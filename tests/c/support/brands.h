/* Brands of nobody's, for the tests of lookalikes. */
#ifndef WHENCE_TESTS_BRANDS_H
#define WHENCE_TESTS_BRANDS_H

#include "checks/lookalike/brands.h"
#include "checks/lookalike/lookalike.h"
#include "support/exact.h"

/* A table as core/tables/brands holds them: a bank, one with an everyday word for a name, a short one,
 * companies of one group. */
static const char test_table[] =
    "halvorbank\tbank\thalvorbank\tHalvor Bank,ハルボル銀行\thalvorbank.com\thalvorbank.net "
    "group:halvor\tmail.halvor-news.example\n"
    "halvorpay\tpay\thalvorpay,halvor-pay\tHalvor Pay\thalvorpay.com\tgroup:halvor tld:halvor\t\n"
    "minatoya\tshop-jp\tminatoya\tミナトヤ,みなとや\tminatoya.co.jp\t\t\n"
    "minatoya-sec\tsecurities-jp\tminatoya-sec\tミナトヤ証券\tminatoya-sec.co.jp\t\t\n";

static inline const wh_brands *test_brands(wh_arena *arena)
{
    static wh_str millowave_names[] = {{"millowave", 9}, {"Millowave Card", 14}};
    static wh_str millowave_domains[] = {{"millowave.co.jp", 15}, {"millowave-corp.com", 18}};
    static wh_str millowave_mail[] = {{"millomail.com", 13}};
    static wh_str orchard_names[] = {{"orchard", 7}}, orchard_domains[] = {{"orchard.com", 11}};
    static wh_str qdx_names[] = {{"qdx", 3}}, qdx_domains[] = {{"qdx.ne.jp", 9}};
    static wh_str own[] = {{"tanuki-works.example.org", 24}, {"kumonosu.jp", 11}};
    wh_brand_input in[3] = {
        {.id = WH_LIT("millowave"),
         .names = {millowave_names, 2, 2},
         .domains = {millowave_domains, 2, 2},
         .mail_domains = {millowave_mail, 1, 1}},
        {.id = WH_LIT("orchard"), .names = {orchard_names, 1, 1}, .domains = {orchard_domains, 1, 1}},
        {.id = WH_LIT("qdx"), .names = {qdx_names, 1, 1}, .domains = {qdx_domains, 1, 1}},
    };
    return wh_brands_from(arena, (wh_str){test_table, sizeof test_table - 1}, in, 3, own, 2);
}

#endif
