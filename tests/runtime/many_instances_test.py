#!/usr/bin/env python3
"""Starts eight instances of the program at once on one empty database, several times over.

    many_instances_test.py build/dev/bin/migrate sqlite|postgresql

All must exit 0, and every revision must have run exactly once. PostgreSQL is the server that
MIGRATE_TEST_POSTGRES and MIGRATE_TEST_POSTGRES_DATA name; without them the test fails.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "histories"))
import databases  # noqa: E402

INSTANCES = 8
ROUNDS = 5
PATIENCE = 300  # seconds for one round, by far more than it takes

FIRST = "CREATE TABLE ran (revision TEXT);\nINSERT INTO ran VALUES ('a');"
NEXT = "CREATE TABLE t_{id} (x INTEGER);\nINSERT INTO ran VALUES ('{id}');"
LAST = """INSERT INTO ran VALUES ('{id}');

-- migrate:upgrade engine:postgresql transaction:false
CREATE INDEX CONCURRENTLY ran_revision ON ran (revision);
INSERT INTO ran VALUES ('{id}');"""
HISTORY = (  # id, parents, upgrade
    ("a", "", FIRST),
    ("b", "a", NEXT),
    ("c1", "b", NEXT),
    ("c2", "b", NEXT),
    ("d", "c1, c2", NEXT),
    ("e", "d", LAST),
)


def write_history(folder):
    for revision, parents, sql in HISTORY:
        text = f"-- {revision}\n-- revision: {revision}\n-- down_revision: {parents}\n\n-- migrate:upgrade\n"
        (folder / f"{revision}.sql").write_text(text + sql.format(id=revision) + "\n", encoding="utf-8")


def start(program, folder, url):
    command = [str(program), "--database-url", url, "upgrade", "head"]
    return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, env=databases.clean_environment())


def upgrade_at_once(program, folder, url):
    """What the instances said; complains about one that failed."""
    instances = [start(program, folder, url) for _ in range(INSTANCES)]
    try:
        texts = [instance.communicate(timeout=PATIENCE)[0] for instance in instances]
    finally:
        for instance in instances:
            instance.kill()
    failed = [f"exit code {instance.returncode}: {text}"
              for instance, text in zip(instances, texts) if instance.returncode != 0]
    if failed:
        raise AssertionError("\n".join(failed))
    return texts


def revisions_that_ran(texts):
    """The ids of all `Running upgrade` lines of all instances."""
    lines = [line for text in texts for line in text.splitlines() if line.startswith("Running upgrade")]
    return sorted(line.split(" -> ")[1].split(",")[0] for line in lines)


def expect(what, actual, expected):
    if actual != expected:
        raise AssertionError(f"{what}: expected {expected}, was {actual}")


def main():
    program, engine_name = pathlib.Path(sys.argv[1]).resolve(strict=True), sys.argv[2]
    every_revision = sorted(revision for revision, _, _ in HISTORY)
    with tempfile.TemporaryDirectory(prefix="instances-") as name:
        folder = pathlib.Path(name)
        (folder / "versions").mkdir()
        (folder / "migrate.ini").write_text("[migrate]\nlock_wait = 10m\n", encoding="utf-8")
        write_history(folder / "versions")
        engine = open_engine(engine_name, folder)
        try:
            for number in range(ROUNDS):
                database = engine.create()
                texts = upgrade_at_once(program, folder, engine.url(database))
                expect(f"round {number}, announced", revisions_that_ran(texts), every_revision)
                expect(f"round {number}, ran", logged(engine, database), every_revision)
                expect(f"round {number}, rows", engine.rows(database), ["e"])
        finally:
            engine.close()
    print(f"{ROUNDS} rounds of {INSTANCES} instances")


def open_engine(name, folder):
    if name == "sqlite":
        return databases.Sqlite(folder)
    uri = os.environ.get("MIGRATE_TEST_POSTGRES")
    if not uri:
        sys.exit("this test needs a server: run it under scripts/with_postgres.sh")
    return databases.Postgres(uri)


def logged(engine, database):
    """The revisions as they wrote themselves down."""
    lines = [line.strip() for line in engine.dump(database)]
    if engine.name == "sqlite":
        return sorted(line.split("'")[1] for line in lines if line.startswith("INSERT INTO ran "))
    begin = lines.index("COPY public.ran (revision) FROM stdin;") + 1
    return sorted(lines[begin:lines.index("\\.", begin)])


if __name__ == "__main__":
    main()
