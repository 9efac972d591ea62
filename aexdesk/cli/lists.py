"""What add, list and remove have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.parsers import add_environment, add_json
from aexdesk.cli.tables import set_table
from aexdesk.cli.terminal import Terminal
from aexdesk.faults import BadInput
from aexdesk.i18n import _


def add_list(actions: Any, words: str) -> argparse.ArgumentParser:
    """The parser of `list`."""
    parser: argparse.ArgumentParser = actions.add_parser("list", help=words, description=words)
    add_environment(parser)
    add_json(parser)
    return parser


def add_remove(actions: Any, words: str, metavar: str = "NAME") -> argparse.ArgumentParser:
    """The parser of `remove`."""
    parser: argparse.ArgumentParser = actions.add_parser("remove", help=words, description=words)
    parser.add_argument("name", metavar=metavar)
    add_environment(parser)
    return parser


def show_list(
    things: Sequence[dict[str, Any]],
    columns: Callable[[], Sequence[tuple[str, str]]],
    as_json: bool,
    terminal: Terminal,
) -> ExitCode:
    """Prints an array, or a table of some fields: `columns` gives key and header of each."""
    if as_json:
        terminal.print_json(list(things))
    elif things:
        keys, headers = zip(*columns(), strict=True)
        terminal.print(set_table(headers, [[_cell(thing[key]) for key in keys] for thing in things]))
    else:
        terminal.say(_("None."))
    return ExitCode.DONE


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def read_time(text: str | None) -> datetime | None:
    """A time in ISO 8601, in UTC where it names no zone. Raises BadInput."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput("bad_time", found=text) from None
