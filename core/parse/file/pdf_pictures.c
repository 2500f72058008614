/* Pictures in a PDF, ISO 32000-1 8.9.5, for whoever looks for codes in them: JPEG (7.4.8) as it stands;
 * samples of up to eight bits, plain or deflated, as PGM. Others are left out. */
#include "base/limits.h"
#include "parse/file/pdf.h"

#define DICTIONARY 400u
#define SMALLEST 21u /* dots: no code has fewer */

/* The number behind a key of the dictionary, 0: none. */
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

/* One sample, as grey: rows are filled up to whole bytes (8.9.5.2); of colours the mean. */
static unsigned grey_at(const wh_pdf_image *image, wh_str samples, uint32_t x, uint32_t y)
{
    size_t row = image->row * y;
    if (image->bits < 8) {
        unsigned each = 8 / image->bits, most = (1u << image->bits) - 1;
        unsigned char byte = (unsigned char)samples.p[row + x / each];
        return (byte >> image->bits * (each - 1 - x % each) & most) * 255 / most;
    }
    unsigned sum = 0;
    for (unsigned i = 0; i < image->colours; i++)
        sum += (unsigned char)samples.p[row + (size_t)x * image->colours + i];
    return sum / image->colours;
}

static wh_str as_pgm(wh_env *env, const wh_pdf_image *image, wh_str samples)
{
    wh_buf buf;
    unsigned most = image->indexed ? 1 : 255; /* of a few colours by their numbers: each as far as can be */
    for (uint32_t y = 0; image->indexed && y < image->height; y++)
        for (uint32_t x = 0; x < image->width; x++)
            if (grey_at(image, samples, x, y) > most) most = grey_at(image, samples, x, y);
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, WH_LIT("P5 "));
    wh_put_int(&buf, image->width);
    wh_put_byte(&buf, ' ');
    wh_put_int(&buf, image->height);
    wh_put(&buf, WH_LIT(" 255\n"));
    for (uint32_t y = 0; y < image->height && !buf.failed; y++)
        for (uint32_t x = 0; x < image->width; x++)
            wh_put_byte(&buf, (char)(unsigned char)(grey_at(image, samples, x, y) * 255 / most));
    return wh_buf_str(&buf);
}

/* False: it is kept in a way that is not read here. */
static bool describe(wh_str dictionary, wh_pdf_image *out)
{
    bool packed = has(dictionary, WH_LIT("/FlateDecode")), ascii = has(dictionary, WH_LIT("/ASCII85Decode"));
    *out = (wh_pdf_image){.width = number_of(dictionary, WH_LIT("/Width")),
                          .height = number_of(dictionary, WH_LIT("/Height")),
                          .bits = number_of(dictionary, WH_LIT("/BitsPerComponent")),
                          .colours = has(dictionary, WH_LIT("RGB")) ? 3 : 1,
                          .predictor = number_of(dictionary, WH_LIT("/Predictor")),
                          .deflated = packed,
                          .indexed = has(dictionary, WH_LIT("/Indexed"))};
    if (out->indexed) out->colours = 1; /* whatever its table is of */
    if (has(dictionary, WH_LIT("/ImageMask"))) out->bits = 1;
    bool other = has(dictionary, WH_LIT("/Filter")) && !packed && !ascii;
    bool whole =
        out->bits == 8 || (out->colours == 1 && (out->bits == 1 || out->bits == 2 || out->bits == 4));
    if (other || has(dictionary, WH_LIT("CMYK")) || !whole || (out->predictor == 2 && out->bits != 8))
        return false;
    out->row = out->bits < 8 ? ((size_t)out->width * out->bits + 7) / 8 : (size_t)out->width * out->colours;
    out->step = out->colours;
    return out->width >= SMALLEST && out->height >= SMALLEST;
}

static wh_str samples_of(wh_env *env, wh_str dictionary, wh_str stream, size_t *budget)
{
    wh_pdf_image image;
    if (!describe(dictionary, &image)) return WH_ABSENT;
    uint64_t all = (uint64_t)(image.row + 1) * image.height;
    if (all > WH_MAX_PICTURE_PACKED || (size_t)all + WH_INFLATE_COST > *budget)
        return WH_LIT(""); /* left out */
    *budget -= (size_t)all + WH_INFLATE_COST;
    wh_str samples = wh_pdf_samples(env, stream, &image);
    return samples.n < image.row * image.height ? WH_ABSENT : as_pgm(env, &image, samples);
}

/* Without what only makes bytes printable, where that stands before a picture's own packing. */
static wh_str printable(wh_env *env, wh_str dictionary, wh_str stream, size_t *budget)
{
    size_t cost = stream.n / 5 * 4 + WH_INFLATE_COST;
    if (!has(dictionary, WH_LIT("/ASCII85Decode"))) return stream;
    if (stream.n > WH_MAX_PICTURE_PACKED || cost > *budget) return WH_ABSENT;
    *budget -= cost;
    return wh_pdf_ascii85(env, stream, WH_MAX_PICTURE_PACKED);
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
        stream = printable(env, dictionary, stream, budget);
        bool jpeg = wh_starts_nocase(stream, WH_LIT("\xFF\xD8\xFF"));
        wh_str picture = jpeg ? stream : samples_of(env, dictionary, stream, budget);
        wh_str *one = wh_absent(picture) ? NULL : wh_push(env->arena, out);
        if (one) *one = picture;
    }
}
