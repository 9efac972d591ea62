"""`python -m tests.faults.window_at_work HOME`: the real window, in which somebody types into several open requests,
goes from one API to another in them, sends and deletes for ever.

Each thing that a person could rely on is told on stdout at once, a line each: `typed N AT` (the draft says N, and the
time on the machine's clock), `request ID API N AT` (that open request says N for that API, whichever it is for now),
`shown ID` (the answer of that call is on the screen), `kept ID…` (the history has taken these), `deleting ID…` (from
here on they may be gone).
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from unittest.mock import patch
from uuid import uuid4

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.console.draft import Draft
from aexdesk.ui.tabs.console.drafts import FIRST_API
from aexdesk.ui.tabs.console.model import ConsoleModel
from aexdesk.ui.tabs.console.tab import ConsoleTab
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port, say
from tests.storage import things
from tests.ui.waiting import arrival

TYPED_IN = "target_language"
OTHER_API = "aliexpress.ds.category.get"
OTHER_FIELD = "language"
FIELDS = {FIRST_API: TYPED_IN, OTHER_API: OTHER_FIELD}
_EDIT_S = 0.02
_SEND_EVERY, _RECORD_EVERY, _DELETE_EVERY, _TURN = 15, 10, 35, 60
_OPEN, _CHANGE_EVERY, _SWITCH_EVERY = 3, 7, 11


class Worker:
    """The guest of the window."""

    def __init__(self) -> None:
        self._shown = ""
        self._recorded: list[str] = []

    def make_desk(self, home: Path) -> Desk:
        return Desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        settled = asyncio.Event()
        model.changed.connect(lambda: settled.set() if model.state.is_settled else None)
        if not model.state.is_settled:
            await settled.wait()
        window.navigate("console")
        await arrival(window)
        console = cast("ConsoleTab", window.host.tabs["console"]).model
        console.changed.connect(lambda: self._note(console))
        say("begun")
        while len(console.state.requests) < _OPEN:
            console.tabs.new()
            console.choose_api(FIRST_API)
        for step in steps(console):
            if step % _CHANGE_EVERY == 0:
                console.tabs.step(1)
            if step % _SWITCH_EVERY == 0:
                console.choose_api(FIRST_API if console.state.draft.api == OTHER_API else OTHER_API)
            self._type(console, step)
            if step % _SEND_EVERY == 0 and console.state.can_send:
                console.send()
            if step % _RECORD_EVERY == 0:
                await self._record(desk)
            if step % _DELETE_EVERY == 0 and len(self._recorded) > 20:
                await self._delete(desk)
            await asyncio.sleep(_EDIT_S)
        return 0

    def _type(self, console: ConsoleModel, step: int) -> None:
        api = console.state.draft.api
        field = FIELDS[api]
        if step // _TURN % 2:
            console.set_json(f'{{"product_id": "1005001", "{field}": "{step:06}')  # the closing quote is to come
        else:
            console.set_value(field, f"{step:06}")
        at = time.monotonic()
        say(f"typed {step} {at}")
        say(f"request {console.state.request or '-'} {api} {step} {at}")

    def _note(self, console: ConsoleModel) -> None:
        answer = console.state.answer
        if answer is not None and answer.exchange.id != self._shown:
            self._shown = answer.exchange.id
            say(f"shown {self._shown}")

    async def _record(self, desk: Desk) -> None:
        at = datetime.now(UTC)  # old ones would go by themselves
        made = [replace(things.exchange(number), id=uuid4().hex, at=at) for number in range(20)]
        await desk.history.record_all(made)
        ids = [one.id for one in made]
        self._recorded += ids
        say("kept " + " ".join(ids))

    async def _delete(self, desk: Desk) -> None:
        gone, self._recorded = self._recorded[:15], self._recorded[15:]
        say("deleting " + " ".join(gone))
        await desk.history_keeping.hide(gone, things.NOON)
        await desk.history_keeping.purge()


def steps(console: ConsoleModel) -> Iterator[int]:
    """Goes on from where the drafts stand, so that later is always more."""
    step = max(_reached(one.draft) for _key, one in console.tabs.shelf.all())
    while True:
        step += 1
        yield step


def _reached(draft: Draft) -> int:
    kept = "".join(filter(str.isdigit, draft.value(FIELDS.get(draft.api, TYPED_IN))))
    half = draft.json_text.rpartition('"')[2] if draft.json_problem else ""
    return max(int(kept or 0), int(half or 0))


if __name__ == "__main__":
    with patch.object(Practising, "start", on_any_port):
        sys.exit(desktop.run(Path(sys.argv[1]), guest=Worker()))
