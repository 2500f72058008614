/* What the files that read filters' values share. Internal to them. */
#ifndef WHENCE_FILTER_PARTS_H
#define WHENCE_FILTER_PARTS_H

#include "parse/filter/value.h"

/* Adds a pair; false when there is no room for more. */
bool wh_filter_push(wh_env *env, wh_filter_pairs *out, wh_str key, wh_str value);
/* The next place from `at` on that is white space, or is not. */
size_t wh_filter_word_end(wh_str s, size_t at);
size_t wh_filter_word_start(wh_str s, size_t at);

void wh_parse_filter_verdict(wh_env *env, wh_str s, wh_filter_pairs *out);
void wh_parse_filter_rspamd(wh_env *env, wh_str s, wh_filter_pairs *out);

#endif
