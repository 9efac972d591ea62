"""`aexdesk body-reader FILE`: holds one large body for a window. Hidden: it speaks to the window alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.terminal import Terminal

_GIVES_WAY = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the one argument."""
    parser.add_argument("file", type=Path)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Serves the file on standard input and output until the window closes them."""
    from aexdesk.bodies.reader_process import serve

    _give_way()
    try:
        serve(options.file)
    except OSError as error:
        terminal.say(error.strerror or type(error).__name__)
        return ExitCode.STORAGE
    # Threads may still be at work for a parent that has gone, and large memory takes its time to be given back.
    os._exit(ExitCode.DONE)


def _give_way() -> None:
    """The window first: a person feels it when its thread waits for this one. On Windows the parent asks for it."""
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
