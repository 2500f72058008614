/* The native tests' charset host: iconv, made to give what a browser's TextDecoder gives. */
#ifndef WHENCE_TESTS_ICONV_HOST_H
#define WHENCE_TESTS_ICONV_HOST_H

#include "base/base.h"

/* A wh_charset_fn. Labels are WHATWG names. */
long iconv_host(void *host, const char *label, size_t label_n, const char *bytes, size_t n, char *out,
                size_t cap);

#endif
