"""Generated histories that mix all that a section can be, each statement of which leaves a mark.

Every section writes to the table `ran`, without any key: what ran twice is seen there, and so is what did
not run. `History.believable` says whether such a table fits the version rows next to it.
"""

import collections
import random

FIRST_LINES = {
    "sqlite": "CREATE TABLE ran (revision TEXT NOT NULL, mark INTEGER NOT NULL);\n",
    "postgresql": "CREATE TABLE ran (revision TEXT NOT NULL, mark INTEGER NOT NULL);\nCREATE SCHEMA side;\n",
}
SIBLINGS_EVERY = 20  # revisions: two on the same parent, and one that merges them


class Revision:
    """One generated revision: its file's text, and the marks that it leaves."""

    def __init__(self, identifier, parents):
        self.id = identifier
        self.parents = parents
        self.marks = 0
        self.in_transaction = True
        self.statements = []

    def run(self, *statements):
        self.statements += [statement.rstrip(";") + ";" for statement in statements]

    def mark(self):
        self.marks += 1
        self.run(f"INSERT INTO ran VALUES ('{self.id}', {self.marks})")

    def text(self, options):
        body = "\n".join(self.statements)
        return (f"-- Revision {self.id}\n-- revision: {self.id}\n-- down_revision: {', '.join(self.parents)}\n\n"
                f"-- migrate:upgrade{options}\n{body}\n")


class Writer:
    """Writes revisions one after the other and knows what tables there are by then."""

    def __init__(self, engine, rng, journal_modes):
        self.engine = engine
        self.journal_modes = journal_modes
        self.rng = rng
        self.tables = []
        self.options = ""
        kinds = POSTGRES_KINDS if engine == "postgresql" else SQLITE_KINDS
        self.kinds = [kind for kind, weight in kinds for _ in range(weight)]

    def fill(self, revision, kind=None):
        """The revision's file."""
        self.options = ""
        (kind or self.rng.choice(self.kinds))(self, revision)
        if not revision.in_transaction:
            self.options += " transaction:false"
        return revision.text(self.options)

    def table(self):
        return self.rng.choice(self.tables)


def new_table(writer, revision):
    name = f"t_{revision.id}"
    numbers = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
               " SELECT i, 'row ' || i, i % 7 FROM n")
    revision.run(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, tag TEXT NOT NULL, n INTEGER)",
                 f"INSERT INTO {name} {numbers}")
    revision.mark()
    writer.tables.append(name)


def new_column(writer, revision):
    table = writer.table()
    revision.run(f"ALTER TABLE {table} ADD COLUMN c_{revision.id} TEXT DEFAULT 'c'",
                 f"UPDATE {table} SET n = n + 1")
    revision.mark()


def rows_one_by_one(writer, revision):
    revision.in_transaction = False
    for _ in range(writer.rng.randint(2, 6)):
        revision.mark()
        revision.run(f"UPDATE {writer.table()} SET n = n + 1 WHERE id % 3 = 0")


def vacuum(writer, revision):
    revision.in_transaction = False
    revision.mark()
    revision.run("VACUUM" if writer.engine == "sqlite" else f"VACUUM (ANALYZE) {writer.table()}")
    revision.mark()
    revision.run(f"UPDATE {writer.table()} SET n = n + 1")


def group(writer, revision):
    """A transaction of the section's own between single statements."""
    revision.in_transaction = False
    revision.mark()
    revision.run("BEGIN")
    revision.mark()
    revision.run(f"UPDATE {writer.table()} SET n = n + 1")
    revision.mark()
    revision.run("COMMIT")
    revision.mark()


def index_concurrently(writer, revision):
    revision.in_transaction = False
    table = writer.table()
    revision.mark()
    revision.run(f"CREATE INDEX CONCURRENTLY i_{revision.id} ON {table} (tag, n)")
    revision.mark()
    revision.run(f"UPDATE {table} SET n = n + 1",
                 f"CREATE UNIQUE INDEX CONCURRENTLY u_{revision.id} ON {table} (id, n)")
    revision.mark()


def index_come_and_gone(writer, revision):
    revision.in_transaction = False
    table = writer.table()
    revision.run(f"CREATE INDEX CONCURRENTLY i_{revision.id} ON {table} (n)")
    revision.mark()
    revision.run(f"REINDEX INDEX CONCURRENTLY i_{revision.id}")
    revision.mark()
    revision.run(f"DROP INDEX CONCURRENTLY i_{revision.id}")
    revision.mark()


def settings(_, revision):
    """The table goes to the schema `side` by a setting that an earlier statement made."""
    revision.in_transaction = False
    revision.run("SET search_path = side, public")
    revision.mark()
    revision.run(f"CREATE TABLE s_{revision.id} (x INTEGER)", f"INSERT INTO s_{revision.id} VALUES (1)")
    revision.mark()
    revision.run("RESET search_path")
    revision.mark()


