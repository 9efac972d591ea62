"""Stand-ins for what the window is built on, written by hand: a Desk, a clock, the ports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from aexdesk import resources
from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.clock import Clock
from aexdesk.services.finding import HistoryPage
from aexdesk.services.first_steps import FirstSteps
from aexdesk.services.handover import Handovers
from aexdesk.services.ledger import AtRisk
from aexdesk.services.practising import PracticeState
from aexdesk.services.preferences import Preferences
from aexdesk.services.proxying import PROXY_PORT, ProxyState
from aexdesk.services.unlocking import LiveUnlock
from aexdesk.ui.later import Timer
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.profile import AppType, Profile
from aexdesk.workspace.token import Token

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
URL = "http://127.0.0.1:8917"


def a_profile(name: str = "Demo dropship app", environment: str = "practice") -> Profile:
    return Profile(f"{environment}-{name}", environment, name, AppType.DROPSHIPPING, "512345")


def a_token(account: str = "buyer01@example.com", **changes: Any) -> Token:
    return replace(Token("t1", "practice", "practice-Demo", account, is_real=False, obtained_at=NOW), **changes)


class FakePreferences:
    def __init__(self, values: dict[str, Any] | None = None) -> None:
        self.values = dict(values or {})

    def value(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    async def set(self, key: str, value: Any) -> None:
        self.values[key] = value


class FakeStanding:
    def __init__(self) -> None:
        self.environments: tuple[Environment, ...] = (PRACTICE, LIVE)
        self.environment = PRACTICE
        self.all_profiles = {"practice": (a_profile(), a_profile("Second")), "live": (a_profile("Shop", "live"),)}
        self.profiles: tuple[Profile, ...] = self.all_profiles["practice"]
        self.profile: Profile | None = self.profiles[0]
        self.token: Token | None = a_token()
        self.changed = Changes()
        self.loads = 0

    async def load(self) -> None:
        self.loads += 1
        self.changed.announce()

    async def choose_environment(self, name: str) -> None:
        self.environment = next(one for one in self.environments if one.name == name)
        self.profiles = self.all_profiles[name]
        self.profile, self.token = self.profiles[0], None
        self.changed.announce()

    async def choose_profile(self, profile_id: str | None) -> None:
        self.profile = next((one for one in self.profiles if one.id == profile_id), None)
        self.changed.announce()


class FakePractising:
    def __init__(self) -> None:
        self.state = PracticeState()
        self.troubles: list[AexError] = []
        self.ports: list[int | None] = []
        self.seeds: object | None = None
        self.changed = Changes()

    async def start(self, environment: Environment = PRACTICE, port: int | None = None) -> None:
        self.ports.append(port)
        self.state = PracticeState(trouble=self.troubles.pop(0)) if self.troubles else PracticeState(url=URL)
        self.seeds = None if self.state.trouble else object()
        self.changed.announce()

    async def stop(self) -> None:
        self.state = PracticeState()
        self.changed.announce()


class FakeProxying:
    """Starts and stops at once; `troubles` are met one after the other."""

    def __init__(self) -> None:
        self.state = ProxyState()
        self.troubles: list[AexError] = []
        self.ports: list[int | None] = []
        self.changed = Changes()

    async def start(self, environment: Environment, port: int | None = None) -> None:
        self.ports.append(port)
        self.show(ProxyState(environment=environment.name, is_starting=True))
        if self.troubles:
            self.show(ProxyState(trouble=self.troubles.pop(0)))
        else:
            self.show(ProxyState(url=f"http://127.0.0.1:{port or PROXY_PORT}", environment=environment.name))

    async def stop(self) -> None:
        self.show(ProxyState())

    def show(self, state: ProxyState) -> None:
        self.state = state
        self.changed.announce()


class FakeVaultStatus:
    def __init__(self) -> None:
        self.name = "Secret Service"
        self.is_persistent = True
        self.trouble: AexError | None = None
        self.changed = Changes()


class FakePracticeOpening:
    """Starts practice; `trouble` is raised where the seeds would be kept."""

    def __init__(self, practising: FakePractising, standing: FakeStanding) -> None:
        self._practising = practising
        self._standing = standing
        self.names: list[str] = []
        self.trouble: AexError | None = None

    async def open(self, profile_name: str, port: int | None = None) -> None:
        await self._practising.start(PRACTICE, port)
        try:
            if self._practising.seeds is not None:
                self.names.append(profile_name)
                if self.trouble is not None:
                    raise self.trouble
        finally:
            await self._standing.load()


class FakeLoanAccounts:
    def __init__(self) -> None:
        self.all: tuple[LoanAccount, ...] = ()
        self.changed = Changes()

    async def list(self, environment: str | None = None) -> tuple[LoanAccount, ...]:
        return tuple(one for one in self.all if one.environment == environment)


class FakeTestCases:
    __test__ = False

    def __init__(self) -> None:
        self.all: tuple[OrderTestCase, ...] = ()

    async def list(self, environment: str | None = None) -> tuple[OrderTestCase, ...]:
        return tuple(one for one in self.all if one.environment == environment)


class FakeFinding:
    """Finds the calls whose API or request ID holds the text; `gate` holds the answer back."""

    def __init__(self) -> None:
        self.all: tuple[ExchangeSummary, ...] = ()
        self.asked: list[str] = []
        self.gate: asyncio.Event | None = None

    def read(self, text: str, environment: str | None = None) -> tuple[str, str | None]:
        if text.endswith("status:"):
            raise BadInput("history_status_unknown", text=text)
        return text, environment

    async def find(self, query: tuple[str, str | None], limit: int) -> HistoryPage:
        self.asked.append(query[0])
        if self.gate is not None:
            await self.gate.wait()
        found = [one for one in self.all if query[0] in f"{one.api} {one.request_id}"]
        return HistoryPage(tuple(found[:limit]), None)


class FakeLoanReminders:
    """`ending` is what a look finds."""

    def __init__(self) -> None:
        self.ending: tuple[LoanAccount, ...] = ()
        self.due: tuple[LoanAccount, ...] = ()
        self.looks = 0
        self.trouble: AexError | None = None
        self.changed = Changes()

    async def look(self) -> None:
        self.looks += 1
        if self.trouble is not None:
            raise self.trouble
        self.due = self.ending
        self.changed.announce()

    async def put_away(self) -> None:
        self.due = self.ending = ()
        self.changed.announce()


class FakeTokens:
    def __init__(self) -> None:
        self.token_changed = Changes()


class FakeTokenRefreshing:
    """Counts how often it was asked; `trouble` is raised."""

    def __init__(self) -> None:
        self.asked = 0
        self.trouble: AexError | None = None

    async def refresh_due(self) -> None:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble


class FakeLedger:
    """What is at risk is what a test says it is."""

    def __init__(self) -> None:
        self.at: dict[str, AtRisk] = {}
        self.fault: AexError | None = None
        self.changed = Changes()

    def put(self, risk: AtRisk, environment: str = "live") -> None:
        self.at[environment] = risk
        self.changed.announce()

    async def risk(self, environment: str) -> AtRisk:
        if self.fault is not None:
            raise self.fault
        return self.at.get(environment, AtRisk())


class FakeLedgerChecks:
    """Orders that have just left are in `fresh`; `gate` holds their checks back."""

    def __init__(self) -> None:
        self.fresh: list[str] = []
        self.asked: list[str] = []
        self.ended: list[str] = []
        self.fault: AexError | None = None
        self.gate: asyncio.Event | None = None

    async def meet(self) -> tuple[str, ...]:
        found, self.fresh = tuple(self.fresh), []
        return found

    async def check_by_itself(self, entry_id: str) -> None:
        self.asked.append(entry_id)
        try:
            if self.gate is not None:
                await self.gate.wait()
            if self.fault is not None:
                raise self.fault
        finally:
            self.ended.append(entry_id)


class FakeEnvironments:
    def __init__(self) -> None:
        self.changed = Changes()


class FakeHistoryKeeping:
    """Keeps nothing in order, until it is cancelled."""

    def __init__(self) -> None:
        self.is_running = False

    async def run(self) -> None:
        self.is_running = True
        try:
            await asyncio.Event().wait()
        finally:
            self.is_running = False


class FakeStepFacts:
    """Of the first steps; each is so or not as a test sets it."""

    def __init__(self) -> None:
        self.is_new_here = False
        self.true: set[str] = set()

    async def is_new(self) -> bool:
        return self.is_new_here

    async def has_checked_key(self, since: datetime | None) -> bool:
        return "key" in self.true

    async def has_loan_account(self) -> bool:
        return "loan" in self.true

    async def has_placed_order(self, since: datetime | None) -> bool:
        return "order" in self.true

    async def has_failed_call(self, since: datetime | None) -> bool:
        return "failed" in self.true


class FakeNews:
    """A book of which nothing but its changes is asked."""

    def __init__(self) -> None:
        self.changed = Changes()
        self.recorded: list[Callable[..., None]] = []


class FakeDesk:
    """What the frame needs of a Desk. `failures` are raised by `open`, one each time."""

    def __init__(self) -> None:
        self.home = Path("/nowhere")
        self.has_folder = False
        self.is_folder_free = True
        self.is_closed = False
        self.failures: list[AexError] = []
        self.on_trouble: Callable[[AexError], None] = lambda trouble: None
        self.preferences = FakePreferences()
        self.standing = FakeStanding()
        self.practising = FakePractising()
        self.proxying = FakeProxying()
        self.vault_status = FakeVaultStatus()
        self.practice_opening = FakePracticeOpening(self.practising, self.standing)
        self.tokens = FakeTokens()
        self.loan_accounts = FakeLoanAccounts()
        self.loan_reminders = FakeLoanReminders()
        self.token_refreshing = FakeTokenRefreshing()
        self.live_unlock = LiveUnlock(lambda: NOW, lambda: 0.0)
        self.ledger = FakeLedger()
        self.ledger_checks = FakeLedgerChecks()
        self.environments = FakeEnvironments()
        self.history_keeping = FakeHistoryKeeping()
        self.clock_now = NOW
        self.clock = Clock(lambda: self.clock_now, lambda: 0.0)
        self.handovers = Handovers()
        self.catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
        self.error_book = ErrorBook.from_json(resources.read_json("error_book.json"))
        self.test_cases = FakeTestCases()
        self.finding = FakeFinding()
        self.profiles, self.case_orders, self.history = FakeNews(), FakeNews(), FakeNews()
        self.step_facts = FakeStepFacts()
        self.first_steps = FirstSteps(cast("Preferences", self.preferences), self.step_facts, lambda: NOW)
        self.tidied = 0

    def redact(self, text: str) -> str:
        return text.replace("TOPSECRET", "••••")

    async def open(self) -> None:
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.has_folder = self.is_folder_free

    async def close(self) -> None:
        self.is_closed = True

    async def tidy(self) -> None:
        self.tidied += 1

    def as_desk(self) -> Desk:
        return cast("Desk", self)


class FakeTimer:
    def __init__(self, due_s: float, act: Callable[[], None]) -> None:
        self.due_s = due_s
        self.act = act
        self.is_over = False

    def cancel(self) -> None:
        self.is_over = True


class FakeLater:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.timers: list[FakeTimer] = []

    def __call__(self, seconds: float, act: Callable[[], None]) -> Timer:
        timer = FakeTimer(self.now_s + seconds, act)
        self.timers.append(timer)
        return timer

    def advance(self, seconds: float) -> None:
        self.now_s += seconds
        for timer in list(self.timers):
            if not timer.is_over and timer.due_s <= self.now_s:
                timer.is_over = True
                timer.act()


class FakeFiles:
    """A person who names a file or a folder, or closes the question; what was suggested is remembered."""

    def __init__(self) -> None:
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.folder: Path | None = None
        self.suggested: list[str] = []

    async def choose_to_open(self, title: str, patterns: str = "") -> Path | None:
        return self.to_open

    async def choose_folder(self, title: str) -> Path | None:
        return self.folder

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        self.suggested.append(suggested)
        return self.to_save


class FakeClipboard:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.secrets: list[Secret] = []
        self.content = ""

    def read(self) -> str:
        return self.content

    def copy(self, text: str) -> None:
        self.texts.append(text)

    def copy_secret(self, secret: Secret) -> None:
        self.secrets.append(secret)

    def forget_secret(self) -> None:
        self.secrets.clear()


class Reports(list[BaseException]):
    """What was reported."""

    def report(self, error: BaseException) -> None:
        self.append(error)
