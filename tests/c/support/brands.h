/* Brands of nobody's, for the tests of lookalikes. */
#ifndef WHENCE_TESTS_BRANDS_H
#define WHENCE_TESTS_BRANDS_H

#include "checks/lookalike/brands.h"
#include "checks/lookalike/lookalike.h"
#include "support/exact.h"

/* A table as checks/lookalike/brand_table.h has it: a bank, companies of one group, a shop and its house. */
static const char test_table[] =
    "\tbank\n"
    "halvorbank\thalvorbank\thalvorbank.com\thalvorbank.net group:halvor\tmail.halvor-news.example\n"
    "\tpay\nhalvorpay\thalvorpay halvor-pay\thalvorpay.com\tgroup:halvor tld:halvor\n"
    "\tshop-jp\nminatoya\tminatoya\tminatoya.co.jp\n"
    "\tsecurities-jp\nminatoya-sec\tminatoya-sec\tminatoya-sec.co.jp\n"
    "\nHalvor Bank,ハルボル銀行\nHalvor Pay\nミナトヤ,みなとや\nミナトヤ証券\n";

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
