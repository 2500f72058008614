/* The questions of a session: each once, found again by what it asks, answered once. */
#include "oracle/oracle.h"

#include "base/limits.h"
#include "evidence/names.h"
#include "oracle/dns.h"

struct wh_oracle {
    wh_env *cuts;           /* where it is noted that there were too many */
    wh_arena *arena, *keep; /* of the questions themselves; of what the present scope's questions keep */
    uint32_t scope;
    bool lookups, heard;              /* heard: a question of DNS was answered, in whatever way */
    WH_LIST(wh_question *) questions; /* pointers, so that an answer stays where it is while the list grows */
    uint32_t *slots;                  /* open hashing: index + 1 of a question, 0 for none */
    uint32_t slot_count;              /* a power of two, more than twice the questions */
    uint32_t open;
    struct {                                     /* of the mail itself, and of all enclosed ones */
        uint32_t dns, lookups, pictures, others; /* lookups: those of dns that no proof needs */
        size_t answer_bytes;
    } used[2];
};

static const wh_dns dns_empty = {.state = WH_EMPTY};
static const wh_dns dns_not_asked = {.state = WH_NOT_ASKED};
static const wh_digest digest_not_asked = {.state = WH_NOT_ASKED};
static const wh_verify verify_not_asked = {.state = WH_NOT_ASKED};
static const wh_codes codes_not_asked = {.state = WH_NOT_ASKED};
static const wh_converted msg_not_asked = {.state = WH_NOT_ASKED};

_Static_assert(WH_WHY_COUNT <= 32, "whys are bits of a uint32_t");

wh_str wh_why_name(wh_why why)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_WHYS(X)
#undef X
    };
    return names[why];
}

wh_oracle *wh_oracle_new(wh_env *env, bool lookups)
{
    wh_oracle *oracle = wh_alloc(env->arena, sizeof *oracle);
    if (!oracle) return NULL;
    oracle->arena = oracle->keep = env->arena;
    oracle->cuts = env;
    oracle->lookups = lookups;
    oracle->slot_count = 64;
    oracle->slots = wh_alloc(env->arena, oracle->slot_count * sizeof *oracle->slots);
    return oracle->slots ? oracle : NULL;
}

bool wh_oracle_lookups(const wh_oracle *oracle) { return oracle->lookups; }
bool wh_oracle_waits(const wh_oracle *oracle)
{
    return oracle->lookups && !oracle->heard && oracle->used[0].dns + oracle->used[1].dns > 0;
}
wh_arena *wh_oracle_arena(const wh_oracle *oracle) { return oracle->keep; }

void wh_oracle_scope(wh_oracle *oracle, uint32_t scope, wh_arena *arena, wh_env *cuts)
{
    oracle->cuts = cuts;
    oracle->scope = scope;
    oracle->keep = arena;
}
uint32_t wh_oracle_count(const wh_oracle *oracle) { return oracle->questions.n; }
uint32_t wh_oracle_open(const wh_oracle *oracle) { return oracle->open; }

const wh_question *wh_oracle_at(const wh_oracle *oracle, uint32_t index)
{
    return index < oracle->questions.n ? oracle->questions.at[index] : NULL;
}

/* ---- the index ---- */

static uint32_t hash_of(wh_question_kind kind, wh_str name, wh_rr type)
{
    uint32_t h =
        2166136261u ^ ((uint32_t)kind << 8 | (uint32_t)type); /* FNV-1a; a session's questions are few */
    for (size_t i = 0; i < name.n; i++) h = (h ^ (unsigned char)wh_lower(name.p[i])) * 16777619u;
    return h ^ h >> 15;
}

static bool is_question(const wh_oracle *oracle, const wh_question *q, wh_question_kind kind, wh_str name,
                        wh_rr type)
{
    if (q->kind != kind) return false;
    if (kind == WH_Q_DNS) return q->type == type && wh_eq_nocase(q->name, name);
    return q->scope == oracle->scope && wh_eq(q->name, name);
}

static wh_question *find(const wh_oracle *oracle, wh_question_kind kind, wh_str name, wh_rr type)
{
    uint32_t mask = oracle->slot_count - 1;
    for (uint32_t at = hash_of(kind, name, type) & mask; oracle->slots[at]; at = (at + 1) & mask) {
        wh_question *q = oracle->questions.at[oracle->slots[at] - 1];
        if (is_question(oracle, q, kind, name, type)) return q;
    }
    return NULL;
}

static void index_question(wh_oracle *oracle, uint32_t index)
{
    const wh_question *q = oracle->questions.at[index];
    uint32_t mask = oracle->slot_count - 1, at = hash_of(q->kind, q->name, q->type) & mask;
    while (oracle->slots[at]) at = (at + 1) & mask;
    oracle->slots[at] = index + 1;
}

