"""The tab as a person meets it: keys, words under fields, one main button, copies, both sizes."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton, QWidget

from aexdesk.faults import NetworkFault
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.order_tests.countries import countries, find_country
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.fakes import NOW
from tests.ui.hands import CONTROL, click, press, write
from tests.ui.tabs.order_tests.conftest import OpenWorld, World
from tests.ui.tabs.order_tests.fakes import BUYER, FAST, ITEM, FakeDesk

STATES = OrderTestCaseState


def push(world: World, button: QWidget) -> None:
    assert button.isVisible(), "cannot be seen"
    assert button.isEnabled(), "cannot be pressed"
    world.act(lambda: click(button))


def key(world: World, widget: QWidget, wanted: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    world.act(lambda: press(widget, wanted, modifier) if modifier is not None else press(widget, wanted))


def type_into(world: World, widget: QWidget, text: str) -> None:
    widget.setFocus()
    world.act(lambda: write(widget, text))


def under(row: QWidget) -> str:
    shown = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    return shown[1] if len(shown) > 1 else ""


def main_buttons(world: World) -> list[str]:
    return [
        button.text()
        for button in world.shown.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled() and button.property("role") == "primary"
    ]


# ---------------------------------------------------------------- nothing here


def test_an_empty_tab_begins_a_case_with_its_one_button(shown: World) -> None:
    assert main_buttons(shown) == ["New test case"]
    push(shown, shown.shown.empty._button)
    assert shown.shown.case.heading.whole() == "New test case"
    assert QApplication.focusWidget() is shown.shown.case.fields.name


def test_without_a_loan_account_it_leads_there(open_world: OpenWorld, desk: FakeDesk) -> None:
    desk.loan_accounts.all.clear()
    world = open_world(view=True)
    empty = world.shown.empty
    assert "loan account" in empty.accessibleDescription()
    push(world, empty._button)
    assert world.went_to == ["loan_accounts"]


# ---------------------------------------------------------------- the form


def test_a_case_is_typed_pasted_and_saved(shown: World) -> None:
    view = shown.shown
    fields = view.case.fields
    push(shown, view.cases.new)
    type_into(shown, fields.name, "Mug to Germany")
    QApplication.clipboard().setText(f"https://www.aliexpress.com/item/{ITEM}.html")
    fields.item.setFocus()
    shown.act(fields.item.paste)
    assert fields.item.text() == ITEM
    assert under(fields.rows["item_id"]) == "Taken from the product link that you pasted."
    shown.act(fields.quantity.selectAll)
    type_into(shown, fields.quantity, "2")
    type_into(shown, fields.country, "germ")
    key(shown, fields.country, Qt.Key.Key_Return)
    type_into(shown, fields.reason, "To see it work")
    assert fields.country.text() == "DE"
    assert under(fields.rows["country"]) == "Germany"
    push(shown, view.case.save)
    (case,) = shown.desk.test_cases.all.values()
    assert (case.loan_account_email, case.item_id, case.quantity, case.country) == (BUYER, ITEM, 2, "DE")
    assert main_buttons(shown) == ["Submit"]


def test_a_link_that_is_typed_is_replaced_when_the_field_is_left(shown: World) -> None:
    fields = shown.shown.case.fields
    push(shown, shown.shown.cases.new)
    type_into(shown, fields.item, f"aliexpress.com/item/{ITEM}.html")
    assert fields.item.text() != ITEM
    shown.act(fields.name.setFocus)
    assert fields.item.text() == ITEM


def test_a_country_by_name_counts_also_where_one_saves_from_its_field(shown: World) -> None:
    fields = shown.shown.case.fields
    push(shown, shown.shown.cases.new)
    shown.act(lambda: shown.model.enter(name="Mug", item_id=ITEM, country="US"))
    shown.act(lambda: fields.country.setText("south korea"))
    fields.country.setFocus()
    key(shown, fields.country, Qt.Key.Key_S, CONTROL)
    assert [case.country for case in shown.desk.test_cases.all.values()] == ["KR"]


def test_fields_complain_after_they_were_left_and_all_when_saving(shown: World) -> None:
    fields = shown.shown.case.fields
    push(shown, shown.shown.cases.new)
    assert under(fields.rows["name"]) == ""
    shown.act(fields.quantity.setFocus)
    assert under(fields.rows["name"]) == "Give it a name; the App Console asks for one."
    assert under(fields.rows["item_id"]) == ""
    push(shown, shown.shown.case.save)
    assert under(fields.rows["item_id"]) == "Give the item ID, or paste the link of the product page."
    assert under(fields.rows["country"]) == "Choose where the order goes."
    assert QApplication.focusWidget() is fields.name


def test_a_short_link_is_explained(shown: World) -> None:
    fields = shown.shown.case.fields
    push(shown, shown.shown.cases.new)
    type_into(shown, fields.item, "https://a.aliexpress.com/_mK1")
    shown.act(fields.name.setFocus)
    assert under(fields.rows["item_id"]).startswith("A short link of a.aliexpress.com does not hold the item ID")


def test_every_field_and_the_whole_block_can_be_copied(shown: World) -> None:
    shown.put(reason="Why not")
    pane = shown.shown.case
    for field, text in {"name": "Mug", "loan_account_email": BUYER, "item_id": ITEM, "country": "US"}.items():
        push(shown, pane.fields.copies[field])
        assert shown.clipboard.texts[-1] == text
    push(shown, pane.copy_all)
    assert shown.clipboard.texts[-1].splitlines() == [
        "Test Case Name: Mug",
        f"Loan Account Email: {BUYER}",
        f"Item ID: {ITEM}",
        "Quantity: 1",
        "Receiving countries/Region: US (United States)",
        "Reason for Application: Why not",
    ]


def test_an_account_that_is_gone_stays_readable(shown: World) -> None:
    shown.put(loan_account_email="gone@example.test")
    fields = shown.shown.case.fields
    assert fields.account.currentText() == "gone@example.test"
    assert under(fields.rows["loan_account_email"]) == "This account is not among your loan accounts any more."


# ---------------------------------------------------------------- the states


@pytest.mark.parametrize(
    ("environment", "state", "button"),
    [
        ("practice", STATES.DRAFT, ["Submit"]),
        ("practice", STATES.SUBMITTED, ["Approve"]),
        ("practice", STATES.ACTIVE, ["Build order"]),
        ("practice", STATES.ENDED, []),
        ("live", STATES.DRAFT, ["Mark as submitted"]),
        ("live", STATES.SUBMITTED, ["Mark as active"]),
        ("live", STATES.ACTIVE, ["Build order"]),
    ],
)
def test_one_button_is_the_main_one(
    shown: World, environment: str, state: OrderTestCaseState, button: list[str]
) -> None:
    shown.do(shown.desk.standing.choose_environment(environment))
    shown.put(state=state, environment=environment)
    assert main_buttons(shown) == button
    assert shown.shown.case.state.text() == state.value
    shown.act(lambda: shown.model.enter(reason="x"))
    assert main_buttons(shown) == ["Save"]


def test_an_active_case_says_that_it_would_be_a_draft_again(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    warning = shown.shown.case.warning
    assert not warning.isVisible()
    type_into(shown, shown.shown.case.fields.quantity, "0")
    assert warning.isVisible()
    assert warning.accessibleName() == "Saving makes this test case a draft again."


def test_live_is_asked_in_place_and_not_in_a_dialog(shown: World) -> None:
    shown.do(shown.desk.standing.choose_environment("live"))
    shown.put(state=STATES.SUBMITTED, environment="live")
    push(shown, shown.shown.case.approve)
    question = shown.shown.case.question
    assert question.accessibleName() == "Does the App Console show this test case as approved?"
    push(shown, question._actions[0])
    assert not question.isVisible()
    assert shown.form.state is STATES.ACTIVE


def test_without_an_app_it_says_why_nothing_can_be_built(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    shown.do(shown.desk.standing.choose_profile(None))
    assert not shown.shown.case.build.isEnabled()
    assert "add an app key first" in shown.shown.case.next.text()
    assert not shown.shown.case.checks.now.isEnabled()


def test_a_fault_stands_above_and_can_be_put_away(shown: World) -> None:
    shown.put()
    shown.desk.practice_acts.fault = NetworkFault("practice_off")
    push(shown, shown.shown.case.submit)
    assert shown.shown.trouble.accessibleName() == "The practice gateway is not running. Nothing was sent."
    push(shown, shown.shown.trouble._close)
    assert not shown.shown.trouble.isVisible()


# ---------------------------------------------------------------- the list


def test_arrows_typing_enter_and_the_keys_of_every_list(shown: World) -> None:
    for name in ("Alpha", "Beta", "Gamma"):
        shown.put(name)
    table = shown.shown.cases.table
    table.setFocus()
    shown.choose("Alpha")
    key(shown, table, Qt.Key.Key_Down)
    assert shown.form.entry.name == "Beta"
    type_into(shown, table, "g")
    assert shown.form.entry.name == "Gamma"
    key(shown, table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is shown.shown.case.fields.name
    table.setFocus()
    key(shown, table, Qt.Key.Key_D, CONTROL)
    assert shown.form.entry.name == "Gamma 2"
    table.setFocus()
    key(shown, table, Qt.Key.Key_Delete)
    assert [row.name for row in shown.state.rows] == ["Alpha", "Beta", "Gamma"]
    assert shown.toasts.said[-1]() == "Gamma 2 is deleted."
    key(shown, table, Qt.Key.Key_N, CONTROL)
    assert shown.form.is_new
    assert QApplication.focusWidget() is shown.shown.case.fields.name


def test_search_says_when_nothing_fits(shown: World) -> None:
    shown.put()
    search = shown.shown.cases.search
    type_into(shown, search, "zzz")
    assert shown.shown.cases._nothing.text() == "No test case matches “zzz”."
    key(shown, search, Qt.Key.Key_Escape)
    assert len(shown.state.rows) == 1


# ---------------------------------------------------------------- the orders


def order(state: CaseOrderState, order_id: str = "", code: str = "", message: str = "") -> CaseOrder:
    return CaseOrder(f"o-{state}", "practice", "practice-Mug", f"x-{state}", NOW, order_id, state, code, message)


def test_each_order_says_what_became_of_it_copies_its_id_and_opens(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    for one in (
        order(CaseOrderState.PLACED, "8123456789012345678"),
        order(CaseOrderState.UNPAID, "8123456789012345679", "", "OrderCreated, autoPay fail:APIPayFail"),
        order(CaseOrderState.REFUSED, "", "INVENTORY_HOLD_ERROR", "no stock"),
        order(CaseOrderState.UNKNOWN, "", "silent"),
    ):
        shown.order(one)
    unknown, refused, unpaid, placed = shown.shown.orders.rows
    assert [row.state.text() for row in (unknown, refused, unpaid, placed)] == [
        "unknown", "refused", "created, unpaid", "placed",
    ]  # fmt: skip
    assert "may exist" in unknown.said.text()
    assert "no stock" in refused.said.text()
    assert "payment failed" in unpaid.said.text()
    assert placed.said.text() == ""
    push(shown, placed.copy)
    assert shown.clipboard.texts == ["8123456789012345678"]
    assert not refused.copy.isVisible()
    push(shown, refused.link)
    assert shown.went_to == ["console"]
    assert shown.desk.handovers.exchange_for_console.take() == "x-refused"


# ---------------------------------------------------------------- checks and building


def test_check_now_runs_and_tells(shown: World) -> None:
    shown.put()
    panel = shown.shown.case.checks
    shown.desk.ordering.gate = asyncio.Event()
    shown.shown.resize(1112, 726)
    push(shown, panel.now)
    assert panel.rows["in_stock"].said.text() == "Asking…"
    assert not panel.now.isEnabled()
    assert not panel.cancel.isVisible()
    shown.wait(1)
    assert panel.cancel.isVisible()
    shown.act(shown.desk.ordering.gate.set)
    assert panel.rows["in_stock"].said.text() == "50 pieces, 1 wanted."
    assert panel.rows["in_stock"].accessibleName() == "In stock: good"


def test_an_order_is_built_with_the_hands(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    shown.desk.ordering.gate = asyncio.Event()
    push(shown, shown.shown.case.build)
    panel = shown.shown.building
    assert panel.isVisible()
    assert panel.progress.isVisible()
    assert not panel.go.isEnabled()
    shown.wait(1)
    assert panel.cancel.isVisible()
    shown.act(shown.desk.ordering.gate.set)
    assert not panel.progress.isVisible()
    assert panel.sku.currentText() == "Color: Black · USD 8.40 · 50 in stock"
    assert panel.delivery.currentText() == "Standard · free · 9 to 16 days"
    shown.act(lambda: panel.delivery.chosen.emit(FAST.code))
    assert panel.delivery.currentText() == "Premium · USD 4.99 · 3 days"

    lines = panel.address.lines
    shown.act(lines["address"].selectAll)
    type_into(shown, lines["address"], "x")
    push(shown, panel.go)
    assert shown.went_to == []
    assert under(panel.address.rows["address"]).startswith("Address line 1 must have 5 to 35 characters in United")
    assert QApplication.focusWidget() is lines["address"]
    type_into(shown, lines["address"], " Mill Street")
    push(shown, panel.go)
    assert shown.went_to == ["console"]
    assert shown.desk.handovers.order_for_console.take() is not None
    assert shown.shown.case.isVisible()


def test_cancelled_or_failed_it_offers_to_ask_again(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    shown.desk.ordering.product_fault = NetworkFault("practice_off")
    push(shown, shown.shown.case.build)
    panel = shown.shown.building
    assert panel.trouble.isVisible()
    shown.desk.ordering.product_fault = None
    push(shown, panel.trouble.findChildren(QPushButton)[0])
    assert not panel.trouble.isVisible()
    assert panel.go.isEnabled()
    push(shown, panel.back)
    assert shown.shown.case.isVisible()


def test_an_address_is_kept_under_a_name(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    push(shown, shown.shown.case.build)
    address = shown.shown.building.address
    assert not address.keep_row.isVisible()
    type_into(shown, address.lines["address2"], "Flat 2")
    type_into(shown, address.preset_name, "Second flat")
    push(shown, address.keep)
    assert "Second flat" in shown.desk.address_presets.kept
    assert address.preset.currentText() == "Second flat"
    assert not address.keep_row.isVisible()


# ---------------------------------------------------------------- size and language


def test_narrow_the_checks_stand_under_the_form_and_nothing_is_cut(shown: World) -> None:
    shown.put(state=STATES.ACTIVE)
    pane = shown.shown.case
    assert pane._sides.direction() is QBoxLayout.Direction.TopToBottom
    assert shown.shown.width() == 852
    assert pane.build.mapTo(shown.shown, pane.build.rect().bottomRight()).x() < 852
    shown.act(lambda: shown.shown.resize(1112, 726))
    assert pane._sides.direction() is QBoxLayout.Direction.LeftToRight


def test_every_button_has_a_name_and_the_language_changes_all(shown: World, language: Language) -> None:
    shown.put(state=STATES.ACTIVE)
    push(shown, shown.shown.case.build)
    language.use("qps")
    shown.act()
    assert shown.shown.building.back.text() != "Back"
    assert shown.shown.case.fields.name.text() == "Mug"
    for button in shown.shown.findChildren(QPushButton):
        # A second way to begin, which an empty place may have or not, has words where it is shown.
        assert button.isHidden() or button.text() or button.accessibleName()


def test_the_countries_are_complete_and_found_by_code_or_name() -> None:
    assert len(countries()) == 249
    assert all(len(code) == 2 and code.isupper() and name for code, name in countries().items())
    assert list(countries()) == sorted(countries())
    assert [find_country(text) for text in ("us", " Germany ", "germ", "united", "")] == ["US", "DE", "DE", "", ""]
