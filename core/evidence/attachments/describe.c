/* A file's name, its content and its list of entries, compared with each other. */
#include "evidence/evidence.h"
#include "evidence/lists.h"

#define PADDING 6u /* blanks in a row, or letters nobody sees, that push an extension out of view */

#define E(text) WH_LIT_INIT(text)

static bool is_page(wh_str extension, wh_str detected)
{
    return wh_is_listed(&wh_extension_page, extension) || wh_eq(detected, WH_LIT("text/html")) ||
           wh_eq(detected, WH_LIT("image/svg+xml"));
}

static bool is_program(wh_str detected)
{
    static const wh_str list[] = {
        E("application/x-msdownload"),
        E("application/x-elf"),
        E("application/x-mach-binary"),
        E("application/x-ms-shortcut"),
        E("application/x-iso9660-image"),
        E("application/x-vhd"),
        E("application/x-vhdx"),
        E("application/onenote"),
        E("application/vnd.ms-htmlhelp"),
        E("application/hta"),
        E("application/x-bat"),
        E("text/x-powershell"),
        E("text/vbscript"),
        E("application/x-mswinurl"),
        E("application/vnd.android.package-archive"),
        E("application/msix"),
        E("application/java-vm"),
        E("application/vnd.debian.binary-package"),
        E("application/x-rpm"),
        E("application/x-xar"),
        E("application/x-apple-diskimage"),
        E("application/x-udf-image"),
        E("application/x-ms-wim"),
        E("application/x-chrome-extension"),
        E("application/x-apple-aspen-config"),
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (wh_eq(detected, list[i])) return true;
    return false;
}

/* Kinds that are recognised by their content, and whose programs ask first. */
static bool runs_on_consent(wh_str detected)
{
    static const wh_str list[] = {
        E("application/onenote"),
        E("application/x-mswinurl"),
        E("application/x-xar"),
        E("application/x-apple-diskimage"),
        E("application/x-chrome-extension"),
        E("application/x-apple-aspen-config"),
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (wh_eq(detected, list[i])) return true;
    return false;
}

wh_str wh_file_kind(const wh_attachment *a)
{
    static const struct {
        const wh_list *list;
        wh_str id;
    } kinds[] = {
        {&wh_extension_kind_script, E("script")},       {&wh_extension_kind_shortcut, E("shortcut")},
        {&wh_extension_kind_installer, E("installer")}, {&wh_extension_kind_disk, E("disk")},
        {&wh_extension_kind_archive, E("archive")},     {&wh_extension_kind_settings, E("settings")},
        {&wh_extension_kind_document, E("document")},
    };
    const size_t n = sizeof kinds / sizeof *kinds;
    wh_str extension = wh_file_extension(a->name, NULL);
    for (size_t i = 0; i < n; i++)
        if (wh_is_listed(kinds[i].list, a->detected)) return kinds[i].id;
    for (size_t i = 0; i < n && !is_program(a->detected); i++)
        if (wh_is_listed(kinds[i].list, extension)) return kinds[i].id;
    return a->problems & WH_FILE_BIT(MACROS) && !is_program(a->detected) ? WH_LIT("document")
                                                                         : WH_LIT("program");
}

/* U+202A..U+202E, U+2066..U+2069: a name that reads backwards. U+200E and U+200F only tell where letters
 * belong. */
static bool turns_direction(wh_str name)
{
    for (size_t at = 0; at < name.n;) {
        uint32_t rune = wh_next_rune(name, &at, NULL);
        if ((rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069)) return true;
    }
    return false;
}

static bool is_blank(uint32_t rune)
{
    return rune == ' ' || rune == 0xA0 || rune == 0x3000 || rune == '_' || rune == '.' ||
           (rune >= 0x2000 && rune <= 0x200D) || rune == 0x2800 || rune == 0x3164;
}

static bool is_padded(wh_str name)
{
    unsigned row = 0;
    for (size_t at = 0; at < name.n;) {
        row = is_blank(wh_next_rune(name, &at, NULL)) ? row + 1 : 0;
        if (row >= PADDING && at < name.n) return true;
    }
    return false;
}

static bool is_archive(wh_str detected)
{
    return wh_eq(detected, WH_LIT("application/zip")) || wh_eq(detected, WH_LIT("application/vnd.rar")) ||
           wh_eq(detected, WH_LIT("application/x-7z-compressed"));
}

/* A file that is a picture, a PDF or a text by its name or declaration, but something else to open by its
 * content. An Office file is one of several containers, and a web page under the name of a table is an old
 * habit of programs: nothing is said of these. */
static bool differs(const wh_attachment *a, wh_str extension)
{
    bool picture =
        wh_is_listed(&wh_extension_picture, extension) || wh_starts_nocase(a->type, WH_LIT("image/"));
    bool pdf = wh_eq_nocase(extension, WH_LIT("pdf")) || wh_eq(a->type, WH_LIT("application/pdf"));
    bool document =
        wh_is_listed(&wh_extension_document, extension) && !wh_is_listed(&wh_extension_picture, extension);
    bool page = wh_eq(a->detected, WH_LIT("text/html"));
    if (is_program(a->detected)) return picture || pdf || document;
    if (picture && wh_eq_nocase(extension, WH_LIT("svg"))) return false;
    return (picture || pdf) && (page || is_archive(a->detected));
}

/* Of one name, the file's or an entry's. */
static uint32_t name_problems(wh_str name)
{
    wh_str rest, extension = wh_file_extension(name, &rest),
                 second = wh_trim_bytes(wh_file_extension(rest, NULL), WH_LIT(" _"));
    uint32_t bits = 0;
    if (turns_direction(name)) bits |= WH_FILE_BIT(TURNED);
    bool soft = wh_is_listed(&wh_extension_on_consent, extension),
         starts = soft || wh_is_listed(&wh_extension_runs, extension);
    if (starts && is_padded(name)) bits |= WH_FILE_BIT(PADDED);
    if (starts && wh_is_listed(&wh_extension_document, second)) bits |= WH_FILE_BIT(DOUBLE);
    if (starts) bits |= WH_FILE_BIT(RUNS);
    if (soft) bits |= WH_FILE_BIT(SOFT);
    if (wh_is_listed(&wh_extension_connects, extension)) bits |= WH_FILE_BIT(CONNECTS);
    return bits;
}

/* Programs differ in which of several names they show and open by: filename or filename*, the first or the
 * last, of Content-Disposition or of Content-Type. That of a program counts. */
wh_str wh_attachment_name(wh_env *env, const wh_part *part)
{
    uint32_t most = name_problems(part->name);
    wh_str name = part->name;
    for (uint32_t i = 0; i < part->fields.n && !most; i++) {
        wh_str field = part->fields.at[i].name;
        bool type = wh_eq_nocase(field, WH_LIT("Content-Type"));
        if (!type && !wh_eq_nocase(field, WH_LIT("Content-Disposition"))) continue;
        wh_params params;
        wh_parse_params(env, part->fields.at[i].value, &params);
        for (uint32_t k = 0; k < params.list.n && !most; k++) {
            const wh_param *param = &params.list.at[k];
            if (!wh_eq(param->name, type ? WH_LIT("name") : WH_LIT("filename"))) continue;
            most = name_problems(param->value);
            if (most || wh_absent(name)) name = param->value;
        }
    }
    return name;
}

bool wh_holds_program_name(wh_str bytes)
{
    for (size_t at = wh_find_byte(bytes, '.', 0); at != WH_NONE_AT; at = wh_find_byte(bytes, '.', at + 1)) {
        wh_str near = wh_sub(bytes, at + 1, at + 8);
        size_t end = wh_find_byte(near, '\0', 0);
        if (end != WH_NONE_AT && end >= 2 && wh_is_listed(&wh_extension_runs, wh_sub(near, 0, end)))
            return true;
    }
    return false;
}

static void describe_entries(wh_attachment *a)
{
    for (uint32_t i = 0; i < a->entries.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        uint32_t bits = name_problems(entry->name);
        wh_str type = i < a->entry_types.n ? a->entry_types.at[i] : WH_ABSENT;
        if (bits & (WH_FILE_BIT(RUNS) | WH_FILE_BIT(CONNECTS)) || is_program(type))
            a->problems |= WH_FILE_BIT(HOLDS);
        a->problems |= bits & (WH_FILE_BIT(TURNED) | WH_FILE_BIT(PADDED) | WH_FILE_BIT(DOUBLE));
        if (wh_ends_nocase(entry->name, WH_LIT("vbaProject.bin"))) a->problems |= WH_FILE_BIT(MACROS);
    }
}

void wh_describe_file(wh_attachment *a)
{
    wh_str extension = wh_file_extension(a->name, NULL);
    bool office = wh_starts_nocase(a->detected, WH_LIT("application/vnd.openxmlformats")) ||
                  wh_starts_nocase(a->detected, WH_LIT("application/vnd.oasis"));
    a->problems |= name_problems(a->name);
    bool soft = runs_on_consent(a->detected);
    if (is_program(a->detected)) a->problems |= WH_FILE_BIT(RUNS);
    if (is_program(a->detected) && !soft) a->problems &= ~WH_FILE_BIT(SOFT);
    if (soft && !(a->problems & WH_FILE_BIT(DOUBLE))) a->problems |= WH_FILE_BIT(SOFT);
    bool resources =
        wh_eq(a->detected, WH_LIT("application/applefile")); /* RFC 1740: of the file beside it */
    if (resources) a->problems = 0;
    if (is_page(extension, a->detected) && !resources) a->problems |= WH_FILE_BIT(PAGE);
    if (differs(a, extension)) a->problems |= WH_FILE_BIT(DIFFERS);
    describe_entries(a);
    if (office || is_program(a->detected) || wh_eq(a->detected, WH_LIT("application/java-archive")))
        a->problems &= ~WH_FILE_BIT(HOLDS); /* its parts are its own */
}
