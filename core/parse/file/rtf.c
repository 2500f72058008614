/* RTF as people read it (RTF 1.9.1): HTML that was wrapped in it is taken out as it was (MS-OXRTFEX 2.2), any
 * other RTF becomes plain HTML with its links. One pass over the bytes; nothing in it is run or fetched. */
#include "base/limits.h"
#include "parse/file/rtf_words.h"

#define NO_FONT UINT16_MAX

typedef enum rtf_kind { AS_RTF, AS_HTML, AS_TEXT } rtf_kind; /* what was wrapped in it */

typedef struct state {          /* of a group */
    bool silent, quiet, hidden; /* not shown; what \htmlrtf leaves out; \v */
    bool html, fonts, field, link;
    uint16_t font, stand_ins; /* stand_ins: letters after a \u for programs that do not know it */
} state;

typedef struct reader {
    wh_env *env;
    wh_str in;
    size_t at;
    rtf_kind kind;
    bool starred; /* "\*": the next word begins what may be passed over */
    wh_buf out, instruction;
    wh_buf pending;              /* bytes of the code page `page`, not yet text */
    uint16_t page, ansi, *pages; /* pages: of fonts, 0: the text's own */
    uint32_t lead;               /* half of a pair of UTF-16 */
    uint32_t passed;             /* letters that still stand in for a \u */
    uint32_t decoded;            /* pieces that were no ASCII */
    uint32_t depth, lost;        /* lost: groups too deep to be kept */
    state now, *stack;
} reader;

static void put_escaped(wh_buf *out, wh_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '&') wh_put(out, WH_LIT("&amp;"));
        else if (c == '<') wh_put(out, WH_LIT("&lt;"));
        else if (c == '>') wh_put(out, WH_LIT("&gt;"));
        else if (c == '"') wh_put(out, WH_LIT("&quot;"));
        else wh_put_byte(out, c);
    }
}

static void put_text(reader *r, wh_str text)
{
    const state *now = &r->now;
    if (now->field) {
        if (r->instruction.n < WH_MAX_URI) wh_put(&r->instruction, text);
    } else if (!now->silent && !now->quiet && !now->hidden) {
        if (r->kind == AS_RTF) put_escaped(&r->out, text);
        else wh_put(&r->out, text);
    }
}

static void flush(reader *r)
{
    wh_str bytes = wh_buf_str(&r->pending), label = WH_ABSENT;
    wh_buf name;
    if (r->lead) {
        r->lead = 0;
        put_text(r, WH_LIT("\xEF\xBF\xBD"));
    }
    if (bytes.n == 0) return;
    if (!wh_is_ascii(bytes)) {
        if (r->decoded++ >= WH_MAX_RTF_PIECES) {
            wh_note_cut(r->env, WH_CUT_FILES, WH_ABSENT);
            r->at = r->in.n;
        }
        wh_buf_init(&name, r->env->arena);
        wh_put(&name, WH_LIT("cp"));
        wh_put_int(&name, r->page);
        label = wh_buf_str(&name);
    }
    put_text(r, wh_decode_charset(r->env, label, bytes));
    r->pending.n = 0;
}

static void put(reader *r, wh_str text)
{
    flush(r);
    put_text(r, text);
}

static void put_byte(reader *r, char c)
{
    if (r->passed > 0) {
        r->passed--;
        return;
    }
    uint16_t font = r->now.html || r->now.font >= WH_MAX_RTF_FONTS ? 0 : r->pages[r->now.font];
    uint16_t page = font ? font : r->ansi;
    if (page != r->page || r->lead) flush(r);
    r->page = page;
    wh_put_byte(&r->pending, c);
}

/* \uN: a unit of UTF-16, negative above 32767. */
static void put_unit(reader *r, int32_t number)
{
    uint32_t unit = (uint32_t)number & 0xFFFF, lead = r->lead, rune = unit;
    char bytes[4];
    if (lead && unit >= 0xDC00 && unit <= 0xDFFF) {
        rune = 0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00);
        r->lead = 0;
    }
    flush(r);
    r->passed = r->now.stand_ins;
    if (unit >= 0xD800 && unit <= 0xDBFF) r->lead = unit;
    else put_text(r, (wh_str){bytes, wh_encode_rune(rune, bytes)});
}

