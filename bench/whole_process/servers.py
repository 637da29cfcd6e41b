"""Where the measured databases are: SQLite files in a folder, and databases of a test server over TCP."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import urllib.parse
from typing import Protocol

from timing import Failed


class Engine(Protocol):
    """Fresh databases for each run; `name` is also that of the URL's scheme."""

    name: str

    def url(self, database: str) -> str: ...
    def create(self, database: str) -> None: ...
    def keep(self, database: str, name: str) -> None:
        """A database as it is now becomes what `restore` brings back."""
    def restore(self, database: str, name: str) -> None: ...
    def ask(self, database: str, sql: str) -> str:
        """The first value of what a query gives; empty when the table is not there."""
    def tables(self, database: str) -> int:
        """How many of the history's tables there are."""


class Sqlite:
    """Files below `folder`, each in a folder of its own with all that tools put beside it."""

    name = "sqlite"

    def __init__(self, folder: pathlib.Path):
        self.folder = folder / "sqlite"

    def file(self, database: str) -> pathlib.Path:
        return self.folder / database / "app.db"

    def url(self, database: str) -> str:
        return f"sqlite:///{self.file(database)}"

    def create(self, database: str) -> None:
        shutil.rmtree(self.folder / database, ignore_errors=True)
        (self.folder / database).mkdir(parents=True)

    def keep(self, database: str, name: str) -> None:
        shutil.rmtree(self.folder / f"kept_{name}", ignore_errors=True)
        shutil.copytree(self.folder / database, self.folder / f"kept_{name}")

    def restore(self, database: str, name: str) -> None:
        shutil.rmtree(self.folder / database, ignore_errors=True)
        shutil.copytree(self.folder / f"kept_{name}", self.folder / database)

    def ask(self, database: str, sql: str) -> str:
        connection = sqlite3.connect(self.file(database))
        try:
            row = connection.execute(sql).fetchone()
        except sqlite3.OperationalError:
            row = None
        finally:
            connection.close()
        return "" if row is None else str(row[0])

    def tables(self, database: str) -> int:
        return int(self.ask(database, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name GLOB 't_*'"))


class Postgres:
    """Databases of the server that MIGRATE_TEST_POSTGRES names, reached by TCP on the loopback."""

    name = "postgresql"

    def __init__(self) -> None:
        uri = os.environ.get("MIGRATE_TEST_POSTGRES", "")
        self.port = os.environ.get("MIGRATE_BENCH_PORT", "")
        if not uri or not self.port:
            raise Failed("run this by scripts/bench.sh, which starts a server")
        self.host = urllib.parse.parse_qs(urllib.parse.urlsplit(uri).query)["host"][0]
        self.programs = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True,
                                       check=True).stdout.strip()
        self.psql = f"{self.programs}/psql"

    @property
    def socket(self) -> str:
        return f"{self.host}/.s.PGSQL.{self.port}"

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def run(self, database: str, sql: str) -> str:
        ended = subprocess.run([self.psql, "-XwqAt", "-v", "ON_ERROR_STOP=1", "-d", self.url(database), "-c", sql],
                               capture_output=True, text=True, check=False)
        if ended.returncode != 0 and "does not exist" not in ended.stderr:
            raise Failed(f"psql: {sql}: {ended.stderr}")
        return ended.stdout.strip()

    def create(self, database: str, template: str = "template0") -> None:
        """A new database, to which somebody has connected before: the first fills the caches."""
        self.run("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.run("postgres", f"CREATE DATABASE {database} TEMPLATE {template}")
        self.run(database, "SELECT count(*) FROM pg_class")

    def keep(self, database: str, name: str) -> None:
        self.create(f"kept_{name}", template=database)

    def restore(self, database: str, name: str) -> None:
        self.create(database, template=f"kept_{name}")

    def ask(self, database: str, sql: str) -> str:
        return self.run(database, sql).partition("\n")[0]

    def tables(self, database: str) -> int:
        return int(self.ask(database, "SELECT count(*) FROM pg_tables WHERE tablename ~ '^t_[0-9]'"))
