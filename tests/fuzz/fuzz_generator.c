/* generator.c, pattern.c, pattern_time.c */
#include "evidence/generator.h"
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    static const wh_str families[] = {
        WH_LIT_INIT("postfix"), WH_LIT_INIT("exim"),     WH_LIT_INIT("sendmail"),
        WH_LIT_INIT("gmail"),   WH_LIT_INIT("momentum"),
    };
    wh_msgid_origin origin;
    wh_id_parts parts;
    size_t at = wh_rfind_byte(input, '@');
    bool divided = at != WH_NONE_AT;
    wh_msgid_origin_of(divided ? wh_sub(input, 0, at) : input, divided ? wh_from(input, at + 1) : WH_ABSENT,
                       &origin);
    PROMISE(wh_absent(origin.generator) || wh_absent(origin.shape));
    PROMISE(!origin.parts.has_time ||
            (origin.parts.ms > 0 && origin.parts.ms < 2524608000000 + 14 * 3600000));
    PROMISE(inside(origin.parts.process, input) && inside(origin.parts.user, input) &&
            inside(origin.parts.host, input));
    PROMISE(inside(origin.parts.queue_id, input));
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        (void)wh_queue_id_fit(families[i], input, &parts);
    (void)env;
}
