/* Parts that are files: decoded whole, recognised by content, containers by their own lists. RFC 2183, RFC
 * 2046. */
#include "base/limits.h"
#include "evidence/evidence.h"

#define ENTRY_HEAD 512u /* bytes of an entry that are unpacked to see what it is */
#define ENTRY_COST 4096u
#define BOXES_DEEP 4u /* containers in containers */

wh_str wh_file_problem_name(wh_file_problem problem)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_FILE_PROBLEMS(X)
#undef X
    };
    return names[problem];
}

static bool is_one_of(wh_str type, const wh_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq(type, list[i])) return true;
    return false;
}

/* Containers and sealed files whose inside is not looked at here. */
static bool is_closed_box(wh_str detected)
{
    static const wh_str types[] = {
        WH_LIT_INIT("application/vnd.rar"),
        WH_LIT_INIT("application/x-7z-compressed"),
        WH_LIT_INIT("application/x-bzip2"),
        WH_LIT_INIT("application/x-xz"),
        WH_LIT_INIT("application/zstd"),
        WH_LIT_INIT("application/vnd.ms-cab-compressed"),
        WH_LIT_INIT("application/x-ace-compressed"),
        WH_LIT_INIT("application/x-arj"),
        WH_LIT_INIT("application/x-iso9660-image"),
        WH_LIT_INIT("application/x-vhd"),
        WH_LIT_INIT("application/x-vhdx"),
        WH_LIT_INIT("application/onenote"),
        WH_LIT_INIT("application/vnd.ms-htmlhelp"),
        WH_LIT_INIT("application/x-lzh-compressed"),
        WH_LIT_INIT("application/x-lzip"),
        WH_LIT_INIT("application/x-lz4"),
        WH_LIT_INIT("application/x-compress"),
        WH_LIT_INIT("application/x-udf-image"),
        WH_LIT_INIT("application/x-apple-diskimage"),
        WH_LIT_INIT("application/x-ms-wim"),
        WH_LIT_INIT("application/x-xar"),
        WH_LIT_INIT("application/mac-binhex40"),
        WH_LIT_INIT("application/vnd.ms-outlook-pst"),
    };
    return is_one_of(detected, types, sizeof types / sizeof *types);
}

static void note(wh_facts *facts, const wh_attachment *a, wh_unread_reason reason)
{
    wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, reason,
                                      wh_absent(a->detected) ? a->type : a->detected, a->name, a->span});
}

static void seal(wh_facts *facts, wh_attachment *a)
{
    a->encrypted = true;
    note(facts, a, WH_UNREAD_BECAUSE_ENCRYPTED);
}

/* What each entry is, by its first bytes, while there is budget left to unpack with. */
static void type_entries(wh_facts *facts, wh_attachment *a)
{
    for (uint32_t i = a->entry_types.n; i < a->entries.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        wh_str *type = wh_push(facts->env->arena, &a->entry_types);
        if (!type) return;
        if (entry->method && facts->inflatable < ENTRY_COST) {
            wh_note_cut(facts->env, WH_CUT_FILES, WH_ABSENT);
            continue;
        }
        if (entry->method) facts->inflatable -= ENTRY_COST;
        char head[ENTRY_HEAD];
        *type = wh_file_type(wh_entry_content_to(head, sizeof head, entry), entry->name);
    }
}

/* Containers that are not documents or programs of their own: what is in one is listed, too. */
static bool is_box(wh_str type)
{
    /* clang-format off */
    static const wh_str types[] = {
        WH_LIT_INIT("application/zip"),     WH_LIT_INIT("application/vnd.rar"),
        WH_LIT_INIT("application/gzip"),    WH_LIT_INIT("application/x-7z-compressed"),
        WH_LIT_INIT("application/x-tar"),   WH_LIT_INIT("application/vnd.ms-cab-compressed"),
        WH_LIT_INIT("application/ms-tnef"), WH_LIT_INIT("application/x-iso9660-image"),
    };
    /* clang-format on */
    return is_one_of(type, types, sizeof types / sizeof *types);
}

/* "outer.zip/inner.exe" */
static wh_str path_of(wh_env *env, wh_str outer, wh_str inner)
{
    wh_buf buf;
    if (wh_absent(outer)) return inner;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, outer);
    wh_put_byte(&buf, '/');
    wh_put(&buf, wh_absent(inner) ? WH_LIT("") : inner);
    return wh_buf_str(&buf);
}

