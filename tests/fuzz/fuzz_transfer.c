/* transfer.c; the first byte chooses the encoding. Every decoded byte is led to where it stood. */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    static const wh_str names[] = {{"base64", 6}, {"quoted-printable", 16}, {"uuencode", 8}, {"8bit", 4}};
    if (input.n == 0) return;
    wh_str body = wh_from(input, 1), strict;
    wh_text text;
    wh_decode_transfer(env, names[(unsigned char)input.p[0] % 4], body, &text);
    PROMISE(text.bytes.n <= body.n);
    uint32_t last = 0;
    for (size_t at = 0; at < text.bytes.n; at++) {
        wh_span span = wh_text_span(&text, wh_sub(text.bytes, at, at + 1));
        PROMISE(span.start < span.end && span.end <= body.n && span.start >= last);
        last = span.start;
    }
    (void)wh_decode_base64(env, body, &strict);
}
