/* The tables that core/tables/make-unicode.mjs makes; read only through parse/name/unicode.h. */
#ifndef WHENCE_UNICODE_DATA_H
#define WHENCE_UNICODE_DATA_H

#include "parse/name/unicode.h"

extern const uint32_t wh_rune_runs[]; /* code point * 256 + kind, until the next run */
extern const uint32_t wh_rune_runs_n;
extern const wh_rune_info wh_rune_kinds[];

enum { WH_MAP_DELTA, WH_MAP_SECOND, WH_MAP_LIST, WH_MAP_STRING, WH_MAP_IGNORED };
extern const uint32_t wh_rune_maps[];       /* code point * 8 + WH_MAP_... */
extern const uint8_t wh_rune_map_lengths[]; /* less one */
extern const uint16_t wh_rune_map_values[];
extern const uint32_t wh_rune_maps_n;
extern const int32_t wh_rune_deltas[];
extern const uint16_t wh_rune_lists[];
extern const unsigned char wh_rune_strings[]; /* length byte, UTF-8 */

extern const uint16_t wh_rune_pairs[]; /* first, second, composite; sorted */
extern const uint32_t wh_rune_pairs_n;
extern const uint16_t wh_rune_classes[]; /* from, to, canonical combining class */
extern const uint32_t wh_rune_classes_n;

#endif
