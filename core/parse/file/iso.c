/* The list of an image of a disc: ECMA-119 (ISO 9660) 8.4, 8.5, 9.1, and Joliet's names in UTF-16. */
#include "parse/file/list.h"

#define SECTOR 2048u
#define FIRST 16u       /* sector of the first volume descriptor */
#define DESCRIPTORS 32u /* looked through */
#define FOLDERS 64u     /* opened */
#define ROOT 156u       /* place of the root's record in a descriptor */
#define FOLDER 2u       /* flag of a record */

typedef struct disc {
    wh_env *env;
    wh_str data;
    wh_listing *list;
    bool joliet;
    struct {
        size_t at, n;
    } folders[FOLDERS];
    uint32_t known;
} disc;

static wh_str name_of(const disc *d, wh_str name)
{
    name = d->joliet ? wh_decode_charset(d->env, WH_LIT("utf-16be"), name)
                     : wh_decode_charset(d->env, WH_ABSENT, name);
    size_t version = wh_rfind_byte(name, ';');
    return version == WH_NONE_AT ? name : wh_sub(name, 0, version);
}

static void remember(disc *d, size_t at, size_t n)
{
    for (uint32_t i = 0; i < d->known; i++)
        if (d->folders[i].at == at) return; /* a folder in itself */
    if (d->known >= FOLDERS || at >= d->data.n) return;
    d->folders[d->known].at = at;
    d->folders[d->known++].n = n;
}

static void read_folder(disc *d, size_t from, size_t n)
{
    size_t end = n <= d->data.n - from ? from + n : d->data.n;
    for (size_t at = from; at + 33 < end;) {
        uint32_t length = wh_little(d->data, at, 1), name = wh_little(d->data, at + 32, 1);
        if (length == 0) { /* the rest of a sector */
            at = (at / SECTOR + 1) * SECTOR;
            continue;
        }
        size_t place = (size_t)wh_little(d->data, at + 2, 4) * SECTOR, bytes = wh_little(d->data, at + 10, 4);
        if (length < 34 || name + 33 > length) return;
        bool itself = name == 1 && (unsigned char)d->data.p[at + 33] <= 1; /* "." and ".." */
        if (!itself && (wh_little(d->data, at + 25, 1) & FOLDER)) {
            remember(d, place, bytes);
        } else if (!itself) {
            wh_entry *one = wh_list_add(d->env, d->list);
            if (!one) return;
            *one = (wh_entry){.name = name_of(d, wh_sub(d->data, at + 33, at + 33 + name)),
                              .bytes = bytes,
                              .data = WH_ABSENT};
            if (place < d->data.n)
                one->data = wh_sub(d->data, place, bytes <= d->data.n - place ? place + bytes : d->data.n);
        }
        at += length;
    }
}

bool wh_list_iso(wh_env *env, wh_str data, wh_listing *list)
{
    disc d = {.env = env, .data = data, .list = list};
    size_t chosen = 0;
    for (uint32_t i = 0; i < DESCRIPTORS; i++) {
        size_t at = (size_t)(FIRST + i) * SECTOR;
        uint32_t kind = wh_little(data, at, 1);
        if (at + SECTOR > data.n || !wh_eq(wh_sub(data, at + 1, at + 6), WH_LIT("CD001")) || kind == 255)
            break;
        bool joliet = kind == 2 && wh_eq(wh_sub(data, at + 88, at + 90), WH_LIT("%/"));
        if ((kind == 1 && chosen == 0) || joliet) chosen = at;
        d.joliet = d.joliet || joliet;
    }
    if (chosen == 0) return false;
    remember(&d, (size_t)wh_little(data, chosen + ROOT + 2, 4) * SECTOR,
             wh_little(data, chosen + ROOT + 10, 4));
    for (uint32_t i = 0; i < d.known; i++) read_folder(&d, d.folders[i].at, d.folders[i].n);
    return true;
}
