/* The names of results: RFC 8601 2.7. */
#include "checks/results.h"

static const wh_str names[] = {
    [WH_NOT_EVALUATED] = WH_LIT_INIT(""),           [WH_AUTH_PENDING] = WH_LIT_INIT(""),
    [WH_AUTH_NONE] = WH_LIT_INIT("none"),           [WH_AUTH_PASS] = WH_LIT_INIT("pass"),
    [WH_AUTH_FAIL] = WH_LIT_INIT("fail"),           [WH_AUTH_SOFTFAIL] = WH_LIT_INIT("softfail"),
    [WH_AUTH_NEUTRAL] = WH_LIT_INIT("neutral"),     [WH_AUTH_POLICY] = WH_LIT_INIT("policy"),
    [WH_AUTH_TEMPERROR] = WH_LIT_INIT("temperror"), [WH_AUTH_PERMERROR] = WH_LIT_INIT("permerror")};

wh_str wh_auth_result_name(wh_auth_result result) { return names[result].n ? names[result] : WH_ABSENT; }

wh_auth_result wh_auth_result_named(wh_str name)
{
    for (wh_auth_result r = WH_AUTH_NONE; r <= WH_AUTH_PERMERROR; r++)
        if (wh_eq_nocase(name, names[r])) return r;
    return WH_NOT_EVALUATED;
}
