"""Opens, closes, moves and keeps the requests side by side. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput, StorageFault
from aexdesk.services.storage_troubles import edits_not_kept
from aexdesk.ui.tabs.console.answer import read_answer_of
from aexdesk.ui.tabs.console.opened.keeping import Keeping
from aexdesk.ui.tabs.console.opened.request import Key, OpenRequest
from aexdesk.ui.tabs.console.opened.shelf import SHOWN, Shelf
from aexdesk.ui.tabs.console.opened.words import say_closed
from aexdesk.ui.tabs.console.preview import preview_sent

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.draft import Draft
    from aexdesk.ui.tabs.console.drafts import Drafts
    from aexdesk.ui.tabs.console.slate import Slate

KEEP_AFTER_S = 0.2
"""After the first key that is not written down, not after the last: who never pauses is kept too."""
KEEP_AGAIN_S = 3.0
"""Where it could not be written, there may be room by then."""
_FROM_SHELF = ("source", "conflict")


class OpenTabs:
    """`show` puts a request on the screen in place of the one before."""

    def __init__(
        self, slate: Slate, drafts: Drafts, make_first: Callable[[], Draft], show: Callable[[OpenRequest], None]
    ) -> None:
        self._slate = slate
        self._drafts = drafts
        self._show = show
        self._keeping = Keeping(slate.desk.preferences, drafts, slate.desk.redact)
        self.shelf = Shelf(self._keeping.recall, make_first)
        self._unkept: set[Key] = set()
        self._unkept_orders: set[str] = set()
        self._writing = asyncio.Lock()
        self._has_told = False

    # ---------------------------------------------------------------- which one

    def new(self, request: OpenRequest | None = None) -> None:
        """Opens an empty one, or this."""
        self.keep_at_once()
        made = self.shelf.add(request or OpenRequest(""))
        self._arranged(*(key for key, one in self.shelf.all() if one.is_first), (self.shelf.key[0], made.id))
        self._show(made)

    def choose(self, identity: str) -> None:
        """Looks at another one."""
        if identity != self.shelf.current.id and identity in self.shelf.ids:
            self.keep_at_once()
            request = self.shelf.choose(identity)
            self._arranged()
            self._show(request)

    def step(self, by: int) -> None:
        """Looks at the next one, or the one before; after the last comes the first."""
        ids = self.shelf.ids
        self.choose(ids[(ids.index(self.shelf.current.id) + by) % len(ids)])

    def move(self, identity: str, place: int) -> None:
        """Puts one elsewhere in the order."""
        self.shelf.move(identity, place)
        self._arranged()
        self._slate.write()

    def close_one(self, identity: str | None = None) -> None:
        """Closes one, else the one that is looked at. Nothing is lost at once: the toast brings it back."""
        identity = self.shelf.current.id if identity is None else identity
        if identity not in self.shelf.ids or (len(self.shelf.ids) == 1 and self.shelf.current == OpenRequest(identity)):
            return
        self.keep_at_once()
        environment, was_current = self.shelf.key[0], identity == self.shelf.current.id
        gone, place = self.shelf.close(identity)
        for key in self.shelf.let_go(environment, but=identity):  # the toast brings back one alone, the newest
            self._drafts.forget(key)
        self._slate.start(self._forget((environment, identity)), "forget a closed request")
        self._arranged(self.shelf.key)
        if was_current:
            self._show(self.shelf.current)
        else:
            self._slate.write()
        self._slate.ports.toasts.show(
            lambda: say_closed(gone.label), lambda: self._bring_back((environment, identity), place)
        )

    def _bring_back(self, key: Key, place: int) -> None:
        self.keep_at_once()
        if not self.shelf.bring_back(key, place):
            return
        self._unkept_orders.add(key[0])
        self._unkept.add(key)
        self.keep_now()
        if key[0] == self._slate.state.environment.name:
            self._show(self.shelf.current)

    # ---------------------------------------------------------------- what becomes of them

    def edited(self) -> None:
        """The draft that is looked at was typed in."""
        self.shelf.change(self.shelf.key, is_first=False, is_touched=True, is_unsaved=True)
        self.keep_soon()

    def change(self, key: Key, **changes: Any) -> None:
        """Something else of a request is another now; where it is looked at, the screen follows."""
        self.shelf.change(key, **changes)
        is_shown = key == self.shelf.key
        self._slate.write(
            **{name: value for name, value in changes.items() if is_shown and name in (*SHOWN, *_FROM_SHELF)}
        )
        self._keep_soon(key)

    def refresh(self, key: Key) -> None:
        """Its draft came from elsewhere: the screen shows it anew, if it is looked at."""
        if key == self.shelf.key:
            self._show(self.shelf.current)

    def bring_answer(self) -> None:
        """Brings the answer back that the request had before a restart."""
        request = self.shelf.current
        if request.answer_id and request.answer is None and request.running is None:
            self.shelf.change(self.shelf.key, answer_id="")
            self._slate.start(self._bring_answer(self.shelf.key, request.answer_id), "bring back an answer")

    async def _bring_answer(self, key: Key, exchange_id: str) -> None:
        try:
            exchange = await self._slate.desk.history.get(exchange_id)
        except BadInput:
            return  # it was deleted since
        answer = await asyncio.to_thread(read_answer_of, exchange)
        now = self.shelf.find(key)
        if now is not None and now.answer is None and now.running is None and now.fault is None:
            self.change(key, answer=answer, sent=preview_sent(exchange))

    # ---------------------------------------------------------------- keeping

    def keep_soon(self) -> None:
        """Writes the one that is looked at down while it is being typed."""
        self._keep_soon(self.shelf.key)

    def _keep_soon(self, key: Key) -> None:
        self._unkept.add(key)
        self._slate.delays.within("keep", KEEP_AFTER_S, self.keep_now)

    def keep_at_once(self) -> None:
        """Before something else is looked at."""
        if self._slate.delays.stop("keep"):
            self.keep_now()

    def keep_now(self) -> None:
        """Writes down what is not."""
        if self._unkept or self._unkept_orders:
            self._slate.start(self._keep_or_say(), "keep the draft")

    async def _keep_or_say(self) -> None:
        """Says once that it cannot be written, and goes on trying."""
        try:
            await self._keep()
        except StorageFault as trouble:
            self._slate.delays.within("keep", KEEP_AGAIN_S, self.keep_now)
            if not self._has_told:
                self._has_told = True
                raise edits_not_kept(trouble) from trouble
        else:
            self._has_told = False

    async def keep_all(self) -> None:
        """The same, and waits for it; also for what is typed meanwhile. Raises AexError."""
        while self._unkept or self._unkept_orders or self._writing.locked():
            await self._keep()

    async def _keep(self) -> None:
        """All that is owed, at once: none that is being typed in keeps another one from its turn."""
        async with self._writing:
            keys, orders = self._unkept, self._unkept_orders
            self._unkept, self._unkept_orders = set(), set()
            try:
                await self._keeping.keep(
                    {key: request for key, request in self.shelf.all() if key in keys},
                    {environment: self.shelf.order_of(environment) for environment in orders},
                )
            except BaseException:
                self._unkept |= keys
                self._unkept_orders |= orders
                raise

    async def _forget(self, key: Key) -> None:
        async with self._writing:  # nothing that is being written may bring it back
            if all(key != one for one, _request in self.shelf.all()):
                await self._keeping.forget(key)

    async def close(self) -> None:
        """What is not written down yet is, now."""
        try:
            await self.keep_all()
        except AexError as trouble:
            self._slate.ports.report(edits_not_kept(trouble))

    def _arranged(self, *keys: Key) -> None:
        self._unkept.update(keys)
        self._unkept_orders.add(self.shelf.key[0])
        self.keep_now()


def shown_of(request: OpenRequest) -> dict[str, Any]:
    """What the state of the Console shows of a request."""
    fields = {name: getattr(request, name) for name in (*SHOWN, *_FROM_SHELF)}
    return {"request": request.id, **fields}