static bool make_room(wh_oracle *oracle)
{
    if ((oracle->questions.n + 1) * 2 < oracle->slot_count) return true;
    uint32_t *slots = wh_alloc(oracle->arena, (size_t)oracle->slot_count * 2 * sizeof *slots);
    if (!slots) return false;
    oracle->slots = slots;
    oracle->slot_count *= 2;
    for (uint32_t i = 0; i < oracle->questions.n; i++) index_question(oracle, i);
    return true;
}

/* What proves who sent the mail, or that a server is who it says: these have room however many links and
 * domains there are. */
static bool is_proof(wh_why why)
{
    return why == WH_WHY_SPF || why == WH_WHY_DKIM_KEY || why == WH_WHY_DMARC || why == WH_WHY_ARC_KEY ||
           why == WH_WHY_REVERSE || why == WH_WHY_FORWARD;
}

/* Counts one more question; false, and said, when there were too many. */
static bool count_one(wh_oracle *oracle, wh_question_kind kind, bool proof)
{
    bool inner = oracle->scope != 0;
    uint32_t most = inner ? WH_MAX_ENCLOSED_QUESTIONS : WH_MAX_QUESTIONS;
    uint32_t most_lookups = inner ? WH_MAX_ENCLOSED_QUESTIONS / 2 : WH_MAX_LOOKUPS;
    uint32_t *count = kind == WH_Q_DNS       ? &oracle->used[inner].dns
                      : kind == WH_Q_PICTURE ? &oracle->used[inner].pictures
                                             : &oracle->used[inner].others;
    uint32_t *lookups = &oracle->used[inner].lookups;
    if (*count >= most || (!proof && *lookups >= most_lookups)) {
        wh_note_cut(oracle->cuts, proof ? WH_CUT_QUESTIONS : WH_CUT_LOOKUPS, WH_ABSENT);
        return false;
    }
    (*count)++;
    *lookups += !proof;
    return true;
}

/* A new question, open where it may be put; name must lie in the arena. NULL when there are too many or
 * memory is out. proof: the verdict rests on the answer. */
static wh_question *add(wh_oracle *oracle, wh_question_kind kind, wh_str name, wh_rr type, bool proof)
{
    bool put = kind != WH_Q_DNS || oracle->lookups;
    if (wh_absent(name) || !make_room(oracle) || !count_one(oracle, kind, proof)) return NULL;
    wh_question *q = wh_alloc(oracle->arena, sizeof *q);
    wh_question **slot = q ? wh_push(oracle->arena, &oracle->questions) : NULL;
    if (!slot) return NULL;
    *slot = q;
    q->id = oracle->questions.n;
    q->kind = kind;
    q->unasked = !put;
    q->state = put ? WH_PENDING : WH_NOT_ASKED;
    q->dns.state = q->digest_answer.state = q->verify_answer.state = q->state;
    q->codes.state = q->converted.state = q->state;
    q->name = name;
    q->scope = oracle->scope;
    q->type = type;
    index_question(oracle, oracle->questions.n - 1);
    oracle->open += put;
    return q;
}

/* ---- asking ---- */

/* The question about these bytes, asked before or new; NULL when there are none, or too many questions. */
static wh_question *ask_about(wh_oracle *oracle, wh_question_kind kind, wh_str key, wh_str algorithm,
                              wh_str data)
{
    wh_question *q = find(oracle, kind, key, WH_RR_OTHER);
    if (q || wh_absent(data)) return q;
    q = add(oracle, kind, wh_copy(oracle->keep, key), WH_RR_OTHER, true);
    if (!q) return NULL;
    q->algorithm = wh_copy(oracle->keep, algorithm);
    q->data = data;
    return q;
}

const wh_dns *wh_ask_dns(wh_oracle *oracle, wh_str name, wh_rr type, wh_why why, wh_str subject)
{
    wh_question *q = find(oracle, WH_Q_DNS, wh_bare_host(name), type);
    if (!q) {
        wh_str asked = wh_dns_name(oracle->keep, name);
        if (wh_absent(asked)) return wh_arena_failed(oracle->keep) ? &dns_not_asked : &dns_empty;
        q = add(oracle, WH_Q_DNS, asked, type, is_proof(why));
        if (!q) return &dns_not_asked;
        q->subject = wh_copy(oracle->keep, subject);
    }
    q->whys |= 1u << why;
    return &q->dns;
}

const wh_digest *wh_digest_known(const wh_oracle *oracle, wh_str key)
{
    const wh_question *q = find(oracle, WH_Q_DIGEST, key, WH_RR_OTHER);
    return q ? &q->digest_answer : NULL;
}

const wh_digest *wh_ask_digest(wh_oracle *oracle, wh_str key, wh_str algorithm, wh_str data)
{
    const wh_question *q = ask_about(oracle, WH_Q_DIGEST, key, algorithm, data);
    return q ? &q->digest_answer : &digest_not_asked;
}

const wh_verify *wh_verify_known(const wh_oracle *oracle, wh_str key_id)
{
    const wh_question *q = find(oracle, WH_Q_VERIFY, key_id, WH_RR_OTHER);
    return q ? &q->verify_answer : NULL;
}

