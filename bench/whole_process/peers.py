"""Alembic and Sqitch from Debian, dbmate from npm: the same histories in their formats, and rows against each."""

import json
import os
import pathlib
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

import generated_history
from generated_history import Revision
from report import Row, compared
from servers import Engine, Sqlite
from timing import Failed, Process, Side, ratio_of
from workbench import Workbench

AHEAD = 1.0
HALF = 0.5  # of dbmate, where there is nothing to do on SQLite
DBMATE = "dbmate@2"
ALEMBIC_ENVIRONMENT = '''import sys

import sqlalchemy
from alembic import context

options = context.get_x_argument(as_dictionary=True)
engine = sqlalchemy.create_engine(options["url"], poolclass=sqlalchemy.pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
'''


class Peer:
    """Another tool, and how it is asked to do the same."""

    name: str
    revisions = 1000  # of its histories

    def write(self, bench: Workbench, engine: Engine, folder: pathlib.Path, made: list[Revision]) -> None: ...
    def upgrade(self, folder: pathlib.Path, engine: Engine, database: str) -> Process: ...

    def again(self, folder: pathlib.Path, engine: Engine, database: str) -> Process:
        """The cheapest that it has for a database that is up to date."""
        return self.upgrade(folder, engine, database)

    def others(self, _folder: pathlib.Path) -> Sequence[tuple[str, Process]]:
        """What else it does as the program does: the program's command, and its own."""
        return ()

    def home(self, bench: Workbench, engine: Engine) -> pathlib.Path:
        """Its history, made once in a run; for each engine, as Sqitch's names it."""
        folder = bench.folder / f"{self.name}_{engine.name}"
        if not folder.exists():
            folder.mkdir()
            self.write(bench, engine, folder, generated_history.revisions("line", bench.size(self.revisions)))
        return folder


class Alembic(Peer):
    name = "alembic"
    program = "/usr/bin/alembic"

    def write(self, bench: Workbench, engine: Engine, folder: pathlib.Path, made: list[Revision]) -> None:
        (folder / "scripts" / "versions").mkdir(parents=True)
        (folder / "alembic.ini").write_text("[alembic]\nscript_location = scripts\n", encoding="utf-8")
        (folder / "scripts" / "env.py").write_text(ALEMBIC_ENVIRONMENT, encoding="utf-8")
        for revision in made:
            parent = repr(revision.parents[0]) if revision.parents else "None"
            up, down = ("".join(f"    op.execute({sql!r})\n" for sql in part)
                        for part in (revision.upgrade, revision.downgrade))
            text = (f'"""{revision.message}"""\nfrom alembic import op\n\nrevision = {revision.id!r}\n'
                    f"down_revision = {parent}\n\n\ndef upgrade():\n{up}\n\ndef downgrade():\n{down}")
            (folder / "scripts" / "versions" / f"{revision.id}_{revision.table}.py").write_text(text, encoding="utf-8")

    def upgrade(self, folder: pathlib.Path, engine: Engine, database: str) -> Process:
        # SQLAlchemy wants four slashes before an absolute path, as migrate does
        return Process((self.program, "-x", f"url={engine.url(database)}", "upgrade", "head"), folder)

    def others(self, folder: pathlib.Path) -> Sequence[tuple[str, Process]]:
        return [(command, Process((self.program, command), folder)) for command in ("heads", "history")]


class Dbmate(Peer):
    name = "dbmate"

    def write(self, bench: Workbench, engine: Engine, folder: pathlib.Path, made: list[Revision]) -> None:
        self.program = installed_dbmate(bench.programs.build / "peers")
        (folder / "migrations").mkdir()
        for revision in made:
            up, down = "\n".join(revision.upgrade), "\n".join(revision.downgrade)
            (folder / "migrations" / f"{20200101000000 + revision.number}_{revision.table}.sql").write_text(
                f"-- migrate:up\n{up}\n\n-- migrate:down\n{down}\n", encoding="utf-8")

    def call(self, folder: pathlib.Path, engine: Engine, database: str, command: str) -> Process:
        url = f"sqlite:{engine.file(database)}" if isinstance(engine, Sqlite) else (
            engine.url(database) + "?sslmode=disable")
        return Process((self.program, "--no-dump-schema", "-d", "migrations", "-u", url, command), folder)

    def upgrade(self, folder: pathlib.Path, engine: Engine, database: str) -> Process:
        """`up` where it has to make the file; else `migrate`, which asks less."""
        return self.call(folder, engine, database, "up" if isinstance(engine, Sqlite) else "migrate")

    def again(self, folder: pathlib.Path, engine: Engine, database: str) -> Process:
        return self.call(folder, engine, database, "migrate")


