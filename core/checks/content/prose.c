/* Where a piece of the mail's words stands in the source. */
#include "checks/content/prose.h"
#include "base/limits.h"
#include "checks/content/phrases.h"

static bool is_within(wh_str text, wh_str slice)
{
    return slice.p && text.p && slice.p >= text.p && slice.p + slice.n <= text.p + text.n;
}

static wh_span span_at(const wh_case *c, const wh_content *content, size_t at, size_t n)
{
    wh_str body = c->facts->parts.at[content->part].body;
    wh_span inner = wh_text_span(&content->bytes, wh_sub(content->bytes.bytes, at, at + n));
    return wh_fact_span(c->facts, wh_sub(body, inner.start, inner.end));
}

/* The first run of visible characters of at least `least` bytes, in the decoded bytes. */
static size_t find_word(const wh_content *content, wh_str slice, size_t *n)
{
    for (size_t at = 0; at < slice.n;) {
        size_t end = at;
        while (end < slice.n && !wh_is_space(slice.p[end])) end++;
        wh_str word = wh_sub(slice, at, end);
        size_t hit = word.n >= 5 ? wh_find(content->bytes.bytes, word, 0) : WH_NONE_AT;
        if (hit != WH_NONE_AT) {
            *n = word.n;
            return hit;
        }
        at = end + 1;
    }
    return WH_NONE_AT;
}

static wh_span content_span(const wh_case *c, const wh_content *content, wh_str slice)
{
    size_t n = slice.n, hit = n ? wh_find(content->bytes.bytes, slice, 0) : WH_NONE_AT;
    if (hit == WH_NONE_AT) hit = find_word(content, slice, &n);
    if (hit != WH_NONE_AT) return span_at(c, content, hit, n);
    return wh_fact_span(c->facts, c->facts->parts.at[content->part].body);
}

void wh_finding_prose(wh_case *c, wh_finding *f, wh_str slice)
{
    const wh_facts *facts = c->facts;
    if (!f) return;
    for (uint32_t i = 0; i < facts->contents.n; i++) {
        const wh_content *content = &facts->contents.at[i];
        if (!is_within(content->visible, slice) && !is_within(content->utf8, slice)) continue;
        wh_finding_span(c, f, content_span(c, content, slice));
        return;
    }
    for (uint32_t i = 0; i < facts->who.from.n; i++)
        if (is_within(facts->who.from.at[i].mailbox.display, slice)) {
            wh_finding_slice(c, f, facts->who.from.at[i].mailbox.raw);
            return;
        }
    for (uint32_t i = 0; i < facts->attachments.n; i++)
        if (is_within(facts->attachments.at[i].name, slice)) {
            wh_finding_span(c, f, facts->attachments.at[i].span);
            return;
        }
    if (is_within(facts->who.subject, slice)) wh_finding_slice(c, f, facts->who.subject_raw);
}

wh_str wh_prose_line(wh_case *c, wh_str slice)
{
    wh_buf line;
    bool space = false;
    wh_buf_init(&line, c->env->arena);
    for (size_t at = 0; at < slice.n && line.n < WH_MAX_PROSE;) {
        uint32_t rune = wh_next_rune(slice, &at, NULL);
        if (rune <= ' ' || rune == 0xA0 || rune == 0x3000) {
            space = line.n > 0;
            continue;
        }
        if (space) wh_put_byte(&line, ' ');
        space = false;
        wh_put_rune(&line, rune);
    }
    return wh_buf_str(&line);
}

/* ---- telephone numbers ---- */

static bool joins(uint32_t c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '+' || c == 0xA0 ||
           (c >= 0x2010 && c <= 0x2015) || (c >= 0x200B && c <= 0x200F) || c == 0x2022 || c == 0x3000;
}

static bool is_number(uint32_t *c)
{
    if (*c >= 0xFF10 && *c <= 0xFF19) *c -= 0xFF10 - '0';
    if (*c >= 0x1D7CE && *c <= 0x1D7FF) *c = '0' + (*c - 0x1D7CE) % 10;
    return *c >= '0' && *c <= '9';
}

static bool poses_as_number(uint32_t c)
{
    return c == 'O' || c == 'o' || c == 'I' || c == 'l' || c == 0x41E || c == 0x43E;
}

wh_str wh_next_telephone(wh_str text, size_t *from)
{
    for (size_t at = *from; at < text.n;) {
        size_t start = at, end = at, gaps = 0, real = 0, digits = 0;
        uint32_t first = wh_next_rune(text, &at, NULL), c = first;
        bool gap = false, begins = start == 0 || (!wh_is_alnum(text.p[start - 1]) &&
                                                  text.p[start - 1] != '/' && text.p[start - 1] != '=');
        if (!begins || !(is_number(&c) || c == '+' || c == '(')) continue;
        for (size_t next = start; next < text.n;) {
            size_t here = next;
            c = wh_next_rune(text, &next, NULL);
            if (is_number(&c) || (real >= 1 && poses_as_number(c))) {
                real += c >= '0' && c <= '9';
                digits++;
                gaps += gap;
                gap = false;
                end = next;
            } else if (c == '(' && digits >= 10) {
                break; /* "1-808-555-0142 (24x7)" */
            } else if (joins(c) && next - end < 12) {
                gap = here > start;
            } else {
                break;
            }
        }
        if (end > at) at = end;
        bool apart = end == text.n || !wh_is_alnum(text.p[end]);
        if (digits < 10 || digits > 15 || real + 3 < digits || !apart ||
            (gaps < 2 && first != '+' && first != '('))
            continue;
        *from = end;
        return wh_sub(text, start, end);
    }
    *from = text.n;
    return WH_ABSENT;
}

#define NEAR 400u /* bytes between a telephone number and the words that ask for a call */

/* Each number is looked around by itself, so that no heap of other numbers or words hides it. */
static wh_str number_in(wh_case *c, wh_str text, wh_phrase_hits *around, wh_str *words)
{
    size_t from = 0, looked = 0;
    for (wh_str number; (number = wh_next_telephone(text, &from)).n;) {
        size_t at = (size_t)(number.p - text.p);
        if (looked && at < looked) continue;
        looked = at + NEAR / 2;
        around->n[WH_WANT_CALL] = 0;
        wh_str near = wh_sub(text, at > NEAR ? at - NEAR : 0, at + number.n + NEAR);
        wh_find_phrases(c->env, c->phrases, near, WH_WANT_BIT(WH_WANT_CALL), around);
        if (!around->n[WH_WANT_CALL]) continue;
        *words = around->at[WH_WANT_CALL][0];
        return number;
    }
    return WH_ABSENT;
}

wh_str wh_number_to_call(wh_case *c, wh_str *words)
{
    const wh_facts *facts = c->facts;
    wh_phrase_hits *around = wh_alloc(c->env->arena, sizeof *around);
    wh_str number = around ? number_in(c, facts->who.subject, around, words) : WH_ABSENT;
    for (uint32_t k = 0; around && number.n == 0 && k < facts->contents.n; k++)
        number = number_in(c, facts->contents.at[k].visible, around, words);
    for (uint32_t k = 0; around && number.n == 0 && k < facts->attachments.n; k++)
        number = number_in(c, facts->attachments.at[k].name, around, words);
    return number;
}
