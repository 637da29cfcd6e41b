"""Histories of any size, the same each time: a line, and a ladder of branches and merges."""

import hashlib
import pathlib
import shutil
from dataclasses import dataclass

ROWS = 3  # inserted by each revision
SHAPES = ("line", "ladder")


@dataclass(frozen=True)
class Revision:
    """What a revision is called and does, whatever the tool."""

    number: int
    id: str
    parents: tuple[str, ...]

    @property
    def table(self) -> str:
        return f"t_{self.number:06}"

    @property
    def message(self) -> str:
        return f"Create {self.table}"

    @property
    def date(self) -> str:
        """Eight digits that grow with the number."""
        days = self.number // 100
        return f"{2000 + days // 336}{days // 28 % 12 + 1:02}{days % 28 + 1:02}"

    @property
    def upgrade(self) -> list[str]:
        table = self.table
        inserts = [f"INSERT INTO {table} (id, email, created_on) VALUES ({row}, 'user{row}@example.org', '2026-01-01');"
                   for row in range(1, ROWS + 1)]
        return [f"CREATE TABLE {table} (\n  id INTEGER PRIMARY KEY,\n  email VARCHAR(255) NOT NULL,\n"
                "  created_on DATE\n);",
                f"CREATE INDEX {table}_email ON {table} (email);", *inserts]

    @property
    def downgrade(self) -> list[str]:
        return [f"DROP TABLE {self.table};"]


def identifier(shape: str, number: int) -> str:
    return hashlib.sha256(f"{shape} {number}".encode()).hexdigest()[:12]


def parents_of(shape: str, number: int) -> list[int]:
    """In the ladder two stand beside each other, then one merges them; 3n + 1 revisions have one head."""
    if number == 0:
        return []
    if shape == "line":
        return [number - 1]
    place = number % 3
    return [number - place] if place else [number - 2, number - 1]


def revisions(shape: str, count: int) -> list[Revision]:
    names = [identifier(shape, number) for number in range(count)]
    return [Revision(number, name, tuple(names[parent] for parent in parents_of(shape, number)))
            for number, name in enumerate(names)]


def file_of(revision: Revision) -> tuple[str, str]:
    """Name and text of a revision file."""
    upgrade, downgrade = "\n".join(revision.upgrade), "\n".join(revision.downgrade)
    text = (f"-- {revision.message}\n--\n-- revision: {revision.id}\n-- down_revision: {', '.join(revision.parents)}\n"
            f"-- create_date: 2026-01-01 00:00:00+00:00\n\n-- migrate:upgrade\n{upgrade}\n\n"
            f"-- migrate:downgrade\n{downgrade}\n")
    return f"{revision.date}_{revision.id}_create_{revision.table}.sql", text


def write(folder: pathlib.Path, made: list[Revision]) -> None:
    """`folder`/versions with a file for each."""
    (folder / "versions").mkdir(parents=True)
    for revision in made:
        name, text = file_of(revision)
        (folder / "versions" / name).write_text(text, encoding="utf-8")


def cached(store: pathlib.Path, shape: str, count: int) -> pathlib.Path:
    """The folder of such a history below `store`: made once, and again when this file changes."""
    edition = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()[:8]
    folder = store / f"{shape}_{count}_{edition}"
    if not folder.exists():
        unfinished = store / f"unfinished_{shape}_{count}"
        shutil.rmtree(unfinished, ignore_errors=True)
        write(unfinished, revisions(shape, count))
        unfinished.rename(folder)
    return folder
