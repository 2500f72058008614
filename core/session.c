/* Drives the stages in order; the only file that knows them all. */
#include "base/limits.h"
#include "checks/auth/auth.h"
#include "checks/checks.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"
#include "checks/standing.h"
#include "inputs.h"
#include "oracle/oracle.h"
#include "profile.h"
#include "report/json.h"
#include "report/report.h"
#include "verdict/verdict.h"
#include "whence.h"

#include <stdlib.h>

struct whence_session {
    whence_kind kind;
    /* What one of these uses up is lost to none of the others: an author who fills the first leaves the
     * verdict its memory. */
    wh_env env;        /* the mail's facts */
    wh_env inner;      /* those of the mails enclosed in it */
    wh_env asking;     /* questions and their answers */
    wh_env step;       /* what the checks and the report make of the facts: emptied at each step */
    wh_env inner_step; /* the same for the mails enclosed */
    wh_str input;
    whence_host host;
    const whence_profile *profile;
    whence_profile *own_profile;       /* made when the caller gave none */
    wh_options options, inner_options; /* a handover that the reader chose is the outer mail's */
    wh_oracle *oracle;
    wh_facts facts;
    wh_case latest;
    wh_verdict verdict;
    wh_spf_input spf_input;
    wh_dmarc_input dmarc_input;
    char *result; /* of WHENCE_SPF, WHENCE_DMARC */
    size_t result_n;
    char *json; /* handed out last; freed by the next call that hands one out */
    const char *problem;
};

static wh_str str_of(const char *p, size_t n) { return (wh_str){p ? p : "", p ? n : 0}; }

/* From here on the facts stand, and what is made of them goes to `env`. */
static void settle(wh_facts *facts, wh_env *env, wh_env *inner)
{
    facts->env = env;
    for (uint32_t i = 0; i < facts->enclosed.n; i++) settle(facts->enclosed.at[i].facts, inner, inner);
}

static bool gather(whence_session *s)
{
    switch (s->kind) {
    case WHENCE_MAIL:
        wh_gather(&s->env, s->input, &s->options, &s->facts);
        wh_gather_enclosed(&s->inner, &s->inner_options, &s->facts);
        settle(&s->facts, &s->step, &s->inner_step);
        return true;
    case WHENCE_SPF: return wh_spf_read_input(&s->env, s->input, &s->spf_input);
    case WHENCE_DMARC: return wh_dmarc_read_input(&s->env, s->input, &s->dmarc_input);
    }
    return false;
}

/* In 64 bits: 24 times the size of a large mail is more than a size_t of wasm holds. */
static size_t arena_limit(size_t source)
{
    uint64_t n = source < WH_MAX_SOURCE ? source : WH_MAX_SOURCE,
             limit = WH_ARENA_BASE + n * WH_ARENA_PER_BYTE;
    return limit < SIZE_MAX / 2 ? (size_t)limit : SIZE_MAX / 2;
}

whence_session *whence_open(whence_kind kind, const char *input, size_t n, const whence_profile *profile,
                            const whence_host *host, int64_t now_ms, int lookups)
{
    whence_session *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->kind = kind;
    s->input = str_of(input, n);
    wh_env *const envs[] = {&s->env, &s->inner, &s->asking, &s->step, &s->inner_step};
    bool memory = true;
    for (size_t i = 0; i < sizeof envs / sizeof *envs; i++) {
        *envs[i] = (wh_env){.arena = wh_arena_new(arena_limit(n))};
        if (host) envs[i]->charset = host->charset;
        if (host) envs[i]->host = host->context;
        memory = memory && envs[i]->arena;
    }
    if (host) s->host = *host;
    s->own_profile = profile ? NULL : whence_profile_open(NULL, 0);
    s->profile = profile ? profile : s->own_profile;
    if (!memory || !s->profile) {
        whence_close(s);
        return NULL;
    }
    s->options = wh_profile_options(s->profile);
    s->options.now_ms = now_ms;
    s->inner_options = s->options;
    s->inner_options.handover = -1;
    s->oracle = wh_oracle_new(&s->asking, lookups != 0);
    if (n > WH_MAX_SOURCE) s->problem = "too-large";
    else if (!s->oracle) s->problem = "out-of-memory";
    else if (!gather(s)) s->problem = "bad-input";
    return s;
}

static void judge_mail(whence_session *s, wh_facts *facts, wh_case *c, wh_verdict *verdict);

static void judge_enclosed(whence_session *s, wh_case *c)
{
    uint32_t n = c->facts->enclosed.n;
    c->enclosed = n ? wh_alloc(s->inner_step.arena, n * sizeof *c->enclosed) : NULL;
    for (uint32_t i = 0; c->enclosed && i < n; i++) {
        wh_judged *one = &c->enclosed[i];
        wh_facts *facts = c->facts->enclosed.at[i].facts;
        wh_env *env = wh_own_env(&s->inner_step);
        facts->env = env;
        one->c = (wh_case){.env = env,
                           .facts = facts,
                           .oracle = s->oracle,
                           .brands = c->brands,
                           .phrases = c->phrases,
                           .scope = facts->number};
        judge_mail(s, facts, &one->c, &one->verdict);
        if (!wh_all_read(&one->c)) wh_note_cut(c->env, WH_CUT_ENCLOSED, facts->carrier);
    }
}

/* Into the facts what was answered about pictures and Outlook's files in the mail, or the questions. */
static void settle_files(whence_session *s, wh_facts *facts, wh_case *c)
{
    wh_env *own = c->scope ? &s->inner : &s->env;
    wh_oracle_scope(s->oracle, c->scope, c->scope ? s->inner.arena : s->asking.arena, c->env);
    wh_settle_codes(facts, own, s->oracle);
    wh_settle_msgs(facts, own, &s->inner, s->oracle);
    settle(facts, c->env, &s->inner_step);
}

