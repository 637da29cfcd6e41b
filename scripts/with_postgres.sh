#!/bin/bash
# Runs a command with a PostgreSQL server of its own, and takes the server away again.
#
#   scripts/with_postgres.sh ctest --test-dir build/dev
#
# The server listens on a Unix socket in a new directory and nowhere else. The command finds it by
#   MIGRATE_TEST_POSTGRES       a URI: postgresql:///postgres?host=DIRECTORY&user=postgres
#   MIGRATE_TEST_POSTGRES_DATA  its data directory
# MIGRATE_POSTGRES_SETTINGS, lines of postgresql.conf, go before ours.
# The exit code is the command's; 125 when the server could not be started.
set -u

if [ $# -eq 0 ]; then
  echo "usage: $0 COMMAND [ARGUMENT...]" >&2
  exit 125
fi

# The folder that holds initdb and pg_ctl: pg_config's, else the newest of Debian's.
find_server_programs() {
  local folder
  for folder in "$(pg_config --bindir 2>/dev/null)" \
    $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      echo "$folder"
      return 0
    fi
  done
  return 1
}

# initdb and the server refuse to run as root.
as_server() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif command -v runuser >/dev/null; then
    (cd / && exec runuser -u postgres -- "$@")
  else
    (cd / && exec su postgres -s /bin/sh -c 'exec "$@"' -- sh "$@")
  fi
}

fail() {
  echo "$0: $1" >&2
  [ -f "$folder/log" ] && tail -n 20 "$folder/log" >&2
  exit 125
}

programs=$(find_server_programs) || {
  echo "$0: found neither initdb nor pg_ctl; install postgresql" >&2
  exit 125
}

# A folder in `$1` that the server can enter, with a path short enough for a socket (107 bytes).
make_folder() {
  folder=$(mktemp -d "$1/migrate-postgres.XXXXXX") || return 1
  chmod 0755 "$folder"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi
  if [ ${#folder} -le 80 ] && as_server test -w "$folder"; then return 0; fi
  rm -rf -- "$folder"
  return 1
}
make_folder "${TMPDIR:-/tmp}" || make_folder /tmp || {
  echo "$0: found no folder that the server can enter; set TMPDIR to one" >&2
  exit 125
}
data="$folder/data"
started=no

stop_server() {
  local code=$?
  trap - EXIT
  trap '' INT TERM HUP
  if [ "$started" = yes ]; then
    as_server "$programs/pg_ctl" --pgdata "$data" --mode immediate --wait stop >/dev/null 2>&1
  fi
  rm -rf -- "$folder"
  exit "$code"
}
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

as_server "$programs/initdb" --pgdata "$data" --username postgres --auth trust --encoding UTF8 \
  --locale C --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; fail "initdb failed"; }

as_server tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_prepared_transactions = 4
${MIGRATE_POSTGRES_SETTINGS:-}
CONF

started=yes # before it is: pg_ctl may be interrupted while it waits
as_server "$programs/pg_ctl" --pgdata "$data" --log "$folder/log" --timeout 60 --wait start \
  >/dev/null 2>&1 || fail "the server did not start"

export MIGRATE_TEST_POSTGRES="postgresql:///postgres?host=$folder&user=postgres"
export MIGRATE_TEST_POSTGRES_DATA="$data"

# In the background and waited for, so that a signal ends this script at once and not after the command.
"$@" <&0 &
command=$!
trap 'kill -INT "$command" 2>/dev/null; wait "$command" 2>/dev/null; exit 130' INT
trap 'kill -TERM "$command" 2>/dev/null; wait "$command" 2>/dev/null; exit 143' TERM
wait "$command"
