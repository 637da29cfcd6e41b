#!/usr/bin/env bash
# Builds the program and shows its main job on a SQLite database in a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh
cmake --preset release >/dev/null
cmake --build --preset release
PATH=$PWD/build/release/bin:$PATH
unset DATABASE_URL MIGRATE_CONFIG

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

say() { printf '\n# %s\n' "$*"; }

# show COMMAND...: the command as one would type it.
show() { printf '$ %s\n' "${*@Q}" | sed "s/'\([a-zA-Z0-9_.:/=@-]*\)'/\1/g"; }

# run COMMAND...: shows a command, then what it prints.
run() {
  show "$@"
  "$@" 2>&1
}

# fill FILE UPGRADE DOWNGRADE: writes SQL into the two sections, as one would in an editor.
fill() {
  printf '$ $EDITOR %s\n' "$1"
  sed -i -e "/^-- migrate:upgrade/{n;s/.*/$2/}" -e "/^-- migrate:downgrade/{n;s/.*/$3/}" "$1"
}

# new_revision ARGUMENT...: runs `migrate revision` and remembers the file that it names.
new_revision() {
  show migrate revision "$@"
  file=$(migrate --quiet revision "$@")
  echo "$file"
}

say "A new project"
run migrate init

say "A revision is a file of SQL"
new_revision -m "Create users" --rev-id 1b7e44aa02cd
fill "$file" "CREATE TABLE users (id INTEGER PRIMARY KEY);" "DROP TABLE users;"
run cat "$file"
run migrate upgrade head

say "Two people work on the same head"
new_revision -m "Add email" --rev-id 3f2a9c81d0b4
fill "$file" "ALTER TABLE users ADD COLUMN email TEXT;" "ALTER TABLE users DROP COLUMN email;"
new_revision -m "Add name" --rev-id 9aa1c0de1234 --head 1b7e44aa02cd --splice
fill "$file" "ALTER TABLE users ADD COLUMN name TEXT;" "ALTER TABLE users DROP COLUMN name;"
run migrate heads
run migrate upgrade head && exit 1 # it must refuse: there are two

say "A merge revision joins their branches"
run migrate merge heads -m "Merge email and name" --rev-id c0ffee123456
run migrate history
run migrate upgrade head
run migrate current

say "And back"
run migrate downgrade 3f2a9c81d0b4 # undoes the merge
run migrate current
run migrate downgrade 3f2a9c81d0b4@-1
run migrate downgrade 1b7e44aa02cd
run migrate status

say "The same as a script for somebody else to run"
run migrate upgrade 1b7e44aa02cd:head --sql

say "Up again"
run migrate upgrade head
run migrate current --check-heads
printf '\nThe demo went well.\n'
