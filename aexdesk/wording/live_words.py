"""Words for what keeps money safe: the unlock of Live, the ledger, an order that may exist."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.wording.message import Message
from aexdesk.workspace.ledger import LedgerEntry, LedgerState


def live_words() -> dict[str, Message]:
    """The sentences by code; part of the table of all errors."""
    return {
        "unlock_name_differs": Message(
            _("What was typed is not {name}. Live stays read-only."), _("Type the profile's name, to the letter.")
        ),
        "unlock_too_long": Message(
            counted(
                "Live cannot be unlocked for {found} minute.", "Live cannot be unlocked for {found} minutes.", "found"
            ),
            _("Give a whole number from 1 to {limit}."),
        ),
        "api_known": Message(
            _("The catalogue knows what {name} does."),
            _("Only an API that it does not know can be marked as harmless."),
        ),
        "unknown_ledger_entry": Message(_("The ledger has no entry {name}."), _("Read the ledger again.")),
        "order_session_gone": Message(
            _("It was not asked for by itself: the session that placed it is not here any more."),
            _("Log in as its buyer and press Check now, or settle it by hand."),
        ),
        "order_app_unknown": Message(
            _("The order was placed by the app {name}, which stands in no profile."),
            _("Add a profile with this app key, or settle the entry by hand."),
        ),
    }


def name_ledger_state(state: LedgerState) -> str:
    """The state in a word or two. PAID is loud on purpose."""
    names = {
        LedgerState.EXPECTED_FREE: _("expected free"),
        LedgerState.SEEN_UNPAID: _("seen unpaid"),
        LedgerState.CANCELLED: _("cancelled"),
        LedgerState.CONFIRMED_FREE: _("confirmed free"),
        LedgerState.PAID: _("PAID"),
        LedgerState.UNKNOWN: _("may exist"),
    }
    return names[state]


def write_due(entry: LedgerEntry) -> str:
    """The amount due, as the platform told it."""
    return _("not known") if entry.amount is None else f"{entry.currency} {entry.amount}".strip()


def advise_on_unanswered(out_order_id: str, orders_page: str | None) -> tuple[str, ...]:
    """What to do about an order that no answer tells of, one sentence each."""
    look = _("Look at the buyer's orders before anything else: {page}").format(page=orders_page)
    if not out_order_id:
        again = _("It carried no out_order_id: sent again, it may be placed twice.")
    else:
        again = _(
            "Sent again within 24 hours with the same out_order_id ({mark}), it is the same order for the platform:"
            " REPEATED_ORDER_ERROR then says that it exists."
        ).format(mark=out_order_id)
    return (_("The order may exist."), *((look,) if orders_page else ()), again)
