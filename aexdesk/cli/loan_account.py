"""aexdesk loan-account: the buyers borrowed in the App Console."""

from __future__ import annotations

import argparse
from datetime import date

from aexdesk.cli.at_desk import at_desk, keep_what_can_be
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import add_list, add_remove, show_list
from aexdesk.cli.parsers import add_actions, add_environment
from aexdesk.cli.plain import to_plain
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.i18n import _


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    words = _("note a loan account")
    add = actions.add_parser("add", help=words, description=words)
    add.add_argument("--email", required=True, metavar="EMAIL", help=_("the buyer's email"))
    add.add_argument("--seller", metavar="NAME", default="", help=_("the test seller that came with it"))
    add.add_argument("--until", metavar="DATE", help=_("the last day of the loan, such as 2026-01-31"))
    add_environment(add)
    add_list(actions, _("list the loan accounts"))
    add_remove(actions, _("remove a loan account and its password"), "EMAIL")


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Adds, lists or removes."""
    if options.action == "add":
        return _add(options, terminal)
    if options.action == "remove":
        return _remove(options, terminal)
    return _list(options, terminal)


def _add(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    until = _read_day(options.until)

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        await desk.loan_accounts.add(environment.name, options.email, options.seller, until)
        return ExitCode.DONE

    return at_desk(options, terminal, work)


def _read_day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise BadInput("bad_time", found=text) from None


def _remove(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        account = await desk.loan_accounts.find(environment.name, options.name)
        if account is None:
            raise BadInput("not_found", name=options.name)
        return await keep_what_can_be(
            desk.loan_accounts.remove(account),
            terminal,
            _("The loan account is removed; what the keyring holds of it goes when the keyring answers."),
        )

    return at_desk(options, terminal, work)


def _list(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        found = await desk.loan_accounts.list(environment.name)
        return show_list([to_plain(account) for account in found], _columns, options.json, terminal)

    return at_desk(options, terminal, work)


def _columns() -> tuple[tuple[str, str], ...]:
    return (("email", _("email")), ("status", _("status")), ("until", _("until")), ("seller", _("seller")))