/* False: what is in the entry stays unknown, because it is too deep, too large or cannot be had. */
static bool open_inner(wh_facts *facts, wh_attachment *a, uint32_t index)
{
    wh_entry outer = a->entries.at[index];
    wh_str type = a->entry_types.at[index];
    wh_listing list;
    bool known;
    uint64_t cost = outer.method ? outer.bytes : 0; /* what is merely stored needs no copy */
    if (outer.encrypted || wh_absent(outer.data)) return outer.encrypted;
    if (cost > facts->inflatable) wh_note_cut(facts->env, WH_CUT_FILES, WH_ABSENT);
    if (outer.depth + 1u >= BOXES_DEEP || outer.bytes > WH_MAX_NESTED || cost > facts->inflatable)
        return false;
    facts->inflatable -= (size_t)cost;
    wh_str data = wh_entry_content(facts->env, &outer, (size_t)outer.bytes); /* no more than it says */
    if (!wh_list_files(facts->env, data, type, &list, &known) && list.entries.n == 0) return false;
    a->encrypted |= list.encrypted;
    for (uint32_t i = 0; i < list.entries.n; i++) {
        wh_entry *one = a->entries.n < WH_MAX_ENTRIES ? wh_push(facts->env->arena, &a->entries) : NULL;
        if (!one) return false;
        *one = list.entries.at[i];
        one->name = path_of(facts->env, outer.name, one->name);
        one->depth = (uint8_t)(outer.depth + 1);
        a->encrypted |= one->encrypted;
    }
    type_entries(facts, a);
    return !list.more;
}

/* True: it was a container whose list can be read. */
static bool open_list(wh_facts *facts, wh_attachment *a, wh_str kind)
{
    wh_listing list;
    bool known, whole = wh_list_files(facts->env, a->data, kind, &list, &known);
    if (!known) return false;
    a->entries = list.entries;
    a->encrypted |= list.encrypted;
    if (a->entries.n == 1 &&
        wh_absent(a->entries.at[0].name)) /* gzip's name is that of its file, but for ".gz" */
        wh_file_extension(a->name, &a->entries.at[0].name);
    for (uint32_t i = 0; i < a->entries.n; i++) a->encrypted |= a->entries.at[i].encrypted;
    type_entries(facts, a);
    bool opened = true;
    for (uint32_t i = 0; is_box(a->detected) && i < a->entries.n && i < a->entry_types.n; i++)
        if (is_box(a->entry_types.at[i])) opened = open_inner(facts, a, i) && opened;
    if (!whole) note(facts, a, WH_UNREAD_BECAUSE_BROKEN);
    if (!opened) note(facts, a, WH_UNREAD_BECAUSE_TOO_DEEP);
    if (list.more) {
        a->problems |= WH_FILE_BIT(CUT);
        note(facts, a, WH_UNREAD_BECAUSE_TOO_MANY);
    }
    if (is_closed_box(kind) && a->entries.n == 0) a->problems |= WH_FILE_BIT(CLOSED);
    if (a->encrypted) note(facts, a, WH_UNREAD_BECAUSE_ENCRYPTED);
    else if (is_closed_box(kind)) note(facts, a, WH_UNREAD_BECAUSE_UNKNOWN);
    return true;
}

/* MS-XLS 2.4.117: a FilePass record right after the BOF of a workbook; MS-DOC 2.5.1: fEncrypted in the base
 * of the document's FIB. */
static bool is_sealed_ole(wh_str data)
{
    size_t book = wh_find(data, WH_LIT("\x09\x08\x10\0\0\x06\x05\0"), 0);
    size_t text = wh_find(data, WH_LIT("\xEC\xA5\xC1\0"), 0);
    if (book != WH_NONE_AT && wh_eq(wh_sub(data, book + 20, book + 22), WH_LIT("\x2F\0"))) return true;
    wh_str flags = text == WH_NONE_AT ? WH_ABSENT : wh_sub(data, text + 10, text + 12);
    return flags.n == 2 && (flags.p[1] & 1);
}

/* MS-CFB: names of streams are UTF-16 in the directory. What is sealed (MS-OFFCRYPTO 2.3.4.4), and what holds
 * macros (MS-OVBA 2.2.1). */
