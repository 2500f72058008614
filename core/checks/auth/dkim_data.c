/* What a signature covers: RFC 6376 3.7 and 5.4.2, and the questions about it. */
#include "checks/auth/dkim.h"

#include "base/limits.h"

#define SLOTS 1024u /* more than twice WH_MAX_SIGNED_NAMES */

/* ---- the header ---- */

typedef struct chooser {   /* h= as a table, so that one pass over the fields finds every name's instances */
    uint16_t slots[SLOTS]; /* index + 1 of the name whose turn is next */
    uint16_t next[WH_MAX_SIGNED_NAMES]; /* the same name again: index + 1 */
    wh_str slot_names[SLOTS];
    uint32_t field[WH_MAX_SIGNED_NAMES]; /* what was chosen; UINT32_MAX: no such field */
} chooser;

static uint32_t find_slot(const chooser *c, wh_str name)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.n; i++) h = (h ^ (unsigned char)wh_lower(name.p[i])) * 16777619u;
    uint32_t at = (h ^ h >> 15) % SLOTS;
    while (!wh_absent(c->slot_names[at]) && !wh_eq_nocase(c->slot_names[at], name)) at = (at + 1) % SLOTS;
    return at;
}

/* For each name in h=, the lowest field of that name that no earlier mention has taken. Never the signature
 * itself. */
static void choose_fields(const wh_signed *m, const wh_signature *s, chooser *c)
{
    for (uint32_t i = s->names.n; i-- > 0;) {
        uint32_t at = find_slot(c, s->names.at[i]);
        c->slot_names[at] = s->names.at[i];
        c->next[i] = c->slots[at];
        c->slots[at] = (uint16_t)(i + 1);
        c->field[i] = UINT32_MAX;
    }
    for (uint32_t f = m->fields->n; f-- > 0;) {
        wh_str name = m->fields->at[f].name;
        if (name.n == 0 || f == s->field) continue;
        uint32_t at = find_slot(c, name);
        uint16_t turn = c->slots[at];
        if (turn == 0) continue;
        c->field[turn - 1] = f;
        c->slots[at] = c->next[turn - 1];
    }
}

void wh_put_signature_field(const wh_signed *m, wh_buf *out, const wh_signature *s, char fold)
{
    wh_buf bare;
    wh_str whole = m->fields->at[s->field].whole, b = WH_ABSENT;
    for (uint32_t i = 0; i < s->tags.list.n; i++)
        if (wh_eq(s->tags.list.at[i].name, WH_LIT("b"))) b = s->tags.list.at[i].raw_value;
    wh_buf_init(&bare, m->env->arena);
    if (wh_absent(b)) return;
    size_t at = (size_t)(b.p - whole.p);
    wh_put(&bare, wh_sub(whole, 0, at));
    wh_put(&bare, wh_from(whole, at + b.n));
    wh_canon_field(out, wh_buf_str(&bare), s->relaxed_head, fold);
    if (!out->failed) out->n -= 2;
}

wh_str wh_signed_head(const wh_signed *m, const wh_signature *s, const wh_head_change *change)
{
    chooser *c = wh_alloc(m->env->arena, sizeof *c);
    wh_buf out;
    if (!c) return WH_ABSENT;
    choose_fields(m, s, c);
    wh_buf_init(&out, wh_oracle_arena(m->oracle));
    for (uint32_t i = 0; i < s->names.n; i++) {
        uint32_t f = c->field[i];
        if (f == UINT32_MAX) continue;
        wh_str whole = m->fields->at[f].whole;
        if (change && change->field[0] == f) whole = change->whole[0];
        else if (change && change->field[1] == f) whole = change->whole[1];
        wh_canon_field(&out, whole, s->relaxed_head, change ? change->fold : '\0');
    }
    wh_put_signature_field(m, &out, s, change ? change->fold : '\0');
    return wh_buf_str(&out);
}

/* ---- the body ---- */

wh_str wh_canonical_body(wh_signed *m, bool relaxed)
{
    wh_str *made = &m->canon[relaxed];
    if (wh_absent(*made))
        *made = wh_canon_body(wh_oracle_arena(m->oracle), wh_absent(m->body) ? WH_LIT("") : m->body, relaxed);
    return *made;
}

wh_str wh_signed_body(wh_signed *m, const wh_signature *s)
{
    wh_str body = wh_canonical_body(m, s->relaxed_body);
    return s->has_length && s->length < body.n ? wh_sub(body, 0, (size_t)s->length) : body;
}

/* ---- questions ---- */

wh_str wh_question_key(wh_env *env, wh_str prefix, uint64_t a, uint64_t b)
{
    wh_buf out;
    wh_buf_init(&out, env->arena);
    wh_put(&out, prefix);
    wh_put_byte(&out, ':');
    wh_put_int(&out, (int64_t)(a & INT64_MAX));
    wh_put_byte(&out, ':');
    wh_put_int(&out, (int64_t)(b & INT64_MAX));
    return wh_buf_str(&out);
}

wh_dkim_half wh_body_half(const wh_signed *m, const wh_signature *s, wh_str key, wh_str data)
{
    const wh_digest *digest = wh_ask_digest(m->oracle, key, WH_LIT("sha256"), data);
    if (digest->state == WH_PENDING) return WH_HALF_PENDING;
    if (digest->state != WH_ANSWERED) return WH_HALF_UNKNOWN;
    wh_str named, bh = wh_tag_named(&s->tags, WH_LIT("bh"));
    bool same = bh.n < 200 && wh_decode_base64(m->env, bh, &named) && wh_eq(named, digest->bytes);
    return same ? WH_HALF_GOOD : WH_HALF_BAD;
}

wh_dkim_half wh_head_half(const wh_signed *m, const wh_signature *s, const wh_dkim_key *key, wh_str question,
                          wh_str data)
{
    const wh_verify *verify = wh_verify_known(m->oracle, question);
    if (!verify) {
        wh_str b;
        if (!wh_decode_base64(m->env, wh_tag_named(&s->tags, WH_LIT("b")), &b) || b.n == 0)
            return WH_HALF_BAD;
        verify = wh_ask_verify(m->oracle, question, s->algorithm, key->bytes, b, data);
    }
    if (verify->state == WH_PENDING) return WH_HALF_PENDING;
    if (verify->state != WH_ANSWERED) return WH_HALF_UNKNOWN;
    return verify->valid ? WH_HALF_GOOD : WH_HALF_BAD;
}
