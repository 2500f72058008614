/* What a link's path and query say: that it fetches a program or an archive, or that it passes on the address
 * of somebody else's page. */
#include "checks/content/links.h"
#include "checks/content/password.h"
#include "checks/content/prose.h"
#include "checks/standing.h"
#include "evidence/lists.h"
#include "parse/uri/unwrap.h"

/* ---- a file at the end of the path ---- */

/* What runs when it is opened, or holds what does. */
static bool names_file(wh_str path, wh_str *name)
{
    size_t slash = wh_rfind_byte(path, '/'), dot = wh_rfind_byte(path, '.');
    if (slash == WH_NONE_AT || dot == WH_NONE_AT || dot < slash + 2) return false;
    *name = wh_sub(wh_from(path, slash + 1), 0, 120);
    return wh_is_listed(&wh_extension_download, wh_from(path, dot + 1));
}

static bool is_home(const wh_case *c, const wh_link *link)
{
    int32_t domain = wh_link_end_domain(link);
    return domain >= 0 && wh_is_home(c, &c->facts->domains.at[domain].name);
}

/* An archive behind a link, and its password in the mail: filters neither fetch it nor can they open it. Also
 * in an answer, which is where it is hidden: a thread that was stolen goes on with it. */
static bool check_sealed(wh_case *c, const wh_link *link)
{
    wh_str name, password;
    if (!names_file(wh_link_end(link)->path, &name)) return false;
    if (!wh_find_password(c, &password)) return false;
    wh_finding *f = wh_finding_of_link(c, WH_F_LINK_FILE_PASSWORD, link);
    wh_finding_text(c, f, "name", name);
    wh_finding_text(c, f, "password", password);
    wh_finding_prose(c, f, password);
    return true;
}

static bool check_file(wh_case *c, const wh_link *link)
{
    wh_str name;
    if (!names_file(wh_link_end(link)->path, &name)) return false;
    wh_finding *f = wh_finding_of_link(c, WH_F_LINK_FILE, link);
    wh_finding_text(c, f, "name", name);
    if (f && !is_home(c, link)) f->severity = WH_MEDIUM;
    return true;
}

/* ---- an address in the query ---- */

/* Somebody's site that sends its visitors on to whatever their address says; the well-known ones are told
 * by links.c. */
static bool check_carried(wh_case *c, const wh_link *link)
{
    wh_str host = link->uri.host, end = wh_link_end(link)->host;
    if (link->targets.n == 0 || link->anchor.kind != WH_LINK_ANCHOR) return false;
    if (link->targets.at[0].via->kind != WH_WRAPPER_GENERIC || wh_same_owner(c, host, end)) return false;
    if (wh_is_senders_host(c, host) || wh_is_senders_host(c, end) || wh_is_click_service(host)) return false;
    wh_finding_text(c, wh_finding_of_link(c, WH_F_LINK_CARRIES, link), "through", host);
    return true;
}

void wh_check_link_paths(wh_case *c)
{
    bool file = false, carried = false, sealed = false,
         talk = wh_standing_of(c)->threaded; /* where people pass on addresses */
    for (uint32_t i = 0; i < c->facts->links.n && !(file && carried && sealed); i++) {
        const wh_link *link = &c->facts->links.at[i];
        if (link->anchor.kind == WH_LINK_IMAGE || !link->uri.ok || !wh_is_web_uri(wh_link_end(link)))
            continue;
        bool written = link->anchor.kind == WH_LINK_PLAIN;
        sealed = sealed || check_sealed(c, link);
        if (!(written && talk)) file = file || check_file(c, link);
        carried = carried || check_carried(c, link);
    }
}
