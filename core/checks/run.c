/* The checks, listed once. */
#include "checks/checks.h"

#include "checks/proven.h"
#include "checks/receiver/filters.h"
#include "checks/results.h"
#include "checks/standing.h"

wh_check *const wh_checks[] = {
    wh_check_format,       wh_check_bounce,      wh_check_hops,           wh_check_message_id,
    wh_check_identity,     wh_check_filters,     wh_check_lookalikes,     wh_check_brand_claims,
    wh_check_links,        wh_check_attachments, wh_check_authentication, wh_check_network,
    wh_check_text,         wh_check_tricks,      wh_check_brand_body,     wh_check_platforms,
    wh_check_destinations, wh_check_shape,       wh_check_backscatter,    wh_check_talk,
    wh_check_readers,      wh_check_house,       wh_check_passed_on,      wh_check_errand,
    wh_check_forms,
};
const uint32_t wh_checks_n = sizeof wh_checks / sizeof *wh_checks;

bool wh_read_results(wh_case *c)
{
    c->results = wh_alloc(c->env->arena, sizeof *c->results);
    if (!c->results || !wh_stand(c) || !wh_verify_mail(c)) return false;
    wh_read_claims(c);
    wh_read_proven(c);
    wh_stand_verified(c);
    c->results->list_refused = wh_refused_at_list(c);
    wh_read_wants(c);
    return true;
}
