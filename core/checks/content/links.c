/* Links: where they really lead, against what the reader is shown. */
#include "checks/common.h"
#include "checks/lookalike/lookalike.h"
#include "evidence/known.h"

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_link *link)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "text", wh_sub(link->anchor.text, 0, 200));
    wh_finding_text(c, f, "host", link->uri.host);
    wh_finding_span(c, f, link->span);
    return f;
}

/* The host that a link's text shows, when the text is itself an address: "https://a.example/x", "www.a.example". */
static wh_str host_shown(wh_case *c, wh_str text)
{
    wh_anchors shown = {0};
    wh_uri uri = {0};
    wh_name name = {0};
    text = wh_trim(text);
    if (text.n > 2000) return WH_ABSENT;
    wh_parse_plain(c->env, text, &shown);
    if (shown.n == 0 && wh_find_byte(text, ' ', 0) == WH_NONE_AT && wh_find_byte(text, '@', 0) == WH_NONE_AT) {
        size_t end = wh_find_byte(text, '/', 0);
        wh_str host = wh_sub(text, 0, end == WH_NONE_AT ? text.n : end);
        if (wh_find_byte(host, '.', 0) == WH_NONE_AT || !wh_is_ascii(host)) return WH_ABSENT;
        wh_parse_name(c->env, host, &name);
        return name.registrable.n && name.known_suffix ? host : WH_ABSENT;
    }
    /* The address must be the text, not stand in the middle of a sentence. */
    if (shown.n != 1 || shown.at[0].href.n + 12 < text.n) return WH_ABSENT;
    wh_parse_uri(c->env, shown.at[0].href, &uri);
    return uri.ok && uri.ip.family == 0 ? uri.host : WH_ABSENT;
}

static bool is_web(const wh_link *link) { return wh_eq(link->uri.scheme, WH_LIT("http")) || wh_eq(link->uri.scheme, WH_LIT("https")); }

/* A service that counts clicks for those who send through it, or a gateway that rewrites every link. */
static bool is_service(wh_str host)
{
    const wh_provider *provider = wh_provider_of(host);
    if (provider && (provider->kind == WH_PROVIDER_SENDING || provider->kind == WH_PROVIDER_GATEWAY)) return true;
    return (wh_domain_roles(host) & WH_DOMAIN_SENDER) != 0;
}

/* The sender's own host, which may count clicks as well. */
static bool is_senders(const wh_case *c, wh_str host)
{
    const uint32_t sending = 1u << WH_ROLE_FROM | 1u << WH_ROLE_DKIM | 1u << WH_ROLE_RETURN_PATH | 1u << WH_ROLE_RDNS | 1u << WH_ROLE_LIST;
    for (uint32_t i = 0; i < c->facts->domains.n; i++)
        if ((c->facts->domains.at[i].roles & sending) && wh_same_org(c->env, c->facts->domains.at[i].key, host)) return true;
    return false;
}

/* A name that it pays to pretend: a well-known one, or the reader's own. */
static bool is_worth_pretending(wh_case *c, wh_str host)
{
    wh_name name = {0};
    wh_parse_name(c->env, host, &name);
    if (wh_brand_owning(c->brands, &name) != WH_NO_BRAND) return true;
    for (uint32_t i = 0; i < c->facts->domains.n; i++)
        if ((c->facts->domains.at[i].roles & 1u << WH_ROLE_RECIPIENT) && wh_same_org(c->env, c->facts->domains.at[i].key, host)) return true;
    return false;
}

static void check_text(wh_case *c, const wh_link *link)
{
    if (link->anchor.kind != WH_LINK_ANCHOR || !is_web(link) || link->uri.host.n == 0) return;
    wh_str shown = host_shown(c, link->anchor.text);
    if (shown.n == 0 || wh_same_org(c->env, shown, link->uri.host)) return;
    bool tempting = is_worth_pretending(c, shown), own = is_senders(c, link->uri.host);
    bool counted = is_service(link->uri.host) || (own && !tempting);
    wh_finding *f = add(c, counted ? WH_F_LINK_TEXT_COUNTED : WH_F_LINK_TEXT_DIFFERS, link);
    if (f && !counted && (own || !tempting)) f->severity = WH_MEDIUM;
    wh_finding_text(c, f, "shown", shown);
}

static void check_host(wh_case *c, const wh_link *link)
{
    bool acts = link->anchor.kind != WH_LINK_IMAGE;
    if (!acts) return;
    if (wh_eq(link->uri.scheme, WH_LIT("javascript")) || (wh_eq(link->uri.scheme, WH_LIT("data")) && link->anchor.kind == WH_LINK_ANCHOR)) add(c, WH_F_LINK_ACTIVE, link);
    if (!is_web(link)) return;
    if (link->uri.ip.family) add(c, link->uri.odd_ip ? WH_F_LINK_DISGUISED_ADDRESS : WH_F_LINK_ADDRESS, link);
    if (wh_find_byte(link->uri.userinfo, '.', 0) != WH_NONE_AT) wh_finding_text(c, add(c, WH_F_LINK_USERINFO, link), "user", link->uri.userinfo);
    if (link->anchor.kind == WH_LINK_FORM) add(c, WH_F_FORM_IN_MAIL, link);
}

void wh_check_links(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        if (!link->uri.ok) continue;
        check_text(c, link);
        check_host(c, link);
    }
}
