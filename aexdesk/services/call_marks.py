"""Call marks: whose session a recorded call carried, and what the guard noted beside its verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aexdesk.redaction import for_leaving
from aexdesk.services.history import History
from aexdesk.services.tokens import TokenBook
from aexdesk.storage.exchange_marks import ExchangeMarks, ExchangeMarksReader
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange

SIGNATURE_WRONG = "signature_wrong"
"""The note of a call whose signature is not the one that the app secret makes."""


@dataclass(frozen=True, slots=True)
class CallMarks:
    """`account` is "" where nobody knows it. `notes` are the guard's codes, for `wording`."""

    account: str = ""
    is_real: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_signature_wrong(self) -> bool:
        """Whether the proxy knew the app secret and found another signature."""
        return SIGNATURE_WRONG in self.notes


@dataclass(frozen=True, slots=True)
class MarkedCall:
    """A recorded call as it may be shown: without secrets and signature. The answer's body stands apart, as the history
    keeps it: its secrets are references."""

    exchange: Exchange
    marks: CallMarks
    answer: Body | None = None


class CallMarking:
    """Joins recorded calls with the tokens that are known now."""

    def __init__(self, reader: ExchangeMarksReader, tokens: TokenBook, history: History) -> None:
        self._reader = reader
        self._tokens = tokens
        self._history = history

    async def of(self, environment: str, ids: Sequence[str]) -> Mapping[str, CallMarks]:
        """The marks of these calls of one environment; of calls that are not recorded there are none."""
        if not ids:
            return {}
        tokens = {token.id: token for token in await self._tokens.list(environment)}

        def join(marks: ExchangeMarks) -> CallMarks:
            token = tokens.get(marks.token_id)
            if token is None:
                return CallMarks(notes=marks.notes)
            return CallMarks(token.account, token.is_real, marks.notes)

        return {identity: join(marks) for identity, marks in (await self._reader.read(ids)).items()}

    async def open(self, exchange_id: str) -> MarkedCall:
        """A recorded call with its marks. Raises BadInput("unknown_exchange")."""
        recorded = await self._history.get(exchange_id)
        marks = await self.of(recorded.environment, (exchange_id,))
        answer = recorded.response.body if recorded.response is not None else None
        if recorded.response is not None:  # it is seldom looked at, and clearing a megabyte once more takes its time
            recorded = replace(recorded, response=replace(recorded.response, body=Body.of(b"")))
        exchange = await asyncio.to_thread(for_leaving, recorded)
        return MarkedCall(exchange, marks.get(exchange_id, CallMarks()), answer)
