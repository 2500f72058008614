/* The answers of single grammars, which are pieces of the report too. */
#include "evidence/generator.h"
#include "report/json.h"
#include "report/report.h"

#define NAMES(list, X_LIST) static const wh_str list[] = {X_LIST(NAME_ROW)}
#define NAME_ROW(name, id) WH_LIT_INIT(id),

NAMES(date_problems, WH_DATE_PROBLEMS);
NAMES(received_problems, WH_RECEIVED_PROBLEMS);
NAMES(msgid_problems, WH_MSGID_PROBLEMS);

wh_json *wh_report_date(wh_env *env, const wh_date *d)
{
    if (!d->ok) return wh_json_null();
    wh_json *date = wh_json_object();
    wh_json_put_text(env, date, "iso", wh_format_iso(env, d->ms));
    wh_json_put_number(date, "offsetMinutes", d->offset_minutes);
    wh_json_put_bits(date, "problems", d->problems, date_problems, WH_DATE_PROBLEM_COUNT);
    return date;
}

/* Where each value stands, for showing: {"helo": [start, end], ...}. */
static void put_place(const wh_origin *origin, wh_json *places, const char *key, wh_str slice)
{
    wh_span span = wh_origin_span(origin, slice);
    if (span.end > span.start) wh_json_put_span(places, key, span);
}

static wh_json *report_places(const wh_origin *origin, const wh_received *r)
{
    wh_json *places = wh_json_object();
    put_place(origin, places, "helo", r->helo);
    put_place(origin, places, "rdns", r->rdns);
    put_place(origin, places, "ip", r->ip_raw);
    put_place(origin, places, "by", r->by);
    put_place(origin, places, "with", r->with);
    put_place(origin, places, "id", r->id);
    put_place(origin, places, "for", r->for_);
    put_place(origin, places, "envelopeFrom", r->envelope_from);
    put_place(origin, places, "date", r->date.raw);
    return places;
}

static wh_json *report_tls(wh_env *env, const wh_received *r)
{
    if (!r->encrypted && wh_absent(r->tls_version) && wh_absent(r->tls_cipher)) return wh_json_null();
    wh_json *tls = wh_json_object();
    wh_json_put_text(env, tls, "version", r->tls_version);
    wh_json_put_text(env, tls, "cipher", r->tls_cipher);
    return tls;
}

wh_json *wh_report_received(wh_env *env, const wh_received *r, const wh_facts *facts, wh_str base)
{
    wh_origin origin = {env, facts, base};
    wh_json *hop = wh_json_object(), *from = wh_json_object(), *by = wh_json_object();
    wh_json_put_text(env, from, "helo", r->helo);
    wh_json_put_text(env, from, "rdns", r->rdns);
    wh_json_put_ip(env, from, "ip", &r->ip);
    wh_json_put_text(env, from, "ident", r->ident);
    wh_json_put_text(env, from, "auth", r->auth);
    wh_json_put(hop, "from", from);
    wh_json_put_text(env, by, "host", r->by);
    wh_json_put_ip(env, by, "ip", &r->by_ip);
    wh_json_put(hop, "by", by);
    wh_json_put_text(env, hop, "with", r->with);
    wh_json_put_text(env, hop, "via", r->via);
    wh_json_put(hop, "tls", report_tls(env, r));
    wh_json_put_bool(hop, "encrypted", r->encrypted);
    wh_json_put_text(env, hop, "id", r->id);
    wh_json_put_text(env, hop, "for", r->for_);
    wh_json_put_text(env, hop, "envelopeFrom", r->envelope_from);
    wh_json_put_text(env, hop, "software", r->family);
    wh_json_put(hop, "date", wh_report_date(env, &r->date));
    wh_json_put_one_span(hop, "spans", wh_origin_span(&origin, r->raw));
    wh_json_put(hop, "places", report_places(&origin, r));
    wh_json_put_bits(hop, "problems", r->problems, received_problems, WH_RECEIVED_PROBLEM_COUNT);
    return hop;
}

