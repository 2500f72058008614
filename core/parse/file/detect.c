/* What kind of file it is, by its content: the first bytes (as libmagic and IANA's registrations have them),
 * then text that only one kind begins with. Its name only distinguishes text formats that look alike. */
#include "parse/file/file.h"
#include "parse/paste/paste.h"

typedef struct magic {
    wh_str bytes;
    size_t at;
    wh_str type;
} magic;

#define MAGIC(bytes, at, type)                                                                               \
    {                                                                                                        \
        WH_LIT_INIT(bytes), at, WH_LIT_INIT(type)                                                            \
    }
static const magic magics[] = {
    MAGIC("MZ", 0, "application/x-msdownload"),
    MAGIC("\x7F"
          "ELF",
          0, "application/x-elf"),
    MAGIC("\xCF\xFA\xED\xFE", 0, "application/x-mach-binary"),
    MAGIC("%PDF-", 0, "application/pdf"),
    MAGIC("Rar!\x1A\x07", 0, "application/vnd.rar"),
    MAGIC("7z\xBC\xAF\x27\x1C", 0, "application/x-7z-compressed"),
    MAGIC("\x1F\x8B", 0, "application/gzip"),
    MAGIC("BZh", 0, "application/x-bzip2"),
    MAGIC("\xFD"
          "7zXZ",
          0, "application/x-xz"),
    MAGIC("\x28\xB5\x2F\xFD", 0, "application/zstd"),
    MAGIC("MSCF", 0, "application/vnd.ms-cab-compressed"),
    MAGIC("**ACE**", 7, "application/x-ace-compressed"),
    MAGIC("\x60\xEA", 0, "application/x-arj"),
    MAGIC("ustar", 257, "application/x-tar"),
    MAGIC("{\\rt", 0, "application/rtf"),
    MAGIC("\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D", 0, "application/onenote"),
    MAGIC("\x78\x9F\x3E\x22", 0, "application/ms-tnef"),
    MAGIC("ITSF", 0, "application/vnd.ms-htmlhelp"),
    MAGIC("CD001", 0x8001, "application/x-iso9660-image"),
    MAGIC("vhdxfile", 0, "application/x-vhdx"),
    MAGIC("conectix", 0, "application/x-vhd"),
    MAGIC("L\x00\x00\x00\x01\x14\x02\x00", 0, "application/x-ms-shortcut"),
    MAGIC("!<arch>\ndebian", 0, "application/vnd.debian.binary-package"),
    MAGIC("\xED\xAB\xEE\xDB", 0, "application/x-rpm"),
    MAGIC("xar!\x00", 0, "application/x-xar"),
    MAGIC("Cr24", 0, "application/x-chrome-extension"),
    MAGIC("MSWIM\x00", 0, "application/x-ms-wim"),
    MAGIC("BEA01", 0x8001, "application/x-udf-image"),
    MAGIC("-lh0-", 2, "application/x-lzh-compressed"),
    MAGIC("-lh5-", 2, "application/x-lzh-compressed"),
    MAGIC("-lh6-", 2, "application/x-lzh-compressed"),
    MAGIC("-lh7-", 2, "application/x-lzh-compressed"),
    MAGIC("LZIP\x01", 0, "application/x-lzip"),
    MAGIC("\x04\x22\x4D\x18", 0, "application/x-lz4"),
    MAGIC("\x1F\x9D", 0, "application/x-compress"),
    MAGIC("(This file must be converted with BinHex", 0, "application/mac-binhex40"),
    MAGIC("\x00\x05\x16\x07", 0, "application/applefile"),
    MAGIC("Standard ACE DB", 4, "application/x-msaccess"),
    MAGIC("Standard Jet DB", 4, "application/x-msaccess"),
    MAGIC("SQLite format 3", 0, "application/vnd.sqlite3"),
    MAGIC("!BDN", 0, "application/vnd.ms-outlook-pst"),
    MAGIC("\xD7\xCD\xC6\x9A", 0, "image/wmf"),
    MAGIC(" EMF", 40, "image/emf"),
    MAGIC("DICM", 128, "application/dicom"),
    MAGIC("AT&TFORM", 0, "image/vnd.djvu"),
    MAGIC("\x00\x00\x00\x0CjP  ", 0, "image/jp2"),
    MAGIC("8BPS", 0, "image/vnd.adobe.photoshop"),
    MAGIC("AC10", 0, "image/vnd.dwg"),
    MAGIC("AVI ", 8, "video/x-msvideo"),
    MAGIC("\x1A\x45\xDF\xA3", 0, "video/webm"),
    MAGIC("fLaC", 0, "audio/flac"),
    MAGIC("OTTO\x00", 0, "font/otf"),
    MAGIC("\x00\x01\x00\x00\x00", 0, "font/ttf"),
    MAGIC("\x89PNG\r\n", 0, "image/png"),
    MAGIC("\xFF\xD8\xFF", 0, "image/jpeg"),
    MAGIC("GIF8", 0, "image/gif"),
    MAGIC("II*\x00", 0, "image/tiff"),
    MAGIC("MM\x00*", 0, "image/tiff"),
    MAGIC("\x00\x00\x01\x00", 0, "image/vnd.microsoft.icon"),
    MAGIC("WEBP", 8, "image/webp"),
    MAGIC("ftyphei", 4, "image/heic"),
    MAGIC("ftypmif1", 4, "image/heic"),
    MAGIC("ftypavif", 4, "image/avif"),
    MAGIC("ftyp", 4, "video/mp4"),
    MAGIC("WAVE", 8, "audio/wav"),
    MAGIC("ID3", 0, "audio/mpeg"),
    MAGIC("OggS", 0, "application/ogg"),
    MAGIC("wOFF", 0, "font/woff"),
    MAGIC("wOF2", 0, "font/woff"),
    MAGIC("%!PS", 0, "application/postscript"),
    MAGIC("-----BEGIN PGP MESSAGE", 0, "application/pgp-encrypted"),
    MAGIC("-----BEGIN PGP SIGNATURE", 0, "application/pgp-signature"),
};

