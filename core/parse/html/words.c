/* The words of an HTML page as they are seen. Where programs may show a line in two ways, because a style
 * hides a piece of it from some readers, it is read in both: whoever writes hides no word of a lure, nor
 * breaks one up by letters that nobody sees. */
#include "parse/html/reader.h"

void wh_put_gap(wh_html_reader *r, char c)
{
    if (r->gap != '\n') r->gap = c;
    if (r->runs) wh_shown_gap(r->runs, c);
    if (!r->doubted) return;
    if (r->other_gap != '\n') r->other_gap = c;
    if (c == '\n') r->doubted = false;
}

/* The line as it stands so far, for the other reading. */
static void begin_doubt(wh_html_reader *r)
{
    wh_str line = r->gap == '\n' ? WH_LIT("") : wh_from(wh_buf_str(r->visible), r->line);
    if (r->other->n) wh_put_byte(r->other, '\n');
    wh_put(r->other, line);
    r->doubted = true;
    r->other_gap = line.n ? r->gap : '\0';
}

void wh_put_gaps(wh_html_reader *r, char c, char other)
{
    if (c == other) {
        if (c) wh_put_gap(r, c);
        return;
    }
    if (!r->doubted) begin_doubt(r);
    if (c && r->gap != '\n') r->gap = c;
    if (c && r->runs) wh_shown_gap(r->runs, c);
    if (other && r->other_gap != '\n') r->other_gap = other;
}

void wh_put_other(wh_html_reader *r)
{
    const wh_buf *also[] = {r->other, r->written};
    for (size_t i = 0; i < 2; i++) {
        if (also[i]->n == 0) continue;
        wh_put_byte(r->visible, '\n');
        wh_put(r->visible, wh_buf_str(also[i]));
    }
}

/* Characters that nobody sees. */
static bool is_unseen(uint32_t c)
{
    return c < ' ' || c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

static void put_shown(wh_html_reader *r, wh_str s)
{
    if (s.n == 0) return;
    if (r->anchor && r->interrupted) r->links->at[r->anchor - 1].broken = true;
    if (r->gap && r->visible->n) wh_put_byte(r->visible, r->gap);
    if (r->gap == '\n') r->line = r->visible->n;
    r->gap = 0;
    wh_put(r->visible, s);
    if (!r->doubted || r->doubting) return;
    if (r->other_gap && r->other->n) wh_put_byte(r->other, r->other_gap);
    r->other_gap = 0;
    wh_put(r->other, s);
}

static void put_space(wh_html_reader *r)
{
    if (r->gap != '\n') r->gap = ' ';
    if (r->doubted && !r->doubting && r->other_gap != '\n') r->other_gap = ' ';
}

static void put_rune(wh_html_reader *r, uint32_t rune)
{
    char bytes[4];
    if (rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r' || rune == '\f' || rune == 0xA0)
        put_space(r);
    else if (!is_unseen(rune)) put_shown(r, (wh_str){bytes, wh_encode_rune(rune, bytes)});
}

/* Letters that are read from left to right, and none of those that are not (Hebrew, Arabic and their kin). */
static bool is_read_rightwards(wh_str s)
{
    size_t letters = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t rune = wh_next_rune(s, &at, NULL);
        if (rune >= 0x590 && rune <= 0x8FF) return false;
        letters += rune < 0x80 ? wh_is_alpha((char)rune) : rune >= 0xC0;
    }
    return letters >= 4;
}

/* CSS Writing Modes 3, 2.2: direction:rtl with an override puts the last letter first, "drowssap" is seen as
 * "password", and no filter finds it. */
static void put_turned(wh_html_reader *r, wh_str raw, wh_str plain)
{
    if (wh_absent(r->turned)) r->turned = wh_trim(raw);
    for (size_t end = plain.n; end > 0;) {
        size_t start = end - 1;
        while (start > 0 && ((unsigned char)plain.p[start] & 0xC0) == 0x80) start--;
        size_t at = start;
        put_rune(r, wh_next_rune(plain, &at, NULL));
        end = start;
    }
}

static bool is_turned(wh_html_reader *r, wh_str s, wh_str *plain)
{
    wh_look look = wh_looks_now(r->open).loose;
    wh_buf buf;
    if (!look.rtl || !look.forced) return false;
    wh_buf_init(&buf, r->env->arena);
    wh_put_unescaped(&buf, s, false);
    *plain = wh_buf_str(&buf);
    return is_read_rightwards(*plain);
}

void wh_put_text(wh_html_reader *r, wh_str s)
{
    wh_str plain;
    wh_looks looks = wh_looks_now(r->open);
    bool hidden = r->comment_end || wh_is_hidden(looks.loose);
    if (r->runs) wh_shown_text(r->env, r->runs, s, hidden, (int32_t)r->anchor - 1);
    if (hidden || (wh_is_hidden(looks.sure) && wh_trim(s).n))
        if (r->anchor && r->visible->n > r->anchor_text && wh_trim(s).n) r->interrupted = true;
    if (hidden) return;
    r->doubting = wh_is_hidden(looks.sure);
    if (r->doubting && !r->doubted && wh_trim(s).n) begin_doubt(r);
    if (is_turned(r, s, &plain)) {
        put_turned(r, s, plain);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        size_t end = at; /* a run of plain ASCII letters goes as a whole */
        while (end < s.n && s.p[end] > ' ' && s.p[end] != '&' && (unsigned char)s.p[end] < 0x7F) end++;
        put_shown(r, wh_sub(s, at, end));
        if (end == s.n) return;
        uint32_t rune;
        size_t n = wh_entity_at(wh_from(s, end), false, &rune);
        if (n) end += n;
        else rune = wh_next_rune(s, &end, NULL);
        put_rune(r, rune);
        at = end;
    }
}
