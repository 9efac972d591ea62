"""The words of what goes wrong with loan accounts, and with what is asked of the practice gateway about them."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def loan_words() -> dict[str, Message]:
    """By code."""
    return {
        "unknown_loan_account": Message(
            _("There is no loan account {name}."), _("See the list of loan accounts; it may have been deleted.")
        ),
        "until_before_since": Message(
            _("The loan ends before it begins ({since})."), _("Copy both days from the App Console.")
        ),
        "bad_day": Message(_("{found} is not a day."), _("Write it like 2026-12-31.")),
        "nothing_pasted": Message(
            _("What was copied tells of no loan account."),
            _("In the App Console, select the block with Buyer Account and Password, copy it, and press Paste again."),
        ),
        "practice_only": Message(
            _("Only the practice gateway does this. Nothing was sent."),
            _("For Live, do it in the App Console, and note here what it shows."),
        ),
        "practice_refused": Message(
            _("The practice gateway refused: {reason}."), _("Change what it names, and try again.")
        ),
    }
