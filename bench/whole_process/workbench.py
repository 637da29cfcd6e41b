"""What all cases share: the programs, the histories, the engines, and how much of it all there is."""

import argparse
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import generated_history
from report import Row, compared
from servers import Engine, Postgres, Sqlite
from timing import NOTHING, Process, Series, Side, Timer, interleaved, ratio_of

LONG_SHARE = 10  # a quick run has that part of the revisions


@dataclass(frozen=True)
class Programs:
    """The one that is measured, and what was built to measure it."""

    migrate: pathlib.Path
    build: pathlib.Path

    def bench(self, name: str) -> pathlib.Path:
        return self.build / "bench" / name


class Workbench:
    """Knows how to call the program on a history, and makes what a case needs before it is timed."""

    def __init__(self, options: argparse.Namespace, folder: pathlib.Path):
        self.programs = Programs(options.migrate, options.build)
        self.store = options.build / "histories"
        self.folder = folder
        self.rounds = options.rounds
        self.is_quick = options.quick
        self.timer = Timer(self.programs.bench("process_timer"), folder)
        self.sqlite = Sqlite(folder)
        self.postgres = Postgres()
        self.growth: dict[str, dict[str, float]] = {}  # for the plot: command and shape, size, seconds
        self.ready: set[str] = set()

    @property
    def engines(self) -> tuple[Engine, Engine]:
        return self.sqlite, self.postgres

    def size(self, count: int) -> int:
        """So many revisions, or a part of them in a quick run; one more than a multiple of three."""
        wanted = max(count // LONG_SHARE, 10) if self.is_quick else count
        return wanted - (wanted - 1) % 3

    def history(self, shape: str, count: int) -> pathlib.Path:
        return generated_history.cached(self.store, shape, count)

    def migrate(self, history: pathlib.Path, *arguments: object, url: str = "",
                stdout: pathlib.Path = NOTHING) -> Process:
        """A call of the program; it finds the history in ./versions."""
        database = ("-d", url) if url else ()
        return Process((self.programs.migrate, *database, *arguments), history, stdout=stdout)

    def read_headers(self, history: pathlib.Path) -> Process:
        return Process((self.programs.bench("floor_headers"), "versions"), history)

    def script(self, engine: Engine, history: pathlib.Path, *arguments: str) -> pathlib.Path:
        """The script that `migrate ARGUMENTS --sql` writes."""
        file = self.folder / ("_".join([engine.name, history.name, *arguments]).replace(":", "_") + ".sql")
        if not file.exists():
            self.timer.checked(self.migrate(history, *arguments, "--sql", url=engine.url("none"), stdout=file))
        return file

    def shell(self, engine: Engine, database: str, script: pathlib.Path) -> Process:
        """The database's own shell on a script."""
        if isinstance(engine, Sqlite):
            return Process(("/usr/bin/sqlite3", "-batch", engine.file(database)), self.folder, stdin=script)
        return Process((self.postgres.psql, "-q", "-X", "-w", "-f", script, "-d", engine.url(database)), self.folder)

    def applied(self, engine: Engine, history: pathlib.Path) -> str:
        """The name under which a database is kept to which all of the history was applied."""
        name = f"{history.name}_applied"
        if f"{engine.name} {name}" not in self.ready:
            engine.create("filling")
            self.timer.checked(self.migrate(history, "upgrade", "head", url=engine.url("filling")))
            engine.keep("filling", name)
            self.ready.add(f"{engine.name} {name}")
        return name

    def interleaved(self, sides: Sequence[Side], rounds: int = 0) -> list[Series]:
        return interleaved(self.timer, sides, rounds or self.rounds)

    def compare(self, case: str, reach: float | None, ours: Side, floor: Side) -> Row:
        """One row: both sides measured against each other."""
        mine, other = self.interleaved([ours, floor])
        return compared(case, mine.median, other.median, ratio_of(mine.seconds, other.seconds), reach)


class Case(Protocol):
    """Some rows of the table, measured together."""

    name: str

    def measure(self, bench: Workbench) -> list[Row]: ...
