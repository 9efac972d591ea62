"""Sends push messages to the webhook: of one order in order, again after growing pauses, until the server stops."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from aexdesk.practice.platform import Platform
from aexdesk.practice.pushes.message import Notice, sign_message, write_message
from aexdesk.practice.pushes.post import PostFault, Target, post, read_target
from aexdesk.practice.records import Order, Webhook

_MOST_AT_ONCE = 8


class Outcome(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(slots=True)
class Push:
    """One message on its way. `reason`: why the last attempt failed, or why there is none."""

    notice: Notice
    webhook: Webhook
    attempts: int = 0
    outcome: Outcome = Outcome.WAITING
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """As the admin address lists it."""
        return {
            "time": datetime.fromtimestamp(self.notice.at, UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
            "order_id": self.notice.order_id,
            "order_status": self.notice.order_status,
            "url": self.webhook.url,
            "attempts": self.attempts,
            "outcome": self.outcome.value,
            "reason": self.reason,
        }


class Pusher:
    """Belongs to the server's loop. What still waits when the server stops is not sent: it is nowhere kept."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._log: deque[Push] = deque(maxlen=platform.rules.max_log_entries)
        self._waiting: dict[int, deque[Push]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._group: asyncio.TaskGroup | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sends, to the end of the block; whatever is under way then is cancelled and awaited."""
        async with asyncio.TaskGroup() as self._group:
            self._platform.push = self.note
            try:
                yield
            finally:
                self._platform.push = lambda order, status, at: None
                self.drop_all("stopped")

    def note(self, order: Order, status: str, at: float) -> None:
        """An order changed: tells the webhook, if its app has one."""
        webhook = self._platform.state.webhook
        if webhook is None or webhook.app_key != order.app_key:
            return
        push = Push(self._notice(order, status, at), webhook)
        self._log.append(push)
        if self._count >= self._platform.rules.max_pushes_waiting:
            push.outcome, push.reason = Outcome.DROPPED, "too_many"
        else:
            self._queue(push)

    def to_json(self) -> list[dict[str, Any]]:
        """The messages of this run, oldest first."""
        return [push.to_json() for push in self._log]

    def drop_all(self, reason: str) -> None:
        """Sends nothing more of what waits."""
        for push in chain.from_iterable(self._waiting.values()):
            push.outcome, push.reason = Outcome.DROPPED, reason
        self._waiting.clear()
        self._count = 0
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def forget(self) -> None:
        """As after a start: nothing was sent."""
        self.drop_all("reset")
        self._log.clear()

    def _notice(self, order: Order, status: str, at: float) -> Notice:
        account = self._platform.state.accounts.get(order.account)
        product = self._platform.shop.products.get(order.item_id)
        # The documented sample shows seller_id as a text and says no more of it; that it is the shop is a choice.
        seller_id = str(product.facts["store_id"]) if product else ""
        return Notice(int(account.user_id) if account else 0, order.order_id, str(status), seller_id, at)

    def _queue(self, push: Push) -> None:
        assert self._group is not None
        order_id = push.notice.order_id
        self._count += 1
        if order_id in self._waiting:
            self._waiting[order_id].append(push)
            return
        queue = self._waiting[order_id] = deque([push])
        task = self._group.create_task(self._send_queue(order_id, queue), name=f"pushes of order {order_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_queue(self, order_id: int, queue: deque[Push]) -> None:
        """The messages of one order, each when the one before it is delivered or given up."""
        while queue:
            await self._send(queue[0])
            queue.popleft()
            self._count -= 1
        del self._waiting[order_id]

    async def _send(self, push: Push) -> None:
        rules = self._platform.rules
        target = read_target(push.webhook.url)
        secret = self._platform.secrets.get(push.webhook.app_key)
        if target is None or secret is None:  # a kept webhook is looked at again: nothing leaves this machine
            push.outcome, push.reason = Outcome.FAILED, "not_loopback" if target is None else "no_secret"
            return
        body = write_message(push.notice)
        signature = sign_message(body, push.webhook.app_key, secret, rules.push_signature)
        for pause in (0.0, *rules.push_retry_pauses):
            await asyncio.sleep(pause)
            if await self._attempt(push, target, body, signature):
                return
        push.outcome = Outcome.FAILED
        self._platform.changes.announce()

    async def _attempt(self, push: Push, target: Target, body: bytes, signature: str) -> bool:
        headers = {"Content-Type": "application/json", "Authorization": signature}
        async with self._slots:
            push.attempts += 1
            try:
                await post(target, body, headers, self._platform.rules.push_answer_seconds)
                push.outcome, push.reason = Outcome.DELIVERED, ""
            except PostFault as fault:
                push.reason = fault.reason
        self._platform.changes.announce()
        return push.outcome is Outcome.DELIVERED
