/* A whole session for a target: its reports are JSON with a verdict, its questions are answered by the
 * input's lines. */
#ifndef WHENCE_FUZZ_SESSION_H
#define WHENCE_FUZZ_SESSION_H

#include "host.h"
#include "whence.h"

#include "cJSON.h"

static inline void is_json(const char *text, size_t n)
{
    PROMISE(text != NULL && wh_is_utf8((wh_str){text, n}));
    cJSON *json = cJSON_ParseWithLength(text, n);
    PROMISE(json != NULL);
    cJSON_Delete(json);
}

/* Whatever was answered, there is a report with a level. */
static inline void has_verdict(whence_session *session)
{
    size_t n;
    const char *text = whence_report(session, &n);
    PROMISE(text != NULL && wh_is_utf8((wh_str){text, n}));
    cJSON *json = cJSON_ParseWithLength(text, n);
    const cJSON *verdict = cJSON_GetObjectItemCaseSensitive(json, "verdict");
    PROMISE(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(verdict, "level")));
    cJSON_Delete(json);
}

/* {"rcode", "answers"} of one record a piece between bars; a line that begins with "{" is the answer
 * itself. */
static inline void answer_dns(whence_session *session, uint32_t id, wh_str type, wh_str line)
{
    wh_arena *scratch = wh_arena_new(1 << 20);
    wh_buf json;
    wh_buf_init(&json, scratch);
    if (line.n && line.p[0] == '{') wh_put(&json, line);
    else {
        wh_put(&json, line.n ? WH_LIT("{\"rcode\":\"NOERROR\",\"answers\":[")
                             : WH_LIT("{\"rcode\":\"NXDOMAIN\",\"answers\":["));
        for (size_t at = 0; at < line.n;) {
            size_t end = wh_find_byte(line, '|', at);
            if (end == WH_NONE_AT) end = line.n;
            if (at) wh_put_byte(&json, ',');
            wh_put(&json, WH_LIT("{\"name\":\"x.example\",\"ttl\":1,\"type\":"));
            fuzz_put_string(&json, type);
            wh_put(&json, WH_LIT(",\"data\":"));
            bool list = wh_eq(type, WH_LIT("TXT")), object = wh_eq(type, WH_LIT("MX"));
            wh_put(&json, list     ? WH_LIT("[")
                          : object ? WH_LIT("{\"preference\":1,\"exchange\":")
                                   : WH_LIT(""));
            fuzz_put_string(&json, wh_sub(line, at, end));
            wh_put(&json, list ? WH_LIT("]") : object ? WH_LIT("}") : WH_LIT(""));
            wh_put_byte(&json, '}');
            at = end + 1;
        }
        wh_put(&json, WH_LIT("]}"));
    }
    wh_str text = wh_buf_str(&json);
    if (!wh_absent(text)) whence_answer(session, id, WHENCE_ANSWERED, text.p, text.n);
    else whence_answer(session, id, WHENCE_NO_ANSWER, "", 0);
    wh_arena_free(scratch);
}

static inline wh_str member_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    size_t n = 0;
    while (text && text[n]) n++;
    return (wh_str){text ? text : "", n};
}

/* Answers every open question. How many there were. */
static inline uint32_t answer_all(whence_session *session, const fuzz_lines *lines)
{
    size_t n;
    uint32_t count = 0;
    const char *text = whence_questions(session, &n);
    is_json(text, n);
    cJSON *questions = cJSON_ParseWithLength(text, n), *question;
    cJSON_ArrayForEach(question, questions)
    {
        const cJSON *number = cJSON_GetObjectItemCaseSensitive(question, "id");
        PROMISE(cJSON_IsNumber(number));
        uint32_t id = (uint32_t)number->valuedouble;
        wh_str kind = member_of(question, "kind"), name = member_of(question, "name"),
               type = member_of(question, "type");
        if (wh_eq(kind, WH_LIT("dns")))
            answer_dns(session, id, type, lines->at[(name.n * 7 + type.n + id) % lines->n]);
        else if (wh_eq(kind, WH_LIT("verify")))
            whence_answer(session, id, WHENCE_ANSWERED, id % 2 ? "1" : "0", 1);
        else whence_answer(session, id, WHENCE_ANSWERED, "0123456789abcdef0123456789abcdef", 32);
        count++;
    }
    cJSON_Delete(questions);
    return count;
}

#endif
