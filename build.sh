#!/usr/bin/env bash
# Builds Whence. Commands, settings and exit codes: ./build.sh help
set -euo pipefail
for setting in WHENCE_SOURCES WHENCE_CACHE; do # relative to where the caller is
  case "${!setting:-/}" in /*) ;; *) export "$setting=$PWD/${!setting}" ;; esac
done
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
./build.sh          installs what is missing, builds everything into dist/
./build.sh serve    the same, then serves the page on http://127.0.0.1:8080/ (PORT=n: another port)
./build.sh test     the same, then runs every test
./build.sh native   the core as a C library, without Emscripten: dist/native/ (docs/native/)
./build.sh clean    removes dist/ and all of build/ but the downloads; node_modules/ stays
./build.sh help     this text

Settings, from the environment:
  WHENCE_SOURCES=dir     take the C sources (archives or unpacked folders) from here first
  WHENCE_CACHE=dir       keep downloaded archives here (build/cache)
  WHENCE_NO_INSTALL=1    install no system package: say what is missing and stop
  JOBS=n                 compile so many files at once (2)

Exit codes:
  0 done                     10 Node.js missing or older than 20
  1 a test failed            11 no Emscripten, and no way to install it
  2 wrong use                12 another tool missing, and no way to install it
                             13 no network: something could not be downloaded
                             14 wrong hash: a source is not the pinned one, nothing was built from it
                             15 something did not compile
TEXT
}

say() { printf '%s\n' "whence: $*"; }
die() { # CODE MESSAGE...
  local code=$1 line; shift
  for line in "$@"; do printf '%s\n' "whence: $line" >&2; done
  exit "$code"
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command as root: false when we neither are root nor can be.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else return 1; fi
}

# apt_install PACKAGE...: Debian packages, without what they recommend. False when that is impossible.
apt_install() {
  [ -z "${WHENCE_NO_INSTALL:-}" ] && have apt-get || return 1
  local apt=(apt-get -o DPkg::Lock::Timeout=300 -qq) log=build/apt.log
  say "installing $*"
  mkdir -p build
  { as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "$@" ||
    { as_root "${apt[@]}" update &&
      as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "$@"; }
  } >"$log" 2>&1 || { tail -n 3 "$log" >&2; return 1; }
}

# need TOOL PACKAGE: finds a tool or installs the Debian package that holds it.
need() {
  have "$1" || { apt_install $2 && hash -r && have "$1"; } ||
    die 12 "$1 is missing and could not be installed." "Install it (Debian: apt-get install $2) and run ./build.sh again."
}

check_node() {
  local advice="Install Node.js 20 or newer (nodejs.org) and run ./build.sh again."
  have node || die 10 "Node.js is missing." "$advice"
  local version; version=$(node --version) || die 10 "Node.js does not start." "$advice"
  local major=${version#v}; major=${major%%.*}
  [ "$major" -ge 20 ] 2>/dev/null || die 10 "Node.js $version is too old." "$advice"
  have npm || die 12 "npm is missing, though Node.js is there." "Install it (Debian: apt-get install npm) and run ./build.sh again."
}

# npm ci, but only when the lock file changed since the last time it ended well.
node_packages() {
  local stamp=node_modules/.whence-lock want
  want="$(cat package.json package-lock.json | cksum) $(node --version)"
  [ "$(cat "$stamp" 2>/dev/null)" != "$want" ] || return 0
  say "getting Node packages"
  mkdir -p build
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >build/npm.log 2>&1 || {
    tail -n 5 build/npm.log >&2
    die 13 "the Node packages could not be downloaded (npm ci; build/npm.log)." "Check the network and run ./build.sh again."
  }
  printf '%s\n' "$want" >"$stamp"
}

# compile WHAT TARGET...: runs make on the C side.
compile() {
  make -f core/Makefile --no-print-directory -j"${JOBS:-2}" "$@" || die 15 "the build failed at: make $* (the messages above say where)."
}

build() {
  check_node
  need make make
  need python3 python3
  . wasm/emscripten.sh
  find_emscripten
  . core/vendor/fetch.sh
  fetch_sources
  node_packages
  compile wasm
  mkdir -p dist
  local script
  for script in wasm/build.mjs web/build.mjs; do
    [ ! -f "$script" ] || node "$script" || die 15 "$script failed."
  done
  node core/vendor/notices.mjs || die 15 "core/vendor/notices.mjs failed."
  node core/vendor/sums.mjs || die 15 "core/vendor/sums.mjs failed."
  say "built dist/ with Emscripten $EMSCRIPTEN_VERSION and Node.js $(node --version)"
}

# Any C compiler; Debian's packages where there is none.
need_cc() {
  [ -z "${CC:-}" ] || return 0
  have cc || have gcc || have clang || need gcc "gcc libc6-dev"
}

case "${1:-}" in
  "") build ;;
  native)
    check_node
    need make make
    need python3 python3
    need_cc
    . core/vendor/fetch.sh
    fetch_sources
    compile dist-native
    say "built dist/native/ with $(${CC:-cc} --version 2>/dev/null | sed -n 1p)" ;;
  serve) build; exec node web/serve.mjs ;;
  test)
    build
    . tests/tools.sh
    find_test_tools
    compile native ctests
    exec tests/run.sh ;;
  clean)
    rm -rf dist
    [ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name cache -exec rm -rf {} + ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
