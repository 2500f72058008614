// A small copy of the project in a temporary folder, with fakes for the tools that would compile or reach the
// network. What the copy can run is exactly what the list below and its own bin/ hold: nothing is downloaded
// or installed here.
import { spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const top = fileURLToPath(new URL("../../", import.meta.url));
export const vendor = join(top, "build/vendor");

const tools = (
  "awk basename bash cat chmod cksum cmp cp cut dirname env find grep gzip head id ln ls make mkdir mv " +
  "printf python3 " +
  "readlink rm sed sh sha256sum shasum sleep sort tail tar touch tr true uname xz"
).split(" ");

function which(name) {
  for (const folder of process.env.PATH.split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch { /* the next one */ }
  }
  return "";
}

// A module that exports malloc, free and f, each a function that does nothing.
const wasm = Buffer.concat([
  Buffer.from("0061736d01000000" + "010401600000" + "03020100", "hex"),
  Buffer.from([7, 21, 3, 6]),
  Buffer.from("malloc"),
  Buffer.from([0, 0, 4]),
  Buffer.from("free"),
  Buffer.from([0, 0, 1]),
  Buffer.from("f"),
  Buffer.from([0, 0]),
  Buffer.from("0a040102000b", "hex"),
]);

const emcc = `#!/bin/sh
case "$*" in *--version*) echo "emcc (fake) 9.9.9 (abc)"; exit 0 ;; esac
out=""; kind=link; source=""
while [ $# -gt 0 ]; do
  case "$1" in
    -o) out=$2; shift ;; -c) kind=compile ;; *.c) source=$1 ;;
    -Werror) [ -z "$FAKE_WARNING" ] || { echo "a warning of a new compiler's" >&2; exit 1; } ;;
  esac
  shift
done
echo "$kind $source" >>emcc.log
if [ -n "$FAKE_SLOW" ] && [ $kind = link ]; then sleep 30; fi
if [ -n "$FAKE_BROKEN" ] && [ "$source" = core/one.c ]; then
  echo "core/one.c:1:1: error: fake" >&2
  exit 1
fi
if [ $kind = link ]; then cp fake.wasm "$out"; else : >"$out"; fi
`;
const npm = `#!/bin/sh
echo "npm $*" >>npm.log
[ -z "$FAKE_OFFLINE" ] || { echo "npm error network" >&2; exit 1; }
rm -rf node_modules; mkdir -p node_modules
`;

/** A sandbox; without: names of fakes that it shall lack; fetched: the C sources are there already. */
export function sandbox({ without = [], fetched = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "whence test "));
  for (const path of [
    "build.sh",
    "core/Makefile",
    "core/vendor",
    "wasm/build.mk",
    "wasm/check-module.mjs",
    "wasm/join-data.mjs",
    "wasm/joining",
    "wasm/leb128.mjs",
    "wasm/sections.mjs",
    "wasm/emscripten.sh",
    "wasm/runtime.c",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "web/serve.mjs",
    "tests/run.sh",
    "tests/tools.sh",
    ...(fetched ? ["build/vendor"] : []),
  ]) {
    cpSync(join(top, path), join(dir, path), { recursive: true, preserveTimestamps: true });
  }
  const box = {
    dir,
    path: (name) => join(dir, name),
    has: (name) => existsSync(join(dir, name)),
    read: (name) => readFileSync(join(dir, name), "utf8"),
    write(name, text, mode) {
      mkdirSync(join(dir, name, ".."), { recursive: true });
      writeFileSync(join(dir, name), text);
      if (mode) chmodSync(join(dir, name), mode);
    },
    fake: (name, text) => box.write(`bin/${name}`, text, 0o755),
    env: (more) => ({
      PATH: `${dir}/bin:${dir}/tools`,
      HOME: dir,
      TMPDIR: tmpdir(),
      LC_ALL: "C",
      WHENCE_SOURCES: vendor,
      ...more,
    }),
    run(args = [], env = {}, cwd = dir) {
      const { status, stdout, stderr } = spawnSync(join(dir, "build.sh"), args, {
        cwd,
        env: box.env(env),
        encoding: "utf8",
        timeout: 300_000, // only what hangs takes so long
      });
      return { status, out: stdout, err: stderr, all: stdout + stderr };
    },
    start: (command, args, env = {}) =>
      spawn(command, args, {
        cwd: dir,
        env: box.env(env),
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  box.write("core/one.c", "int one;\n");
  box.write("wasm/exports.txt", "malloc\nfree\n");
  box.write("wasm/imports.txt", "# none\n");
  box.write("fake.wasm", wasm);
  mkdirSync(join(dir, "tools"));
  for (const name of tools) {
    const real = which(name);
    if (real) symlinkSync(real, join(dir, "tools", name));
  }
  symlinkSync(process.execPath, join(dir, "tools/node"));
  mkdirSync(join(dir, "bin"));
  // The licence texts of the fake Emscripten.
  box.write("bin/LICENSE", "fake licence of Emscripten\n");
  box.write("bin/system/lib/libc/musl/COPYRIGHT", "fake licence of musl\n");
  for (const [name, text] of Object.entries({ emcc, npm })) if (!without.includes(name)) box.fake(name, text);
  return box;
}
export const fakeEmcc = emcc;
