#!/usr/bin/env python3
"""Cuts a connection at every message between the program and PostgreSQL, and goes on without the cutting proxy.

    cut_test.py MIGRATE [--rounds 0] [--revisions 20] [--seed 1] [--first 0]

First a run passes uncut and its messages are counted; then the 1st to the last are cut, first those to the server,
then those to the client. After some the server cannot be reached any more, either. `--rounds` takes a
sample of so many, spread evenly; 0 is all. The program must end with 1 (0 where all is in), and say the truth
about the database; then one `migrate upgrade head` must make what an undisturbed run makes.
"""

import collections
import pathlib
import sys
import urllib.parse

import interrupted_runs
import proof
from cutting_proxy import TO_CLIENT, TO_SERVER, CuttingProxy

GONE_EVERY = 40  # the program then asks for a while what became of its revision


class Cuts:
    """Runs through the proxy, and what became of them."""

    def __init__(self, arguments, engine, folder):
        self.runs = interrupted_runs.InterruptedRuns(arguments, engine, folder)
        self.engine = engine
        host = urllib.parse.parse_qs(engine.parts.query)["host"][0]
        self.proxy = CuttingProxy(str(pathlib.Path(host, ".s.PGSQL.5432")))
        self.outcomes = collections.Counter()

    def through(self, database):
        """Exit code and words of a run through the proxy."""
        url = (f"postgresql://postgres@127.0.0.1:{self.proxy.port}/{database}?sslmode=disable"
               "&gssencmode=disable")
        self.runs.bench.log.unlink(missing_ok=True)
        ended = self.runs.bench.start(url, "upgrade", "head").end()
        self.proxy.forget()
        return ended

    def messages(self):
        """How many an uncut run sends in each direction."""
        database = self.engine.create()
        self.proxy.let_pass()
        code, text = self.through(database)
        proof.expect("exit code of the uncut run", code, 0, text)
        proof.expect("steps of the uncut run", len(proof.announced(text)), len(self.runs.history.revisions))
        self.engine.drop(database)
        return dict(self.proxy.seen)

    def cut(self, direction, number, and_stay_away):
        database = self.engine.create()
        self.proxy.cut_at(direction, number, and_stay_away)
        code, text = self.through(database)
        rows, marks = interrupted_runs.rows_and_marks(self.engine, database)
        if not and_stay_away:  # else the server may still be at work on what it got
            problems = self.runs.history.believable(rows, marks)
            proof.expect("what is wrong with the marks", problems, [])
        if not self.proxy.was_cut or code == 0:
            proof.expect("exit code where nothing was cut or all went on", code, 0, text)
            proof.expect("version rows", rows, self.runs.history.heads)
            self.outcomes["went on"] += 1
        else:
            proof.expect("exit code", code, 1, text)
            if not and_stay_away and "could not be asked" in text:
                raise proof.Failed("the server can be reached, and yet it could not be asked:\n"
                                   + proof.last_words(text))
            self.outcomes[self.runs.expect_truth(text, rows)] += 1
        self.runs.expect_finished(database)
        self.engine.drop(database)


def chosen(cuts, arguments):
    """The cuts to make: (direction, number) and its place among all."""
    counts = cuts.messages()
    every = [(direction, number) for direction in (TO_SERVER, TO_CLIENT)
             for number in range(1, counts[direction] + 1)]
    rounds = arguments.rounds or len(every)
    places = sorted({int((index + 0.5) * len(every) / rounds) for index in range(rounds)})
    return [(place, *every[place]) for place in places if place >= arguments.first], counts


def prove(arguments, engine, folder):
    cuts = Cuts(arguments, engine, folder)
    todo, counts = chosen(cuts, arguments)
    for place, direction, number in todo:
        gone = place % GONE_EVERY == GONE_EVERY * 3 // 5
        try:
            cuts.cut(direction, number, gone)
        except proof.Failed as failed:
            where = f"cut {place} (message {number} {direction}{', then no server' if gone else ''})"
            raise proof.Failed(f"{where}: {failed}") from failed
    cuts.proxy.close()
    outcomes = ", ".join(f"{count} {what}" for what, count in cuts.outcomes.most_common())
    return (f"{len(todo)} cuts of {counts[TO_SERVER]} messages to the server and {counts[TO_CLIENT]} to the "
            f"client, in {arguments.revisions} revisions: {outcomes}")


def main():
    arguments = proof.parser(__doc__, rounds=0, engines=("postgresql",))
    arguments.add_argument("--revisions", type=int, default=20)
    return proof.main(arguments.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
