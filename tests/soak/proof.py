"""What the proofs share: their arguments, runs of the program, and a folder that stays when one fails."""

import argparse
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True  # the tree stays as it is
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "histories"))
import databases  # noqa: E402

PATIENCE = 180  # seconds after which a run counts as hung, by far more than any takes
STEP = re.compile(r"Running (?:upgrade|downgrade) .*")


class Failed(AssertionError):
    """What was promised and did not hold."""


def last_words(text):
    """The end of what a run said; all of it is in the log."""
    lines = text.splitlines()
    return "\n".join(["..."] * (len(lines) > 15) + lines[-15:])


def expect(what, actual, expected, text=None):
    """`text` is what the program said."""
    if actual != expected:
        said = "" if text is None else f"; it said:\n{last_words(text)}"
        raise Failed(f"{what}: expected {expected}, was {actual}{said}")


def expect_text(what, text, *patterns):
    for pattern in patterns:
        if not re.search(pattern, text):
            raise Failed(f"{what}: nothing like `{pattern}` in:\n{last_words(text)}")


def parser(description, rounds, engines=("sqlite", "postgresql")):
    """The arguments that all proofs have. `rounds` is how many by default."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("migrate", type=pathlib.Path, help="the program")
    if len(engines) > 1:
        made.add_argument("engine", choices=engines)
    made.add_argument("--rounds", type=int, default=rounds, help="how many, %(default)s by default")
    made.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first round")
    made.add_argument("--seed", type=int, default=1, help="of all that is drawn, %(default)s by default")
    made.set_defaults(engine=engines[0])
    return made


def spread(seed, number):
    """The position of a round in a run, 0 to 1: any number of rounds are spread evenly over it."""
    return (seed * 0.7548776662466927 + number * 0.6180339887498949) % 1.0


class Run:
    """The program while it runs; its output, both streams as one, is read line by line."""

    def __init__(self, command, folder, log, prepare=None):
        self.log = log
        self.command = [str(part) for part in command]
        self.lines = []
        self.steps = 0
        self.hung = False
        self.changed = threading.Condition()
        self.began = time.monotonic()
        self.first_step = None  # seconds until it was announced
        self.process = subprocess.Popen(self.command, cwd=folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        encoding="utf-8", errors="replace",
                                        env=databases.clean_environment(), preexec_fn=prepare)
        self.watchdog = threading.Timer(PATIENCE, self.give_up)
        self.watchdog.daemon = True
        self.watchdog.start()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def give_up(self):
        self.hung = True
        self.process.kill()

    def read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines.append(line)
                if STEP.match(line):
                    self.steps += 1
                    self.first_step = self.first_step or time.monotonic() - self.began
                self.changed.notify_all()
        with self.changed:
            self.steps = sys.maxsize  # nobody waits for what will not come
            self.changed.notify_all()

    def wait_for_step(self, number):
        """Until so many steps were announced, or it ended."""
        with self.changed:
            self.changed.wait_for(lambda: self.steps >= number)

    def wait_for_line(self, pattern):
        """Whether a line like that came before the end."""
        with self.changed:
            self.changed.wait_for(lambda: re.search(pattern, "".join(self.lines)) or self.steps == sys.maxsize)
        return re.search(pattern, "".join(self.lines)) is not None

    def runs(self):
        return self.process.poll() is None

    def end(self):
        """Waits for its end; the exit code and all that it said."""
        code = self.process.wait()
        self.watchdog.cancel()
        self.reader.join()
        self.process.stdout.close()
        self.seconds = time.monotonic() - self.began
        text = "".join(self.lines)
        with open(self.log, "a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(self.command)}\n{text}exit code {code}, {self.seconds:.2f} s\n\n")
        if self.hung:
            raise Failed(f"`{' '.join(self.command)}` hung: killed after {PATIENCE} s")
        return code, text


class Bench:
    """Where a proof works: the program, an engine, revisions in `versions`, and a log of all runs."""

    def __init__(self, program, engine, folder, config=""):
        self.program = program
        self.folder = folder
        self.engine = engine
        self.versions = folder / "versions"
        self.log = folder / "log.txt"
        (folder / "migrate.ini").write_text(f"[migrate]\nlock_wait = 2m\n{config}", encoding="utf-8")

    def start(self, url, *arguments, prepare=None):
        """`prepare` is called in the new process before it becomes the program."""
        return Run([self.program, "-d", url, *arguments], self.folder, self.log, prepare)

    def call(self, database, *arguments, code=0):
        """What the program says; Failed when it ends with another code."""
        actual, text = self.start(self.engine.url(database), *arguments).end()
        expect(f"exit code of `migrate {' '.join(arguments)}`", actual, code, text)
        return text

    def write(self, revision, parents, upgrade, options=""):
        self.versions.mkdir(exist_ok=True)
        text = (f"-- Revision {revision}\n-- revision: {revision}\n-- down_revision: {parents}\n\n"
                f"-- migrate:upgrade{options}\n{upgrade}\n")
        (self.versions / f"{revision}.sql").write_text(text, encoding="utf-8")


def announced(text):
    """The revisions of the `Running upgrade` lines, in their order."""
    return [line.split(" -> ")[1].split(",")[0] for line in text.splitlines()
            if line.startswith("Running upgrade")]


def stands_at(text):
    """The revisions that a message says the database is at; None when it says nothing."""
    found = re.findall(r"[Tt]he database is at ([\w, ]+?)(?: \(|\.|$)", text, re.MULTILINE)
    if not found:
        return None
    return [] if found[-1] == "base" else sorted(found[-1].split(", "))


def current(bench, database):
    """The ids that `migrate current` prints."""
    text = bench.call(database, "current")
    return sorted(line.split()[0] for line in text.splitlines() if line.strip())


def open_engine(name, folder):
    if name == "sqlite":
        return databases.Sqlite(folder)
    uri = os.environ.get("MIGRATE_TEST_POSTGRES")
    if not uri:
        sys.exit("this test needs a server: run it under scripts/with_postgres.sh")
    return databases.Postgres(uri)


def keep(folder, engine):
    """Saves what a failure leaves; an engine that keeps no files is dumped."""
    for database in getattr(engine, "made", []):
        try:
            (folder / f"{database}.sql").write_text("\n".join(engine.pg_dump(database)), encoding="utf-8")
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            print(f"could not dump {database}: {error}")
    print(f"kept in {folder}")


def main(arguments, prove, engine=None):
    """Calls prove(arguments, engine, folder), which gives the line that sums it up; the exit code."""
    arguments.migrate = arguments.migrate.resolve(strict=True)
    name = pathlib.Path(sys.argv[0]).stem
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-"))
    began, failed = time.monotonic(), False
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    engine = engine or open_engine(arguments.engine, folder)
    try:
        summary = prove(arguments, engine, folder)
        print(f"{name} {engine.name}: {summary}; seed {arguments.seed}, {time.monotonic() - began:.0f} s")
    except (Failed, RuntimeError, OSError, sqlite3.Error, subprocess.SubprocessError) as error:
        failed = True
        print(f"FAILED {name} {engine.name}, seed {arguments.seed}: {error}")
        keep(folder, engine)
    finally:
        engine.close()
        if not failed:
            shutil.rmtree(folder)
    return 1 if failed else 0