/* Text: white space before it and letters' case do not matter. */
/* clang-format off */
static const magic words[] = {
    MAGIC("<!doctype html", 0, "text/html"), MAGIC("<html", 0, "text/html"),   MAGIC("<head", 0, "text/html"),
    MAGIC("<body", 0, "text/html"),          MAGIC("<script", 0, "text/html"),
    MAGIC("<meta ", 0, "text/html"),
    MAGIC("<svg", 0, "image/svg+xml"),       MAGIC("BEGIN:VCALENDAR", 0, "text/calendar"),
    MAGIC("BEGIN:VCARD", 0, "text/vcard"),   MAGIC("[InternetShortcut]", 0, "application/x-mswinurl"),
    MAGIC("<?php", 0, "application/x-php"),  MAGIC("#!/", 0, "text/x-shellscript"),
    MAGIC("MIME-Version:", 0, "multipart/related"), MAGIC("From: <Saved by", 0, "multipart/related"),
};
/* clang-format on */

wh_str wh_file_extension(wh_str name, wh_str *rest)
{
    name = wh_trim_bytes(name, WH_LIT(" .\t\r\n"));
    size_t dot = wh_rfind_byte(name, '.');
    if (rest) *rest = dot == WH_NONE_AT ? WH_ABSENT : wh_sub(name, 0, dot);
    return dot == WH_NONE_AT ? WH_ABSENT : wh_from(name, dot + 1);
}

static bool has(wh_str data, wh_str word) { return wh_find(data, word, 0) != WH_NONE_AT; }

/* By the names of what is in it: those of the first files are in plain sight in the first bytes, those of the
 * last at the end. */
