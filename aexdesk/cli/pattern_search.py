"""`aexdesk pattern-search`: one regular expression over one text. Hidden: a run starts it, and ends it in time."""

from __future__ import annotations

import argparse
import sys

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.terminal import Terminal


def configure(parser: argparse.ArgumentParser) -> None:
    """It has no arguments: pattern and text come on standard input."""


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Reads pattern and text, answers, and is done."""
    from aexdesk.services.pattern_search import answer

    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    return ExitCode.DONE
