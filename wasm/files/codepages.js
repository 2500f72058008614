// Windows code pages by the names that TextDecoder and MIME know them under.

const NAMES = {
  874: "windows-874",
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
  10000: "macintosh",
  20127: "us-ascii",
  20866: "koi8-r",
  20932: "euc-jp",
  21866: "koi8-u",
  50220: "iso-2022-jp",
  50221: "iso-2022-jp",
  50222: "iso-2022-jp",
  51932: "euc-jp",
  51949: "euc-kr",
  51936: "gb2312",
  54936: "gb18030",
  65001: "utf-8",
  1200: "utf-16le",
  1201: "utf-16be",
};

/** The charset of a code page; null where it is not known. */
export function charsetOf(page) {
  if (page >= 1250 && page <= 1258) return `windows-${page}`;
  if (page >= 28591 && page <= 28606) return `iso-8859-${page - 28590}`;
  return NAMES[page] ?? null;
}

/**
 * Bytes of a code page as text; of one that is not known: UTF-8 where they are that, else Windows' Western
 * one.
 */
export function decodePage(bytes, page) {
  const charset = charsetOf(page);
  const tries = charset ? [[charset, false]] : [["utf-8", true], ["windows-1252", false]];
  for (const [name, fatal] of tries) {
    try {
      return new TextDecoder(name, { fatal, ignoreBOM: true }).decode(bytes);
    } catch {
      // Not this one: the next.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}