/* generator: the product's name, or the id of a habit of bulk senders; origin: all that the id gives away. */
static void put_msgid_origin(wh_env *env, wh_json *out, const wh_msgid_origin *o)
{
    wh_json *origin = wh_json_object();
    wh_json_put_text(env, out, "generator", wh_absent(o->name) ? o->generator : o->name);
    wh_json_put_text(env, out, "embeddedTime",
                     o->parts.has_time ? wh_format_iso(env, o->parts.ms) : WH_ABSENT);
    wh_json_put_text(env, origin, "id", o->generator);
    wh_json_put_text(env, origin, "shape", o->shape);
    bool known = !wh_absent(o->generator);
    wh_json_put_text(env, origin, "kind", known ? wh_generator_kind_name(o->kind) : WH_ABSENT);
    wh_json_put_bool(origin, "shared", o->shared);
    wh_json_put_bool(origin, "fillsIn", o->fills_in);
    wh_json_put_bool(origin, "localTime", o->parts.local_time);
    wh_json_put_text(env, origin, "process", o->parts.process);
    wh_json_put_text(env, origin, "user", o->parts.user);
    wh_json_put_text(env, origin, "host", o->parts.host);
    wh_json_put_text(env, origin, "queueId", o->parts.queue_id);
    wh_json_put(out, "origin", origin);
}

wh_json *wh_report_msgid(wh_env *env, const wh_msgid *id, const wh_facts *facts, wh_str base)
{
    wh_origin origin = {env, facts, base};
    wh_msgid_origin own;
    if (!id->present) return wh_json_null();
    if (!facts) wh_msgid_origin_of(id->left, id->right, &own);
    wh_json *out = wh_json_object();
    wh_json_put_text(env, out, "value", id->raw);
    wh_json_put_text(env, out, "left", id->left);
    wh_json_put_text(env, out, "right", id->right);
    put_msgid_origin(env, out, facts ? &facts->msgid_origin : &own);
    wh_json_put_bits(out, "problems", id->problems, msgid_problems, WH_MSGID_PROBLEM_COUNT);
    wh_json_put_one_span(out, "spans", wh_origin_span(&origin, id->raw));
    return out;
}

wh_json *wh_report_authres(wh_env *env, const wh_authres *a,
                           void (*more)(wh_env *env, wh_json *result, const wh_authresult *r))
{
    if (!a->ok) return wh_json_null();
    wh_json *out = wh_json_object(), *results = wh_json_array();
    wh_json_put_text(env, out, "authservId",
                     wh_absent(a->authserv_id) ? WH_LIT("") : a->authserv_id); /* Outlook writes none */
    wh_json_put(out, "version", a->version ? wh_json_number(a->version) : wh_json_null());
    if (a->instance) wh_json_put_number(out, "instance", a->instance);
    for (uint32_t i = 0; results && i < a->results.n; i++) {
        const wh_authresult *r = &a->results.at[i];
        wh_json *one = wh_json_object(), *props = wh_json_array();
        wh_json_put_text(env, one, "method", r->method);
        wh_json_put_text(env, one, "result", r->result);
        wh_json_put_text(env, one, "reason", r->reason);
        wh_json_put_text(env, one, "comment", r->comment);
        for (uint32_t k = 0; props && k < r->props.n; k++) {
            wh_json *prop = wh_json_object();
            wh_json_put_text(env, prop, "ptype", r->props.at[k].ptype);
            wh_json_put_text(env, prop, "property", r->props.at[k].property);
            wh_json_put_text(env, prop, "value", r->props.at[k].value);
            wh_json_add(props, prop);
        }
        wh_json_put(one, "props", props);
        if (more) more(env, one, r);
        wh_json_add(results, one);
    }
    wh_json_put(out, "results", results);
    return out;
}
