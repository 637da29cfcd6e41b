#!/usr/bin/env bash
# Installs the Debian packages that are missing, and touches no network when none is.
#
#   scripts/install_dependencies.sh          what building the program and the library needs
#   scripts/install_dependencies.sh tests    that, and what the tests need
#   scripts/install_dependencies.sh bench    that, and the tools that `scripts/bench.sh --peers` compares with
set -euo pipefail

readonly BUILD_PACKAGES=(
  g++ cmake ninja-build ccache pkg-config
  libpqxx-dev libpq-dev libpg-query-dev libsqlite3-dev
  postgresql-server-dev-all libssl-dev libkrb5-dev libldap-dev # for the libpq in the program
  libcli11-dev libfmt-dev nlohmann-json3-dev libkainjow-mustache-dev
  libboost-graph-dev libabsl-dev nettle-dev tzdata
)
readonly TEST_PACKAGES=(
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev
  sqlite3 postgresql postgresql-client pgbouncer
  clang clang-14 libclang-rt-14-dev mold openssl python3
)
readonly PEER_PACKAGES=(alembic python3-psycopg2 sqitch libdbd-sqlite3-perl libdbd-pg-perl)
readonly SERVICE_POLICY=/usr/sbin/policy-rc.d
readonly CLUSTER_POLICY=/etc/postgresql-common/createcluster.d/migrate-tests.conf

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo -- "$@"; fi
}

is_installed() {
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Packages of servers start them. Nothing here needs Debian's own: the tests make a cluster in a
# directory of theirs, and a server that is already running is not ours to touch.
forbid_servers() {
  if ! is_installed postgresql-common; then
    as_root install -d "$(dirname "$CLUSTER_POLICY")"
    echo 'create_main_cluster = false' | as_root tee "$CLUSTER_POLICY" >/dev/null
  fi
  if [[ ! -e $SERVICE_POLICY ]]; then
    printf '#!/bin/sh\n# migrate-tests\ncase "$1" in postgresql*|pgbouncer*) exit 101 ;; esac\n' |
      as_root tee "$SERVICE_POLICY" >/dev/null
    as_root chmod 755 "$SERVICE_POLICY"
  fi
  trap allow_servers EXIT
}

allow_servers() {
  as_root rm -f "$CLUSTER_POLICY"
  if grep -qs '^# migrate-tests$' "$SERVICE_POLICY"; then as_root rm -f "$SERVICE_POLICY"; fi
}

install_packages() {
  as_root apt-get update --quiet
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --quiet --yes --no-install-recommends "$@"
}

wanted=("${BUILD_PACKAGES[@]}")
case "${1-}" in
  "") ;;
  tests) wanted+=("${TEST_PACKAGES[@]}") ;;
  bench)
    wanted+=("${TEST_PACKAGES[@]}" "${PEER_PACKAGES[@]}")
    command -v npm >/dev/null || wanted+=(npm) # brings dbmate; Node.js's own packages have it too
    ;;
  *) echo "usage: $0 [tests | bench]" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  is_installed "$package" || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
  echo "All ${#wanted[@]} packages are installed."
  exit 0
fi
echo "Installing: ${missing[*]}"
forbid_servers
install_packages "${missing[@]}"
