/* What the mail carries: links and attachments. */
#include "parse/uri/unwrap.h"
#include "report/sections.h"

static wh_json *link_problems(const wh_link *link)
{
    wh_json *problems = wh_json_array();
    if (!problems) return NULL;
    if (!link->uri.ok) wh_json_add_text(NULL, problems, WH_LIT("unreadable"));
    if (link->uri.ip.family)
        wh_json_add_text(NULL, problems, link->uri.odd_ip ? WH_LIT("disguised-address") : WH_LIT("address"));
    if (link->uri.userinfo.n) wh_json_add_text(NULL, problems, WH_LIT("user-information"));
    if (link->uri.port.n) wh_json_add_text(NULL, problems, WH_LIT("port"));
    if (wh_eq(link->uri.scheme, WH_LIT("http"))) wh_json_add_text(NULL, problems, WH_LIT("unencrypted"));
    if (wh_eq(link->uri.scheme, WH_LIT("javascript")) || wh_eq(link->uri.scheme, WH_LIT("data")))
        wh_json_add_text(NULL, problems, WH_LIT("active"));
    if (link->cut) wh_json_add_text(NULL, problems, WH_LIT("not-followed"));
    return problems;
}

static wh_json *link_targets(wh_env *env, const wh_link *link)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < link->targets.n; i++) {
        const wh_link_target *target = &link->targets.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(env, one, "href", target->href);
        wh_json_put_text(env, one, "host", target->uri.host);
        wh_json_put(one, "domain", target->domain < 0 ? wh_json_null() : wh_json_number(target->domain));
        wh_json_put_text(env, one, "via", target->via->id);
        wh_json_add(list, one);
    }
    return list;
}

wh_json *wh_report_links(const wh_case *c)
{
    static const wh_str kinds[] = {WH_LIT_INIT("anchor"), WH_LIT_INIT("plain"), WH_LIT_INIT("image"),
                                   WH_LIT_INIT("form"),   WH_LIT_INIT("other"), WH_LIT_INIT("qr")};
    wh_env *env = c->env;
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(env, one, "kind", kinds[link->anchor.kind]);
        wh_json_put_text(env, one, "text", link->anchor.text);
        wh_json_put_text(env, one, "href", link->anchor.href);
        wh_json_put_text(env, one, "host", link->uri.ok ? link->uri.host : WH_ABSENT);
        wh_json_put(one, "domain", link->domain < 0 ? wh_json_null() : wh_json_number(link->domain));
        wh_json_put(one, "targets", link_targets(env, link));
        wh_json_put(one, "problems", link_problems(link));
        wh_json_put_one_span(one, "spans", link->span);
        wh_json_add(list, one);
    }
    return list;
}

static wh_str hex(wh_env *env, wh_str bytes)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put_hex(&buf, bytes);
    return wh_buf_str(&buf);
}

static wh_str sha256_of(const wh_case *c, uint32_t index)
{
    const wh_digest *digest = wh_attachment_digest(c, index);
    return digest->state == WH_ANSWERED ? hex(c->env, digest->bytes) : WH_ABSENT;
}

static wh_json *report_entries(wh_env *env, const wh_attachment *a)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < a->entries.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(env, one, "name", entry->name);
        wh_json_put_null(one, "type"); /* neither a zip nor TNEF says one */
        wh_json_put_text(env, one, "detected", i < a->entry_types.n ? a->entry_types.at[i] : WH_ABSENT);
        wh_json_put_number(one, "bytes", (int64_t)entry->bytes);
        wh_json_put_bool(one, "encrypted", entry->encrypted);
        wh_json_add(list, one);
    }
    return list;
}

static void put_file_problems(wh_json *out, uint32_t bits)
{
    wh_str names[WH_FILE_PROBLEM_COUNT];
    for (uint32_t i = 0; i < WH_FILE_PROBLEM_COUNT; i++) names[i] = wh_file_problem_name((wh_file_problem)i);
    wh_json_put_bits(out, "problems", bits, names, WH_FILE_PROBLEM_COUNT);
}

wh_json *wh_report_attachments(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->facts->attachments.n; i++) {
        const wh_attachment *a = &c->facts->attachments.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(c->env, one, "name", a->name);
        wh_json_put_text(c->env, one, "type", a->type);
        wh_json_put_text(c->env, one, "detected", a->detected);
        wh_json_put(one, "bytes",
                    a->cut || wh_absent(a->data) ? wh_json_null() : wh_json_number((int64_t)a->bytes));
        wh_json_put_text(c->env, one, "sha256", sha256_of(c, i));
        wh_json_put_bool(one, "encrypted", a->encrypted);
        wh_json_put(one, "entries", report_entries(c->env, a));
        put_file_problems(one, a->problems);
        wh_json_put_one_span(one, "spans", a->span);
        wh_json_add(list, one);
    }
    return list;
}

wh_json *wh_report_network(const wh_case *c)
{
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < c->results->network.n; i++) {
        const wh_netfact *fact = &c->results->network.at[i];
        wh_json *one = wh_json_object();
        wh_json_put_text(c->env, one, "subject", fact->subject);
        wh_json_put_text(c->env, one, "kind", fact->kind);
        wh_json_put_text(c->env, one, "value", fact->value);
        wh_json_add(list, one);
    }
    return list;
}
