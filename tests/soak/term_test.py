#!/usr/bin/env python3
"""Stops a run with SIGTERM at instants that are spread over it, and goes on with one `migrate upgrade head`.

    term_test.py MIGRATE sqlite|postgresql [--rounds 100] [--revisions 200] [--seed 1] [--first 0]

It must end with 143, where it says that the database is must be where it is, and what it says was rolled back
must be in the history as failed. The result is compared as in kill_test.py.
"""

import re
import signal
import sys

import interrupted_runs
import proof

DONE = re.compile(r"^(Upgraded \d+|Nothing to do)", re.MULTILINE)


def expect_truth(runs, database, text):
    """Compares a stopped run's last words with the database."""
    rows = interrupted_runs.rows_and_marks(runs.engine, database)[0]
    said = proof.stands_at(text)
    if said is None and proof.announced(text):
        raise proof.Failed(f"it does not say where the database is:\n{proof.last_words(text)}")
    if said is not None:
        proof.expect("where the database is, as it says", said, rows, text)
    rolled_back = re.findall(r"Revision (\w+) was rolled back", text)
    if rolled_back:
        failed = interrupted_runs.select(runs.engine, database, interrupted_runs.FAILED)
        proof.expect("failed steps in the history", failed, rolled_back)


def prove(arguments, engine, folder):
    runs = interrupted_runs.InterruptedRuns(arguments, engine, folder)
    landed = 0

    def stop(database, position):
        nonlocal landed
        run = runs.start(database)
        runs.wait_until(run, position)
        run.process.send_signal(signal.SIGTERM)
        code, text = run.end()
        # before main() has begun and after all is done and said, nobody is there to take the signal
        outside = not text or DONE.search(text)
        if code not in (0, 143) and not (code == -signal.SIGTERM and outside):
            raise proof.Failed(f"SIGTERM ended it with {code}:\n{proof.last_words(text)}")
        landed += code == 143
        expect_truth(runs, database, text)

    resumed = runs.rounds(arguments, stop)
    return (f"{arguments.rounds} runs of {arguments.revisions} revisions ({runs.whole:.1f} s each), "
            f"{landed} stopped before their end, {resumed} of them within a section outside a transaction")


def main():
    arguments = proof.parser(__doc__, rounds=100)
    arguments.add_argument("--revisions", type=int, default=200)
    return proof.main(arguments.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
