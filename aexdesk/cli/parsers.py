"""The argument parser of every command, and the options that several share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from aexdesk.i18n import _, ngettext
from aexdesk.workspace.environment import MOST_MINUTES

_LAST_PORT = 65_535


class Parser(argparse.ArgumentParser):
    """Takes options by their full name only, and repeats no value that it does not know: it may be a secret."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """As inherited, but for what is said of too much."""
        options, extra = self.parse_known_args(args, namespace)
        if extra:
            self._refuse(extra)
        return options

    def _refuse(self, extra: Sequence[str]) -> NoReturn:
        names = [argument.partition("=")[0] for argument in extra if argument.startswith("--")]
        if names:
            self.error(_("unknown option: {names}").format(names=", ".join(names)))
        self.error(_("too many arguments ({count})").format(count=len(extra)))


def add_actions(parser: argparse.ArgumentParser) -> Any:
    """A place for the actions of a command: add, list, remove."""
    return parser.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=Parser)


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json"""
    parser.add_argument("--json", action="store_true", help=_("print JSON, for programs"))


def add_environment(parser: argparse.ArgumentParser) -> None:
    """--environment"""
    parser.add_argument("--environment", metavar="E", default="practice", help=_("practice (the default) or live"))


def add_parameters(parser: argparse.ArgumentParser) -> None:
    """-p and --params"""
    parser.add_argument(
        "-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[], help=_("a parameter; repeatable")
    )
    parser.add_argument("--params", metavar="FILE", help=_("a JSON object of parameters"))


def add_secret(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """--secret-stdin or --secret-env"""
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--secret-stdin", action="store_true", help=_("read the app secret from stdin"))
    group.add_argument("--secret-env", metavar="NAME", help=_("take the app secret from this environment variable"))


def add_session(parser: argparse.ArgumentParser) -> None:
    """--session-env"""
    parser.add_argument("--session-env", metavar="NAME", help=_("take the session from this environment variable"))


def add_unlock(parser: argparse.ArgumentParser) -> None:
    """--unlock-live: given by hand for this one command; no file and no variable is asked for it."""
    words = _("let writes leave for Live, for at most this long (1 to {most})").format(most=MOST_MINUTES)
    parser.add_argument("--unlock-live", metavar="MINUTES", type=unlock_minutes, help=words)


def unlock_minutes(text: str) -> int:
    """For `type=`: minutes of an unlock."""
    minutes = whole_number(text)
    if not 1 <= minutes <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(
            ngettext(
                "Live can be unlocked for 1 to {most} minute, not {found}",
                "Live can be unlocked for 1 to {most} minutes, not {found}",
                MOST_MINUTES,
            ).format(most=MOST_MINUTES, found=minutes)
        )
    return minutes


def whole_number(text: str) -> int:
    """For `type=`: plain digits, at most nine of them."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(_("{found} is not a whole number").format(found=text))
    return int(text)


def port_number(text: str) -> int:
    """For `type=`: a TCP port, or 0."""
    port = whole_number(text)
    if port > _LAST_PORT:
        raise argparse.ArgumentTypeError(_("{found} is no port; ports end at 65535").format(found=text))
    return port


def rate_number(text: str) -> float:
    """For `type=`: so many a second, such as 5 or 0.5; above 0 and at most 10,000."""
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0.001 <= rate <= 10_000:
        raise argparse.ArgumentTypeError(
            _("{found} is no rate; give calls a second, such as 5 or 0.5").format(found=text)
        )
    return rate
