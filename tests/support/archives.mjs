// Containers made by hand, as small as their formats allow: for those that no library at hand writes.

const latin1 = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const little = (value, n) => Array.from({ length: n }, (_, i) => Math.floor(value / 256 ** i) & 255);
const big = (value, n) => little(value, n).reverse();
const join = (...pieces) =>
  Uint8Array.from(pieces.flatMap((piece) => [...(typeof piece === "string" ? latin1(piece) : piece)]));

/** POSIX.1-2017 pax, "ustar". @param {[string, string][]} files name and content */
export function tar(files) {
  const blocks = files.map(([name, content]) => {
    const head = new Uint8Array(512);
    head.set(latin1(name));
    head.set(latin1("0000644\0"), 100);
    head.set(latin1(`${content.length.toString(8).padStart(11, "0")}\0`), 124);
    head[156] = 0x30;
    head.set(latin1("ustar\x0000"), 257);
    const body = new Uint8Array(Math.ceil(content.length / 512) * 512);
    body.set(latin1(content));
    return join(head, body);
  });
  return join(...blocks, new Uint8Array(1024));
}

/** MS-CAB 2.1: one folder, nothing packed in it. */
export function cab(files) {
  const entries = files.map(([name, content]) =>
    join(little(content.length, 4), little(0, 4), little(0, 8), name, [0]),
  );
  const head = join(
    "MSCF",
    little(0, 12),
    little(44, 4),
    little(0, 4),
    [3, 1],
    little(1, 2),
    little(files.length, 2),
    little(0, 8),
  );
  return join(head, new Uint8Array(44 - head.length), ...entries);
}

const vint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...vint(value >> 7)]);
const rar5Block = (head, data = "") => join(little(0, 4), vint(head.length), head, data);

/** RAR 5. @param {{locked?: boolean, hidden?: boolean}} [how] locked: the files, hidden: the list too */
export function rar5(files, { locked = false, hidden = false } = {}) {
  const extra = locked ? join(vint(1), vint(1)) : new Uint8Array(0); // a record of one byte
  const blocks = files.map(([name, content]) => {
    const fields = join(vint(0), vint(content.length), vint(0), vint(0), vint(0), vint(name.length), name);
    const flags = extra.length
      ? join(vint(3), vint(extra.length), vint(content.length))
      : join(vint(2), vint(content.length));
    return rar5Block(join(vint(2), flags, fields, extra), content);
  });
  const lock = rar5Block(join(vint(4), vint(0), vint(0), vint(0)));
  return join(
    "Rar!\x1a\x07\x01\x00",
    hidden ? lock : "",
    rar5Block(join(vint(1), vint(0), vint(0))),
    ...blocks,
  );
}

/** RAR 4. */
export function rar4(files, { locked = false } = {}) {
  const blocks = files.map(([name, content]) => {
    const fields = join(
      little(content.length, 4),
      little(content.length, 4),
      [2],
      little(0, 4),
      little(0, 4),
      [29, 0x30],
      little(name.length, 2),
      little(0, 4),
      name,
    );
    return join(
      little(0, 2),
      [0x74],
      little(locked ? 0x8004 : 0x8000, 2),
      little(7 + fields.length, 2),
      fields,
      content,
    );
  });
  return join("Rar!\x1a\x07\x00", little(0, 2), [0x73], little(0, 2), little(13, 2), little(0, 6), ...blocks);
}

/** The frame of a 7z whose list is packed by a coder: 7zAES (encrypted), or LZMA. */
export function sevenZip({ locked }) {
  const list = join(
    [0x17, 0x06, 0x00],
    locked ? [0x24, 0x06, 0xf1, 0x07, 0x01] : [0x23, 0x03, 0x01, 0x01],
    [0, 0, 0, 0],
  );
  return join(
    "7z\xbc\xaf\x27\x1c",
    [0, 4],
    little(0, 4),
    little(8, 8),
    little(list.length, 8),
    little(0, 4),
    new Uint8Array(8),
    list,
  );
}

/** ECMA-119: a root folder with files, and Joliet's names beside it where asked. */
export function iso(files, { joliet = false } = {}) {
  const SECTOR = 2048;
  const folders = joliet
    ? [
        ["x", 18, false],
        ["x", 19, true],
      ]
    : [["x", 18, false]];
  const first = 20;
  const utf16 = (text) => Uint8Array.from([...text].flatMap((letter) => big(letter.codePointAt(0), 2)));
  const record = (name, sector, size, flags) => {
    const length = 33 + name.length + (name.length % 2 ? 0 : 1);
    const head = join(
      [length, 0],
      little(sector, 4),
      big(sector, 4),
      little(size, 4),
      big(size, 4),
      new Uint8Array(7),
      [flags, 0, 0, 1, 0, 0, 1, name.length],
      name,
    );
    return join(head, new Uint8Array(length - head.length));
  };
  const image = new Uint8Array((first + files.length) * SECTOR);
  folders.forEach(([, sector, wide], i) => {
    const volume = (16 + i) * SECTOR;
    image.set(join([wide ? 2 : 1], "CD001", [1]), volume);
    if (wide) image.set(latin1("%/E"), volume + 88);
    image.set(record([0], sector, SECTOR, 2), volume + 156);
    let at = sector * SECTOR;
    const put = (one) => {
      image.set(one, at);
      at += one.length;
    };
    put(record([0], sector, SECTOR, 2));
    put(record([1], sector, SECTOR, 2));
    files.forEach(([name, content], n) =>
      put(
        record(
          wide ? utf16(name) : latin1(`FILE${n}.${name.split(".").at(-1).toUpperCase()};1`),
          first + n,
          content.length,
          0,
        ),
      ),
    );
  });
  image.set(join([255], "CD001", [1]), (16 + folders.length) * SECTOR);
  files.forEach(([, content], n) => image.set(latin1(content), (first + n) * SECTOR));
  return image;
}

/** What stands of a section of OneNote around an embedded file: MS-ONESTORE 2.6.13. */
export function oneNote(files) {
  const guid = [
    0xe7, 0x16, 0xe3, 0xbd, 0x65, 0x26, 0x11, 0x45, 0xa4, 0xc4, 0x8d, 0x4d, 0x0b, 0x7a, 0x9e, 0xac,
  ];
  const objects = files.map((content) => join(guid, little(content.length, 8), new Uint8Array(12), content));
  return join([0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d], new Uint8Array(100), ...objects);
}
