"""The tour in the Order tests tab: a test case from draft to active, the order built for it, what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from aexdesk.i18n import _
from aexdesk.ordertest.guard import FACT_FIELDS
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.steps.console import until_facts
from aexdesk.tour.visit import Visit
from aexdesk.tour.watching import eventually
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.order_test_case import OrderTestCase

_ITEM_ID = "1005990000001014"  # of the practice gateway's own goods; it has several SKUs
_QUANTITY, _COUNTRY = 2, "US"


async def register(visit: Visit) -> str:
    """From the token to a new case for its account: the form filled in, an item's link pasted; submitted; approved."""
    hands = visit.hands
    await hands.click("login.next")
    account = await hands.find("cases.account", QComboBox)
    await hands.until(
        lambda: account.currentText() == visit.found.account,
        _("the loan account chosen: {email}").format(email=visit.found.account),
        account.currentText,
    )
    name = _("Tour order")
    await hands.write("cases.name", name)
    await hands.paste("cases.item", f"https://www.aliexpress.com/item/{_ITEM_ID}.html", becomes=_ITEM_ID)
    await hands.write("cases.quantity", str(_QUANTITY))
    await hands.write("cases.country", _COUNTRY)
    await hands.press(Qt.Key.Key_Return)
    await hands.write("cases.reason", _("To see an order through without paying"))
    await hands.click("cases.save")
    await hands.click("cases.submit")
    await _until_state(visit, name, "submitted")
    await hands.click("cases.approve")
    case = await _until_state(visit, name, "active")
    found = (case.loan_account_email, case.item_id, case.quantity, case.country)
    check_equal(_("the test case as kept"), found, (visit.found.account, _ITEM_ID, _QUANTITY, _COUNTRY))
    visit.found.case_id = case.id
    return _("{name}: {quantity} of item {item} to {country}, active").format(
        name=name, quantity=case.quantity, item=case.item_id, country=case.country
    )


async def _until_state(visit: Visit, name: str, state: str) -> OrderTestCase:
    case = await eventually(
        lambda: visit.desk.test_cases.find(PRACTICE.name, name),
        lambda found: found is not None and found.state.value == state,
        _("the test case {state}").format(state=state),
        lambda found: found.state.value if found is not None else _("there is none"),
    )
    assert case is not None
    return case


async def build(visit: Visit) -> str:
    """Chooses SKU, delivery and address, and opens the exact request in the console, where four facts match."""
    hands = visit.hands
    await hands.click("cases.build")
    sku = await hands.find("cases.sku", QComboBox)
    await hands.until(lambda: sku.count() > 1 and sku.isEnabled(), _("SKUs to choose from"), lambda: str(sku.count()))
    await hands.choose(sku, sku.itemText(1))
    for name in ("cases.delivery", "cases.preset"):
        combo = await hands.find(name, QComboBox)
        await _choose_first(visit, combo)
    await hands.click("cases.open_in_console")
    await until_facts(visit, FACT_FIELDS)
    check_equal(_("orders at the gateway before Send"), await visit.gateway.orders(), [])
    return _("{sku}; account, item, quantity and country match").format(sku=sku.itemText(1))


async def _choose_first(visit: Visit, combo: QComboBox) -> None:
    offers = _("something to choose in {name}").format(name=combo.objectName())
    await visit.hands.until(lambda: combo.count() > 0, offers, lambda: _("nothing"))
    if combo.isEnabled():
        await visit.hands.choose(combo, combo.itemText(0))


async def read_order(visit: Visit) -> str:
    """The order's id stands on its test case."""
    await visit.go_to("order_tests")
    orders = await visit.desk.case_orders.list(visit.found.case_id)
    check_equal(_("orders of the test case"), [one.order_id for one in orders], [visit.found.order_id])
    panel = visit.hands.see("cases.orders")
    await visit.hands.read(visit.found.order_id, panel)
    if orders[0].state.value != "placed":
        raise Unmet(_("the order placed"), orders[0].state.value)
    return _("order {id} on its test case, placed").format(id=visit.found.order_id)
