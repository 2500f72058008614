# What only the tests need, sourced by build.sh test: want_test_tools collects what is missing of it.

want_test_tools() {
  services="" # that are not here yet
  can_sanitize cc || can_sanitize gcc || can_sanitize clang ||
    lack "a C compiler with AddressSanitizer" "gcc libc6-dev"
  has_headers stdarg stddef setjmp stdint cmocka || lack cmocka libcmocka-dev
  has_headers openssl/evp || lack "the headers of OpenSSL" libssl-dev
  [ -n "${CHROMIUM:-}" ] || have chromium || have google-chrome ||
    lack "Chromium (CHROMIUM=path: one that is elsewhere)" chromium
  [ -n "${FIREFOX:-}" ] || have firefox-esr || have firefox ||
    lack "Firefox (FIREFOX=path: one that is elsewhere)" firefox-esr
  want openssl openssl
  [ -n "$(fc-list :lang=ja 2>/dev/null | head -n 1)" ] || lack "a Japanese font" "fontconfig fonts-noto-cjk"
  on_path unbound || { services="$services unbound"; lack unbound unbound; }
  on_path dnsdist || { services="$services dnsdist"; lack dnsdist dnsdist; }
}

after_test_tools() {
  # What only the recipes of docs/scale.md and tests/build/analysers.test.mjs want: where it is not to be had,
  # their tests are left out and say so.
  local recipes=""
  have cppcheck || recipes="$recipes cppcheck"
  have clang-tidy || recipes="$recipes clang-tidy"
  have parallel || recipes="$recipes parallel"
  /usr/bin/python3 -c "import distributed" 2>/dev/null || recipes="$recipes python3-distributed"
  [ -z "$recipes" ] || apt_install $recipes || true
  # The tests start their own servers: a machine that had none shall not run one from now on.
  [ -z "$services" ] || ! have systemctl || as_root systemctl disable --now $services >/dev/null 2>&1 || true
}

can_sanitize() { # COMPILER
  have "$1" && echo 'int main(void){return 0;}' |
    "$1" -fsanitize=address,undefined -x c -o /dev/null - 2>/dev/null
}
has_headers() { # HEADER...: without .h
  local c
  for c in cc gcc clang; do
    ! have "$c" || { printf '#include <%s.h>\n' "$@" | "$c" -E -x c - >/dev/null 2>&1 && return; }
  done
  return 1
}
on_path() { have "$1" || [ -x "/usr/sbin/$1" ]; }
