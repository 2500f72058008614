/* SPF: records, macros, evaluation. Each line of the input is a TXT record of some name. */
#include "host.h"

#include "checks/auth/spf.h"

static void fuzz(wh_env *env, wh_str input)
{
    fuzz_lines lines;
    wh_str bad = WH_ABSENT;
    fuzz_split(input, &lines);
    for (uint32_t i = 0; i < lines.n; i++)
        if (wh_spf_is_record(lines.at[i])) PROMISE(wh_spf_valid(lines.at[i], &bad) || inside(bad, input));
    for (int family = 4; family <= 6; family += 2) {
        wh_oracle *oracle = wh_oracle_new(env, true);
        wh_spf_query query = {.ip = {.family = (uint8_t)family, .b = {192, 0, 2, 1}},
                              .helo = WH_LIT("mail.example.net"),
                              .mail_from = WH_LIT("a-b.c@x.example.com")};
        wh_spf spf;
        unsigned steps = 0;
        PROMISE(oracle);
        do {
            wh_spf_check(env, oracle, &query, &spf);
            PROMISE(++steps < 60);
        } while (fuzz_answer(oracle, &lines));
        PROMISE(spf.result != WH_AUTH_PENDING && spf.lookups <= 12 && wh_oracle_count(oracle) <= 160);
    }
    wh_spf_query query = {.ip = {.family = 6}, .helo = input};
    wh_spf_macros macros = {.query = &query,
                            .sender = input,
                            .local = input,
                            .sender_domain = input,
                            .domain = WH_LIT("example.com")};
    if (lines.n && wh_spf_macro_valid(lines.at[0], true)) {
        wh_str out = wh_spf_expand(env, lines.at[0], &macros);
        PROMISE(wh_absent(out) || out.n <= 4096 || inside(out, input));
        wh_str target = wh_spf_target(out);
        PROMISE(wh_absent(target) || target.n <= 253);
    }
}
