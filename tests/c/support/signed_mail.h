/* A mail in exact-size memory, split and ready for the checks of signatures. */
#ifndef WHENCE_TESTS_SIGNED_MAIL_H
#define WHENCE_TESTS_SIGNED_MAIL_H

#include "support/env.h"

#include "checks/auth/dkim.h"
#include "support/zone.h"

typedef struct signed_mail {
    wh_str source;
    wh_fields fields;
    wh_signed view;
} signed_mail;

/* header and body are slices of one exact copy of the mail; without an empty line there is no body. */
static inline void signed_mail_open(signed_mail *m, wh_oracle *oracle, const char *mail, size_t n,
                                    int64_t now_ms)
{
    m->source = exact(mail, n);
    size_t gap = wh_find(m->source, WH_LIT("\r\n\r\n"), 0), width = 4;
    size_t lf = wh_find(m->source, WH_LIT("\n\n"), 0);
    if (lf < gap) {
        gap = lf;
        width = 2;
    }
    wh_str head = gap == WH_NONE_AT ? m->source : wh_sub(m->source, 0, gap + width / 2);
    wh_parse_fields(&env, head, &m->fields);
    m->view = (wh_signed){.env = &env,
                          .oracle = oracle,
                          .fields = &m->fields,
                          .head = head,
                          .head_exact = true,
                          .body_exact = true,
                          .now_ms = now_ms};
    m->view.body = gap == WH_NONE_AT ? WH_ABSENT : wh_from(m->source, gap + width);
}
static inline void signed_mail_close(signed_mail *m) { exact_free(m->source); }

#endif
