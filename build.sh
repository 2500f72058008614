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
  [ "$(id -u)" = 0 ] || have sudo || return 1
  local apt=(apt-get -o DPkg::Lock::Timeout=300 -qq) log=build/apt.log
  say "installing $*"
  mkdir -p build
  { as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "$@" ||
    { as_root "${apt[@]}" update &&
      as_root env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "$@"; }
  } >"$log" 2>&1 || { tail -n 3 "$log" >&2; return 1; }
}

# What is missing is collected first, then installed at once; where that cannot be, one message says it all.
lacking=() packages=() node_problem=""

lack() { lacking+=("$1"); packages+=($2); } # WHAT PACKAGES: package names hold no blanks
want() { have "$1" || lack "${3:-$1}" "$2"; } # TOOL PACKAGES [WHAT]

want_node() {
  local version major
  if ! have node; then node_problem="Node.js is missing"
  elif ! version=$(node --version); then node_problem="Node.js does not start"
  else
    major=${version#v}; major=${major%%.*}
    [ "$major" -ge 20 ] 2>/dev/null || node_problem="Node.js $version is too old"
    want npm npm
  fi
}

# install_lacking COMMAND: nothing is missing afterwards, or it ends with 10 (Node.js), 11 (Emscripten) or 12
# and says everything.
install_lacking() {
  [ ${#lacking[@]} -gt 0 ] || [ -n "$node_problem" ] || return 0
  [ -n "$node_problem" ] || ! apt_install "${packages[@]}" || { hash -r; return 0; }
  local what text=() code=12
  for what in "${lacking[@]}"; do
    text+=("  $what")
    case "$what" in Emscripten*) code=11 ;; esac
  done
  if [ -n "$node_problem" ]; then
    code=10 text=("  $node_problem: install Node.js 20 or newer (nodejs.org)" "${text[@]}")
  fi
  [ ${#packages[@]} = 0 ] ||
    text+=("Install it (Debian: apt-get install --no-install-recommends ${packages[*]})")
  [ "$code" != 11 ] || text+=("(Emscripten elsewhere: macOS: brew install emscripten; emscripten.org)")
  die "$code" "missing here, and it could not be installed:" "${text[@]}" "and run $1 again."
}

# need TOOL PACKAGE: one that only some sources turn out to want.
need() {
  have "$1" || { apt_install $2 && hash -r && have "$1"; } ||
    die 12 "$1 is missing and could not be installed." \
      "Install it (Debian: apt-get install $2) and run ./build.sh again."
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
    die 13 "the Node packages could not be downloaded (npm ci; build/npm.log)." \
      "Check the network and run ./build.sh again."
  }
  printf '%s\n' "$want" >"$stamp"
}

# compile TARGET...: runs make on the C side.
werror="" # -Werror: a warning ends it
compile() {
  make -f core/Makefile --no-print-directory -j"${JOBS:-2}" WERROR="$werror" "$@" ||
    die 15 "the build failed at: make $* (the messages above say where)."
}

want_for_build() {
  want_node
  want make make
  want_emscripten
  sources_there || want xz xz-utils
}

build() { # after want_for_build and install_lacking
  find_emscripten
  fetch_sources
  node_packages
  compile wasm
  mkdir -p dist
  local script
  for script in wasm/build.mjs web/build.mjs; do
    [ ! -f "$script" ] || WHENCE_SMALL=1 node "$script" || die 15 "$script failed."
  done
  node core/vendor/notices.mjs || die 15 "core/vendor/notices.mjs failed."
  node core/vendor/sums.mjs || die 15 "core/vendor/sums.mjs failed."
  say "built dist/ with Emscripten $EMSCRIPTEN_VERSION and Node.js $(node --version)"
}

. wasm/emscripten.sh
. core/vendor/fetch.sh
case "${1:-}" in
  "" | serve)
    want_for_build
    install_lacking "./build.sh${1:+ $1}"
    build
    [ "${1:-}" != serve ] || exec node web/serve.mjs ;;
  native)
    want_node
    want make make
    # Any C compiler will do.
    [ -n "${CC:-}" ] || have cc || have gcc || have clang || lack "a C compiler" "gcc libc6-dev"
    sources_there || want xz xz-utils
    install_lacking "./build.sh native"
    fetch_sources
    compile dist-native
    say "built dist/native/ with $(${CC:-cc} --version 2>/dev/null | sed -n 1p)" ;;
  test)
    . tests/tools.sh
    werror=-Werror
    want_for_build
    want_test_tools
    install_lacking "./build.sh test"
    after_test_tools
    build
    compile native ctests fuzzers
    exec tests/run.sh ;;
  clean)
    rm -rf dist
    [ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name cache -exec rm -rf {} + ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
