/* Comments that say nothing of the client: about TLS, certificates, logins. */
#include "parse/received/parts.h"

/* "Authenticated sender: x [192.0.2.1]": the server's comment after a name that only looks like a login. */
static bool ends_in_address(wh_str comment)
{
    wh_ip ip;
    wh_str raw;
    uint16_t port;
    size_t open = wh_rfind_byte(comment, '[');
    if (open == WH_NONE_AT || open == 0 || !wh_is_space(comment.p[open - 1])) return false;
    return comment.p[comment.n - 1] == ']' && wh_received_ip(wh_from(comment, open), &ip, &raw, &port);
}

/* TLS, certificates, who logged in: what servers write between the client and "by". */
bool wh_received_starts_aside(wh_str comment)
{
    /* clang-format off */
    static const wh_str starts[] = {
        WH_LIT_INIT("proxying"), WH_LIT_INIT("authenticated"), WH_LIT_INIT("auth"),
        WH_LIT_INIT("using"),    WH_LIT_INIT("version"),       WH_LIT_INIT("cipher"),
        WH_LIT_INIT("TLS"),      WH_LIT_INIT("No client"),     WH_LIT_INIT("not using"),
        WH_LIT_INIT("Client "),  WH_LIT_INIT("envelope"),      WH_LIT_INIT("mailfrom:"),
        WH_LIT_INIT("uid "),     WH_LIT_INIT("SSL"),           WH_LIT_INIT("return-path"),
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (wh_starts_nocase(comment, starts[i])) return true;
    return false;
}

bool wh_received_is_aside(wh_str comment)
{
    return wh_received_starts_aside(comment) && !ends_in_address(comment);
}
