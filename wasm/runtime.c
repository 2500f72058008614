/* What Emscripten's C library would ask JavaScript for, answered here, so that the module imports only imports.txt. */
#include <stddef.h>

void emscripten_notify_memory_growth(size_t memory_index);

/* Called after each growth. JavaScript has no view of the memory to renew: it makes one at each use. */
void emscripten_notify_memory_growth(size_t memory_index)
{
    (void)memory_index;
}