static void open_ole(wh_facts *facts, wh_attachment *a)
{
    wh_str data = wh_sub(a->data, 0, 4u << 20);
    bool package = wh_find(data, WH_LIT("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), 0) != WH_NONE_AT;
    if (package || is_sealed_ole(data)) seal(facts, a);
    if (wh_find(data, WH_LIT("_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"), 0) != WH_NONE_AT)
        a->problems |= WH_FILE_BIT(MACROS) | WH_FILE_BIT(SOFT);
}

/* RFC 5652 6: EnvelopedData, and AuthEnvelopedData (RFC 5083); what SignedData holds is a part
 * of its own (mime/signed.c). */
static bool is_enveloped(wh_str data)
{
    wh_str head = wh_sub(data, 0, 64);
    return wh_find(head, WH_LIT("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"), 0) == WH_NONE_AT;
}

/* RFC 8551 3.5.3: a signature over the part beside it; there is nothing in it to read. */
static bool is_detached(const wh_attachment *a)
{
    return wh_eq(a->type, WH_LIT("application/pkcs7-signature")) ||
           wh_eq(a->type, WH_LIT("application/x-pkcs7-signature")) || wh_ends_nocase(a->name, WH_LIT(".p7s"));
}

static void open_box(wh_facts *facts, wh_attachment *a)
{
    wh_str kind = wh_absent(a->detected) ? a->type : a->detected;
    if (open_list(facts, a, kind)) return;
    if (wh_eq(kind, WH_LIT("application/pkcs7-mime")) || wh_eq(kind, WH_LIT("application/x-pkcs7-mime"))) {
        if (is_enveloped(a->data)) seal(facts, a);
        else if (!is_detached(a) && !facts->parts.at[a->part].unpacked)
            note(facts, a, WH_UNREAD_BECAUSE_UNKNOWN);
    } else if (wh_eq(kind, WH_LIT("application/pgp-encrypted"))) {
        seal(facts, a);
    } else if (wh_eq(kind, WH_LIT("application/x-ole-storage"))) {
        open_ole(facts, a);
    } else if (wh_eq(kind, WH_LIT("application/pdf"))) {
        if (wh_pdf_encrypted(a->data)) seal(facts, a);
    } else if (is_closed_box(kind)) {
        note(facts, a, WH_UNREAD_BECAUSE_UNKNOWN);
        a->problems |= WH_FILE_BIT(CLOSED);
    } else if (wh_eq(a->type, WH_LIT("message/partial")) || wh_eq(a->type, WH_LIT("message/external-body"))) {
        note(facts, a, WH_UNREAD_BECAUSE_ELSEWHERE); /* RFC 2046 5.2.2, 5.2.3 */
    }
}

static void add_file(wh_facts *facts, wh_attachment file, const wh_text *data)
{
    file.detected = wh_file_type(file.data, file.name);
    file.bytes = file.data.n;
    if (wh_absent(file.data) && (file.shown || !wh_absent(facts->parts.at[file.part].body)))
        note(facts, &file, WH_UNREAD_BECAUSE_NO_MEMORY);
    open_box(facts, &file);
    wh_describe_file(&file);
    if (file.cut) {
        file.problems |= WH_FILE_BIT(CUT);
        note(facts, &file, WH_UNREAD_BECAUSE_TOO_LARGE);
    }
    if (!file.shown) wh_gather_file_links(facts, &file, data);
    wh_attachment *a = wh_push(facts->env->arena, &facts->attachments);
    if (a) *a = file;
}

void wh_gather_attachment(wh_facts *facts, uint32_t part_index, bool shown)
{
    const wh_part *part = &facts->parts.at[part_index];
    wh_text data = {0};
    wh_decode_transfer(facts->env, part->encoding, part->body, &data);
    wh_attachment file = {.part = part_index,
                          .name = wh_attachment_name(facts->env, part),
                          .type = part->type,
                          .data = data.bytes,
                          .shown = shown,
                          .span = wh_part_span(facts, part)};
    add_file(facts, file, &data);
}

void wh_gather_inline_files(wh_facts *facts, uint32_t content_index)
{
    wh_inline_file found;
    size_t at = 0;
    for (unsigned left = WH_MAX_HASHED;
         left && wh_next_inline_file(facts->env, facts->contents.at[content_index].bytes.bytes, &at, &found);
         left--) {
        const wh_content *content = &facts->contents.at[content_index];
        const wh_part *part = &facts->parts.at[content->part];
        wh_span inner = wh_text_span(&content->bytes, found.whole);
        wh_attachment file = {.part = content->part,
                              .name = found.name,
                              .type = WH_ABSENT,
                              .data = found.data,
                              .problems = WH_FILE_BIT(IN_TEXT)};
        file.span = wh_fact_span(facts, wh_sub(part->body, inner.start, inner.end));
        wh_text data = {.bytes = found.data};
        add_file(facts, file, &data);
    }
}
