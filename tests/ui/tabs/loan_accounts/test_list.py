"""The list: what stands in it, its colours, search, keys, deleting with undo, the empty tab."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from aexdesk.faults import StorageFault
from aexdesk.ui import theme
from aexdesk.workspace.loan_account import LoanAccountStatus
from aexdesk.workspace.token import Binding
from tests.ui.fakes import NOW
from tests.ui.hands import CONTROL
from tests.ui.tabs.loan_accounts.world import BUYER, CANARY, World

INK = Qt.ItemDataRole.ForegroundRole


def shade(tone: str) -> QColor:
    return theme.colour(tone)


def test_a_row_tells_seller_status_day_and_session(world: World) -> None:
    world.add(seller="seller9", until=date(2026, 6, 1))
    world.add_token(world.add_profile(), NOW + timedelta(hours=5))
    assert [world.column(number)[0] for number in range(5)] == [BUYER, "seller9", "Active", "2026-06-01", "5 h 0 m"]
    (tip,) = world.column(4, Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Session of a test account for Shop, until 2026-05-04")


def test_ended_accounts_step_back_and_past_days_stand_out(world: World) -> None:
    world.add("a@x.y", until=date(2026, 5, 3))
    world.add("b@x.y", until=date(2026, 5, 3), status=LoanAccountStatus.ENDED)
    world.add("c@x.y", until=date(2026, 5, 8))
    assert world.column(0, INK) == [None, shade("muted"), None]
    assert world.column(3, INK) == [shade("warn"), shade("muted"), None]
    assert "the guard lets no order" in world.column(3, Qt.ItemDataRole.ToolTipRole)[0]


def test_a_loan_that_ends_soon_stands_out_with_the_days_that_are_left(world: World) -> None:
    world.add("a@x.y", until=date(2026, 5, 4))
    world.add("b@x.y", until=date(2026, 5, 7))
    world.add("c@x.y", until=date(2026, 5, 7), status=LoanAccountStatus.ENDED)
    world.add("d@x.y", until=date(2026, 5, 8))
    assert world.column(3) == ["today", "in 3 d", "2026-05-07", "2026-05-08"]
    assert world.column(3, INK) == [shade("warn"), shade("warn"), shade("muted"), None]
    assert "2026-05-07. Extend it in the App Console" in world.column(3, Qt.ItemDataRole.ToolTipRole)[1]


def test_a_real_account_wears_amber(world: World) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + timedelta(hours=5), is_real=True)
    assert world.column(4) == ["REAL · 5 h 0 m"]
    assert world.column(4, INK) == [shade("live")]
    line = world.fields.sessions._lines[0]
    assert (line._kind.text(), line._kind.property("tone")) == ("REAL ACCOUNT", "live")
    assert line._left.property("tone") == "live"


def test_a_binding_by_hand_says_so_and_one_that_was_told_does_not(world: World) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + timedelta(hours=5), binding=Binding.BY_HAND)
    line = world.fields.sessions._lines[0]
    assert line._binding.text() == "bound by hand"
    assert "bound by hand" in line.toolTip()
    world.add_token(world.run(world.desk.profiles.list())[0], NOW + timedelta(hours=5), binding=Binding.TOLD)
    assert world.fields.sessions._lines[0]._binding.text() == ""


@pytest.mark.parametrize("is_real", [True, False])
def test_a_real_account_wears_amber_in_the_chosen_row_too(world: World, is_real: bool) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + timedelta(hours=5), is_real=is_real)
    table = world.tab.view.accounts.table
    index = table.model().index(0, 4)
    assert table.selectionModel().isSelected(index)
    picture = table.viewport().grab(table.visualRect(index)).toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert (shade("live").name() in seen) == is_real
    assert (shade("text").name() in seen) != is_real


def test_the_session_of_the_app_in_use_comes_first(world: World) -> None:
    world.add()
    first, second = world.add_profile("First"), world.add_profile("Second")
    world.add_token(first, NOW + timedelta(hours=2))
    world.add_token(second, NOW + timedelta(hours=7), BUYER.upper())
    for profile, left in ((first, "2 h 0 m"), (second, "7 h 0 m")):
        world.do(world.desk.standing.choose_profile(profile.id))
        assert world.column(4) == [left]
        assert world.fields.sessions._lines[0]._app.text() == profile.name
    world.do(world.desk.tokens.remove(world.run(world.desk.tokens.newest_of(second.id))))
    assert [line._app.text() for line in world.fields.sessions._lines] == ["First"]


@pytest.mark.parametrize(
    ("left", "text", "tone"),
    [(timedelta(minutes=5), "5 m 0 s", "warn"), (timedelta(0), "over", "bad"), (None, "no end known", "")],
)
def test_a_session_near_its_end_says_so(world: World, left: timedelta | None, text: str, tone: str) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + left if left is not None else None)
    assert world.column(4) == [text]
    assert world.column(4, INK) == [shade(tone) if tone else None]


def test_somebody_elses_session_is_not_shown(world: World) -> None:
    world.add()
    world.add_token(world.add_profile(), NOW + timedelta(hours=5), "other@loan.example")
    assert world.column(4) == ["–"]
    assert world.fields.sessions._none.isVisible()


def test_search_finds_in_email_seller_and_notes(world: World) -> None:
    world.add("a@x.y", seller="north")
    world.add("b@x.y", notes="for the NORTH shop")
    world.add("c@x.y")
    world.type(world.tab.view.accounts.search, "north")
    assert world.column(0) == ["a@x.y", "b@x.y"]
    world.type(world.tab.view.accounts.search, " shop")
    assert world.column(0) == ["b@x.y"]
    world.type(world.tab.view.accounts.search, " zz")
    assert world.tab.view.accounts._nothing.text() == "No loan account matches “north shop zz”."
    world.key(world.tab.view.accounts.search, Qt.Key.Key_Escape)
    assert len(world.column(0)) == 3


def test_the_keys_that_every_list_has(world: World) -> None:
    world.add("a@x.y")
    second = world.add("b@x.y")
    table = world.tab.view.accounts.table
    world.act(table.setFocus)
    world.key(table, Qt.Key.Key_Down)
    assert world.tab.model.state.chosen == second.id
    world.key(table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is world.fields.email
    world.key(table, Qt.Key.Key_N, CONTROL)
    assert world.pane.heading.whole() == "New loan account"
    world.key(table, Qt.Key.Key_Up)
    world.choose(second)
    world.key(table, Qt.Key.Key_Delete)
    assert world.column(0) == ["New loan account · not saved", "a@x.y"]


def test_a_deletion_can_be_undone_with_its_password(world: World) -> None:
    account = world.add()
    world.press(world.tab.view.accounts.delete)
    assert world.column(0) == []
    assert world.toasts.said[-1]() == f"{BUYER} is deleted."
    world.wait(8)
    world.undo()
    world.until(lambda: world.column(0) == [BUYER])
    assert world.tab.model.state.chosen == account.id
    world.wait(8)
    assert world.vault.passwords() == {CANARY}


def test_after_its_time_a_deletion_is_for_good(world: World) -> None:
    world.add()
    world.press(world.tab.view.accounts.delete)
    world.wait(10)
    world.until(lambda: not world.vault.passwords())
    world.undo()
    assert world.column(0) == []


def test_closing_ends_the_time_to_undo(world: World) -> None:
    world.add()
    world.press(world.tab.view.accounts.delete)
    world.close()
    assert world.vault.passwords() == set()


def test_an_undo_that_comes_too_late_for_its_email_is_told(world: World) -> None:
    world.add()
    world.press(world.tab.view.accounts.delete)
    world.add()
    world.undo()
    world.until(world.tab.view.trouble.isVisible)
    assert world.tab.view.trouble.accessibleName() == f"{BUYER} is noted already."
    assert len(world.saved()) == 1


def test_the_neighbour_is_chosen_after_a_deletion(world: World) -> None:
    world.add("a@x.y")
    second = world.add("b@x.y")
    world.add("c@x.y")
    world.choose(second)
    world.press(world.tab.view.accounts.delete)
    world.until(lambda: len(world.column(0)) == 2)
    assert world.pane.heading.whole() == "c@x.y"


def test_an_account_that_another_program_added_appears(world: World) -> None:
    world.do(world.desk.loan_accounts.add("practice", BUYER))
    assert world.column(0) == [BUYER]


def test_a_list_that_cannot_be_read_is_told_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_given: object) -> None:
        raise StorageFault("database_locked", path="/data/db")

    monkeypatch.setattr(world.desk.loan_accounts, "list", fail)
    world.act(world.desk.tokens.token_changed.announce)
    banner = world.tab.view.trouble
    assert banner.accessibleName() == "Another program holds the workspace database: /data/db."
    monkeypatch.undo()
    world.act(banner._actions[0].click)
    assert not banner.isVisible()


@pytest.mark.parametrize(("width", "hidden"), [(1500, []), (852, [1, 2, 3])], ids=["wide", "narrow"])
def test_columns_give_way_to_the_email(world: World, width: int, hidden: list[int]) -> None:
    world.add()
    world.tab.view.resize(width, 526)
    world.settle()
    table = world.tab.view.accounts.table
    assert world.tab.view.width() == width, "what stands in it is wider than its place"
    assert [number for number in range(5) if table.isColumnHidden(number)] == hidden
    assert table.columnWidth(0) > 20 * table.fontMetrics().averageCharWidth()
