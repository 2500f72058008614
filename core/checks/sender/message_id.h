/* The check of the Message-ID's maker has a file of its own. */
#ifndef WHENCE_CHECKS_MESSAGE_ID_H
#define WHENCE_CHECKS_MESSAGE_ID_H

#include "checks/checks.h"

void wh_check_message_id_origin(wh_case *c); /* message_id_origin.c */
/* The subject says that the mail is an answer, and no field of the header says to what. */
bool wh_answers_nothing(const wh_case *c);

#endif
