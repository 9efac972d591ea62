"""aexdesk tour: walks the main job in a real window, with a line and a picture for each step."""

from __future__ import annotations

import argparse
from pathlib import Path

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.terminal import Terminal
from aexdesk.i18n import _

_THEMES = {"light": ("light",), "dark": ("dark",), "both": ("light", "dark")}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=Path("aexdesk-tour"),
        help=_("where the pictures go (./aexdesk-tour)"),
    )
    parser.add_argument("--theme", choices=tuple(_THEMES), default="light", help=_("of the pictures (light)"))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Walks. The data folder is a temporary one, or a new one where --home names it; never the user's own."""
    try:
        from aexdesk.tour import running
    except ImportError as error:
        terminal.say(_("The window cannot open here: {reason}").format(reason=error))
        return ExitCode.FAILED
    home = Path(options.home) if options.home else None
    return ExitCode(running.run(options.out, home, _THEMES[options.theme], terminal.print))
