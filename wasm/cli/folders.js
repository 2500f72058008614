// What a path stands for: a file, the mails of a Maildir (its cur/ and new/, and the Maildir folders in it),
// or every file below a folder. Names need not be UTF-8 (old archives have them in Shift_JIS): Node.js shows
// such a name with U+FFFD, and opens it by its bytes.
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const LOST = "\ufffd";
const byName = (a, b) => Buffer.compare(a.name, b.name);

/** The entries of a folder in the order of their names. @param {string | Buffer} place */
const entriesOf = async (place) =>
  (await readdir(place, { withFileTypes: true, encoding: "buffer" })).sort(byName);

const below = (place, name) => Buffer.concat([Buffer.from(place), Buffer.from("/"), name]);

/**
 * Where a path leads that came in as text: with U+FFFD in it, to the one entry that is shown so.
 * @param {string} path  @returns {Promise<string | Buffer>}
 */
async function placeOf(path) {
  if (!path.includes(LOST) || (await stat(path).catch(() => null))) return path;
  const folder = await placeOf(dirname(path)), name = basename(path);
  if (!name.includes(LOST)) return below(folder, Buffer.from(name));
  const alike = (await entriesOf(folder).catch(() => [])).filter((entry) => entry.name.toString() === name);
  return alike.length === 1 ? below(folder, alike[0].name) : path;
}

/**
 * @yields {{path: string, place?: string | Buffer, error?: Error}} files, in the order of their names, and
 *   the folders that could not be read. Links to folders are not followed, hidden files are passed over.
 */
async function* filesBelow(folder, at) {
  let entries;
  try {
    entries = await entriesOf(at);
  } catch (error) {
    yield { path: folder, error };
    return;
  }
  const named = (name) => entries.some((entry) => entry.name.toString() === name && entry.isDirectory());
  const maildir = named("cur") && named("new");
  for (const entry of entries) {
    const name = entry.name.toString(), path = join(folder, name), place = below(at, entry.name);
    if (maildir) {
      // tmp/ is half delivered, the rest are the program's own files; Maildir++ folders begin with a dot.
      if (entry.isDirectory() && (/^(cur|new)$/.test(name) || name.startsWith(".")))
        yield* filesBelow(path, place);
    } else if (name.startsWith(".")) continue;
    else if (entry.isDirectory()) yield* filesBelow(path, place);
    else if (entry.isFile()) yield { path, place };
    else if (entry.isSymbolicLink() && (await stat(place).catch(() => null))?.isFile()) yield { path, place };
  }
}

/**
 * @yields {{path: string, place?: string | Buffer, error?: Error}} the path itself, or a folder's files: what
 *   a file is called, and where it is; an error where nothing can be read
 */
export async function* expand(path) {
  if (path === "-") return yield { path, place: path };
  const place = await placeOf(path);
  try {
    if ((await stat(place)).isDirectory()) yield* filesBelow(path, place);
    else yield { path, place };
  } catch (error) {
    yield { path, error };
  }
}
