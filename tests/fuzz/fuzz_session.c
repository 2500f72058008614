/* The whole way: a mail in any state, every check, the report; and each grammar as whence_parse offers it.
 * The report is a promise of its own: JSON in UTF-8, there whatever came in. */
#include "session.h"

/* Codes in pictures, and mails in Outlook's files; of everything else there is no answer. */
static void answer(whence_session *session, const cJSON *question)
{
    static const char codes[] = "https://example.com/?u=https://example.org\0example.net",
                      mail[] = "1From: a@example.org\n\nx";
    const cJSON *id = cJSON_GetObjectItem(question, "id");
    const char *kind = cJSON_GetObjectItem(question, "kind")->valuestring;
    PROMISE(cJSON_IsNumber(id));
    uint32_t number = (uint32_t)id->valuedouble;
    if (kind[0] == 'p') whence_answer(session, number, WHENCE_ANSWERED, codes, sizeof codes);
    else if (kind[0] == 'm') whence_answer(session, number, WHENCE_ANSWERED, mail, sizeof mail - 1);
    else whence_answer(session, number, WHENCE_NO_ANSWER, "", 0);
}

static void fuzz(wh_env *env, wh_str input)
{
    const whence_host host = {.charset = iconv_host};
    static whence_profile *profile; /* its index of brands is made once: it takes longer than a mail */
    size_t n;
    (void)env;
    if (!profile) profile = whence_profile_open("", 0);
    whence_session *session = whence_open(WHENCE_MAIL, input.p, input.n, profile, &host, 1767225600000, 1);
    if (!session) return;
    if (input.n % 2) whence_prepare(session);
    whence_status status = whence_step(session);
    PROMISE(status != WHENCE_FAILED);
    const char *questions = whence_questions(session, &n);
    is_json(questions, n);
    cJSON *list = cJSON_ParseWithLength(questions, n), *question;
    cJSON_ArrayForEach(question, list)
    { /* every check must come to an end without the others' answers */
        answer(session, question);
    }
    cJSON_Delete(list);
    PROMISE(whence_step(session) != WHENCE_FAILED);
    const char *report = whence_report(session, &n);
    is_json(report, n);
    whence_close(session);
    for (int grammar = WHENCE_RECEIVED; grammar <= WHENCE_RTF; grammar++) {
        char *json = whence_parse((whence_grammar)grammar, input.p, input.n, profile, &host, &n);
        is_json(json, n);
        whence_free(json);
    }
}
