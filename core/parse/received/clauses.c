/* The clauses of a Received field: the words between its keywords (RFC 5321 4.4), in whatever order and
 * company they come. A keyword that repeats counts once, but for "from", whose second one names the envelope
 * sender. */
#include "parse/received/parts.h"

static const struct {
    wh_str word;
    wh_rclause_id id;
} keywords[] = {
    {WH_LIT_INIT("from"), WH_RC_FROM},
    {WH_LIT_INIT("by"), WH_RC_BY},
    {WH_LIT_INIT("via"), WH_RC_VIA},
    {WH_LIT_INIT("with"), WH_RC_WITH},
    {WH_LIT_INIT("protocol:"), WH_RC_WITH},
    {WH_LIT_INIT("id"), WH_RC_ID},
    {WH_LIT_INIT("for"), WH_RC_FOR},
    {WH_LIT_INIT("tls"), WH_RC_TLS},
    {WH_LIT_INIT("envelope-from"), WH_RC_SENDER},
    {WH_LIT_INIT("envelope-sender"), WH_RC_SENDER},
    {WH_LIT_INIT("pod-id"), WH_RC_OTHER},
};

wh_str wh_received_bare(wh_str s)
{
    while (s.n && (s.p[s.n - 1] == ',' || wh_is_space(s.p[s.n - 1]))) s.n--;
    while (s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>') s = wh_trim(wh_sub(s, 1, s.n - 1));
    return s;
}

static wh_rclause_id keyword_of(wh_str word)
{
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (wh_eq_nocase(word, keywords[i].word)) return keywords[i].id;
    return WH_RC_COUNT;
}

static const wh_rtoken *token_at(const wh_rline *line, uint32_t i)
{
    return i < line->tokens.n ? &line->tokens.at[i] : NULL;
}

/* Whether the keyword at i is not a keyword but what the client called itself: "from by ([192.0.2.1]) by
 * ...". */
static bool is_name(const wh_rline *line, uint32_t i, wh_rclause_id last)
{
    const wh_rtoken *next = token_at(line, i + 1);
    if (i == 0 || last != WH_RC_FROM || line->clause[WH_RC_FROM].first != i) return false;
    return next && next->kind == WH_R_COMMENT;
}

/* Which clause a keyword at i opens, given what there is already; WH_RC_COUNT: it is an ordinary word. */
static wh_rclause_id opens(const wh_rline *line, uint32_t i, wh_rclause_id last)
{
    const wh_rtoken *token = &line->tokens.at[i];
    if (token->kind != WH_R_WORD) return WH_RC_COUNT;
    wh_rclause_id id = i == 0 && line->named ? WH_RC_FROM : keyword_of(token->s);
    if (line->named && line->by != UINT32_MAX && i > 0 &&
        i < line->by) /* the client's words; "via SMTP by" alone is not */
        return id == WH_RC_VIA && i + 2 == line->by && i > 1 ? id : WH_RC_COUNT;
    if (id == WH_RC_COUNT || is_name(line, i, last)) return WH_RC_COUNT;
    if (id == WH_RC_TLS && last < WH_RC_WITH) return WH_RC_COUNT; /* RFC 8314 4.3: behind the protocol */
    if (id == WH_RC_FROM && line->clause[WH_RC_FROM].present) return WH_RC_SENDER;
    return id;
}

void wh_received_clauses(wh_rline *line)
{
    wh_rclause_id current = WH_RC_HEAD;
    wh_rclause open = {0, 0, true};
    bool named = line->named && line->by != UINT32_MAX;
    for (uint32_t i = 0; i <= line->tokens.n; i++) {
        bool over =
            i == line->tokens.n || (line->tokens.at[i].kind == WH_R_SEMICOLON && !(named && i < line->by));
        if (i >= line->date_first && i < line->date_end) over = true;
        wh_rclause_id next = over ? WH_RC_OTHER : opens(line, i, current);
        if (next == WH_RC_COUNT) continue;
        open.end = i;
        wh_rclause *place = &line->clause[current];
        if (!place->present || (place->end == place->first && open.end > open.first)) *place = open;
        current = next;
        open = (wh_rclause){i + 1, i + 1, true};
        /* Until it closes, so that is_name can tell where it begins. */
        if (!line->clause[current].present) line->clause[current] = open;
    }
}

wh_str wh_received_word(const wh_rline *line, wh_rclause_id id)
{
    const wh_rclause *clause = &line->clause[id];
    if (!clause->present || clause->first >= clause->end) return WH_ABSENT;
    const wh_rtoken *token = &line->tokens.at[clause->first];
    if (token->kind != WH_R_WORD) return WH_ABSENT;
    wh_str word = token->s;
    while (word.n && word.p[word.n - 1] == ',') word.n--;
    return word.n ? word : WH_ABSENT;
}

wh_str wh_received_phrase(const wh_rline *line, wh_rclause_id id)
{
    const wh_rclause *clause = &line->clause[id];
    uint32_t i = clause->first;
    if (!clause->present) return WH_ABSENT;
    while (i < clause->end && line->tokens.at[i].kind != WH_R_WORD) i++;
    if (i == clause->end) return WH_ABSENT;
    const char *start = line->tokens.at[i].s.p, *end = start;
    for (; i < clause->end && line->tokens.at[i].kind == WH_R_WORD; i++)
        end = line->tokens.at[i].s.p + line->tokens.at[i].s.n;
    wh_str phrase = {start, (size_t)(end - start)};
    while (phrase.n && phrase.p[phrase.n - 1] == ',') phrase.n--;
    return phrase.n ? wh_unfold(line->env, phrase) : WH_ABSENT;
}
