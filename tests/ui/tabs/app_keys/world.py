"""The tab as a person meets it: on a real Desk in a folder of its own, with a clock and toasts that a test holds."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from aexdesk.desk import Desk
from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.storage.vault import MemoryVault, VaultEntry
from aexdesk.ui.tabs.app_keys.tab import AppKeysTab
from aexdesk.workspace.profile import AppType, Profile
from tests.conftest import Run
from tests.ui.fakes import FakeLater, Reports
from tests.ui.hands import NO_KEY, click, press, write

CANARY = "canary-7f3a-app-secret"
_PATIENCE = 500
_PATIENCE_AT_WORK = 150
WINDOW = (852, 526)
"""What 900 by 600 leaves for a tab."""


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


@dataclass
class StubToasts:
    """What was said, and how to undo it."""

    said: list[Callable[[], str]] = field(default_factory=list)
    undos: list[Callable[[], None] | None] = field(default_factory=list)

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        self.undos.append(undo)


@dataclass
class World:
    """One tab, and what stands around it."""

    run: Run
    desk: Desk
    vault: StubVault
    later: FakeLater
    toasts: StubToasts
    reports: Reports
    tab: AppKeysTab
    went_to: list[str]

    is_closed: bool = False

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
        # A task that is left half-way would go on while pytest-qt turns Qt's loop between the phases of a test.
        await _turns(4)
        for _try in range(_PATIENCE_AT_WORK):
            if not self.at_work:
                break
            await _turns(1)
        await _turns(4)

    @property
    def running(self) -> tuple[str, ...]:
        """What runs in the models."""
        return (*self.tab.model._tasks.names, *self.tab.environments._tasks.names)

    @property
    def at_work(self) -> tuple[str, ...]:
        """The same without checks: those may wait for an answer that a test keeps back."""
        return tuple(name for name in self.running if not name.startswith("check the key"))

    def do(self, work: Awaitable[Any]) -> Any:
        """A service's work, and what follows from it."""
        done = self.run(work)
        self.settle()
        return done

    def add(
        self, name: str = "Demo shop", app_key: str = "512345", secret: str | None = CANARY, **more: Any
    ) -> Profile:
        """A saved profile; the one in use stays in use."""
        environment = more.pop("environment", self.desk.standing.environment.name)
        before = self.desk.standing.profile
        draft = ProfileDraft(environment, name, app_key, more.pop("app_type", AppType.DROPSHIPPING), **more)
        profile: Profile = self.do(self.desk.profiles.add(draft, Secret(secret) if secret else None))
        self.do(self.desk.standing.choose_profile(before.id if before is not None else profile.id))
        return profile

    def names(self) -> list[str]:
        """The profiles that are saved."""
        return [profile.name for profile in self.run(self.desk.profiles.list())]

    def secret_of(self, profile: Profile) -> Secret | None:
        """What the vault holds."""
        found: Secret | None = self.run(self.desk.profiles.app_secret(profile))
        return found

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

    def choose(self, profile: Profile) -> None:
        """Shows that profile."""
        self.act(lambda: self.tab.model.choose(profile.id))

    def wait(self, seconds: float) -> None:
        """The clock moves on."""
        self.act(lambda: self.later.advance(seconds))

    def undo(self) -> None:
        """The button of the toast."""
        act = self.toasts.undos[-1]
        assert act is not None
        self.act(act)

    def column(self, number: int) -> list[str]:
        """What stands in a column of the list."""
        table = self.tab.view.profiles.table
        model = table.model()
        return [str(model.index(row, number).data()) for row in range(model.rowCount())]

    def under(self, field_name: str) -> str:
        """The sentence under a field of the form."""
        return sentence_under(self.tab.view.profile.fields.rows[field_name])


def sentence_under(row: QWidget) -> str:
    """What can be read under the field of a row."""
    shown = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    return shown[1] if len(shown) > 1 else ""


def texts(root: QWidget) -> Iterator[str]:
    """All that stands in widgets, seen or told."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield from (widget.displayText(), widget.placeholderText())
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QTableView):
            yield from _cells(widget)


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        yield from (str(model.index(row, column).data()) for column in range(model.columnCount()))


def tell_practice(url: str, path: str, **told: object) -> None:
    """Through the practice gateway's door for tests."""
    kind = {"Content-Type": "application/json"}
    asked = urllib.request.Request(f"{url}/_practice/{path}", json.dumps(told).encode(), kind)
    with urllib.request.urlopen(asked, timeout=5):
        pass


async def _turns(count: int) -> None:
    for _turn in range(count):
        await asyncio.sleep(0.002)
