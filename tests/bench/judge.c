/* Judges one mail as a host would, without lookups, and throws the report away: what valgrind counts
 * (tests/bench/growth.mjs). make -f core/Makefile build/bench/judge, then build/bench/judge [--open-only |
 * --no-report] FILE [TIMES] */
#include "whence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "judge: %s\n", what);
    exit(1);
}

static char *read_file(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) die(path);
    *n = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*n ? *n : 1);
    if (!bytes || fread(bytes, 1, *n, file) != *n) die(path);
    fclose(file);
    return bytes;
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 && argv[1][0] == '-' ? argv[1] : "";
    int at = *mode ? 2 : 1;
    if (argc <= at) die("usage: judge [--open-only | --no-report] FILE [TIMES]");
    size_t n, length = 0;
    char *source = read_file(argv[at], &n);
    int times = argc > at + 1 ? atoi(argv[at + 1]) : 1;
    whence_profile *profile = whence_profile_open(NULL, 0);
    if (!profile) die("memory");
    for (int i = 0; i < times && strcmp(mode, "--open-only") != 0; i++) {
        whence_session *session = whence_open(WHENCE_MAIL, source, n, profile, NULL, 1770000000000, 0);
        if (!session || whence_step(session) == WHENCE_FAILED) die("no report");
        if (strcmp(mode, "--no-report") != 0 && !whence_report(session, &length)) die("no report");
        whence_close(session);
    }
    whence_profile_close(profile);
    free(source);
    printf("%zu\n", length);
    return 0;
}
