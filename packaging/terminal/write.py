"""Writes the man page, and completions for bash, zsh and fish, from the commands' own parsers:

python packaging/terminal/write.py FOLDER
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import shtab

import aexdesk
from aexdesk.cli import main
from aexdesk.cli.exit_codes import ExitCode

FILES = {"FILE", "PATH", "FILE_OR_FOLDER"}
FOLDERS = {"DIR", "FOLDER"}
SHELLS = {"bash": "aexdesk", "zsh": "_aexdesk", "fish": "aexdesk.fish"}

EXITS = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "a failed assertion, or an unexpected fault",
    ExitCode.BAD_INPUT: "bad usage or input",
    ExitCode.PLATFORM_ERROR: "the platform answered with an error",
    ExitCode.REFUSED: "the guard refused",
    ExitCode.NETWORK: "a network fault",
    ExitCode.STORAGE: "a fault of the password store, the data folder or the database",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.TERMINATED: "terminated",
}
ENVIRONMENT = {
    "AEXDESK_HOME": "The data folder.",
    "AEXDESK_LANGUAGE": "The language of the commands, such as zh_CN; English where it is not set.",
}


def whole_parser() -> argparse.ArgumentParser:
    """One parser of the program with all its commands; in `aexdesk` each is made when its command is asked for."""
    parser = main.program_parser()
    parser.epilog = None
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, words in main.commands().items():
        main.configure(name, commands.add_parser(name, help=words, description=words))
    return parser


def completions(shell: str) -> str:
    """The completion of one shell."""
    parser = whole_parser()
    for one in _all_parsers(parser):
        for action in one._actions:
            if action.metavar in FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.metavar in FOLDERS:
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return shtab.complete(parser, shell)


def man_page(when: datetime) -> str:
    """The page of section 1; `when` is the date at its foot."""
    parser = whole_parser()
    lines = [
        f'.TH AEXDESK 1 "{when:%Y-%m-%d}" "AExDesk {aexdesk.__version__}" "User Commands"',
        ".SH NAME",
        r"aexdesk \- a desk for AliExpress Open Platform integrators",
        ".SH SYNOPSIS",
        r".B aexdesk",
        r"[\fB\-\-home\fR \fIDIR\fR]",
        r"[\fICOMMAND\fR ...]",
        ".SH DESCRIPTION",
        "Signs calls in the open, keeps app keys, loan accounts and order test cases in one place, lets an order leave",
        "only if it matches an active test case, and brings a practice gateway that stands in for the platform.",
        "Without a command it opens the window.",
        ".SH OPTIONS",
        *_options(parser),
        ".SH COMMANDS",
        *(line for name, words, one in _children(parser) for line in _command(f"aexdesk {name}", words, one)),
        ".SH EXIT STATUS",
        *(line for code, words in EXITS.items() for line in (".TP", rf"\fB{int(code)}\fR", _escape(words))),
        ".SH ENVIRONMENT",
        *(line for name, words in ENVIRONMENT.items() for line in (".TP", rf"\fB{name}\fR", _escape(words))),
        ".SH FILES",
        ".TP",
        r"\fI~/.local/share/aexdesk\fR",
        "The data folder: database, large response bodies, a redacted log. Secrets are in the system's password store.",
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path, when: datetime) -> None:
    """All of it, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "aexdesk.1").write_text(man_page(when), encoding="utf-8")
    for shell, name in SHELLS.items():
        place = folder / shell / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(completions(shell), encoding="utf-8")


def _children(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Name, words and parser of each command within."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            words = {one.dest: one.help or "" for one in action._choices_actions}
            yield from ((name, words.get(name, ""), one) for name, one in action.choices.items())


def _all_parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for _name, _words, one in _children(parser):
        yield from _all_parsers(one)


def _command(name: str, words: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f".SS {_escape(name)}"
    yield from (_escape(line) for line in (parser.description or words).splitlines() if line.strip())
    yield ".PP"
    yield from _options(parser)
    for child, said, one in _children(parser):
        yield from _command(f"{name} {child}", said, one)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        value = "" if action.nargs == 0 else _value(action)
        names = ", ".join(rf"\fB{_escape(one)}\fR" for one in action.option_strings)
        yield ".TP"
        yield f"{names} {value}".strip()
        yield _escape(parser._get_formatter()._expand_help(action)) if action.help else ""


def _value(action: argparse.Action) -> str:
    if action.metavar is None and action.choices is not None:
        return "|".join(rf"\fB{_escape(str(one))}\fR" for one in action.choices)
    named = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    words: Sequence[str] = (named,) if isinstance(named, str) else named
    return " ".join(rf"\fI{_escape(one)}\fR" for one in words)


def _escape(text: str) -> str:
    """As roff reads it: no escape, no request at the beginning of a line, a minus that can be copied."""
    said = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")
    return rf"\&{said}" if said.startswith((".", "'")) else said


if __name__ == "__main__":
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", datetime.now(UTC).timestamp())), UTC)
    write(Path(sys.argv[1]), moment)
