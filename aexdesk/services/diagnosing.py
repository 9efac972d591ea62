"""Examines failing requests: as they were pasted, or as they stand in the history."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from aexdesk.doctor.effort import KeepGoing
from aexdesk.doctor.examining import always, examine
from aexdesk.doctor.exchange_checks import Around, checks_on
from aexdesk.doctor.finding import Finding
from aexdesk.doctor.notes import notes_on
from aexdesk.doctor.received import Received, SentFile
from aexdesk.interchange.pasted import PastedRequest
from aexdesk.secret import Secret

__all__ = ["Diagnosis", "Question", "SearchProgress", "diagnose", "diagnose_beside", "received_of"]


@dataclass(frozen=True, slots=True)
class Question:
    """What to examine, and with what: the right secret, those of other profiles by name, values signed perhaps.

    `around`: what is known beside the request, of its answer and of the workspace.
    """

    received: Received
    app_secret: Secret | None = None
    others: Mapping[str, Secret] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    around: Around = field(default_factory=Around)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The finding, how long the search took, and codes of what could not be read of the request."""

    finding: Finding
    seconds: float
    lost: tuple[str, ...] = ()


class SearchProgress:
    """How far a search is, to be read from another thread; `cancel` ends it within a moment."""

    def __init__(self) -> None:
        self.tried = 0
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """The search ends; what it found until then is its result."""
        self._cancelled.set()

    def keep_going(self, tried: int) -> bool:
        """Notes how many were tried."""
        self.tried = tried
        return not self._cancelled.is_set()


def received_of(pasted: PastedRequest) -> Received:
    """The request in the doctor's words."""
    files = tuple(SentFile(one.name, one.file_name, one.content) for one in pasted.files)
    return Received(pasted.api, pasted.pairs, files, pasted.url, pasted.http_method)


def diagnose(question: Question, now: datetime | None = None, keep_going: KeepGoing = always) -> Diagnosis:
    """The finding, with notes on what else is wrong. Takes up to some seconds: not for the window's thread."""
    started = time.perf_counter()
    finding = examine(
        question.received,
        question.app_secret,
        question.others,
        question.known,
        keep_going,
    )
    notes = notes_on(question.received, None if now is None else round(now.timestamp() * 1000))
    checks = checks_on(question.received, question.around)
    return Diagnosis(replace(finding, notes=(*finding.notes, *checks, *notes)), time.perf_counter() - started)


async def diagnose_beside(question: Question, now: datetime, progress: SearchProgress) -> Diagnosis:
    """The same beside the event loop. A task that is cancelled ends the search."""
    try:
        return await asyncio.to_thread(diagnose, question, now, progress.keep_going)
    except asyncio.CancelledError:
        progress.cancel()
        raise
