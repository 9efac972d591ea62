"""The sentences of the Ledger tab, asked late: states of money, what a check found, the way to a cancelled order."""

from __future__ import annotations

from datetime import datetime

from aexdesk.i18n import _
from aexdesk.services.ledger_checks import Inquiry
from aexdesk.ui.tabs.ledger.state import LedgerPage, LedgerRow
from aexdesk.wording import describe
from aexdesk.wording.live_words import name_ledger_state, write_due
from aexdesk.workspace.ledger import CancelStep, LedgerState


def name_state(row: LedgerRow) -> str:
    """What is known of the money, in a word or two."""
    return name_ledger_state(row.entry.state)


def tone_of_state(row: LedgerRow) -> str:
    """Red for what was paid, amber for what may still be, green for what is done with."""
    if row.entry.state is LedgerState.PAID:
        return "bad"
    if row.is_at_risk:
        return "warn"
    return "good" if row.entry.is_settled else ""


def explain(row: LedgerRow) -> str:
    """What the state means for this order, and what to do."""
    entry, is_live = row.entry, row.environment.is_live
    if entry.state is LedgerState.PAID:
        settled = _("It was paid, and that is settled here.")
        return settled if entry.is_settled else _("The platform shows a payment. Cancel it, or settle it as paid.")
    if entry.state is LedgerState.UNKNOWN:
        return _("No answer said whether this order exists. Look at the buyer's order page before it is sent again.")
    if not is_live:
        return _("Practice costs nothing: this line only shows how it would go in Live.")
    return {
        LedgerState.EXPECTED_FREE: _("It matched an active test case, so it should cost nothing; nobody has seen yet."),
        LedgerState.SEEN_UNPAID: _("The order exists and waits for its payment. Do not pay it; cancel it."),
        LedgerState.CANCELLED: _("It was cancelled: nothing will be charged."),
        LedgerState.CONFIRMED_FREE: _("Somebody has seen that it is free."),
    }[entry.state]


def write_amount(row: LedgerRow) -> str:
    """What is due."""
    return write_due(row.entry)


def write_checked(row: LedgerRow) -> str:
    """When the platform last told of it; while it is being asked, for how long."""
    if row.asked_for_s is not None:
        return _("asking… {seconds} s").format(seconds=row.asked_for_s)
    if row.entry.checked_at is not None:
        return write_short(row.entry.checked_at)
    return _("not yet") if row.entry.order_id else _("no order ID")


def write_when(at: datetime) -> str:
    """Day and time, on this machine's clock."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def write_short(at: datetime) -> str:
    """The same in little room: an order that waits is not a year old."""
    return f"{at.astimezone():%m-%d %H:%M}"


def explain_checked(row: LedgerRow) -> str:
    """The whole of what stands in little room."""
    checked = row.entry.checked_at
    return _("Last checked {when}.").format(when=write_when(checked)) if checked else write_checked(row)


def say_by_itself() -> str:
    """What the window does without being asked again."""
    return _("What has just left is asked for by itself, for up to 30 s, with the session that placed it.")


def write_order_id(row: LedgerRow) -> str:
    """The ID, or that there is none."""
    return row.entry.order_id or _("No order ID")


def say_count(page: LedgerPage) -> str:
    """Over the table."""
    if not page.at_risk:
        return _("No order in Live waits to be settled.")
    return _("Orders in Live that wait to be settled: {count}").format(count=page.at_risk)


def say_empty() -> tuple[str, str, str]:
    """Title, sentence and button where no order has left."""
    return (
        _("No order has left yet"),
        _("Every order that the guard lets out stands here from then on, with what it may cost, until it is settled.")
        + f" {say_by_itself()}",
        _("Open order tests"),
    )


def say_inquiry(inquiry: Inquiry, row: LedgerRow) -> tuple[str, str]:
    """What came of asking the platform, and its tone."""
    if inquiry.is_running:
        waits = _("Asking the platform… {seconds} s. Details appear some 10 s after an order.")
        if inquiry.is_by_itself:
            waits = _("Asked for by itself, as it has just left… {seconds} s. Details appear some 10 s after an order.")
        return waits.format(seconds=row.asked_for_s or 0), ""
    if inquiry.fault is not None:
        words = describe(inquiry.fault)
        return f"{words.message} {words.hint}".strip(), "bad"
    if inquiry.found is not None:
        return _say_found(inquiry), ""
    if row.entry.checked_at is not None:
        return _("Last checked {when}.").format(when=write_when(row.entry.checked_at)), ""
    if not row.entry.order_id:
        return _("Without an order ID nobody can ask for it."), ""
    return _("Not checked yet."), ""


def _say_found(inquiry: Inquiry) -> str:
    found = inquiry.found
    assert found is not None
    said = _("The platform says {status}.").format(status=found.order_status or _("nothing"))
    if found.seen is None:
        return f"{said} {_('That does not tell whether it was paid.')}"
    if found.seen is not found.entry.state:
        return f"{said} {_('It stays as you settled it.')}"
    return said


def name_step(step: CancelStep, row: LedgerRow) -> str:
    """A line of the cancel checklist."""
    known = _("Find order {id} there.").format(id=row.entry.order_id)
    return {
        CancelStep.OPEN: _("Open the order page and log in as the buyer of the test case, nobody else."),
        CancelStep.FIND: known
        if row.entry.order_id
        else _("Look there for an order of that time; if none is there, none was made."),
        CancelStep.CANCEL: _("Cancel it there. No API is known that does it. Pay nothing."),
        CancelStep.CHECK: _("Come back: press Check now, or settle it by hand as what you saw."),
    }[step]


def say_settled(name: str) -> str:
    """What the toast says."""
    return _("The order is settled: {state}.").format(state=name)


def say_opened() -> str:
    """What the toast says of an order that is open again."""
    return _("The order is open again.")
