#!/usr/bin/env bash
# Runs the proofs of tests/soak in full, two at a time; prints one line with the figures of each.
#
#   scripts/soak.sh [FACTOR]    0.1 for a tenth of the rounds, 1 by default
#
#   MIGRATE=build/dev/bin/migrate  the program
#   SOAK_JOBS=2                    how many proofs at once
#   SOAK_SEED=1                    of what is drawn; a failure prints how to run its round again
#
# Where it may (as root), all databases are on a tmpfs of its own: a disk syncs three times for each statement, and
# none of that tells about a process that is killed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly FACTOR=${1:-1}
export MIGRATE=${MIGRATE:-build/dev/bin/migrate}
export SOAK_SEED=${SOAK_SEED:-1}

if [[ ! -x $MIGRATE ]]; then
  echo "$0: no program at $MIGRATE; build it (cmake --preset dev && cmake --build --preset dev) or set MIGRATE" >&2
  exit 2
fi
# /mnt of a mount namespace that goes when this ends; who is root finds TMPDIR there
if [[ $(id -u) -eq 0 && -z ${SOAK_KEEP:-} ]] && unshare -m mount -t tmpfs tmpfs /mnt 2>/dev/null; then
  export SOAK_KEEP=${TMPDIR:-/tmp} TMPDIR=/mnt
  exec unshare -m sh -c 'mount -t tmpfs -o size=6g tmpfs /mnt && exec "$@"' sh "${BASH_SOURCE[0]}" "$@"
fi
if [[ -z ${MIGRATE_TEST_POSTGRES:-} ]]; then
  exec scripts/with_postgres.sh "${BASH_SOURCE[0]}" "$@"
fi

# scaled ROUNDS: by the factor, at least one
scaled() { awk -v rounds="$1" -v factor="$FACTOR" 'BEGIN { n = int(rounds * factor + 0.5); print n < 1 ? 1 : n }'; }

# One line for each: folder of the file, proof, arguments. The longest come first.
proofs() {
  local engine
  # all messages of the protocol, some 1200, or a part of them
  echo "soak cut --rounds $(awk -v f="$FACTOR" 'BEGIN { print f < 1 ? int(1200 * f + 1) : 0 }')"
  echo "soak kill postgresql --rounds $(scaled 300)"
  echo "soak term postgresql --rounds $(scaled 100)"
  echo "soak kill sqlite --rounds $(scaled 300)"
  echo "soak term sqlite --rounds $(scaled 100)"
  echo "soak postmaster --rounds $(scaled 20)"
  for engine in sqlite postgresql; do echo "soak instances $engine --rounds $(scaled 50)"; done
  echo "soak blocker --rounds $(scaled 5)"
  echo "soak concurrently --rounds $(scaled 10)"
  echo "soak disk --rounds $(scaled 120)"
  for engine in sqlite postgresql; do echo "histories drift $engine"; done
}

# prove FOLDER NAME ARGUMENT...
prove() {
  local proof="tests/$1/$2_test.py" output kept saved
  shift 2
  if output=$(/usr/bin/python3 -B "$proof" "$MIGRATE" "$@" --seed "$SOAK_SEED" 2>&1); then
    tail -n 1 <<<"$output"
    return
  fi
  kept=$(sed -n 's/^kept in //p' <<<"$output")
  if [[ -n $kept && -n ${SOAK_KEEP:-} ]]; then # what is kept on the tmpfs would go with it
    saved=$(mktemp -d "$SOAK_KEEP/soak-XXXXXX")
    cp -r "$kept" "$saved"
    output+=$'\n'"copied to $saved"
  fi
  printf '%s\n' "$output"
  return 1
}
export -f prove

echo "soak of $("$MIGRATE" --version), factor $FACTOR, seed $SOAK_SEED"
proofs | xargs -P "${SOAK_JOBS:-2}" -L 1 bash -c 'prove "$@"' prove || {
  echo "not all held (after $SECONDS s)"
  exit 1
}
echo "all held (after $SECONDS s)"
