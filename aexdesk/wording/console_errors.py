"""The words of what the Console cannot take from other tabs."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def console_words() -> dict[str, Message]:
    """By code."""
    return {
        "order_elsewhere": Message(
            _("This order was built in another environment. It was not put here."),
            _("Go to {environment} in the top line, and open it from the test case again."),
        ),
        "order_profile_gone": Message(
            _("The app that this order was built for is not there any more. It was not put here."),
            _("Build the order again, as the app that you work as now."),
        ),
        "exchange_elsewhere": Message(
            _("This call was made in another environment."),
            _("Go to {environment} in the top line, and open it again."),
        ),
    }
