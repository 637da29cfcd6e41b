"""Histories: what a folder of revision files must lead to, and generated ones."""

import re


class History:
    """A folder of revision files, read just far enough to know what must come out."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder
        self.order = []   # ids by file name
        self.below = {}   # id: its parents and dependencies
        labels = {}
        for file in sorted(folder.glob("*.sql")):
            keys = self.header(file)
            revision = keys["revision"][0]
            self.order.append(revision)
            self.below[revision] = keys.get("down_revision", []) + keys.get("depends_on", [])
            labels |= {label: revision for label in keys.get("branch_labels", [])}
        for revision, names in self.below.items():
            self.below[revision] = {labels.get(name, name) for name in names}
        if not self.order:
            raise RuntimeError(f"no revision files in {folder}")

    @staticmethod
    def header(file):
        head = file.read_text(encoding="utf-8-sig").partition("-- migrate:")[0]
        found = re.findall(r"^-- (revision|down_revision|depends_on|branch_labels):(.*)$", head, re.M)
        return {key: [value.strip() for value in values.split(",") if value.strip()]
                for key, values in found}

    def closure(self, revisions):
        seen, waiting = set(), list(revisions)
        while waiting:
            revision = waiting.pop()
            if revision not in seen:
                seen.add(revision)
                waiting.extend(self.below[revision])
        return seen

    def rows_of(self, revisions):
        """The maximal members of what is applied: the rows that the version table must have."""
        applied = self.closure(revisions)
        covered = set().union(*(self.below[revision] for revision in applied)) if applied else set()
        return sorted(applied - covered)

    def topological(self):
        """All ids, those below first, else by file name."""
        done, result = set(), []
        waiting = list(self.order)
        while waiting:
            revision = next(r for r in waiting if self.below[r] <= done)
            waiting.remove(revision)
            done.add(revision)
            result.append(revision)
        return result


def write_random_history(folder, rng):
    """15 to 30 revisions that make a table each: branches, merges, labels and dependencies."""
    folder.mkdir()
    made, open_heads, labels = [], [], []
    for number in range(rng.randint(15, 30)):
        revision = f"{rng.getrandbits(48):012x}"
        parents = random_parents(rng, made, open_heads)
        others = [r for r in made if r not in parents]
        depends = rng.sample(others, 1) if others and rng.random() < 0.2 else []
        if labels and rng.random() < 0.1:
            depends.append(rng.choice(labels))
        label = f"branch_{number}" if rng.random() < 0.15 else ""
        write_revision(folder, rng, number, revision, parents, depends, label)
        made.append(revision)
        labels += [label] if label else []
        open_heads = [head for head in open_heads if head not in parents] + [revision]


def random_parents(rng, made, open_heads):
    chance = rng.random()
    if not made or chance < 0.04:
        return []
    if len(open_heads) > 1 and chance < 0.3:
        return rng.sample(open_heads, rng.randint(2, min(3, len(open_heads))))
    return [rng.choice(open_heads if chance < 0.75 else made)]


def write_revision(folder, rng, number, revision, parents, depends, label):
    keys = [("revision", revision), ("down_revision", ", ".join(parents)), ("branch_labels", label),
            ("depends_on", ", ".join(depends))]
    header = [f"-- Make table {number}", "--"]
    header += [f"-- {key}: {value}".rstrip() for key, value in keys if value or key == "down_revision"]
    table = f"t_{revision}"
    text = [*header, "", "-- migrate:upgrade",
            f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, text VARCHAR(20) DEFAULT 'a;b -- c');",
            f"INSERT INTO {table} (id) VALUES (1), ({number + 2});",
            "", "-- migrate:downgrade", f"DROP TABLE {table};", ""]
    # names in no order of the graph: ties are decided by them, correctness must not be
    name = f"{rng.randint(20200101, 20291231)}_{revision}_make_table.sql"
    (folder / name).write_text("\n".join(text), encoding="utf-8")
