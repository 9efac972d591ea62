"""Words for what an import left out."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.interchange.importing.imported import Dropped, Skipped


def describe_dropped(dropped: Dropped) -> str:
    """Why a part of a request was not taken."""
    words = {
        "computed": _("{name} is made anew for each call."),
        "secret": _("{name} is a secret and was not taken: the profile has its own."),
        "file_not_read": _("{name} names a file; its content was not taken."),
        "value_twice": _("{name} stands there twice with different values; the first was taken."),
        "body_not_read": _("The body is no form; it was not taken."),
        "unknown_sign_method": _("The sign method {name} is unknown; sha256 was taken."),
    }
    return words.get(dropped.why, "{name}").format(name=dropped.name)


def describe_skipped(skipped: Skipped) -> str:
    """Why a request was not taken at all."""
    words = {
        "other_address": _("left aside: it goes neither to /sync nor to /rest"),
        "no_api": _("left aside: it names no API"),
        "no_url": _("left aside: it has no address"),
        "too_many": _("more calls than are read at once were left aside"),
        "import_not_bruno": _("left aside: it is no request of Bruno"),
        "file_too_large": _("left aside: it is too large"),
        "file_not_text": _("left aside: it is no text in UTF-8"),
        "file_unreadable": _("left aside: it cannot be read"),
    }
    return words.get(skipped.why, skipped.why)