/* Everything about the mail itself first; what is enclosed in it comes after that. */
static void judge_mail(whence_session *s, wh_facts *facts, wh_case *c, wh_verdict *verdict)
{
    settle_files(s, facts, c);
    if (wh_read_results(c)) {
        wh_note_list_spf(facts, wh_standing_of(c)->list_listed);
        for (uint32_t i = 0; i < wh_checks_n; i++) wh_checks[i](c);
    }
    judge_enclosed(s, c);
    wh_check_enclosed(c);
    wh_check_unread(c);
    wh_combine(c);
    wh_weigh_once(c);
    wh_judge(c, verdict);
    if (c->scope) wh_temper_enclosed(c, verdict);
}

/* facts: those of the mail's own environment, which lasts longer. */
static void begin_step(wh_env *env, const wh_env *facts)
{
    wh_arena_reset(env->arena);
    *env = (wh_env){
        .arena = env->arena, .charset = env->charset, .host = env->host, .known_houses = facts->known_houses};
    wh_keep_names(env, facts);
}

static void begin_mail(whence_session *s)
{
    begin_step(&s->step, &s->env);
    begin_step(&s->inner_step, &s->inner);
    s->latest = (wh_case){.env = &s->step,
                          .facts = &s->facts,
                          .oracle = s->oracle,
                          .brands = wh_profile_brands(s->profile),
                          .phrases = wh_profile_phrases(s->profile)};
}

whence_status whence_prepare(whence_session *s)
{
    if (s->problem || s->kind != WHENCE_MAIL) return WHENCE_DONE;
    begin_mail(s);
    settle_files(s, &s->facts, &s->latest);
    for (uint32_t i = 0; i < s->facts.attachments.n; i++) wh_attachment_digest(&s->latest, i);
    wh_oracle_scope(s->oracle, 0, s->asking.arena, &s->step);
    return wh_oracle_open(s->oracle) ? WHENCE_ASKING : WHENCE_DONE;
}

static void run_mail(whence_session *s)
{
    begin_mail(s);
    wh_oracle_scope(s->oracle, 0, s->env.arena, &s->step);
    wh_settle_handover(&s->facts, s->oracle);
    judge_mail(s, &s->facts, &s->latest, &s->verdict);
    wh_oracle_scope(s->oracle, 0, s->asking.arena, &s->step);
}

whence_status whence_step(whence_session *s)
{
    if (s->problem) return WHENCE_FAILED;
    free(s->result);
    s->result = NULL;
    switch (s->kind) {
    case WHENCE_MAIL: run_mail(s); break;
    case WHENCE_SPF:
        s->result = wh_json_take(wh_spf_result(&s->env, s->oracle, &s->spf_input), &s->result_n);
        break;
    case WHENCE_DMARC:
        s->result = wh_json_take(wh_dmarc_result(&s->env, s->oracle, &s->dmarc_input), &s->result_n);
        break;
    }
    /* A mail that used up its memory is reported as far as it was understood; this is a host without any. */
    if (!s->latest.results && !s->result && (s->kind == WHENCE_MAIL || wh_arena_failed(s->env.arena))) {
        s->problem = "out-of-memory";
        return WHENCE_FAILED;
    }
    return wh_oracle_open(s->oracle) ? WHENCE_ASKING : WHENCE_DONE;
}

static const char *hand_out(whence_session *s, wh_json *value, size_t *n)
{
    free(s->json);
    s->json = wh_json_take(value, n);
    return s->json;
}

const char *whence_questions(whence_session *s, size_t *n)
{
    return hand_out(s, s->oracle ? wh_report_questions(s->oracle) : NULL, n);
}

const char *whence_question_blob(whence_session *s, uint32_t id, const char *which, size_t which_n, size_t *n)
{
    wh_str name = str_of(which, which_n);
    *n = 0;
    for (uint32_t i = 0; s->oracle && i < wh_oracle_count(s->oracle); i++) {
        const wh_question *q = wh_oracle_at(s->oracle, i);
        if (q->id != id) continue;
        wh_str blob = wh_eq(name, WH_LIT("data")) ? q->data : wh_eq(name, WH_LIT("key")) ? q->key : WH_ABSENT;
        if (wh_eq(name, WH_LIT("signature"))) blob = q->signature;
        *n = blob.n;
        return blob.p;
    }
    return NULL;
}

void whence_answer(whence_session *s, uint32_t id, whence_answer_state state, const char *answer, size_t n)
{
    static const wh_state states[] = {WH_ANSWERED, WH_TEMPFAIL, WH_NOT_ASKED};
    if (s->oracle)
        wh_oracle_answer(s->oracle, id, states[state <= WHENCE_REFUSED ? state : WHENCE_REFUSED],
                         str_of(answer, n));
}

const char *whence_report(whence_session *s, size_t *n)
{
    *n = 0;
    if (s->problem) return NULL;
    if (s->kind != WHENCE_MAIL) {
        *n = s->result_n;
        return s->result;
    }
    return s->latest.results ? hand_out(s, wh_report_mail(&s->latest, &s->verdict), n) : NULL;
}

const char *whence_problem(const whence_session *s) { return s->problem; }

void whence_close(whence_session *s)
{
    if (!s) return;
    free(s->result);
    free(s->json);
    wh_arena_free(s->env.arena);
    wh_arena_free(s->asking.arena);
    wh_arena_free(s->step.arena);
    wh_arena_free(s->inner_step.arena);
    wh_arena_free(s->inner.arena);
    whence_profile_close(s->own_profile);
    free(s);
}
