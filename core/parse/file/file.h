/* Files by their content: what kind they are, what they hold by their own list, where they lead. Nothing is
 * ever executed, and nothing is unpacked but small pieces that name addresses, within bounds. */
#ifndef WHENCE_FILE_H
#define WHENCE_FILE_H

#include "parse/parse.h"

/* The MIME type that the first bytes show ("application/pdf"), or where these say nothing, text that only one
 * kind of file begins with; absent when not recognised. name: only to tell text formats apart that look like
 * each other; may be absent. */
wh_str wh_file_type(wh_str data, wh_str name);
/* What follows the last dot of a file's name, without spaces and dots at the end, as Windows reads it; *rest
 * (may be NULL): what is before. */
wh_str wh_file_extension(wh_str name, wh_str *rest);

/* What a container's own list says of one of its files. */
typedef struct wh_entry {
    wh_str name;     /* as written, in UTF-8; absent when the list has none */
    wh_str data;     /* the bytes as they are kept, compressed or not; absent when they are not there */
    uint64_t bytes;  /* of the file itself */
    uint16_t method; /* zip: 0 stored, 8 deflated */
    bool encrypted;
    uint8_t depth; /* of the container that holds it: 0 the file itself, 1 a file in it, ... */
} wh_entry;
typedef WH_LIST(wh_entry) wh_entries;

typedef struct wh_listing {
    wh_entries entries; /* at most WH_MAX_ENTRIES */
    bool more;          /* there were more */
    bool encrypted;     /* so is the list itself */
} wh_listing;
/* The list of a container of that MIME type (wh_file_type), as far as it stands in plain bytes: zip and its
 * kin, TNEF, gzip, tar, RAR, cabinet, ISO 9660, OneNote; of 7z only whether it is encrypted. *known: the type
 * is one of these. False: broken, or not known; the list holds what came before the damage. */
bool wh_list_files(wh_env *env, wh_str data, wh_str type, wh_listing *list, bool *known);

/* The central directory of a zip, APPNOTE 4.3.12: at most WH_MAX_ENTRIES; *more: there were more. Where there
 * is no directory, the local headers (4.3.7) in order. False when it is no zip as far as it can be read. */
bool wh_read_zip(wh_env *env, wh_str data, wh_entries *out, bool *more);
/* What Outlook packs into a TNEF ("winmail.dat"), MS-OXTNEF 2.1: files, and texts, which are the mail's own.
 * False when it is broken; out holds what came before. */
typedef enum wh_outlook_form { WH_OUTLOOK_PLAIN, WH_OUTLOOK_HTML, WH_OUTLOOK_RTF } wh_outlook_form;
typedef struct wh_outlook_text {
    wh_outlook_form form; /* RTF: still compressed, for wh_unpack_lzfu */
    wh_str bytes, charset;
} wh_outlook_text;
typedef struct wh_tnef {
    wh_listing files;
    WH_LIST(wh_outlook_text) texts; /* at most WH_MAX_OUTLOOK_TEXTS; others are noted (WH_CUT_FILES) */
} wh_tnef;
bool wh_read_tnef(wh_env *env, wh_str data, wh_tnef *out);
/* Compressed RTF, MS-OXRTFCP: at most `most` bytes of it, *whole when that is all. Absent: it is none. Time
 * and memory are linear in packed.n. */
wh_str wh_unpack_lzfu(wh_env *env, wh_str packed, size_t most, bool *whole);
/* What an RTF says: *page: as HTML, which was wrapped in it or is made of it; else as plain text. UTF-8;
 * absent when it is none. Linear in rtf.n. */
wh_str wh_read_rtf(wh_env *env, wh_str rtf, bool *page);
/* An entry's content, at most `most` bytes of it; absent when it is encrypted, of another method, or broken
 * before the first byte. */
wh_str wh_entry_content(wh_env *env, const wh_entry *entry, size_t most);
/* The same, inflated into out where need be, for those who read many. */
wh_str wh_entry_content_to(char *out, size_t most, const wh_entry *entry);

/* RFC 1951. At most `most` bytes of the result, which is what came before the end or the first error;
 * *read (may be NULL): bytes of input used. Time and memory are linear in `most` and in.n. */
wh_str wh_inflate(wh_env *env, wh_str in, size_t most, size_t *read);
wh_str wh_inflate_to(char *out, size_t most, wh_str in,
                     size_t *read);             /* written to out: no memory is taken */
size_t wh_inflated_most(size_t n, size_t most); /* bytes that n bytes can become, if not more than `most` */
#define WH_INFLATE_COST                                                                                      \
    4096u /* bytes of the budget that each piece takes on top of its own: reading takes time, too */

/* The addresses of link annotations in a PDF, ISO 32000-1 12.6.4.7, in plain objects and in object streams,
 * and those of actions that submit, open or run something: added to out. *budget: how many bytes may still be
 * inflated; what is used is taken off. What is not read is noted (WH_CUT_FILES). False: there is an object
 * stream that is packed in a way not known here. */
bool wh_pdf_links(wh_env *env, wh_str data, size_t *budget, wh_strs *out);
bool wh_pdf_encrypted(wh_str data);
/* Its pictures, 8.9.5, as files that are pictures: JPEG as it stands, others without compression or deflated
 * as PGM. Added to out; *budget as above. */
void wh_pdf_pictures(wh_env *env, wh_str data, size_t *budget, wh_strs *out);
/* The names of the files embedded in a PDF (7.11.4), as far as they stand plain. Added to out. */
void wh_pdf_files(wh_env *env, wh_str data, wh_entries *out);
/* What a PDF says, as far as its letters are plain ones: UTF-8. *budget as above. */
wh_str wh_pdf_text(wh_env *env, wh_str data, size_t *budget);
/* Addresses in an Office file's relationships (ECMA-376 part 2, 9.3) that lie outside of it; *loaded is set
 * when one of them is fetched as the file is opened (a template, an object, a frame). Added to out. */
void wh_office_links(wh_env *env, const wh_entries *entries, size_t *budget, wh_strs *out, bool *loaded);

/* Whether a file in an archive is one mail, by its name or its type. */
bool wh_is_mail_file(wh_str name, wh_str type);

/* Addresses of the web anywhere in a file's bytes, in ASCII or UTF-16, without the names of XML's
 * vocabularies: added to out, WH_MAX_FILE_LINKS in all. Linear in bytes.n. */
void wh_scan_addresses(wh_env *env, wh_str bytes, wh_strs *out);
/* Those of a binary property list ("bplist00"), where a string says how long it is. */
void wh_scan_property_list(wh_env *env, wh_str bytes, wh_strs *out);
/* What a script keeps packed, each piece on lines of its own: base64 of text, percent-encoding, escapes of
 * literals, codes of characters, text written backwards. About
 * twice as long as the text at most; empty where nothing is packed. What comes out may be packed again. */
wh_str wh_unpack_script(wh_env *env, wh_str text);

/* A file written into the text of a mail: uuencode (POSIX), yEnc (yenc.org's draft). */
typedef struct wh_inline_file {
    wh_str name, whole; /* whole: from its first line to its last, a slice of the text */
    wh_str data;        /* decoded */
} wh_inline_file;
/* The next one from *at on, which is moved past it; false: there is none. */
bool wh_next_inline_file(wh_env *env, wh_str text, size_t *at, wh_inline_file *out);

#endif
