/* What whence_read answers: the mail's texts, and places of its source decoded. */
#ifndef WHENCE_REPORT_READING_H
#define WHENCE_REPORT_READING_H

#include "report/json.h"

/* {texts: [{type, spans, runs: [{text, hidden?, link?}], cut}], excerpts: [Excerpt or null, one for each
 * place]}. */
wh_json *wh_report_reading(const wh_facts *facts, const wh_spans *places);
/* {before, inside, after, decoded} of what stands at a place of the source, decoded where it is encoded; null
 * where nothing does. */
wh_json *wh_report_excerpt(const wh_facts *facts, wh_span place);

#endif
