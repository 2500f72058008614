/* TNEF, MS-OXTNEF 2.1.3: what Outlook packs attachments into ("winmail.dat") when it takes the recipient's
 * program for another Outlook. */
#include "base/limits.h"
#include "parse/file/file.h"

#define HEAD 9u /* level, attribute, length */
#define MESSAGE_LEVEL 1u
#define ATTACHMENT_LEVEL 2u
#define ATTACHMENT_STARTS 0x00069002u /* attAttachRenddata */
#define ATTACHMENT_TITLE 0x00018010u
#define ATTACHMENT_DATA 0x0006800Fu

static uint32_t number(wh_str s, size_t at)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < 4; i++)
        if (at + i < s.n) value |= (uint32_t)(unsigned char)s.p[at + i] << 8 * i;
    return value;
}

bool wh_read_tnef(wh_env *env, wh_str data, wh_entries *out)
{
    *out = (wh_entries){0};
    if (data.n < 6 || number(data, 0) != 0x223E9F78u) return false;
    size_t at = 6; /* signature and key */
    while (at + HEAD <= data.n) {
        uint32_t level = (unsigned char)data.p[at], attribute = number(data, at + 1),
                 length = number(data, at + 5);
        if ((level != MESSAGE_LEVEL && level != ATTACHMENT_LEVEL) || length > data.n - at - HEAD)
            return false;
        wh_str value = wh_sub(data, at + HEAD, at + HEAD + length);
        at += HEAD + length + 2; /* a sum of 16 bits after it */
        if (level != ATTACHMENT_LEVEL) continue;
        if (attribute == ATTACHMENT_STARTS && (out->n >= WH_MAX_ENTRIES || !wh_push(env->arena, out)))
            return false;
        if (out->n == 0) continue;
        wh_entry *entry = &out->at[out->n - 1];
        if (attribute == ATTACHMENT_TITLE)
            entry->name = wh_decode_charset(env, WH_ABSENT, wh_sub(value, 0, wh_find_byte(value, '\0', 0)));
        if (attribute == ATTACHMENT_DATA) {
            entry->data = value;
            entry->bytes = value.n;
        }
    }
    return true;
}
