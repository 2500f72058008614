/* Outlook's .msg among the attachments: the host takes the mail out of it, which is then enclosed like any
 * other. */
#include "base/limits.h"
#include "checks/checks.h"

static void note(wh_facts *facts, wh_env *env, const wh_attachment *a, wh_unread_reason reason)
{
    wh_env *before = facts->env;
    facts->env = env;
    wh_note_unread(facts, (wh_unread){WH_UNREAD_MAIL, reason, a->detected, a->name, a->span});
    facts->env = before;
}

static void enclose(wh_facts *facts, wh_env *env, wh_env *inner, uint32_t index, const wh_converted *msg)
{
    wh_options *options = wh_alloc(inner->arena, sizeof *options);
    if (!options) return;
    *options = *facts->options;
    options->from_msg = true;
    options->incomplete = false;
    options->handover = -1;
    const wh_attachment *a = &facts->attachments.at[index];
    if (!wh_enclose_converted(inner, options, facts, index, msg->mail))
        note(facts, env, a, WH_UNREAD_BECAUSE_TOO_MANY);
    else if (msg->incomplete) note(facts, env, a, WH_UNREAD_BECAUSE_BROKEN);
}

void wh_settle_msgs(wh_facts *facts, wh_env *env, wh_env *inner, wh_oracle *oracle)
{
    for (uint32_t i = 0; i < facts->attachments.n; i++) {
        wh_attachment *a = &facts->attachments.at[i];
        if (a->settled || a->cut || !wh_eq(a->detected, WH_LIT("application/vnd.ms-outlook"))) continue;
        wh_buf key;
        wh_buf_init(&key, wh_oracle_arena(oracle));
        wh_put(&key, WH_LIT("msg:"));
        wh_put_int(&key, i);
        const wh_converted *msg = wh_ask_msg(oracle, wh_buf_str(&key), a->data);
        if (msg->state == WH_PENDING) continue;
        a->settled = true;
        if (msg->state == WH_ANSWERED) enclose(facts, env, inner, i, msg);
        else
            note(facts, env, a,
                 msg->state == WH_TEMPFAIL ? WH_UNREAD_BECAUSE_BROKEN : WH_UNREAD_BECAUSE_UNKNOWN);
    }
}
