/* What a link shows, against where it leads. */
#include "checks/content/links.h"
#include "base/limits.h"
#include "checks/lookalike/lookalike.h"
#include "parse/uri/unwrap.h"

/* ---- what is shown ---- */

static bool is_host_name(wh_case *c, wh_str host)
{
    wh_name name = {0};
    if (wh_find_byte(host, '.', 0) == WH_NONE_AT || !wh_is_ascii(host)) return false;
    wh_parse_name(c->env, host, &name);
    return name.registrable.n && name.known_suffix;
}

/* "ASP.NET", "Booking.com": a name that a product or a company goes by, unless it is a well-known brand's
 * very site. */
static bool is_product_name(wh_case *c, wh_str host)
{
    bool capital = false;
    for (size_t i = 0; i < host.n; i++) capital = capital || wh_is_upper(host.p[i]);
    if (!capital) return false;
    wh_name name = {0};
    wh_parse_name(c->env, wh_copy_lower(c->env->arena, host), &name);
    uint32_t brand = wh_brand_owning(c->brands, &name);
    return brand == WH_NO_BRAND || !wh_eq(wh_brand_official(c->brands, brand), name.registrable);
}

/* "www_example_com": letters that look like dots at a glance. */
static wh_str with_dots(wh_case *c, wh_str host)
{
    wh_buf buf;
    if (wh_find_byte(host, '.', 0) != WH_NONE_AT || wh_find_byte(host, '_', 0) == WH_NONE_AT) return host;
    wh_buf_init(&buf, c->env->arena);
    for (size_t i = 0; i < host.n; i++) wh_put_byte(&buf, host.p[i] == '_' ? '.' : host.p[i]);
    wh_str dotted = wh_buf_str(&buf);
    return is_host_name(c, dotted) ? dotted : host;
}

/* The host that a text shows, when the text is itself an address: "https://a.example/x", "www.a.example",
 * "a.example". */
static wh_str host_shown(wh_case *c, wh_str text)
{
    wh_anchors shown = {0};
    wh_uri uri = {0};
    text = wh_trim(text);
    if (text.n > WH_MAX_LINK_TEXT) return WH_ABSENT;
    wh_parse_plain(c->env, text, &shown);
    if (shown.n == 0 && wh_find_byte(text, ' ', 0) == WH_NONE_AT &&
        wh_find_byte(text, '@', 0) == WH_NONE_AT) {
        size_t end = wh_find_byte(text, '/', 0);
        wh_str host = wh_sub(text, 0, end);
        if (!is_host_name(c, host) || (end == WH_NONE_AT && is_product_name(c, host))) return WH_ABSENT;
        return host;
    }
    /* The address must be the text, not stand in the middle of a sentence. */
    if (shown.n != 1 || shown.at[0].href.n + 12 < text.n) return WH_ABSENT;
    wh_parse_uri(c->env, shown.at[0].href, &uri);
    return uri.ok && uri.ip.family == 0 ? with_dots(c, uri.host) : WH_ABSENT;
}

/* The text of links that stand so close that they read as one, from `first` on; *last is the last of them. */
static wh_str text_of_run(wh_case *c, uint32_t first, uint32_t *last)
{
    const wh_link *links = c->facts->links.at;
    uint32_t n = c->facts->links.n, end = first, at = first;
    size_t length = links[first].anchor.text.n;
    *last = first;
    while (++at < n && length < WH_MAX_LINK_TEXT) {
        if (links[at].anchor.kind != WH_LINK_ANCHOR) continue; /* an image inside */
        if (!links[at].anchor.joined || links[at].content != links[first].content) break;
        length += links[at].anchor.text.n;
        end = at;
    }
    if (end == first) return links[first].anchor.text;
    wh_buf buf;
    wh_buf_init(&buf, c->env->arena);
    for (at = first; at <= end; at++)
        if (links[at].anchor.kind == WH_LINK_ANCHOR) wh_put(&buf, links[at].anchor.text);
    *last = end;
    return wh_buf_str(&buf);
}

/* ---- against where it leads ---- */

/* What phishers imitate to be let in or paid; a newsletter names its pages at social networks and shops,
 * too. */
static bool is_sensitive(const wh_case *c, uint32_t brand)
{
    static const wh_str categories[] = {
        WH_LIT_INIT("bank"),    WH_LIT_INIT("card"),   WH_LIT_INIT("pay"),    WH_LIT_INIT("securities"),
        WH_LIT_INIT("crypto"),  WH_LIT_INIT("gov"),    WH_LIT_INIT("parcel"), WH_LIT_INIT("insurance"),
        WH_LIT_INIT("carrier"), WH_LIT_INIT("utility")};
    wh_str category = wh_brand_category(c->brands, brand);
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (wh_starts_nocase(category, categories[i])) return true;
    return wh_brand_is_own(c->brands, brand);
}

static uint32_t brand_of(wh_case *c, wh_str host)
{
    wh_name name = {0};
    wh_parse_name(c->env, host, &name);
    return wh_brand_owning(c->brands, &name);
}

