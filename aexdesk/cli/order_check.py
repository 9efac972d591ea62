"""Asks the platform for the orders that a call has made, and says what it may cost."""

from __future__ import annotations

from aexdesk.cli.at_desk import tell
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.services.callers import Caller
from aexdesk.wording import describe
from aexdesk.wording.live_words import name_ledger_state, write_due
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.ledger import LedgerEntry, LedgerState


async def wait_for_orders(desk: Desk, exchange: Exchange, caller: Caller | None, terminal: Terminal) -> ExitCode:
    """Asks order get for each, for up to 30 s; all that is said goes to stderr. FAILED where one was paid.

    `caller`: whoever placed it; None: only with the session that placed it, where the vault holds that.
    """
    code = ExitCode.DONE
    for entry in await desk.ledger.of_exchange(exchange.id):
        if not entry.order_id:
            continue  # what to do about it is said elsewhere
        terminal.say(_("Order {id}: asking what is due, for up to 30 s…").format(id=entry.order_id))
        try:
            check = await desk.ledger.check(entry.id, caller, only_placer=caller is None)
        except AexError as fault:
            tell(describe(fault), terminal)
            continue
        terminal.say(_say(check.entry))
        if check.entry.state is LedgerState.PAID:
            code = ExitCode.FAILED
    return code


async def remind_of_orders(desk: Desk, exchange: Exchange, environment: Environment, terminal: Terminal) -> None:
    """Says of an order in Live that nobody has checked yet what it may cost."""
    entries = await desk.ledger.of_exchange(exchange.id) if environment.is_live and exchange.guard.allowed else ()
    for entry in entries:
        if entry.order_id:
            words = _("Order {id} is at risk until it is settled in the Ledger tab; --wait asks what is due.")
            terminal.say(words.format(id=entry.order_id))


def _say(entry: LedgerEntry) -> str:
    words = _("Order {id}: {state}; amount {due}.")
    return words.format(id=entry.order_id, state=name_ledger_state(entry.state), due=write_due(entry))
