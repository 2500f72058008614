# What only the tests need, sourced by build.sh test: find_test_tools finds it or installs it (Debian's packages).

find_test_tools() {
  local missing="" services=""
  can_sanitize cc || can_sanitize gcc || can_sanitize clang || missing="$missing gcc libc6-dev"
  has_headers stdarg stddef setjmp stdint cmocka || missing="$missing libcmocka-dev"
  has_headers openssl/evp || missing="$missing libssl-dev"
  [ -n "${CHROMIUM:-}" ] || have chromium || have google-chrome || missing="$missing chromium"
  [ -n "${FIREFOX:-}" ] || have firefox-esr || have firefox || missing="$missing firefox-esr"
  have openssl || missing="$missing openssl"
  [ -n "$(fc-list :lang=ja 2>/dev/null | head -n 1)" ] || missing="$missing fontconfig fonts-noto-cjk"
  on_path unbound || services="$services unbound"
  on_path dnsdist || services="$services dnsdist"
  missing="$missing$services"
  # Word by word: package names hold no blanks.
  [ -z "$missing" ] || apt_install $missing ||
    die 12 "the tests need what is missing here and could not be installed:$missing" \
      "Install it (Debian: apt-get install$missing) and run ./build.sh test again." \
      "CHROMIUM=path and FIREFOX=path name browsers that are elsewhere."
  # What only the recipes of docs/scale.md want: where it is not to be had, their tests are left out and say so.
  local recipes=""
  have parallel || recipes="$recipes parallel"
  /usr/bin/python3 -c "import distributed" 2>/dev/null || recipes="$recipes python3-distributed"
  [ -z "$recipes" ] || apt_install $recipes || true
  # The tests start their own servers: a machine that had none shall not run one from now on.
  [ -z "$services" ] || ! have systemctl || as_root systemctl disable --now $services >/dev/null 2>&1 || true
}

can_sanitize() { # COMPILER
  have "$1" && echo 'int main(void){return 0;}' | "$1" -fsanitize=address,undefined -x c -o /dev/null - 2>/dev/null
}
has_headers() { # HEADER...: without .h
  local c
  for c in cc gcc clang; do
    ! have "$c" || { printf '#include <%s.h>\n' "$@" | "$c" -E -x c - >/dev/null 2>&1 && return; }
  done
  return 1
}
on_path() { have "$1" || [ -x "/usr/sbin/$1" ]; }
