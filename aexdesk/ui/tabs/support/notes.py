"""What a person wrote about calls, until they write no more about them: the last few come back after a restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_KEPT = 10


class Notes:
    """Descriptions by exchange. `redact` hides secrets in what is kept; `kept` is what an earlier run left."""

    def __init__(self, kept: Any, redact: Callable[[str], str]) -> None:
        pairs = kept.items() if isinstance(kept, dict) else ()
        self._texts = {name: text for name, text in pairs if isinstance(name, str) and isinstance(text, str)}
        self._redact = redact

    def of(self, exchange_id: str) -> str | None:
        """What was written about a call, or None."""
        return self._texts.get(exchange_id)

    def put(self, exchange_id: str, text: str | None) -> None:
        """Notes it as the newest; None forgets it."""
        self._texts.pop(exchange_id, None)
        if text is not None:
            self._texts[exchange_id] = text

    def to_keep(self) -> dict[str, str]:
        """The newest, without secrets."""
        newest = list(self._texts.items())[-_KEPT:]
        return {name: self._redact(text) for name, text in newest}
