"""aexdesk history: the last exchanges, newest first."""

from __future__ import annotations

import argparse
from typing import Any

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.parsers import add_json, whole_number
from aexdesk.cli.tables import set_table
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.workspace.exchange import ExchangeSummary


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--limit", metavar="N", type=whole_number, default=50, help=_("how many (default 50)"))
    parser.add_argument(
        "--search",
        metavar="TEXT",
        default="",
        help=_("words, and api: code: id: profile: status: door: is: before: after: on:"),
    )
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Reads and prints."""

    async def work(desk: Desk) -> ExitCode:
        found = await desk.finding.find_all(desk.finding.read(options.search), options.limit)
        if options.json:
            terminal.print_json([_to_json(summary) for summary in found])
        elif found:
            terminal.print(set_table(_headers(), [_to_row(summary) for summary in found]))
        else:
            terminal.say(_("No exchanges."))
        return ExitCode.DONE

    return at_desk(options, terminal, work)


def _to_json(summary: ExchangeSummary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "at": summary.at.isoformat(),
        "environment": summary.environment,
        "profile": summary.profile,
        "api": summary.api,
        "status": summary.status,
        "error_code": summary.error_code,
        "request_id": summary.request_id,
    }


def _headers() -> tuple[str, ...]:
    return (_("at (UTC)"), _("environment"), _("profile"), _("API"), _("status"), _("error"), _("request ID"))


def _to_row(summary: ExchangeSummary) -> tuple[str, ...]:
    status = "–" if summary.status is None else str(summary.status)
    return (
        f"{summary.at:%Y-%m-%d %H:%M:%S}",
        summary.environment,
        summary.profile,
        summary.api,
        status,
        summary.error_code,
        summary.request_id,
    )
