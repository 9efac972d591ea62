"""The tour in the Console: Send sleeps while a fact differs, wakes when it matches, and the order is free."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from aexdesk.i18n import _
from aexdesk.ordertest.guard import FACT_FIELDS, ComparedFact
from aexdesk.tour.gateway import order_of
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.visit import Visit
from aexdesk.tour.watching import eventually
from aexdesk.ui.tabs.console import order_words
from aexdesk.workspace.environment import PRACTICE

_ORDER_API = "aliexpress.ds.order.create"
_QUANTITY = "product_count"


async def until_facts(visit: Visit, matching: Collection[str]) -> None:
    """Waits until exactly these facts match, and Send is awake only if that is all of them."""
    hands = visit.hands
    place = await hands.find("console.facts", QWidget)
    wanted = set(matching)

    def told() -> set[str]:
        names = {one.accessibleName() for one in place.findChildren(QWidget) if one.isVisible()}
        return {field for field in FACT_FIELDS if order_words.tell_fact(ComparedFact(field, "", "", True)) in names}

    def is_so() -> bool:
        send = hands.see("console.send")
        is_awake = isinstance(send, QAbstractButton) and send.isEnabled()
        return told() == wanted and is_awake == (wanted == set(FACT_FIELDS))

    expected = _("matching facts: {fields}").format(fields=", ".join(sorted(wanted)))
    await hands.until(is_so, expected, lambda: ", ".join(sorted(told())) + " | " + " | ".join(hands.texts(place)))


async def change_quantity(visit: Visit) -> str:
    """Types another quantity into the request: that fact differs, and Send sleeps."""
    await _type_quantity(visit, 3)
    await until_facts(visit, set(FACT_FIELDS) - {"quantity"})
    hands = visit.hands
    await hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    check_equal(_("order calls at the gateway"), await visit.gateway.calls_of(_ORDER_API), 0)
    return _("3 pieces are not the test case: Send sleeps, and its key does nothing")


async def send(visit: Visit) -> str:
    """Puts the quantity back and presses Send; the gateway takes the order as free."""
    hands, desk = visit.hands, visit.desk
    await _type_quantity(visit, 2)
    await until_facts(visit, FACT_FIELDS)
    await hands.click("console.send")
    orders = await eventually(visit.gateway.orders, bool, _("an order at the gateway"), lambda _found: _("none"))
    check_equal(_("orders at the gateway"), len(orders), 1)
    order = orders[0]
    check_equal(_("the order is free"), order["free"], True)
    case = await desk.test_cases.get(visit.found.case_id)
    told = (order["account"], str(order["item_id"]), order["quantity"], order["country"])
    check_equal(_("the order"), told, (case.loan_account_email, case.item_id, case.quantity, case.country))
    order_id = str(order["order_id"])
    await hands.read(order_id, await hands.find("console.response", QWidget))
    visit.found.order_id = order_id
    check_equal(_("the gateway's word on it"), order_of(orders, order_id).get("test_case"), case.name)
    return _("order {id}, free: true at the gateway").format(id=order_id)


async def fail(visit: Visit) -> str:
    """Asks for a product that does not exist: the error is explained, and a support form is one click away."""
    hands = visit.hands
    await visit.go_to("console")
    await hands.write("console.api", "aliexpress.ds.product.get")
    await hands.press(Qt.Key.Key_Return)
    await hands.write(await _parameter(visit, "product_id"), "1005990000009999")
    await hands.write(await _parameter(visit, "ship_to_country"), "US")
    await hands.click("console.send")
    await hands.find("console.support", QAbstractButton)
    last = await desk_failed(visit)
    return _("{code} explained, request ID {id}").format(code=last[0], id=last[1])


async def desk_failed(visit: Visit) -> tuple[str, str]:
    """The code and the request ID of the last call, which failed."""
    lines = await visit.desk.history.recent(PRACTICE.name, 1, failed_only=True)
    if not lines or lines[0].api != "aliexpress.ds.product.get":
        raise Unmet(_("a failed call in the history"), lines[0].api if lines else _("none"))
    visit.found.exchange_id = lines[0].id
    return lines[0].error_code, lines[0].request_id


async def _parameter(visit: Visit, name: str) -> QWidget:
    return await visit.hands.find_told(_("{name}, required").format(name=name))


async def _type_quantity(visit: Visit, quantity: int) -> None:
    """Types it into the form of the order's one line."""
    hands = visit.hands
    await hands.write(await _parameter(visit, _QUANTITY), str(quantity))
