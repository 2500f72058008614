/* DMARC: records, authors, the tree walk. The first line is the author, the others are records. */
#include "host.h"

#include "checks/auth/dmarc.h"

static void fuzz(wh_env *env, wh_str input)
{
    fuzz_lines lines;
    wh_dmarc_record record;
    wh_dmarc dmarc;
    fuzz_split(input, &lines);
    for (uint32_t i = 0; i < lines.n; i++) {
        wh_dmarc_read(lines.at[i], &record);
        PROMISE(inside(record.text, input) && (!record.ok || record.versioned));
    }
    wh_dmarc_query query = {.spf = {.domain = WH_LIT("bounce.example.com"), .result = WH_AUTH_PASS}};
    wh_str *from = wh_push(env->arena, &query.from);
    wh_dmarc_id *dkim = wh_push(env->arena, &query.dkim);
    wh_oracle *oracle = wh_oracle_new(env, true);
    PROMISE(from && dkim && oracle);
    *from = lines.n ? lines.at[0] : WH_LIT("u@example.com");
    *dkim = (wh_dmarc_id){.domain = lines.n > 1 ? lines.at[1] : WH_LIT("example.com"),
                          .result = input.n % 3 ? WH_AUTH_PASS : WH_AUTH_TEMPERROR};
    unsigned steps = 0;
    do {
        wh_dmarc_check(env, oracle, &query, &dmarc);
        PROMISE(++steps < 20);
    } while (fuzz_answer(oracle, &lines));
    PROMISE(dmarc.result != WH_AUTH_PENDING && wh_oracle_count(oracle) <= 40);
    PROMISE(dmarc.result != WH_AUTH_PASS || dmarc.spf_aligned || dmarc.dkim_aligned);
}
