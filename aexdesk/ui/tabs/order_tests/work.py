"""Runs what a person asked for, one thing at a time for each test case, and keeps what went wrong. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.ui.tabs.order_tests.inquiries import Start

Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, and how to do it once more."""

    fault: AexError
    again: Callable[[], None] | None = None


class Work:
    """`place` names the environment one stands in: trouble is shown where it happened. `refuse(row_id, fault)` takes
    what one field is to blame for; `note` is called when something changed."""

    def __init__(
        self,
        start: Start,
        place: Callable[[], str],
        refuse: Callable[[str, AexError], bool],
        note: Callable[[], None],
    ) -> None:
        self._start = start
        self._place = place
        self._refuse = refuse
        self._note = note
        self._busy: set[str] = set()
        self._troubles: dict[str, Trouble] = {}

    def is_on(self, row_id: str) -> bool:
        """Whether something is being done with that test case."""
        return row_id in self._busy

    @property
    def trouble(self) -> AexError | None:
        """What went wrong here last, unless it has been put away."""
        kept = self._troubles.get(self._place())
        return kept.fault if kept is not None else None

    def begin(self, row_id: str, act: Act, name: str) -> None:
        """Does it, unless something is being done with that test case already."""
        if row_id not in self._busy:
            self._busy.add(row_id)
            self._troubles.pop(self._place(), None)
            self._start(self._run(row_id, act, name), name)
            self._note()

    def tell(self, fault: AexError, again: Callable[[], None] | None = None) -> None:
        """Something went wrong; `again` does it once more."""
        self._troubles[self._place()] = Trouble(fault, again)
        self._note()

    def put_away(self) -> None:
        """The person has read it."""
        self._troubles.pop(self._place(), None)
        self._note()

    def try_again(self) -> bool:
        """Does once more what failed here; False where nobody knows how."""
        kept = self._troubles.pop(self._place(), None)
        if kept is None or kept.again is None:
            return False
        kept.again()
        return True

    async def _run(self, row_id: str, act: Act, name: str) -> None:
        try:
            await act()
        except AexError as fault:
            if not self._refuse(row_id, fault):
                self.tell(fault, lambda: self.begin(row_id, act, name))
        finally:
            self._busy.discard(row_id)
            self._note()
