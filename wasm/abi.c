/* What JavaScript cannot call in the form that whence.h gives: the functions that take a host, which here is
 * always the page or program around the module, and the one that takes a 64-bit integer. Everything else is
 * exported from the core as it is (exports.txt). */
#include "whence.h"

#include <math.h>

/* Provided by JavaScript (imports.txt), as whence_host's charset. */
long whence_host_charset(void *context, const char *label, size_t label_n, const char *bytes, size_t n,
                         char *out, size_t cap);

whence_session *whence_abi_open(whence_kind kind, const char *input, size_t n, const whence_profile *profile,
                                double now_ms, int lookups);
char *whence_abi_parse(whence_grammar grammar, const char *value, size_t n, const whence_profile *profile,
                       size_t *length);

char *whence_abi_read(const char *source, size_t n, const uint32_t *places, size_t count, size_t *length);

static const whence_host host = {NULL, whence_host_charset};

/* whence_open. now_ms: NaN when there is no clock. */
whence_session *whence_abi_open(whence_kind kind, const char *input, size_t n, const whence_profile *profile,
                                double now_ms, int lookups)
{
    int64_t now = fabs(now_ms) < 9e15 ? (int64_t)now_ms : INT64_MIN;
    return whence_open(kind, input, n, profile, &host, now, lookups);
}

/* whence_parse. */
char *whence_abi_parse(whence_grammar grammar, const char *value, size_t n, const whence_profile *profile,
                       size_t *length)
{
    return whence_parse(grammar, value, n, profile, &host, length);
}

/* whence_read. */
char *whence_abi_read(const char *source, size_t n, const uint32_t *places, size_t count, size_t *length)
{
    return whence_read(source, n, places, count, &host, length);
}
