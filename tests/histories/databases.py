"""The engines that histories_test.py runs on: fresh databases, shells and dumps."""

import difflib
import os
import pathlib
import re
import sqlite3
import subprocess
import urllib.parse

TIMEOUT = 300

# Of the history's rows what is the same whoever applies a revision, and when. A script journals no single statements.
HISTORY = ("SELECT revision, parents, kind, result, checksum, message, error, file, header, upgrade_sql, "
           "downgrade_sql, statement_running FROM migrate_history ORDER BY id")


def clean_environment():
    """The environment without what would change the program's or a shell's mind."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MIGRATE_CONFIG")}
    return kept | {"NO_COLOR": "1", "PSQLRC": os.devnull}


def run(command, stdin=None):
    """The finished process; output is text, whatever bytes it has."""
    return subprocess.run([str(part) for part in command], stdin=stdin or subprocess.DEVNULL,
                          capture_output=True, encoding="utf-8", errors="replace",
                          timeout=TIMEOUT, env=clean_environment(), check=False)


class Sqlite:
    """Databases are files in `folder`."""

    name = "sqlite"

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def create(self):
        self.count += 1
        return self.folder / f"database_{self.count}.db"

    def drop(self, database):
        for file in self.folder.glob(database.name + "*"):
            file.unlink()

    def url(self, database):
        return f"sqlite:///{database}"

    def run_script(self, database, script):
        with open(script, "rb") as text:
            return run(["sqlite3", "-batch", database], stdin=text)

    def dump(self, database):
        result = run(["sqlite3", "-batch", database, ".dump"])
        if result.returncode != 0:
            raise RuntimeError(f"sqlite3 .dump: {result.stderr}")
        rows_of_ours = ("INSERT INTO migrate_version", "INSERT INTO migrate_history",
                        "INSERT INTO sqlite_sequence VALUES('migrate_history'")
        return [line for line in result.stdout.splitlines() if not line.startswith(rows_of_ours)]

    def leftovers(self, database):
        """What is there besides the program's tables and what SQLite keeps for itself."""
        connection = sqlite3.connect(database)
        names = connection.execute(
            "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " AND name NOT IN ('migrate_version', 'migrate_history') ORDER BY 1").fetchall()
        connection.close()
        return [name for (name,) in names]

    def rows(self, database):
        connection = sqlite3.connect(database)
        rows = connection.execute("SELECT version_num FROM migrate_version ORDER BY 1").fetchall()
        connection.close()
        return [row for (row,) in rows]

    def history(self, database):
        connection = sqlite3.connect(database)
        rows = connection.execute(HISTORY).fetchall()
        connection.close()
        return [repr(row) for row in rows]

    def close(self):
        pass


class Postgres:
    """Databases of a test server; only those that it made itself are dropped."""

    name = "postgresql"

    def __init__(self, uri):
        self.parts = urllib.parse.urlsplit(uri)
        self.programs = run(["pg_config", "--bindir"]).stdout.strip()
        self.made = []
        self.count = 0
        self.check_server(uri)
        self.empty = None

    def program(self, name):
        path = pathlib.Path(self.programs, name)
        return str(path) if path.exists() else name

    def url(self, database):
        # urlunsplit drops an empty authority, which libpq needs: postgresql:///name
        return f"{self.parts.scheme}://{self.parts.netloc}/{database}?{self.parts.query}"

    def check_server(self, uri):
        expected = os.environ.get("MIGRATE_TEST_POSTGRES_DATA")
        if not expected:
            raise RuntimeError("MIGRATE_TEST_POSTGRES_DATA is not set: it must name the data directory of "
                               "the server that MIGRATE_TEST_POSTGRES names")
        self.admin = uri
        actual = self.ask(uri, "SHOW data_directory")
        if [os.path.realpath(path) for path in actual] != [os.path.realpath(expected)]:
            raise RuntimeError(f"this server keeps its data in {actual}, not in {expected}: "
                               "not a test server")

    def ask(self, uri, sql):
        result = run([self.program("psql"), "-X", "-w", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
                      "-d", uri, "-c", sql])
        if result.returncode != 0:
            raise RuntimeError(f"psql: {sql}: {result.stderr}")
        return result.stdout.splitlines()

    def create(self):
        self.count += 1
        database = f"migrate_histories_{os.getpid()}_{self.count}"
        self.ask(self.admin, f'CREATE DATABASE "{database}" TEMPLATE template0')
        self.made.append(database)
        if self.empty is None:
            self.empty = self.schema(database)
        return database

    def drop(self, database):
        self.ask(self.admin, f'DROP DATABASE "{database}" WITH (FORCE)')
        self.made.remove(database)

    def run_script(self, database, script):
        return run([self.program("psql"), "-X", "-w", "-q", "-d", self.url(database), "-f", script])

    def pg_dump(self, database, *options):
        result = run([self.program("pg_dump"), "-w", "-d", self.url(database), *options])
        if result.returncode != 0:
            raise RuntimeError(f"pg_dump: {result.stderr}")
        # \restrict holds a random word in newer minor versions
        return [line for line in result.stdout.splitlines()
                if not re.match(r"\\(un)?restrict |-- Dump(ed)? ", line)]

    def schema(self, database):
        return self.pg_dump(database, "--schema-only", "--exclude-table=*.migrate_version",
                            "--exclude-table=*.migrate_history*")

    def dump(self, database):
        """Schema and data; a table has no order, so its rows are sorted."""
        lines, rows = [], None
        for line in self.pg_dump(database, "--exclude-table-data=*.migrate_version",
                                 "--exclude-table-data=*.migrate_history*"):
            if rows is None:
                lines.append(line)
                if line.startswith("COPY ") and line.endswith(" FROM stdin;"):
                    rows = []
            elif line == "\\.":
                lines += sorted(rows) + [line]
                rows = None
            else:
                rows.append(line)
        return lines

    def leftovers(self, database):
        """What a dump shows that an empty database does not have, and the other way round."""
        return [line for line in difflib.unified_diff(self.empty, self.schema(database), lineterm="", n=0)
                if line[:1] in "+-" and not line.startswith(("+++", "---"))]

    def rows(self, database):
        return self.ask(self.url(database),
                        'SELECT version_num FROM public.migrate_version ORDER BY version_num COLLATE "C"')

    def history(self, database):
        return self.ask(self.url(database), HISTORY.replace("FROM ", "FROM public."))

    def close(self):
        for database in list(self.made):
            self.drop(database)
