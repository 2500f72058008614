/* Validating an ARC chain: RFC 8617 5.2 steps 4 to 7. All keys are asked for at once. */
#include "checks/auth/arc.h"
#include "base/limits.h"

wh_str wh_arc_reason_name(wh_arc_reason reason)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_ARC_REASONS(X)
#undef X
    };
    return names[reason];
}

static void conclude(wh_arc *out, wh_auth_result result, wh_arc_reason reason, uint32_t at)
{
    out->result = result;
    out->reason = reason;
    out->at = at;
}

/* What the seal of this instance covers (5.1.1): all sets up to it, oldest first, itself without b=. */
static wh_str sealed_data(const wh_signed *m, const wh_arc *arc, uint32_t instance)
{
    wh_buf out;
    wh_buf_init(&out, wh_oracle_arena(m->oracle));
    for (uint32_t i = 0; i < instance; i++) {
        const wh_arc_set *set = &arc->sets.at[i];
        wh_canon_field(&out, m->fields->at[set->results].whole, true, '\0');
        wh_canon_field(&out, m->fields->at[set->message].whole, true, '\0');
        if (i + 1 < instance) wh_canon_field(&out, m->fields->at[set->seal].whole, true, '\0');
        else wh_put_signature_field(m, &out, &set->seal_tags, '\0');
    }
    return wh_buf_str(&out);
}

/* Asks for what one seal needs, and notes in its head_state and result how far it has got. */
static void check_seal(const wh_signed *m, wh_arc *arc, uint32_t instance)
{
    wh_signature *s = &arc->sets.at[instance - 1].seal_tags;
    wh_dkim_key key;
    wh_dkim_key_find(m->env, m->oracle, s->s, s->d, s->ed25519, WH_WHY_ARC_KEY, &key);
    s->result = key.result;
    s->reason = key.reason;
    s->key_bits = key.bits;
    if (key.result != WH_AUTH_PASS) return;
    wh_str question = wh_question_key(m->env, WH_LIT("seal"), instance, 0);
    wh_str data = wh_verify_known(m->oracle, question) ? WH_ABSENT : sealed_data(m, arc, instance);
    s->head_state = wh_head_half(m, s, &key, question, data);
}

static void judge_seal(const wh_signed *m, wh_arc *out, uint32_t instance)
{
    const wh_signature *s = &out->sets.at[instance - 1].seal_tags;
    if (s->result == WH_AUTH_TEMPERROR) conclude(out, WH_AUTH_TEMPERROR, WH_ARC_KEY_DNS, instance);
    else if (s->result == WH_NOT_EVALUATED) conclude(out, WH_NOT_EVALUATED, WH_ARC_NOT_ASKED, instance);
    else if (s->result == WH_AUTH_PENDING || s->head_state == WH_HALF_PENDING)
        conclude(out, WH_AUTH_PENDING, WH_ARC_NONE, instance);
    else if (s->result != WH_AUTH_PASS) conclude(out, WH_AUTH_FAIL, WH_ARC_KEY, instance);
    else if (s->head_state == WH_HALF_UNKNOWN) conclude(out, WH_NOT_EVALUATED, WH_ARC_HOST, instance);
    else if (s->head_state == WH_HALF_BAD && !m->head_exact)
        conclude(out, WH_NOT_EVALUATED, WH_ARC_DAMAGED, instance);
    else if (s->head_state == WH_HALF_BAD) conclude(out, WH_AUTH_FAIL, WH_ARC_SEAL, instance);
}

/* Without c= an ARC-Message-Signature is simple/simple (RFC 6376 3.5); older sealers meant
 * relaxed/relaxed. */
static void check_message(wh_signed *m, int64_t present_ms, wh_arc *out)
{
    wh_signature *s = &out->message;
    *s = (wh_signature){.field = out->sets.at[out->sets.n - 1].message, .arc = true};
    wh_signature_check(m, present_ms, s);
    if (s->result != WH_AUTH_FAIL || !wh_absent(wh_tag_named(&s->tags, WH_LIT("c")))) return;
    wh_signature other = {.field = s->field, .arc = true, .assume_relaxed = true};
    wh_signature_check(m, present_ms, &other);
    if (other.result == WH_AUTH_PASS || other.result == WH_AUTH_PENDING) *s = other;
}

static void judge_message(wh_arc *out)
{
    const wh_signature *s = &out->message;
    uint32_t newest = out->sets.n;
    for (uint32_t i = 0; i < s->names.n; i++)
        if (wh_eq_nocase(s->names.at[i], WH_LIT("ARC-Seal"))) { /* 4.1.2 */
            conclude(out, WH_AUTH_FAIL, WH_ARC_SIGNS_SEAL, newest);
            return;
        }
    if (s->result == WH_AUTH_PENDING) conclude(out, WH_AUTH_PENDING, WH_ARC_NONE, newest);
    else if (s->result == WH_AUTH_TEMPERROR) conclude(out, WH_AUTH_TEMPERROR, WH_ARC_KEY_DNS, newest);
    else if (s->result == WH_NOT_EVALUATED) conclude(out, WH_NOT_EVALUATED, WH_ARC_MESSAGE, newest);
    else if (s->result != WH_AUTH_PASS) conclude(out, WH_AUTH_FAIL, WH_ARC_MESSAGE, newest);
}

/* Certain failures first: one of them settles the chain whatever the rest would say. */
static int weight(wh_auth_result result)
{
    return result == WH_AUTH_FAIL        ? 4
           : result == WH_AUTH_PENDING   ? 3
           : result == WH_AUTH_TEMPERROR ? 2
           : result == WH_NOT_EVALUATED  ? 1
                                         : 0;
}

void wh_arc_check(wh_signed *m, int64_t present_ms, wh_arc *out)
{
    if (!wh_arc_collect(m, out)) return;
    if (!wh_oracle_lookups(m->oracle)) {
        conclude(out, WH_NOT_EVALUATED, WH_ARC_NOT_ASKED, 0);
        return;
    }
    if ((uint64_t)m->head.n * out->sets.n > WH_MAX_SEALED) {
        conclude(out, WH_NOT_EVALUATED, WH_ARC_TOO_MANY, 0);
        return;
    }
    check_message(m, present_ms, out);
    for (uint32_t i = out->sets.n; i > 0; i--) check_seal(m, out, i);
    wh_arc verdict = *out;
    conclude(&verdict, WH_AUTH_PASS, WH_ARC_NONE, out->sets.n);
    for (uint32_t i = out->sets.n + 1; i > 0; i--) {
        conclude(out, WH_AUTH_PASS, WH_ARC_NONE, out->sets.n);
        if (i > out->sets.n) judge_message(out);
        else judge_seal(m, out, i);
        if (weight(out->result) > weight(verdict.result))
            conclude(&verdict, out->result, out->reason, out->at);
    }
    conclude(out, verdict.result, verdict.reason, verdict.at);
}
