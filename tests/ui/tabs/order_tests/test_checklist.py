"""The App Console's checklist: steps in order, ticks that stay, the page beside it, and what Fill reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aexdesk.services.app_console import DEFAULT_URL, STEPS
from aexdesk.ui.ports import PageState
from aexdesk.workspace.environment import LIVE
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.hands import click
from tests.ui.tabs.order_tests.conftest import World
from tests.ui.tabs.order_tests.fakes import BUYER, ITEM, a_case
from tests.ui.tabs.order_tests.test_view import main_buttons, push


@pytest.fixture
def live(shown: World) -> World:
    """A saved draft in Live, with its checklist open."""
    shown.do(shown.desk.standing.choose_environment(LIVE.name))
    shown.act(lambda: shown.desk.loan_accounts.put(environment="live"))
    shown.put(environment="live", reason="Checkout test")
    push(shown, shown.shown.case.checklist)
    return shown


def tick(world: World, key: str) -> None:
    box = world.shown.checklist.rows[key].tick
    world.act(box.click)


def ticked(world: World) -> list[str]:
    return [key for key, row in world.shown.checklist.rows.items() if row.tick.isChecked()]


def test_in_practice_there_is_no_app_console(shown: World) -> None:
    shown.put()
    assert shown.shown.case.checklist.isHidden()


def test_the_steps_stand_in_order_each_field_with_what_is_typed_there(live: World) -> None:
    panel = live.shown.checklist
    assert live.shown.pages.isAncestorOf(panel)
    assert panel.isVisible()
    assert list(panel.rows) == list(STEPS)
    assert panel.rows["name"].name.text() == panel.rows["name"].tick.accessibleName() == "3  Test Case Name"
    assert panel.rows["country"].value.text() == "US (United States)"
    for key, text in {
        "name": "Mug",
        "loan_account_email": BUYER,
        "item_id": ITEM,
        "quantity": "1",
        "country": "US",
    }.items():
        push(live, panel.rows[key].copy)
        assert live.clipboard.texts[-1] == text
    assert panel.rows["log_in"].copy.isHidden()
    assert main_buttons(live) == ["Mark as submitted"]


def test_ticks_stay_with_the_case_and_go_where_its_value_is_another(live: World) -> None:
    for key in ("log_in", "item_id", "quantity"):
        tick(live, key)
    assert ticked(live) == ["log_in", "item_id", "quantity"]
    assert live.shown.checklist.left.text().startswith("6 steps are not ticked yet.")
    tick(live, "log_in")
    assert ticked(live) == ["item_id", "quantity"]
    push(live, live.shown.checklist.back)
    live.put(environment="live", reason="Checkout test", quantity=2)
    push(live, live.shown.case.checklist)
    assert ticked(live) == ["item_id"]


def test_it_ends_in_mark_as_submitted(live: World) -> None:
    for key in STEPS:
        tick(live, key)
    assert live.shown.checklist.left.text() == "All is done there: mark the test case as submitted."
    push(live, live.shown.checklist.submit)
    assert live.form.state is OrderTestCaseState.SUBMITTED
    assert live.shown.pages.currentWidget() is live.shown.case


def test_only_the_app_console_is_opened_and_only_when_it_is_asked_for(live: World) -> None:
    assert live.page.visits == []
    push(live, live.shown.checklist.outside)
    assert live.links.opened == [DEFAULT_URL]
    push(live, live.shown.checklist.beside)
    (visit,) = live.page.visits
    assert visit.url == DEFAULT_URL
    assert not visit.is_callback(DEFAULT_URL)
    assert visit.fill_origins == (DEFAULT_URL, "https://*.aliexpress.com")
    assert live.shown.checklist.browser is not None
    assert live.shown.checklist.browser.isVisible()
    assert live.shown.cases.isHidden() or not live.shown.cases.isVisible(), "the page gets the room"
    live.act(live.model.console.close_page)
    assert live.shown.cases.isVisible()
    assert not live.shown.checklist.browser.isVisible()


def test_fill_says_of_each_field_how_it_went_and_ticks_what_was_filled(live: World) -> None:
    panel = live.shown.checklist
    assert panel.fill.isHidden()
    push(live, panel.beside)
    live.page.results = {"item_id": "missing", "country": "ambiguous", "reason": "refused"}
    push(live, panel.fill)
    (fields,) = live.page.filled
    by_key = {field.key: field for field in fields}
    assert by_key["name"].labels == ("Test Case Name",)
    assert by_key["country"].values[0] == "US"
    assert "United States" in by_key["country"].values
    assert ticked(live) == ["name", "loan_account_email", "quantity"]
    assert panel.rows["name"].filled.text() == "Filled in"
    assert panel.rows["item_id"].filled.text().startswith("No field with this label")
    assert panel.rows["country"].filled.text().startswith("Several fields")
    assert panel.rows["reason"].filled.text().startswith("The page did not take it")
    assert live.form.state is OrderTestCaseState.DRAFT, "nothing is submitted by filling"


def test_an_empty_reason_is_left_as_it_is_there(live: World) -> None:
    live.put(environment="live", reason=" ")
    push(live, live.shown.checklist.beside)
    push(live, live.shown.checklist.fill)
    assert "reason" not in {field.key for field in live.page.filled[0]}


def test_it_fills_once_at_a_time_and_not_while_the_page_loads(live: World) -> None:
    panel = live.shown.checklist
    push(live, panel.beside)
    live.act(lambda: live.page.become(PageState(is_open=True, progress=30)))
    assert not panel.fill.isEnabled()
    live.act(lambda: live.page.become(PageState(is_open=True)))
    live.page.is_slow = True
    push(live, panel.fill)
    assert not panel.fill.isEnabled()
    assert panel.left.text() == "Filling in…"
    live.act(live.model.console.fill)
    assert len(live.page.filled) == 1
    live.act(lambda: live.page.done({"name": "filled"}))
    assert panel.fill.isEnabled()
    assert ticked(live) == ["name"]


def test_where_no_page_can_be_shown_it_says_why(live: World) -> None:
    live.page.missing = "not_installed"
    push(live, live.shown.checklist.beside)
    assert live.shown.checklist.notice.accessibleName() == "The embedded browser is not installed."
    assert live.shown.checklist.fill.isHidden()


def test_the_address_is_a_setting_and_one_that_is_none_is_told(live: World) -> None:
    panel = live.shown.checklist
    panel.url.setText("http://console.example.test")
    live.act(panel.url.editingFinished.emit)
    assert "http://console.example.test is no address" in panel.notice.accessibleName()
    panel.url.setText("https://console.example.test")
    live.act(panel.url.editingFinished.emit)
    assert panel.notice.isHidden()
    push(live, panel.outside)
    assert live.links.opened == ["https://console.example.test"]


def test_another_case_has_a_list_of_its_own(live: World) -> None:
    tick(live, "log_in")
    live.act(lambda: live.desk.test_cases.put(replace(a_case("Other", environment="live"), item_id="1005")))
    live.choose("Other")
    assert live.state.checklist is None
    push(live, live.shown.case.checklist)
    assert ticked(live) == []
    live.choose("Mug")
    assert live.state.checklist is None, "the list is opened for one case"
    push(live, live.shown.case.checklist)
    assert ticked(live) == ["log_in"]


def test_closing_the_window_ends_the_page(live: World) -> None:
    push(live, live.shown.checklist.beside)
    live.close()
    assert not live.page.state.is_open


def test_a_click_on_the_row_is_not_a_tick(live: World) -> None:
    row = live.shown.checklist.rows["name"]
    live.act(lambda: click(row.value))
    assert ticked(live) == []
