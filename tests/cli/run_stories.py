#!/usr/bin/env python3
"""Runs stories (see story.py) against the program, each in a fresh directory and environment.

    run_stories.py --migrate build/dev/bin/migrate tests/cli/stories/*.story

With --update, or MIGRATE_UPDATE_GOLDENS=1, writes what the program does into the stories instead of
complaining about it; read every line that changed.
"""

import argparse
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import uuid

import expectation
import story

COMMAND_TIMEOUT = 120  # seconds
PASSED_ON = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")


class Failure(Exception):
    """What did not go as the story tells it."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--migrate", required=True, type=pathlib.Path, help="the program")
    parser.add_argument("--update", action="store_true", help="rewrite the expectations")
    parser.add_argument("stories", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    update = arguments.update or os.environ.get("MIGRATE_UPDATE_GOLDENS") == "1"
    failed = 0
    for path in arguments.stories:
        try:
            play(path, arguments.migrate.resolve(strict=True), update)
        except (Failure, story.StoryError) as problem:
            failed += 1
            print(problem)
    print(f"{len(arguments.stories) - failed} passed, {failed} failed")
    return 1 if failed else 0


def play(path, program, update):
    """Plays one story. Raises Failure with every command that did something else."""
    title, sections = story.parse(path.read_text(encoding="utf-8"), str(path))
    with tempfile.TemporaryDirectory(prefix="story-") as folder:
        stage = Stage(pathlib.Path(folder), program)
        try:
            problems = [p for section in sections for p in stage.perform(section, path, update)]
        finally:
            stage.close()
    if update:
        path.write_text(story.write(title, sections), encoding="utf-8")
    elif problems:
        raise Failure("\n".join(problems))


class Stage:
    """A folder, an environment and, where the story needs one, a database."""

    def __init__(self, folder, program):
        self.work = folder / "work"
        self.work.mkdir()
        (folder / "home").mkdir()
        (folder / "bin").mkdir()
        (folder / "bin" / "migrate").symlink_to(program)
        self.bound = {"dir": str(self.work)}
        self.database = None
        self.environment = {
            "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }
        self.environment.update({k: os.environ[k] for k in PASSED_ON if k in os.environ})

    def perform(self, section, path, update):
        """Does what a section says; gives what went wrong."""
        place = f"{path}:{section.line}"
        if section.kind == "needs":
            self.need(section.argument, place)
        elif section.kind == "env":
            name, _, value = self.filled(section.argument, place).partition("=")
            self.environment[name] = value
        elif section.kind == "file":
            self.write_file(section, place)
        return [p for command in section.commands for p in self.run(command, path, update)]

    def filled(self, text, place):
        try:
            return expectation.substitute(text, self.bound)
        except KeyError as name:
            raise Failure(f"{place}: nothing has bound {name} yet") from None

    def write_file(self, section, place):
        target = self.work / self.filled(section.argument, place)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = self.filled("".join(line + "\n" for line in section.lines), place)
        target.write_text(text, encoding="utf-8")

    def need(self, what, place):
        if what != "postgresql":
            raise Failure(f"{place}: only `postgresql` can be needed")
        self.database = PostgresDatabase()
        self.bound["pg"] = self.database.url

    def run(self, command, path, update):
        place = f"{path}:{command.line}"
        code, stdout, stderr = run_shell(
            self.filled(command.script(), place), self.work, self.environment, place
        )
        out, err = expectation.lines_of(stdout), expectation.lines_of(stderr)
        if update:
            command.stdout = expectation.renewed(command.stdout, out, self.bound)
            command.stderr = expectation.renewed(command.stderr, err, self.bound)
            command.code = code
            return []
        problems = self.compare("stdout", command.stdout, out)
        problems += self.compare("stderr", command.stderr, err)
        if code != command.code:
            problems.append(f"exit code: expected {command.code}, was {code}")
        return ["\n".join([f"{place}: $ {command.text[0]}"] + problems)] if problems else []

    def compare(self, name, expected, actual):
        if expectation.is_met(expected, actual, self.bound):
            return []
        return [f"{name}:"] + expectation.difference(expected, actual, self.bound)

    def close(self):
        if self.database:
            self.database.drop()


def run_shell(script, folder, environment, place):
    """Runs a command in a session of its own, so that all it started can be ended with it."""
    process = subprocess.Popen(
        ["/bin/sh", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="backslashreplace",
        start_new_session=True,
    )
    try:
        stdout, stderr = process.communicate(timeout=COMMAND_TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        raise Failure(
            f"{place}: still running after {COMMAND_TIMEOUT} s\n{stdout}{stderr}"
        ) from None
    return process.returncode, stdout, stderr


class PostgresDatabase:
    """A database of its own on the test server that scripts/with_postgres.sh started."""

    def __init__(self):
        self.server = os.environ.get("MIGRATE_TEST_POSTGRES", "")
        data = os.environ.get("MIGRATE_TEST_POSTGRES_DATA", "")
        if not self.server or not data:
            raise Failure("this story needs a server: run it under scripts/with_postgres.sh")
        if self.ask("show data_directory") != data:
            raise Failure("MIGRATE_TEST_POSTGRES is not the server of MIGRATE_TEST_POSTGRES_DATA")
        self.name = f"story_{uuid.uuid4().hex[:12]}"
        self.ask(f"CREATE DATABASE {self.name}")
        self.url = url_of_database(self.server, self.name)

    def drop(self):
        self.ask(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def ask(self, sql):
        command = ["psql", "-X", "-w", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]
        result = subprocess.run(
            command + [self.server], capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        if result.returncode:
            raise Failure(f"psql: {result.stderr.strip()}")
        return result.stdout.strip()


def url_of_database(server, name):
    """The server's URL with another database in it."""
    address, mark, options = server.partition("?")
    return f"{address[: address.index('/', address.index('://') + 3)]}/{name}{mark}{options}"


if __name__ == "__main__":
    sys.exit(main())
