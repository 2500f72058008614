/* The whole report, version 1, put together from its sections. */
#include "report/sections.h"

static wh_json *report_source(const wh_facts *facts)
{
    static const wh_str kinds[] = {WH_LIT_INIT("message"), WH_LIT_INIT("headers"), WH_LIT_INIT("fragment"),
                                   WH_LIT_INIT("msg")};
    wh_json *source = wh_json_object(), *repairs = wh_json_array();
    wh_json_put_text(facts->env, source, "kind", kinds[facts->options->from_msg ? 3 : facts->paste.kind]);
    wh_json_put_number(source, "bytes", (int64_t)facts->source.n);
    wh_json_put_bool(source, "bodyPresent", !wh_absent(facts->paste.body));
    for (uint32_t i = 0; repairs && i < facts->paste.repairs.n; i++) {
        const wh_repair *repair = &facts->paste.repairs.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(facts->env, one, "id", wh_repair_name(repair->id));
        wh_json_put_number(one, "count", repair->count);
        wh_json_put_spans(one, "spans", &repair->spans);
        wh_json_add(repairs, one);
    }
    wh_json_put(source, "repairs", repairs);
    return source;
}

static wh_json *report_finding(wh_env *env, const wh_finding *f)
{
    wh_json *one = wh_json_object(), *args = wh_json_object();
    wh_json_put_text(env, one, "id", wh_finding_name(f->id));
    wh_json_put_text(env, one, "area", wh_area_name(wh_finding_area(f->id)));
    wh_json_put_text(env, one, "severity", wh_severity_name(f->severity));
    for (uint32_t i = 0; i < f->args.n; i++) {
        const wh_arg *arg = &f->args.at[i];
        if (wh_absent(arg->text)) wh_json_put_number(args, arg->name, arg->number);
        else wh_json_put_text(env, args, arg->name, arg->text);
    }
    wh_json_put(one, "args", args);
    wh_json_put_number(one, "weight", wh_points_of(f));
    wh_json_put_spans(one, "spans", &f->spans);
    wh_json_put_text(env, one, "origin", f->origin);
    return one;
}

static wh_json *report_findings(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->findings.n; i++)
        wh_json_add(list, report_finding(c->env, &c->findings.at[i]));
    return list;
}

static wh_json *report_verdict(const wh_case *c, const wh_verdict *verdict)
{
    wh_json *out = wh_json_object(), *findings = wh_json_array();
    wh_json_put_text(c->env, out, "level", wh_level_name(verdict->level));
    wh_json_put_number(out, "score", verdict->score);
    wh_json_put_text(c->env, out, "kind", wh_kind_name(verdict->kind));
    wh_json_put_number(out, "sum", verdict->sum);
    wh_json_put_text(c->env, out, "basis",
                     verdict->level == WH_AUTHENTIC ? wh_basis_name(wh_authentic_basis(c)) : WH_ABSENT);
    wh_json_put_number(out, "against", verdict->against);
    wh_json_put_number(out, "inFavour", verdict->in_favour);
    wh_json_put_number(out, "toWorse", wh_points_to_worse(verdict));
    wh_json_put_number(out, "toMilder", wh_points_to_milder(verdict));
    wh_json_put_text(c->env, out, "bound",
                     verdict->bound == WH_BOUND_NONE ? WH_ABSENT : wh_bound_name(verdict->bound));
    wh_json *range = wh_json_object();
    wh_json_put_number(range, "lowest", verdict->lowest);
    wh_json_put_number(range, "highest", verdict->highest);
    wh_json_put(out, "lookups", range);
    for (uint32_t i = 0; findings && i < verdict->findings.n; i++) {
        wh_json *index = wh_json_number(verdict->findings.at[i]);
        wh_json_add(findings, index);
    }
    wh_json_put(out, "findings", findings);
    return out;
}

static wh_json *report_enclosed(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && c->enclosed && i < c->facts->enclosed.n; i++) {
        const wh_judged *judged = &c->enclosed[i];
        if (!judged->c.results) continue;
        wh_json *one = wh_json_object();
        wh_json_put_one_span(one, "spans", c->facts->enclosed.at[i].span);
        wh_json_put(one, "report", wh_report_mail(&judged->c, &judged->verdict));
        wh_json_add(list, one);
    }
    return list;
}

wh_json *wh_report_mail(const wh_case *c, const wh_verdict *verdict)
{
    wh_json *report = wh_json_object();
    if (!report) return NULL;
    wh_oracle_scope(c->oracle, c->scope, c->env->arena, c->env);
    wh_json_put_number(report, "version", 1);
    wh_json_put(report, "source", report_source(c->facts));
    wh_json_put(report, "verdict", report_verdict(c, verdict));
    wh_json_put(report, "identities", wh_report_identities(c->facts));
    wh_json_put(report, "hops", wh_report_hops(c->facts));
    wh_json_put(report, "handover", wh_report_handover(c->facts));
    wh_json_put(report, "messageId", wh_report_message_id(c));
    wh_json_put(report, "domains", wh_report_domains(c));
    wh_json_put(report, "authentication", wh_report_authentication(c));
    wh_json_put(report, "filters", wh_report_filters(c));
    wh_json_put(report, "wording", wh_report_wording(c->facts));
    wh_json_put(report, "links", wh_report_links(c));
    wh_json_put(report, "attachments", wh_report_attachments(c));
    wh_json_put(report, "enclosed", report_enclosed(c));
    wh_oracle_scope(c->oracle, c->scope, c->env->arena, c->env);
    wh_json_put(report, "unread", wh_report_unread(c));
    wh_json_put(report, "network", wh_report_network(c));
    wh_json_put(report, "findings", report_findings(c));
    wh_json_put(report, "questions",
                c->scope ? wh_json_array()
                         : wh_report_unanswered(c->oracle)); /* the outer one's list is whole */
    return report;
}
