"""What can be seen and pressed on the Practice tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.faults import NetworkFault
from aexdesk.i18n import PSEUDO
from aexdesk.services.practising import PracticeState
from aexdesk.ui import theme
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.practice.faults_state import FaultKind
from aexdesk.ui.tabs.practice.state import Page
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.switch import Switch
from aexdesk.ui.widgets.table import Table
from tests.services.practice_views import ORDER_ID, a_call, a_product, an_order
from tests.ui.fakes import URL
from tests.ui.hands import CONTROL, click, press
from tests.ui.tabs.practice.conftest import World


def find(world: World, name: str, kind: type[Any] = QWidget) -> Any:
    found = world.view.findChild(kind, f"practice.{name}")
    assert found is not None, name
    return found


def buttons(part: QWidget) -> list[QPushButton]:
    return [button for button in part.findChildren(QPushButton) if not button.isHidden()]


def cells(table: Table, row: int = 0) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def turn_to(world: World, page: Page) -> None:
    world.act(lambda: world.view.tabs.setCurrentIndex(list(Page).index(page)))


def tab_texts(world: World) -> list[str]:
    return [world.view.tabs.tabText(number) for number in range(world.view.tabs.count())]


def fill(world: World) -> None:
    """A bit of everything."""

    def come() -> None:
        world.views.hold("orders", an_order(0), an_order(1, free=False, test_case="", amount="20.78", quantity=2))
        world.views.hold("log", a_call(1), a_call(2, "refused", "TEST_CASE_MISMATCH"))
        world.views.set_fault("latency", "aliexpress.ds.order.create", 1500, times=2)

    world.act(come)


def test_pages_tell_how_much_stands_on_them(world: World) -> None:
    fill(world)
    assert tab_texts(world) == ["Orders  2", "Faults  1", "Buyers  2", "Products  1", "Test cases  1", "Log  2"]


def test_an_order_tells_what_it_would_have_cost(world: World) -> None:
    fill(world)
    table = find(world, "orders", Table)
    assert cells(table, 0)[0] == str(ORDER_ID + 2)
    assert cells(table, 0)[-1] == "would have cost USD 20.78"
    assert cells(table, 1)[-1] == "free"
    assert table.rows.columns[-1].tone(world.state.orders[0]) == "bad"
    assert world.view.header.charged.text() == "would have cost USD 20.78"
    assert world.view.header.charged.isVisible()


def test_red_stays_red_in_the_chosen_row(world: World) -> None:
    fill(world)
    table = find(world, "orders", Table)
    cell = table.visualRect(table.model().index(0, table.model().columnCount() - 1))
    picture = table.viewport().grab(cell).toImage()
    red = theme.colour("bad")
    pixels = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert table.current_row().id == world.state.chosen_order
    assert any(abs((pixel >> 16 & 255) - red.red()) < 40 and (pixel & 255) < 90 for pixel in pixels)


def test_free_orders_leave_the_top_quiet(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order()))
    assert not world.view.header.charged.isVisible()


def test_an_order_is_moved_by_hand(world: World) -> None:
    fill(world)
    states = find(world, "next_state", Combo)
    assert states.choice() == "WAIT_BUYER_ACCEPT_GOODS"
    world.act(lambda: click(find(world, "move")))
    assert world.views.asked == [("set_order", str(ORDER_ID + 2), "WAIT_BUYER_ACCEPT_GOODS")]
    assert states.choice() == "FINISH"
    world.act(lambda: click(find(world, "move")))
    assert not find(world, "move").isVisible()  # it has come to its end


def test_the_keyboard_chooses_copies_and_moves(world: World) -> None:
    fill(world)
    table = find(world, "orders", Table)
    table.setFocus()
    world.act(lambda: press(table, Qt.Key.Key_Down))
    assert world.state.chosen_order == str(ORDER_ID)
    world.act(lambda: press(table, Qt.Key.Key_C, CONTROL))
    assert world.clipboard.texts == [str(ORDER_ID)]
    world.act(lambda: press(table, Qt.Key.Key_Return))
    assert find(world, "next_state").hasFocus()


@pytest.mark.parametrize(
    ("page", "name", "copied"),
    [
        (Page.BUYERS, "buyers", "loan.buyer@example.test"),
        (Page.PRODUCTS, "products", "1005990000000001"),
        (Page.CASES, "cases", "1005990000000001"),
    ],
)
def test_every_table_gives_its_ids(world: World, page: Page, name: str, copied: str) -> None:
    turn_to(world, page)
    table = find(world, name, Table)
    table.selectRow(0)
    table.setFocus()
    world.act(lambda: press(table, Qt.Key.Key_C, CONTROL))
    assert world.clipboard.texts == [copied]


def test_no_order_shows_the_way_to_one(world: World) -> None:
    page = world.view.pages[Page.ORDERS]
    button = page.empty.findChild(QPushButton)  # type: ignore[attr-defined]
    assert button.isVisible()
    world.act(lambda: click(button))
    assert world.went_to == ["order_tests"]


def test_a_switch_is_pressed(world: World) -> None:
    turn_to(world, Page.FAULTS)
    switch = find(world, "fault.reset", Switch)
    world.act(lambda: click(switch))
    assert switch.isChecked()
    assert [one["kind"] for one in world.views.held["faults"]] == ["reset"]
    switch.setFocus()
    world.act(lambda: press(switch, Qt.Key.Key_Space))
    assert not switch.isChecked()
    assert world.views.held["faults"] == []


def test_a_switch_with_a_slip_says_so_and_stays_off(world: World) -> None:
    turn_to(world, Page.FAULTS)
    row = world.view.pages[Page.FAULTS].rows[FaultKind.STATUS]  # type: ignore[attr-defined]
    row.value.setFocus()
    row.value.setText("12")
    world.act(lambda: click(row.switch))
    assert not row.switch.isChecked()
    assert "from 200 to 599" in row._note.text()
    assert world.views.held["faults"] == []


def test_what_is_typed_outlives_news_from_the_gateway(world: World) -> None:
    turn_to(world, Page.FAULTS)
    row = world.view.pages[Page.FAULTS].rows[FaultKind.LATENCY]  # type: ignore[attr-defined]
    row.value.setFocus()
    row.value.setText("77")
    fill(world)
    assert row.value.text() == "77"


def test_waiting_faults_tell_how_often_they_are_played(world: World) -> None:
    fill(world)
    turn_to(world, Page.FAULTS)
    table = find(world, "faults", Table)
    assert cells(table) == ["Slow answer", "ds.order.create", "1500 ms", "2 calls"]
    table.setFocus()
    world.act(lambda: press(table, Qt.Key.Key_Delete))
    assert world.views.held["faults"] == []
    assert world.toasts.lines == ["The fault Slow answer is removed."]


def test_a_buyer_who_pays_wears_amber(world: World) -> None:
    table = find(world, "buyers", Table)
    assert [cells(table, row)[1] for row in range(2)] == ["on loan", "REAL"]
    assert [table.rows.columns[1].tone(table.rows.row(row)) for row in range(2)] == ["good", "live"]


def test_the_way_to_the_passwords(world: World) -> None:
    turn_to(world, Page.BUYERS)
    world.act(lambda: click(world.view.pages[Page.BUYERS].go))  # type: ignore[attr-defined]
    assert world.went_to == ["loan_accounts"]


def test_products_are_searched(world: World) -> None:
    world.act(lambda: world.views.hold("products", a_product(2, subject="Desk lamp")))
    turn_to(world, Page.PRODUCTS)
    search = find(world, "search", QLineEdit)
    world.act(lambda: search.setText("lamp"))
    table = find(world, "products", Table)
    assert [cells(table, row)[1] for row in range(table.model().rowCount())] == ["Desk lamp"]
    assert cells(find(world, "skus", Table)) == ["12000990000000002", "14:193#Black", "USD 8.40", "50,000"]
    world.act(lambda: search.setText("no such thing"))
    assert "no such thing" in world.view.pages[Page.PRODUCTS]._nothing.text()  # type: ignore[attr-defined]
    search.setFocus()
    world.act(lambda: press(search, Qt.Key.Key_Escape))
    assert table.model().rowCount() == 2


def test_the_log_runs_and_holds_still(world: World) -> None:
    fill(world)
    turn_to(world, Page.LOG)
    table, pause = find(world, "log", Table), find(world, "pause")
    assert cells(table)[1:] == ["ds.product.get", "refused", "TEST_CASE_MISMATCH"]
    world.act(lambda: click(pause))
    world.act(lambda: world.views.hold("log", a_call(3)))
    assert table.model().rowCount() == 2
    assert pause.text() == "Follow"
    world.act(lambda: click(pause))
    assert table.model().rowCount() == 3


def test_the_reset_wants_two_presses(world: World) -> None:
    button = find(world, "reset")
    world.act(lambda: click(button))
    assert button.text() == "Reset everything? Press again"
    edge = button.mapTo(world.view, button.rect().topRight())
    world.act(lambda: world.later.advance(5))
    assert button.text() == "Reset"
    assert button.mapTo(world.view, button.rect().topRight()) == edge  # it grows away from the pointer
    world.act(lambda: click(button))
    world.act(lambda: click(button))
    assert world.views.asked == [("reset",)]


def test_practice_that_is_off_can_be_started(open_world: Callable[..., World]) -> None:
    world = open_world(is_on=False)
    assert world.view.off.isVisible()
    assert world.view.off.accessibleName() == "Practice is off"
    assert not world.view.header.isVisible()
    asked: list[Any] = []
    world.model.start = lambda *what: asked.append(what)  # type: ignore[method-assign]
    world.act(lambda: click(buttons(world.view.off)[0]))
    world.practise(PracticeState(trouble=NetworkFault("port_taken", port=8917)))
    assert "8917" in world.view.off.accessibleDescription()
    world.act(lambda: click(buttons(world.view.off)[0]))
    assert asked == [("Practice app", None), ("Practice app", 0)]
    world.practise(PracticeState(url=URL, is_own=True))
    assert world.view.header.isVisible()


def test_a_gateway_that_has_gone_gets_one_banner(world: World) -> None:
    world.practise(PracticeState(url=URL))
    fault = NetworkFault("connect_failed", host="127.0.0.1:8917", reason="Connection refused")

    def go() -> None:
        world.views.trouble = fault
        world.views.note_change()
        world.model.move_order("FINISH")
        world.model.lend()

    world.act(go)
    assert world.view.fault.isVisible()
    assert [button.text() for button in buttons(world.view.fault)] == [
        "Try again",
        "Start practice in this window",
    ]
    world.views.trouble = None
    world.act(lambda: click(buttons(world.view.fault)[0]))
    assert not world.view.fault.isVisible()


def test_live_is_told_from_practice(world: World) -> None:
    assert not world.view.live.isVisible()
    world.do(world.desk.standing.choose_environment("live"))
    assert world.view.live.isVisible()
    assert "none of it is Live" in world.view.live.accessibleName()
    assert world.view.header.isVisible()


@pytest.mark.parametrize("page", Page)
def test_all_fits_into_a_small_window(world: World, page: Page) -> None:
    fill(world)
    turn_to(world, page)
    world.act(lambda: click(find(world, "reset")))  # its widest
    assert world.view.minimumSizeHint().width() <= world.view.width()
    for widget in world.view.findChildren(QWidget):
        if widget.isVisible() and widget.objectName().startswith("practice."):
            place = widget.mapTo(world.view, widget.rect().bottomRight())
            assert world.view.rect().contains(place), widget.objectName()


@pytest.mark.parametrize("page", Page)
def test_every_word_follows_the_language(world: World, language: Language, page: Page) -> None:
    fill(world)
    turn_to(world, page)
    world.act(lambda: language.use(PSEUDO))
    labels: list[QLabel | QAbstractButton] = [*world.view.pages[page].findChildren(QLabel)]
    labels += world.view.pages[page].findChildren(QAbstractButton)
    spoken = [one.text() for one in labels if one.isVisible() and any(char.isalpha() for char in one.text())]
    data = ("loan.buyer@", "CAINIAO", "WAIT_", "US", "Stoneware", "Practice order", "FINISH")
    assert [text for text in spoken if "⟦" not in text and not text.startswith(data)] == []
    assert all("⟦" in text for text in tab_texts(world))


def test_what_takes_the_keyboard_has_a_name(world: World) -> None:
    fill(world)
    for page in Page:
        turn_to(world, page)
        nameless = [
            type(widget).__name__
            for widget in world.view.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not (widget.accessibleName() or getattr(widget, "text", str)())
            if widget.metaObject().className() not in ("QTabBar",)
        ]
        assert nameless == [], page


def test_charging_is_a_switch_that_shows_what_is(world: World) -> None:
    charging = find(world, "charging", Switch)
    assert not charging.isHidden()
    assert not charging.isChecked()
    world.act(lambda: click(charging))
    assert charging.isChecked()
    assert ("set_charging", True) in world.views.asked
    world.views.trouble = NetworkFault("connect_failed", host=URL, reason="gone")
    world.act(lambda: click(charging))
    assert charging.isChecked(), "the gateway did not hear of it"


def test_a_gateway_that_does_not_tell_whether_it_charges_has_no_switch(world: World) -> None:
    def come() -> None:
        world.views.held["order-mismatch"] = None
        world.views.note_change()

    world.act(come)
    assert find(world, "charging", Switch).isHidden()
