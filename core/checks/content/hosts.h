/* What a host's name tells of the host. */
#ifndef WHENCE_HOSTS_H
#define WHENCE_HOSTS_H

#include "base/base.h"

/* A storage bucket of a large provider under a name of its own: "x.s3.eu-west-1.amazonaws.com". */
bool wh_is_bucket(wh_str host);
/* The name that a provider gives to a machine by its number: "ec2-198-51-100-7.compute.example". */
bool wh_is_numbered_host(wh_str host);
/* One of the labels other than the last looks random: digits and letters mixed, or next to no vowels. */
bool wh_has_random_label(wh_str host);

#endif
