"""How time and memory grow with the number of revisions."""

import pathlib
import statistics
from dataclasses import dataclass

import generated_history
from report import Row, compared
from timing import Failed, Process, Side, ratio_of
from workbench import Workbench

SIZES = (1000, 10_000, 100_000)
MOST = 12.0  # times the time for 10 times the revisions
BYTES_EACH = 1024  # of peak memory, above the program's own
STARTS = ("base", "middle")


def rows_of_growth(bench: Workbench, what: str, shape: str, seconds: dict[int, list[float]],
                   reach: float | None = MOST) -> list[Row]:
    """A row for each step from one size to the next."""
    name = f"{what}, {shape}"
    bench.growth[name] = {str(size): statistics.median(values) for size, values in seconds.items()}
    rows = []
    for smaller, larger in zip(seconds, list(seconds)[1:]):
        ratio = ratio_of(seconds[larger], seconds[smaller])
        rows.append(compared(f"growth of {name}: {smaller} to {larger}", statistics.median(seconds[larger]),
                             statistics.median(seconds[smaller]), ratio, reach))
    return rows


@dataclass(frozen=True)
class CommandGrowth:
    """Whole processes."""

    command: str
    shape: str

    @property
    def name(self) -> str:
        return f"growth {self.command} {self.shape}"

    def measure(self, bench: Workbench) -> list[Row]:
        sizes = [bench.size(size) for size in SIZES]
        sides = [Side(str(size), [bench.migrate(bench.history(self.shape, size), self.command)]) for size in sizes]
        series = bench.interleaved(sides)
        seconds = {size: one.seconds for size, one in zip(sizes, series, strict=True)}
        return rows_of_growth(bench, f"`{self.command}`", self.shape, seconds)


@dataclass(frozen=True)
class PlanGrowth:
    """A process that reads a history and plans; and, only told, planning alone, next to which reading is long."""

    start: str
    shape: str

    @property
    def name(self) -> str:
        return f"growth plan from {self.start} {self.shape}"

    def measure(self, bench: Workbench) -> list[Row]:
        sizes = [bench.size(size) for size in SIZES]
        for size in sizes:
            self.plan(bench, size)  # a warm-up
        samples = {size: [] for size in sizes}
        for _ in range(bench.rounds):
            for size in sizes:
                samples[size].append(self.plan(bench, size))
        whole, alone = ({size: [sample[part] for sample in taken] for size, taken in samples.items()}
                        for part in (0, 1))
        what = f"plan from {self.start}"
        return [*rows_of_growth(bench, what, self.shape, whole),
                *rows_of_growth(bench, f"{what}, nothing read", self.shape, alone, reach=None)]

    def plan(self, bench: Workbench, size: int) -> tuple[float, float]:
        """Seconds of the whole process, and of planning in it."""
        history, answer = bench.history(self.shape, size), bench.folder / "plan.txt"
        program = (bench.programs.bench("plan_timer"), "versions", self.start)
        sample = bench.timer.checked(Process(program, history, stdout=answer))
        nanoseconds, steps = map(int, answer.read_text().split())
        if steps != (size if self.start == "base" else size - size // 2):
            raise Failed(f"a plan of {steps} steps from the {self.start} of {size} revisions")
        return sample.seconds, nanoseconds / 1e9


@dataclass(frozen=True)
class Memory:
    """Peak memory for each revision, above that of `migrate --version`."""

    name: str = "memory"

    def measure(self, bench: Workbench) -> list[Row]:
        count = bench.size(SIZES[-1])
        rows = []
        for shape in generated_history.SHAPES:
            history = bench.history(shape, count)
            own = self.peak(bench, Side("--version", [bench.migrate(history, "--version")]))
            for side in self.sides(bench, history):
                each = (self.peak(bench, side) - own) * 1024 / count
                rows.append(Row(f"peak memory of `{side.name}` for each of {count} revisions, {shape}",
                                f"{each:.0f} bytes", f"{BYTES_EACH} bytes", each / BYTES_EACH, reach=1.0))
        return rows

    def sides(self, bench: Workbench, history: pathlib.Path) -> list[Side]:
        sides = [Side(command, [bench.migrate(history, command)]) for command in ("heads", "check", "history")]
        database = bench.sqlite.url("stamped")
        script = bench.migrate(history, "upgrade", "head", "--sql", url=database)
        sides.append(Side("upgrade head --sql", [script]))
        bench.sqlite.create("stamped")
        bench.timer.checked(bench.migrate(history, "stamp", "head", url=database))
        sides.append(Side("upgrade head, nothing to do", [bench.migrate(history, "upgrade", "head", url=database)]))
        return sides

    def peak(self, bench: Workbench, side: Side) -> float:
        (series,) = bench.interleaved([side], rounds=3)
        return series.peak_kib


CASES = (*(CommandGrowth(command, shape) for command in ("heads", "history") for shape in generated_history.SHAPES),
         *(PlanGrowth(start, shape) for start in STARTS for shape in generated_history.SHAPES), Memory())
