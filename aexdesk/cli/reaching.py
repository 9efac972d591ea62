"""Finds the gateway that an environment's calls need, before a command makes any."""

from __future__ import annotations

from aexdesk.desk import Desk
from aexdesk.faults import NetworkFault
from aexdesk.i18n import _
from aexdesk.workspace.environment import PRACTICE, Environment


async def reach(desk: Desk, environment: Environment) -> None:
    """In practice: finds the gateway that runs, or starts one for this command where practice has not been moved.

    Raises NetworkFault where there is none.
    """
    if environment.is_live or await desk.practising.find_running(environment):
        return
    if environment.base_url != PRACTICE.base_url:
        raise NetworkFault("connect_failed", host=environment.base_url, reason=_("no practice gateway runs there"))
    await desk.practising.start(environment, port=0, is_announced=False)
    if desk.practising.state.trouble is not None:
        raise desk.practising.state.trouble
