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

/* "ASP.NET", "Booking.com": a name that a product or a company goes by, unless it is the site of a well-known
 * brand itself. */
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

/* Full-width letters and the dots of Japanese and Chinese, U+FF01 to U+FF5E, U+3002 and U+FF61, as a browser
 * reads them in a name (UTS 46). */
static wh_str narrowed(wh_case *c, wh_str text)
{
    wh_buf buf;
    if (wh_find_byte(text, '\xEF', 0) == WH_NONE_AT && wh_find(text, WH_LIT("\xE3\x80\x82"), 0) == WH_NONE_AT)
        return text;
    wh_buf_init(&buf, c->env->arena);
    for (size_t at = 0; at < text.n;) {
        uint32_t rune = wh_next_rune(text, &at, NULL);
        if (rune >= 0xFF01 && rune <= 0xFF5E) rune -= 0xFF01 - '!';
        wh_put_rune(&buf, rune == 0x3002 || rune == 0xFF61 ? '.' : rune);
    }
    return wh_buf_str(&buf);
}

/* The host that a text shows, when the text is itself an address: "https://a.example/x", "www.a.example",
 * "a.example". */
static wh_str host_shown(wh_case *c, wh_str text)
{
    wh_anchors shown = {0};
    wh_uri uri = {0};
    text = wh_trim(text);
    if (text.n > WH_MAX_LINK_TEXT) return WH_ABSENT;
    text = narrowed(c, text);
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

/* Sites that phishers imitate for a login or a payment; a newsletter names its pages on social networks and
 * in shops as well. */
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

/* What the text shows is a stop on the way: a site's own redirector, which may lead anywhere. Where a
 * stranger comes first, we have only his word that there is such a stop. */
static bool passes(wh_case *c, const wh_link *link, wh_str shown)
{
    const wh_uri *stranger = wh_link_stranger(c, link, NULL);
    for (uint32_t i = 0; i < link->targets.n; i++) {
        const wh_uri *place = i ? &link->targets.at[i - 1].uri : &link->uri;
        if (wh_same_owner(c, place->host, shown)) return true;
        if (place == stranger) return false;
    }
    return false;
}

/* The address in a sentence, where it belongs to a site that is imitated for a login or a payment. */
static wh_str host_in_sentence(wh_case *c, const wh_link *link, wh_str text)
{
    wh_anchors shown = {0};
    wh_uri uri = {0};
    if (text.n > WH_MAX_LINK_TEXT || wh_is_senders_host(c, wh_link_end(link)->host)) return WH_ABSENT;
    wh_parse_plain(c->env, text, &shown);
    if (shown.n != 1) return WH_ABSENT;
    wh_parse_uri(c->env, shown.at[0].href, &uri);
    uint32_t brand = uri.ok && uri.ip.family == 0 ? brand_of(c, uri.host) : WH_NO_BRAND;
    return brand != WH_NO_BRAND && is_sensitive(c, brand) ? uri.host : WH_ABSENT;
}

static wh_finding *report(wh_case *c, const wh_link *link, wh_str shown, wh_str host)
{
    uint32_t brand = brand_of(c, shown);
    bool tempting = brand != WH_NO_BRAND || is_readers(c, shown), own = wh_is_senders_host(c, host);
    if (passes(c, link, shown)) {
        wh_finding *f = wh_finding_of_link_at(c, WH_F_LINK_TEXT_DIFFERS, link, host);
        if (f) f->severity = WH_LOW;
        return f;
    }
    if (wh_is_click_service(host) || (own && !tempting))
        return wh_finding_of_link_at(c, WH_F_LINK_TEXT_COUNTED, link, host);
    bool pretends = tempting && (!own || (brand != WH_NO_BRAND && is_sensitive(c, brand)));
    return wh_finding_of_link_at(c, pretends ? WH_F_LINK_TEXT_BRAND : WH_F_LINK_TEXT_DIFFERS, link, host);
}

/* Where the link leads: to its end, unless only a stranger's word says that the end is what is shown, or
 * nobody's. */
static const wh_uri *end_against(wh_case *c, const wh_link *link, wh_str shown)
{
    const wh_uri *end = wh_link_end(link), *stranger = wh_link_stranger(c, link, NULL);
    bool good = wh_same_owner(c, shown, end->host) || wh_is_click_service(end->host) ||
                wh_is_senders_host(c, end->host);
    return stranger && good ? stranger : end;
}

static void check_one(wh_case *c, const wh_link *link, wh_str text, wh_str shown, bool broken)
{
    wh_name name = {0};
    if (shown.n == 0) shown = host_in_sentence(c, link, text);
    if (shown.n == 0) return;
    const wh_uri *end = end_against(c, link, shown);
    if (wh_same_owner(c, shown, end->host)) return;
    wh_parse_name(c->env, end->host, &name);
    if (!end->ip.family && wh_absent(name.registrable))
        return; /* "example.com&x": a slip of the pen that leads nowhere */
    if (passes(c, link, shown) && wh_find_nocase(text, end->host, 0) != WH_NONE_AT)
        return; /* the whole way is shown */
    wh_finding_text(c, report(c, link, shown, end->host), "shown", shown);
    if (broken) wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_TEXT_BROKEN, link), "shown", shown);
}

