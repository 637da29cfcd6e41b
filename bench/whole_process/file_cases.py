"""Cases that need no database: the start, reading headers, writing a script."""

from dataclasses import dataclass

from report import Row, compared
from timing import Process, Side, ratio_of
from workbench import Workbench


@dataclass(frozen=True)
class Headers:
    """A command that needs the headers only, against a C program that reads them."""

    command: str

    @property
    def name(self) -> str:
        return self.command

    def measure(self, bench: Workbench) -> list[Row]:
        count = bench.size(10_000)
        history = bench.history("line", count)
        ours = Side("ours", [bench.migrate(history, self.command)])
        floor = Side("reading the headers", [bench.read_headers(history)])
        return [bench.compare(f"`{self.command}`, {count} revision files", 1.5, ours, floor)]


@dataclass(frozen=True)
class Script:
    """`upgrade head --sql` against `cat` of the same files."""

    name: str = "upgrade head --sql"

    def measure(self, bench: Workbench) -> list[Row]:
        count = bench.size(10_000)
        history = bench.history("line", count)
        files = sorted(f"versions/{path.name}" for path in (history / "versions").iterdir())
        rows = []
        for engine in bench.engines:
            ours = Side("ours", [bench.migrate(history, "upgrade", "head", "--sql", url=engine.url("none"))])
            floor = Side("cat", [Process(("/usr/bin/cat", *files), history)])
            rows.append(bench.compare(f"`upgrade head --sql`, {count} revisions, {engine.name}", 2.0, ours, floor))
        return rows


@dataclass(frozen=True)
class Start:
    """What is linked is loaded, whatever is done with it."""

    name: str = "start"

    def measure(self, bench: Workbench) -> list[Row]:
        history = bench.history("line", 1)
        database = bench.sqlite.url("start")
        bench.sqlite.create("start")
        sides = [Side("--version", [bench.migrate(history, "--version")]),
                 Side("heads", [bench.migrate(history, "heads", url=database)]),
                 Side("nothing", [Process((bench.programs.bench("floor_start"),), history)]),
                 Side("nothing, with libpq", [Process((bench.programs.bench("floor_start_postgres"),), history)]),
                 Side("nothing, alone", [Process((bench.programs.bench("floor_start_alone"),), history)])]
        version, heads, floor, loaded, alone = bench.interleaved(sides, rounds=bench.rounds * 5)
        rows = [compared(f"start: `migrate {name}`", ours.median, floor.median,
                         ratio_of(ours.seconds, floor.seconds), 1.3)
                for name, ours in (("--version", version), ("heads", heads))]
        rows.append(compared("start: loading libpq, libpqxx and libpg_query each time, against none of them",
                             loaded.median, floor.median, ratio_of(loaded.seconds, floor.seconds), None))
        rows.append(compared("start: `migrate --version`, against a program of the same archives that does nothing",
                             version.median, alone.median, ratio_of(version.seconds, alone.seconds), None))
        return rows


CASES = (*(Headers(command) for command in ("heads", "check", "history")), Script(), Start())
