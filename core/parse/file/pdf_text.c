/* The words of a PDF, ISO 32000-1 9.4.3: the literal strings that its content streams show, plain or
 * deflated. Fonts with an encoding of their own write numbers instead of letters: what is not mostly letters
 * is left out. This is not a PDF reader: it knows no pages, and no order but the file's. */
#include "base/limits.h"
#include "parse/file/pdf.h"

#define DICTIONARY 400u
#define WORD_GAP 180 /* thousandths of the letter's size: a move back by this much is a blank (TJ, 9.4.3) */

static bool is_words(wh_str s)
{
    size_t good = 0;
    for (size_t i = 0; i < s.n; i++) good += (s.p[i] >= ' ' && s.p[i] < 0x7F);
    return s.n && good * 10 >= s.n * 8;
}

/* Latin letters of the standard encodings are those of ISO 8859-1 (annex D), near enough for reading. */
static void put_latin(wh_buf *out, wh_str s)
{
    for (size_t i = 0; i < s.n && out->n < WH_MAX_PDF_TEXT; i++)
        wh_put_rune(out, (unsigned char)s.p[i] >= ' ' ? (unsigned char)s.p[i] : ' ');
}

/* An array of strings and distances, after its "["; returns where it ends. */
static size_t read_array(wh_env *env, wh_str s, size_t at, wh_buf *words)
{
    while (at < s.n && s.p[at] != ']') {
        int64_t distance = 0;
        if (s.p[at] == '(') {
            wh_put(words, wh_pdf_literal(env, s, at + 1, &at));
        } else if (s.p[at] == '-') {
            while (++at < s.n && wh_is_digit(s.p[at]) && distance < 100000)
                distance = distance * 10 + (s.p[at] - '0');
            if (distance >= WORD_GAP) wh_put_byte(words, ' ');
            continue;
        }
        at++;
    }
    return at;
}

/* Between BT and ET: each string or array, and a line end where the place of writing is moved. */
static void read_shown(wh_env *env, wh_str s, wh_buf *out)
{
    for (size_t at = wh_find(s, WH_LIT("BT"), 0); at < s.n && out->n < WH_MAX_PDF_TEXT; at++) {
        wh_buf words;
        wh_buf_init(&words, env->arena);
        if (s.p[at] == '(') wh_put(&words, wh_pdf_literal(env, s, at + 1, &at));
        else if (s.p[at] == '[') at = read_array(env, s, at + 1, &words);
        else if (s.p[at] == 'T' && at + 1 < s.n &&
                 (s.p[at + 1] == 'd' || s.p[at + 1] == 'D' || s.p[at + 1] == '*' || s.p[at + 1] == 'm'))
            wh_put_byte(out, '\n');
        if (!is_words(wh_buf_str(&words))) continue;
        put_latin(out, wh_buf_str(&words));
        wh_put_byte(out, ' ');
    }
}

wh_str wh_pdf_text(wh_env *env, wh_str data, size_t *budget)
{
    static const wh_str begins = WH_LIT_INIT("stream");
    wh_buf out;
    unsigned left = WH_MAX_PDF_STREAMS;
    wh_buf_init(&out, env->arena);
    for (size_t at = wh_find(data, begins, 0); at != WH_NONE_AT && left && out.n < WH_MAX_PDF_TEXT;
         at = wh_find(data, begins, at)) {
        wh_str before = wh_sub(data, at > DICTIONARY ? at - DICTIONARY : 0, at);
        for (size_t object; (object = wh_find(before, WH_LIT(" obj"), 0)) != WH_NONE_AT;)
            before = wh_from(before, object + 4);
        at += begins.n;
        while (at < data.n && (data.p[at] == '\r' || data.p[at] == '\n')) at++;
        bool other = wh_find(before, WH_LIT("/Type"), 0) != WH_NONE_AT ||
                     wh_find(before, WH_LIT("/Subtype"), 0) != WH_NONE_AT ||
                     wh_find(before, WH_LIT("/Length1"), 0) != WH_NONE_AT ||
                     wh_find(before, WH_LIT("/Predictor"), 0) != WH_NONE_AT;
        bool packed = wh_find(before, WH_LIT("/FlateDecode"), 0) != WH_NONE_AT,
             filtered = wh_find(before, WH_LIT("/Filter"), 0) != WH_NONE_AT;
        if (other || (filtered && !packed) || at + 2 >= data.n || (packed && *budget < WH_MAX_PDF_STREAM))
            continue;
        size_t end = wh_find(data, WH_LIT("endstream"), at),
               used = end == WH_NONE_AT ? data.n - at : end - at;
        left--;
        if (packed) *budget -= WH_MAX_PDF_STREAM;
        read_shown(env,
                   packed ? wh_inflate(env, wh_sub(data, at + 2, at + used), WH_MAX_PDF_STREAM, NULL)
                          : wh_sub(data, at, at + used),
                   &out);
        at += used;
        if (end != WH_NONE_AT) at += 9; /* "endstream" */
    }
    return wh_buf_str(&out);
}