/* The domain of one recipient, "local@domain" or "local%40domain". */
static wh_str domain_of(wh_str address)
{
    size_t sign = wh_rfind_byte(address, '@'), coded = wh_find_nocase(address, WH_LIT("%40"), 0);
    if (sign != WH_NONE_AT) return wh_trim(wh_from(address, sign + 1));
    return coded != WH_NONE_AT ? wh_trim(wh_from(address, coded + 3)) : WH_ABSENT;
}

/* The first of several recipients, by commas, that is at another house than the one shown; absent: there is
 * none. */
static wh_str stranger_among(wh_case *c, wh_str recipients, wh_str shown)
{
    for (size_t at = 0; at < recipients.n;) {
        size_t comma = wh_find_byte(recipients, ',', at), end = comma == WH_NONE_AT ? recipients.n : comma;
        wh_str one = wh_sub(recipients, at, end < at + WH_MAX_MAILBOX ? end : at + WH_MAX_MAILBOX);
        wh_str domain = domain_of(one);
        if (domain.n && !wh_same_owner(c, shown, domain)) return one;
        at = end + 1;
    }
    return WH_ABSENT;
}

/* RFC 6068 2: recipients stand in the path, and in the fields "to", "cc" and "bcc" as well. */
static wh_str mailto_stranger(wh_case *c, const wh_uri *uri, wh_str shown)
{
    wh_str found = stranger_among(c, uri->path, shown), query = uri->query;
    for (size_t at = 0; at < query.n && wh_absent(found);) {
        size_t and = wh_find_byte(query, '&', at), end = and == WH_NONE_AT ? query.n : and;
        wh_str field = wh_sub(query, at, end);
        size_t equals = wh_find_byte(field, '=', 0);
        wh_str name = wh_sub(field, 0, equals == WH_NONE_AT ? 0 : equals);
        bool recipient = wh_eq_nocase(name, WH_LIT("to")) || wh_eq_nocase(name, WH_LIT("cc")) ||
                         wh_eq_nocase(name, WH_LIT("bcc"));
        if (recipient) found = stranger_among(c, wh_from(field, equals + 1), shown);
        at = end + 1;
    }
    return found;
}

/* The domain of the one address of e-mail that a text holds. */
static wh_str mailbox_shown(wh_case *c, wh_str text)
{
    size_t at = wh_find_byte(text, '@', 0), end = at;
    if (at == WH_NONE_AT || text.n > WH_MAX_MAILBOX || wh_find_byte(text, '@', at + 1) != WH_NONE_AT)
        return WH_ABSENT;
    for (end++; end < text.n && wh_is_hostname_char(text.p[end]);) end++;
    wh_str shown = wh_trim_bytes(wh_sub(text, at + 1, end), WH_LIT("._-"));
    return is_host_name(c, shown) ? shown : WH_ABSENT;
}

/* A text that shows an address of e-mail, and a link that writes to another one elsewhere. */
static void check_mailto(wh_case *c, const wh_link *link)
{
    wh_str text = wh_trim(link->anchor.text), shown = mailbox_shown(c, text);
    wh_str stranger = shown.n ? mailto_stranger(c, &link->uri, shown) : WH_ABSENT;
    if (wh_absent(stranger)) return;
    wh_finding *f = wh_finding_add(c, WH_F_LINK_MAILTO_DIFFERS);
    wh_finding_text(c, f, "shown", text);
    wh_finding_text(c, f, "address", stranger);
    wh_finding_span(c, f, link->span);
}

static bool leads_somewhere(const wh_link *link)
{
    return link->anchor.kind == WH_LINK_ANCHOR && link->uri.ok && wh_is_web_uri(&link->uri) &&
           link->uri.host.n;
}

/* Links whose texts are so close that they read as one, and each by itself: no neighbour can hide any of
 * them. */
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
