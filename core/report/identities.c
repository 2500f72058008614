/* Who the mail says it is from. */
#include "report/sections.h"

static wh_json *report_person(const wh_facts *facts, const wh_person *person)
{
    wh_env *env = facts->env;
    const wh_mailbox *box = &person->mailbox;
    wh_json *out = wh_json_object();
    wh_json_put_text(env, out, "display", box->display);
    wh_json_put_text(env, out, "address", box->address);
    wh_json_put_text(env, out, "local", box->local);
    wh_json_put_text(env, out, "domain", box->domain);
    wh_json_put_text(env, out, "registrable", person->name.registrable);
    wh_json_put_one_span(out, "spans", wh_fact_span(facts, box->raw));
    return out;
}

static wh_json *report_persons(const wh_facts *facts, const wh_persons *persons)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < persons->n; i++)
        wh_json_add(list, report_person(facts, &persons->at[i]));
    return list;
}

static wh_json *first_person(const wh_facts *facts, const wh_persons *persons)
{
    return persons->n ? report_person(facts, &persons->at[0]) : wh_json_null();
}

static wh_json *with_span(const wh_facts *facts, const char *key, wh_json *value, wh_str raw)
{
    wh_json *out = wh_json_object();
    wh_json_put(out, key, value);
    wh_json_put_one_span(out, "spans", wh_fact_span(facts, raw));
    return out;
}

wh_json *wh_report_identities(const wh_facts *facts)
{
    const wh_identities *who = &facts->who;
    wh_json *out = wh_json_object();
    wh_json_put(out, "from", report_persons(facts, &who->from));
    wh_json_put(out, "sender", first_person(facts, &who->sender));
    wh_json_put(out, "replyTo", report_persons(facts, &who->reply_to));
    wh_json_put(out, "returnPath", first_person(facts, &who->return_path));
    wh_json_put_text(facts->env, out, "envelopeFrom", who->envelope_from);
    wh_json_put(out, "to", report_persons(facts, &who->to));
    wh_json_put(out, "cc", report_persons(facts, &who->cc));
    wh_json_put(out, "deliveredTo", report_persons(facts, &who->delivered_to));
    wh_json_put(out, "recipients", report_persons(facts, &who->recipients));
    if (who->subject_fields)
        wh_json_put(out, "subject",
                    with_span(facts, "text", wh_json_text(facts->env, who->subject), who->subject_raw));
    else wh_json_put_null(out, "subject");
    if (who->date_fields)
        wh_json_put(out, "date",
                    with_span(facts, "value", wh_report_date(facts->env, &who->date), who->date_raw));
    else wh_json_put_null(out, "date");
    wh_json_put_text(facts->env, out, "mailer", who->mailer);
    return out;
}
