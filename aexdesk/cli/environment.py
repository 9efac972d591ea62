"""aexdesk environment: where practice and live are."""

from __future__ import annotations

import argparse

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import show_list
from aexdesk.cli.parsers import add_actions, add_json
from aexdesk.cli.plain import to_plain
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    words = _("list the environments")
    add_json(actions.add_parser("list", help=words, description=words))
    words = _("move an environment to another host")
    moving = actions.add_parser("set", help=words, description=words)
    moving.add_argument("name", metavar="NAME", help=_("practice or live"))
    moving.add_argument("--base-url", required=True, metavar="URL", help=_("such as http://127.0.0.1:8917"))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Lists or moves."""

    async def work(desk: Desk) -> ExitCode:
        if options.action == "set":
            await desk.environments.set_base_url(options.name, options.base_url)
            return ExitCode.DONE
        found = await desk.environments.list()
        return show_list([to_plain(environment) for environment in found], _columns, options.json, terminal)

    return at_desk(options, terminal, work)


def _columns() -> tuple[tuple[str, str], ...]:
    return (("name", _("name")), ("kind", _("kind")), ("base_url", _("base URL")))
