"""The tour in the App keys tab: the practice app is there, and its key and secret are right."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.tour.outcome import check_equal
from aexdesk.tour.visit import Visit
from aexdesk.wording import describe_key_check

_ASKED = "/auth/token/create"


async def check_key(visit: Visit) -> str:
    """Presses *Check key*, and finds its answer on the screen, on the profile and in the gateway's log."""
    hands, desk = visit.hands, visit.desk
    await visit.go_to("app_keys")
    profile = desk.standing.profile
    assert profile is not None
    seeds = desk.practising.seeds
    assert seeds is not None
    check_equal(_("app key"), profile.app_key, seeds.app_key)
    await hands.read(profile.app_key)
    before = await visit.gateway.calls_of(_ASKED)
    await hands.click(await hands.find_button(_("Check key")))
    said = describe_key_check("permitted", profile.app_type).message
    await hands.read(said)
    checked = (await desk.profiles.get(profile.id)).last_check
    check_equal(_("the check, as kept"), checked and checked.code, "permitted")
    check_equal(_("calls at the gateway"), await visit.gateway.calls_of(_ASKED) - before, 1)
    return said