def detach(_, revision):
    revision.in_transaction = False
    name = f"p_{revision.id}"
    revision.run(f"CREATE TABLE {name} (x INTEGER) PARTITION BY LIST (x)",
                 f"CREATE TABLE {name}_1 PARTITION OF {name} FOR VALUES IN (1)")
    revision.mark()
    revision.run(f"ALTER TABLE {name} DETACH PARTITION {name}_1 CONCURRENTLY")
    revision.mark()


def slow(_, revision):
    revision.mark()
    revision.run("SELECT pg_sleep(0.03)")
    revision.mark()


def rebuild(writer, revision):
    """SQLite's way to change a table; a table of its own refers to it."""
    name = f"t_{revision.id}"
    writer.options = " foreign_keys:off"
    revision.run(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, tag TEXT, n INTEGER)",
                 f"CREATE TABLE child_{revision.id} (parent INTEGER REFERENCES {name} (id) ON DELETE CASCADE)",
                 f"INSERT INTO {name} VALUES (1, 'a', 1), (2, 'b', 2)",
                 f"INSERT INTO child_{revision.id} VALUES (1), (2)",
                 f"CREATE TABLE new_{revision.id} (id INTEGER PRIMARY KEY, tag TEXT, n INTEGER NOT NULL)",
                 f"INSERT INTO new_{revision.id} SELECT * FROM {name}", f"DROP TABLE {name}",
                 f"ALTER TABLE new_{revision.id} RENAME TO {name}")
    revision.mark()
    writer.tables.append(name)


def pragmas(writer, revision):
    revision.in_transaction = False
    revision.run("PRAGMA foreign_keys = ON")
    revision.mark()
    revision.run(f"PRAGMA journal_mode = {writer.rng.choice(writer.journal_modes)}")
    revision.mark()
    revision.run("PRAGMA foreign_keys = OFF")


POSTGRES_KINDS = ((new_table, 5), (new_column, 5), (slow, 1), (rows_one_by_one, 3), (vacuum, 2), (group, 2),
                  (index_concurrently, 2), (index_come_and_gone, 1), (settings, 2), (detach, 1))
SQLITE_KINDS = ((new_table, 5), (new_column, 5), (rebuild, 3), (rows_one_by_one, 3), (vacuum, 2), (group, 3),
                (pragmas, 2))


class History:
    """`count` revisions as files in `folder`; the same for the same seed."""

    def __init__(self, folder, engine, count, seed, journal_modes=("WAL", "DELETE")):
        self.revisions = {}
        folder.mkdir(parents=True)
        writer = Writer(engine, random.Random(f"{engine} {seed}"), journal_modes)
        tips = []
        for number in range(count):
            parents, beside = self.place(number, tips)
            revision = Revision(f"r{number:04}", parents)
            tips = [*tips, revision.id] if beside else [revision.id]
            if number == 0:
                revision.run(*FIRST_LINES[engine].splitlines())
            # siblings make tables of their own: either may come first
            plain = number == 0 or number % SIBLINGS_EVERY in (10, 11)
            text = writer.fill(revision, new_table if plain else None)
            (folder / f"{revision.id}.sql").write_text(text, encoding="utf-8")
            self.revisions[revision.id] = revision
        self.heads = sorted(tips)

    @staticmethod
    def place(number, tips):
        """The parents, and whether the revision stands beside the one before."""
        if number % SIBLINGS_EVERY == 11 and len(tips) == 1:
            before = f"r{number - 2:04}"
            return [before], True
        return list(tips), False

    def applied(self, rows):
        """All revisions that the version rows stand on."""
        found, todo = set(), list(rows)
        while todo:
            identifier = todo.pop()
            if identifier not in found:
                found.add(identifier)
                todo += self.revisions[identifier].parents
        return found

    def believable(self, rows, marks):
        """What is wrong with the marks (pairs of revision and number) next to these version rows: sentences."""
        applied, left = self.applied(rows), collections.defaultdict(list)
        for revision, mark in marks:
            left[revision].append(mark)
        problems = []
        for identifier, revision in self.revisions.items():
            found, whole = sorted(left.pop(identifier, [])), list(range(1, revision.marks + 1))
            partial = not revision.in_transaction and found == whole[:len(found)]
            if found != whole and (identifier in applied or not (partial or not found)):
                problems.append(f"{identifier}: marks {found} of {whole}")
            if identifier not in applied and found and revision.in_transaction:
                problems.append(f"{identifier} is not applied, but has run")
        return problems + [f"{identifier}: unknown" for identifier in left]
