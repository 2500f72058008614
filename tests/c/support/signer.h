/* Signs mail for the tests, with keys made on the spot. Its canonical forms are written apart from the core's
 * (RFC 6376 3.4). */
#ifndef WHENCE_TESTS_SIGNER_H
#define WHENCE_TESTS_SIGNER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct signer signer;
signer *signer_rsa(unsigned bits);
signer *signer_ed25519(void);
void signer_free(signer *s);
/* "v=DKIM1; k=rsa; p=...": with SubjectPublicKeyInfo, or with the bare RSAPublicKey. To be freed. */
char *signer_record(const signer *s, bool bare);
char *signer_key(const signer *s); /* p= alone */

typedef struct signing {
    const signer *by;
    const char *name; /* of the field; NULL: DKIM-Signature */
    const char *tags; /* all but h=, bh= and b=, ending in ";" */
    const char *h;    /* names, joined by ":" */
    bool relaxed_head, relaxed_body;
    long length; /* hash so many bytes of the canonical body; negative: all */
} signing;
/* The mail with the signature on top: header ends in CRLF, the body follows after an empty line. To be
 * freed. */
char *sign_mail(const signing *how, const char *header, const char *body);
/* Of `data`, in base64; to be freed. */
char *sign_bytes(const signer *by, const char *data, size_t n);
char *relaxed_field(const char *field); /* one field without its CRLF; to be freed */
/* A copy of the text with the first `from`, which must be there, replaced by `to`; to be freed. */
char *replaced(const char *text, const char *from, const char *to);

#endif
