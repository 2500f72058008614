/* A host for the oracle: DNS answered from a zone written as data, digests and signatures by OpenSSL
 * (crypto.c). */
#ifndef WHENCE_TESTS_ZONE_H
#define WHENCE_TESTS_ZONE_H

#include "oracle/oracle.h"

/* One record, or a fault. type "A", "AAAA", "NS", "PTR", "CNAME": data is the address or name. "MX": "10
 * mx.example.com". "TXT": a newline ends one character-string and begins the next; each byte is one octet.
 * "TIMEOUT": every type not listed gets no answer, or only the type that data names. "SERVFAIL": the same by
 * rcode. */
typedef struct zone_record {
    const char *name, *type, *data;
} zone_record;

typedef struct zone {
    const zone_record *at; /* ends with a record whose name is NULL */
    unsigned rounds;       /* how often there were DNS questions to answer */
    unsigned asked;        /* how many of them */
} zone;

/* Answers every open question; false when there was none. A name with others below it exists without data. */
bool zone_answer(zone *z, wh_oracle *oracle);
/* The same, but DNS gets this state instead (WH_TEMPFAIL, WH_NOT_ASKED). */
bool zone_refuse(wh_oracle *oracle, wh_state state);
/* The JSON for one question, to be freed; NULL: no answer. */
char *zone_json(const zone_record *records, wh_str name, wh_rr type);

void crypto_answer(wh_oracle *oracle, const wh_question *q);

#endif
