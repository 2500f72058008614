/* Options that outlive one mail, read once: profile.c. */
#ifndef WHENCE_PROFILE_H
#define WHENCE_PROFILE_H

#include "evidence/evidence.h"
#include "whence.h"

wh_options wh_profile_options(const whence_profile *profile); /* borrowed from the profile; now_ms unknown */
const struct wh_brands *wh_profile_brands(const whence_profile *profile);
const struct wh_phrases *wh_profile_phrases(const whence_profile *profile);

#endif
