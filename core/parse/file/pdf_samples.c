/* What a PDF does to samples before they are kept (ISO 32000-1 7.4): ASCII85 (7.4.3), deflate (7.4.4), and
 * the predictors of TIFF and PNG (7.4.4.4). */
#include "base/limits.h"
#include "parse/file/pdf.h"

wh_str wh_pdf_ascii85(wh_env *env, wh_str in, size_t most)
{
    wh_buf buf;
    uint32_t value = 0;
    unsigned digits = 0;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < in.n && buf.n < most; i++) {
        char c = in.p[i];
        if (wh_is_space(c)) continue;
        if (c == 'z' && digits == 0) {
            wh_put(&buf, (wh_str){"\0\0\0\0", 4});
            continue;
        }
        if (c < '!' || c > 'u') break; /* "~>" */
        value = value * 85 + (uint32_t)(c - '!');
        if (++digits < 5) continue;
        for (unsigned k = 4; k-- > 0;) wh_put_byte(&buf, (char)(unsigned char)(value >> 8 * k & 0xFF));
        value = digits = 0;
    }
    for (unsigned k = digits; digits > 1 && k < 5; k++) value = value * 85 + 84;
    for (unsigned k = 0; digits > 1 && k + 1 < digits; k++)
        wh_put_byte(&buf, (char)(unsigned char)(value >> (24 - 8 * k) & 0xFF));
    return wh_buf_str(&buf);
}

static int absolute(int n) { return n < 0 ? -n : n; }

/* PNG (third edition) 9.4: the one of left, above and above left that is nearest to their sum. */
static int paeth(int left, int above, int corner)
{
    int sum = left + above - corner;
    int a = absolute(sum - left), b = absolute(sum - above), c = absolute(sum - corner);
    return a <= b && a <= c ? left : b <= c ? above : corner;
}

static int predicted(unsigned filter, int left, int above, int corner)
{
    switch (filter) {
    case 1: return left;
    case 2: return above;
    case 3: return (left + above) / 2;
    case 4: return paeth(left, above, corner);
    default: return 0;
    }
}

/* step: bytes of a sample. Each row of PNG's has the number of its filter before it, which is left out. */
static void undo(unsigned char *bytes, size_t row, uint32_t height, size_t step, bool png)
{
    size_t from = 0;
    for (uint32_t y = 0; y < height; y++) {
        unsigned filter = png ? bytes[from++] : 1;
        unsigned char *line = bytes + row * y, *above = y ? line - row : NULL;
        for (size_t x = 0; x < row; x++) {
            int left = x >= step ? line[x - step] : 0, up = above ? above[x] : 0;
            int corner = above && x >= step ? above[x - step] : 0;
            line[x] = (unsigned char)((bytes[from + x] + predicted(filter, left, up, corner)) & 0xFF);
        }
        from += row;
    }
}

wh_str wh_pdf_samples(wh_env *env, wh_str stream, const wh_pdf_image *image)
{
    size_t row = image->row, whole = (row + (image->predictor >= 10)) * image->height;
    if (!image->deflated) return wh_sub(stream, 0, whole);
    char *out = stream.n > 2 ? wh_alloc(env->arena, whole) : NULL;
    if (!out) return WH_ABSENT;
    wh_str samples = wh_inflate_to(out, whole, wh_from(stream, 2), NULL); /* behind RFC 1950's two bytes */
    if (samples.n < whole || samples.p != out) return samples;
    if (image->predictor > 1)
        undo((unsigned char *)out, row, image->height, image->step, image->predictor >= 10);
    return wh_sub(samples, 0, row * image->height);
}
