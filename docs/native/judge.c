/* judge FILE: the smallest host of the native library. It reads a mail, answers nothing that the core asks
 * for, and prints the report.
 *
 *   cc judge.c $(pkg-config --cflags --libs whence) -o judge
 *
 * A host that wants signatures verified answers the questions of the kinds "digest" and "verify"; one that
 * wants lookups passes 1 as the last argument of whence_open and answers those of kind "dns" as well. Here
 * every question is refused: what hangs on it is "not evaluated" in the report, never "fail". */
#include <whence.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The whole file in memory, *n its size; NULL when it cannot be read. Owned by the caller. */
static char *read_file(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    *n = 0;
    if (!file) return NULL;
    for (size_t room = 0, got = 1; got > 0; *n += got) {
        if (*n == room) {
            char *more = realloc(bytes, room = room ? room * 2 : 65536);
            if (!more) break;
            bytes = more;
        }
        got = fread(bytes + *n, 1, room - *n, file);
    }
    fclose(file);
    return bytes;
}

/* Refuses every open question. They are numbered: {"id":7,...}. A real host would read the JSON with a
 * library. */
static void refuse_all(whence_session *session)
{
    size_t n;
    const char *json = whence_questions(session, &n);
    char *copy = json ? malloc(n + 1) : NULL; /* the session's text lives until the next call on it */
    if (!copy) return;
    memcpy(copy, json, n);
    copy[n] = '\0';
    for (const char *at = strstr(copy, "\"id\":"); at; at = strstr(at + 1, "\"id\":"))
        whence_answer(session, (uint32_t)strtoul(at + 5, NULL, 10), WHENCE_REFUSED, NULL, 0);
    free(copy);
}

int main(int argc, char **argv)
{
    size_t n, length;
    char *mail = argc == 2 ? read_file(argv[1], &n) : NULL;
    if (!mail) {
        fprintf(stderr, "usage: judge FILE\n");
        return 2;
    }
    whence_session *session = whence_open(WHENCE_MAIL, mail, n, NULL, NULL, (int64_t)time(NULL) * 1000, 0);
    whence_status status = session ? whence_step(session) : WHENCE_FAILED;
    while (status == WHENCE_ASKING) {
        refuse_all(session);
        status = whence_step(session);
    }
    const char *report = status == WHENCE_DONE ? whence_report(session, &length) : NULL;
    if (report) {
        fwrite(report, 1, length, stdout);
        putchar('\n');
    } else {
        fprintf(stderr, "judge: %s\n", session ? whence_problem(session) : "out of memory");
    }
    whence_close(session); /* the mail is borrowed until here */
    free(mail);
    return report ? 0 : 1;
}
