#!/usr/bin/env python3
"""Runs whole histories through the real program and the real shells.

    histories_test.py MIGRATE sqlite|postgresql [--random 20] [--seed 1] [--keep]

For the example history of this repository, the large one of the engine and generated ones: up to the
heads, down to base and up again; in one go and revision by revision; online and by a script that the
engine's own shell runs. What must be equal is compared as dumps of schema and data, as version rows and as
rows of the history.

PostgreSQL is the server of MIGRATE_TEST_POSTGRES (scripts/with_postgres.sh); without one the test
is skipped: exit code 77. Exits 1 on any difference and prints the first lines of each.
"""

import argparse
import difflib
import os
import pathlib
import random
import re
import shutil
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True  # the tree stays as it is

from databases import Postgres, Sqlite, run
from history import History, write_random_history

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


class Check:
    """Runs one history on one engine and counts what is wrong."""

    def __init__(self, migrate, engine, history, scratch):
        self.migrate = migrate
        self.engine = engine
        self.history = history
        self.failures = 0
        self.recorded = {}  # what the first way up, and then down, left in the history table
        self.scratch = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        self.config = self.scratch / "migrate.ini"
        self.config.write_text(f"[migrate]\nversion_locations = {history.folder}\n", encoding="utf-8")

    def fail(self, what, lines=()):
        self.failures += 1
        print(f"FAILED {self.engine.name}, {self.history.name}: {what}")
        for line in list(lines)[:40]:
            print(f"    {line}")

    def same(self, what, expected, actual):
        if expected == actual:
            return
        self.fail(f"{what}: not the same",
                  difflib.unified_diff(expected, actual, "expected", "actual", lineterm="", n=1))

    def call(self, *arguments, code=0):
        """Runs the program; a different exit code than `code` (None: any) is a failure."""
        result = run([self.migrate, "-c", self.config, *arguments])
        if code is not None and result.returncode != code:
            self.fail(f"`migrate {' '.join(map(str, arguments))}` ended with {result.returncode}, not {code}",
                      (result.stdout + result.stderr).splitlines())
        return result

    def online(self, database, command, target, code=0):
        return self.call("-d", self.engine.url(database), command, target, code=code)

    def script(self, command, target, code=0):
        """The path of the script that `command` writes, and what writing it ended with."""
        file = self.scratch / "script.sql"
        file.unlink(missing_ok=True)
        # the address is never opened: offline only the engine of the URL counts
        url = self.engine.url(self.scratch / "never.db" if self.engine.name == "sqlite" else "never")
        return file, self.call("-d", url, command, target, "--sql", "-o", file, code=code)

    def offline(self, database, command, target):
        file, written = self.script(command, target)
        if written.returncode != 0:
            return
        ran = self.engine.run_script(database, file)
        if ran.returncode != 0 or re.search(r"\b(ERROR|FATAL|Error):? ", ran.stderr):
            kept = pathlib.Path(tempfile.gettempdir(), f"histories_test_{os.getpid()}_failed.sql")
            shutil.copyfile(file, kept)
            self.fail(f"the script of `{command} {target}` failed in the shell with {ran.returncode}; "
                      f"kept as {kept}", ran.stderr.splitlines())

    def rows(self, what, database, expected):
        self.same(f"version rows {what}", expected, self.engine.rows(database))

    def empty(self, what, database):
        self.same(f"schema {what}", [], self.engine.leftovers(database))
        self.rows(what, database, [])

    def up_down_up(self):
        """The dump at the heads and the one after going back to base."""
        heads = self.history.rows_of(self.history.order)
        database = self.engine.create()
        self.online(database, "upgrade", "heads")
        at_heads = self.engine.dump(database)
        self.rows("after upgrade heads", database, heads)
        self.recorded["up"] = self.engine.history(database)
        self.online(database, "downgrade", "base")
        self.recorded["down"] = self.engine.history(database)
        at_base = self.engine.dump(database)
        self.empty("after downgrade base", database)
        self.online(database, "upgrade", "heads")
        self.same("dump after going up again", at_heads, self.engine.dump(database))
        self.rows("after going up again", database, heads)
        self.engine.drop(database)
        return at_heads, at_base

    def one_by_one(self, at_heads):
        """Each revision by a program, and so a session, of its own."""
        database = self.engine.create()
        for revision in self.history.topological():
            if self.online(database, "upgrade", revision).returncode != 0:
                break
        self.same("dump after going up one by one", at_heads, self.engine.dump(database))
        self.rows("after going up one by one", database, self.history.rows_of(self.history.order))
        self.online(database, "downgrade", "base")
        self.empty("after going down from there", database)
        self.engine.drop(database)

    def scripts(self, at_heads, at_base):
        heads = self.history.rows_of(self.history.order)
        database = self.engine.create()
        self.offline(database, "upgrade", "base:heads")
        self.same("dump after the upgrade script", at_heads, self.engine.dump(database))
        self.rows("after the upgrade script", database, heads)
        self.same("history after the upgrade script", self.recorded["up"], self.engine.history(database))
        self.guard(database, at_heads, heads)
        self.offline(database, "downgrade", "heads:base")
        self.same("dump after the downgrade script", at_base, self.engine.dump(database))
        self.empty("after the downgrade script", database)
        self.same("history after the downgrade script", self.recorded["down"], self.engine.history(database))
        self.engine.drop(database)

    def guard(self, database, at_heads, heads):
        """A script that starts at base must change nothing in a database that is at the heads."""
        file, _ = self.script("upgrade", "base:heads")
        ran = self.engine.run_script(database, file)
        if "nothing was changed" not in ran.stderr:
            self.fail("the script ran on a database that is elsewhere without a clear message",
                      ran.stderr.splitlines())
        self.same("dump after a script was refused", at_heads, self.engine.dump(database))
        self.rows("after a script was refused", database, heads)

    def whole(self):
        self.call("check")
        at_heads, at_base = self.up_down_up()
        self.one_by_one(at_heads)
        self.scripts(at_heads, at_base)
        return self.failures

    def between(self, rng):
        """Online and offline agree at a random revision, from there to the heads and back to another."""
        middle, lower = rng.choice(self.history.order), rng.choice(self.history.order)
        online, offline = self.engine.create(), self.engine.create()
        for command, target, start in (("upgrade", middle, "base"), ("upgrade", "heads", middle),
                                       ("downgrade", lower, "heads")):
            if not self.both(online, offline, command, target, f"{start}:{target}"):
                break
        self.engine.drop(online)
        self.engine.drop(offline)
        return self.failures

    def both(self, online, offline, command, target, span):
        """One step on two databases; false when both refuse it or something is wrong."""
        before = self.failures
        result = self.online(online, command, target, code=None)
        if result.returncode == 0:
            self.offline(offline, command, span)
        else:
            self.script(command, span, code=result.returncode)
            if result.returncode != 2:
                self.fail(f"`{command} {target}` ended with {result.returncode}", result.stderr.splitlines())
        if command == "upgrade":
            self.rows(f"after {command} {span} online", online, self.expected_rows(target))
        self.same(f"dump after {command} {span}", self.engine.dump(online), self.engine.dump(offline))
        self.same(f"rows after {command} {span}", self.engine.rows(online), self.engine.rows(offline))
        self.same(f"history after {command} {span}", self.engine.history(online), self.engine.history(offline))
        return result.returncode == 0 and self.failures == before

    def expected_rows(self, target):
        return self.history.rows_of(self.history.order if target == "heads" else [target])


