"""aexdesk test-case: the order test cases."""

from __future__ import annotations

import argparse

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import add_list, add_remove, show_list
from aexdesk.cli.parsers import add_actions, add_environment
from aexdesk.cli.plain import to_plain
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.workspace.order_test_case import OrderTestCaseState


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    words = _("note an order test case, as it was typed into the App Console")
    add = actions.add_parser("add", help=words, description=words)
    add.add_argument("--name", required=True, metavar="NAME", help=_("the case name"))
    add.add_argument("--loan-account-email", required=True, metavar="EMAIL", help=_("who will order"))
    add.add_argument("--item-id", required=True, metavar="ID", help=_("what will be ordered"))
    add.add_argument("--quantity", required=True, metavar="N", help=_("how many"))
    add.add_argument("--country", required=True, metavar="CC", help=_("the receiving country, such as US"))
    add.add_argument("--reason", metavar="TEXT", default="", help=_("why the order is needed"))
    add.add_argument(
        "--state",
        choices=[str(state) for state in OrderTestCaseState],
        default=str(OrderTestCaseState.DRAFT),
        help=_("active says: the App Console shows it approved (default: draft)"),
    )
    add.add_argument(
        "--allows-payment", action="store_true", help=_("its orders may ask for automatic payment in Live")
    )
    add_environment(add)
    add_list(actions, _("list the order test cases"))
    add_remove(actions, _("remove an order test case"))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Adds, lists or removes."""
    if options.action == "add":
        return _add(options, terminal)
    if options.action == "remove":
        return _remove(options, terminal)
    return _list(options, terminal)


def _add(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    quantity = _read_quantity(options.quantity)

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        await desk.test_cases.add(
            OrderTestCaseDraft(
                environment=environment.name,
                name=options.name,
                loan_account_email=options.loan_account_email,
                item_id=options.item_id,
                quantity=quantity,
                country=options.country,
                reason=options.reason,
                state=OrderTestCaseState(options.state),
                allows_payment=options.allows_payment,
            )
        )
        return ExitCode.DONE

    return at_desk(options, terminal, work)


def _read_quantity(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadInput("bad_quantity", field="quantity", found=text)
    return int(text)


def _remove(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        case = await desk.test_cases.find(environment.name, options.name)
        if case is None:
            raise BadInput("not_found", name=options.name)
        await desk.test_cases.remove(case)
        return ExitCode.DONE

    return at_desk(options, terminal, work)


def _list(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        found = await desk.test_cases.list(environment.name)
        return show_list([to_plain(case) for case in found], _columns, options.json, terminal)

    return at_desk(options, terminal, work)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        ("name", _("name")),
        ("state", _("state")),
        ("loan_account_email", _("loan account")),
        ("item_id", _("item ID")),
        ("quantity", _("quantity")),
        ("country", _("country")),
    )
