"""The `aexdesk` command: finds the command asked for, runs it, and turns errors into sentences and exit codes."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Protocol

import aexdesk
from aexdesk.cli.exit_codes import ExitCode, exit_code_of
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import Parser
from aexdesk.cli.terminal import Terminal
from aexdesk.faults import AexError
from aexdesk.i18n import _, use_language


class Command(Protocol):
    """What the module of a command offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: argparse.Namespace, terminal: Terminal) -> int: ...


HIDDEN = frozenset({"body-reader", "pattern-search"})
"""Commands that the program starts for itself."""


def commands() -> dict[str, str]:
    """Every command with a line about it. A module is imported when its command is asked for."""
    return {
        "practice": _("run a fresh practice gateway until interrupted"),
        "sign": _("sign a call and show the string to sign; sends nothing"),
        "call": _("sign a call, ask the guard, send it, record it"),
        "doctor": _("tell which mistake produced a wrong signature; sends nothing"),
        "run": _("run saved requests: one over rows of data, or a folder in order"),
        "import": _("make saved requests of cURL commands, HAR, Postman or Bruno files"),
        "proxy": _("run the guard proxy for your own program until interrupted"),
        "exec": _("run a command with a profile's keys, through the guard proxy"),
        "history": _("the last exchanges"),
        "export": _("a recorded call as cURL, code, HAR, Postman or test fixtures"),
        "support": _("service hours, and the form that support asks for"),
        "tour": _("walk the main job in a real window, with a picture of each step"),
        "profile": _("app keys: add, list, remove"),
        "token": _("sessions of a profile: add, list, remove"),
        "loan-account": _("loan accounts: add, list, remove"),
        "test-case": _("order test cases: add, list, remove"),
        "environment": _("environments and their addresses: list, set"),
        "updates": _("whether there is a newer release; asks when you do, and installs nothing"),
    }


def run(argv: Sequence[str] | None = None, terminal: Terminal | None = None) -> int:
    """Runs `argv` (without the program's name); returns the exit code. argparse exits by SystemExit."""
    is_own = terminal is None  # a process of its own, as other than in a test
    terminal = terminal or Terminal.of_this_process()
    if is_own:
        # Hundreds of modules are imported and none is thrown away: the collector would look at all of them many times.
        gc.set_threshold(50_000, 20, 20)
    argv = sys.argv[1:] if argv is None else argv
    _speak(argv)
    terminated: list[int] = []
    _end_as_by_ctrl_c(terminated)
    try:
        return _run(argv, terminal)
    except AexError as error:
        _tell(error, terminal)
        return exit_code_of(error)
    except Misuse as error:
        terminal.say(str(error))
        return ExitCode.BAD_INPUT
    except KeyboardInterrupt:
        return ExitCode.TERMINATED if terminated else ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the crash handler of a command
        _tell(error, terminal)
        _tell_where(error, terminal)
        return ExitCode.FAILED
    finally:
        terminal.finish()
        if is_own:
            gc.freeze()  # what the interpreter takes apart at its end need not be searched for circles again


def _speak(argv: Sequence[str]) -> None:
    """The terminal speaks English, for what reads along, unless it is asked for more; with `--json` it always does."""
    wanted = os.environ.get("AEXDESK_LANGUAGE")
    if wanted and "--json" not in argv:
        use_language(wanted)


def run_window() -> int:
    """The window, for an icon to start: no console, no arguments that a command could read."""
    return run(sys.argv[1:])


def _run(argv: Sequence[str], terminal: Terminal) -> int:
    options = _build_parser().parse_args(argv)
    if not options.rest:
        return _open_window(options, terminal)
    name, *arguments = options.rest
    if name not in commands() and name not in HIDDEN:
        raise Misuse(
            _("There is no command {name}. The commands are: {known}.").format(name=name, known=", ".join(commands()))
        )
    parser = Parser(prog=f"aexdesk {name}", description=commands().get(name))
    command = configure(name, parser, options.home)
    return command.run(parser.parse_args(arguments), terminal)


def configure(name: str, parser: argparse.ArgumentParser, home: str | None = None) -> Command:
    """The command of that name, whose options `parser` has now; `home` as it was said before the name."""
    command: Command = importlib.import_module(f"aexdesk.cli.{name.replace('-', '_')}")
    parser.add_argument("--home", metavar="DIR", default=home, help=_("the data folder"))
    command.configure(parser)
    return command


def program_parser() -> Parser:
    """The options that stand before a command, without the commands."""
    parser = Parser(
        prog="aexdesk",
        description=_("A desk for AliExpress Open Platform integrators. Without a command it opens the window."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join([_("commands:"), *(f"  {name:<14}{words}" for name, words in commands().items())]),
    )
    parser.add_argument("--version", action="version", version=f"aexdesk {aexdesk.__version__}")
    parser.add_argument(
        "--home", metavar="DIR", help=_("the data folder; else AEXDESK_HOME, else the system's place for one")
    )
    parser.add_argument("--screenshot", metavar="FILE", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--exit-after-paint", action="store_true", help=argparse.SUPPRESS)
    return parser


def _build_parser() -> Parser:
    parser = program_parser()
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="{" + ",".join(commands()) + "} ...", help="")
    return parser


def _open_window(options: argparse.Namespace, terminal: Terminal) -> int:
    from aexdesk.cli.home import find_home

    home = find_home(options, terminal)
    # Until the window's own path of ending stands, a signal ends the program plainly.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    # What is imported until the first paint stays: the collector would go through it again and again for nothing.
    gc.disable()
    try:
        from aexdesk import desktop
    except ImportError as error:
        gc.enable()
        terminal.say(_("The window cannot open here: {reason}").format(reason=error))
        return ExitCode.FAILED
    return desktop.run(home, screenshot=options.screenshot, exit_after_paint=options.exit_after_paint)


def _end_as_by_ctrl_c(terminated: list[int]) -> None:
    """SIGTERM ends a command by the path of Ctrl+C, and is noted in `terminated`."""

    def end(number: int, frame: FrameType | None) -> None:
        terminated.append(number)
        signal.raise_signal(signal.SIGINT)

    with suppress(ValueError):  # not the main thread: nobody's command line
        signal.signal(signal.SIGTERM, end)
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # A script starts what it puts in the background so; nothing could end it by the path of Ctrl+C then.
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _tell(error: Exception, terminal: Terminal) -> None:
    from aexdesk.wording import describe

    words = describe(error)
    terminal.say(f"{words.message} {words.hint}".rstrip())


def _tell_where(error: Exception, terminal: Terminal) -> None:
    """The places in the code, without the error's own text: that could hold anything."""
    import traceback

    for frame in traceback.extract_tb(error.__traceback__)[-4:]:
        terminal.say(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
