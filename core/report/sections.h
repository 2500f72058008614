/* The report's sections, one function each; a NULL (out of memory) is left out of the report. */
#ifndef WHENCE_REPORT_SECTIONS_H
#define WHENCE_REPORT_SECTIONS_H

#include "report/json.h"
#include "report/report.h"

wh_json *wh_report_identities(const wh_facts *facts);
wh_json *wh_report_hops(const wh_facts *facts);
wh_json *wh_report_handover(const wh_facts *facts);
wh_json *wh_report_message_id(const wh_case *c);
wh_json *wh_report_domains(const wh_case *c);
wh_json *wh_report_domain(wh_env *env, const struct wh_brands *brands,
                          wh_str name);              /* one name, judged alone */
wh_json *wh_report_authentication(const wh_case *c); /* claimed by others, and what we verified */
wh_json *wh_report_claims(const wh_case *c);         /* the receivers' Authentication-Results: a part of it */
wh_json *wh_report_filters(const wh_case *c);        /* what filters wrote, beside its raw value */
wh_json *wh_report_links(const wh_case *c);
wh_json *wh_report_wording(const wh_facts *facts); /* null when the mail says too little */
wh_json *wh_report_attachments(const wh_case *c);
wh_json *wh_report_network(const wh_case *c);
wh_json *wh_report_unanswered(
    const wh_oracle *oracle); /* questions that were needed and have no answer, with their state */
wh_json *wh_report_unread(const wh_case *c); /* what was not read, and why */

#endif
