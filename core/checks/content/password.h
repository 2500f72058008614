/* A password written into the mail that carries what it opens. */
#ifndef WHENCE_PASSWORD_H
#define WHENCE_PASSWORD_H

#include "checks/checks.h"

/* Whether one of the mail's texts says a password: "Password: 3521", "パスワードは x7Qa です". *password:
 * what it is. A mail that says that the password follows separately says none. */
bool wh_find_password(const wh_case *c, wh_str *password);

#endif
