/* words.c, charset/; the first byte chooses a label for the bytes as a whole. */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    static const char *const labels[] = {
        "utf-8",   "utf-7", "iso-2022-jp", "iso-2022-kr", "hz",     "shift_jis", "euc-jp",
        "gb18030", "big5",  "euc-kr",      "utf-16",      "koi8-r", "?"};
    wh_env alone = {.arena = env->arena};
    PROMISE(wh_is_utf8(wh_decode_header(env, input)));
    PROMISE(wh_is_utf8(wh_decode_words(&alone, input)));
    if (input.n == 0) return;
    const char *label = labels[(unsigned char)input.p[0] % (sizeof labels / sizeof *labels)];
    size_t n = 0;
    while (label[n]) n++;
    PROMISE(wh_is_utf8(wh_decode_charset(env, (wh_str){label, n}, wh_from(input, 1))));
}
