// What a folder stands for: the mails of a Maildir (its cur/ and new/, and the Maildir folders in it), or
// every file below it.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * The entries of a folder in the order of their names; null, with the error given to `fail`, where there is
 * none.
 */
async function entriesOf(folder, fail) {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort(byName);
  } catch (error) {
    fail(error);
    return null;
  }
}

/**
 * @yields {{path: string, error?: Error}} files, in the order of their names, and the folders that could not
 * be
 *   read. Links to folders are not followed, hidden files are passed over.
 */
async function* filesBelow(folder) {
  let error;
  const entries = await entriesOf(folder, (cause) => (error = cause));
  if (!entries) {
    yield { path: folder, error };
    return;
  }
  const named = (name) => entries.some((entry) => entry.name === name && entry.isDirectory());
  const maildir = named("cur") && named("new");
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (maildir) {
      // tmp/ is half delivered, the rest are the program's own files; Maildir++ folders begin with a dot.
      if (entry.isDirectory() && (/^(cur|new)$/.test(entry.name) || entry.name.startsWith(".")))
        yield* filesBelow(path);
    } else if (entry.name.startsWith(".")) continue;
    else if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield { path };
    else if (entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isFile()) yield { path };
  }
}

/**
 * @yields {{path: string, error?: Error}} the path itself, or a folder's files; an error where nothing can be
 * read
 */
export async function* expand(path) {
  let error;
  const about = path === "-" ? null : await stat(path).catch((cause) => void (error = cause));
  if (about?.isDirectory()) yield* filesBelow(path);
  else yield error ? { path, error } : { path };
}