static wh_str zip_type(wh_str data)
{
    wh_str first = wh_sub(data, 0, 4096), last = wh_from(data, data.n > 65536 ? data.n - 65536 : 0);
    bool office = has(first, WH_LIT("[Content_Types].xml")) || has(last, WH_LIT("[Content_Types].xml"));
    if (has(last, WH_LIT("AppxManifest.xml"))) return WH_LIT("application/msix");
    if (has(last, WH_LIT("word/")) && office)
        return WH_LIT("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    if (has(last, WH_LIT("xl/")) && office)
        return WH_LIT("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    if (has(last, WH_LIT("ppt/")) && office)
        return WH_LIT("application/vnd.openxmlformats-officedocument.presentationml.presentation");
    if (office) return WH_LIT("application/vnd.openxmlformats-officedocument");
    if (has(wh_sub(first, 0, 100), WH_LIT("mimetypeapplication/vnd.oasis.opendocument")))
        return WH_LIT("application/vnd.oasis.opendocument");
    if (has(wh_sub(first, 0, 100), WH_LIT("mimetypeapplication/epub+zip")))
        return WH_LIT("application/epub+zip");
    if (has(last, WH_LIT("content.xml")) && has(last, WH_LIT("META-INF/manifest.xml")))
        return WH_LIT("application/vnd.oasis.opendocument");
    if (has(last, WH_LIT("AndroidManifest.xml"))) return WH_LIT("application/vnd.android.package-archive");
    if (has(last, WH_LIT("META-INF/MANIFEST.MF"))) return WH_LIT("application/java-archive");
    return WH_LIT("application/zip");
}

/* DER: a ContentInfo (RFC 5652 3) names its kind by an object identifier after the outer length. */
static wh_str der_type(wh_str data)
{
    wh_str head = wh_sub(data, 0, 20);
    if (head.n < 12 || head.p[0] != 0x30) return WH_ABSENT;
    static const wh_str pkcs7 = WH_LIT_INIT("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07");
    size_t at = wh_find(head, pkcs7, 0);
    return at == WH_NONE_AT || at > 8 ? WH_ABSENT : WH_LIT("application/pkcs7-mime");
}

/* A UTF-8 mark or UTF-16 before the text; of UTF-16 the bytes of ASCII alone are read, into scratch. */
static wh_str text_of(wh_str data, char scratch[512])
{
    if (wh_starts_nocase(data, WH_LIT("\xEF\xBB\xBF"))) data = wh_from(data, 3);
    bool little = wh_starts_nocase(data, WH_LIT("\xFF\xFE")),
         big = wh_starts_nocase(data, WH_LIT("\xFE\xFF"));
    if (little || big) {
        size_t n = 0;
        for (size_t at = big ? 3 : 2; at < data.n && n < 512; at += 2) scratch[n++] = data.p[at];
        data = (wh_str){scratch, n};
    }
    while (data.n && (wh_is_space(data.p[0]) || data.p[0] == '\0')) data = wh_from(data, 1);
    return data;
}

/* Skips an XML declaration, a doctype and comments: it is the first element that tells. */
static wh_str past_prolog(wh_str text)
{
    for (unsigned i = 0; i < 8; i++) {
        bool comment = wh_starts_nocase(text, WH_LIT("<!--"));
        if (!comment && !wh_starts_nocase(text, WH_LIT("<?xml")) &&
            !wh_starts_nocase(text, WH_LIT("<!doctype svg")))
            break;
        size_t end = comment ? wh_find(text, WH_LIT("-->"), 0) : wh_find_byte(text, '>', 0);
        if (end == WH_NONE_AT) break;
        text = wh_from(text, end + (comment ? 3 : 1));
        while (text.n && wh_is_space(text.p[0])) text = wh_from(text, 1);
    }
    return text;
}

/* Formats of text that have no mark of their own: what they must hold, and the name. */
static wh_str named_text_type(wh_str text, wh_str name)
{
    static const struct {
        wh_str extension, word, type;
    } kinds[] = {
        {WH_LIT_INIT("rdp"), WH_LIT_INIT("address:s:"), WH_LIT_INIT("application/x-rdp")},
        {WH_LIT_INIT("iqy"), WH_LIT_INIT("WEB"), WH_LIT_INIT("text/x-ms-iqy")},
        {WH_LIT_INIT("library-ms"), WH_LIT_INIT("<libraryDescription"),
         WH_LIT_INIT("application/windows-library+xml")},
        {WH_LIT_INIT("searchconnector-ms"), WH_LIT_INIT("<searchConnectorDescription"),
         WH_LIT_INIT("application/windows-search-connector+xml")},
        {WH_LIT_INIT("mobileconfig"), WH_LIT_INIT("PayloadType"),
         WH_LIT_INIT("application/x-apple-aspen-config")},
        {WH_LIT_INIT("appinstaller"), WH_LIT_INIT("<AppInstaller"), WH_LIT_INIT("application/appinstaller")},
        {WH_LIT_INIT("jnlp"), WH_LIT_INIT("<jnlp"), WH_LIT_INIT("application/x-java-jnlp-file")},
        {WH_LIT_INIT("reg"), WH_LIT_INIT("["), WH_LIT_INIT("text/x-ms-regedit")},
        {WH_LIT_INIT("slk"), WH_LIT_INIT("ID;"), WH_LIT_INIT("application/x-sylk")},
        {WH_LIT_INIT("desktop"), WH_LIT_INIT("[Desktop Entry]"), WH_LIT_INIT("application/x-desktop")},
        {WH_LIT_INIT("js"), WH_LIT_INIT(""), WH_LIT_INIT("text/javascript")},
        {WH_LIT_INIT("jse"), WH_LIT_INIT(""), WH_LIT_INIT("text/javascript")},
        {WH_LIT_INIT("vbs"), WH_LIT_INIT(""), WH_LIT_INIT("text/vbscript")},
        {WH_LIT_INIT("vbe"), WH_LIT_INIT(""), WH_LIT_INIT("text/vbscript")},
        {WH_LIT_INIT("hta"), WH_LIT_INIT(""), WH_LIT_INIT("application/hta")},
        {WH_LIT_INIT("wsf"), WH_LIT_INIT(""), WH_LIT_INIT("text/x-wsf")},
        {WH_LIT_INIT("ps1"), WH_LIT_INIT(""), WH_LIT_INIT("text/x-powershell")},
        {WH_LIT_INIT("psm1"), WH_LIT_INIT(""), WH_LIT_INIT("text/x-powershell")},
        {WH_LIT_INIT("py"), WH_LIT_INIT(""), WH_LIT_INIT("text/x-python")},
        {WH_LIT_INIT("bat"), WH_LIT_INIT(""), WH_LIT_INIT("application/x-bat")},
        {WH_LIT_INIT("cmd"), WH_LIT_INIT(""), WH_LIT_INIT("application/x-bat")},
        {WH_LIT_INIT("csv"), WH_LIT_INIT(""), WH_LIT_INIT("text/csv")},
        {WH_LIT_INIT("eml"), WH_LIT_INIT(":"), WH_LIT_INIT("message/rfc822")},
        {WH_LIT_INIT("json"), WH_LIT_INIT(""), WH_LIT_INIT("application/json")},
        {WH_LIT_INIT("txt"), WH_LIT_INIT(""), WH_LIT_INIT("text/plain")},
        {WH_LIT_INIT("log"), WH_LIT_INIT(""), WH_LIT_INIT("text/plain")},
    };
    wh_str extension = wh_file_extension(name, NULL);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wh_eq_nocase(extension, kinds[i].extension) &&
            wh_find_nocase(text, kinds[i].word, 0) != WH_NONE_AT)
            return kinds[i].type;
    return WH_ABSENT;
}

/* RFC 4155: a separator, and a mail's first field. */
static bool is_mbox(wh_str text)
{
    wh_str rest = text.n && text.p[0] == 'F' ? wh_from(text, wh_mbox_line(text)) : WH_ABSENT;
    size_t n = 0;
    while (n < rest.n && rest.p[n] > ' ' && rest.p[n] != ':') n++;
    return n && n < rest.n && rest.n < text.n && rest.p[n] == ':';
}

/* MS-CFB 2.2; MS-OXMSG 2.4: Outlook's items have a stream of properties by that name, in UTF-16. */
static wh_str compound_type(wh_str data)
{
    static const wh_str stream =
        WH_LIT_INIT("_\0_\0p\0r\0o\0p\0e\0r\0t\0i\0e\0s\0_\0v\0e\0r\0s\0i\0o\0n\0001\0.\0000\0");
    return has(data, stream) ? WH_LIT("application/vnd.ms-outlook") : WH_LIT("application/x-ole-storage");
}

/* OpenPGP's binary form (RFC 9580 4.2) has no mark but one bit. */
static bool is_sealed_by_name(wh_str data, wh_str name)
{
    return (wh_ends_nocase(name, WH_LIT(".pgp")) || wh_ends_nocase(name, WH_LIT(".gpg"))) && data.n &&
           (unsigned char)data.p[0] & 0x80;
}

wh_str wh_file_type(wh_str data, wh_str name)
{
    char scratch[512];
    if (wh_eq(wh_sub(data, 0, 8), WH_LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) return compound_type(data);
    if (wh_starts_nocase(data, WH_LIT("PK\x03\x04")) || wh_starts_nocase(data, WH_LIT("PK\x05\x06")))
        return zip_type(data);
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (wh_eq(wh_sub(data, magics[i].at, magics[i].at + magics[i].bytes.n), magics[i].bytes))
            return magics[i].type;
    if (data.n > 512 && wh_eq(wh_sub(data, data.n - 512, data.n - 508), WH_LIT("koly")))
        return WH_LIT("application/x-apple-diskimage");
    if (data.n > 7 &&
        wh_eq(wh_sub(data, 0, 4), WH_LIT("\xCA\xFE\xBA\xBE"))) /* for few processors, or of Java 1 on */
        return data.p[6] == 0 && data.p[7] < 0x1E ? WH_LIT("application/x-mach-binary")
                                                  : WH_LIT("application/java-vm");
    if (is_sealed_by_name(data, name)) return WH_LIT("application/pgp-encrypted");
    if (data.n > 26 && data.p[0] == 'B' && data.p[1] == 'M' && wh_sub(data, 6, 10).n == 4 &&
        wh_eq(wh_sub(data, 6, 10), WH_LIT("\0\0\0\0")))
        return WH_LIT("image/bmp");
    if (wh_find(wh_sub(data, 0, 1024), WH_LIT("%PDF-"), 0) != WH_NONE_AT)
        return WH_LIT("application/pdf"); /* readers look so far */
    wh_str der = der_type(data), text = text_of(wh_sub(data, 0, 4096), scratch), first = past_prolog(text);
    if (!wh_absent(der)) return der;
    if (is_mbox(text)) return WH_LIT("application/mbox");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wh_starts_nocase(first, words[i].bytes)) return words[i].type;
    if (wh_find_byte(text, '\0', 0) != WH_NONE_AT) return WH_ABSENT;
    wh_str named = named_text_type(text, name);
    if (!wh_absent(named)) return named;
    return wh_starts_nocase(text, WH_LIT("<?xml")) ? WH_LIT("text/xml") : WH_ABSENT;
}

bool wh_is_mail_file(wh_str name, wh_str type)
{
    return wh_eq(type, WH_LIT("message/rfc822")) || wh_ends_nocase(name, WH_LIT(".eml")) ||
           wh_ends_nocase(name, WH_LIT(".emlx"));
}
