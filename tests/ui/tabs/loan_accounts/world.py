"""The tab as a person meets it: on a real Desk in a folder of its own, with a clock and toasts that a test holds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from aexdesk.desk import Desk
from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.storage.vault import MemoryVault, VaultEntry
from aexdesk.ui.tabs.loan_accounts.account_form import AccountFields
from aexdesk.ui.tabs.loan_accounts.account_pane import AccountPane
from aexdesk.ui.tabs.loan_accounts.tab import LoanAccountsTab
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token
from tests.conftest import Run
from tests.ui.fakes import FakeLater
from tests.ui.hands import NO_KEY, click, press, write

CANARY = "canary-51c2-password"
BUYER = "buyer01@loan.example"
_PATIENCE = 500
_PATIENCE_AT_WORK = 150
WINDOW = (1112, 726)
"""What 1280 by 800 leaves for a tab."""


class StubVault(MemoryVault):
    """A system's store that keeps things; `fault` shuts it, `gate` makes it slow."""

    name = "Secret Service"
    is_persistent = True

    def __init__(self) -> None:
        super().__init__()
        self.fault = ""
        self.gate: asyncio.Event | None = None

    async def get(self, entry: VaultEntry) -> Secret | None:
        await self._pass()
        return await super().get(entry)

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        await self._pass()
        await super().set(entry, secret)

    async def delete(self, entry: VaultEntry) -> None:
        await self._pass()
        await super().delete(entry)

    async def stop(self) -> None:
        """Answers nobody from now on."""
        self.gate = asyncio.Event()

    async def go_on(self) -> None:
        """Answers again."""
        if self.gate is not None:
            self.gate.set()

    async def _pass(self) -> None:
        if self.gate is not None:
            await self.gate.wait()
        if self.fault:
            raise VaultUnavailable(self.fault)

    def passwords(self) -> frozenset[str]:
        """The passwords that it holds."""
        return frozenset(secret.reveal() for entry, secret in self.items() if entry.kind == "password")


@dataclass
class StubToasts:
    """What was said, and how to undo it."""

    said: list[Callable[[], str]] = field(default_factory=list)
    undos: list[Callable[[], None] | None] = field(default_factory=list)

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        self.undos.append(undo)


@dataclass
class StubLinks:
    """What the system was asked to open."""

    opened: list[str] = field(default_factory=list)

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return True


@dataclass
class World:
    """One tab, and what stands around it."""

    run: Run
    desk: Desk
    vault: StubVault
    later: FakeLater
    toasts: StubToasts
    links: StubLinks
    tab: LoanAccountsTab
    went_to: list[str]

    is_closed: bool = False

    @property
    def pane(self) -> AccountPane:
        return self.tab.view.account

    @property
    def fields(self) -> AccountFields:
        return self.pane.fields

    def until(self, holds: Callable[[], object]) -> None:
        """Lets the loop turn until it holds."""
        for _try in range(_PATIENCE):
            if holds():
                self.settle()
                return
            self.run(_turns(5))
        raise AssertionError("it never held")

    def close(self) -> None:
        """The window closes."""
        if not self.is_closed:
            self.is_closed = True
            self.run(self.tab.close())

    def settle(self) -> None:
        """Lets what has been begun come to its end, if it does so soon."""
        self.run(self._calm())

    async def _calm(self) -> None:
        await _turns(4)
        for _try in range(_PATIENCE_AT_WORK):
            if not self.at_work:
                break
            await _turns(1)
        await _turns(4)

    @property
    def at_work(self) -> tuple[str, ...]:
        """What runs in the model."""
        return self.tab.model._tasks.names

    def do(self, work: Awaitable[Any]) -> Any:
        """A service's work, and what follows from it."""
        done = self.run(work)
        self.settle()
        return done

    def act(self, hand: Callable[[], object]) -> None:
        """What a person or a clock does while the loop runs, and what follows from it."""

        async def work() -> None:
            hand()
            await self._calm()

        self.run(work())

    def press(self, button: QAbstractButton) -> None:
        """A click."""
        assert button.isVisible(), "cannot be seen"
        assert button.isEnabled(), "cannot be pressed"
        self.act(lambda: click(button))

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """One key."""
        self.act(lambda: press(widget, key, modifier))

    def type(self, line: QWidget, text: str) -> None:
        """Key by key, into what has the focus then."""
        line.setFocus()
        self.act(lambda: write(line, text))

    def paste(self, text: str) -> None:
        """Copied elsewhere, and Paste from App Console."""
        QApplication.clipboard().setText(text)
        self.press(self.tab.view.accounts.paste)

    def wait(self, seconds: float) -> None:
        """The clock moves on."""
        self.act(lambda: self.later.advance(seconds))

    def undo(self) -> None:
        """The button of the toast."""
        act = self.toasts.undos[-1]
        assert act is not None
        self.act(act)

    def add(self, email: str = BUYER, password: str | None = CANARY, **more: Any) -> LoanAccount:
        """A saved account."""
        environment = more.pop("environment", self.desk.standing.environment.name)
        draft = LoanAccountDraft(environment, email, **more)
        account: LoanAccount = self.do(
            self.desk.loan_accounts.save(draft, password=Secret(password) if password else None)
        )
        return account

    def add_profile(self, name: str = "Shop") -> Profile:
        """A saved app."""
        environment = self.desk.standing.environment.name
        profile: Profile = self.do(self.desk.profiles.add(ProfileDraft(environment, name, "512345"), None))
        return profile

    def add_token(self, profile: Profile, until: datetime | None, email: str = BUYER, **changes: Any) -> Token:
        """A session of an account."""
        grant = TokenGrant(email, Secret(f"session {profile.id}"), access_expires_at=until, **changes)
        token: Token = self.do(self.desk.tokens.add(profile, grant))
        return token

    def saved(self, environment: str | None = None) -> list[LoanAccount]:
        """The accounts that are saved."""
        return list(self.run(self.desk.loan_accounts.list(environment)))

    def password_of(self, account: LoanAccount) -> Secret | None:
        """What the vault holds."""
        found: Secret | None = self.run(self.desk.loan_accounts.password(account))
        return found

    def choose(self, account: LoanAccount) -> None:
        """Shows that account."""
        self.act(lambda: self.tab.model.choose(account.id))

    def column(self, number: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[Any]:
        """What stands in a column of the list."""
        model = self.tab.view.accounts.table.model()
        return [model.index(row, number).data(role) for row in range(model.rowCount())]

    def under(self, field_name: str) -> str:
        """The sentence under a field of the form."""
        row: FormRow = self.fields.rows[field_name]
        shown = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
        return shown[1] if len(shown) > 1 else ""


async def _turns(count: int) -> None:
    for _turn in range(count):
        await asyncio.sleep(0.002)
