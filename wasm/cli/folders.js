// What a folder stands for: the mails of a Maildir (its cur/ and new/, and the Maildir folders in it), or every file below it.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** @yields {string} paths of files, in the order of their names; links to folders are not followed, hidden files are passed over */
export async function* filesBelow(folder) {
  const entries = (await readdir(folder, { withFileTypes: true })).sort(byName);
  const named = (name) => entries.some((entry) => entry.name === name && entry.isDirectory());
  const maildir = named("cur") && named("new");
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (maildir) {
      // tmp/ is half delivered, the rest are the program's own files; Maildir++ folders begin with a dot.
      if (entry.isDirectory() && (/^(cur|new)$/.test(entry.name) || entry.name.startsWith("."))) yield* filesBelow(path);
    } else if (entry.name.startsWith(".")) continue;
    else if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
    else if (entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isFile()) yield path;
  }
}

/** @yields {string} the paths themselves, a folder's files in its place. An error is the caller's to tell, with the path it is of. */
export async function* expand(path) {
  if (path !== "-" && (await stat(path)).isDirectory()) yield* filesBelow(path);
  else yield path;
}
