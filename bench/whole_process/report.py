"""What was measured, as a table and as JSON."""

import enum
import json
import pathlib
from dataclasses import asdict, dataclass

from timing import Ratio


class Verdict(enum.Enum):
    MET = "met"
    WITHIN_NOISE = "met within the noise"
    MISSED = "MISSED"
    TOLD = ""  # there is nothing to reach


@dataclass(frozen=True)
class Row:
    case: str
    ours: str
    floor: str
    ratio: float
    noise: float = 0.0
    reach: float | None = None  # None: only told

    @property
    def verdict(self) -> Verdict:
        if self.reach is None:
            return Verdict.TOLD
        if self.ratio <= self.reach:
            return Verdict.MET
        return Verdict.WITHIN_NOISE if self.ratio - self.noise <= self.reach else Verdict.MISSED

    def cells(self) -> list[str]:
        noise = f" ± {self.noise:.2f}" if self.noise else ""
        reach = "" if self.reach is None else f"{self.reach:g}"
        return [self.case, self.ours, self.floor, f"{self.ratio:.2f}{noise}", reach, self.verdict.value]


HEADINGS = ("case", "ours", "floor", "ratio", "reach", "")


def duration(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def compared(case: str, ours: float, floor: float, ratio: Ratio, reach: float | None) -> Row:
    return Row(case, duration(ours), duration(floor), ratio.value, ratio.noise, reach)


def table(rows: list[Row]) -> str:
    """In Markdown."""
    lines = [list(HEADINGS), *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    written = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
    written.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(written)


def write_json(file: pathlib.Path, rows: list[Row], circumstances: dict[str, str], growth: dict) -> None:
    document = {"circumstances": circumstances, "growth": growth,
                "rows": [asdict(row) | {"verdict": row.verdict.name.lower()} for row in rows]}
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def missed(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.verdict is Verdict.MISSED]
