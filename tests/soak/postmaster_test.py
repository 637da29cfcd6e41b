#!/usr/bin/env python3
"""Kills the PostgreSQL server (`pg_ctl stop -m immediate`) in the middle of a run, starts it again, and goes on.

    postmaster_test.py MIGRATE [--rounds 20] [--revisions 200] [--seed 1] [--first 0]

The server is one of its own. In every other round it comes back while the program still asks what became of its
revision, in the others only after the program has ended. What that says must be true; then one `migrate upgrade
head` must make what an undisturbed run makes.
"""

import collections
import sys

import interrupted_runs
import proof
from own_server import OwnServer


class ServerCrash:
    """What is done to a run, and what came of it."""

    def __init__(self, runs, server):
        self.runs = runs
        self.server = server
        self.number = 0
        self.outcomes = collections.Counter()

    def __call__(self, database, position):
        comes_back = self.number % 2 == 0
        self.number += 1
        run = self.runs.start(database)
        self.runs.wait_until(run, position)
        self.server.stop_at_once()
        if comes_back:
            self.server.start()
        code, text = run.end()
        if not comes_back:
            self.server.start()
        if code == 0:
            self.outcomes["over before"] += 1
            return
        proof.expect("exit code", code, 1, text)
        rows = interrupted_runs.rows_and_marks(self.runs.engine, database)[0]
        self.outcomes[self.runs.expect_truth(text, rows)] += 1


def prove_with(server):
    def prove(arguments, engine, folder):
        runs = interrupted_runs.InterruptedRuns(arguments, engine, folder)
        crash = ServerCrash(runs, server)
        resumed = runs.rounds(arguments, crash)
        outcomes = ", ".join(f"{count} {what}" for what, count in crash.outcomes.most_common())
        return (f"{arguments.rounds} crashes of the server in runs of {arguments.revisions} revisions: {outcomes}; "
                f"{resumed} were gone on with inside a section outside a transaction")

    return prove


def main():
    arguments = proof.parser(__doc__, rounds=20, engines=("postgresql",))
    arguments.add_argument("--revisions", type=int, default=200)
    parsed = arguments.parse_args()
    with OwnServer() as server:
        return proof.main(parsed, prove_with(server), proof.databases.Postgres(server.uri))


if __name__ == "__main__":
    sys.exit(main())
