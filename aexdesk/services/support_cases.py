"""Support cases: what was sent, by which channel and when, what support answered, and how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.services.support_desk import SupportCase, SupportDesk
from aexdesk.storage.support_cases import SupportCases
from aexdesk.support.channels import Channel, Topic
from aexdesk.support.forms import SupportForm
from aexdesk.workspace.filed_case import FiledCase, FiledState


class SupportCaseBook:
    """The cases of all environments. `desk` takes secrets out of what is kept; `fold` makes what was deleted unreadable
    in the database's log too."""

    def __init__(
        self,
        cases: SupportCases,
        desk: SupportDesk,
        fold: Callable[[], Awaitable[bool]],
        now: Callable[[], datetime],
    ) -> None:
        self._cases = cases
        self._desk = desk
        self._fold = fold
        self._now = now
        self._turn = asyncio.Lock()  # who reads a case and writes it back must not write over another's change
        self.changed = Changes()

    async def find(
        self, environment: str | None = None, search: str = "", state: FiledState | None = None
    ) -> tuple[FiledCase, ...]:
        """Newest first: those in which every word of `search` stands, in whatever letter case."""
        words = search.casefold().split()
        found = await self._cases.list(environment)
        return tuple(one for one in found if state in (None, one.state) and _holds(one, words))

    async def of_exchanges(self, environment: str) -> Mapping[str, tuple[FiledCase, ...]]:
        """The cases of an environment by the ids of the calls that they are about."""
        linked: dict[str, tuple[FiledCase, ...]] = {}
        for one in await self._cases.list(environment):
            for exchange_id in one.exchange_ids:
                linked[exchange_id] = (*linked.get(exchange_id, ()), one)
        return linked

    async def get(self, case_id: str) -> FiledCase:
        """The case with this id. Raises BadInput("unknown_support_case")."""
        case = await self._cases.get(case_id)
        if case is None:
            raise BadInput("unknown_support_case", id=case_id)
        return case

    async def file(
        self, about: SupportCase, form: SupportForm, channel: Channel, topic: Topic, notes: str = ""
    ) -> FiledCase:
        """Keeps a form as sent now. A signature that was shown in it is hidden again: give the form without."""
        await self._desk.learn_secrets()
        now = self._now()
        case = FiledCase(
            id=uuid4().hex[:12],
            environment=about.exchange.environment,
            at=now,
            exchange_ids=about.ids,
            channel=channel.value,
            topic=topic.value,
            recipient=form.to,
            subject=self._hide(form.subject),
            body=self._hide(form.body),
            state=FiledState.OPEN,
            notes=self._hide(notes),
            changed_at=now,
        )
        await self._cases.save(case)
        self.changed.announce()
        return case

    async def note(self, case_id: str, notes: str) -> FiledCase:
        """Writes what support answered over what stood there; an open case is answered then. Raises BadInput."""
        await self._desk.learn_secrets()
        text = self._hide(notes)

        def change(case: FiledCase) -> FiledCase:
            is_first = case.state is FiledState.OPEN and bool(text.strip())
            return replace(case, notes=text, state=FiledState.ANSWERED if is_first else case.state)

        return await self._change(case_id, change)

    async def set_state(self, case_id: str, state: FiledState) -> FiledCase:
        """Moves it on, or back. Raises BadInput."""
        return await self._change(case_id, lambda case: replace(case, state=state))

    async def remove(self, case_id: str) -> None:
        """Hides it until `restore`, or until `purge_removed` takes it away. Raises BadInput."""
        await self.get(case_id)
        await self._cases.mark_removed(case_id, self._now())
        self.changed.announce()

    async def restore(self, case_id: str) -> None:
        """Undoes `remove`."""
        await self._cases.restore(case_id)
        self.changed.announce()

    async def purge_removed(self) -> None:
        """What is hidden goes for good: nothing of it stays in the database's files."""
        gone = await self._cases.removed()
        for case in gone:
            await self._cases.purge(case.id)
        if gone:
            await self._fold()

    def _hide(self, text: str) -> str:
        return self._desk.hide_prose(text)

    async def _change(self, case_id: str, change: Callable[[FiledCase], FiledCase]) -> FiledCase:
        async with self._turn:
            before = await self.get(case_id)
            after = change(before)
            if after == before:
                return before
            after = replace(after, changed_at=self._now())
            await self._cases.save(after)
        self.changed.announce()
        return after


def _holds(case: FiledCase, words: list[str]) -> bool:
    text = "\n".join((case.id, case.channel, case.topic, case.subject, case.body, case.notes, *case.exchange_ids))
    folded = text.casefold()
    return all(word in folded for word in words)
