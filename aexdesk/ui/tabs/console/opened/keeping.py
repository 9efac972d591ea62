"""Writes open requests down without their secrets, each under a key of its own, and reads them after a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk.ui.tabs.console.opened.request import OpenRequest, Source

if TYPE_CHECKING:
    from aexdesk.services.preferences import Preferences
    from aexdesk.ui.tabs.console.drafts import Drafts

_DRAFT = "console.draft"
_INDEX = "console.open."


@dataclass(frozen=True, slots=True)
class Kept:
    """What an environment was left with."""

    requests: tuple[OpenRequest, ...] = ()
    current: str = ""
    next_id: int = 2


class Keeping:
    """`redact` hides secrets wherever they stand. With a request goes what was typed into it for other APIs."""

    def __init__(self, preferences: Preferences, drafts: Drafts, redact: Callable[[str], str]) -> None:
        self._preferences = preferences
        self._drafts = drafts
        self._redact = redact

    def recall(self, environment: str) -> Kept:
        """The requests that were open in an environment; what cannot be read is left out."""
        index = self._preferences.value(_INDEX + environment)
        told = index if isinstance(index, dict) else {}
        order = told.get("order") if isinstance(told.get("order"), list) else [""]
        ids = list(dict.fromkeys(one for one in order or [""] if isinstance(one, str)))
        requests = tuple(found for one in ids if (found := self._read(environment, one)) is not None)
        numbers = [int(one) for one in ids if one.isdecimal()]
        return Kept(requests, str(told.get("current") or ""), max((1, *numbers)) + 1)

    async def keep(self, environment: str, request: OpenRequest) -> None:
        """Writes one request."""
        kept = self._drafts.write_down(request.draft)
        kept |= {"name": self._redact(request.name), "unsaved": request.is_unsaved, "first": request.is_first}
        if earlier := self._drafts.write_earlier((environment, request.id), request.draft):
            kept["earlier"] = earlier
        exchange = request.answer.exchange.id if request.answer else request.answer_id
        if exchange:
            kept["exchange"] = exchange
        if request.source is not None:
            source = request.source
            kept["source"] = {"root": str(source.root), "path": source.path, "digest": source.digest}
        await self._preferences.set(_key(environment, request.id), kept)

    async def keep_order(self, environment: str, ids: tuple[str, ...], current: str) -> None:
        """Writes which are open, in which order, and which is looked at."""
        await self._preferences.set(_INDEX + environment, {"order": list(ids), "current": current})

    async def forget(self, environment: str, identity: str) -> None:
        """Takes a closed one away."""
        await self._preferences.set(_key(environment, identity), None)

    def _read(self, environment: str, identity: str) -> OpenRequest | None:
        kept = self._preferences.value(_key(environment, identity))
        draft = self._drafts.read_back(kept)
        if draft is None:
            return None
        self._drafts.read_earlier((environment, identity), kept.get("earlier"))
        name, exchange = kept.get("name", ""), kept.get("exchange", "")
        return OpenRequest(
            identity,
            draft,
            name if isinstance(name, str) else "",
            _source(kept.get("source")),
            is_unsaved=bool(kept.get("unsaved", False)),
            is_first=bool(kept.get("first", False)),
            answer_id=exchange if isinstance(exchange, str) else "",
        )


def _key(environment: str, identity: str) -> str:
    """The first has the key that the only one had, so that an older workspace is read as it is."""
    return f"{_DRAFT}:{identity}.{environment}" if identity else f"{_DRAFT}.{environment}"


def _source(told: Any) -> Source | None:
    try:
        return Source(Path(told["root"]), str(told["path"]), str(told["digest"]))
    except (KeyError, TypeError):
        return None
