/* Changes to the header that mailing lists and gateways are known for, undone one at a time and verified
 * again: a tag in the subject, the list in From, foldings that were made anew. */
#include "checks/auth/dkim.h"
#include "base/limits.h"

/* Fields that are put in another's place: named by `from`, with the value as written. */
static wh_str renamed(wh_env *env, wh_str name, const wh_field *from)
{
    wh_buf out;
    wh_buf_init(&out, env->arena);
    wh_put(&out, name);
    wh_put_byte(&out, ':');
    wh_put(&out, from->value);
    return wh_buf_str(&out);
}

/* Where the tag at the head of a subject ends: "[list]", "{Spam?}", "(ext)", "***SPAM***". 0: there is
 * none. */
static size_t tag_length(wh_str s)
{
    static const char open[] = "[{(*", close[] = "]})*";
    for (size_t kind = 0; kind < 4; kind++) {
        if (s.n < 3 || s.p[0] != open[kind]) continue;
        size_t end = 1;
        while (end < s.n && end < 80 && (s.p[end] != close[kind] || (kind == 3 && end < 3))) end++;
        if (end == s.n || end == 80) return 0;
        while (end < s.n && s.p[end] == close[kind]) end++;
        while (end < s.n && wh_is_space(s.p[end])) end++;
        return end;
    }
    return 0;
}

/* The Subject without the tag in front of it or after its "Re:". Absent when it has none. */
static wh_str untagged(wh_env *env, const wh_field *subject)
{
    wh_str whole = subject->whole;
    size_t at = (size_t)(subject->value.p - whole.p), n = 0;
    for (unsigned prefixes = 0; prefixes < 4 && n == 0; prefixes++) {
        while (at < whole.n && wh_is_space(whole.p[at])) at++;
        n = tag_length(wh_from(whole, at));
        size_t colon = wh_find_byte(wh_sub(whole, 0, at + 5), ':', at);
        if (n || colon == WH_NONE_AT) break;
        at = colon + 1;
    }
    if (n == 0) return WH_ABSENT;
    wh_buf out;
    wh_buf_init(&out, env->arena);
    wh_put(&out, wh_sub(whole, 0, at));
    wh_put(&out, wh_from(whole, at + n));
    return wh_buf_str(&out);
}

static uint32_t index_of(const wh_signed *m, const wh_field *field)
{
    return field ? (uint32_t)(field - m->fields->at) : UINT32_MAX;
}

typedef struct attempt {
    wh_dkim_repair repair;
    bool subject;     /* without its tag */
    const char *from; /* the field that has the original From */
    size_t from_n;
    char fold;
} attempt;

static const attempt attempts[] = {
    {WH_DKIM_FIX_SUBJECT, true, NULL, 0, '\0'},     {WH_DKIM_FIX_FROM, false, "X-Original-From", 15, '\0'},
    {WH_DKIM_FIX_FROM, false, "Reply-To", 8, '\0'}, {WH_DKIM_FIX_FROM, true, "X-Original-From", 15, '\0'},
    {WH_DKIM_FIX_FROM, true, "Reply-To", 8, '\0'},  {WH_DKIM_FIX_FOLDING, false, NULL, 0, '\t'},
    {WH_DKIM_FIX_FOLDING, false, NULL, 0, ' '},
};

/* Fills in the change; false when nothing in the mail calls for it. */
static bool prepare(const wh_signed *m, const wh_signature *s, const attempt *a, wh_head_change *change)
{
    const wh_field *subject = wh_field_named(m->fields, WH_LIT("Subject"), 0),
                   *from = wh_field_named(m->fields, WH_LIT("From"), 0);
    *change = (wh_head_change){.field = {UINT32_MAX, UINT32_MAX}, .fold = a->fold};
    if (a->fold) return !s->relaxed_head;
    if (a->subject) {
        if (!subject) return false;
        change->field[0] = index_of(m, subject);
        change->whole[0] = untagged(m->env, subject);
        if (wh_absent(change->whole[0])) return false;
    }
    if (a->from) {
        const wh_field *original = wh_field_named(m->fields, (wh_str){a->from, a->from_n}, 0);
        if (!original || !from) return false;
        change->field[1] = index_of(m, from);
        change->whole[1] = renamed(m->env, from->name, original);
    }
    return true;
}

void wh_repair_head(wh_signed *m, wh_signature *s, const wh_dkim_key *key)
{
    if (m->head.n > WH_MAX_HEAD_COPIED || s->arc) return;
    for (uint32_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        wh_head_change change;
        if (!prepare(m, s, &attempts[i], &change)) continue;
        wh_str question = wh_question_key(m->env, WH_LIT("fix-head"), s->field, i);
        wh_str data = wh_verify_known(m->oracle, question) ? WH_ABSENT : wh_signed_head(m, s, &change);
        if (wh_head_half(m, s, key, question, data) != WH_HALF_GOOD) continue;
        s->head_repair = attempts[i].repair;
        return;
    }
}
