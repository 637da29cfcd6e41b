"""Runs of a long history that are interrupted somewhere, and gone on with by one `migrate upgrade`.

Afterwards the database must be what an undisturbed run makes of it: schema, rows, version rows, and a history
that has each revision exactly once.
"""

import difflib
import re
import shutil
import sqlite3
import time

import mixed_history
import proof

UPGRADES = "SELECT revision FROM migrate_history WHERE kind = 'upgrade' AND result = 'done' ORDER BY revision"
RUNNING = "SELECT revision FROM migrate_history WHERE result = 'running' ORDER BY id"
FAILED = "SELECT revision FROM migrate_history WHERE result = 'failed' ORDER BY id"
INDEXES = ("SELECT c.relname || ' ' || i.indisvalid || ' ' || i.indisready FROM pg_index i JOIN pg_class c "
           "ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
           "WHERE n.nspname IN ('public', 'side') ORDER BY 1")
DETACHING = "SELECT inhrelid::regclass FROM pg_inherits WHERE inhdetachpending"
# rows and marks of one moment, where the server may still be at work
MOMENT = ("SELECT 'row', version_num, 0 FROM {0}.migrate_version "
          "UNION ALL SELECT 'mark', revision, mark FROM {0}.ran")


def select(engine, database, sql):
    """The rows, each as psql -A would print it."""
    if engine.name == "postgresql":
        return engine.ask(engine.url(database), sql)
    connection = sqlite3.connect(database)
    try:
        return ["|".join(str(value) for value in row) for row in connection.execute(sql)]
    finally:
        connection.close()


def state(engine, database):
    """All that must be the same, however the database came to be."""
    found = {
        "schema and data": engine.dump(database),
        "version rows": engine.rows(database),
        "upgrades in the history": select(engine, database, UPGRADES),
        "unfinished steps in the history": select(engine, database, RUNNING),
    }
    if engine.name == "postgresql":
        found["indexes"] = select(engine, database, INDEXES)
        found["partitions that are being detached"] = select(engine, database, DETACHING)
    return found


def expect_same(expected, actual):
    for what, lines in expected.items():
        if lines != actual[what]:
            difference = difflib.unified_diff(lines, actual[what], "undisturbed", "interrupted", "", "", 1, "")
            raise proof.Failed(f"{what} differ:\n" + "\n".join(list(difference)[:60]))


def rows_and_marks(engine, database):
    """The version rows and the marks of one moment; none of either where the first revision is not in."""
    moment = MOMENT.format("main" if engine.name == "sqlite" else "public")
    try:
        lines = [line.split("|") for line in select(engine, database, moment)]
    except (RuntimeError, sqlite3.OperationalError) as error:
        if re.search(r"no such table|does not exist", str(error)):
            return [], []
        raise
    return (sorted(name for what, name, _ in lines if what == "row"),
            [(name, int(mark)) for what, name, mark in lines if what == "mark"])


class InterruptedRuns:
    """One generated history, what an undisturbed run makes of it, and how long that takes."""

    def __init__(self, arguments, engine, folder, **history):
        self.seed = arguments.seed
        self.engine = engine
        self.bench = proof.Bench(arguments.migrate, engine, folder)
        self.history = mixed_history.History(self.bench.versions, engine.name, arguments.revisions,
                                             arguments.seed, **history)
        self.first, self.whole = 0.0, 0.0  # seconds to the first step, and to the end
        self.expected = self.undisturbed()

    def undisturbed(self):
        database = self.engine.create()
        run = self.bench.start(self.engine.url(database), "upgrade", "head")
        code, text = run.end()
        proof.expect("exit code of the undisturbed run", code, 0, text)
        self.first, self.whole = run.first_step, run.seconds
        expected = state(self.engine, database)
        proof.expect("upgrades in the history", expected["upgrades in the history"],
                     sorted(self.history.revisions))
        self.engine.drop(database)
        return expected

    def wait_until(self, run, position):
        """To that part (0 to 1) of a run: steps are counted, so that a busy machine changes nothing."""
        instant = position * self.whole
        if instant < self.first:
            time.sleep(instant)
            return
        step = (self.whole - self.first) / len(self.history.revisions)
        steps, rest = divmod((instant - self.first) / step, 1)
        run.wait_for_step(int(steps) + 1)
        time.sleep(rest * step)

    def start(self, database, **how):
        self.bench.log.unlink(missing_ok=True)  # one round's is kept
        return self.bench.start(self.engine.url(database), "upgrade", "head", **how)

    def expect_believable(self, database):
        """What stands there fits together, and `migrate current` names it."""
        rows, marks = self.looked_at(database)
        problems = self.history.believable(rows, marks)
        if problems:
            raise proof.Failed(f"at {rows}, but: " + "; ".join(problems))
        named = proof.current(self.bench, database)
        later, _ = self.looked_at(database)  # a server may still have been at work
        if named not in (rows, later):
            raise proof.Failed(f"`migrate current` says {named}, the rows are {rows}")

    def expect_truth(self, text, rows):
        """Compares the last words of a run that lost its connection with the rows; what it says, in short."""
        proof.expect_text("its last words", text, r"error: ")
        before = re.search(r"Before it, the database was at ([\w, ]+)\.", text)
        said = proof.stands_at(text)
        if before:
            known = [] if before[1] == "base" else before[1].split(", ")
            if not self.history.applied(known) <= self.history.applied(rows):
                raise proof.Failed(f"it was at {known} before, it says, but is at {rows}:\n{proof.last_words(text)}")
            return "could not tell"
        if said is None:
            proof.expect("steps that are announced, but not accounted for", proof.announced(text), [], text)
            return "not begun"
        proof.expect("where the database is, as it says", said, rows, text)
        if "was committed before the connection was lost" in text:
            return "committed"
        return "stays in part" if "outside a transaction" in text else "rolled back or not begun"

    def looked_at(self, database):
        if self.engine.name == "postgresql":
            return rows_and_marks(self.engine, database)
        # A reader would roll SQLite's journal back, which is the program's to do: so a copy is read.
        if not database.exists():
            return [], []
        copies = self.bench.folder / "copy"
        copies.mkdir()
        try:
            for file in database.parent.glob(database.name + "*"):
                shutil.copyfile(file, copies / file.name)
            return rows_and_marks(self.engine, copies / database.name)
        finally:
            shutil.rmtree(copies)

    def expect_finished(self, database):
        """One upgrade, after which all is as if nothing had happened; what it said."""
        text = self.bench.call(database, "upgrade", "head")
        expect_same(self.expected, state(self.engine, database))
        return text

    def rounds(self, arguments, interrupt):
        """Calls interrupt(database, position) for every round, and finishes what that leaves."""
        resumed = 0
        for number in range(arguments.first, arguments.first + arguments.rounds):
            position = proof.spread(self.seed, number)
            try:
                database = self.engine.create()
                interrupt(database, position)
                if number % 2 == 0:  # the others go on at once, as the server may still run what was sent
                    self.expect_believable(database)
                resumed += "goes on at statement" in self.expect_finished(database)
                self.engine.drop(database)
            except proof.Failed as failed:
                raise proof.Failed(f"round {number} (again: --seed {self.seed} --first {number} --rounds 1 "
                                   f"--revisions {arguments.revisions}), at {position:.3f} of the run: "
                                   f"{failed}") from failed
        return resumed
