"""Words for what is wrong with a query of the history, or keeps two of its calls from being compared."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def history_words() -> dict[str, Message]:
    """By code."""
    return {
        "history_status": Message(_("{text} is not a status."), _("Write status:200, status:5xx or status:none.")),
        "history_door": Message(_("{text} is not a door."), _("Write door:proxy or door:own.")),
        "history_is": Message(
            _("is:{text} means nothing here."), _("Write is:failed, is:refused, is:pinned or is:asked.")
        ),
        "compare_too_large": Message(
            _("One of the answers is larger than {limit} MB."), _("Save both, and compare the files.")
        ),
        "compare_body_gone": Message(_("The body of one of the answers has gone."), _("Compare the requests instead.")),
        "history_date": Message(
            _("{text} is not a date."), _("Write a day such as 2026-03-31, a month, today, yesterday, or 3d for days.")
        ),
    }
