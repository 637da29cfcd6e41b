#!/usr/bin/env python3
"""Fails a CREATE UNIQUE INDEX CONCURRENTLY on duplicates, twice; takes the duplicates away; goes on.

    concurrently_test.py MIGRATE [--rounds 3]

Each failure must name the INVALID index that PostgreSQL leaves; afterwards the index is valid, it is the only one,
and the statements around it have run once.
"""

import sys

import proof
from interrupted_runs import INDEXES, RUNNING, UPGRADES, select

TABLE = """CREATE TABLE users (id integer PRIMARY KEY, email text);
INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'a');
CREATE TABLE ran (mark integer);"""
UNIQUE = """INSERT INTO ran VALUES (1);
CREATE UNIQUE INDEX CONCURRENTLY{if_not_exists} users_email ON users (email);
INSERT INTO ran VALUES (2);"""


def expect_failure(bench, database):
    text = bench.call(database, "upgrade", "head", code=1)
    proof.expect_text("the failure", text, r"error: versions/r2\.sql:7", r"users_email", r"INVALID",
                      r"statement 2 of 3", r"The database is at r1\.")
    proof.expect("version rows", bench.engine.rows(database), ["r1"])
    proof.expect("marks", select(bench.engine, database, "SELECT mark FROM ran ORDER BY 1"), ["1"])
    proof.expect("unfinished steps", select(bench.engine, database, RUNNING), ["r2"])


def one_round(arguments, engine, folder, if_not_exists):
    folder.mkdir()
    bench = proof.Bench(arguments.migrate, engine, folder)
    bench.write("r1", "", TABLE)
    bench.write("r2", "r1", UNIQUE.format(if_not_exists=if_not_exists), " transaction:false")
    database = engine.create()
    expect_failure(bench, database)
    expect_failure(bench, database)
    select(engine, database, "DELETE FROM users WHERE id = 3")
    text = bench.call(database, "upgrade", "head")
    proof.expect_text("the resume", text, r"goes on at statement 2 of 3", r"users_email", r"the database is at r2")
    proof.expect("indexes, valid and ready", select(engine, database, INDEXES),
                 [f"{name} true true" for name in
                  ("migrate_history_pkey", "migrate_history_unfinished_key", "migrate_version_pkey",
                   "users_email", "users_pkey")])
    proof.expect("marks", select(engine, database, "SELECT mark FROM ran ORDER BY 1"), ["1", "2"])
    proof.expect("upgrades in the history", select(engine, database, UPGRADES), ["r1", "r2"])
    proof.expect("unfinished steps", select(engine, database, RUNNING), [])
    bench.call(database, "verify")
    engine.drop(database)


def prove(arguments, engine, folder):
    for number in range(arguments.rounds):
        one_round(arguments, engine, folder / f"{number}", "")
        one_round(arguments, engine, folder / f"{number}_if_not_exists", " IF NOT EXISTS")
    return f"{2 * arguments.rounds} indexes failed twice, were named, and are valid now"


def main():
    return proof.main(proof.parser(__doc__, rounds=3, engines=("postgresql",)).parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
