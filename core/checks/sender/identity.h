/* The checks of identities that have a file of their own. */
#ifndef WHENCE_CHECKS_IDENTITY_H
#define WHENCE_CHECKS_IDENTITY_H

#include "checks/checks.h"

void wh_check_display(wh_case *c, const wh_person *person); /* display_name.c */
void wh_check_support(wh_case *c);                          /* support.c */
void wh_check_shown_name(wh_case *c);                       /* shown_name.c */
void wh_check_letters(wh_case *c);                          /* letters.c */
void wh_check_addressing(wh_case *c);                       /* addressing.c */
void wh_check_mailer(wh_case *c);                           /* mailer.c */
void wh_check_trace_headers(wh_case *c);                    /* trace_headers.c */
/* Whether addresses of that domain are given away to anybody. */
bool wh_is_free_mail(wh_str domain);

#endif
