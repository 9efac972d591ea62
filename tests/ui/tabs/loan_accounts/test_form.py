"""The form: adding, editing, what is wrong in a sentence, what was typed and not saved, the password in the vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from aexdesk.faults import StorageFault
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft
from aexdesk.workspace.loan_account import LoanAccountStatus
from tests.ui.hands import CONTROL
from tests.ui.tabs.loan_accounts.world import BUYER, CANARY, World

NAMED = ("table", "new", "lend", "email", "seller", "status", "since", "until", "notes", "save", "log_in")


def begin(world: World) -> None:
    """An account is begun."""
    world.press(world.tab.view.accounts.new)


def test_an_account_is_added_with_its_password_in_the_vault(world: World) -> None:
    begin(world)
    fields = world.fields
    world.type(fields.email, f" {BUYER} ")
    world.type(fields.password.secret.line, CANARY)
    world.type(fields.seller, "seller9")
    world.type(fields.since, "2026-05-01")
    world.type(fields.until, "2026/6/1")
    world.type(fields.notes.edit, "- from **the** console")
    world.act(lambda: fields.status.chosen.emit("ended"))
    world.press(world.pane.save)
    world.until(world.saved)

    (saved,) = world.saved()
    assert (saved.email, saved.seller, saved.notes) == (BUYER, "seller9", "- from **the** console")
    assert (saved.status, saved.until) == (LoanAccountStatus.ENDED, date(2026, 6, 1))
    assert saved.since == datetime(2026, 5, 1, tzinfo=UTC)
    assert world.password_of(saved) == Secret(CANARY)
    assert fields.password.secret.line.text() == ""
    assert world.under("password") == "Stored; kept in: Secret Service."
    assert fields.until.text() == "2026-06-01"
    assert not world.pane.save.isEnabled()


def test_the_objects_have_the_names_that_the_tour_knows(world: World) -> None:
    for name in NAMED:
        assert world.tab.view.findChild(QWidget, f"loan.{name}") is not None, name
    assert isinstance(world.tab.view.findChild(QWidget, "loan.password"), QLineEdit)


def test_editing_leaves_the_stored_password(world: World) -> None:
    account = world.add()
    world.key(world.fields.seller, Qt.Key.Key_End)
    world.type(world.fields.seller, "seller")
    world.key(world.fields.seller, Qt.Key.Key_Return)
    world.until(lambda: world.saved()[0].seller == "seller")
    assert world.password_of(account) == Secret(CANARY)


def test_nothing_complains_before_a_field_was_left(world: World) -> None:
    begin(world)
    world.type(world.fields.until, "tomorrow")
    assert world.under("email") == "Copy the buyer's email from the App Console."
    assert world.under("until") == ""
    world.act(world.fields.seller.setFocus)
    assert world.under("until") == "tomorrow is not a day. Write it like 2026-12-31."


def test_saving_says_at_once_what_is_wrong_and_goes_there(world: World) -> None:
    world.add("taken@loan.example")
    begin(world)
    world.type(world.fields.email, "TAKEN@loan.example")
    world.type(world.fields.since, "2026-05-02")
    world.type(world.fields.until, "2026-05-01")
    world.press(world.pane.save)
    assert world.under("email") == "TAKEN@loan.example is noted already. Change the one that is there."
    assert world.under("until") == "The loan ends before it begins (2026-05-02). Copy both days from the App Console."
    assert QApplication.focusWidget() is world.fields.email
    assert len(world.saved()) == 1
    world.act(lambda: world.tab.model.enter(email="nobody"))
    assert world.under("email") == "nobody is not an email address. Copy the loan account's email."


def test_what_was_typed_stays_while_moving_between_rows(world: World) -> None:
    first, second = world.add("a@loan.example"), world.add("b@loan.example")
    world.choose(first)
    world.type(world.fields.notes.edit, "half")
    world.press(world.fields.password.replace)
    world.type(world.fields.password.secret.line, "newer")
    world.choose(second)
    assert world.fields.notes.edit.toPlainText() == ""
    assert world.fields.password.secret.line.text() == ""
    world.choose(first)
    assert world.fields.notes.edit.toPlainText() == "half"
    assert world.column(0) == ["a@loan.example · not saved", "b@loan.example"]
    world.press(world.pane.save)
    world.until(lambda: world.password_of(first) == Secret("newer"))
    assert world.password_of(second) == Secret(CANARY)


def test_discard_goes_back_to_what_is_saved(world: World) -> None:
    world.add()
    world.type(world.fields.notes.edit, "half")
    world.press(world.pane.discard)
    assert world.fields.notes.edit.toPlainText() == ""
    begin(world)
    world.press(world.pane.discard)
    assert world.pane.heading.whole() == BUYER


def test_a_stored_password_is_shown_and_copied_and_replaced_only_when_asked(world: World) -> None:
    account = world.add()
    row = world.fields.password
    assert row.secret.line.isReadOnly()
    world.press(row.secret._eye)
    assert row.secret.line.text() == CANARY
    world.wait(30)
    assert row.secret.line.text() == ""
    world.press(row.secret._copy)
    assert QApplication.clipboard().text() == CANARY
    world.wait(30)
    assert QApplication.clipboard().text() == ""
    world.press(row.replace)
    world.type(row.secret.line, "newer")
    assert world.under("password") == "New, and not saved yet."
    world.press(row.keep)
    assert not world.pane.save.isEnabled()
    assert world.password_of(account) == Secret(CANARY)


def test_a_password_that_another_program_set_is_seen(world: World) -> None:
    account = world.add(password=None)
    assert world.fields.password.secret.line.isEnabled()
    assert "it will be kept in: Secret Service" in world.under("password")
    world.do(world.desk.loan_accounts.set_password(account, Secret(CANARY)))
    assert world.under("password") == "Stored; kept in: Secret Service."


def test_a_shut_vault_is_told_and_asked_again(world: World) -> None:
    world.vault.fault = "vault_locked"
    begin(world)
    world.type(world.fields.email, BUYER)
    world.type(world.fields.password.secret.line, CANARY)
    world.press(world.pane.save)
    world.until(world.saved)
    (saved,) = world.saved()
    # The desk's vault goes on in memory where the system's fails; what was typed is kept for this run.
    assert world.password_of(saved) == Secret(CANARY)
    assert world.under("password") == "Stored; kept in memory, for there is no keyring."


def test_a_password_that_no_vault_takes_keeps_nothing_else_from_being_saved(world: World) -> None:
    begin(world)
    world.type(world.fields.email, BUYER)
    world.act(lambda: world.tab.model.enter(password=Secret("x" * 1201)))
    world.press(world.pane.save)
    world.until(world.saved)
    assert "a keyring holds 1200" in world.under("password")
    assert world.column(0) == [f"{BUYER} · not saved"]
    world.act(lambda: world.tab.model.enter(password=Secret(CANARY)))
    world.press(world.pane.save)
    world.until(lambda: world.vault.passwords() == {CANARY})
    assert world.column(0) == [BUYER]


def test_what_is_typed_while_saving_is_not_lost(world: World) -> None:
    world.add()
    world.press(world.fields.password.replace)
    world.type(world.fields.password.secret.line, "newer")
    world.run(world.vault.stop())
    world.press(world.pane.save)
    assert world.pane.said.text() == "Saving…"
    assert not world.pane.save.isEnabled()
    world.type(world.fields.notes.edit, "an afterthought")
    world.do(world.vault.go_on())
    world.until(lambda: not world.at_work)
    assert world.fields.notes.edit.toPlainText() == "an afterthought"
    assert world.vault.passwords() == {"newer"}
    world.press(world.pane.save)
    world.until(lambda: world.saved()[0].notes == "an afterthought")


def test_a_full_disk_is_told_and_nothing_typed_is_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.add()

    async def fail(*_given: object) -> None:
        raise StorageFault("disk_full", path="/data")

    monkeypatch.setattr(world.desk.loan_accounts, "save", fail)
    world.type(world.fields.notes.edit, "precious")
    world.press(world.pane.save)
    banner = world.tab.view.trouble
    assert banner.isVisible()
    assert banner.accessibleName() == "The disk is full: /data."
    assert world.fields.notes.edit.toPlainText() == "precious"
    monkeypatch.undo()
    world.key(world.fields.notes.edit, Qt.Key.Key_S, CONTROL)
    world.until(lambda: world.saved()[0].notes == "precious")
    assert not banner.isVisible()


def test_an_account_that_vanished_meanwhile_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    account = world.add()
    world.type(world.fields.notes.edit, "precious")
    monkeypatch.setattr(world.desk.loan_accounts.changed, "announce", lambda: None)
    world.run(world.desk.loan_accounts.remove(account))
    world.press(world.pane.save)
    world.until(world.tab.view.trouble.isVisible)
    assert world.tab.view.trouble.accessibleName() == f"There is no loan account {account.id}."


@pytest.mark.parametrize(
    ("until", "status", "condition", "note"),
    [
        (date(2026, 5, 3), "active", "Past its last day", True),
        (date(2026, 5, 4), "active", "", False),
        (None, "active", "", False),
        (date(2026, 5, 3), "ended", "Ended", True),
    ],
)
def test_an_account_past_its_day_is_worth_a_look(
    world: World, until: date | None, status: str, condition: str, note: bool
) -> None:
    world.add(until=until, status=LoanAccountStatus(status))
    assert world.pane.condition.text() == condition
    assert world.under("until").startswith("This day is past") == note


def test_the_copies_are_of_email_and_seller(world: World) -> None:
    world.add(seller="seller9")
    world.press(world.fields.copy_email)
    assert QApplication.clipboard().text() == BUYER
    world.press(world.fields.copy_seller)
    assert QApplication.clipboard().text() == "seller9"


def test_what_was_typed_comes_back_after_a_restart_but_for_the_password(open_tab: Callable[[], World]) -> None:
    world = open_tab()
    begin(world)
    for line, text in (
        (world.fields.email, BUYER), (world.fields.until, "2026-13"), (world.fields.password.secret.line, CANARY),
    ):  # fmt: skip
        world.type(line, text)
    world.close()
    kept = b"".join(path.read_bytes() for path in world.desk.home.rglob("*") if path.is_file())
    assert CANARY.encode() not in kept
    assert BUYER.encode() in kept
    again = open_tab()
    assert again.column(0) == [f"{BUYER} · not saved"]
    assert (again.fields.email.text(), again.fields.until.text()) == (BUYER, "2026-13")
    assert again.fields.password.secret.line.text() == ""
    again.press(again.pane.discard)
    again.close()
    assert open_tab().column(0) == [], "what was discarded stays away"


def test_live_and_practice_do_not_mix(world: World) -> None:
    world.add("practice@loan.example")
    world.do(world.desk.loan_accounts.save(LoanAccountDraft("live", "live@loan.example")))
    world.do(world.desk.standing.choose_environment("live"))
    assert world.column(0) == ["live@loan.example"]
    assert world.pane._place.text() == "Live"
    world.type(world.fields.notes.edit, "x")
    world.press(world.pane.save)
    world.until(lambda: world.saved("live")[0].notes == "x")
    assert world.saved("practice")[0].notes == ""
