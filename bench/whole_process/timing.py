"""Whole processes, timed by the program process_timer, in interleaved rounds; and what the noise is."""

import os
import pathlib
import random
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

RESAMPLES = 2000
CONFIDENCE = 0.95
NOTHING = pathlib.Path(os.devnull)


class Failed(RuntimeError):
    """A measured process that did not do its work."""


@dataclass(frozen=True)
class Process:
    """One program with its arguments, and where it runs. What it prints goes nowhere."""

    arguments: Sequence[object]
    folder: pathlib.Path
    stdin: pathlib.Path = NOTHING
    stdout: pathlib.Path = NOTHING


@dataclass(frozen=True)
class Sample:
    seconds: float
    peak_kib: int


class Timer:
    """Talks to process_timer. What the processes say on stderr is kept for a warm-up run only."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path):
        self.messages = folder / "messages.txt"
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "PSQLRC": os.devnull,
                       "NO_COLOR": "1"}
        self.program = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def close(self) -> None:
        self.program.stdin.close()
        self.program.wait()

    def run(self, process: Process, messages: pathlib.Path = NOTHING) -> tuple[Sample, int]:
        """The sample and the exit code."""
        fields = [process.folder, process.stdin, process.stdout, messages, *process.arguments]
        encoded = b"".join(str(one).encode() + b"\0" for one in fields)
        self.program.stdin.write(f"{len(fields)}\n".encode() + encoded)
        self.program.stdin.flush()
        answer = self.program.stdout.readline().split()
        if not answer:
            raise Failed(f"process_timer ended when it ran {process.arguments[0]}")
        return Sample(int(answer[0]) / 1e9, int(answer[2])), int(answer[1])

    def checked(self, process: Process) -> Sample:
        """As run, for a warm-up: Failed, with what it said, unless it ends with 0."""
        self.messages.unlink(missing_ok=True)
        sample, code = self.run(process, self.messages)
        if code != 0:
            said = self.messages.read_text(errors="replace").splitlines()[-15:]
            command = " ".join(map(str, process.arguments[:8]))
            raise Failed("\n".join([f"`{command}` ended with {code}:", *said]))
        return sample


def nothing() -> None:
    """To prepare where nothing is to be prepared."""


@dataclass
class Side:
    """One of those that are compared: processes that run one after the other."""

    name: str
    processes: Sequence[Process]
    prepare: Callable[[], None] = nothing  # before each run, not timed
    verify: Callable[[], None] = nothing  # after the warm-up: that the work was done

    def sample(self, timer: Timer) -> Sample:
        self.prepare()
        samples = []
        for process in self.processes:
            sample, code = timer.run(process)
            if code != 0:
                raise Failed(f"{self.name}: `{process.arguments[0]}` ended with {code}")
            samples.append(sample)
        return Sample(sum(one.seconds for one in samples), max(one.peak_kib for one in samples))

    def warm_up(self, timer: Timer) -> None:
        self.prepare()
        for process in self.processes:
            timer.checked(process)
        self.verify()


@dataclass
class Series:
    """The samples of one side, in the order of the rounds."""

    samples: list[Sample] = field(default_factory=list)

    @property
    def seconds(self) -> list[float]:
        return [sample.seconds for sample in self.samples]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def peak_kib(self) -> float:
        return statistics.median(sample.peak_kib for sample in self.samples)


def interleaved(timer: Timer, sides: Sequence[Side], rounds: int) -> list[Series]:
    """Each side once in each round; who goes first changes from round to round."""
    for side in sides:
        side.warm_up(timer)
    series = [Series() for _ in sides]
    for number in range(rounds):
        for place in range(len(sides)):
            turn = (place + number) % len(sides)
            series[turn].samples.append(sides[turn].sample(timer))
    return series


@dataclass(frozen=True)
class Ratio:
    """How many times the other's time; `noise` is half the width of its confidence interval."""

    value: float
    noise: float


def ratio_of(ours: Sequence[float], other: Sequence[float]) -> Ratio:
    """The ratio of the medians. The interval is bootstrapped over the pairs, so a slow moment that met both sides of
    a pair does not widen it."""
    pairs = list(zip(ours, other, strict=True))
    draw = random.Random(1)
    ratios = sorted(median_ratio(draw.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    outside = int(RESAMPLES * (1 - CONFIDENCE) / 2)
    return Ratio(median_ratio(pairs), (ratios[-outside - 1] - ratios[outside]) / 2)


def median_ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return statistics.median(ours for ours, _ in pairs) / statistics.median(other for _, other in pairs)
