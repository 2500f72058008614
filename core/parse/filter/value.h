/* The values of the fields in which filters write their findings. No RFC says how: each form here is a habit
 * that several products share. */
#ifndef WHENCE_FILTER_VALUE_H
#define WHENCE_FILTER_VALUE_H

#include "parse/parse.h"

/* X(name, "id"): the forms; the ids are the words of core/tables/filters/.
 *   TEXT          the whole value, one thing
 *   WORD          one word, and a remark after it: "clean(F-Secure/...)", "0 (no virus found)"
 *   LIST          things between commas
 *   SEMI_COLON    "SCL:5;SFV:SPM;"
 *   SEMI_EQUALS   "Policy=x; Newly Observed Domain=false"
 *   SPACE_EQUALS  "rule=notspam score=0"
 *   COMMA_EQUALS  "Gauge=III, Probability=7%, Report='A, B'"
 *   VERDICT       "Yes, score=7 required=5 tests=A,B": SpamAssassin's, and all that copied it
 *   RSPAMD        "default: False [1.20 / 15.00]; SYMBOL(0.50)[options]"
 *   DASHES        "Yes--5.339-5.0-31-1": by place, a doubled dash is a sign
 *   BASE64        base64 of a semi-equals list
 *   SERVER        "MIMEDefang 2.84 on mx.example.com", "amavisd-new at mx.example.com"
 *   STAMP         "OpenDKIM Filter v2.11.0 mx.example.com 4XyZ1": program, server, queue id
 *   DELAY         "delayed 300 seconds by milter-x (mx.example.com [192.0.2.1]); date"
 *   OPAQUE        for the vendor's own eyes: nothing is read from it */
/* clang-format off */
#define WH_FILTER_FORMS(X)                                                                                 \
    X(TEXT, "text") X(WORD, "word") X(LIST, "list") X(SEMI_COLON, "semi-colon")                            \
    X(SEMI_EQUALS, "semi-equals") X(SPACE_EQUALS, "space-equals") X(COMMA_EQUALS, "comma-equals")          \
    X(VERDICT, "verdict") X(RSPAMD, "rspamd") X(DASHES, "dashes") X(BASE64, "base64")                      \
    X(SERVER, "server") X(STAMP, "stamp") X(DELAY, "delay") X(OPAQUE, "opaque")
/* clang-format on */

typedef enum wh_filter_form {
#define X(name, id) WH_FILTER_##name,
    WH_FILTER_FORMS(X)
#undef X
        WH_FILTER_FORM_COUNT
} wh_filter_form;

/* What a value says about one thing. Slices of the parsed value, still folded, without quotes (BASE64: in the
 * arena). */
typedef struct wh_filter_pair {
    wh_str key;   /* as written; a constant where the form knows what stands in that place ("score", "server",
                     "0", "1", ...); absent for what stands alone */
    wh_str value; /* trimmed; may be empty */
} wh_filter_pair;
typedef WH_LIST(wh_filter_pair) wh_filter_pairs;

/* At most WH_MAX_FILTER_PAIRS; linear in the value's length. OPAQUE gives none. */
void wh_parse_filter_value(wh_env *env, wh_filter_form form, wh_str value, wh_filter_pairs *out);

#endif
