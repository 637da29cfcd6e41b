"""How cost grows, as an SVG with two logarithmic axes."""

import math
import pathlib
from xml.sax.saxutils import escape

from report import duration

WIDTH, HEIGHT = 860, 480
LEFT, RIGHT, TOP, BOTTOM = 70, 330, 30, 50
COLOURS = ("#1b6ca8", "#d1495b", "#2e933c", "#8e5aa8", "#c77d0a", "#2a9d8f", "#6c757d", "#b5179e")


class Axis:
    """Maps values to positions, whole powers of ten at the ends."""

    def __init__(self, values: list[float], start: float, end: float):
        self.low = math.floor(math.log10(min(values)) + 1e-9)
        self.high = max(math.ceil(math.log10(max(values)) - 1e-9), self.low + 1)
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def text(x: float, y: float, words: str, anchor: str = "middle", colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def grid(x: Axis, y: Axis) -> list[str]:
    pale = 'stroke="#ddd"'
    parts = []
    for value in x.ticks():
        parts += [line(x.at(value), y.start, x.at(value), y.end, pale),
                  text(x.at(value), y.start + 20, f"{value:,.0f}")]
    for value in y.ticks():
        parts += [line(x.start, y.at(value), x.end, y.at(value), pale),
                  text(x.start - 8, y.at(value) + 4, duration(value), "end")]
    return [*parts, text((x.start + x.end) / 2, HEIGHT - 10, "revisions"),
            text(x.start, TOP - 12, "time of one run (median)", "start")]


def curves(x: Axis, y: Axis, growth: dict[str, dict[str, float]]) -> list[str]:
    parts = []
    commands = list(dict.fromkeys(name.rpartition(",")[0] for name in growth))  # the shape is in the dashes
    for number, (name, times) in enumerate(growth.items()):
        colour = COLOURS[commands.index(name.rpartition(",")[0]) % len(COLOURS)]
        points = [(x.at(float(size)), y.at(seconds)) for size, seconds in times.items()]
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        dashes = ' stroke-dasharray="6 4"' if name.endswith("ladder") else ""
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts += [f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3" fill="{colour}"/>' for across, up in points]
        place = TOP + 16 + 22 * number
        parts += [line(WIDTH - RIGHT + 20, place - 4, WIDTH - RIGHT + 44, place - 4,
                       f'stroke="{colour}" stroke-width="2"{dashes}'),
                  text(WIDTH - RIGHT + 52, place, name.replace("`", ""), "start")]
    return parts


def write(file: pathlib.Path, growth: dict[str, dict[str, float]]) -> None:
    sizes = [float(size) for times in growth.values() for size in times]
    seconds = [value for times in growth.values() for value in times.values()]
    x = Axis(sizes, LEFT, WIDTH - RIGHT)
    y = Axis(seconds, HEIGHT - BOTTOM, TOP)
    steepest = max(seconds)  # a line of what is linear, through the corner
    straight = line(x.at(min(sizes)), y.at(max(steepest * min(sizes) / max(sizes), 10.0**y.low)), x.at(max(sizes)),
                    y.at(steepest), 'stroke="#999" stroke-dasharray="1 4"')
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             'font-size="12">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *grid(x, y), straight,
             *curves(x, y, growth), "</svg>", ""]
    file.write_text("\n".join(parts), encoding="utf-8")
