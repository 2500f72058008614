/* The Message-ID, taken apart, and what its findings come to. */
#include "report/sections.h"

wh_json *wh_report_message_id(const wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_json *out = wh_report_msgid(c->env, &facts->msgid, facts, WH_ABSENT);
    if (facts->msgid.present) wh_json_put_text(c->env, out, "verdict", wh_message_id_verdict(c));
    return out;
}
