/* Names that say what somebody does, and not who it is. */
#ifndef WHENCE_NAMELESS_H
#define WHENCE_NAMELESS_H

#include "base/base.h"

/* "Payroll Department", "Kundenservice", "お客様センター": an office, and no word that says whose. */
bool wh_names_nobody(wh_str display);
/* The same for the latter alone: in languages without spaces. */
bool wh_is_dense_office(wh_str display);

#endif
