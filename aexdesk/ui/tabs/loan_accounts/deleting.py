"""How loan accounts are deleted here: hidden first, and gone for good once nobody can undo it. QtCore only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.ui.deleting import Removal
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.workspace.loan_account import LoanAccount

if TYPE_CHECKING:
    from aexdesk.services.loan_accounts import LoanAccountBook


def removal_of(book: LoanAccountBook) -> Removal[LoanAccount]:
    """What `Deleting` needs to know of them."""
    return Removal(
        hide=book.hide,
        restore=book.restore,
        purge=book.purge_removed,
        say=lambda account: words.say_deleted(account.email),
    )
