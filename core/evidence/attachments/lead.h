/* What the files that look for where an attachment leads share. */
#ifndef WHENCE_ATTACHMENTS_LEAD_H
#define WHENCE_ATTACHMENTS_LEAD_H

#include "evidence/evidence.h"

typedef struct wh_leads { /* of one attachment, and of the files in it */
    wh_anchors anchors;   /* with their places in its bytes, where they have one */
    wh_strs hrefs;        /* without */
    wh_str seen;          /* what its reader sees; absent: not known */
} wh_leads;

/* Adds everything that one file leads to, by its kind. depth: 0 the attachment itself, 1 a file in it. */
typedef void (*wh_leads_reader)(wh_facts *facts, wh_attachment *a, unsigned depth, wh_leads *out);

/* As much of a text as is searched. This and the next three: bounds.c. */
wh_str wh_bounded_file(wh_env *env, wh_str data);
/* A text in any charset, UTF-16 too, as UTF-8, within that bound. */
wh_str wh_file_text(wh_env *env, wh_str data);
/* False: this much of the mail's files was inflated already, which is noted. */
bool wh_may_inflate(wh_facts *facts, size_t bytes);
/* As much of a script as is unpacked: more of what came whole with the mail than of what was packed in it. */
wh_str wh_unpackable(wh_facts *facts, wh_str text);
/* A page: what it links to, and what it does when it is opened: page.c. */
void wh_read_page_leads(wh_facts *facts, wh_attachment *a, wh_str text, wh_leads *out);
/* A page saved with its pictures, "mhtml" (RFC 2557): page.c. */
void wh_read_web_archive(wh_facts *facts, wh_attachment *a, wh_leads *out);
/* What its reader sees of a file, as HTML or plain text, and where that leads; absent: nothing. page.c */
void wh_read_shown(wh_env *env, wh_str text, bool page, wh_leads *out);
/* "full address:s:HOST", and \\HOST\SHARE wherever it stands in a text: share.c. */
void wh_read_shares(wh_env *env, wh_str text, wh_anchors *anchors);
/* Where a message/external-body says that it is kept: elsewhere.c. */
void wh_read_elsewhere(wh_env *env, const wh_part *part, wh_leads *out);
/* Documents of Office, by their parts: document.c. */
void wh_read_document(wh_facts *facts, wh_attachment *a, wh_leads *out);
/* The texts of a TNEF: winmail.c. */
void wh_read_winmail(wh_facts *facts, const wh_attachment *a, unsigned depth, wh_leads *out);
/* The files of a small container, which is packed to keep filters from looking inside, each read by `read`:
 * packed.c. */
void wh_read_packed(wh_facts *facts, wh_attachment *a, unsigned depth, wh_leads_reader read, wh_leads *out);

#endif
