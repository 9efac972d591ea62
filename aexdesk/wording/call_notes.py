"""What the guard noted beside its verdict, in words: what deserves one and changes nothing."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def describe_note(code: str) -> Message:
    """A note; one that is unknown here keeps its code."""
    words = {
        "signature_wrong": Message(
            _("The signature is not the one that the app secret makes."),
            _("Compare the string to sign: open the call in the console, and look at Signing."),
        ),
        "out_order_id_missing": Message(
            _("The order carries no out_order_id."),
            _("Send one for each attempt: after a time-out, the same one cannot place a second order within 24 hours."),
        ),
        "body_not_kept": Message(
            _(
                "The answer was packed in a way that cannot be unpacked here, or was longer than anything the platform "
                "sends. It was passed on as it was, and not kept."
            )
        ),
    }
    return words.get(code) or Message(code)
