"""What became of an order in words, for the list of a test case's orders."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.openplatform.envelope import CallError
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.wording.message import Message
from aexdesk.wording.verdicts import describe_call_error
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState


def name_order_state(state: CaseOrderState) -> str:
    """The state in a word or two."""
    names = {
        CaseOrderState.PLACED: _("placed"),
        CaseOrderState.UNPAID: _("created, unpaid"),
        CaseOrderState.REFUSED: _("refused"),
        CaseOrderState.EXISTS: _("exists already"),
        CaseOrderState.UNKNOWN: _("unknown"),
    }
    return names[state]


def describe_case_order(order: CaseOrder, book: ErrorBook) -> Message:
    """What the answer said of the order, and what to do."""
    match order.state:
        case CaseOrderState.PLACED:
            return Message(_("Placed as order {order_id}.").format(order_id=order.order_id))
        case CaseOrderState.UNPAID:
            return _describe_unpaid(order)
        case CaseOrderState.REFUSED:
            return _describe_refused(order, book)
        case CaseOrderState.EXISTS:
            return describe_repeated()
    return _describe_unknown(order)


def describe_repeated() -> Message:
    """What REPEATED_ORDER_ERROR means."""
    return Message(
        _("The order exists already: the same out_order_id made it within the last 24 hours. Nothing was made now."),
        _("Look at the buyer's order list; for another order, take another out_order_id."),
    )


def _describe_unpaid(order: CaseOrder) -> Message:
    said = _("created, unpaid ({message})").format(message=order.message or order.code)
    return Message(
        _("Order {order_id}: {said}.").format(order_id=order.order_id or "–", said=said),
        _("The order exists and its payment failed. Do not send it again; look at it in the buyer's order list."),
    )


def _describe_refused(order: CaseOrder, book: ErrorBook) -> Message:
    words, remedies = describe_call_error(CallError("platform", order.code, order.message), book)
    message = f"{words.message} ({order.message})" if order.message else words.message
    return Message(message, " ".join(remedies))


def _describe_unknown(order: CaseOrder) -> Message:
    hint = _("The order may exist: look at the buyer's order list before you send it again.")
    if order.order_id:
        return Message(
            _("The answer names order {order_id} and says neither placed nor refused.").format(order_id=order.order_id),
            hint,
        )
    if order.code == "answer_unreadable" or not order.code:
        return Message(_("The answer does not say what became of the order."), hint)
    return Message(
        _("No answer says what became of the order ({code}).").format(code=order.code),
        hint,
    )
