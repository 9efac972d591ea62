"""Preferences: what the window remembers, read once and then at hand without waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aexdesk.storage.settings import Settings


class Preferences:
    """JSON values by key; `value` never waits, `set` is stored before it returns."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._values: dict[str, Any] = {}

    async def load(self) -> None:
        """Reads all of them."""
        self._values = dict(await self._settings.all())

    def value(self, key: str, default: Any = None) -> Any:
        """What is set under `key`, else `default`."""
        return self._values.get(key, default)

    async def read_again(self, key: str) -> bool:
        """Reads one key anew, which another process may have set; whether its value is another now."""
        before, now = self._values.get(key), await self._settings.get(key)
        if now is None:
            self._values.pop(key, None)
        else:
            self._values[key] = now
        return bool(before != now)

    async def set(self, key: str, value: Any) -> None:
        """Sets a value; None takes the key away."""
        await self.set_all({key: value})

    async def set_all(self, values: Mapping[str, Any]) -> None:
        """Sets several at once: stored are all of them, or none."""
        for key, value in values.items():
            if value is None:
                self._values.pop(key, None)
            else:
                self._values[key] = value
        await self._settings.set_all(values)
