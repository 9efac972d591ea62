"""Writes open requests down without their secrets, each under a key of its own, and reads them after a restart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk.ui.tabs.console.opened.request import Key, OpenRequest, Source

if TYPE_CHECKING:
    from aexdesk.services.preferences import Preferences
    from aexdesk.ui.tabs.console.draft import Draft
    from aexdesk.ui.tabs.console.drafts import Drafts

_DRAFT = "console.draft"
_EARLIER = "console.earlier"
"""What was typed for former APIs: seldom another, and up to twenty drafts; so not written with each key typed."""
_INDEX = "console.open."

Order = tuple[tuple[str, ...], str]
"""The ids that are open, and the one that is looked at."""


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
        self._written: dict[str, Any] = {}
        self._earlier: dict[Key, tuple[Draft, ...]] = {}
        """As they were written down last."""

    def recall(self, environment: str) -> Kept:
        """The requests that were open in an environment; what cannot be read is left out."""
        index = self._preferences.value(_INDEX + environment)
        told = index if isinstance(index, dict) else {}
        order = told.get("order") if isinstance(told.get("order"), list) else [""]
        ids = list(dict.fromkeys(one for one in order or [""] if isinstance(one, str)))
        requests = tuple(found for one in ids if (found := self._read(environment, one)) is not None)
        numbers = [int(one) for one in ids if one.isdecimal()]
        return Kept(requests, str(told.get("current") or ""), max((1, *numbers)) + 1)

    async def keep(self, requests: Mapping[Key, OpenRequest], orders: Mapping[str, Order]) -> None:
        """Writes requests, and which of an environment are open, all at once; of these, what is not written so yet."""
        made: dict[str, Any] = {_INDEX + name: {"order": [*ids], "current": now} for name, (ids, now) in orders.items()}
        earlier = {key: self._drafts.earlier(key, request.draft) for key, request in requests.items()}
        changed = {key: drafts for key, drafts in earlier.items() if drafts != self._earlier.get(key)}
        for key, drafts in changed.items():
            made[_key(_EARLIER, key)] = [self._drafts.write_down(one) for one in drafts] or None
        made |= {_key(_DRAFT, key): self._write(request) for key, request in requests.items()}
        made = {name: value for name, value in made.items() if value != self._written.get(name)}
        if made:
            await self._preferences.set_all(made)
            self._written |= made
        self._earlier |= changed

    async def forget(self, key: Key) -> None:
        """Takes a closed one away."""
        self._earlier.pop(key, None)
        names = (_key(_DRAFT, key), _key(_EARLIER, key))
        for name in names:
            self._written.pop(name, None)
        await self._preferences.set_all(dict.fromkeys(names))

    def _write(self, request: OpenRequest) -> dict[str, Any]:
        kept = self._drafts.write_down(request.draft)
        kept |= {"name": self._redact(request.name), "unsaved": request.is_unsaved, "first": request.is_first}
        exchange = request.answer.exchange.id if request.answer else request.answer_id
        if exchange:
            kept["exchange"] = exchange
        if request.source is not None:
            source = request.source
            kept["source"] = {"root": str(source.root), "path": source.path, "digest": source.digest}
        return kept

    def _read(self, environment: str, identity: str) -> OpenRequest | None:
        key = (environment, identity)
        kept = self._preferences.value(_key(_DRAFT, key))
        draft = self._drafts.read_back(kept)
        if draft is None:
            return None
        earlier = self._written[_key(_EARLIER, key)] = self._preferences.value(_key(_EARLIER, key))
        self._drafts.read_earlier(key, kept.get("earlier") if earlier is None else earlier)
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


def _key(kind: str, key: Key) -> str:
    """The first has the key that the only one had, so that an older workspace is read as it is."""
    environment, identity = key
    return f"{kind}:{identity}.{environment}" if identity else f"{kind}.{environment}"


def _source(told: Any) -> Source | None:
    try:
        return Source(Path(told["root"]), str(told["path"]), str(told["digest"]))
    except (KeyError, TypeError):
        return None