class Sqitch(Peer):
    name = "sqitch"
    program = "/usr/bin/sqitch"
    revisions = 100  # it starts a shell for each

    def write(self, bench: Workbench, engine: Engine, folder: pathlib.Path, made: list[Revision]) -> None:
        kind = "sqlite" if isinstance(engine, Sqlite) else "pg"
        client = "/usr/bin/sqlite3" if kind == "sqlite" else bench.postgres.psql
        (folder / "sqitch.conf").write_text(
            f'[core]\n\tengine = {kind}\n[engine "{kind}"]\n\tclient = {client}\n'
            "[user]\n\tname = Bench\n\temail = bench@example.org\n", encoding="utf-8")
        lines = ["%syntax-version=1.0.0", "%project=bench", ""]
        for part in ("deploy", "revert"):
            (folder / part).mkdir()
        for revision in made:
            needs = f" [{made[revision.number - 1].table}]" if revision.parents else ""
            lines.append(f"{revision.table}{needs} 2026-01-01T00:00:00Z Bench <bench@example.org> # {revision.message}")
            for part, sql in (("deploy", revision.upgrade), ("revert", revision.downgrade)):
                body = "\n".join(sql)
                (folder / part / f"{revision.table}.sql").write_text(f"BEGIN;\n{body}\nCOMMIT;\n", encoding="utf-8")
        (folder / "sqitch.plan").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def upgrade(self, folder: pathlib.Path, engine: Engine, database: str) -> Process:
        target = f"db:sqlite:{engine.file(database)}" if isinstance(engine, Sqlite) else (
            engine.url(database).replace("postgresql://", "db:pg://"))
        return Process((self.program, "deploy", target), folder)


def installed_dbmate(folder: pathlib.Path) -> pathlib.Path:
    """Installs it by npm unless it is there already."""
    found = list(folder.glob("node_modules/@dbmate/*/bin/dbmate"))
    if not found:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
        npm = shutil.which("npm")
        if npm is None:
            raise Failed("npm is missing, which brings dbmate: scripts/install_dependencies.sh bench")
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent", DBMATE], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL, env=dict(os.environ))
        found = list(folder.glob("node_modules/@dbmate/*/bin/dbmate"))
    if not found:
        raise Failed(f"npm installed no dbmate in {folder}")
    return found[0]


@dataclass(frozen=True)
class AgainstPeer:
    """What a peer does, and the program on the same."""

    peer: Peer
    engine: str

    @property
    def name(self) -> str:
        return f"peer {self.peer.name} {self.engine}"

    def measure(self, bench: Workbench) -> list[Row]:
        engine = bench.sqlite if self.engine == "sqlite" else bench.postgres
        folder = self.peer.home(bench, engine)
        count = bench.size(self.peer.revisions)
        history = bench.history("line", count)
        what = f"{count} revisions, {engine.name}"
        return [self.row(bench, f"`upgrade head`, {what}", *self.from_empty(bench, engine, folder, history, count)),
                self.row(bench, f"`upgrade head`, nothing to do, {what}",
                         *self.nothing_to_do(bench, engine, folder, history)),
                *self.others(bench, folder, history, count)]

    def row(self, bench: Workbench, case: str, ours: Side, theirs: Side) -> Row:
        half = self.peer.name == "dbmate" and self.engine == "sqlite" and "nothing to do" in case
        mine, other = bench.interleaved([ours, theirs])
        return compared(f"{case}, against {self.peer.name}", mine.median, other.median,
                        ratio_of(mine.seconds, other.seconds), HALF if half else AHEAD)

    def from_empty(self, bench: Workbench, engine: Engine, folder: pathlib.Path, history: pathlib.Path,
                   count: int) -> tuple[Side, Side]:
        def side(database: str, process: Process) -> Side:
            return Side(database, [process], lambda: engine.create(database),
                        lambda: self.check(engine, database, count))

        return (side("ours", bench.migrate(history, "upgrade", "head", url=engine.url("ours"))),
                side("theirs", self.peer.upgrade(folder, engine, "theirs")))

    def nothing_to_do(self, bench: Workbench, engine: Engine, folder: pathlib.Path,
                      history: pathlib.Path) -> tuple[Side, Side]:
        engine.restore("standing", bench.applied(engine, history))
        engine.create("theirs")
        bench.timer.checked(self.peer.upgrade(folder, engine, "theirs"))
        return (Side("ours", [bench.migrate(history, "upgrade", "head", url=engine.url("standing"))]),
                Side("theirs", [self.peer.again(folder, engine, "theirs")]))

    def others(self, bench: Workbench, folder: pathlib.Path, history: pathlib.Path, count: int) -> list[Row]:
        if self.engine != "sqlite":
            return []
        return [self.row(bench, f"`{command}`, {count} revisions", Side("ours", [bench.migrate(history, command)]),
                         Side("theirs", [process])) for command, process in self.peer.others(folder)]

    def check(self, engine: Engine, database: str, count: int) -> None:
        if engine.tables(database) != count:
            raise Failed(f"{self.name}: {engine.tables(database)} tables in {database} instead of {count}")


CASES = tuple(AgainstPeer(peer, engine) for peer in (Dbmate(), Alembic(), Sqitch())
              for engine in ("sqlite", "postgresql"))
