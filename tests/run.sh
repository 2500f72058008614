#!/usr/bin/env bash
# Runs the tests of what ./build.sh has built: tests/run.sh [c|wasm|build|fuzz|package|scale|browser]...
# Without a name: all, in this order.
# Ends with "N passed, N failed"; status 1 when anything failed. A group without files is left out.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
passed=0 failed=0

# stale BINARY SOURCE: one that is older than what it was made from tests yesterday's code.
stale() {
  [ ! -f "$1" ] || [ "$2" -nt "$1" ] ||
    [ -n "$(find core tests/c/support \( -name '*.[ch]' -o -name '*.def' \) -newer "$1" -print -quit)" ]
}

run_c() {
  local test source out=build/ctest/out.txt
  for test in tests/c/test_*.c; do
    [ -f "$test" ] || continue
    source=$test test=build/ctest/$(basename "$test" .c)
    if stale "$test" "$source"; then
      echo "FAIL $test: missing or older than its sources (make -f core/Makefile ctests)"
      failed=$((failed + 1))
      continue
    fi
    if ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=1 CMOCKA_MESSAGE_OUTPUT=STDOUT \
      "$test" >"$out" 2>&1; then
      echo "ok   $test"
    else
      echo "FAIL $test"; grep -vE '^\[ (RUN|      OK)' "$out" | tail -n 60
      # A crash ends the program before cmocka can count: it is one failure at least.
      grep -q '^\[  FAILED  \]' "$out" || failed=$((failed + 1))
    fi
    passed=$((passed + $(grep -c '^\[       OK \]' "$out")))
    failed=$((failed + $(grep -cE '^\[  FAILED  \] [^0-9]' "$out")))
  done
}

run_node() { # AT_ONCE FILES...: each its own process, as node --test does
  local out=build/node-test.txt
  node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap \
    --test-reporter-destination="$out" --test-concurrency="$1" "${@:2}"
  passed=$((passed + $(sed -n 's/^# pass //p' "$out")))
  failed=$((failed + $(sed -n 's/^# fail //p' "$out") + $(sed -n 's/^# cancelled //p' "$out")))
}

run_group() {
  local files=() at_once=1
  shopt -s nullglob
  case "$1" in
    c) echo "== C, under AddressSanitizer and UBSan"; run_c; return ;;
    wasm | build | fuzz | package | scale | browser) files=(tests/"$1"/*.test.mjs) ;;
    *) echo "tests/run.sh: no such group: $1 (c, wasm, build, fuzz, package, scale, browser)" >&2; exit 2 ;;
  esac
  [ ${#files[@]} -gt 0 ] || return 0
  # Two files at once where each keeps to its own temporary folders and browsers.
  case "$1" in wasm | browser) at_once=2 ;; esac
  echo "== $1"
  run_node "$at_once" "${files[@]}"
}

mkdir -p build/ctest
[ $# -gt 0 ] || set -- c wasm build fuzz package scale browser
for group in "$@"; do
  run_group "$group"
  [ "$failed" = 0 ] || break
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
