/* Links: how they are written, and what they would open. */
#include "checks/content/links.h"
#include "evidence/known.h"
#include "parse/uri/unwrap.h"

static bool among(wh_str scheme, const wh_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq(scheme, list[i])) return true;
    return false;
}

/* Schemes by which a link opens a program of Windows or a folder on another machine. */
static void check_scheme(wh_case *c, const wh_link *link)
{
    static const wh_str code[] = {WH_LIT_INIT("javascript"), WH_LIT_INIT("vbscript"), WH_LIT_INIT("data"),
                                  WH_LIT_INIT("blob")};
    static const wh_str opens[] = {WH_LIT_INIT("search-ms"), WH_LIT_INIT("search"), WH_LIT_INIT("smb"),
                                   WH_LIT_INIT("shell"),     WH_LIT_INIT("mk"),     WH_LIT_INIT("its"),
                                   WH_LIT_INIT("mhtml"),     WH_LIT_INIT("res"),    WH_LIT_INIT("jar"),
                                   WH_LIT_INIT("ldap"),      WH_LIT_INIT("telnet"), WH_LIT_INIT("rdp"),
                                   WH_LIT_INIT("hcp"),       WH_LIT_INIT("ldaps")};
    /* How Office and its sites open documents for their own users. */
    static const wh_str office[] = {WH_LIT_INIT("ms-word"),         WH_LIT_INIT("ms-excel"),
                                    WH_LIT_INIT("ms-powerpoint"),   WH_LIT_INIT("ms-outlook"),
                                    WH_LIT_INIT("ms-visio"),        WH_LIT_INIT("ms-project"),
                                    WH_LIT_INIT("ms-windows-store")};
    wh_str scheme = link->uri.scheme;
    if (among(scheme, code, sizeof code / sizeof *code)) {
        if (!wh_eq(scheme, WH_LIT("data")) || link->anchor.kind == WH_LINK_ANCHOR)
            wh_finding_of_link(c, WH_F_LINK_ACTIVE, link);
        return;
    }
    bool file = wh_eq(scheme, WH_LIT("file"));
    bool handler =
        wh_starts_nocase(scheme, WH_LIT("ms-")) && !among(scheme, office, sizeof office / sizeof *office);
    if (!file && !handler && !among(scheme, opens, sizeof opens / sizeof *opens)) return;
    if (file && link->uri.host.n == 0) return; /* on this machine */
    wh_finding *f = wh_finding_of_link(c, WH_F_LINK_HANDLER, link);
    wh_finding_text(c, f, "scheme", scheme);
    /* A server of the house: colleagues send each other such links. */
    wh_ip_kind kind = wh_ip_kind_of(&link->uri.ip); /* internal, and somebody's */
    bool inner = wh_ip_is_internal(&link->uri.ip) && kind != WH_IP_RESERVED && kind != WH_IP_MULTICAST;
    if (!link->uri.ip.family)
        inner = wh_find_byte(link->uri.host, '.', 0) == WH_NONE_AT || wh_is_private_name(link->uri.host);
    if (f && file && (inner || wh_is_senders_host(c, link->uri.host))) f->severity = WH_INFO;
}

/* Blanks, or letters without end, that push the true host out of sight. */
static bool is_padded(wh_str user)
{
    size_t blanks = 0;
    for (size_t i = 0; i + 2 < user.n; i++)
        if (user.p[i] == '%' && (user.p[i + 1] == '2' || user.p[i + 1] == '0') &&
            (user.p[i + 2] == '0' || user.p[i + 2] == '9'))
            blanks++;
    return blanks >= 4 || user.n > 200;
}

static void check_userinfo(wh_case *c, const wh_link *link, const wh_uri *uri)
{
    wh_str user = uri->userinfo;
    if (wh_absent(user)) return;
    bool padded = is_padded(user);
    if (padded || wh_find_byte(user, '.', 0) != WH_NONE_AT)
        wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_USERINFO, link), "user", wh_sub(user, 0, 200));
    if (padded) wh_finding_of_link(c, WH_F_LINK_USER_PADDED, link);
}

/* A well-known site's address that leads on to somebody else's. */
static void check_redirect(wh_case *c, const wh_link *link)
{
    wh_str host = link->uri.host, end = wh_link_end(link)->host;
    for (uint32_t i = 0; i < link->targets.n; i++) {
        const wh_link_target *target = &link->targets.at[i];
        bool known = target->via->kind == WH_WRAPPER_REDIRECT || target->via->kind == WH_WRAPPER_COPY;
        if (known && !wh_same_owner(c, host, end) && !wh_is_senders_host(c, host) &&
            !wh_is_senders_host(c, end)) {
            wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_REDIRECTED, link), "through", host);
            return;
        }
        host = target->uri.host;
    }
}

/* Of the page read last, whether it asks for a password: it may hold thousands of forms. */
typedef struct page {
    uint32_t content;
    bool read, asks;
} page;

static bool asks_for_password(const wh_case *c, uint32_t content, page *last)
{
    static const wh_str marks[] = {WH_LIT_INIT("type=password"), WH_LIT_INIT("type=\"password"),
                                   WH_LIT_INIT("type='password")};
    wh_str html = c->facts->contents.at[content].utf8;
    if (last->read && last->content == content) return last->asks;
    *last = (page){.content = content, .read = true};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        last->asks |= wh_find_nocase(html, marks[i], 0) != WH_NONE_AT;
    return last->asks;
}

