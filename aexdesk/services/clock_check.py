"""Asks the platform for its time: one call that only reads, whose answer tells it whatever else it says."""

from __future__ import annotations

from aexdesk.openplatform.request import Call
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.workspace.profile import AppType, Profile

_HARMLESS = {
    AppType.DROPSHIPPING: "aliexpress.ds.category.get",
    AppType.AFFILIATE: "aliexpress.affiliate.category.get",
}


class ClockChecking:
    """The answer is recorded like any other, and the clock takes the time from it."""

    def __init__(self, environments: EnvironmentBook, callers: Callers, calling: Calling) -> None:
        self._environments = environments
        self._callers = callers
        self._calling = calling

    async def check(self, profile: Profile) -> None:
        """Asks as this app. Raises BadInput without a secret, NetworkFault, VaultUnavailable."""
        call = Call(_HARMLESS[profile.app_type])
        caller = await self._callers.of_profile(profile, call.api)
        await self._calling.send(call, caller, await self._environments.get(profile.environment))
