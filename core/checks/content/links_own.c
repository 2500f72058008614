/* The reader's own address inside of a link: the page behind it greets the victim by name. */
#include "checks/content/links.h"
#include "base/limits.h"
#include "parse/base64.h"
#include "parse/uri/unwrap.h"

static bool holds(wh_env *env, wh_str text, wh_str address, bool base64)
{
    wh_buf buf;
    if (!base64) return wh_find_nocase(text, address, 0) != WH_NONE_AT;
    wh_base64 state = {0, 0};
    char byte;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < text.n; i++)
        if (wh_base64_step(&state, text.p[i] == '-' ? '+' : text.p[i] == '_' ? '/' : text.p[i], &byte))
            wh_put_byte(&buf, byte);
    return wh_find_nocase(wh_buf_str(&buf), address, 0) != WH_NONE_AT;
}

static wh_str in_hexadecimal(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put_hex(&buf, s);
    return wh_buf_str(&buf);
}

/* Any piece of the address: as it is, percent-encoded, in hexadecimal, or in base64. */
static bool carries(wh_env *env, wh_str href, wh_str address)
{
    size_t at = wh_rfind_byte(address, '@');
    if (at == WH_NONE_AT || address.n < 6) return false;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, wh_sub(address, 0, at));
    wh_put(&buf, WH_LIT("%40"));
    wh_put(&buf, wh_from(address, at + 1));
    if (holds(env, href, address, false) || holds(env, href, wh_buf_str(&buf), false)) return true;
    if (holds(env, href, in_hexadecimal(env, address), false)) return true;
    for (size_t start = 0; start < href.n;) {
        size_t end = start;
        while (end < href.n && wh_find_byte(WH_LIT("/?&=#;:%"), href.p[end], 0) == WH_NONE_AT) end++;
        wh_str piece = wh_sub(href, start, end);
        if (piece.n >= address.n * 4 / 3 && piece.n <= 400 && holds(env, piece, address, true)) return true;
        start = end + 1;
    }
    return false;
}

/* After the "#" no server, not even the sender's own, gets to see it: only the page itself reads it. */
static bool hidden_from_server(wh_env *env, const wh_link *link, wh_str address)
{
    return link->uri.fragment.n && carries(env, link->uri.fragment, address);
}

static bool hidden_from_server_for_any(wh_env *env, const wh_link *link, const wh_persons *readers)
{
    for (uint32_t i = 0; i < readers->n; i++)
        if (hidden_from_server(env, link, readers->at[i].mailbox.address)) return true;
    return false;
}

/* A filter that rewrites links notes for whom it did. */
static wh_str sought_in(const wh_link *link)
{
    bool gateway = link->targets.n && link->targets.at[0].via->kind == WH_WRAPPER_GATEWAY;
    return gateway ? link->targets.at[0].href : link->anchor.href;
}

static void check_address(wh_case *c, const wh_link *link, const wh_persons *readers)
{
    for (uint32_t i = 0; i < readers->n; i++) {
        wh_str address = readers->at[i].mailbox.address;
        if (wh_absent(address) || !carries(c->env, sought_in(link), address)) continue;
        wh_finding *f = wh_finding_of_link(c, WH_F_LINK_OWN_ADDRESS, link);
        if (f && hidden_from_server(c->env, link, address)) f->severity = WH_MEDIUM;
        return;
    }
}

void wh_check_link_address(wh_case *c)
{
    const wh_persons *readers = c->facts->who.to.n ? &c->facts->who.to : &c->facts->who.delivered_to;
    uint64_t left = WH_MAX_OWN_SOUGHT;
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        wh_str host = wh_link_end(link)->host;
        if (link->anchor.kind == WH_LINK_IMAGE || !wh_is_web_uri(&link->uri) || !link->uri.ok) continue;
        bool counter = wh_is_senders_host(c, host) ||
                       wh_is_click_service(host); /* these note who clicked, in their own way */
        if (c->facts->contents.at[link->content].file)
            counter = false; /* nobody counts clicks in a file made for one reader */
        uint64_t cost = (uint64_t)sought_in(link).n * readers->n;
        if (cost > left) {
            wh_note_cut(c->env, WH_CUT_LINKS, link->anchor.at);
            return;
        }
        left -= cost;
        if (!counter || hidden_from_server_for_any(c->env, link, readers)) check_address(c, link, readers);
    }
}
