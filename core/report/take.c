/* How a value is handed out by the library in C: as text. In the module wasm/words.c has this function. */
#include "report/json.h"
#include "report/words.h"

char *wh_json_take(wh_json *v, size_t *n) { return wh_json_print(v, n); }