static void open_group(reader *r)
{
    flush(r);
    r->passed = 0;
    if (r->depth >= WH_MAX_RTF_DEPTH) {
        r->lost++;
        return;
    }
    r->stack[r->depth++] = r->now;
    r->now.link = false;
}

static void close_group(reader *r)
{
    flush(r);
    r->passed = 0;
    if (r->lost) {
        r->lost--;
        return;
    }
    if (r->now.link) wh_put(&r->out, WH_LIT("</a>"));
    if (r->depth) r->now = r->stack[--r->depth];
}

/* HYPERLINK "address", with switches before it: ECMA-376 part 1, 17.16.5.25, which RTF shares. */
static wh_str hyperlink(wh_str instruction)
{
    static const wh_str name = WH_LIT_INIT("HYPERLINK");
    size_t at = wh_find_nocase(instruction, name, 0);
    if (at == WH_NONE_AT) return WH_ABSENT;
    wh_str rest = wh_trim(wh_from(instruction, at + name.n));
    while (rest.n && rest.p[0] == '\\' && !(rest.n > 1 && rest.p[1] == 'l')) /* \l: a place in the text */
        rest = wh_trim(wh_from(rest, 2));
    if (rest.n && rest.p[0] == '"') return wh_sub(rest, 1, wh_find_byte(rest, '"', 1));
    return rest.n && rest.p[0] != '\\' ? wh_sub(rest, 0, wh_find_either(rest, ' ', '\\', 0)) : WH_ABSENT;
}

static void start_link(reader *r)
{
    wh_str target = hyperlink(wh_buf_str(&r->instruction));
    if (target.n && r->kind == AS_RTF && !r->now.silent) {
        wh_put(&r->out, WH_LIT("<a href=\""));
        put_escaped(&r->out, target);
        wh_put(&r->out, WH_LIT("\">"));
        r->now.link = true;
    }
    r->instruction.n = 0;
    r->now.field = false;
}

/* "{\*\word": what a reader may pass over. */
static void start_destination(reader *r, wh_rtf_word word)
{
    flush(r);
    if (word == WH_RTF_HTMLTAG && r->kind != AS_RTF) {
        r->now.html = true;
        r->now.quiet = false;
    } else if (word == WH_RTF_FLDINST) {
        r->now.field = true;
        r->instruction.n = 0;
    } else {
        r->now.silent = true;
    }
}

static void set_font(reader *r, uint32_t number)
{
    r->now.font = number < WH_MAX_RTF_FONTS ? (uint16_t)number : NO_FONT;
}

static void break_line(reader *r)
{
    put(r, WH_LIT("\r\n"));
    if (r->kind == AS_RTF && !r->now.field && !r->now.silent && !r->now.hidden)
        wh_put(&r->out, WH_LIT("<br>"));
}

/* number: 1 where none is written, as RTF has it for what is switched on. */
static void do_word(reader *r, wh_rtf_word word, int32_t number, wh_str sign)
{
    uint32_t natural = number > 0 ? (uint32_t)number : 0;
    switch (word) {
    case WH_RTF_UNIT: put_unit(r, number); break;
    case WH_RTF_BIN: r->at += natural < r->in.n - r->at ? natural : r->in.n - r->at; break;
    case WH_RTF_STAND_INS: r->now.stand_ins = (uint16_t)(natural < 100 ? natural : 100); break;
    case WH_RTF_ANSICPG: r->ansi = natural < UINT16_MAX ? (uint16_t)natural : 0; break;
    case WH_RTF_FONT: set_font(r, natural); break;
    case WH_RTF_DEFAULT_FONT:
        if (r->now.font == NO_FONT) set_font(r, natural);
        break;
    case WH_RTF_CHARSET:
        if (r->now.fonts && r->now.font != NO_FONT) r->pages[r->now.font] = wh_rtf_page(natural);
        break;
    case WH_RTF_HTMLRTF:
        flush(r);
        r->now.quiet = number != 0;
        break;
    case WH_RTF_HIDDEN:
        flush(r);
        r->now.hidden = number != 0 && r->kind == AS_RTF;
        break;
    case WH_RTF_PLAIN:
        flush(r);
        r->now.hidden = false;
        break;
    case WH_RTF_FONTTBL: r->now.fonts = r->now.silent = true; break;
    case WH_RTF_FLDINST: start_destination(r, word); break;
    case WH_RTF_FLDRSLT:
        flush(r);
        start_link(r);
        break;
    case WH_RTF_SILENT:
        flush(r);
        r->now.silent = true;
        break;
    case WH_RTF_BREAK: break_line(r); break;
    case WH_RTF_SIGN: put(r, sign); break;
    case WH_RTF_HTMLTAG:
    case WH_RTF_UNKNOWN: break;
    }
}

