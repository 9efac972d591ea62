"""How test cases are deleted here: hidden first, and gone for good once nobody can undo it. QtCore only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.ui.deleting import Removal
from aexdesk.ui.tabs.order_tests import words
from aexdesk.workspace.order_test_case import OrderTestCase

if TYPE_CHECKING:
    from aexdesk.services.test_cases import OrderTestCaseBook


def removal_of(book: OrderTestCaseBook) -> Removal[OrderTestCase]:
    """What `Deleting` needs to know of them."""
    return Removal(
        hide=book.hide,
        restore=book.restore,
        purge=book.purge_removed,
        say=lambda case: words.say_deleted(case.name),
    )
