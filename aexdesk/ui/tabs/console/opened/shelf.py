"""Holds the open requests of each environment, in their order, and knows which one is looked at. No Qt, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from aexdesk.ui.tabs.console.opened.keeping import Kept
from aexdesk.ui.tabs.console.opened.request import Key, OpenRequest, RequestLabel
from aexdesk.ui.tabs.console.saved.mapping import is_saved

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.draft import Draft
    from aexdesk.ui.tabs.console.state import ConsoleState

SHOWN = ("draft", "running", "answer", "result", "sent", "fault", "is_cancelled")
"""What the state of the Console shows of the request that is looked at."""


@dataclass
class _Row:
    requests: dict[str, OpenRequest]
    current: str
    next_id: int
    closed: dict[str, OpenRequest] = field(default_factory=dict)


class Shelf:
    """`recall` says what an environment was left with; `make_first` what stands there on the first day."""

    def __init__(self, recall: Callable[[str], Kept], make_first: Callable[[], Draft]) -> None:
        self._recall = recall
        self._make_first = make_first
        self._rows: dict[str, _Row] = {}
        self._environment = ""

    def enter(self, environment: str) -> OpenRequest:
        """Moves to an environment; the request that is looked at there."""
        self._environment = environment
        if environment not in self._rows:
            kept = self._recall(environment)
            requests = {one.id: one for one in kept.requests}
            if not requests:
                requests = {"": OpenRequest("", self._make_first(), is_first=True)}
            current = kept.current if kept.current in requests else next(iter(requests))
            self._rows[environment] = _Row(requests, current, kept.next_id)
        return self.current

    @property
    def _row(self) -> _Row:
        return self._rows[self._environment]

    @property
    def current(self) -> OpenRequest:
        """The one that is looked at."""
        return self._row.requests[self._row.current]

    @property
    def key(self) -> Key:
        """Whose it is."""
        return self._environment, self._row.current

    @property
    def ids(self) -> tuple[str, ...]:
        """Those of this environment, in order."""
        return tuple(self._row.requests)

    def labels(self) -> tuple[RequestLabel, ...]:
        """Their tabs."""
        return tuple(one.label for one in self._row.requests.values())

    def all(self) -> Iterator[tuple[Key, OpenRequest]]:
        """Those of every environment that was entered."""
        for environment, row in self._rows.items():
            for one in tuple(row.requests.values()):
                yield (environment, one.id), one

    def find(self, key: Key) -> OpenRequest | None:
        """One of them, also if it was closed and may come back."""
        row = self._rows.get(key[0])
        return (row.requests.get(key[1]) or row.closed.get(key[1])) if row else None

    def absorb(self, state: ConsoleState) -> tuple[RequestLabel, ...]:
        """Takes over what the state says of the one that is looked at; the tabs as they are then."""
        if state.environment.name == self._environment and state.request == self._row.current:
            self.change(self.key, **{name: getattr(state, name) for name in SHOWN})
        return self.labels()

    def change(self, key: Key, **changes: Any) -> None:
        """The same request but for these fields."""
        before = self.find(key)
        if before is None:
            return
        made = replace(before, **changes)
        if made.base is not None and (made.draft, made.base) != (before.draft, before.base):
            made = replace(made, is_unsaved=not is_saved(made.draft, made.base))
        row = self._rows[key[0]]
        (row.requests if key[1] in row.requests else row.closed)[key[1]] = made

    def add(self, request: OpenRequest) -> OpenRequest:
        """Opens one more, right of the one that is looked at, and looks at it."""
        row = self._row
        made = replace(request, id=str(row.next_id))
        row.next_id += 1
        items = list(row.requests.items())
        items.insert(list(row.requests).index(row.current) + 1, (made.id, made))
        row.requests, row.current = dict(items), made.id
        return made

    def choose(self, identity: str) -> OpenRequest:
        """Looks at another one."""
        if identity in self._row.requests:
            self._row.current = identity
        return self.current

    def close(self, identity: str) -> tuple[OpenRequest, int]:
        """Closes one, which can come back; its place. The neighbour is looked at then, or a new one."""
        row = self._row
        place = list(row.requests).index(identity)
        gone = row.requests.pop(identity)
        row.closed[identity] = gone
        if not row.requests:
            row.requests[str(row.next_id)] = OpenRequest(str(row.next_id))
            row.next_id += 1
        if identity == row.current:
            row.current = list(row.requests)[min(place, len(row.requests) - 1)]
        return gone, place

    def let_go(self, environment: str, but: str) -> tuple[Key, ...]:
        """Forgets what was closed, but for that one, and for calls that run: their keys. Their answers may be long."""
        closed = self._rows[environment].closed
        gone = [identity for identity, one in closed.items() if identity != but and one.running is None]
        for identity in gone:
            del closed[identity]
        return tuple((environment, identity) for identity in gone)

    def bring_back(self, key: Key, place: int) -> bool:
        """Opens a closed one where it was; whether it was closed."""
        row = self._rows[key[0]]
        gone = row.closed.pop(key[1], None)
        if gone is None:
            return False
        items = list(row.requests.items())
        if len(items) == 1 and items[0][1] == OpenRequest(items[0][0]):
            items = []  # the empty one that stood in for it
        items.insert(place, (gone.id, gone))
        row.requests, row.current = dict(items), gone.id
        return True

    def move(self, identity: str, place: int) -> None:
        """Puts one elsewhere in the order."""
        row = self._row
        ids = [one for one in row.requests if one != identity]
        ids.insert(place, identity)
        row.requests = {one: row.requests[one] for one in ids}

    def order_of(self, environment: str) -> tuple[tuple[str, ...], str]:
        """The ids of an environment in order, and the one that is looked at there."""
        row = self._rows[environment]
        return tuple(row.requests), row.current
