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
    }
