# Emscripten, sourced by build.sh: want_emscripten says whether it is missing; find_emscripten leaves emcc in
# PATH and its version in EMSCRIPTEN_VERSION.

want_emscripten() {
  if ! have emcc && [ -n "${EMSDK:-}" ] && [ -x "$EMSDK/upstream/emscripten/emcc" ]; then
    PATH="$EMSDK/upstream/emscripten:$PATH"
  fi
  want emcc emscripten "Emscripten (emcc)"
}

find_emscripten() {
  have emcc || die 11 "Emscripten (emcc) was installed, yet there is no emcc." \
    "See emscripten.org, and run ./build.sh again."
  EMSCRIPTEN_VERSION=$(emcc --version 2>/dev/null | sed -n '1s/.*) \([0-9][0-9.]*\).*/\1/p')
  [ -n "$EMSCRIPTEN_VERSION" ] || die 11 \
    "emcc is there but does not start: $(command -v emcc)" "Reinstall Emscripten and run ./build.sh again."
}
