/* What Emscripten's C library would ask JavaScript for, answered here, so that the module imports only
 * imports.txt. */
#include <stddef.h>
#include <stdlib.h>

void emscripten_notify_memory_growth(size_t memory_index);

/* Called after each growth. JavaScript has no view of the memory to renew: it makes one at each use. */
void emscripten_notify_memory_growth(size_t memory_index) { (void)memory_index; }

/* The numbers of JSON (RFC 8259 6), which cJSON reads with it: there is no other caller. Emscripten's own
 * reads every form of C with 128 bits of precision, in 14 KB. What comes in are counts, indices and times to
 * live: whole numbers up to 2^53 are exact here, all others nearly so. */
double strtod(const char *restrict text, char **restrict end)
{
    const char *p = *text == '-' ? text + 1 : text, *const digits = p;
    double value = 0, scale = 1;
    int exponent = 0, sign = 1;
    for (; *p >= '0' && *p <= '9'; p++) value = value * 10 + (*p - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; p++) value += (*p - '0') * (scale /= 10);
    if (p == digits) p = text; /* no number */
    if (p != text && (*p == 'e' || *p == 'E')) {
        p++;
        if (*p == '-') sign = -1;
        if (*p == '-' || *p == '+') p++;
        for (; *p >= '0' && *p <= '9'; p++) exponent = exponent < 400 ? exponent * 10 + (*p - '0') : exponent;
    }
    for (; exponent > 0; exponent--) value = sign > 0 ? value * 10 : value / 10;
    *end = (char *)(size_t)p;
    return *text == '-' && p != text ? -value : value;
}
