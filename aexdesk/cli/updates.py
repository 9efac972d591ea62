"""aexdesk updates: whether there is a newer release. It asks for the list of releases, and does no more."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.parsers import add_json
from aexdesk.cli.terminal import Terminal, harmless
from aexdesk.i18n import _
from aexdesk.services import updates
from aexdesk.wording.update_words import say_news, write_release
from aexdesk.workspace.release import UpdateNews


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add_json(parser)
    parser.epilog = _("The list is fetched from the address of this build, or from the one in {variable}.").format(
        variable=updates.ADDRESS_VARIABLE
    )


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Looks, and prints. It needs no data folder; whatever the list says is no failure."""
    news = asyncio.run(updates.updates_of(terminal.environ).look())
    if options.json:
        terminal.print_json(_to_json(news))
        return ExitCode.DONE
    terminal.print(harmless(say_news(news)))
    for release in news.newer:
        title, *lines = write_release(release)
        terminal.print(harmless("\n".join(["", title, *(f"  {line}" for line in lines)])))
    return ExitCode.DONE


def _to_json(news: UpdateNews) -> dict[str, Any]:
    return {
        "current": news.current.text,
        "latest": news.newer[0].version.text if news.newer else None,
        "newer": [
            {
                "version": one.version.text,
                "date": None if one.day is None else one.day.isoformat(),
                "notes": list(one.notes),
                "url": one.url,
            }
            for one in news.newer
        ],
    }
