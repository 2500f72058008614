/* ARC sets and the structure of a chain: RFC 8617 3.9, 4.1, 4.2, 5.2 steps 1 to 3. */
#include "checks/auth/arc.h"
#include "base/limits.h"

typedef enum kind { RESULTS, MESSAGE, SEAL, OTHER } kind;

static bool fail(wh_arc *out, wh_arc_reason reason, uint32_t at)
{
    out->result = WH_AUTH_FAIL;
    out->reason = reason;
    out->at = at;
    return false;
}

static kind kind_of(wh_str name)
{
    if (wh_eq_nocase(name, WH_LIT("ARC-Seal"))) return SEAL;
    if (wh_eq_nocase(name, WH_LIT("ARC-Message-Signature"))) return MESSAGE;
    return wh_eq_nocase(name, WH_LIT("ARC-Authentication-Results")) ? RESULTS : OTHER;
}

/* 1*2DIGIT, 1 to 50; 0 for anything else. */
static uint32_t read_instance(wh_str digits)
{
    uint64_t value = 0;
    if (digits.n == 0 || digits.n > 2 || !wh_to_u64(digits, &value) || value > WH_MAX_ARC_SETS) return 0;
    return (uint32_t)value;
}

/* White space and comments. */
static size_t skip_cfws(wh_str s, size_t at)
{
    unsigned depth = 0;
    for (; at < s.n; at++) {
        if (s.p[at] == '(') depth++;
        else if (s.p[at] == ')' && depth) depth--;
        else if (s.p[at] == '\\' && depth) at++;
        else if (!depth && !wh_is_space(s.p[at])) break;
    }
    return at < s.n ? at : s.n;
}

/* ARC-Authentication-Results begins with "i=N;" (4.1.1). */
static uint32_t results_instance(wh_str value)
{
    size_t at = skip_cfws(value, 0);
    if (at >= value.n || wh_lower(value.p[at]) != 'i') return 0;
    at = skip_cfws(value, at + 1);
    if (at >= value.n || value.p[at] != '=') return 0;
    at = skip_cfws(value, at + 1);
    size_t end = at;
    while (end < value.n && wh_is_digit(value.p[end])) end++;
    size_t semicolon = skip_cfws(value, end);
    if (semicolon >= value.n || value.p[semicolon] != ';') return 0;
    return read_instance(wh_sub(value, at, end));
}

static wh_arc_set *set_numbered(const wh_signed *m, wh_arc *out, uint32_t instance)
{
    while (out->sets.n < instance) {
        wh_arc_set *set = wh_push(m->env->arena, &out->sets);
        if (!set) return NULL;
        set->results = set->message = set->seal = UINT32_MAX;
    }
    return &out->sets.at[instance - 1];
}

/* Puts one field where it belongs. */
static bool collect(const wh_signed *m, wh_arc *out, uint32_t index, kind k)
{
    const wh_field *field = &m->fields->at[index];
    wh_tags tags = {0};
    uint32_t instance = 0;
    if (k == RESULTS) instance = results_instance(field->value);
    else if (field->value.n <= 65536) {
        wh_parse_tags(m->env, field->value, &tags);
        instance = read_instance(wh_tag_named(&tags, WH_LIT("i")));
    }
    if (instance == 0) return fail(out, WH_ARC_INSTANCE, 0);
    wh_arc_set *set = set_numbered(m, out, instance);
    if (!set) return fail(out, WH_ARC_INSTANCE, instance);
    uint32_t *place = k == RESULTS ? &set->results : k == MESSAGE ? &set->message : &set->seal;
    if (*place != UINT32_MAX) return fail(out, WH_ARC_DOUBLED, instance);
    *place = index;
    if (k == SEAL) {
        set->seal_tags.field = index;
        set->seal_tags.tags = tags;
        set->cv = wh_copy_lower(m->env->arena, wh_tag_named(&tags, WH_LIT("cv")));
    }
    return true;
}

/* The seal's own syntax (4.1.3). */
static bool check_seal(const wh_signed *m, wh_arc *out, uint32_t instance)
{
    wh_arc_set *set = &out->sets.at[instance - 1];
    wh_signature *s = &set->seal_tags;
    const wh_tags *tags = &s->tags;
    wh_str t = wh_tag_named(tags, WH_LIT("t")), number;
    if (!tags->ok || wh_absent(set->cv) || !wh_absent(wh_tag_named(tags, WH_LIT("h"))))
        return fail(out, WH_ARC_SYNTAX, instance);
    if (!wh_signature_read_names(m->env, s) || wh_tag_named(tags, WH_LIT("b")).n == 0)
        return fail(out, WH_ARC_SYNTAX, instance);
    for (number = t; number.n; number = wh_from(number, 1))
        if (!wh_is_digit(number.p[0])) return fail(out, WH_ARC_SYNTAX, instance);
    if (!wh_absent(t) && (t.n == 0 || t.n > 12)) return fail(out, WH_ARC_SYNTAX, instance);
    s->relaxed_head = true;
    return true;
}

static bool check_set(const wh_signed *m, wh_arc *out, uint32_t instance)
{
    const wh_arc_set *set = &out->sets.at[instance - 1];
    if (set->results == UINT32_MAX || set->message == UINT32_MAX || set->seal == UINT32_MAX)
        return fail(out, WH_ARC_INCOMPLETE, instance);
    if (wh_eq(set->cv, WH_LIT("fail"))) return fail(out, WH_ARC_CV_FAIL, instance);
    if (!wh_absent(set->cv) && !wh_eq(set->cv, instance == 1 ? WH_LIT("none") : WH_LIT("pass")))
        return fail(out, WH_ARC_CV, instance);
    return check_seal(m, out, instance);
}

bool wh_arc_collect(const wh_signed *m, wh_arc *out)
{
    *out = (wh_arc){.result = WH_AUTH_NONE, .message = {.field = UINT32_MAX}};
    for (uint32_t i = 0; i < m->fields->n; i++) {
        kind k = kind_of(m->fields->at[i].name);
        if (k != OTHER && !collect(m, out, i, k)) return false;
    }
    for (uint32_t i = 1; i <= out->sets.n; i++)
        if (!check_set(m, out, i)) return false;
    return out->sets.n > 0;
}
