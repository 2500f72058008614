/* DKIM and ARC: signatures, keys, canonical forms, repairs. The input is a mail; its lines are key records
 * too. */
#include "host.h"

#include "checks/auth/arc.h"
#include "checks/auth/dkim.h"

static void fuzz_keys(wh_env *env, wh_str input)
{
    wh_dkim_key key;
    wh_str spki;
    unsigned bits = 0;
    bool other;
    for (int ed = 0; ed < 2; ed++) {
        wh_dkim_key_read(env, input, ed, &key);
        PROMISE(key.result != WH_AUTH_PASS || (ed ? key.bytes.n == 32 : key.bits >= 1024));
    }
    if (wh_rsa_key(env, input, &spki, &bits, &other)) {
        wh_str again;
        unsigned same = 0;
        PROMISE(wh_rsa_key(env, spki, &again, &same, &other) && same == bits && wh_eq(spki, again));
    }
}

static void fuzz(wh_env *env, wh_str input)
{
    fuzz_lines lines;
    wh_fields fields;
    fuzz_split(input, &lines);
    fuzz_keys(env, input);
    for (int relaxed = 0; relaxed < 2; relaxed++)
        PROMISE(wh_canon_body(env->arena, input, relaxed).n == wh_canon_length(input, relaxed));
    size_t gap = wh_find(input, WH_LIT("\n\n"), 0);
    wh_str head = wh_sub(input, 0, gap == WH_NONE_AT ? input.n : gap + 1);
    wh_parse_fields(env, head, &fields);
    wh_oracle *oracle = wh_oracle_new(env, true);
    PROMISE(oracle);
    wh_dkim dkim;
    wh_arc arc;
    unsigned steps = 0;
    do {
        wh_signed m = {.env = env,
                       .oracle = oracle,
                       .fields = &fields,
                       .head = head,
                       .head_exact = true,
                       .body_exact = input.n % 2,
                       .now_ms = 1770000000000};
        m.body = gap == WH_NONE_AT ? WH_ABSENT : wh_from(input, gap + 2);
        wh_dkim_check(&m, 1770000000000, &dkim);
        wh_arc_check(&m, 1770000000000, &arc);
        PROMISE(++steps < 20);
    } while (fuzz_answer(oracle, &lines));
    PROMISE(dkim.signatures.n <= WH_MAX_SIGNATURES + 1 && arc.sets.n <= 50 && arc.result != WH_AUTH_PENDING);
    for (uint32_t i = 0; i < dkim.signatures.n; i++) PROMISE(dkim.signatures.at[i].result != WH_AUTH_PENDING);
}
