"""Opens practice for a window: starts the gateway, takes its seeds into the workspace, shows them."""

from __future__ import annotations

from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.practice_adoption import PROFILE_ID, PracticeAdoption
from aexdesk.services.practising import Practising
from aexdesk.services.standing import Standing
from aexdesk.workspace.environment import PRACTICE


class PracticeOpening:
    """What a window does after its first paint, and again when the user asks for another port."""

    def __init__(
        self,
        practising: Practising,
        adoption: PracticeAdoption,
        environments: EnvironmentBook,
        standing: Standing,
    ) -> None:
        self._practising = practising
        self._adoption = adoption
        self._environments = environments
        self._standing = standing

    async def open(self, profile_name: str, port: int | None = None) -> None:
        """Starts practice (on `port`, 0 for any free one, else on its environment's) and adopts what it holds.

        `profile_name` is what the practice profile is called where it is new. A gateway that does not start tells
        so in `practising.state`. Raises VaultUnavailable where the seeds' secrets could not be kept.
        """
        await self._practising.start(await self._environments.get(PRACTICE.name), port)
        try:
            if self._practising.seeds is not None:
                await self._adoption.adopt(self._practising.seeds, profile_name)
        finally:
            await self._standing.load()

    async def bring_back(self, profile_name: str) -> str:
        """Adopts again what the user removed, because the user asks: the id of the practice profile.

        "" while no practice gateway runs. Raises VaultUnavailable as `open` does, BadInput where its name is taken.
        """
        if self._practising.seeds is None:
            return ""
        try:
            await self._adoption.adopt(self._practising.seeds, profile_name, is_asked=True)
        finally:
            await self._standing.load()
        return PROFILE_ID

    async def take_again(self, profile_name: str) -> None:
        """Adopts once more after the gateway was reset: the sessions that it gave since its start are good no longer.

        Raises VaultUnavailable as `open` does.
        """
        seeds = self._practising.seeds
        try:
            if seeds is not None:
                await self._adoption.adopt(seeds, profile_name, is_reset=True)
        finally:
            await self._standing.load()
