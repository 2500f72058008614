/* What the readers of containers' lists share: each takes a file of its kind and adds what is in it. */
#ifndef WHENCE_FILE_LIST_H
#define WHENCE_FILE_LIST_H

#include "parse/file/file.h"

/* Little-endian, of n bytes (at most 4); 0 for bytes beyond the end. */
uint32_t wh_little(wh_str s, size_t at, unsigned n);
/* One more file; NULL, and list->more, when there are WH_MAX_ENTRIES. */
wh_entry *wh_list_add(wh_env *env, wh_listing *list);

/* False: not to be read as one. */
bool wh_list_rar(wh_env *env, wh_str data, wh_listing *list);
bool wh_list_7z(wh_env *env, wh_str data, wh_listing *list);
bool wh_list_iso(wh_env *env, wh_str data, wh_listing *list);

#endif
