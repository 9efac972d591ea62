"""The model on services of straw, which answer when a test says so: nothing old comes over something new."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import StorageFault
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.handover import Handovers
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.tabs.loan_accounts.state import Keeping
from aexdesk.workspace.loan_account import LoanAccount
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.fakes import NOW, FakeLater, FakePreferences, FakeStanding, FakeVaultStatus, Reports
from tests.ui.tabs.loan_accounts.world import StubToasts

A = LoanAccount("a", "practice", "a@loan.example")
B = LoanAccount("b", "practice", "b@loan.example")
L = LoanAccount("l", "live", "l@loan.example")

Accounts = tuple[LoanAccount, ...]


class SlowBook:
    """Answers a list when its future is set; knows no password but that of `a`."""

    def __init__(self) -> None:
        self.changed = Changes()
        self.asked: list[tuple[str, asyncio.Future[Accounts]]] = []
        self.purges = 0

    async def list(self, environment: str = "") -> Accounts:
        if not environment:  # asked at the end, to forget what was typed for accounts that are gone
            return ()
        waiting: asyncio.Future[Accounts] = asyncio.get_running_loop().create_future()
        self.asked.append((environment, waiting))
        return await waiting

    async def password(self, account: LoanAccount) -> Secret | None:
        return Secret("CANARY") if account.id == "a" else None

    async def hide(self, account: LoanAccount) -> None:
        raise AssertionError(f"nobody deletes {account.id} here")

    restore = hide

    async def purge_removed(self) -> None:
        self.purges += 1

    def today(self) -> Any:
        return NOW.date()


class NoThings:
    """A book without a thing in it."""

    def __init__(self) -> None:
        self.changed = self.token_changed = Changes()

    async def list(self, _environment: str) -> tuple[()]:
        return ()


class StrawDesk:
    """What this tab asks of a Desk."""

    def __init__(self) -> None:
        self.standing, self.vault_status = FakeStanding(), FakeVaultStatus()
        self.loan_accounts, self.tokens = SlowBook(), NoThings()
        self.profiles = self.tokens
        self.handovers = Handovers()
        self.preferences = FakePreferences()


class Field:
    """A model on a desk of straw."""

    def __init__(self, run: Run, later: FakeLater, reports: Reports) -> None:
        self.run = run
        self.is_closed = False
        self.desk = StrawDesk()
        self.book = self.desk.loan_accounts
        nothing: Any = None
        self._ports = Ports(nothing, nothing, nothing, nothing, StubToasts(), later, reports.report)
        self.model: LoanAccountsModel = run(self._make())

    async def _make(self) -> LoanAccountsModel:
        made = LoanAccountsModel(cast("Desk", self.desk), self._ports, 8)
        await turns()
        return made

    def answer(self, number: int, *accounts: LoanAccount) -> None:
        async def work() -> None:
            self.book.asked[number][1].set_result(accounts)
            await turns()

        self.run(work())

    def ask_again(self) -> None:
        async def work() -> None:
            self.book.changed.announce()
            await turns()

        self.run(work())

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self.run(self.model.close())

    @property
    def shown(self) -> list[str]:
        return [row.id for row in self.model.state.rows]


@pytest.fixture
def field(run: Run, later: FakeLater, reports: Reports) -> Iterator[Field]:
    made = Field(run, later, reports)
    yield made
    made.close()
    assert reports == []


def test_nothing_is_said_before_the_first_answer(field: Field) -> None:
    before = field.model.state
    assert not before.is_loaded
    field.answer(0, A)
    assert field.model.state.is_loaded
    assert field.shown == ["a"]
    assert field.model.state.form is not None
    assert field.model.state.form.keeping is Keeping.STORED


def test_an_older_answer_that_comes_late_changes_nothing(field: Field) -> None:
    field.ask_again()
    field.answer(1, A, B)
    field.answer(0, A)
    assert field.shown == ["a", "b"]


def test_an_older_answer_counts_until_the_newer_comes(field: Field) -> None:
    field.ask_again()
    field.answer(0, A)
    assert field.shown == ["a"]
    field.answer(1, A, B)
    assert field.shown == ["a", "b"]


def test_what_belongs_to_practice_is_gone_at_once_in_live(field: Field) -> None:
    field.answer(0, A)

    async def go_live() -> None:
        await field.desk.standing.choose_environment("live")
        await turns()

    field.run(go_live())
    assert field.shown == []
    assert field.model.state.form is None
    assert not field.model.hand_to_login()
    field.answer(1, L)
    assert field.shown == ["l"]


def test_what_one_has_chosen_stays_chosen_when_others_come(field: Field) -> None:
    field.answer(0, B)
    field.ask_again()
    field.answer(1, A, B)
    assert field.model.state.chosen == "b"
    field.ask_again()
    field.answer(2, A)
    assert field.model.state.chosen == "a"


def test_what_was_typed_for_one_that_changed_elsewhere_stays(field: Field) -> None:
    field.answer(0, A)
    field.model.enter(notes="mine")
    field.ask_again()
    field.answer(1, replace(A, notes="theirs", seller="theirs"))
    assert field.model.state.form is not None
    assert field.model.state.form.entry.notes == "mine"
    assert field.model.state.form.is_dirty


def test_a_list_that_fails_says_so_and_keeps_what_was_there(field: Field) -> None:
    field.answer(0, A)
    field.ask_again()

    async def fail() -> None:
        field.book.asked[1][1].set_exception(StorageFault("database_locked", path="/x"))
        await turns()

    field.run(fail())
    assert field.model.state.trouble is not None
    assert field.model.state.trouble.code == "database_locked"
    assert field.shown == ["a"]


def test_closing_lets_go_of_everything(field: Field) -> None:
    field.close()
    desk = field.desk
    for changes in (desk.loan_accounts.changed, desk.tokens.changed, desk.standing.changed, desk.vault_status.changed):
        assert changes == []
    assert field.book.purges == 1
    field.ask_again()
    assert len(field.book.asked) == 1
