"""The signature doctor at the desk: what was pasted, or a recorded call, examined with the secrets of the vault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from aexdesk.doctor.exchange_checks import AUTHORIZE, checks_on
from aexdesk.doctor.finding import Explanation, Finding, Mistake, Note, Signing, Verdict
from aexdesk.doctor.received import Received
from aexdesk.faults import BadInput
from aexdesk.interchange.pasted import read_pasted
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.secret import Secret
from aexdesk.services.correcting import Correction, correct
from aexdesk.services.diagnosing import Diagnosis, Question, SearchProgress, diagnose_beside, received_of
from aexdesk.services.doctor_apps import AppFound, DoctorApps
from aexdesk.services.doctor_examples import ExampleApp, ExampleKind, make_example
from aexdesk.services.doctor_facts import DoctorFacts
from aexdesk.services.doctor_records import DoctorRecords, ReadRecord
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.noted import Noted, NotedMistake


@dataclass(frozen=True, slots=True)
class DoctorCase:
    """A request, and with what it is examined. `record` is the call that it was, None for what was pasted."""

    question: Question
    app: AppFound
    lost: tuple[str, ...] = ()
    record: ReadRecord | None = None

    @property
    def is_masked(self) -> bool:
        """Whether a part of the recorded call was not kept, and nobody can tell it any more."""
        return self.record is not None and bool(self.record.masked)

    @property
    def exchange(self) -> Exchange | None:
        """The recorded call, as it is stored."""
        return self.record.exchange if self.record is not None else None


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of it. `can_judge` is false where what was signed is not known any more: then nobody is blamed.

    `is_noted`: the finding is of the time when the call was recorded.
    """

    case: DoctorCase
    diagnosis: Diagnosis
    correction: Correction
    can_judge: bool = True
    is_noted: bool = False

    @property
    def finding(self) -> Finding:
        """Verdict, mistakes and notes."""
        return self.diagnosis.finding


