#!/usr/bin/env bash
# Installs a built tree into a folder of its own and builds an application against it, once by CMake
# and once by pkg-config; both must migrate their databases and print nothing but their own lines.
#
#   install_test.sh BUILD_DIR SOURCE_DIR
set -euo pipefail

build=$1
app=$2/tests/install/app
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

fail() {
  echo "install_test: $1" >&2
  exit 1
}

# run_app PROGRAM NAME: runs it twice in a folder of its own and looks at what it leaves.
run_app() {
  mkdir "$work/$2"
  cd "$work/$2"
  "$1" "$app/versions" >first.txt 2>&1 || { cat first.txt; fail "$2 failed"; }
  "$1" "$app/versions" >second.txt 2>&1 || { cat second.txt; fail "$2 failed the second time"; }
  diff - first.txt <<'END' || fail "$2 printed something else"
applied 1b7e44aa02cd (Create notes)
applied 3f2a9c81d0b4 (Add a title)
sqlite:///notes.db is at 3f2a9c81d0b4
applied 9aa1c0de1234 (Create settings)
sqlite:///settings.db is at 9aa1c0de1234
END
  diff - second.txt <<'END' || fail "$2 printed something else the second time"
sqlite:///notes.db is at 3f2a9c81d0b4
sqlite:///settings.db is at 9aa1c0de1234
END
  [[ $(sqlite3 notes.db 'SELECT title FROM notes; SELECT * FROM migrate_version') == 3f2a9c81d0b4 ]] ||
    fail "$2 left notes.db in another state"
  [[ $(sqlite3 settings.db 'SELECT value FROM settings; SELECT * FROM migrate_version') == 9aa1c0de1234 ]] ||
    fail "$2 left settings.db in another state"
}

cmake --install "$build" --prefix "$prefix" >"$work/install.log" || fail "cmake --install failed"
"$prefix/bin/migrate" --version >/dev/null || fail "the installed program does not start"

cmake -S "$app" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Debug >"$work/cmake.log" 2>&1 ||
  { cat "$work/cmake.log"; fail "find_package failed"; }
cmake --build "$work/cmake" >"$work/build.log" 2>&1 || { cat "$work/build.log"; fail "CMake's application was not built"; }
run_app "$work/cmake/notes" by_cmake

export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name migrate.pc)")
# shellcheck disable=SC2046 # the flags are words
g++ -std=c++20 "$app/main.cpp" -o "$work/notes" $(pkg-config --cflags --libs migrate) ||
  fail "pkg-config's application was not built"
run_app "$work/notes" by_pkg_config
echo "Both applications migrated their databases."