/* "\word", "\word-12 ". */
static void read_word(reader *r)
{
    size_t end = r->at;
    int64_t number = 0;
    while (end < r->in.n && end - r->at < WH_RTF_WORD && wh_is_alpha(r->in.p[end])) end++;
    wh_str name = wh_sub(r->in, r->at, end), sign = WH_ABSENT;
    bool minus = end + 1 < r->in.n && r->in.p[end] == '-' && wh_is_digit(r->in.p[end + 1]);
    size_t digits = end + minus, from = digits;
    while (digits < r->in.n && digits - from < WH_RTF_DIGITS && wh_is_digit(r->in.p[digits]))
        number = number * 10 + (r->in.p[digits++] - '0');
    if (digits == from) number = 1;
    if (number > INT32_MAX) number = INT32_MAX;
    r->at = digits;
    if (r->at < r->in.n && r->in.p[r->at] == ' ') r->at++;
    wh_rtf_word word = wh_rtf_word_named(name, &sign);
    bool starred = r->starred;
    r->starred = false;
    if (starred) start_destination(r, word);
    else do_word(r, word, (int32_t)(minus ? -number : number), sign);
}

/* What follows a backslash. */
static void read_control(reader *r)
{
    if (r->at >= r->in.n) return;
    char c = r->in.p[r->at];
    if (wh_is_alpha(c)) {
        read_word(r);
        return;
    }
    r->at++;
    if (c == '\'') {
        wh_str digits = wh_sub(r->in, r->at, r->at + 2);
        int high = digits.n == 2 ? wh_hex_value(digits.p[0]) : -1,
            low = digits.n == 2 ? wh_hex_value(digits.p[1]) : -1;
        if (high < 0 || low < 0) return;
        r->at += 2;
        put_byte(r, (char)(unsigned char)(high << 4 | low));
    } else if (c == '*') {
        r->starred = true;
    } else if (c == '\r' || c == '\n') {
        break_line(r);
    } else if (c == '{' || c == '}' || c == '\\') {
        put_byte(r, c);
    } else if (c == '~') {
        put(r, WH_LIT("\xC2\xA0"));
    }
}

static rtf_kind kind_of(wh_str rtf)
{
    static const wh_str html = WH_LIT_INIT("\\fromhtml");
    wh_str head = wh_sub(rtf, 0, 512);
    size_t at = wh_find(head, html, 0);
    if (at != WH_NONE_AT && !wh_eq(wh_sub(head, at + html.n, at + html.n + 1), WH_LIT("0"))) return AS_HTML;
    return wh_find(head, WH_LIT("\\fromtext"), 0) != WH_NONE_AT ? AS_TEXT : AS_RTF;
}

wh_str wh_read_rtf(wh_env *env, wh_str rtf, bool *page)
{
    *page = true;
    if (!wh_starts_nocase(rtf, WH_LIT("{\\rtf"))) return WH_ABSENT;
    reader r = {
        .env = env, .in = rtf, .kind = kind_of(rtf), .ansi = 1252, .now = {.font = NO_FONT, .stand_ins = 1}};
    r.pages = wh_alloc(env->arena, WH_MAX_RTF_FONTS * sizeof *r.pages);
    r.stack = wh_alloc(env->arena, WH_MAX_RTF_DEPTH * sizeof *r.stack);
    if (!r.pages || !r.stack) return WH_ABSENT;
    wh_buf_init(&r.out, env->arena);
    wh_buf_init(&r.instruction, env->arena);
    wh_buf_init(&r.pending, env->arena);
    while (r.at < r.in.n) {
        char c = r.in.p[r.at++];
        if (c == '{') open_group(&r);
        else if (c == '}') close_group(&r);
        else if (c == '\\') read_control(&r);
        else if (c != '\0' && c != '\r' && c != '\n') put_byte(&r, c);
    }
    flush(&r);
    *page = r.kind != AS_TEXT;
    return wh_buf_str(&r.out);
}