class DoctorDesk:
    """Reads, gathers and examines; it sends nothing and keeps nothing."""

    def __init__(
        self,
        apps: DoctorApps,
        records: DoctorRecords,
        facts: DoctorFacts,
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._apps = apps
        self._records = records
        self._facts = facts
        self._catalogue = catalogue
        self._now = now

    async def read_text(self, text: str, environment: str) -> DoctorCase:
        """The request that was pasted; `environment` is the one to look in where its host tells none. Raises BadInput
        for what is no request."""
        pasted = read_pasted(text)
        received = received_of(pasted)
        app = await self._apps.find(_app_key_of(received), received.url, environment)
        around = await self._facts.around(received, app.profile, app.environment)
        question = Question(received, app.app_secret, app.others, self._known(received, app), around)
        return DoctorCase(question, app, pasted.lost)

    async def write_example(self, kind: ExampleKind) -> str:
        """A request of the practice app with one mistake in its signature. Raises BadInput("no_practice_app") where
        neither a profile nor a running practice gateway tells of one."""
        app = await self._apps.find_practice()
        environment = await self._apps.endpoints_of(app.environment)
        if app.app_secret is None:
            raise BadInput("no_practice_app")
        now_ms = round(self._now().timestamp() * 1000)
        return make_example(kind, ExampleApp(app.app_key, app.app_secret, environment.endpoints, now_ms))

    async def open_exchange(self, exchange_id: str) -> DoctorCase:
        """A call of the history. Raises BadInput("unknown_exchange")."""
        record = await self._records.open(exchange_id)
        received, exchange = record.received, record.exchange
        app = await self._apps.find(_app_key_of(received) or exchange.app_key, received.url, exchange.environment)
        around = await self._facts.around_exchange(exchange, received, app.profile)
        question = Question(received, app.app_secret, app.others, self._known(received, app), around)
        return DoctorCase(question, app, record=record)

    async def examine(
        self, case: DoctorCase, progress: SearchProgress, app_secret: Secret | None = None
    ) -> Examination:
        """The finding; `app_secret` is one that was typed, and wins over the vault's. Cancelled by its task or by
        `progress`."""
        if app_secret is not None:
            case = replace(case, question=replace(case.question, app_secret=app_secret))
        record = case.record
        if record is not None and record.masked:
            return await self._made(case, Diagnosis(_unjudged(case, record), 0.0, case.lost), can_judge=False)
        at = self._now() if record is None else record.exchange.at
        found = await diagnose_beside(case.question, at, progress)
        diagnosis = Diagnosis(found.finding, found.seconds, case.lost)
        if record is not None and record.resolved and found.finding.verdict is Verdict.UNEXPLAINED:
            return await self._made(case, replace(diagnosis, finding=_perhaps_replaced(found.finding, record)))
        return await self._made(case, diagnosis)

    async def _made(self, case: DoctorCase, diagnosis: Diagnosis, *, can_judge: bool = True) -> Examination:
        noted = case.record.exchange.request.noted if case.record is not None else None
        is_noted = any(one.id == "noted-when-recorded" for one in diagnosis.finding.notes)
        endpoints = (await self._apps.endpoints_of(case.app.environment)).endpoints
        correction = correct(case.question.received, diagnosis.finding, endpoints)
        return Examination(case, diagnosis, correction, can_judge or (is_noted and noted is not None), is_noted)

    def _known(self, received: Received, app: AppFound) -> Mapping[str, str]:
        """What the program may have signed and not sent: the callback URL, and optional parameters left empty."""
        known: dict[str, str] = {}
        if app.profile is not None and app.profile.callback_url:
            known["redirect_uri"] = app.profile.callback_url
        definition = self._catalogue.find(received.api)
        for field in definition.parameters if definition is not None else ():
            if not field.is_required and field.is_signed:
                known.setdefault(field.name, "")
        return {name: value for name, value in known.items() if not received.has(name)}


def _app_key_of(received: Received) -> str:
    return received.value("app_key") or (received.value("client_id") if received.api == AUTHORIZE else "")


def _unjudged(case: DoctorCase, record: ReadRecord) -> Finding:
    """What was found when the call was recorded, or that nothing can be said of its signature."""
    request = record.exchange.request
    checks = checks_on(case.question.received, case.question.around)
    names = (("names", ", ".join(record.masked)),)
    noted = request.noted
    if noted is not None and noted.verdict:
        return _of_noted(noted, request.string_to_sign, request.sign, (Note("noted-when-recorded", names), *checks))
    return Finding(
        Verdict.UNEXPLAINED if request.sign else Verdict.UNSIGNED,
        Signing(request.string_to_sign, ""),
        Signing("", request.sign),
        notes=(Note("masked-values", names), *checks),
    )


def _of_noted(noted: Noted, text: str, sign: str, notes: tuple[Note, ...]) -> Finding:
    return Finding(
        Verdict(noted.verdict),
        Signing(text, sign if noted.verdict == Verdict.VALID else ""),
        Signing("", sign),
        mistakes=_mistakes(noted.mistakes),
        alternatives=tuple(map(_mistakes, noted.alternatives)),
        notes=notes,
    )


def _perhaps_replaced(finding: Finding, record: ReadRecord) -> Finding:
    """The vault's session may have come after the call: what was found then counts more."""
    noted = record.exchange.request.noted
    note = Note("session-replaced")
    if noted is None or not noted.mistakes:
        return replace(finding, notes=(*finding.notes, note))
    names = (("names", ", ".join(record.resolved)),)
    kept = _of_noted(noted, finding.expected.string_to_sign, finding.received.sign, ())
    return replace(kept, notes=(Note("noted-when-recorded", names), note, *finding.notes), tried=finding.tried)


def _mistakes(noted: tuple[NotedMistake, ...]) -> Explanation:
    return tuple(Mistake(one.kind, one.how, one.where, one.name) for one in noted)
