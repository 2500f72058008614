/* mbox.c: RFC 4155. */
#include "support/exact.h"

#include "parse/parse.h"

/* The messages of an mbox, joined by "|". */
static void split(const char *mbox, const char *want)
{
    EACH_PREFIX(s, mbox, strlen(mbox), {
        wh_arena *arena = wh_arena_new(1 << 20);
        wh_env env = {.arena = arena};
        wh_strs messages;
        wh_split_mbox(&env, s, &messages);
        if (s.n == strlen(mbox)) {
            wh_buf got;
            wh_buf_init(&got, arena);
            for (uint32_t i = 0; i < messages.n; i++) {
                if (i) wh_put_byte(&got, '|');
                wh_put(&got, messages.at[i]);
            }
            assert_same_about(wh_buf_str(&got), want, mbox);
        }
        wh_arena_free(arena);
    });
}

static void messages(void **state)
{
    (void)state;
    split("From a@example.com Tue Feb  1 10:00:00 2022\nA: 1\n\nx\n\n"
          "From b@example.com Tue Feb  1 10:00:00 +0900 2022\nB: 2\n\ny\n",
          "A: 1\n\nx\n|B: 2\n\ny\n");
    split("From - Tue Feb 01 10:00:00 2022\r\nA: 1\r\n\r\nx\r\n\r\n"
          "From MAILER-DAEMON Tue Feb  1 10:00:00 2022\r\nB: 2\r\n",
          "A: 1\r\n\r\nx\r\n|B: 2\r\n");
    split("From a@example.com Tue Feb  1 10:00:00 2022\n\nFrom a@example.com Tue Feb  1 10:00:00 2022\n", "");
}

static void no_separators(void **state)
{
    (void)state;
    split("", "");
    split("A: 1\n\nx\n\nFrom b@example.com Tue Feb  1 10:00:00 2022\nB: 2\n",
          "A: 1\n\nx\n\nFrom b@example.com Tue Feb  1 10:00:00 2022\nB: 2\n");
    split("From a@example.com Tue Feb  1 10:00:00 2022\nA: 1\n\nx\n"
          "From b@example.com Tue Feb  1 10:00:00 2022\nB: 2\n",
          "A: 1\n\nx\nFrom b@example.com Tue Feb  1 10:00:00 2022\nB: 2\n");
    split("From a@example.com Tue Feb  1 10:00:00 2022\nA: 1\n\nx\n\nFrom here on: 12 things\n",
          "A: 1\n\nx\n\nFrom here on: 12 things\n");
    split(
        "From a@example.com Tue Feb  1 10:00:00 2022\nA: 1\n\n>From b@example.com Tue Feb  1 10:00:00 2022\n",
        "A: 1\n\n>From b@example.com Tue Feb  1 10:00:00 2022\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(messages), cmocka_unit_test(no_separators)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
