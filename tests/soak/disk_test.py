#!/usr/bin/env python3
"""Fills the disk below a SQLite database in the middle of a run; makes room; goes on.

    disk_test.py MIGRATE [--rounds 40] [--revisions 60] [--seed 1] [--first 0]

Each round gives the run less room than it needs, in one of three ways: a limit for the size of a file; the same
where the kernel kills the program for it; and a small tmpfs of its own, where one can be mounted (as root). Unless it
was killed, the program must end with 1 and say why, and where the database is. Then one `migrate upgrade head` must
make what an undisturbed run makes.
"""

import collections
import os
import resource
import shutil
import signal
import subprocess
import sys

import interrupted_runs
import proof

FULL = r"error: .*(?s:.*)(disk is full|disk I/O error|no room|No space left|File too large)"


def limited(size, action):
    """Prepares a process in which no file may grow beyond `size` bytes."""
    def prepare():
        signal.signal(signal.SIGXFSZ, action)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return prepare


class FileLimit:
    """No file may become larger than so many bytes; `action` is what SIGXFSZ does."""

    def __init__(self, runs, action):
        self.runs = runs
        self.action = action
        self.codes = (1,) if action == signal.SIG_IGN else (1, -signal.SIGXFSZ)

    def run(self, size):
        database = self.runs.engine.create()
        return database, self.runs.start(database, prepare=limited(size, self.action)).end()

    def make_room(self):
        pass  # the next run is not limited

    def drop(self, database):
        self.runs.engine.drop(database)


class SmallDisk:
    """A tmpfs of so many bytes."""

    codes = (1,)

    def __init__(self, runs, place):
        self.runs = runs
        self.place = place
        place.mkdir()

    def mount(self, options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.place)], check=True)

    def run(self, size):
        self.mount(f"size={max(size, 16384)}")
        database = self.place / "app.db"
        ended = self.runs.start(database).end()
        saved = self.place.parent / "disk_as_it_was"  # the disk itself goes with this process
        shutil.rmtree(saved, ignore_errors=True)
        shutil.copytree(self.place, saved)
        return database, ended

    def make_room(self):
        self.mount("remount,size=64m")

    def drop(self, _):
        subprocess.run(["umount", str(self.place)], check=True)


def may_mount():
    """Whether this process has mounts of its own, which go when it goes; it is started anew for that."""
    if os.environ.get("MIGRATE_OWN_MOUNTS"):
        return True
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"],
                                           capture_output=True, check=False).returncode != 0:
        return False
    os.environ["MIGRATE_OWN_MOUNTS"] = "1"
    os.execvp("unshare", ["unshare", "-m", sys.executable, "-B", *sys.argv])


def size_of(runs):
    """How large the database of an undisturbed run is."""
    database = runs.engine.create()
    runs.bench.call(database, "upgrade", "head")
    size = database.stat().st_size
    runs.engine.drop(database)
    return size


def one_round(runs, way, size):
    """What came of it, in short."""
    database, (code, text) = way.run(size)
    if code != 0:
        proof.expect(f"whether {code} is one of {way.codes}", code in way.codes, True, text)
        if code == 1:
            proof.expect_text("what it says", text, FULL)
    way.make_room()
    rows, marks = runs.looked_at(database)
    proof.expect("what is wrong with the marks", runs.history.believable(rows, marks), [])
    if code == 1:
        runs.expect_truth(text, rows)
    runs.expect_finished(database)
    way.drop(database)
    return {0: "had room enough", 1: "told so"}.get(code, "killed")


def prove(arguments, engine, folder):
    runs = interrupted_runs.InterruptedRuns(arguments, engine, folder)
    ways = [FileLimit(runs, signal.SIG_IGN), FileLimit(runs, signal.SIG_DFL)]
    disk = may_mount()
    if disk:
        ways.append(SmallDisk(runs, folder / "disk"))
    whole, outcomes = size_of(runs), collections.Counter()
    for number in range(arguments.first, arguments.first + arguments.rounds):
        size, way = int(whole * proof.spread(arguments.seed, number)), ways[number % len(ways)]
        try:
            outcomes[one_round(runs, way, size)] += 1
        except proof.Failed as failed:
            raise proof.Failed(f"round {number} (again: --first {number} --rounds 1), {type(way).__name__} of {size} "
                               f"bytes of {whole}: {failed}") from failed
    said = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    return (f"{arguments.rounds} full disks (file size limit{', tmpfs' if disk else '; no tmpfs could be mounted'}) "
            f"in runs of {arguments.revisions} revisions: {said}")


def main():
    arguments = proof.parser(__doc__, rounds=40, engines=("sqlite",))
    arguments.add_argument("--revisions", type=int, default=60)
    parsed = arguments.parse_args()
    may_mount()
    return proof.main(parsed, prove)


if __name__ == "__main__":
    sys.exit(main())
