/* Verifying DKIM signatures: RFC 6376 6.1. Each half, body hash and header signature, is judged by itself, so
 * that a paste without its body can still tell whether its header is what was signed. */
#include "checks/auth/dkim.h"

#include "base/limits.h"

#define MANY_SIGNATURES 8u
#define MUCH_HEADER (4u << 20) /* bytes of header that more signatures than that may cover together */

wh_str wh_dkim_reason_name(wh_dkim_reason reason)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_DKIM_REASONS(X)
#undef X
    };
    return names[reason];
}

wh_str wh_dkim_repair_name(wh_dkim_repair repair)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_DKIM_REPAIRS(X)
#undef X
    };
    return names[repair];
}

static void conclude(wh_signature *s, wh_auth_result result, wh_dkim_reason reason)
{
    s->result = result;
    s->reason = reason;
}

/* The body's half. Bodies that are hashed alike share a question. */
static void check_body(wh_signed *m, wh_signature *s)
{
    uint64_t length = s->has_length ? s->length : UINT64_MAX;
    wh_str key = wh_question_key(m->env, WH_LIT("body"), s->relaxed_body, length);
    wh_str data = wh_digest_known(m->oracle, key) ? WH_ABSENT : wh_signed_body(m, s);
    s->body_state = wh_body_half(m, s, key, data);
    if (!s->has_length || wh_absent(m->body)) return;
    size_t whole = wh_canon_length(m->body, s->relaxed_body);
    if (whole > s->length) s->unsigned_bytes = whole - s->length;
}

/* The header's half. */
static void check_head(wh_signed *m, wh_signature *s, const wh_dkim_key *key)
{
    wh_str question = wh_question_key(m->env, WH_LIT("signature"), s->field, s->assume_relaxed);
    wh_str data = wh_verify_known(m->oracle, question) ? WH_ABSENT : wh_signed_head(m, s, NULL);
    s->head_state = wh_head_half(m, s, key, question, data);
}

/* t=s in the key: i= must be of d= itself (3.6.1). */
static bool keeps_domain(const wh_signature *s)
{
    size_t at = wh_rfind_byte(s->identity, '@');
    return wh_absent(s->identity) || wh_eq_nocase(wh_from(s->identity, at + 1), s->d);
}

/* A half that fails in an incomplete copy proves nothing. True: that settled it. */
static bool cannot_tell(const wh_signed *m, wh_signature *s)
{
    if (s->head_state == WH_HALF_BAD && !m->head_exact) conclude(s, WH_NOT_EVALUATED, WH_DKIM_HEAD_DAMAGED);
    else if (s->head_state == WH_HALF_BAD || s->body_state != WH_HALF_BAD) return false;
    else if (wh_absent(m->body)) conclude(s, WH_NOT_EVALUATED, WH_DKIM_BODY_MISSING);
    else if (!m->body_exact) conclude(s, WH_NOT_EVALUATED, WH_DKIM_BODY_DAMAGED);
    else return false;
    return true;
}

static void judge(const wh_signed *m, int64_t present_ms, wh_signature *s, const wh_dkim_key *key)
{
    if (key->result == WH_NOT_EVALUATED || key->result == WH_AUTH_PENDING)
        conclude(s, key->result, key->reason);
    else if (s->body_state == WH_HALF_PENDING || s->head_state == WH_HALF_PENDING)
        conclude(s, WH_AUTH_PENDING, WH_DKIM_NONE);
    else if (s->body_state == WH_HALF_BAD && m->body_exact && !wh_absent(m->body))
        conclude(s, WH_AUTH_FAIL, WH_DKIM_BODY_HASH);
    else if (key->result != WH_AUTH_PASS) conclude(s, key->result, key->reason);
    else if (cannot_tell(m, s)) return;
    else if (s->head_state == WH_HALF_BAD) conclude(s, WH_AUTH_FAIL, WH_DKIM_SIGNATURE);
    else if (s->head_state == WH_HALF_UNKNOWN || s->body_state == WH_HALF_UNKNOWN)
        conclude(s, WH_NOT_EVALUATED, WH_DKIM_HOST);
    else if (key->same_domain && !keeps_domain(s)) conclude(s, WH_AUTH_NEUTRAL, WH_DKIM_IDENTITY);
    else if (s->expires_at >= 0 && m->now_ms != INT64_MIN && s->expires_at < m->now_ms / 1000)
        conclude(s, WH_AUTH_NEUTRAL, WH_DKIM_EXPIRED);
    else conclude(s, WH_AUTH_PASS, WH_DKIM_NONE);
    s->expired_since = s->result == WH_AUTH_PASS && s->expires_at >= 0 && present_ms != INT64_MIN &&
                       s->expires_at < present_ms / 1000;
}

void wh_signature_check(wh_signed *m, int64_t present_ms, wh_signature *s)
{
    wh_dkim_key key;
    if (!wh_signature_read(m->env, m->fields, s)) return;
    wh_dkim_key_find(m->env, m->oracle, s->s, s->d, s->ed25519, s->arc ? WH_WHY_ARC_KEY : WH_WHY_DKIM_KEY,
                     &key);
    if (!wh_oracle_lookups(m->oracle)) { /* the question is noted; hashing for it would be for nothing */
        conclude(s, WH_NOT_EVALUATED, WH_DKIM_NOT_ASKED);
        return;
    }
    if (key.result != WH_AUTH_PENDING) check_body(m, s); /* nor before there is a key to it */
    s->record = key.record;
    s->key_bits = key.bits;
    s->testing = key.testing;
    if (key.result == WH_AUTH_PASS) check_head(m, s, &key);
    judge(m, present_ms, s, &key);
    if (s->body_state == WH_HALF_BAD && !wh_absent(m->body)) wh_repair_body(m, s);
    if (s->head_state == WH_HALF_BAD) wh_repair_head(m, s, &key);
}

void wh_dkim_check(wh_signed *m, int64_t present_ms, wh_dkim *out)
{
    *out = (wh_dkim){0};
    for (uint32_t i = 0; i < m->fields->n; i++) {
        if (!wh_eq_nocase(m->fields->at[i].name, WH_LIT("DKIM-Signature"))) continue;
        if (out->signatures.n >= WH_MAX_SIGNATURES)
            wh_note_cut(m->env, WH_CUT_SIGNATURES, m->fields->at[i].whole);
        if (out->signatures.n > WH_MAX_SIGNATURES)
            return; /* one more than are verified stands for the rest */
        wh_signature *s = wh_push(m->env->arena, &out->signatures);
        if (!s) return;
        s->field = i;
        uint32_t before = out->signatures.n - 1;
        if (before == WH_MAX_SIGNATURES ||
            (before >= MANY_SIGNATURES && (uint64_t)before * m->head.n > MUCH_HEADER))
            conclude(s, WH_NOT_EVALUATED, WH_DKIM_TOO_MANY);
        else wh_signature_check(m, present_ms, s);
    }
}
