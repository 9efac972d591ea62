"""aexdesk import: makes saved requests of cURL commands, HAR, Postman or Bruno files; sends nothing."""  # noqa: N999 - commands are named for what one types

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.parsers import add_environment, add_json
from aexdesk.cli.tables import set_table
from aexdesk.cli.terminal import Terminal
from aexdesk.collection.request_file import write_request
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.services.importing import Import
from aexdesk.wording.import_notes import describe_dropped, describe_skipped


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=_("cURL commands, HAR, Postman, or Bruno (a folder too)")
    )
    words = _("write each request into a file in this folder; without it, they are only shown")
    parser.add_argument("--into", metavar="FOLDER", type=Path, help=words)
    add_environment(parser)
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Reads, writes and tells."""

    async def work(desk: Desk) -> ExitCode:
        read = await desk.importing.read(options.file)
        paths: tuple[str, ...] = ()
        if options.into is not None:
            environment = await desk.environments.get(options.environment)
            paths = await desk.importing.save(options.into, read)
            await desk.importing.save_variables(options.into, read, environment.name)
        if options.json:
            terminal.print_json(_to_json(read, paths))
        else:
            _show(read, paths, terminal)
        _tell_left_out(read, terminal)
        return ExitCode.DONE if read.requests else ExitCode.BAD_INPUT

    return at_desk(options, terminal, work)


def _to_json(read: Import, paths: tuple[str, ...]) -> dict[str, Any]:
    written = paths or ("",) * len(read.requests)
    return {
        "format": read.format,
        "requests": [
            {
                "path": path,
                "request": json.loads(write_request(request)),
                "dropped": [{"name": one.name, "why": one.why} for one in imported.dropped],
            }
            for path, request, imported in zip(written, read.requests, read.found.requests, strict=True)
        ],
        "skipped": [{"name": one.name, "why": one.why} for one in read.found.skipped],
    }


def _show(read: Import, paths: tuple[str, ...], terminal: Terminal) -> None:
    rows = [
        (one.name, one.api, path) for one, path in zip(read.requests, paths or ("",) * len(read.requests), strict=True)
    ]
    if rows:
        terminal.print(set_table((_("request"), _("API"), _("file")), rows))


def _tell_left_out(read: Import, terminal: Terminal) -> None:
    for request in read.found.requests:
        for dropped in request.dropped:
            terminal.say(f"{request.name}: {describe_dropped(dropped)}")
    for skipped in read.found.skipped:
        terminal.say(f"{skipped.name}: {describe_skipped(skipped)}")
    if not read.requests:
        terminal.say(_("No call of this platform was found."))