/* What is filled in goes to a company that people know, as with the letters that a service for encrypted mail
 * encloses. */
static bool posts_to_company(const wh_case *c, const wh_link *link)
{
    int32_t domain = wh_link_end_domain(link);
    if (domain < 0 || link->targets.n || wh_link_stranger(c, link, NULL)) return false;
    return wh_is_companys_page(c, link->uri.host, &c->facts->domains.at[domain].name);
}

/* A form that takes a password has no honest place in a mail. */
static void check_form(wh_case *c, const wh_link *link, page *last)
{
    bool password = asks_for_password(c, link->content, last);
    if (!password && posts_to_company(c, link)) return;
    wh_finding_of_link(c, password ? WH_F_FORM_PASSWORD : WH_F_FORM_IN_MAIL, link);
}

/* Leave to read mail and files, or for ever (RFC 6749 3.3): no sender asks for that in a mail, not even for
 * himself. */
static bool wants_mail(wh_str href)
{
    static const wh_str scopes[] = {WH_LIT_INIT("mail."),          WH_LIT_INIT("files."),
                                    WH_LIT_INIT("contacts."),      WH_LIT_INIT("offline_access"),
                                    WH_LIT_INIT("auth/gmail"),     WH_LIT_INIT("auth/drive"),
                                    WH_LIT_INIT("mail.google.com")};
    wh_str scope = wh_from(href, wh_find_nocase(href, WH_LIT("scope="), 0));
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        if (wh_find_nocase(scope, scopes[i], 0) != WH_NONE_AT) return true;
    return false;
}

/* RFC 6749 4.1.1: an authorization request at a provider of accounts. Followed, it asks for permission, on
 * behalf of whoever "client_id" is, to read what the account holds; the page is the provider's own. */
static void check_consent(wh_case *c, const wh_link *link)
{
    static const wh_str places[] = {WH_LIT_INIT("login.microsoftonline.com"),
                                    WH_LIT_INIT("login.microsoft.com"), WH_LIT_INIT("login.live.com"),
                                    WH_LIT_INIT("accounts.google.com")};
    const wh_uri *end = wh_link_end(link);
    bool place = false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) place |= wh_eq_nocase(end->host, places[i]);
    wh_str href = link->anchor.href; /* its redirect_uri may count as a target */
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        place |= wh_find_nocase(wh_sub(href, 0, 60), places[i], 0) != WH_NONE_AT;
    bool asks = wh_find_nocase(href, WH_LIT("/authorize"), 0) != WH_NONE_AT ||
                wh_find_nocase(href, WH_LIT("/oauth2/"), 0) != WH_NONE_AT;
    if (!place || !asks || wh_find_nocase(href, WH_LIT("client_id="), 0) == WH_NONE_AT) return;
    if (wh_find_nocase(href, WH_LIT("scope="), 0) == WH_NONE_AT) return;
    if (wh_is_senders_host(c, end->host) && !wants_mail(href)) return;
    wh_finding_of_link(c, WH_F_LINK_CONSENT, link);
}

static void check_host(wh_case *c, const wh_link *link, page *last)
{
    /* A picture in a folder that others share is fetched by the reader's machine, which logs in there. */
    if (link->anchor.kind != WH_LINK_IMAGE || wh_eq(link->uri.scheme, WH_LIT("file"))) check_scheme(c, link);
    if (link->anchor.kind == WH_LINK_IMAGE) return;
    if (!wh_is_web_uri(&link->uri)) return;
    const wh_uri *end = wh_link_end(link);
    if (end->ip.family)
        wh_finding_of_link(c, end->odd_ip ? WH_F_LINK_DISGUISED_ADDRESS : WH_F_LINK_ADDRESS, link);
    check_userinfo(c, link, &link->uri);
    for (uint32_t i = 0; i < link->targets.n; i++) check_userinfo(c, link, &link->targets.at[i].uri);
    if (link->uri.odd_slashes && link->anchor.kind == WH_LINK_ANCHOR) {
        wh_finding *f = wh_finding_of_link(c, WH_F_LINK_ODD_SLASHES, link);
        if (f && wh_find_byte(wh_sub(link->anchor.href, 0, 12), '\\', 0) == WH_NONE_AT)
            f->severity = WH_LOW; /* a slip of the pen */
    }
    if (link->anchor.by_base && !wh_is_senders_host(c, link->uri.host))
        wh_finding_of_link(c, WH_F_LINK_BASE, link);
    if (link->anchor.kind == WH_LINK_FORM) check_form(c, link, last);
    check_consent(c, link);
    check_redirect(c, link);
}

void wh_check_links(wh_case *c)
{
    page last = {0};
    wh_check_link_texts(c);
    for (uint32_t i = 0; i < c->facts->links.n; i++)
        if (c->facts->links.at[i].uri.ok) check_host(c, &c->facts->links.at[i], &last);
    wh_check_codes(c);
    wh_check_link_address(c);
    wh_check_link_paths(c);
    wh_check_link_places(c);
}
