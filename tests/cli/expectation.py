"""What a story expects of an output: lines with placeholders, compared in full."""

import difflib
import re

FORMS = {
    "id": r"[0-9a-f]{12}",
    "time": r"[0-9]+(?:\.[0-9]+)? (?:us|ms|s|min)",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}",
    "moment": r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?",
    "who": r"\S+@\S+?",
    "ymd": r"[0-9]{8}",
    "number": r"[0-9]+(?:\.[0-9]+)?",
    "word": r"\S+",
    "any": r".*?",
}
PLACEHOLDER = re.compile(r"\{(" + "|".join(FORMS) + r")(?::(\w+))?\}|\{(pg|dir)\}")
NO_LINE_END = "{no line end}"

# What an update writes as a placeholder of its own accord: what stands before, its form, what follows.
VOLATILE = [
    ("in ", "time", r"(?!\w)"),
    ("", "date", ""),
    ("", "moment", r"(?![-+0-9.])"),
    (" by ", "who", r"(?=[\s,;:.\"]|$)"),
    ("/", "ymd", "(?=_)"),
    ('"milliseconds": ', "number", ""),
]


def lines_of(output):
    """The lines of an output; a last one without a line end says so."""
    if not output:
        return []
    lines = output.split("\n")
    if lines[-1]:
        return lines[:-1] + [lines[-1] + NO_LINE_END]
    return lines[:-1]


def substitute(text, bound):
    """`text` with every placeholder that has a value replaced by it; KeyError when one has none."""

    def value(match):
        name = match.group(3) or match.group(2)
        return bound[name] if name else match.group(0)

    return PLACEHOLDER.sub(value, text)


def pattern_of(line, bound):
    """The expected line as a compiled expression; new names become groups."""
    parts, at, seen = [], 0, set()
    for match in PLACEHOLDER.finditer(line):
        parts.append(re.escape(line[at : match.start()]))
        name = match.group(3) or match.group(2)
        form = FORMS.get(match.group(1))
        if name in bound:
            parts.append(re.escape(bound[name]))
        elif name in seen:
            parts.append(f"(?P={name})")
        elif name:
            seen.add(name)
            parts.append(f"(?P<{name}>{form})")
        else:
            parts.append(f"(?:{form})")
        at = match.end()
    parts.append(re.escape(line[at:]))
    return re.compile("".join(parts))


def matches(expected, actual, bound):
    """Whether one line fits; remembers the names that it binds."""
    found = pattern_of(expected, bound).fullmatch(actual)
    if found:
        bound.update(found.groupdict())
    return bool(found)


def align(expected, actual, bound):
    """For every actual line the expected line that it fits, in order, or None.

    Fitting lines bind their names. The alignment is greedy: the next expected line that fits.
    """
    fits, start = [], 0
    for line in actual:
        for index in range(start, len(expected)):
            if matches(expected[index], line, bound):
                fits.append(expected[index])
                start = index + 1
                break
        else:
            fits.append(None)
    return fits


def is_met(expected, actual, bound):
    """Whether every line fits its own expected line, no more and no fewer."""
    return len(expected) == len(actual) and all(
        [matches(want, got, bound) for want, got in zip(expected, actual)]
    )


def difference(expected, actual, bound):
    """A unified diff in which the lines that fit count as equal."""
    fits = iter(align(expected, actual, bound))
    shown = [fit if fit is not None else line for line, fit in zip(actual, fits)]
    return list(difflib.unified_diff(expected, shown, "expected", "actual", lineterm="", n=3))


def generalised(line, bound):
    """An actual line as a new expectation: what a name stands for is written as its placeholder."""
    for name, value in sorted(bound.items(), key=lambda item: -len(item[1])):
        form = next((f for f in ("id", "ymd", "date") if re.fullmatch(FORMS[f], value)), "word")
        line = line.replace(value, "{%s}" % name if name in ("pg", "dir") else f"{{{form}:{name}}}")
    for before, form, after in VOLATILE:
        line = re.sub(f"(?<={before}){FORMS[form]}{after}", "{%s}" % form, line)
    return line


def renewed(expected, actual, bound):
    """The lines that `actual` fits, keeping the placeholders of those that fit already."""
    fits = align(expected, actual, bound)
    return [fit if fit is not None else generalised(line, bound) for line, fit in zip(actual, fits)]
