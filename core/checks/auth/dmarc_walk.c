/* The DNS tree walk and the organizational domain: RFC 9989 4.10. */
#include "checks/auth/dmarc.h"
#include "base/limits.h"

static size_t count_labels(wh_str name)
{
    size_t labels = 1;
    for (size_t i = 0; i < name.n; i++) labels += name.p[i] == '.';
    return labels;
}

/* The name's last labels. */
static wh_str last_labels(wh_str name, size_t keep)
{
    for (size_t labels = count_labels(name); labels > keep; labels--)
        name = wh_from(name, wh_find_byte(name, '.', 0) + 1);
    return name;
}

static const wh_dns *ask_record(wh_env *env, wh_oracle *oracle, wh_str name, wh_str subject)
{
    wh_buf at;
    wh_buf_init(&at, env->arena);
    wh_put(&at, WH_LIT("_dmarc."));
    wh_put(&at, name);
    return wh_ask_dns(oracle, wh_buf_str(&at), WH_RR_TXT, WH_WHY_DMARC, subject);
}

/* Several records at one name count as no record (steps 2 and 6). */
static void select_record(const wh_dns *dns, wh_dmarc_record *out)
{
    wh_dmarc_record record;
    unsigned found = 0;
    *out = (wh_dmarc_record){0};
    for (uint32_t i = 0; i < dns->records.n; i++) {
        wh_dmarc_read(dns->records.at[i].data, &record);
        if (!record.versioned) continue;
        found++;
        *out = record;
    }
    if (found != 1) *out = (wh_dmarc_record){0};
}

void wh_dmarc_walk_from(wh_env *env, wh_oracle *oracle, wh_str domain, wh_dmarc_walk *out)
{
    const wh_dns *answers[WH_DMARC_WALK];
    *out = (wh_dmarc_walk){.state = WH_ANSWERED};
    if (domain.p[0] == '[') return; /* an address literal has no records */
    for (wh_str name = domain;;) {
        out->name[out->n] = name;
        answers[out->n++] = ask_record(env, oracle, name, domain);
        size_t labels = count_labels(name);
        if (labels == 1 || out->n == WH_DMARC_WALK) break;
        name = last_labels(name, labels > WH_MAX_DMARC_LABELS ? WH_MAX_DMARC_LABELS : labels - 1);
    }
    for (unsigned i = 0; i < out->n; i++) {
        if (answers[i]->state != WH_ANSWERED && answers[i]->state != WH_EMPTY) {
            out->state = answers[i]->state;
            return;
        }
        select_record(answers[i], &out->record[i]);
        out->walked = i + 1;
        if (out->record[i].ok && out->record[i].psd != 'u') return;
    }
}

wh_str wh_dmarc_org_domain(const wh_dmarc_walk *walk)
{
    wh_str fewest = walk->n ? walk->name[0] : WH_ABSENT;
    for (unsigned i = 0; i < walk->walked; i++) {
        if (!walk->record[i].ok) continue;
        if (walk->record[i].psd == 'n') return walk->name[i];
        if (walk->record[i].psd == 'y' && i > 0)
            return last_labels(walk->name[0], count_labels(walk->name[i]) + 1);
        fewest = walk->name[i];
    }
    return fewest;
}

void wh_dmarc_ask_ahead(wh_env *env, wh_oracle *oracle, wh_str domain, wh_str author)
{
    wh_str shared = author; /* the longest end of the author's name that the domain has too */
    while (!wh_under_domain(domain, shared)) {
        size_t dot = wh_find_byte(shared, '.', 0);
        if (dot == WH_NONE_AT) return;
        shared = wh_from(shared, dot + 1);
    }
    if (wh_find_byte(shared, '.', 0) == WH_NONE_AT) return; /* a top-level domain: they hardly align */
    unsigned asked = 0;
    for (wh_str name = domain; name.n > shared.n && asked < 2; asked++) {
        (void)ask_record(env, oracle, name, author);
        size_t labels = count_labels(name);
        name = last_labels(name, labels > WH_MAX_DMARC_LABELS ? WH_MAX_DMARC_LABELS : labels - 1);
    }
}
