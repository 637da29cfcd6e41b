#!/usr/bin/env python3
"""Compares the #include lines under src/ and include/ with the table of docs/architecture.md.

Names every offence with its file and line, and exits 1 if there is one. Run it from anywhere.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PUBLIC = ROOT / "include"

# What each layer may include besides itself, the public headers and the standard library.
LAYERS = {
    "base": set(),
    "graph": {"base"},
    "revision": {"base", "graph"},
    "config": {"base"},
    "db": {"base"},
    "engine": {"base", "db"},
    "runtime": {"base", "graph", "revision", "config", "db", "engine/open.hpp"},
    "command": {"base", "graph", "revision", "config", "runtime"},
    "cli": {"base", "config", "command"},
    # src/migrator.cpp: the library's own door, above runtime.
    "": {"base", "graph", "revision", "config", "db", "engine/open.hpp", "runtime"},
}
ENGINES = ("sqlite", "postgres", "script")
APART = {frozenset(("sqlite", "postgres"))}

# Which files may include a library: by the start of the header's name, a test of the path in src/.
LIBRARIES = (
    ("fmt/", lambda path: path.suffix == ".cpp"),
    ("boost/", lambda path: path.parts[0] == "graph" and path.suffix == ".cpp"),
    ("kainjow/", lambda path: path.parts[0] == "revision" and path.suffix == ".cpp"),
    ("absl/", lambda path: path.parts[0] == "revision" and path.suffix == ".cpp"),
    ("nettle/", lambda path: path.parts[0] == "revision" and path.suffix == ".cpp"),
    ("sqlite3", lambda path: path.parts[:2] == ("engine", "sqlite")),
    ("pqxx/", lambda path: path.parts[:2] == ("engine", "postgres")),
    ("libpq", lambda path: path.parts[:2] == ("engine", "postgres")),
    ("postgresql/", lambda path: path.parts[:2] == ("engine", "postgres")),
    ("openssl/", lambda path: path.name == "openssl_on_demand.cpp"),
    ("gssapi/", lambda path: path.name == "gssapi_on_demand.cpp"),
    ("ldap", lambda path: path.name == "ldap_on_demand.cpp"),
    ("pg_query", lambda path: path.parts[:2] == ("engine", "postgres")),
    ("CLI/", lambda path: path in {Path("cli/app.cpp"), Path("cli/command_line.hpp")}),
    ("nlohmann/", lambda path: path.parts[0] == "cli" and path.suffix == ".cpp"),
)

# What the system itself brings: the standard library has no dot and no slash in its headers' names.
SYSTEM = re.compile(r"[a-z_0-9]+|(sys/)?[a-z_0-9]+\.h")

FORBIDDEN = (  # only the program talks to its environment, and only in src/cli
    (re.compile(r"\b(secure_)?getenv\b"), "reads the environment"),
    (re.compile(r"\bstd::(cout|cerr|clog|cin)\b"), "uses the terminal"),
    (re.compile(r"(?<![\w.>:])(std::|::)?(f?printf|puts|fputs|putchar)\s*\("), "prints"),
    (re.compile(r"(?<![\w.>:])(std::|::)?(quick_)?exit\s*\("), "exits"),
    (re.compile(r"\bfmt::print\s*\("), "prints"),
    (re.compile(r"\b(std::signal|sigaction)\s*\("), "installs a signal handler"),
)
LONGEST_FILE = 400
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def code_only(text):
    """The text without comments and literals; line ends stay, so that lines keep their numbers."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"([^()\\\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'',
        re.DOTALL,
    )
    return pattern.sub(lambda match: "\n" * match.group().count("\n"), text)


def layer_of(path):
    """The layer of a path in src/; empty for a file beside the layers."""
    return path.parts[0] if len(path.parts) > 1 else ""


def engine_of(path):
    return path.parts[1] if len(path.parts) > 2 and path.parts[0] == "engine" else None


def problem_with_own(path, name):
    """What is wrong with a file of src/ including "name"; None when nothing is."""
    if name.startswith("migrate/"):
        generated = (PUBLIC / (name + ".in")).is_file()
        return None if generated or (PUBLIC / name).is_file() else f'"{name}" is not there'
    target = Path(name)
    if not (SOURCE / target).is_file():
        return f'"{name}" is not a path in src/ or include/'
    layer = layer_of(path)
    if layer not in LAYERS:
        return f"the folder {layer}/ is no layer"
    if layer_of(target) != layer:
        allowed = LAYERS[layer]
        if layer_of(target) not in allowed and name not in allowed:
            return f'{layer or "src/"} may not include "{name}"'
        return None
    mine, other = engine_of(path), engine_of(target)
    if mine and other and frozenset((mine, other)) in APART:
        return f'{mine} and {other} must not see each other: "{name}"'
    if other and not mine and path.name != "open.cpp":
        return f'only open.cpp knows the engines: "{name}"'
    return None


def problem_with_library(path, name):
    """What is wrong with a file of src/ including <name>; None when nothing is."""
    if name.startswith("migrate/"):
        return f"<{name}> is our own: include it with quotes"
    for start, may_include in LIBRARIES:
        if name.startswith(start):
            return None if may_include(path) else f"{path} may not include <{name}>"
    return None if SYSTEM.fullmatch(name) else f"<{name}> is no library that the house knows"


def problem_with_public(name, quoted):
    """What is wrong with a public header's include; None when nothing is."""
    if quoted:
        return None if name.startswith("migrate/") else f'a public header may not include "{name}"'
    is_standard = re.fullmatch(r"[a-z_0-9]+", name)
    return None if is_standard else f"a public header may not include <{name}>"


def include_problems(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quoted, name = match.group(1) == '"', match.group(2)
        if path.is_relative_to(PUBLIC):
            problem = problem_with_public(name, quoted)
        elif quoted:
            problem = problem_with_own(path.relative_to(SOURCE), name)
        else:
            problem = problem_with_library(path.relative_to(SOURCE), name)
        if problem:
            yield number, problem


def call_problems(path, text):
    if path.is_relative_to(SOURCE / "cli"):
        return
    for number, line in enumerate(code_only(text).splitlines(), 1):
        for pattern, what in FORBIDDEN:
            if pattern.search(line):
                yield number, f"{what} outside of src/cli: {line.strip()}"


def file_problems(path):
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield LONGEST_FILE + 1, f"{lines} lines, and {LONGEST_FILE} is the limit"
    if path.suffix == ".hpp" and "#pragma once" not in text:
        yield 1, "a header without #pragma once"
    yield from include_problems(path, text)
    yield from call_problems(path, text)


def name_problems(paths):
    """File names are unique across src/, so that one can be found by its name."""
    first = {}
    for path in paths:
        other = first.setdefault(path.name, path)
        if other != path:
            yield path, 1, f"has the name of {other.relative_to(ROOT)}"


def build_problems(paths):
    """Every .cpp is built: its folder's CMakeLists.txt, or what that includes, or one above it, names it."""
    for path in paths:
        if path.suffix != ".cpp":
            continue
        folders = [folder for folder in path.parents if folder.is_relative_to(ROOT)]
        lists = [file for folder in folders for file in (folder / "CMakeLists.txt", *folder.glob("*.cmake"))]
        names = re.compile(r"(?<![\w.-])" + re.escape(path.name) + r"(?![\w.-])")
        if not any(file.is_file() and names.search(file.read_text(encoding="utf-8")) for file in lists):
            yield path, 1, "no CMakeLists.txt names it: it is not built"


def depth_problems(paths):
    for path in paths:
        if len(path.relative_to(SOURCE).parts) > 3:
            yield path, 1, "deeper than src/engine/sqlite"
        elif engine_of(path.relative_to(SOURCE)) not in (None, *ENGINES):
            yield path, 1, "is of no engine"


def main():
    sources = sorted(path for path in SOURCE.rglob("*") if path.suffix in (".cpp", ".hpp"))
    headers = sorted(PUBLIC.rglob("*.hpp"))
    offences = [(path, *problem) for path in sources + headers for problem in file_problems(path)]
    offences += [*name_problems(sources), *build_problems(sources), *depth_problems(sources)]
    for path, number, what in sorted(offences, key=lambda offence: (str(offence[0]), offence[1])):
        print(f"{path.relative_to(ROOT)}:{number}: {what}")
    if not sources or not headers:
        print(f"no sources below {ROOT}")
        return 1
    print(f"{len(sources) + len(headers)} files, {len(offences)} offences")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main())
