/* paste/, mbox.c, text.c: whatever is pasted, every byte of the repaired text is led into the source. */
#include "fuzz.h"

static bool is_as_given(const wh_paste *paste, wh_str part, wh_str input)
{
    wh_span span = wh_text_span(&paste->text, part);
    return wh_eq(wh_sub(input, span.start, span.end), part);
}

static void fuzz(wh_env *env, wh_str input)
{
    wh_paste paste;
    wh_strs messages = {0};
    wh_parse_paste(env, input, &paste);
    PROMISE(inside(paste.head, paste.text.bytes) && inside(paste.body, paste.text.bytes));
    PROMISE(inside(paste.prose, paste.text.bytes) && !wh_absent(paste.head));
    PROMISE(!paste.head_exact || is_as_given(&paste, paste.head, input));
    PROMISE(!paste.body_exact || is_as_given(&paste, paste.body, input));
    PROMISE(paste.kind != WH_SOURCE_MESSAGE || !wh_absent(paste.body));
    for (size_t at = 0; at < paste.text.bytes.n; at++) {
        wh_span span = wh_text_span(&paste.text, wh_sub(paste.text.bytes, at, at + 1));
        PROMISE(span.start <= span.end && span.end <= input.n);
    }
    for (uint32_t i = 0; i < paste.repairs.n; i++)
        for (uint32_t k = 0; k < paste.repairs.at[i].spans.n; k++) {
            wh_span span = paste.repairs.at[i].spans.at[k];
            PROMISE(span.start <= span.end && span.end <= input.n);
        }
    wh_split_mbox(env, input, &messages);
    for (uint32_t i = 0; i < messages.n; i++) PROMISE(inside(messages.at[i], input));
}
