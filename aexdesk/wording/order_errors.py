"""Words for what goes wrong on the way to an order: test cases, what people paste, addresses, answers."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def order_words() -> dict[str, Message]:
    """The sentences by code; part of the table of all errors."""
    return _test_cases()


def _test_cases() -> dict[str, Message]:
    return {
        "unknown_test_case": Message(_("There is no test case {name}."), _("It may have been removed meanwhile.")),
        "bad_state_move": Message(
            _("The test case {name} is {found} and cannot become {wanted} from there."),
            _("A case goes from draft to submitted to active to ended, and from each of them back to draft."),
        ),
        "test_case_environment_fixed": Message(
            _("The test case {name} cannot move to another environment."),
            _("Practice and Live never mix: note it anew there."),
        ),
    }
