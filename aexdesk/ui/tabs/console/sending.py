"""Sends drafts, counts the seconds, and lays the answer where its draft stands. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.console.answer import ReadableAnswer, read_answer_of
from aexdesk.ui.tabs.console.opened.request import Key, RunningCall
from aexdesk.ui.tabs.console.order_results import OrderResults
from aexdesk.ui.tabs.console.order_state import OrderResult
from aexdesk.ui.tabs.console.preview import preview_sent
from aexdesk.ui.tabs.console.saved.mapping import files_of

if TYPE_CHECKING:
    from aexdesk.openplatform.request import Call
    from aexdesk.ui.tabs.console.opened.tabs import OpenTabs
    from aexdesk.ui.tabs.console.slate import Slate
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.profile import Profile


class Sending:
    """One call at a time for each open request; its answer goes where the request is by then."""

    def __init__(self, slate: Slate, tabs: OpenTabs, now: Callable[[], datetime]) -> None:
        self._slate = slate
        self._tabs = tabs
        self.results = OrderResults(slate.desk.test_cases, slate.desk.practising, now)
        self._calls: dict[Key, asyncio.Task[None]] = {}

    def send(self, profile: Profile) -> None:
        """Sends the draft, its variables in place, as that app."""
        key, call, environment = self._tabs.shelf.key, self._slate.state.filled.call, self._slate.state.environment
        self._tabs.change(key, running=RunningCall(call.api), fault=None, is_cancelled=False, is_touched=False)
        self._slate.delays.within("tick", 1.0, self._tick)
        task = self._slate.start(self._send(key, call, profile, environment), f"call {call.api}")
        if task is not None:
            self._calls[key] = task
            task.add_done_callback(lambda task: self._note_end(key, task.cancelled()))

    def cancel(self) -> None:
        """Gives up the call that runs for the request that is looked at."""
        key, running = self._tabs.shelf.key, self._slate.state.running
        if running is not None and not running.is_ending and key in self._calls:
            self._slate.write(running=replace(running, is_ending=True))
            self._calls[key].cancel()

    async def _send(self, key: Key, call: Call, profile: Profile, environment: Environment) -> None:
        try:
            caller = await self._slate.signer.find_caller(profile, call.api)
            call = await self._with_files(key, call)
            exchange = await self._slate.desk.calling.send(call, caller, environment)
            answer = await asyncio.to_thread(read_answer_of, exchange)
            result = await self.results.of(exchange, environment)
        except AexError as fault:
            self._end(key, fault=fault)
        else:
            self._end(key, answer, result)

    async def _with_files(self, key: Key, call: Call) -> Call:
        """The files that a saved request sends along. Raises BadInput where one cannot be read."""
        request = self._tabs.shelf.find(key)
        named = files_of(request, self._slate.state.scope) if request is not None else None
        if named is None:
            return call
        from aexdesk.services.file_parts import read_file_parts  # noqa: PLC0415 - few requests have any

        return replace(call, files=await read_file_parts(*named))

    def _note_end(self, key: Key, is_cancelled: bool) -> None:
        # A task that is cancelled before its first step never comes to an `except` of its own.
        self._calls.pop(key, None)
        request = self._tabs.shelf.find(key)
        if request is not None and request.running is not None:
            self._end(key, is_cancelled=is_cancelled)

    def _end(
        self,
        key: Key,
        answer: ReadableAnswer | None = None,
        result: OrderResult | None = None,
        fault: AexError | None = None,
        is_cancelled: bool = False,
    ) -> None:
        sent = preview_sent(answer.exchange) if answer else None
        self._tabs.change(
            key, running=None, answer=answer, result=result, sent=sent, fault=fault, is_cancelled=is_cancelled
        )
        self._tabs.keep_now()
        if not any(one.running for _key, one in self._tabs.shelf.all()):
            self._slate.delays.stop("tick")

    def _tick(self) -> None:
        runs = [(key, one.running) for key, one in self._tabs.shelf.all() if one.running is not None]
        for key, running in runs:
            self._tabs.change(key, running=replace(running, elapsed_s=running.elapsed_s + 1))
        if runs:
            self._slate.delays.after("tick", 1.0, self._tick)
