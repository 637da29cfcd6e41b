#!/usr/bin/env python3
"""Kills a run (SIGKILL) at instants that are spread over it, and goes on with one `migrate upgrade head`.

    kill_test.py MIGRATE sqlite|postgresql [--rounds 300] [--revisions 200] [--seed 1] [--first 0]

The result must be what an undisturbed run makes: schema, rows, version rows, and each revision once in the history.
"""

import sys

import proof
from interrupted_runs import InterruptedRuns


def prove(arguments, engine, folder):
    runs = InterruptedRuns(arguments, engine, folder)
    landed = 0

    def kill(database, position):
        nonlocal landed
        run = runs.start(database)
        runs.wait_until(run, position)
        landed += run.runs()
        run.process.kill()
        run.end()

    resumed = runs.rounds(arguments, kill)
    return (f"{arguments.rounds} runs of {arguments.revisions} revisions ({runs.whole:.1f} s each), "
            f"{landed} killed before their end, {resumed} of them within a section outside a transaction")


def main():
    arguments = proof.parser(__doc__, rounds=300)
    arguments.add_argument("--revisions", type=int, default=200)
    return proof.main(arguments.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
