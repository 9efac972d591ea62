"""aexdesk practice: a fresh practice gateway until SIGINT or SIGTERM."""

from __future__ import annotations

import argparse
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.home import find_home
from aexdesk.cli.parsers import add_json, port_number
from aexdesk.cli.terminal import Terminal
from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.services.practice_command import PracticeWishes, start_announced_practice
from aexdesk.workspace.environment import PRACTICE_PORT


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "--port", metavar="N", type=port_number, default=PRACTICE_PORT, help=_("0: any free one (default 8917)")
    )
    parser.add_argument(
        "--order-mismatch",
        choices=["refuse", "charge"],
        default="refuse",
        help=_("what becomes of an order that matches no test case (default: refuse)"),
    )
    parser.add_argument(
        "--state", metavar="FILE", type=Path, help=_("keep what happens in this file, and go on from it the next time")
    )
    parser.add_argument(
        "--no-throttle", action="store_true", help=_("answer at any rate, not only at the documented ones")
    )
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Runs the gateway."""
    with _signals() as wait:
        running = start_announced_practice(find_home(options, terminal), _wishes(options))
        try:
            told = running.describe()
            if running.trouble is not None:
                terminal.say(_("Secrets and passwords are new at each start: {why}").format(why=_why(running.trouble)))
            if options.json:
                terminal.print_json(told, indent=None)
            else:
                terminal.print(_summary(told))
            wait()
        finally:
            running.stop()
    return ExitCode.DONE


def _wishes(options: argparse.Namespace) -> PracticeWishes:
    return PracticeWishes(options.port, options.order_mismatch, not options.no_throttle, options.state)


def _why(trouble: AexError) -> str:
    from aexdesk.wording import describe

    return describe(trouble).message


@contextmanager
def _signals() -> Iterator[Callable[[], None]]:
    """From now on signals to end only wake the `wait` that is yielded; further ones do not disturb the way out.

    A sleep could miss one: it may come just before, or to another thread. A byte in a socket is not missed.
    """
    reading, writing = socket.socketpair()
    with reading, writing:
        writing.setblocking(False)
        before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _notice)
        try:
            yield lambda: _wait(reading)
        finally:
            signal.set_wakeup_fd(before)


def _wait(reading: socket.socket) -> None:
    reading.recv(1)


def _notice(number: int, frame: FrameType | None) -> None:
    """Nothing more: the byte has been written already."""


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
