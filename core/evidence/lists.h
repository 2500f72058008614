/* Lists of words, compared in any case. Each is explained in its table: core/tables/extensions.tsv,
 * file_words.tsv, host_words.tsv, local_parts.tsv, shown_names.tsv, subject_stamps.tsv. */
#ifndef WHENCE_LISTS_H
#define WHENCE_LISTS_H

#include "base/base.h"

typedef struct wh_list {
    const unsigned char *words; /* each behind a byte that has its length: core/tables/make-lists.mjs */
    size_t n;                   /* bytes */
} wh_list;

/* The word at *at, which is then behind it; absent at the end. Begin with 0. */
static inline wh_str wh_next_listed(const wh_list *list, size_t *at)
{
    if (*at >= list->n) return WH_ABSENT;
    wh_str word = {(const char *)list->words + *at + 1, list->words[*at]};
    *at += 1 + word.n;
    return word;
}

bool wh_is_listed(const wh_list *list, wh_str word);
/* Whether one of the list's stands anywhere in text; whether it does as a whole word. */
bool wh_holds_listed(const wh_list *list, wh_str text);
bool wh_holds_listed_word(const wh_list *list, wh_str text);
/* The beginning of s that is one of the list's, the longest; absent when there is none. */
wh_str wh_listed_start(const wh_list *list, wh_str s);
/* Whether name is, or ends in a dot and, one of the list's. */
bool wh_is_under_listed(const wh_list *list, wh_str name);

/* Ends of files' names, without the dot. */
extern const wh_list wh_extension_runs, wh_extension_on_consent, wh_extension_connects, wh_extension_document,
    wh_extension_page, wh_extension_picture, wh_extension_download, wh_extension_packed;
/* The same, and MIME types. */
extern const wh_list wh_extension_kind_script, wh_extension_kind_shortcut, wh_extension_kind_installer,
    wh_extension_kind_disk, wh_extension_kind_archive, wh_extension_kind_settings, wh_extension_kind_document;
/* Words of files' names; those of languages without spaces stand anywhere. */
extern const wh_list wh_file_paper, wh_file_paper_dense;
/* Words between the dots, hyphens and digits of hosts' names, and ends of them. */
extern const wh_list wh_host_dynamic, wh_host_customer, wh_host_service;
extern const wh_list wh_host_inside, wh_host_unreal;
extern const wh_list wh_local_role, wh_local_daemon, wh_local_desk; /* left sides of addresses */
/* Words of shown names: whole ones, and Japanese ones that stand anywhere ("within"). */
extern const wh_list wh_name_office, wh_name_office_within, wh_name_firm, wh_name_firm_within, wh_name_common,
    wh_name_common_within, wh_name_person;
extern const wh_list wh_subject_stamps;

#endif
