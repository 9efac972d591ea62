"""Who pays: nobody asked, the gateway when asked, and the payment that fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.ordering.orders_of import DAY, details, state_of
from tests.practice.pushes.receiver import pushes_when, receiving, settled
from tests.practice.world import ORDER_PARAM, Client, FakeClock, error_of, order_payload

CREATE = "aliexpress.ds.order.create"


def create(client: Client, extension: Any) -> Any:
    order = json.dumps(order_payload(client.told))
    return client.sync(CREATE, simplify="true", **{ORDER_PARAM: order}, ds_extend_request=json.dumps(extension))


def result(client: Client, **payment: Any) -> Any:
    return create(client, {"payment": payment})["aliexpress_ds_order_create_response"]["result"]


def allow(client: Client, allowed: bool = True) -> None:
    email = client.told["buyer_email"]
    assert client.admin(f"/buyers/{email}", {"auto_pay": allowed}).json == {"email": email, "auto_pay": allowed}


@pytest.mark.parametrize("wish", [{}, {"try_to_pay": "false"}, {"try_to_pay": False}, {"try_to_pay": None}])
def test_not_asked_it_counts_as_paid(client: Client, wish: dict[str, Any]) -> None:
    answer = result(client, **wish)
    assert "error_msg" not in answer
    assert state_of(client, answer["order_list"][0]) == "WAIT_SELLER_SEND_GOODS"


@pytest.mark.parametrize("yes", ["true", True])
@pytest.mark.parametrize("currency", ["USD", "", None])
def test_asked_and_allowed(client: Client, yes: object, currency: object) -> None:
    allow(client)
    answer = result(client, try_to_pay=yes, pay_currency=currency)
    assert answer["is_success"] is True
    assert "error_msg" not in answer
    assert state_of(client, answer["order_list"][0]) == "WAIT_SELLER_SEND_GOODS"


@pytest.mark.parametrize("why", ["never allowed", "no more", "other buyer"])
def test_the_payment_fails(client: Client, why: str) -> None:
    """The order is there all the same, unpaid."""
    if why == "no more":
        allow(client)
        allow(client, False)
    if why == "other buyer":
        client.admin(f"/buyers/{client.told['real_buyer_email']}", {"auto_pay": True})
    answer = result(client, try_to_pay="true", pay_currency="USD")
    (order_id,) = answer.pop("order_list")
    assert answer == {"is_success": True, "error_msg": "OrderCreated, autoPay fail:APIPayFail"}
    assert state_of(client, order_id) == "PLACE_ORDER_SUCCESS"
    assert details(client, order_id)["order_paidtime_string"] == ""


@pytest.mark.parametrize(
    "payment",
    [[], "true", 5, {"try_to_pay": 1}, {"try_to_pay": "True"}, {"try_to_pay": []}, {"pay_currency": 5}],
)
def test_a_wrong_shape(client: Client, payment: object) -> None:
    assert error_of(create(client, {"payment": payment})) == "UnsupportedParamMapping"
    assert client.orders() == []


def test_unpaid_for_too_long(client: Client) -> None:
    (order_id,) = result(client, try_to_pay="true")["order_list"]
    client.clock.now += 20 * DAY - 1
    assert state_of(client, order_id) == "PLACE_ORDER_SUCCESS"
    client.clock.now += 1
    assert state_of(client, order_id) == "IN_CANCEL"


def test_paid_by_hand_it_goes_on(client: Client) -> None:
    (order_id,) = result(client, try_to_pay="true")["order_list"]
    client.clock.now += 60
    client.admin(f"/orders/{order_id}", {"state": "WAIT_SELLER_SEND_GOODS"})
    assert details(client, order_id)["order_paidtime_string"] == "2026-01-01 04:01:00"


def test_a_failed_payment_is_told(clock: FakeClock) -> None:
    with receiving() as receiver, start_practice(0, rules=Rules(), clock=clock) as practice:
        client = Client(practice, clock)
        client.admin("/webhook", {"url": receiver.url})
        result(client, try_to_pay="true")
        clock.now += 20 * DAY
        client.orders()
        pushes_when(client, lambda pushes: len(pushes) == 3 and settled(pushes))
        told = [one.status for one in receiver.take(3)]
    assert told == ["OrderCreated", "paymentFailedEvent", "OrderClosed"]


@pytest.mark.parametrize("body", [{}, {"auto_pay": "true"}, {"auto_pay": 1}, {"auto_pay": None}])
def test_an_admin_call_of_a_wrong_shape(client: Client, body: dict[str, Any]) -> None:
    assert client.admin(f"/buyers/{client.told['buyer_email']}", body).status == 400


def test_nobody_of_that_name(client: Client) -> None:
    assert client.admin("/buyers/nobody@example.test", {"auto_pay": True}).status == 404
