"""aexdesk practice: a fresh practice gateway until SIGINT or SIGTERM."""

from __future__ import annotations

import argparse
import signal
import time
from collections.abc import Mapping
from types import FrameType
from typing import Any, NoReturn

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.home import find_home
from aexdesk.cli.parsers import add_json, whole_number
from aexdesk.cli.terminal import Terminal
from aexdesk.i18n import _
from aexdesk.services.practice_command import start_announced_practice
from aexdesk.workspace.environment import PRACTICE_PORT

_DAY_S = 86_400.0


class _Ended(BaseException):
    """A signal came."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "--port", metavar="N", type=whole_number, default=PRACTICE_PORT, help=_("0: any free one (default 8917)")
    )
    parser.add_argument(
        "--order-mismatch",
        choices=["refuse", "charge"],
        default="refuse",
        help=_("what becomes of an order that matches no test case (default: refuse)"),
    )
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Runs the gateway."""
    _raise_when_signalled()
    try:
        _serve(options, terminal)
    except _Ended:
        return ExitCode.DONE


def _serve(options: argparse.Namespace, terminal: Terminal) -> NoReturn:
    running = start_announced_practice(find_home(options, terminal), options.port, options.order_mismatch)
    try:
        told = running.describe()
        if options.json:
            terminal.print_json(told, indent=None)
        else:
            terminal.print(_summary(told))
        while True:
            time.sleep(_DAY_S)
    finally:
        running.stop()


def _raise_when_signalled() -> None:
    """The first signal to end raises `_Ended`; later ones do not disturb the way out."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]

    def end(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise _Ended

    for each in numbers:
        signal.signal(each, end)


def _summary(told: Mapping[str, Any]) -> str:
    case = told["test_case"]
    lines = {
        _("practice gateway"): told["url"],
        _("business interfaces"): told["sync_url"],
        _("system interfaces"): told["rest_url"],
        _("login page"): told["authorize_url"],
        _("app key"): told["app_key"],
        _("loaned buyer"): told["buyer_email"],
        _("real buyer"): told["real_buyer_email"],
        _("active test case"): _("{name}: {quantity} of item {item} to {country}").format(
            name=case["name"], quantity=case["quantity"], item=case["item_id"], country=case["country"]
        ),
    }
    width = max(map(len, lines))
    told_lines = "\n".join(f"{name:<{width}}  {value}" for name, value in lines.items())
    return "\n".join([told_lines, _("App secret, passwords and sessions: run it with --json. Ctrl+C ends it.")])
