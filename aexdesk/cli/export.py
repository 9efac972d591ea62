"""aexdesk export: a recorded call as cURL, code, HAR, Postman or test fixtures, without a secret."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.interchange.formats import FORMATS
from aexdesk.services.exporting import write_export


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    names = [one.name for one in FORMATS]
    parser.add_argument("format", metavar="FORMAT", choices=names, help=", ".join(names))
    parser.add_argument(
        "--exchange",
        metavar="ID",
        dest="exchanges",
        action="append",
        default=[],
        help=_("of this recorded call; repeatable (default: the newest)"),
    )
    parser.add_argument("--out", metavar="PATH", type=Path, help=_("write it to this file, or into this folder"))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Writes it."""

    async def work(desk: Desk) -> ExitCode:
        rendered = await desk.exporting.export(options.format, options.exchanges)
        if options.out is None:
            terminal.print(rendered.text)
        else:
            place = await asyncio.to_thread(write_export, rendered, options.out)
            terminal.say(_("Wrote {path}.").format(path=place))
        return ExitCode.DONE

    return at_desk(options, terminal, work)
