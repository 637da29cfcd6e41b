"""Cases on databases: nothing to do, from empty, back to base."""

import pathlib
from collections.abc import Callable
from dataclasses import dataclass

from report import Row
from servers import Engine, Sqlite
from timing import Failed, Process, Side
from workbench import Workbench

PSQL_REACH = 1.0  # ahead of psql


def expecting(engine: Engine, database: str, tables: int, head: str) -> Callable[[], None]:
    """A check that the work was done: so many tables, and these version rows."""

    def verify() -> None:
        found = engine.tables(database)
        row = engine.ask(database, "SELECT version_num FROM migrate_version")
        if found != tables or row != head:
            raise Failed(f"{engine.name} {database}: {found} tables and the row `{row}`, "
                         f"expected {tables} and `{head}`")

    return verify


@dataclass(frozen=True)
class NothingToDo:
    """What a deploy pays each time: `upgrade head` on a database that is there already."""

    engine: str

    @property
    def name(self) -> str:
        return f"nothing to do {self.engine}"

    def measure(self, bench: Workbench) -> list[Row]:
        count = bench.size(1000)
        history = bench.history("line", count)
        engine = bench.sqlite if self.engine == "sqlite" else bench.postgres
        engine.restore("standing", bench.applied(engine, history))
        ours = Side("ours", [bench.migrate(history, "upgrade", "head", url=engine.url("standing"))])
        if isinstance(engine, Sqlite):
            floor = Side("headers and rows", [Process((bench.programs.bench("floor_rows"), "versions",
                                                       engine.file("standing")), history)])
            reach = 1.3
        else:
            select = Process((bench.postgres.psql, "-wXAtc", "select version_num from migrate_version", "-d",
                              engine.url("standing")), history)
            floor = Side("psql and headers", [select, bench.read_headers(history)])
            reach = 1.1
        return [bench.compare(f"`upgrade head`, nothing to do, {count} revisions, {engine.name}", reach, ours, floor)]


@dataclass(frozen=True)
class Run:
    """All revisions, up or down, against the database's own shell on the script of the same."""

    engine: str
    command: tuple[str, ...]
    script: tuple[str, ...]
    reach: float

    @property
    def name(self) -> str:
        return f"{' '.join(self.command)} {self.engine}"

    def measure(self, bench: Workbench) -> list[Row]:
        count = bench.size(1000)
        history = bench.history("line", count)
        engine = bench.sqlite if self.engine == "sqlite" else bench.postgres
        script = bench.script(engine, history, *self.script)
        ours = self.side(bench, engine, "ours", count,
                         bench.migrate(history, *self.command, url=engine.url("ours")))
        floor = self.side(bench, engine, "shell", count, bench.shell(engine, "shell", script))
        return [bench.compare(f"`{' '.join(self.command)}`, {count} revisions, {engine.name}", self.reach, ours, floor)]

    def side(self, bench: Workbench, engine: Engine, database: str, count: int, process: Process) -> Side:
        history = bench.history("line", count)
        if self.command[0] == "upgrade":
            head = head_of(bench, history)
            return Side(database, [process], lambda: engine.create(database), expecting(engine, database, count, head))
        kept = bench.applied(engine, history)
        return Side(database, [process], lambda: engine.restore(database, kept), expecting(engine, database, 0, ""))


def head_of(bench: Workbench, history: pathlib.Path) -> str:
    file = bench.folder / "head.txt"
    bench.timer.checked(bench.migrate(history, "heads", stdout=file))
    return file.read_text().split()[0]


def upgrade(engine: str, per_revision: float, single: float) -> list[Run]:
    command = ("upgrade", "head")
    together = (*command, "--single-transaction")
    return [Run(engine, command, command, per_revision), Run(engine, together, together, single)]


CASES = (NothingToDo("sqlite"), NothingToDo("postgresql"),
         *upgrade("sqlite", 1.2, 1.3), *upgrade("postgresql", PSQL_REACH, PSQL_REACH),
         Run("sqlite", ("downgrade", "base"), ("downgrade", "head:base"), 1.2),
         Run("postgresql", ("downgrade", "base"), ("downgrade", "head:base"), PSQL_REACH))
