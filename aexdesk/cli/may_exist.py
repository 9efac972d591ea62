"""Says what to do about an order that may exist although no answer told so."""

from __future__ import annotations

from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange


def advise_on_order(exchange: Exchange, environment: Environment) -> tuple[str, ...]:
    """A few sentences; none for what is no order, was refused, or has a clear answer. May read a file."""
    if not exchange.guard.allowed or not exchange.guard.test_case:
        return ()
    # Most calls are no orders: they do without all of this.
    from aexdesk.ordertest.order_facts import ORDER_PARAMETER
    from aexdesk.ordertest.order_mark import read_mark
    from aexdesk.ordertest.order_outcome import outcome_of
    from aexdesk.services.ledger import orders_page_of
    from aexdesk.wording.live_words import advise_on_unanswered
    from aexdesk.workspace.case_order import CaseOrderState

    outcome = outcome_of(exchange)
    if outcome is None or outcome.state is not CaseOrderState.UNKNOWN:
        return ()
    orders = (one.value for one in exchange.request.parameters if one.name == ORDER_PARAMETER)
    mark = read_mark(next(orders, ""))
    return advise_on_unanswered(mark.out_order_id if mark else "", orders_page_of(environment))
