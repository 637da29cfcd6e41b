#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test; the last lines are CTest's own.
#
#   scripts/test.sh
#
#   MIGRATE_TEST_QUICK=1  only the tests of the dev build: no sanitizers, no fuzzing
#   FUZZ_SECONDS=60       how long each fuzz target runs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly FUZZ_SECONDS=${FUZZ_SECONDS:-60}
readonly JOBS=4 # tests wait for servers and locks more than they compute
# What is worth the sanitizers: not what measures, compares with Alembic or builds applications.
readonly SANITIZED_TESTS='^(base|graph|revision|config|db|engine[a-z_]*|runtime|command|cli|fuzz_replay|story)\.'

fail() {
  echo "$0: $1" >&2
  exit 1
}

phase() { printf '\n== %s (after %d s)\n' "$1" "$SECONDS"; }

# build PRESET: configures and builds it. The environment only sets up a build directory that is new.
build() {
  phase "build $1"
  cmake --preset "$1" >/dev/null
  cmake --build --preset "$1"
}

# run_tests PRESET [CTEST_ARGUMENT...]: fails, too, when a test was skipped or did not run.
run_tests() {
  local preset=$1 log="build/$1/test.log"
  shift
  phase "test $preset"
  scripts/with_postgres.sh ctest --test-dir "build/$preset" --parallel "$JOBS" --output-on-failure \
    --no-tests=error "$@" | tee "$log"
  ! grep -q 'tests did not run' "$log" || fail "tests were skipped; they are named above"
}

# LeakSanitizer traces its own process, which some containers forbid.
leaks_can_be_found() {
  local probe
  probe=$(mktemp -d)
  echo 'int main() {}' >"$probe/probe.cpp"
  g++ -fsanitize=address "$probe/probe.cpp" -o "$probe/probe" &&
    ASAN_OPTIONS=detect_leaks=1 "$probe/probe" >/dev/null 2>&1
  local code=$?
  rm -r "$probe"
  return "$code"
}

sanitize() {
  build asan
  local leaks=1
  leaks_can_be_found || { leaks=0; echo "LeakSanitizer does not work here: leaks are not looked for."; }
  export ASAN_OPTIONS="detect_leaks=$leaks:strict_string_checks=1:detect_stack_use_after_return=1"
  export UBSAN_OPTIONS=print_stacktrace=1
  export LSAN_OPTIONS=suppressions=$PWD/tests/known_leaks.txt:print_suppressions=0
  run_tests asan --tests-regex "$SANITIZED_TESTS"
  unset ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS
}

# fuzz_one PROGRAM: from the inputs in tests/fuzz/NAME; new ones are kept in the build directory.
fuzz_one() {
  local name log
  name=$(basename "$1" _fuzz)
  log=build/fuzz/found/$name.log
  local inputs=(build/fuzz/corpus/"$name")
  [[ ! -d tests/fuzz/$name ]] || inputs+=(tests/fuzz/"$name")
  mkdir -p "${inputs[0]}"
  if "$1" -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix=build/fuzz/found/"$name"- "${inputs[@]}" >"$log" 2>&1; then
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, nothing found"
  else
    tail -n 60 "$log"
    echo "$name: found something, see build/fuzz/found"
    return 1
  fi
}

fuzz() {
  build fuzz
  phase "fuzz, $FUZZ_SECONDS s each"
  local programs=(build/fuzz/bin/*_fuzz)
  [[ -x ${programs[0]} ]] || fail "the fuzz build made no program"
  mkdir -p build/fuzz/found
  export -f fuzz_one
  export FUZZ_SECONDS
  printf '%s\n' "${programs[@]}" | xargs -P 2 -I '{}' bash -c 'fuzz_one "$1"' fuzz '{}' ||
    fail "fuzzing found something"
}

scripts/install_dependencies.sh tests
export CMAKE_CXX_COMPILER_LAUNCHER=ccache LDFLAGS=-fuse-ld=mold
build dev
if [[ ${MIGRATE_TEST_QUICK:-0} != 1 ]]; then
  sanitize
  fuzz
fi
run_tests dev
