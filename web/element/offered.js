// What a paste or a drop offers: a text, a file, several files, folders of them.
import { chosenOf } from "./pasted.js";

/** Whether a text is no more than what the files are called: some systems put that beside them. */
function isNames(text, files) {
  const names = new Set(files.map(({ name }) => name));
  const lines = text.split(/[\r\n]+/).filter(Boolean);
  return lines.every((line) => names.has(line.trim().split(/[\\/]/).pop()));
}

const filesOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

/**
 * The files of a folder and of those in it, each called by its way there; hidden ones are passed over. What
 * cannot be read (Chrome opens no folder for a page from a file) is there by its name alone.
 */
async function filesBelow(entry, found) {
  if (entry.name.startsWith(".")) return;
  const name = entry.fullPath.replace(/^\//, "");
  try {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push(new File([file], name));
      return;
    }
    const reader = entry.createReader(), entries = [];
    for (let some; (some = await filesOf(reader)).length;) entries.push(...some);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const each of entries) await filesBelow(each, found);
  } catch {
    found.push({ name });
  }
}

/** Files, and in the place of folders what is in them. */
async function unfolded(files, entries) {
  const all = [];
  for (const [i, file] of files.entries()) {
    if (entries[i]?.isDirectory) await filesBelow(entries[i], all);
    else all.push(file);
  }
  return all;
}

/**
 * To be called while the event is handled: afterwards the browser gives nothing out.
 * @param {DataTransfer | null} data of a paste or a drop
 * @param {boolean} filesFirst where both files and a text are there: a drop's text names the files, a paste's
 *   files are pictures of the text
 * @returns {((analyze: (source: any, name?: string) => any) => any) | null} null: nothing of use is there
 */
export function offered(data, filesFirst) {
  const text = data?.getData("text/plain") ?? "", html = data?.getData("text/html") ?? "";
  const files = [...(data?.files ?? [])];
  if (!files.length || (!filesFirst && text.trim() && !isNames(text, files))) {
    const source = chosenOf(text, html);
    return source.trim() ? (analyze) => analyze(source) : null;
  }
  const items = [...(data.items ?? [])].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return (analyze) => analyzeFiles(files, analyze);
  return async (analyze) => analyzeFiles(await unfolded(files, entries), analyze);
}

/** One file by itself; several, one that cannot be read or none at all, as a list. */
export function analyzeFiles(files, analyze) {
  const [first] = files;
  return files.length === 1 && first instanceof Blob ? analyze(first, first.name) : analyze(files);
}
