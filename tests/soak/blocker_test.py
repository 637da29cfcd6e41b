#!/usr/bin/env python3
"""Upgrades a table that another session has locked: for three seconds, and for ever.

    blocker_test.py MIGRATE [--rounds 5]

While it waits, the program must name the pid, user, application and query of the holder. When the lock is let go in
time, it must succeed; else it must end with 1 and leave nothing but a failed row in the history. Each round does
both, with a section in a transaction and one outside.
"""

import subprocess
import sys
import time

import interrupted_runs
import proof

HELD = 3  # seconds
LONGEST = 60  # seconds, where the settings say about two
LOCK = "LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE"
UPGRADE = "ALTER TABLE accounts ADD COLUMN email text;\nUPDATE accounts SET email = 'e';"


class Holder:
    """A session of psql that has the table locked until it is told to let go."""

    def __init__(self, engine, database):
        environment = proof.databases.clean_environment() | {"PGAPPNAME": "report_writer"}
        self.process = subprocess.Popen(
            [engine.program("psql"), "-X", "-w", "-q", "-A", "-t", "-d", engine.url(database)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.say(f"SELECT pg_backend_pid();\nBEGIN;\n{LOCK};\n\\echo locked\n")
        self.pid = self.hear()
        proof.expect("the holder", self.hear(), "locked")

    def say(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def hear(self):
        return self.process.stdout.readline().strip()

    def let_go(self):
        self.process.communicate("COMMIT;\n", timeout=proof.PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def bench_with(arguments, engine, folder, name, options, config):
    """A database at r1, whose next revision needs the lock."""
    place = folder / name
    place.mkdir()
    bench = proof.Bench(arguments.migrate, engine, place, config)
    bench.write("r1", "", "CREATE TABLE accounts (id integer PRIMARY KEY);\nINSERT INTO accounts VALUES (1);")
    database = engine.create()
    bench.call(database, "upgrade", "head")
    bench.write("r2", "r1", UPGRADE, options)
    return bench, database


def expect_named(text, holder):
    proof.expect_text("what it says of the holder", text,
                      rf"pid {holder.pid} \(user postgres, report_writer, idle in transaction for [^)]+\): {LOCK}",
                      r"Try 2 of \d+ in ")


def let_go_in_time(arguments, engine, folder, options):
    bench, database = bench_with(arguments, engine, folder, "in_time" + options[:12].strip(), options,
                                 "lock_timeout = 500ms\nlock_retries = 50\n")
    with Holder(engine, database) as holder:
        run = bench.start(engine.url(database), "upgrade", "head")
        time.sleep(HELD)
        holder.let_go()
        code, text = run.end()
    proof.expect("exit code", code, 0, text)
    expect_named(text, holder)
    proof.expect("rows", interrupted_runs.select(engine, database, "SELECT * FROM accounts"), ["1|e"])
    proof.expect("version rows", engine.rows(database), ["r2"])
    proof.expect("unfinished", interrupted_runs.select(engine, database, interrupted_runs.RUNNING), [])
    engine.drop(database)
    return text.count("was rolled back")


def never_lets_go(arguments, engine, folder, options):
    bench, database = bench_with(arguments, engine, folder, "never" + options[:12].strip(), options,
                                 "lock_timeout = 200ms\nlock_retries = 2\n")
    with Holder(engine, database) as holder:
        run = bench.start(engine.url(database), "upgrade", "head")
        code, text = run.end()
        proof.expect("exit code", code, 1, text)
        expect_named(text, holder)
        proof.expect_text("its last words", text, r"error: .*r2\.sql:6", r"55P03", r"The database is at r1\.")
        if run.seconds > LONGEST:
            raise proof.Failed(f"it took {run.seconds:.0f} s to give up")
        holder.let_go()
    columns = ("SELECT count(*) FROM information_schema.columns WHERE table_name = 'accounts'")
    proof.expect("columns", interrupted_runs.select(engine, database, columns), ["1"])
    proof.expect("version rows", engine.rows(database), ["r1"])
    result = "SELECT result FROM migrate_history WHERE revision = 'r2' AND error LIKE '%55P03%'"
    proof.expect("the history's row", interrupted_runs.select(engine, database, result),
                 ["running" if options else "failed"])
    bench.call(database, "upgrade", "head")
    proof.expect("rows", interrupted_runs.select(engine, database, "SELECT * FROM accounts"), ["1|e"])
    engine.drop(database)
    return run.seconds


def prove(arguments, engine, folder):
    tries, slowest = 0, 0.0
    for number in range(arguments.rounds):
        place = folder / str(number)
        place.mkdir()
        for options in ("", " transaction:false"):
            tries += let_go_in_time(arguments, engine, place, options)
            slowest = max(slowest, never_lets_go(arguments, engine, place, options))
    return (f"{2 * arguments.rounds} runs got in after {HELD} s and {tries} tries that were rolled back; "
            f"{2 * arguments.rounds} gave up, the slowest after {slowest:.1f} s")


def main():
    return proof.main(proof.parser(__doc__, rounds=5, engines=("postgresql",)).parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
