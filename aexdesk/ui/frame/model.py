"""What the frame knows: is the workspace open, where we stand, what runs, what went wrong. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput, StorageFault, VaultUnavailable
from aexdesk.ui.frame.clock_watch import ClockWatch
from aexdesk.ui.frame.ledger_watch import LedgerWatch
from aexdesk.ui.frame.loan_watch import LoanWatch
from aexdesk.ui.frame.refreshing import Refreshing
from aexdesk.ui.state_model import StateModel

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.clock import Skew
    from aexdesk.services.ledger import AtRisk
    from aexdesk.services.practising import PracticeState
    from aexdesk.services.proxying import ProxyState
    from aexdesk.services.unlocking import Unlocked
    from aexdesk.ui.tasks import Report
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.ledger import Money
    from aexdesk.workspace.loan_account import LoanAccount
    from aexdesk.workspace.profile import Profile
    from aexdesk.workspace.token import Token


class Phase(StrEnum):
    """How far the workspace has come."""

    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class FrameState:
    """All that the frame shows. `failure`: why the workspace is not open. `trouble`: what can be put away.

    `is_settled`: the start is over, with practice or without. `unlocked`: for whom and until when Live may be written
    to, None while it is read-only; `unlock_fault`: why it stayed so. `at_risk`: what orders in Live may still cost, and
    `unpriced` how many of them have no known amount. `skew`: how far the clock is off, where one should know.
    """

    phase: Phase = Phase.OPENING
    failure: AexError | None = None
    environments: tuple[Environment, ...] = ()
    environment: Environment | None = None
    profiles: tuple[Profile, ...] = ()
    profile: Profile | None = None
    token: Token | None = None
    unlocked: Unlocked | None = None
    unlock_fault: AexError | None = None
    at_risk: tuple[Money, ...] = ()
    unpriced: int = 0
    skew: Skew | None = None
    practice: PracticeState | None = None
    proxy: ProxyState | None = None
    vault_name: str = ""
    is_vault_persistent: bool = True
    vault_trouble: AexError | None = None
    is_vault_noted: bool = False
    is_settled: bool = False
    trouble: AexError | None = None
    ending_loans: tuple[LoanAccount, ...] = ()
    crash: str = ""


class FrameModel(StateModel[FrameState]):
    """Opens the Desk after the first paint, starts practice, and follows both."""

    def __init__(self, report: Report) -> None:
        super().__init__(FrameState(), report)
        self._desk: Desk | None = None
        self._refreshing: Refreshing | None = None
        self._loan_watch: LoanWatch | None = None
        self._ledger_watch: LedgerWatch | None = None
        self._clock_watch: ClockWatch | None = None
        self._name_practice_app: Callable[[], str] = str

    def open(self, desk: Desk, name_practice_app: Callable[[], str]) -> None:
        """Begins. `name_practice_app`: what the practice app is called where it is new."""
        self._desk = desk
        self._name_practice_app = name_practice_app
        desk.on_trouble = self.show_trouble
        self._start(self._open(desk), "open the workspace")

    def try_again(self) -> None:
        """Opens once more, after the person has seen to what was wrong."""
        if self._desk is not None and self.state.phase in (Phase.FAILED, Phase.ELSEWHERE):
            self._become(replace(self.state, phase=Phase.OPENING, failure=None))
            self._start(self._open(self._desk), "open the workspace again")

    def choose_environment(self, name: str) -> None:
        """Moves to that environment."""
        if (desk := self._open_desk()) is not None:
            self._start(desk.standing.choose_environment(name), f"move to {name}")

    def choose_profile(self, profile_id: str) -> None:
        """Works as that app."""
        if (desk := self._open_desk()) is not None:
            self._start(desk.standing.choose_profile(profile_id), "choose a profile")

    def unlock_live(self, typed: str) -> None:
        """Lets Live be written to for a while, if `typed` is the name of the app; else the state says why not."""
        desk, profile = self._open_desk(), self.state.profile
        if desk is None or profile is None:
            return
        fault: AexError | None = None
        try:
            desk.live_unlock.unlock(profile.name, typed)
        except BadInput as refused:
            fault = refused
        self._become(replace(self.state, unlocked=desk.live_unlock.state, unlock_fault=fault))

    def forget_unlock_fault(self) -> None:
        """Something else is being typed."""
        self._become(replace(self.state, unlock_fault=None))

    def look_at_unlock(self) -> None:
        """Follows the time: what is over is locked, and a clock that was set back makes it no longer."""
        if (desk := self._open_desk()) is not None:
            unlocked = desk.live_unlock.state
            if unlocked is None:
                desk.live_unlock.lock()
            else:
                self._become(replace(self.state, unlocked=unlocked))

    def lock_live(self) -> None:
        """Makes Live read-only again; harmless where it is."""
        if (desk := self._open_desk()) is not None:
            desk.live_unlock.lock()

    def start_practice(self, port: int | None = None) -> None:
        """Starts the practice gateway, on its port or on `port` (0: any that is free)."""
        if (desk := self._open_desk()) is not None:
            self._start(self._practise(desk, port), "start practice")

    def remember(self, key: str, value: Any) -> None:
        """Keeps a preference."""
        if (desk := self._open_desk()) is not None:
            self._start(desk.preferences.set(key, value), f"remember {key}")

    def show_trouble(self, trouble: AexError) -> None:
        """Something expected went wrong, and nobody nearer shows it."""
        self._become(replace(self.state, trouble=trouble))

    def show_crash(self, report: str) -> None:
        """Something unexpected went wrong; the first report counts, the rest often follow from it."""
        if not self.state.crash:
            self._become(replace(self.state, crash=report))

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._become(replace(self.state, trouble=None))

    def put_away_crash(self) -> None:
        """The person has read it."""
        self._become(replace(self.state, crash=""))

    def put_away_vault(self) -> None:
        """The person has read it; the status line goes on saying it."""
        self._become(replace(self.state, is_vault_noted=True))

    def put_away_loans(self) -> None:
        """The person has read it, and is not told again before a loan's last day is another."""
        if (desk := self._open_desk()) is not None:
            self._start(self._put_away_loans(desk), "put the reminder away")

    async def close(self) -> None:
        """Lets go of the services, then ends its work."""
        if self._refreshing is not None:
            self._refreshing.end()
        for watch in (self._loan_watch, self._ledger_watch, self._clock_watch):
            if watch is not None:
                watch.end()
        if self._desk is not None and self.state.phase is Phase.OPEN:
            for changes, callback in self._watched(self._desk):
                changes.remove(callback)
        await super().close()

    def _open_desk(self) -> Desk | None:
        return self._desk if self.state.phase is Phase.OPEN else None

    async def _open(self, desk: Desk) -> None:
        try:
            await desk.open()
        except StorageFault as failure:
            self._become(replace(self.state, phase=Phase.FAILED, failure=failure))
            return
        if not desk.has_folder:
            self._become(replace(self.state, phase=Phase.ELSEWHERE))
            return
        for changes, callback in self._watched(desk):
            changes.append(callback)
        self._become(replace(self.state, phase=Phase.OPEN))
        self._read()
        self._ledger_watch = LedgerWatch(desk, self._start, self._show_risk, self.show_trouble)
        self._ledger_watch.begin()
        self._clock_watch = ClockWatch(desk, self._show_skew, self)
        self._clock_watch.begin()
        await self._practise(desk, None)
        self._refreshing = Refreshing(desk, self._start, self.show_trouble, self)
        self._refreshing.begin()
        self._loan_watch = LoanWatch(desk, self._start, self.show_trouble, self)
        self._loan_watch.begin()
        await self._tidy(desk)
        self._start(self._keep_history(desk), "keep the history")
        self._become(replace(self.state, is_settled=True))

    async def _practise(self, desk: Desk, port: int | None) -> None:
        try:
            await desk.practice_opening.open(self._name_practice_app(), port)
        except VaultUnavailable as trouble:
            if desk.vault_status.trouble is None:
                self.show_trouble(trouble)

    async def _put_away_loans(self, desk: Desk) -> None:
        try:
            await desk.loan_reminders.put_away()
        except AexError as trouble:
            self.show_trouble(trouble)

    async def _tidy(self, desk: Desk) -> None:
        try:
            await desk.tidy()
        except AexError as trouble:
            # What could not be purged waits for the next start; a keyring that fails has a banner of its own.
            if not isinstance(trouble, VaultUnavailable):
                self.show_trouble(trouble)

    async def _keep_history(self, desk: Desk) -> None:
        try:
            await desk.history_keeping.run()
        except AexError as trouble:
            self.show_trouble(trouble)

    def _watched(self, desk: Desk) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        return (
            (desk.live_unlock.changed, self._read),
            (desk.standing.changed, self._read),
            (desk.practising.changed, self._read),
            (desk.proxying.changed, self._read),
            (desk.vault_status.changed, self._read),
            (desk.loan_reminders.changed, self._read),
        )

    def _show_skew(self, skew: Skew | None) -> None:
        self._become(replace(self.state, skew=skew))

    def _show_risk(self, risk: AtRisk) -> None:
        self._become(replace(self.state, at_risk=risk.totals, unpriced=risk.unpriced))

    def _read(self) -> None:
        desk = self._desk
        assert desk is not None
        standing, vault = desk.standing, desk.vault_status
        self._become(
            replace(
                self.state,
                environments=standing.environments,
                environment=standing.environment,
                profiles=standing.profiles,
                profile=standing.profile,
                token=standing.token,
                unlocked=desk.live_unlock.state,
                practice=desk.practising.state,
                proxy=desk.proxying.state,
                vault_name=vault.name,
                is_vault_persistent=vault.is_persistent,
                vault_trouble=vault.trouble,
                ending_loans=desk.loan_reminders.due,
            )
        )