static bool is_readers(wh_case *c, wh_str host)
{
    for (uint32_t i = 0; i < c->facts->domains.n; i++)
        if ((c->facts->domains.at[i].roles & 1u << WH_ROLE_RECIPIENT) &&
            wh_same_org(c->env, c->facts->domains.at[i].key, host))
            return true;
    return false;
}

/* A place on the way is what the text shows: a site's own redirector, which may lead anywhere. */
static bool passes(wh_case *c, const wh_link *link, wh_str shown)
{
    if (wh_same_owner(c, link->uri.host, shown)) return true;
    for (uint32_t i = 0; i + 1 < link->targets.n; i++)
        if (wh_same_owner(c, link->targets.at[i].uri.host, shown)) return true;
    return false;
}

static wh_finding *report(wh_case *c, const wh_link *link, wh_str shown)
{
    wh_str host = wh_link_end(link)->host;
    uint32_t brand = brand_of(c, shown);
    bool tempting = brand != WH_NO_BRAND || is_readers(c, shown), own = wh_is_senders_host(c, host);
    if (link->targets.n && passes(c, link, shown)) {
        wh_finding *f = wh_finding_of_link(c, WH_F_LINK_TEXT_DIFFERS, link);
        if (f) f->severity = WH_LOW;
        return f;
    }
    if (wh_is_click_service(host) || (own && !tempting))
        return wh_finding_of_link(c, WH_F_LINK_TEXT_COUNTED, link);
    bool pretends = tempting && (!own || (brand != WH_NO_BRAND && is_sensitive(c, brand)));
    return wh_finding_of_link(c, pretends ? WH_F_LINK_TEXT_BRAND : WH_F_LINK_TEXT_DIFFERS, link);
}

static void check_one(wh_case *c, const wh_link *link, wh_str text, wh_str shown, bool broken)
{
    wh_name name = {0};
    wh_str host = wh_link_end(link)->host;
    if (shown.n == 0 || wh_same_owner(c, shown, host)) return;
    wh_parse_name(c->env, host, &name);
    if (!wh_link_end(link)->ip.family && wh_absent(name.registrable))
        return; /* "example.com&x": a slip of the pen that leads nowhere */
    if (wh_find_nocase(text, host, 0) != WH_NONE_AT) return; /* the whole way is shown */
    wh_finding_text(c, report(c, link, shown), "shown", shown);
    if (broken) wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_TEXT_BROKEN, link), "shown", shown);
}

/* A text that is an address of e-mail, and a link that writes to another one elsewhere. */
static void check_mailto(wh_case *c, const wh_link *link)
{
    wh_str text = wh_trim(link->anchor.text), to = link->uri.path;
    size_t at = wh_find_byte(text, '@', 0), comma = wh_find_byte(to, ',', 0);
    if (at == WH_NONE_AT || wh_find_byte(text, ' ', 0) != WH_NONE_AT || text.n > 320) return;
    to = wh_sub(to, 0, comma);
    size_t sign = wh_rfind_byte(to, '@'), coded = wh_find_nocase(to, WH_LIT("%40"), 0);
    size_t from = sign != WH_NONE_AT ? sign + 1 : coded != WH_NONE_AT ? coded + 3 : to.n;
    wh_str shown = wh_trim_bytes(wh_from(text, at + 1), WH_LIT(".,;:>)")),
           domain = wh_trim(wh_from(to, from));
    if (!is_host_name(c, shown) || domain.n == 0 || wh_same_owner(c, shown, domain)) return;
    wh_finding *f = wh_finding_add(c, WH_F_LINK_MAILTO_DIFFERS);
    wh_finding_text(c, f, "shown", text);
    wh_finding_text(c, f, "address", wh_sub(to, 0, 320));
    wh_finding_span(c, f, link->span);
}

static bool leads_somewhere(const wh_link *link)
{
    return link->anchor.kind == WH_LINK_ANCHOR && link->uri.ok && wh_link_is_web(&link->uri) &&
           link->uri.host.n;
}

/* Links whose texts stand so close that they read as one, and each by itself: what is put beside it hides
 * none of them. */
static void check_run(wh_case *c, uint32_t first, uint32_t *last)
{
    const wh_link *links = c->facts->links.at;
    wh_str text = text_of_run(c, first, last), shown = host_shown(c, text);
    bool own = *last == first || !wh_absent(host_shown(c, links[first].anchor.text));
    check_one(c, &links[first], text, shown, links[first].anchor.broken || !own);
    for (uint32_t i = first; i <= *last && *last > first; i++) {
        wh_str alone = leads_somewhere(&links[i]) ? host_shown(c, links[i].anchor.text) : WH_ABSENT;
        if (i == first && wh_eq(alone, shown)) continue;
        check_one(c, &links[i], links[i].anchor.text, alone, links[i].anchor.broken);
    }
}

void wh_check_link_texts(wh_case *c)
{
    for (uint32_t i = 0, last; i < c->facts->links.n; i = last + 1) {
        const wh_link *link = &c->facts->links.at[i];
        last = i;
        if (link->anchor.kind == WH_LINK_ANCHOR && link->uri.ok && wh_eq(link->uri.scheme, WH_LIT("mailto")))
            check_mailto(c, link);
        if (leads_somewhere(link)) check_run(c, i, &last);
    }
}
