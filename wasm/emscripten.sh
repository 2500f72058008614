# Finds Emscripten or installs Debian's, sourced by build.sh. Leaves emcc in PATH and its version in EMSCRIPTEN_VERSION.

find_emscripten() {
  if ! have emcc && [ -n "${EMSDK:-}" ] && [ -x "$EMSDK/upstream/emscripten/emcc" ]; then
    PATH="$EMSDK/upstream/emscripten:$PATH"
  fi
  have emcc || { apt_install emscripten && hash -r && have emcc; } ||
    die 11 "Emscripten (emcc) is missing and could not be installed." \
      "Install it (Debian: apt-get install emscripten; macOS: brew install emscripten; elsewhere: emscripten.org)" \
      "and run ./build.sh again."
  EMSCRIPTEN_VERSION=$(emcc --version 2>/dev/null | sed -n '1s/.*) \([0-9][0-9.]*\).*/\1/p')
  [ -n "$EMSCRIPTEN_VERSION" ] || die 11 "emcc is there but does not start: $(command -v emcc)" "Reinstall Emscripten and run ./build.sh again."
}
