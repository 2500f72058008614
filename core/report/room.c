/* Where values lie while they are made, in the library in C. In the module it is wasm/words.c. */
#include "report/words.h"

#include <stdlib.h>

struct wh_json *wh_json_room(void)
{
    struct wh_json *v = malloc(sizeof *v);
    if (!v) return NULL;
    v->p = v->few;
    v->cap = WH_FEW_WORDS;
    return v;
}

void wh_json_give_back(struct wh_json *v)
{
    if (v->p != v->few) free(v->p);
    free(v);
}
