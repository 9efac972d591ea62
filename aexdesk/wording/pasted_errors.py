"""Sentences for a pasted request that cannot be read."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.wording.message import Message


def pasted_words() -> dict[str, Message]:
    """Code -> what happened, what to do."""
    forms = _("Paste a cURL command, a raw HTTP request, a URL, a HAR entry, or JSON with api and params.")
    return {
        "pasted_nothing": Message(_("There is no request to examine."), forms),
        "pasted_unknown": Message(_("This is no request that can be read."), forms),
        "pasted_bad_json": Message(_("This begins like JSON and is none that can be read."), forms),
        "pasted_too_long": Message(
            counted(
                "The request is longer than {limit} character.",
                "The request is longer than {limit} characters.",
                "limit",
            ),
            _("Paste one request alone."),
        ),
        "no_practice_app": Message(
            _("There is no practice app to make an example with."),
            _("Start the practice gateway, or add a profile for practice."),
        ),
        "pasted_no_api": Message(
            _("The request names no API: no path behind /rest, and no parameter method."),
            _("Paste the whole request, its address included."),
        ),
    }
