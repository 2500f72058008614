/* uri.c, idna.c, punycode.c, suffix.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_uri uri;
    wh_name name;
    wh_str text;
    wh_parse_uri(env, input, &uri);
    wh_parse_name(env, input, &name);
    PROMISE(inside(name.suffix, name.ascii) && inside(name.registrable, name.ascii));
    PROMISE(wh_is_ascii(name.ascii));
    if (wh_punycode_decode(env, input, &text)) PROMISE(wh_is_utf8(text));
    if (wh_punycode_encode(env, input, &text)) PROMISE(wh_is_ascii(text));
}
