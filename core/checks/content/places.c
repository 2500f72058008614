/* What the place at the end of a link says: a web page under the name of a file, a page among the programs of
 * somebody's site, a company's name in the path of a host that is not the company's. */
#include "checks/content/links.h"
#include "checks/lookalike/lookalike.h"
#include "checks/standing.h"
#include "evidence/lists.h"
#include "parse/file/file.h"

#define STEPS 12u /* parts of a path that are looked at */

/* The sender's own house, or a known one: what it writes into its own paths is its own affair. */
static bool is_known_place(wh_case *c, const wh_link *link)
{
    int32_t domain = wh_link_end_domain(link);
    wh_str host = wh_link_end(link)->host;
    if (domain < 0 || wh_is_senders_host(c, host) || wh_is_click_service(host)) return true;
    const wh_name *name = &c->facts->domains.at[domain].name;
    return wh_is_home(c, name) || wh_brand_owning(c->brands, name) != WH_NO_BRAND;
}

static bool is_brands(const wh_case *c, const wh_link *link)
{
    int32_t domain = wh_link_end_domain(link);
    return domain >= 0 && wh_brand_owning(c->brands, &c->facts->domains.at[domain].name) != WH_NO_BRAND;
}

/* ---- "Payment_copy.pdf (128 KB)" that is no file ---- */

/* The text without the size that mail programs show after the name of an attachment: "(128 KB)". */
static wh_str without_size(wh_str text)
{
    static const wh_str units[] = {WH_LIT_INIT("kb"), WH_LIT_INIT("mb"), WH_LIT_INIT("kib"),
                                   WH_LIT_INIT("mib"), WH_LIT_INIT("k")};
    wh_str rest = wh_trim_bytes(text, WH_LIT(" ()[]"));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!wh_ends_nocase(rest, units[i])) continue;
        size_t end = rest.n - units[i].n, digits = 0;
        while (end > 0 && wh_find_byte(WH_LIT(" .,0123456789"), rest.p[end - 1], 0) != WH_NONE_AT) {
            end--;
            digits += wh_is_digit(rest.p[end]);
        }
        if (digits) return wh_trim_bytes(wh_sub(rest, 0, end), WH_LIT(" -([,"));
    }
    return rest;
}

static bool is_document(wh_str name)
{
    return wh_is_listed(&wh_extension_document, wh_file_extension(name, NULL));
}

static bool check_posing(wh_case *c, const wh_link *link)
{
    wh_str text = wh_trim(link->anchor.text), name = text.n <= 200 ? without_size(text) : WH_ABSENT;
    const wh_uri *end = wh_link_end(link);
    if (name.n < 6 || !is_document(name) || wh_find(name, WH_LIT("//"), 0) != WH_NONE_AT) return false;
    size_t slash = wh_rfind_byte(end->path, '/');
    wh_str last = slash == WH_NONE_AT ? WH_LIT("") : wh_from(end->path, slash + 1);
    wh_str extension = wh_file_extension(last, NULL);
    bool file = is_document(last) && !wh_is_listed(&wh_extension_page, extension);
    if (file || wh_is_listed(&wh_extension_download, extension)) return false;
    wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_POSES_AS_FILE, link), "name", name);
    return true;
}

/* ---- a path's parts ---- */

static wh_str next_step(wh_str path, size_t *at)
{
    while (*at < path.n && path.p[*at] == '/') ++*at;
    size_t start = *at, end = wh_find_byte(path, '/', start);
    *at = end == WH_NONE_AT ? path.n : end;
    return wh_sub(path, start, *at);
}

static bool is_one_of(wh_str word, const wh_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq_nocase(word, words[i])) return true;
    return false;
}

/* Among a site's programs there are pictures, styles and files, but no page to visit: whoever puts one there
 * has broken in. RFC 8615 3: well-known paths are for programs. A plugin of the sender's own site may answer
 * in wp-content, and a client be sent to change-password; in the first folder nobody answers. */