def open_engine(name, scratch):
    """The engine, or nothing when there is no server to test with."""
    if name == "sqlite":
        return Sqlite(scratch)
    uri = os.environ.get("MIGRATE_TEST_POSTGRES")
    return Postgres(uri) if uri else None


def test_all(arguments, engine, scratch):
    failures = 0
    for name, folder in (("example", ROOT / "versions"),
                         ("large", ROOT / "tests" / "histories" / engine.name)):
        history = History(name, folder)
        failures += Check(arguments.migrate, engine, history, scratch).whole()
        print(f"{engine.name}: {name}, {len(history.order)} revisions: up, down, up, one by one, scripts")
    for seed in range(arguments.seed, arguments.seed + arguments.random):
        rng = random.Random(seed)
        folder = scratch / f"random_{seed}"
        write_random_history(folder, rng)
        history = History(f"random history of --seed {seed} --random 1", folder)
        failures += Check(arguments.migrate, engine, history, scratch).between(rng)
    print(f"{engine.name}: {arguments.random} random histories: online and offline, to a revision and on")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("migrate", type=pathlib.Path, help="the program")
    parser.add_argument("engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--random", type=int, default=20, help="how many generated histories")
    parser.add_argument("--seed", type=int, default=1, help="of the first generated history")
    parser.add_argument("--keep", action="store_true", help="leave the files where they are")
    arguments = parser.parse_args()
    arguments.migrate = arguments.migrate.resolve()

    scratch = pathlib.Path(tempfile.mkdtemp(prefix="migrate_histories_"))
    engine = open_engine(arguments.engine, scratch)
    if engine is None:
        scratch.rmdir()
        print("MIGRATE_TEST_POSTGRES is not set: skipped (see scripts/with_postgres.sh)")
        return SKIPPED
    try:
        failures = test_all(arguments, engine, scratch)
    except (RuntimeError, sqlite3.Error) as error:
        print(f"FAILED {engine.name}: {error}")
        failures = 1
    finally:
        engine.close()
        if arguments.keep:
            print(f"kept in {scratch}")
        else:
            shutil.rmtree(scratch)
    print(f"{failures} failures" if failures else "all the same")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
