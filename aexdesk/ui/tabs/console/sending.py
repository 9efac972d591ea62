"""Sends drafts, counts the seconds, and lays the answer where its draft stands. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.console.answer import ReadableAnswer, read_answer_of
from aexdesk.ui.tabs.console.order_results import OrderResults
from aexdesk.ui.tabs.console.order_state import OrderResult
from aexdesk.ui.tabs.console.preview import preview_sent
from aexdesk.ui.tabs.console.state import RunningCall

if TYPE_CHECKING:
    from aexdesk.openplatform.request import Call
    from aexdesk.ui.tabs.console.slate import Slate
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.profile import Profile


class Sending:
    """One call at a time."""

    def __init__(self, slate: Slate, now: Callable[[], datetime]) -> None:
        self._slate = slate
        self.results = OrderResults(slate.desk.test_cases, slate.desk.practising, now)
        self._call: asyncio.Task[None] | None = None

    def send(self, profile: Profile) -> None:
        """Sends the draft as that app."""
        draft, environment = self._slate.state.draft, self._slate.state.environment
        self._slate.write(running=RunningCall(draft.api), fault=None, is_cancelled=False)
        self._slate.delays.after("tick", 1.0, self._tick)
        self._call = self._slate.start(self._send(draft.call, profile, environment), f"call {draft.api}")
        if self._call is not None:
            self._call.add_done_callback(lambda task: self._note_end(environment, task.cancelled()))

    def cancel(self) -> None:
        """Gives up the call that runs."""
        running = self._slate.state.running
        if running is not None and not running.is_ending and self._call is not None:
            self._slate.write(running=replace(running, is_ending=True))
            self._call.cancel()

    async def _send(self, call: Call, profile: Profile, environment: Environment) -> None:
        try:
            caller = await self._slate.signer.find_caller(profile, call.api)
            exchange = await self._slate.desk.calling.send(call, caller, environment)
            answer = await asyncio.to_thread(read_answer_of, exchange)
            result = await self.results.of(exchange, environment)
        except AexError as fault:
            self._end(environment, fault=fault)
        else:
            self._end(environment, answer, result)

    def _note_end(self, environment: Environment, is_cancelled: bool) -> None:
        # A task that is cancelled before its first step never comes to an `except` of its own.
        if self._slate.state.running is not None:
            self._end(environment, is_cancelled=is_cancelled)

    def _end(
        self,
        environment: Environment,
        answer: ReadableAnswer | None = None,
        result: OrderResult | None = None,
        fault: AexError | None = None,
        is_cancelled: bool = False,
    ) -> None:
        self._slate.delays.stop("tick")
        state = replace(self._slate.state, running=None)
        if environment.name == state.environment.name:
            sent = preview_sent(answer.exchange) if answer else None
            state = replace(state, answer=answer, result=result, sent=sent, fault=fault, is_cancelled=is_cancelled)
        self._slate.become(state)

    def _tick(self) -> None:
        running = self._slate.state.running
        if running is not None:
            self._slate.write(running=replace(running, elapsed_s=running.elapsed_s + 1))
            self._slate.delays.after("tick", 1.0, self._tick)
