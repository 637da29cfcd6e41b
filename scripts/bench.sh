#!/usr/bin/env bash
# Builds the program as it is released, and measures it against its floors: prints a table, and ends with 1 when a
# reach is missed by more than the noise.
#
#   scripts/bench.sh [--quick] [--peers] [--only PATTERN] [--rounds N] [--json FILE] [--plot FILE.svg]
#   scripts/bench.sh --help
#
#   BENCH_BUILD=DIRECTORY  what was built there, with MIGRATE_BENCH=ON, is measured; nothing is built
#
# Both sides of each pair run against the same server, which syncs nothing (scripts/with_postgres.sh), by TCP on the
# loopback; SQLite's databases are in memory where /dev/shm is. On a machine that others use, too:
# nice -n -10 scripts/bench.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly BUILD=${BENCH_BUILD:-build/bench}
measure=(/usr/bin/python3 -B bench/whole_process/measure.py --build "$BUILD" "$@")
for argument in "$@"; do
  case $argument in
    -h | --help | --list) exec "${measure[@]}" ;;
    --peers) scripts/install_dependencies.sh bench >&2 ;;
  esac
done

if [[ -z ${BENCH_BUILD:-} ]]; then
  cmake --preset release -B "$BUILD" -DMIGRATE_BENCH=ON >/dev/null
  cmake --build "$BUILD" --target migrate_program bench_programs >&2
fi

# The kernel chooses one that is free.
MIGRATE_BENCH_PORT=$(/usr/bin/python3 -c 'import socket
with socket.create_server(("127.0.0.1", 0)) as server: print(server.getsockname()[1])')
export MIGRATE_BENCH_PORT
export MIGRATE_POSTGRES_SETTINGS="listen_addresses = '127.0.0.1'
port = $MIGRATE_BENCH_PORT"
exec scripts/with_postgres.sh "${measure[@]}"
