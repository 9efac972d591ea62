"""Notes of a call what can be found only while its secrets are there: which mistake made a wrong signature, and
fingerprints of a session that was refused and of the code of a login. Bounded, and beside the loop."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Final

from aexdesk.doctor.finding import Explanation, Finding
from aexdesk.faults import AexError
from aexdesk.openplatform.oauth import TOKEN_CALLS
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import Question, SearchProgress, diagnose_beside
from aexdesk.services.doctor_apps import DoctorApps
from aexdesk.services.doctor_records import received_of_exchange
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.noted import Noted, NotedMistake, digest_code
from aexdesk.workspace.token import digest_session

SIGNATURE: Final = frozenset({"IncompleteSignature", "25"})
_SESSION: Final = "IllegalAccessToken"
_LONGEST_S: Final = 0.25
"""Of one search."""
_SHARE: Final = 0.25
"""Of all time that may go into searches: a program that signs wrongly a hundred times a second is not held up."""
_MOST_SAVED_S: Final = 1.0
_VAULT_S: Final = 1.0


class Noting:
    """Belongs to the desk's loop. What is noted holds no secret; the record goes on whatever becomes of it."""

    def __init__(self, apps: DoctorApps) -> None:
        self._apps = apps
        self._saved_s = _MOST_SAVED_S
        self._looked = time.monotonic()

    async def note(self, exchange: Exchange) -> Exchange:
        """The exchange with what was found, before anything of it is hidden."""
        noted = Noted(session_digest=_session_digest(exchange), code_digest=_code_digest(exchange))
        if _code_of(exchange) in SIGNATURE:
            noted = await self._examined(exchange, noted)
        if noted == Noted():
            return exchange
        return replace(exchange, request=replace(exchange.request, noted=noted))

    async def _examined(self, exchange: Exchange, noted: Noted) -> Noted:
        seconds = self._take_time()
        if not seconds:
            return noted
        try:
            async with asyncio.timeout(_VAULT_S):
                app = await self._apps.find(exchange.app_key, exchange.request.url, exchange.environment)
        except (TimeoutError, AexError):  # no record waits, or is lost, for a vault that is shut
            return noted
        if app.app_secret is None:
            return noted
        question = Question(received_of_exchange(exchange), app.app_secret, app.others)
        began = time.monotonic()
        progress = SearchProgress()
        limit = asyncio.get_running_loop().call_later(seconds, progress.cancel)
        try:
            found = await diagnose_beside(question, exchange.at, progress)
        finally:
            limit.cancel()
            self._saved_s -= time.monotonic() - began
        return _with_finding(noted, found.finding)

    def _take_time(self) -> float:
        now = time.monotonic()
        self._saved_s = min(_MOST_SAVED_S, self._saved_s + (now - self._looked) * _SHARE)
        self._looked = now
        return max(0.0, min(_LONGEST_S, self._saved_s))


def _code_of(exchange: Exchange) -> str:
    error = exchange.error
    return "" if error is None or error.kind != "platform" else error.code


def _session_digest(exchange: Exchange) -> str:
    if _code_of(exchange) != _SESSION:
        return ""
    sent = [one.value for one in exchange.request.parameters if one.name in ("session", "access_token") and one.value]
    return digest_session(Secret(sent[0])) if sent else ""


def _code_digest(exchange: Exchange) -> str:
    if exchange.api not in TOKEN_CALLS or exchange.response is None:
        return ""
    given = next((one.value for one in exchange.request.parameters if one.name == "code"), "")
    return digest_code(given) if given else ""


def _with_finding(noted: Noted, finding: Finding) -> Noted:
    return replace(
        noted,
        verdict=finding.verdict.value,
        mistakes=_mistakes(finding.mistakes),
        alternatives=tuple(_mistakes(one) for one in finding.alternatives),
    )


def _mistakes(explanation: Explanation) -> tuple[NotedMistake, ...]:
    return tuple(NotedMistake(one.kind, one.how, one.where, one.name) for one in explanation)
