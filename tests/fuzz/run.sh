#!/usr/bin/env bash
# tests/fuzz/run.sh all|TARGET... [SECONDS]: builds and runs fuzz targets, each so long (60). See README.md
# here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=60 targets=()
for word in "$@"; do
  case "$word" in *[!0-9]*) targets+=("$word") ;; *) seconds=$word ;; esac
done
scripts=()
if [ "${targets[*]:-}" = all ]; then
  targets=($(cd tests/fuzz && ls fuzz_*.c | sed 's/^fuzz_//; s/\.c$//'))
  scripts=(node tests/fuzz/run.mjs "$seconds")
fi
if [ ${#targets[@]} = 0 ]; then
  echo "usage: tests/fuzz/run.sh all|TARGET... [SECONDS]" >&2
  (cd tests/fuzz/seeds && ls) >&2
  exit 2
fi
make -s -f tests/fuzz/Makefile -j2 "${targets[@]/#/build/fuzz/fuzz_}"
for target in "${targets[@]}"; do
  found=build/fuzz/corpus/$target broken=build/fuzz/broken
  mkdir -p "$found" "$broken"
  echo "== $target, $seconds s"
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1)
  if ! build/fuzz/fuzz_"$target" "${options[@]}" -artifact_prefix="$broken/$target-" \
    "$found" tests/fuzz/seeds/"$target" >"build/fuzz/$target.log" 2>&1; then
    grep -v '^#' "build/fuzz/$target.log" | tail -n 60
    exit 1
  fi
  grep -E '^Done|slowest_unit|peak_rss' "build/fuzz/$target.log"
done
[ ${#scripts[@]} = 0 ] || "${scripts[@]}"
