# What only the tests need, sourced by build.sh test: find_test_tools finds it or installs it (Debian's packages).

find_test_tools() {
  local sanitized="echo 'int main(void){return 0;}' | cc -fsanitize=address,undefined -x c -o /dev/null -" missing=""
  if ! have cc && ! have gcc && ! have clang || ! { sh -c "$sanitized" || sh -c "${sanitized/cc/clang}" || sh -c "${sanitized/cc/gcc}"; } 2>/dev/null; then
    missing="$missing gcc libc6-dev"
  fi
  echo '#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>' | "$(first cc gcc clang)" -E -x c - >/dev/null 2>&1 || missing="$missing libcmocka-dev"
  [ -n "${CHROMIUM:-}" ] || have chromium || have google-chrome || missing="$missing chromium"
  [ -n "${FIREFOX:-}" ] || have firefox-esr || have firefox || missing="$missing firefox-esr"
  have openssl || missing="$missing openssl"
  on_path unbound || missing="$missing unbound"
  on_path dnsdist || missing="$missing dnsdist"
  have fc-list && [ -n "$(fc-list :lang=ja 2>/dev/null | head -n 1)" ] || missing="$missing fontconfig fonts-noto-cjk"
  [ -z "$missing" ] || apt_install $missing ||
    die 12 "the tests need what is missing here and could not be installed:$missing" \
      "Install it (Debian: apt-get install$missing) and run ./build.sh test again." \
      "CHROMIUM=path and FIREFOX=path name browsers that are elsewhere."
}

on_path() { have "$1" || [ -x "/usr/sbin/$1" ]; }
first() {
  local c
  for c in "$@"; do if have "$c"; then echo "$c"; return; fi; done
  echo "$1"
}
