#!/usr/bin/env python3
"""Starts sixteen instances of the program at once on one empty database, many times over.

    instances_test.py MIGRATE sqlite|postgresql [--rounds 50] [--instances 16] [--revisions 24] [--seed 1]
                      [--cut-locks]

Every revision must run exactly once, and all must exit 0. In every other round the instance that is at work is
killed (SIGKILL) in the middle of it: another goes on, and the result is the same. With --cut-locks (PostgreSQL) it
loses the connection that holds the lock instead, and lives on: instances that so come into each other's way may
exit 1, and the result must be the same after one more upgrade.
"""

import signal
import sys
import time

import interrupted_runs
import proof

# the lock is exclusive; what the server runs for its owner holds a shared one
CUT_LOCK = ("SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            "WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.mode = 'ExclusiveLock'")


def start_all(runs, database, count):
    runs.bench.log.unlink(missing_ok=True)
    url = runs.engine.url(database)
    return [runs.bench.start(url, "upgrade", "head") for _ in range(count)]


def the_one_at_work(runs, instances, position):
    """Whoever has come to a step around that part of the run; none when all was over by then."""
    wanted = 1 + int(position * len(runs.history.revisions))
    while any(run.runs() for run in instances):
        for run in instances:
            # one that has ended counts as far ahead, so that nobody waits for it
            if wanted <= run.steps < sys.maxsize and run.runs():
                return run
        time.sleep(0.002)
    return None


def disturb(runs, database, instances, number, cut_locks):
    """The instance that was killed, and how many locks were cut."""
    if number % 2 == 0:
        return None, 0
    run = the_one_at_work(runs, instances, proof.spread(runs.seed, number))
    if run is None:
        return None, 0
    if cut_locks:
        return None, len(interrupted_runs.select(runs.engine, database, CUT_LOCK))
    run.process.kill()
    return run, 0


def one_round(runs, number, count, cut_locks):
    """Whether one was killed, and how many locks were cut."""
    database = runs.engine.create()
    instances = start_all(runs, database, count)
    killed, cut = disturb(runs, database, instances, number, cut_locks)
    ended = [(run, *run.end()) for run in instances]
    for run, code, text in ended:
        if run is not killed and not (cut and code == 1):
            proof.expect(f"exit code of one of {count} instances", code, 0, text)
    landed = killed is not None and killed.process.returncode == -signal.SIGKILL
    if not landed and not cut:
        steps = sorted(step for _, _, text in ended for step in proof.announced(text))
        proof.expect("steps that were announced", steps, sorted(runs.history.revisions))
    if cut:
        runs.bench.call(database, "upgrade", "head")
    interrupted_runs.expect_same(runs.expected, interrupted_runs.state(runs.engine, database))
    runs.engine.drop(database)
    return landed, cut


def prove(arguments, engine, folder):
    # SQLite leaves WAL only when nobody else has the database open, and the others have
    runs = interrupted_runs.InterruptedRuns(arguments, engine, folder, journal_modes=("WAL",))
    killed, cut = 0, 0
    for number in range(arguments.first, arguments.first + arguments.rounds):
        try:
            landed, locks = one_round(runs, number, arguments.instances, arguments.cut_locks)
            killed, cut = killed + landed, cut + (locks > 0)
        except proof.Failed as failed:
            raise proof.Failed(f"round {number} (again: --first {number} --rounds 1): {failed}") from failed
    return (f"{arguments.rounds} rounds of {arguments.instances} instances and {arguments.revisions} revisions, "
            f"in {cut or killed} of which the one at work {'lost its lock' if cut else 'was killed'}")


def main():
    arguments = proof.parser(__doc__, rounds=50)
    arguments.add_argument("--instances", type=int, default=16)
    arguments.add_argument("--revisions", type=int, default=24)
    arguments.add_argument("--cut-locks", action="store_true", help="instead of kills; PostgreSQL only")
    return proof.main(arguments.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
