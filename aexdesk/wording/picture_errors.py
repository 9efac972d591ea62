"""Words for why a picture cannot be shown."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def picture_words() -> dict[str, Message]:
    """By code."""
    browser = _("Open the link to see it in the browser.")
    return {
        "picture_address": Message(_("No picture is fetched from this address."), _("It must be a plain http(s) URL.")),
        "picture_door": Message(
            _("This address on {host} takes calls: no picture is fetched from there."),
            _("Send a call from here instead; the guard then reads it."),
        ),
        "picture_led_away": Message(_("{host} leads to an address that is not followed."), browser),
        "picture_round": Message(_("{host} leads on and on."), browser),
        "picture_status": Message(
            _("{host} has no picture there: it answered {status}."), _("The picture may have been removed.")
        ),
        "picture_packed": Message(_("{host} sent the picture packed, which nobody asked for."), browser),
        "picture_large": Message(_("The picture has more than {most} MB."), browser),
        "picture_pixels": Message(_("The picture has {width} × {height} pixels: too many to show."), browser),
        "picture_svg": Message(
            _("This is an SVG drawing. It is not shown: it could fetch other things by itself."), browser
        ),
        "picture_none": Message(_("What came is no picture that can be shown ({found})."), browser),
        "picture_broken": Message(_("The picture is broken: it cannot be decoded."), browser),
        "picture_slow": Message(_("{host} took too long."), _("Try again.")),
        "picture_broke_off": Message(_("The connection to {host} broke in the middle."), _("Try again.")),
    }