static bool check_program_folder(wh_case *c, const wh_link *link, bool known)
{
    static const wh_str folders[] = {WH_LIT_INIT("wp-includes"), WH_LIT_INIT("wp-content"),
                                     WH_LIT_INIT(".well-known"), WH_LIT_INIT(".tmb"),
                                     WH_LIT_INIT(".quarantine")};
    const size_t folders_n = known ? 1 : sizeof folders / sizeof *folders;
    const wh_uri *end = wh_link_end(link);
    bool inside = false;
    wh_str step, last = WH_LIT("");
    size_t at = 0;
    for (unsigned i = 0; i < STEPS && (step = next_step(end->path, &at)).n; i++) {
        if (inside) last = step;
        inside |= is_one_of(step, folders, folders_n);
    }
    wh_str extension = wh_file_extension(last, NULL);
    bool page = extension.n == 0 || wh_is_listed(&wh_extension_page, extension) ||
                wh_eq_nocase(extension, WH_LIT("php"));
    if (!inside || last.n == 0 || !page) return false;
    wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_IN_PROGRAM, link), "path", wh_sub(end->path, 0, 200));
    return true;
}

static bool is_entrance(wh_str step)
{
    static const wh_str words[] = {WH_LIT_INIT("login"),     WH_LIT_INIT("log-in"),   WH_LIT_INIT("signin"),
                                   WH_LIT_INIT("sign-in"),   WH_LIT_INIT("verify"),   WH_LIT_INIT("account"),
                                   WH_LIT_INIT("secure"),    WH_LIT_INIT("auth"),     WH_LIT_INIT("owa"),
                                   WH_LIT_INIT("update"),    WH_LIT_INIT("password"), WH_LIT_INIT("webmail"),
                                   WH_LIT_INIT("office365"), WH_LIT_INIT("o365")};
    size_t dot = wh_find_byte(step, '.', 0);
    return is_one_of(wh_sub(step, 0, dot == WH_NONE_AT ? step.n : dot), words, sizeof words / sizeof *words);
}

/* The part is a name by which a company's own site goes: "microsoft" of microsoft.com. */
static bool names_brand(wh_case *c, wh_str step)
{
    wh_name name = {0};
    wh_buf buf;
    if (step.n < 3 || step.n > 30 || wh_find_byte(step, '.', 0) != WH_NONE_AT) return false;
    wh_buf_init(&buf, c->env->arena);
    wh_put(&buf, wh_copy_lower(c->env->arena, step));
    wh_put(&buf, WH_LIT(".com"));
    wh_parse_name(c->env, wh_buf_str(&buf), &name);
    uint32_t brand = wh_brand_owning(c->brands, &name);
    return brand != WH_NO_BRAND && wh_eq(wh_brand_official(c->brands, brand), name.registrable);
}

/* "example.net/microsoft/login": the page is meant to pass for the company's login. */
static bool check_brand_path(wh_case *c, const wh_link *link)
{
    wh_str step, path = wh_link_end(link)->path, brand = WH_ABSENT;
    bool entrance = false;
    size_t at = 0;
    for (unsigned i = 0; i < STEPS && (step = next_step(path, &at)).n; i++) entrance |= is_entrance(step);
    at = 0;
    for (unsigned i = 0; entrance && wh_absent(brand) && i < STEPS && (step = next_step(path, &at)).n; i++)
        if (!is_entrance(step) && names_brand(c, step)) brand = step;
    if (wh_absent(brand)) return false;
    wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_BRAND_PATH, link), "brand", brand);
    return true;
}

void wh_check_link_places(wh_case *c)
{
    bool posing = false, folder = false, brand = false;
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        const wh_uri *end = wh_link_end(link);
        if (link->anchor.kind == WH_LINK_IMAGE || !link->uri.ok || !wh_is_web_uri(end) || end->host.n == 0)
            continue;
        brand = brand || (!is_brands(c, link) && check_brand_path(c, link));
        bool known = is_known_place(c, link);
        folder = folder || check_program_folder(c, link, known);
        posing = posing || (!known && link->anchor.kind == WH_LINK_ANCHOR && check_posing(c, link));
    }
}
