#!/usr/bin/env python3
"""A hundred applied revisions whose files change afterwards.

    drift_test.py MIGRATE sqlite|postgresql [--seed 1] [--keep]

Every file is formatted otherwise (comments, white space, case of words, CR LF): `verify` must be clean
and `upgrade` go on. Then one literal of one file is changed: exactly that revision must be named, by
`verify` and by an `upgrade` that refuses, until `repair --accept` takes it.

PostgreSQL is the server of MIGRATE_TEST_POSTGRES (scripts/with_postgres.sh); without one the test
is skipped: exit code 77.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True  # the tree stays as it is

from databases import Postgres, Sqlite, run

SKIPPED = 77
REVISIONS = 100
# What must stay as it is: literals, quoted names, dollar bodies. Then comments, words, blanks, the rest.
TOKEN = re.compile(r"(?P<keep>'(?:[^']|'')*'|\"[^\"]*\"|\$body\$.*?\$body\$)"
                   r"|(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<word>[A-Za-z_]\w*)|(?P<space>\s+)|(?P<rest>.)",
                   re.DOTALL)


def section(number, engine):
    lines = [f"CREATE TABLE t_{number} (id INTEGER PRIMARY KEY, text VARCHAR(40) DEFAULT 'a;b -- c');",
             f"INSERT INTO t_{number} (id, text) VALUES (1, 'It''s number {number}'), ({number + 2}, NULL);",
             f"CREATE INDEX \"Index {number}\" ON t_{number} (text); -- found by text",
             f"/* seen\n   by all */ CREATE VIEW v_{number} AS SELECT id FROM t_{number} WHERE text <> '/* none */';"]
    if engine == "postgresql":
        lines.append(f"DO $body$ BEGIN PERFORM {number}; END $body$;")
    return "\n".join(lines)


def write(file, number, up, comment=""):
    parent = f"r{number - 1}" if number > 1 else ""
    down = f"DROP VIEW v_{number};\nDROP TABLE t_{number};\n"
    text = (f"-- Make table {number}\n--\n-- revision: r{number}\n-- down_revision: {parent}\n\n"
            f"-- migrate:upgrade\n{comment}{up}\n\n-- migrate:downgrade\n{down}")
    file.write_text(text, encoding="utf-8", newline="")


def cased(rng, word):
    return rng.choice([word.upper(), word.lower(), word.title()])


def blank(rng):
    return rng.choice([" ", "  ", "\n", "\t", "\n\n    ", " /* a remark */ ", " -- a remark\n"])


def reformatted(rng, sql):
    """The same SQL, as somebody else would write it."""
    text = ""
    for match in TOKEN.finditer(sql):
        if match["word"]:
            text += cased(rng, match["word"])
        elif match["space"] or match["comment"]:
            text += blank(rng)
        elif match["rest"] == ",":
            text += rng.choice([",", " , ", ",\n"])
        else:
            text += match[0]
    return text


def reformat(rng, file):
    head, up, down = re.split(r"(?m)^-- migrate:(?:upgrade|downgrade)\n", file.read_text(encoding="utf-8"))
    text = (f"{head}-- migrate:upgrade\n{reformatted(rng, up)}\n-- migrate:downgrade\n"
            f"{reformatted(rng, down)}\n")
    if rng.random() < 0.5:
        text = text.replace("\n", "\r\n")
    file.write_text(text, encoding="utf-8", newline="")


class Drift:
    """One history on one database."""

    def __init__(self, migrate, engine, scratch, rng):
        self.migrate = migrate
        self.engine = engine
        self.rng = rng
        self.folder = scratch / "versions"
        self.folder.mkdir()
        self.config = scratch / "migrate.ini"
        self.config.write_text(f"[migrate]\nversion_locations = {self.folder}\n", encoding="utf-8")
        self.database = engine.create()
        for number in range(1, REVISIONS + 1):
            write(self.file(number), number, section(number, engine.name))

    def file(self, number):
        return self.folder / f"{number:03}.sql"

    def call(self, *arguments, code=0):
        result = run([self.migrate, "-c", self.config, "-d", self.engine.url(self.database), *arguments])
        if result.returncode != code:
            raise RuntimeError(f"`migrate {' '.join(arguments)}` ended with {result.returncode}, not {code}:\n"
                               f"{result.stdout}{result.stderr}")
        return result

    def verified(self, code):
        return json.loads(self.call("--json", "verify", code=code).stdout)

    def expect(self, what, expected, actual):
        if expected != actual:
            raise RuntimeError(f"{what}: {actual} instead of {expected}")

    def formatting_is_no_change(self):
        self.call("upgrade", "head")
        found = self.verified(code=0)
        self.expect("unchanged files", (REVISIONS, []), (found["unchanged"], found["changed"]))
        for number in range(1, REVISIONS + 1):
            reformat(self.rng, self.file(number))
        found = self.verified(code=0)
        self.expect("formatted files", [f"r{n}" for n in range(1, REVISIONS + 1)],
                    [change["revision"] for change in found["changed"]])
        self.expect("changes that matter", [],
                    [change["revision"] for change in found["changed"] if not change["cosmetic"]])
        write(self.file(REVISIONS + 1), REVISIONS + 1, section(REVISIONS + 1, self.engine.name))
        self.call("upgrade", "head")

    def a_literal_is_a_change(self):
        number = self.rng.randint(1, REVISIONS)
        before = self.file(number).read_bytes()
        self.file(number).write_bytes(before.replace(b"'It''s number", b"'it''s number"))
        found = self.verified(code=5)
        self.expect("changed files", [(f"r{number}", ["upgrade"])],
                    [(change["revision"], change["changes"])
                     for change in found["changed"] if not change["cosmetic"]])
        write(self.file(REVISIONS + 2), REVISIONS + 2, section(REVISIONS + 2, self.engine.name))
        refused = self.call("upgrade", "head", code=5).stderr
        self.expect("revisions named", {f"r{number}"}, set(re.findall(r"\br\d+\b", refused)))
        self.expect("rows", [f"r{REVISIONS + 1}"], self.engine.rows(self.database))
        self.call("repair", "--accept", f"r{number}")
        self.call("upgrade", "head")
        self.verified(code=0)
        self.expect("rows", [f"r{REVISIONS + 2}"], self.engine.rows(self.database))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("migrate", type=pathlib.Path, help="the program")
    parser.add_argument("engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=1, help="of how the files change")
    parser.add_argument("--keep", action="store_true", help="leave the files where they are")
    arguments = parser.parse_args()
    uri = os.environ.get("MIGRATE_TEST_POSTGRES")
    if arguments.engine == "postgresql" and not uri:
        print("MIGRATE_TEST_POSTGRES is not set: skipped (see scripts/with_postgres.sh)")
        return SKIPPED

    scratch = pathlib.Path(tempfile.mkdtemp(prefix="migrate_drift_"))
    engine = Sqlite(scratch) if arguments.engine == "sqlite" else Postgres(uri)
    try:
        drift = Drift(arguments.migrate.resolve(), engine, scratch, random.Random(arguments.seed))
        drift.formatting_is_no_change()
        drift.a_literal_is_a_change()
    except RuntimeError as error:
        print(f"FAILED {engine.name}: {error}")
        return 1
    finally:
        engine.close()
        if arguments.keep:
            print(f"kept in {scratch}")
        else:
            shutil.rmtree(scratch)
    print(f"{engine.name}: {REVISIONS} files formatted otherwise, one changed: only that one counts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