const wh_verify *wh_ask_verify(wh_oracle *oracle, wh_str key_id, wh_str algorithm, wh_str key,
                               wh_str signature, wh_str data)
{
    bool whole = !wh_absent(key) && !wh_absent(signature);
    wh_question *q = ask_about(oracle, WH_Q_VERIFY, key_id, algorithm, whole ? data : WH_ABSENT);
    if (!q) return &verify_not_asked;
    if (wh_absent(q->key)) { /* new */
        q->key = wh_copy(oracle->keep, key);
        q->signature = wh_copy(oracle->keep, signature);
    }
    return &q->verify_answer;
}

const wh_codes *wh_ask_picture(wh_oracle *oracle, wh_str key, wh_str data)
{
    const wh_question *q = ask_about(oracle, WH_Q_PICTURE, key, WH_ABSENT, data);
    return q ? &q->codes : &codes_not_asked;
}

const wh_converted *wh_ask_msg(wh_oracle *oracle, wh_str key, wh_str data)
{
    const wh_question *q = ask_about(oracle, WH_Q_MSG, key, WH_ABSENT, data);
    return q ? &q->converted : &msg_not_asked;
}

/* ---- answering ---- */

static wh_state answer_dns(wh_oracle *oracle, wh_question *q, wh_state state, wh_str answer)
{
    q->dns.state = state;
    if (state != WH_ANSWERED) return state;
    size_t *bytes = &oracle->used[q->scope != 0].answer_bytes,
           most = q->scope ? WH_MAX_ANSWERS / 4 : WH_MAX_ANSWERS;
    if (answer.n > most - *bytes) return q->dns.state = WH_TEMPFAIL;
    *bytes += answer.n;
    wh_read_dns(oracle->arena, answer, q->type, &q->dns);
    return q->dns.state;
}

static wh_state answer_digest(wh_oracle *oracle, wh_question *q, wh_state state, wh_str answer)
{
    size_t want = wh_eq(q->algorithm, WH_LIT("sha1")) ? 20 : 32;
    if (state == WH_ANSWERED)
        q->digest_answer.bytes = answer.n == want ? wh_copy(oracle->arena, answer) : WH_ABSENT;
    if (state == WH_ANSWERED && wh_absent(q->digest_answer.bytes)) state = WH_TEMPFAIL;
    return q->digest_answer.state = state;
}

static wh_state answer_verify(wh_question *q, wh_state state, wh_str answer)
{
    q->verify_answer.valid = state == WH_ANSWERED && wh_eq(answer, WH_LIT("1"));
    if (state == WH_ANSWERED && !q->verify_answer.valid && !wh_eq(answer, WH_LIT("0"))) state = WH_TEMPFAIL;
    return q->verify_answer.state = state;
}

static wh_state answer_picture(wh_oracle *oracle, wh_question *q, wh_state state, wh_str answer)
{
    for (size_t at = 0, end; state == WH_ANSWERED && at < answer.n && q->codes.texts.n < WH_MAX_CODES;
         at = end + 1) {
        end = wh_find_byte(answer, '\0', at);
        if (end == WH_NONE_AT || !wh_is_utf8(wh_sub(answer, at, end))) return q->codes.state = WH_TEMPFAIL;
        wh_str *text = end > at && end - at <= WH_MAX_CODE ? wh_push(oracle->arena, &q->codes.texts) : NULL;
        if (text) *text = wh_copy(oracle->arena, wh_sub(answer, at, end));
    }
    return q->codes.state = state;
}

static wh_state answer_msg(wh_oracle *oracle, wh_question *q, wh_state state, wh_str answer)
{
    if (state == WH_ANSWERED && (answer.n < 2 || (answer.p[0] != '0' && answer.p[0] != '1')))
        state = WH_TEMPFAIL;
    if (state == WH_ANSWERED) {
        q->converted.incomplete = answer.p[0] == '1';
        q->converted.mail = wh_copy(oracle->arena, wh_from(answer, 1));
        if (wh_absent(q->converted.mail)) state = WH_TEMPFAIL;
    }
    return q->converted.state = state;
}

void wh_oracle_answer(wh_oracle *oracle, uint32_t id, wh_state state, wh_str answer)
{
    if (id == 0 || id > oracle->questions.n) return;
    wh_question *q = oracle->questions.at[id - 1];
    if (q->state != WH_PENDING || state == WH_PENDING) return;
    if (state == WH_EMPTY) state = WH_TEMPFAIL; /* emptiness is said by an answer, not by its state */
    switch (q->kind) {
    case WH_Q_DNS:
        q->state = answer_dns(oracle, q, state, answer);
        oracle->heard = true;
        break;
    case WH_Q_DIGEST: q->state = answer_digest(oracle, q, state, answer); break;
    case WH_Q_VERIFY: q->state = answer_verify(q, state, answer); break;
    case WH_Q_PICTURE: q->state = answer_picture(oracle, q, state, answer); break;
    case WH_Q_MSG: q->state = answer_msg(oracle, q, state, answer); break;
    }
    oracle->open--;
}
