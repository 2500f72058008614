/* ip.c */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_ip ip, again;
    if (!wh_parse_ip(input, &ip)) {
        PROMISE(ip.family == 0);
        return;
    }
    PROMISE(ip.family == 4 || ip.family == 6);
    wh_str text = wh_format_ip(env, &ip); /* canonical text reads as the same address */
    PROMISE(wh_parse_ip(text, &again) && wh_ip_eq(&ip, &again));
    PROMISE(wh_ip_within(&ip, &again, ip.family == 4 ? 32 : 128));
    (void)wh_ip_kind_of(&ip);
}
