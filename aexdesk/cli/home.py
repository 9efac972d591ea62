"""Which data folder a command works in: --home, else AEXDESK_HOME, else the system's place for one."""

from __future__ import annotations

import argparse
from pathlib import Path

from aexdesk.cli.terminal import Terminal
from aexdesk.services.data_home import default_home


def find_home(options: argparse.Namespace, terminal: Terminal) -> Path:
    """The folder; it need not exist."""
    said = options.home or terminal.environ.get("AEXDESK_HOME")
    return Path(said) if said else default_home()
