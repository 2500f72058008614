/* Pictures in a PDF, ISO 32000-1 8.9.5, for whoever looks for codes in them: JPEG (7.4.8) as it stands;
 * samples of one or eight bits, plain or deflated and without a predictor, as PGM. Others are left out. */
#include "base/limits.h"
#include "parse/file/pdf.h"

#define DICTIONARY 400u
#define SMALLEST 21u /* dots: no code has fewer */

/* The number after a key of the dictionary, 0: none. */
static uint32_t number_of(wh_str dictionary, wh_str key)
{
    uint32_t value = 0;
    size_t at = wh_find(dictionary, key, 0);
    if (at == WH_NONE_AT) return 0;
    for (at += key.n; at < dictionary.n && wh_is_space(dictionary.p[at]);) at++;
    while (at < dictionary.n && wh_is_digit(dictionary.p[at]) && value < 1000000)
        value = value * 10 + (uint32_t)(dictionary.p[at++] - '0');
    return value;
}

static bool has(wh_str dictionary, wh_str key) { return wh_find(dictionary, key, 0) != WH_NONE_AT; }

/* One sample, as grey: rows are filled up to whole bytes (8.9.5.2); for colours, their mean. */
static unsigned char grey_at(wh_str samples, uint32_t x, uint32_t y, uint32_t width, unsigned bits,
                             unsigned colours)
{
    size_t row = bits == 1 ? (width + 7) / 8 : (size_t)width * colours;
    if (bits == 1) {
        unsigned char byte = (unsigned char)samples.p[row * y + x / 8];
        return byte >> (7 - x % 8) & 1 ? 255 : 0;
    }
    unsigned sum = 0;
    for (unsigned i = 0; i < colours; i++) sum += (unsigned char)samples.p[row * y + (size_t)x * colours + i];
    return (unsigned char)(sum / colours);
}

static wh_str as_pgm(wh_env *env, wh_str samples, uint32_t width, uint32_t height, unsigned bits,
                     unsigned colours)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, WH_LIT("P5\n"));
    wh_put_int(&buf, width);
    wh_put_byte(&buf, ' ');
    wh_put_int(&buf, height);
    wh_put(&buf, WH_LIT("\n255\n"));
    for (uint32_t y = 0; y < height && !buf.failed; y++)
        for (uint32_t x = 0; x < width; x++)
            wh_put_byte(&buf, (char)grey_at(samples, x, y, width, bits, colours));
    return wh_buf_str(&buf);
}

static wh_str samples_of(wh_env *env, wh_str dictionary, wh_str stream, size_t *budget)
{
    uint32_t width = number_of(dictionary, WH_LIT("/Width")),
             height = number_of(dictionary, WH_LIT("/Height"));
    unsigned bits = number_of(dictionary, WH_LIT("/BitsPerComponent"));
    unsigned colours = has(dictionary, WH_LIT("RGB")) ? 3 : 1;
    bool packed = has(dictionary, WH_LIT("/FlateDecode")),
         other = has(dictionary, WH_LIT("/Filter")) && !packed;
    if (has(dictionary, WH_LIT("/ImageMask"))) bits = 1;
    if (other || has(dictionary, WH_LIT("/Predictor")) || has(dictionary, WH_LIT("CMYK")) ||
        (bits != 1 && bits != 8))
        return WH_ABSENT;
    if (width < SMALLEST || height < SMALLEST) return WH_ABSENT;
    uint64_t row = bits == 1 ? (width + 7) / 8 : (uint64_t)width * colours, all = row * height;
    size_t bytes = (size_t)(all < SIZE_MAX ? all : SIZE_MAX);
    if (all > WH_MAX_PICTURE_PACKED || bytes + WH_INFLATE_COST > *budget) return WH_LIT(""); /* left out */
    *budget -= bytes + WH_INFLATE_COST;
    wh_str samples =
        packed ? wh_inflate(env, wh_from(stream, 2), bytes, NULL) : stream; /* after RFC 1950's two bytes */
    return samples.n < bytes ? WH_ABSENT : as_pgm(env, samples, width, height, bits, bits == 1 ? 1 : colours);
}

void wh_pdf_pictures(wh_env *env, wh_str data, size_t *budget, wh_strs *out)
{
    static const wh_str begins = WH_LIT_INIT("stream"), ends = WH_LIT_INIT("endstream");
    for (size_t at = wh_find(data, begins, 0); at != WH_NONE_AT && out->n < WH_MAX_PICTURES;
         at = wh_find(data, begins, at)) {
        wh_str dictionary = wh_sub(data, at > DICTIONARY ? at - DICTIONARY : 0, at);
        for (size_t object; (object = wh_find(dictionary, WH_LIT(" obj"), 0)) != WH_NONE_AT;)
            dictionary = wh_from(dictionary, object + 4);
        at += begins.n;
        while (at < data.n && (data.p[at] == '\r' || data.p[at] == '\n')) at++;
        size_t end = wh_find(data, ends, at);
        if (end == WH_NONE_AT) return;
        wh_str stream = wh_sub(data, at, end);
        at = end + ends.n;
        if (!has(dictionary, WH_LIT("/Image"))) continue;
        bool jpeg = wh_starts_nocase(stream, WH_LIT("\xFF\xD8\xFF"));
        wh_str picture = jpeg ? stream : samples_of(env, dictionary, stream, budget);
        wh_str *one = wh_absent(picture) ? NULL : wh_push(env->arena, out);
        if (one) *one = picture;
    }
}
