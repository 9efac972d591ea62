"""The tour's first step: the window is open, in Practice, with a gateway of its own."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.visit import Visit
from aexdesk.ui.frame.names import name_environment


async def look(visit: Visit) -> str:
    """The word Practice stands on top, and the practice gateway answers and knows no order yet."""
    state = visit.model.state
    assert state.environment is not None
    check_equal(_("environment"), state.environment.is_live, False)
    await visit.hands.read(name_environment(state.environment), visit.window.top_bar)
    if not visit.desk.practising.state.is_own:
        raise Unmet(_("a practice gateway of this window"), _("one that was there before"))
    check_equal(_("orders at the practice gateway"), await visit.gateway.orders(), [])
    return _("open in Practice, gateway at {url}").format(url=visit.gateway.url)
