/* profile.c, and the inputs of the questions about SPF and DMARC: JSON by a caller who may be anybody's
 * page. */
#include "session.h"

static const char mail[] =
    "Received: from mail.example.com (mail.example.com [192.0.2.25]) by mx.example.jp (Postfix) with ESMTPS "
    "id 1;"
    " Tue, 3 Feb 2026 10:00:05 +0900\r\n"
    "From: PayPal <service@paypa1.example>\r\nTo: <hanako@example.jp>\r\nSubject: PayPal: your account\r\n"
    "Message-ID: <1@localhost>\r\nContent-Type: text/html\r\n\r\n"
    "<a href=\"https://paypa1-login.example/\">https://www.paypal.com/</a>\r\n";

static void fuzz(wh_env *env, wh_str input)
{
    (void)env;
    whence_profile *profile = whence_profile_open(input.p, input.n);
    PROMISE(profile != NULL);
    const char *problem = whence_profile_problem(profile);
    PROMISE(problem == NULL || problem[0]);
    whence_session *session =
        whence_open(WHENCE_MAIL, mail, sizeof mail - 1, profile, NULL, 1770084000000, 0);
    PROMISE(session && whence_step(session) != WHENCE_FAILED);
    has_verdict(session);
    whence_close(session);
    size_t n;
    char *json = whence_parse(WHENCE_DOMAIN, "www.paypa1.example", 18, profile, NULL, &n);
    is_json(json, n);
    whence_free(json);
    whence_profile_close(profile);
    for (int kind = WHENCE_SPF; kind <= WHENCE_DMARC; kind++) {
        session = whence_open((whence_kind)kind, input.p, input.n, NULL, NULL, 1770084000000, 1);
        if (!session) continue;
        for (unsigned steps = 0; whence_step(session) == WHENCE_ASKING; steps++) {
            PROMISE(steps < 60);
            answer_all(session, &(fuzz_lines){.at = {WH_LIT("v=spf1 -all")}, .n = 1});
        }
        const char *report = whence_report(session, &n);
        if (report) is_json(report, n);
        whence_close(session);
    }
}
