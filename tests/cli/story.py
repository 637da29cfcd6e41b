"""A story: a text file with files, commands and what each command must print.

    Two branches are merged and upgraded        <- what it shows: all lines before the first ---
    --- needs postgresql                        <- {pg} is then the URL of a database of its own
    --- env EDITOR=true                         <- for the commands that follow
    --- file versions/a.sql                     <- its content, up to the next ---
    -- revision: a
    --- run
    # a remark
    $ migrate upgrade heads                     <- run by /bin/sh; `> ` continues it
    | a line of stdout
    ! a line of stderr
    = 1                                         <- the exit code, when it is not 0

Outputs are compared in full. {id} {time} {date} {ymd} {number} {word} {any} stand for what changes from run
to run, {id:name} also binds what it stood for, {dir} is the folder that the commands run in.
"""

import re
from dataclasses import dataclass, field

SECTION = re.compile(r"--- (file|run|env|needs)(?: (.*))?$")


class StoryError(Exception):
    """A story that cannot be read."""


@dataclass
class Command:
    """One command and what it must do."""

    line: int
    text: list
    before: list = field(default_factory=list)  # remarks and blank lines above it
    stdout: list = field(default_factory=list)
    stderr: list = field(default_factory=list)
    code: int = 0

    def script(self):
        return "\n".join(self.text)


@dataclass
class Section:
    """One part of a story, in the order of the file."""

    kind: str
    argument: str
    line: int
    lines: list = field(default_factory=list)  # of a file
    commands: list = field(default_factory=list)  # of a run
    after: list = field(default_factory=list)  # remarks and blank lines below the last command


def parse(text, name):
    """The title's lines and the sections. Raises StoryError."""
    title, sections = [], []
    for number, line in enumerate(text.splitlines(), 1):
        start = SECTION.fullmatch(line)
        if start:
            sections.append(Section(start.group(1), start.group(2) or "", number))
        elif not sections:
            title.append(line)
        elif sections[-1].kind == "file":
            sections[-1].lines.append(line)
        elif sections[-1].kind == "run":
            add_run_line(sections[-1], line, number, name)
        elif line:
            raise StoryError(f"{name}:{number}: nothing may follow `--- {sections[-1].kind}`")
    if not any(title) or not any(section.commands for section in sections):
        raise StoryError(f"{name}:1: a story has a title and at least one command")
    return title, sections


def add_run_line(section, line, number, name):
    mark, rest = line[:1], line[2:]
    if line[1:2] not in ("", " "):
        raise StoryError(f"{name}:{number}: a blank must follow `{mark}`")
    if mark in ("", "#"):
        section.after.append(line)
    elif mark == "$":
        section.commands.append(Command(number, [rest], section.after))
        section.after = []
    elif not section.commands or section.after:
        raise StoryError(f"{name}:{number}: `{line}` belongs to no command")
    else:
        add_command_line(section.commands[-1], mark, rest, f"{name}:{number}")


def add_command_line(command, mark, rest, place):
    if mark == ">":
        command.text.append(rest)
    elif mark == "|":
        command.stdout.append(rest)
    elif mark == "!":
        command.stderr.append(rest)
    elif mark == "=" and rest.isdigit():
        command.code = int(rest)
    else:
        raise StoryError(f"{place}: a line of a run starts with $ > | ! = or #")


def write(title, sections):
    """The text that `parse` reads."""
    lines = list(title)
    for section in sections:
        lines.append(f"--- {section.kind} {section.argument}".rstrip())
        lines += section.lines
        for command in section.commands:
            lines += command_lines(command)
        lines += section.after
    return "\n".join(lines) + "\n"


def command_lines(command):
    lines = list(command.before)
    lines += marked("$", command.text[:1]) + marked(">", command.text[1:])
    lines += marked("|", command.stdout) + marked("!", command.stderr)
    return lines + ([f"= {command.code}"] if command.code else [])


def marked(mark, lines):
    return [f"{mark} {line}" if line else mark for line in lines]
