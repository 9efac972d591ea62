"""Remembers which APIs, unknown to the catalogue, the user calls harmless: by exact name, in one environment."""

from __future__ import annotations

from aexdesk.faults import BadInput
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.services.changes import Changes
from aexdesk.services.preferences import Preferences

_KEY = "harmless."


class HarmlessApis:
    """Names that the guard lets read in Live although their words could spend."""

    def __init__(self, preferences: Preferences, catalogue: Catalogue) -> None:
        self._preferences = preferences
        self._catalogue = catalogue
        self.changed = Changes()

    def names(self, environment: str) -> frozenset[str]:
        """The marked names of an environment; never one that the catalogue knows, whatever was stored."""
        stored = self._preferences.value(_KEY + environment, ())
        found = stored if isinstance(stored, list | tuple) else ()
        return frozenset(name for name in found if isinstance(name, str) and self._catalogue.find(name) is None)

    async def current(self, environment: str) -> frozenset[str]:
        """The same, read anew: what a window marks or unmarks counts in a proxy that runs. Raises StorageFault."""
        if await self._preferences.read_again(_KEY + environment):
            self.changed.announce()
        return self.names(environment)

    async def mark(self, environment: str, name: str) -> None:
        """Marks a name. Raises BadInput("api_known") for one whose effect the catalogue tells, StorageFault."""
        if not name:
            raise BadInput("field_missing", field="api")
        if self._catalogue.find(name) is not None:
            raise BadInput("api_known", field="api", name=name)
        await self._keep(environment, await self.current(environment) | {name})

    async def unmark(self, environment: str, name: str) -> None:
        """Takes the mark away."""
        await self._keep(environment, await self.current(environment) - {name})

    async def _keep(self, environment: str, names: frozenset[str]) -> None:
        await self._preferences.set(_KEY + environment, sorted(names) or None)
        self.changed.announce()
