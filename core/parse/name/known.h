/* The plain names parsed most recently: a mail repeats the same dozen again and again. Internal to parse/name
 * but for wh_keep_names (parse/values.h). */
#ifndef WHENCE_KNOWN_H
#define WHENCE_KNOWN_H

#include "parse/parse.h"

/* What was remembered of a name that is written so, letter by letter: true, and in *out. */
bool wh_recall_name(const wh_env *env, wh_str name, wh_name *out);
/* The same for a name in any letter case. */
bool wh_recall_nocase(const wh_env *env, wh_str name, wh_name *out);
/* name: parsed, plain (ascii is the name in lower case). Its strings stay where they are. */
void wh_remember_name(wh_env *env, const wh_name *name);

#endif
