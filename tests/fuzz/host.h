/* A host for the oracle that makes its answers of the input: every question gets one of its lines. */
#ifndef WHENCE_FUZZ_HOST_H
#define WHENCE_FUZZ_HOST_H

#include "fuzz.h"
#include "oracle/oracle.h"

typedef struct fuzz_lines {
    wh_str at[16];
    uint32_t n;
} fuzz_lines;

static inline void fuzz_split(wh_str input, fuzz_lines *lines)
{
    lines->n = 0;
    for (size_t at = 0; at <= input.n && lines->n < 16;) {
        size_t end = wh_find_byte(input, '\n', at);
        if (end == WH_NONE_AT) end = input.n;
        lines->at[lines->n++] = wh_sub(input, at, end);
        at = end + 1;
    }
}

static inline void fuzz_put_string(wh_buf *json, wh_str s)
{
    wh_put_byte(json, '"');
    for (size_t i = 0; i < s.n && i < 4000; i++) {
        unsigned char c = (unsigned char)s.p[i];
        wh_put(json, WH_LIT("\\u00"));
        wh_put_byte(json, "0123456789abcdef"[c >> 4]);
        wh_put_byte(json, "0123456789abcdef"[c & 15]);
    }
    wh_put_byte(json, '"');
}

/* One record of the asked type; the line's first byte chooses among a few answers. */
static inline void fuzz_answer_dns(wh_oracle *oracle, const wh_question *q, wh_str line)
{
    wh_arena *scratch = wh_arena_new(1 << 20);
    wh_buf json;
    wh_buf_init(&json, scratch);
    unsigned choice = line.n ? (unsigned char)line.p[0] % 7 : 0;
    if (q->type == WH_RR_TXT && line.n) choice = 1;
    wh_put(&json, choice == 0 ? WH_LIT("{\"rcode\":\"NXDOMAIN\",\"answers\":[")
                              : WH_LIT("{\"rcode\":\"NOERROR\",\"answers\":["));
    for (unsigned i = 0; i < choice % 4; i++) {
        if (i) wh_put_byte(&json, ',');
        wh_put(&json, WH_LIT("{\"name\":\"x.example\",\"ttl\":1,\"type\":\""));
        wh_put(&json, wh_rr_name(q->type));
        wh_put(&json, WH_LIT("\",\"data\":"));
        if (q->type == WH_RR_A) wh_put(&json, i ? WH_LIT("\"192.0.2.1\"") : WH_LIT("\"203.0.113.9\""));
        else if (q->type == WH_RR_AAAA) wh_put(&json, WH_LIT("\"2001:db8::1\""));
        else if (q->type == WH_RR_MX)
            wh_put(&json, i ? WH_LIT("{\"preference\":1,\"exchange\":\"a.example\"}")
                            : WH_LIT("{\"preference\":9,\"exchange\":\"b.example\"}"));
        else if (q->type == WH_RR_TXT) fuzz_put_string(&json, line);
        else wh_put(&json, WH_LIT("\"host.example.com\""));
        wh_put_byte(&json, '}');
    }
    wh_put(&json, WH_LIT("]}"));
    wh_oracle_answer(oracle, q->id, choice == 6 ? WH_TEMPFAIL : WH_ANSWERED, wh_buf_str(&json));
    wh_arena_free(scratch);
}

/* Answers what is open; false when nothing was. */
static inline bool fuzz_answer(wh_oracle *oracle, const fuzz_lines *lines)
{
    uint32_t n = wh_oracle_count(oracle);
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        const wh_question *q = wh_oracle_at(oracle, i);
        if (q->state != WH_PENDING) continue;
        any = true;
        if (q->kind == WH_Q_DNS) fuzz_answer_dns(oracle, q, lines->at[(q->name.n + i) % lines->n]);
        else if (q->kind == WH_Q_DIGEST)
            wh_oracle_answer(oracle, q->id, WH_ANSWERED, WH_LIT("0123456789abcdef0123456789abcdef"));
        else if (q->kind == WH_Q_PICTURE)
            wh_oracle_answer(oracle, q->id, WH_ANSWERED,
                             WH_LIT("https://example.com/?u=https://example.org\0example.net\0"));
        else if (q->kind == WH_Q_MSG)
            wh_oracle_answer(oracle, q->id, WH_ANSWERED,
                             WH_LIT("1From: a@example.org\n\nhttp://example.net"));
        else wh_oracle_answer(oracle, q->id, WH_ANSWERED, i % 2 ? WH_LIT("1") : WH_LIT("0"));
    }
    return any;
}

#endif
