/* checks/lookalike: a name judged, a label's verdict, brands in text. */
#include "fuzz.h"

#include "checks/lookalike/lookalike.h"

/* Built once: a table of brands never changes. */
static const wh_brands *brands(void)
{
    static const wh_brands *built;
    if (!built) {
        wh_arena *arena = wh_arena_new(64u << 20);
        built = arena ? wh_brands_new(arena, NULL, 0, NULL, 0) : NULL;
    }
    PROMISE(built != NULL);
    return built;
}

static void fuzz(wh_env *env, wh_str input)
{
    wh_domain_verdict v;
    wh_mentions mentions;
    wh_str reason;
    wh_judge_domain(env, brands(), input, &v);
    PROMISE(v.matches.n <= WH_MAX_MATCHES && wh_is_utf8(v.name.unicode));
    PROMISE(v.kind != WH_KIND_LOOKALIKE || v.matches.n > 0);
    for (uint32_t i = 0; i < v.matches.n; i++) {
        const wh_match *m = &v.matches.at[i];
        PROMISE(inside(m->part, v.name.ascii) && m->part.n > 0 && wh_is_utf8(m->shown));
        PROMISE(m->severity == WH_HIGH || m->severity == WH_MEDIUM || m->severity == WH_LOW);
        PROMISE(i == 0 || v.matches.at[i - 1].severity <= m->severity);
        PROMISE((m->brand == WH_NO_BRAND) == wh_absent(m->official));
    }
    (void)wh_idn_label_verdict(input, WH_LIT("com"), &reason);
    wh_find_brands_in_text(env, brands(), input, &mentions);
    PROMISE(mentions.n <= WH_MAX_MENTIONS);
    for (uint32_t i = 0; i < mentions.n; i++) {
        PROMISE(inside(mentions.at[i].slice, input) && mentions.at[i].slice.n > 0);
        if (i) PROMISE(mentions.at[i].slice.p >= mentions.at[i - 1].slice.p + mentions.at[i - 1].slice.n);
    }
}
