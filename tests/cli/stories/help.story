Every command explains itself and shows an example
--- run
$ migrate --help
| Database migrations as plain SQL files, on SQLite and PostgreSQL.
| Usage: migrate [OPTIONS] SUBCOMMAND
|
| Options:
|   -h,--help                   Show this help and exit
|   --version                   Show the version and exit
|   -c,--config FILE            The settings, instead of ./migrate.ini
|   -n,--name SECTION           The section of the settings to read
|   -d,--database-url URL       The database to work on
|   -q,--quiet                  Say nothing but errors on stderr
|   -v,--verbose                Say more
|   --json                      Print the result as one JSON document
|   --color WHEN                auto, always or never
|
| Revision files:
|   init                        Make migrate.ini, versions/ and templates/ here or in DIR
|   revision                    Write a new revision file on the head; prints its path
|   merge                       Write a revision that joins several
|   edit                        Open a revision's file in $VISUAL or $EDITOR
|   check                       Check the revision files; needs no database
|   list-templates, list_templates
|                               Show what `init --template` takes
|
| The database:
|   upgrade                     Bring the database up to TARGET
|   downgrade                   Take the database down to TARGET
|   stamp                       Set the version table, run no revision
|   wait                        Wait until the database answers
|   ensure-version, ensure_version
|                               Make the version table unless it is there
|
| When something is in the way:
|   doctor                      Look at all that a migration needs; changes nothing
|   locks                       Show whether an instance is migrating the database, and which
|
| Where things stand:
|   current                     Show the revisions that the database stands on
|   heads                       Show the revisions that nothing stands on
|   branches                    Show where the history branches
|   history                     Show revisions, newest first
|   show                        Show all that is known of a revision
|   status                      Show what is applied and what is pending
|
| What was done:
|   log                         Show what was done to the database, newest first
|   verify                      Compare applied revisions with what was applied
|   repair                      Correct the history where you know more than it
|   recover                     Write a lost revision file again, from the database's history
|
| `migrate COMMAND --help` shows a command with an example.
$ migrate --version
| migrate 0.1.0
$ migrate upgrade --help
| Bring the database up to TARGET
| Usage: migrate upgrade [OPTIONS] [target]
|
| Positionals:
|   target TARGET               head, heads, +1, an id, label@head; head if not given
|
| Options:
|   -h,--help                   Show this help and exit
|   --sql                       Write the SQL as a script, touch no database
|   -o,--output FILE            The file for the script; - is stdout
|   --single-transaction        One transaction for the whole run: all or nothing
|
| Options of every command:
|   -c,--config FILE            The settings, instead of ./migrate.ini
|   -n,--name SECTION           The section of the settings to read
|   -d,--database-url URL       The database to work on
|   -q,--quiet                  Say nothing but errors on stderr
|   -v,--verbose                Say more
|   --json                      Print the result as one JSON document
|   --color WHEN                auto, always or never
|
| Example:
|   migrate upgrade head
# Commands whose help has no example, or that cannot be asked:
$ for c in init revision merge upgrade downgrade stamp current heads branches history show status edit check ensure-version list-templates wait doctor locks log verify repair recover; do migrate $c --help > help.txt || echo "$c fails"; grep -qi '^ *example' help.txt || echo "$c has no example"; grep -q "migrate $c" help.txt || echo "$c is not shown"; done
$ migrate ensure_version --help >/dev/null; migrate list_templates >/dev/null; migrate help >/dev/null 2>&1; true
$ migrate list-templates
| generic - One SQLite database; the place to start.
| postgresql - One PostgreSQL database, named by a URL.
