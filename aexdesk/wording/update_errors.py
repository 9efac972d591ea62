"""Words for why it could not be told whether there is an update."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def update_words() -> dict[str, Message]:
    """By code."""
    page = _("Try again later, or look where you got AExDesk.")
    return {
        "releases_unknown": Message(
            _("This build knows no address where its releases are listed."),
            _("Look where you got AExDesk, or name such an address in {variable}."),
        ),
        "releases_address": Message(
            _("The list of releases is not fetched from this address: {found}."),
            _("It must be a plain https URL, and no door of the platform."),
        ),
        "releases_not_whole": Message(_("The list of releases did not come whole from {host}."), page),
        "releases_status": Message(_("{host} gave no list of releases: it answered {status}."), page),
        "releases_led_away": Message(_("{host} leads to another place for its releases; that is not followed."), page),
        "releases_large": Message(_("The list of releases of {host} has more than {most} MB."), page),
        "releases_unreadable": Message(_("What {host} sent is no list of releases."), page),
    }
