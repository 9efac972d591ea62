"""`aexdesk body-reader FILE`: holds one large body for a window. Hidden: it speaks to the window alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.terminal import Terminal


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the one argument."""
    parser.add_argument("file", type=Path)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Serves the file on standard input and output until the window closes them."""
    from aexdesk.bodies.reader_process import serve

    try:
        serve(options.file)
    except OSError as error:
        terminal.say(error.strerror or type(error).__name__)
        return ExitCode.STORAGE
    # Threads may still be at work for a parent that has gone, and large memory takes its time to be given back.
    os._exit(ExitCode.DONE)
