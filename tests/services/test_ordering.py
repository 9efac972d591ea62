"""Ordering against the real practice gateway: look up, choose, build, send, and what stands on the test case then."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault, PlatformError
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.offers import DeliveryOption, Offer, Sku
from aexdesk.ordertest.order_payload import Address, OrderChoice
from aexdesk.services.ordering import ORDER_API
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.profile import Profile
from tests.practice.world import fetch
from tests.services.worlds import a_desk, a_profile, draft

CUPS = "1005990000001014"
"""An item of the practice gateway with several SKUs."""


@dataclass
class Bench:
    """A desk with a running practice gateway, the seeded app as a profile, and its loaned buyer logged in."""

    desk: Desk
    profile: Profile

    async def case(self, item_id: str = "", quantity: int = 2, country: str = "US") -> OrderTestCase:
        """An active test case, here and on the gateway; not that of the seeds, which has a quantity of 1."""
        seeds = self.desk.practising.seeds
        assert seeds is not None
        form = OrderTestCaseDraft(
            "practice",
            f"{country} {item_id} {quantity}",
            seeds.buyer_email,
            item_id or seeds.test_case.item_id,
            quantity,
            country,
            state=OrderTestCaseState.ACTIVE,
        )
        told = {"name": form.name, "loan_account_email": form.loan_account_email, "item_id": form.item_id}
        more = {"quantity": quantity, "country": country, "reason": "", "state": "active"}
        await self.admin("/test-cases", told | more)
        return await self.desk.test_cases.add(form)

    async def admin(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        url = f"{self.desk.practising.state.url}/_practice{path}"
        answer = await asyncio.to_thread(fetch, url, data)
        assert answer.status == 200, answer.body
        return answer.json

    async def choose(self, case: OrderTestCase) -> tuple[Offer, Sku, tuple[DeliveryOption, ...]]:
        offer = await self.desk.ordering.look_up(case, self.profile)
        delivery = await self.desk.ordering.find_delivery(case, self.profile, offer.skus[0])
        return offer, offer.skus[0], delivery

    def preset(self, country: str) -> Address:
        return self.desk.address_presets.of_country(country)[0][1]

    async def send(self, call: Call) -> Exchange:
        caller = await self.desk.callers.of_profile(self.profile, call.api)
        return await self.desk.calling.send(call, caller, PRACTICE)

    async def order(self, case: OrderTestCase, **changes: Any) -> tuple[Exchange, CaseOrder]:
        """Sends an order for the case; its exchange, and the line that it left on the case."""
        choice = OrderChoice("", "CAINIAO_STANDARD", self.preset(case.country), f"AEX-{case.id[:8]}")
        exchange = await self.send(self.desk.ordering.build(case, replace(choice, **changes)))
        (line,) = await self.desk.case_orders.list(case.id)
        assert (line.exchange_id, line.environment, line.at) == (exchange.id, "practice", exchange.at)
        return exchange, line


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with a_desk(tmp_path, now=lambda: datetime.now(UTC)) as desk:
        await desk.practising.start(port=0)
        seeds = desk.practising.seeds
        assert seeds is not None
        profile = await desk.profiles.add(draft(app_key=seeds.app_key), seeds.app_secret)
        await desk.tokens.add(profile, TokenGrant(seeds.buyer_email, session=seeds.session))
        await desk.loan_accounts.add("practice", seeds.buyer_email)
        yield Bench(desk, profile)


# ---------------------------------------------------------------- from the look-up to the order


@pytest.mark.parametrize("simplify", ["", "true"])
async def test_an_item_is_looked_up_for_the_country_of_the_case(
    bench: Bench, simplify: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await bench.case(CUPS, quantity=2)
    if simplify:  # what the platform may do by itself, done on the way
        send = bench.desk.calling.send

        async def simplified(call: Call, *others: Any) -> Exchange:
            return await send(replace(call, settings=(("simplify", simplify),)), *others)

        monkeypatch.setattr(bench.desk.calling, "send", simplified)
    offer, sku, delivery = await bench.choose(case)
    assert (offer.item_id, offer.title, offer.is_on_sale) == (CUPS, "Enamel cup, 400 ml", True)
    assert [one.sku_id for one in offer.skus] == ["12000990000000009", "12000990000000085", "12000990000000125"]
    assert sku == Sku("12000990000000009", "14:175#Green", "Color: Green", "5.10", "USD", 291)
    assert delivery == (
        DeliveryOption("CAINIAO_FULFILLMENT_STD", "Practice Selection Standard", "0", "USD", 8, 13, True),
        DeliveryOption("CAINIAO_STANDARD", "Practice Standard Shipping", "2.49", "USD", 9, 16, True),
        DeliveryOption("AE_PRACTICE_PREMIUM", "Practice Premium Shipping", "16.90", "USD", 4, 7, True),
    )
    lines = await bench.desk.history.recent()
    assert [line.api for line in lines] == ["aliexpress.ds.freight.query", "aliexpress.ds.product.get"]
    assert await bench.desk.case_orders.list(case.id) == (), "what only reads leaves no line on the case"


async def test_an_order_that_is_placed_stands_on_its_case_and_is_free(bench: Bench) -> None:
    case = await bench.case()
    heard: list[int] = []
    bench.desk.case_orders.changed.append(lambda: heard.append(1))
    _offer, sku, delivery = await bench.choose(case)
    exchange, line = await bench.order(case, sku_attr=sku.sku_attr, logistics_service_name=delivery[0].code)
    assert exchange.guard.test_case == case.name
    assert (line.state, line.code, line.message) == (CaseOrderState.PLACED, "", "")
    (order,) = await bench.admin("/orders")
    assert (str(order["order_id"]), order["free"], order["test_case"]) == (line.order_id, True, case.name)
    assert heard == [1]


@pytest.mark.parametrize(
    "country", ["US", "ES", "BR", "SA", "AU", "GB", "MX", "IL", "KR", "PL", "IT", "FR", "DE", "CA"]
)
async def test_the_presets_are_addresses_that_practice_takes(bench: Bench, country: str) -> None:
    case = await bench.case(CUPS, country=country)
    _exchange, line = await bench.order(case, sku_attr="14:175#Green")
    assert (line.state, line.code) == (CaseOrderState.PLACED, "")


async def test_an_address_that_breaks_a_rule_builds_no_order_and_practice_would_refuse_it(bench: Bench) -> None:
    """Two opinions: ours before anything is built, and the gateway's own where the order is sent nevertheless."""
    case = await bench.case(country="SA", item_id=CUPS)
    address = replace(bench.preset("SA"), nat_addr="")
    with pytest.raises(BadInput) as caught:
        bench.desk.ordering.build(case, OrderChoice("14:175#Green", "CAINIAO_STANDARD", address))
    assert (caught.value.code, caught.value.values["field"]) == ("address_missing", "nat_addr")
    whole = bench.desk.ordering.build(case, OrderChoice("14:175#Green", "", bench.preset("SA")))
    exchange = await bench.send(replace(whole, parameters=whole.parameters[:1]))
    assert exchange.error is not None
    (line,) = await bench.desk.case_orders.list(case.id)
    assert (line.state, line.code) == (CaseOrderState.REFUSED, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL")
    assert line.message == "Please enter the 8-digit national address"
    assert line.order_id == ""


async def test_an_address_elsewhere_builds_no_order(bench: Bench) -> None:
    case = await bench.case()
    for address, code in ((bench.preset("ES"), "address_elsewhere"), (Address(), "bad_country")):
        with pytest.raises(BadInput) as caught:
            bench.desk.ordering.build(case, OrderChoice("", "", address))
        assert (caught.value.code, caught.value.values["field"]) == (code, "country")
    fields = [error.values["field"] for error in bench.desk.ordering.check(case, OrderChoice("", "", Address()))]
    assert fields[0] == "country"
    assert len(fields) == len(set(fields)) == 8


# ---------------------------------------------------------------- what the platform refuses


async def test_a_wrong_sku_is_refused_with_its_code(bench: Bench) -> None:
    case = await bench.case(CUPS)
    exchange, line = await bench.order(case, sku_attr="14:1#Purple")
    assert (line.state, line.code) == (CaseOrderState.REFUSED, "SKU_NOT_EXIST")
    assert exchange.error is not None
    assert await bench.admin("/orders") == []


async def test_an_order_beyond_the_stock_is_refused_with_its_code(bench: Bench) -> None:
    _exchange, line = await bench.order(await bench.case(CUPS, quantity=292), sku_attr="14:175#Green")
    assert (line.state, line.code) == (CaseOrderState.REFUSED, "INVENTORY_HOLD_ERROR")


async def test_a_repeated_order_is_refused_and_both_stand_there_newest_first(bench: Bench) -> None:
    case = await bench.case()
    _exchange, first = await bench.order(case, out_order_id="AEX-1")
    call = bench.desk.ordering.build(case, OrderChoice("", "", bench.preset("US"), "AEX-1"))
    await bench.send(call)
    newest, oldest = await bench.desk.case_orders.list(case.id)
    assert oldest == first
    assert (newest.state, newest.code) == (CaseOrderState.EXISTS, "REPEATED_ORDER_ERROR")


async def test_an_order_that_the_guard_keeps_leaves_no_line(bench: Bench) -> None:
    case = await bench.case()
    call = bench.desk.ordering.build(replace(case, quantity=3), OrderChoice("", "", bench.preset("US")))
    exchange = await bench.send(call)
    assert (exchange.guard.allowed, exchange.guard.test_case) == (False, case.name)
    assert await bench.desk.case_orders.list(case.id) == ()
    assert await bench.admin("/orders") == []


# ---------------------------------------------------------------- what nobody knows


@pytest.mark.parametrize(
    ("fault", "code", "orders"),
    [
        ({"kind": "timeout_after_order", "value": 50}, "connection_lost", 1),
        ({"kind": "truncate"}, "connection_lost", 1),
        ({"kind": "reset"}, "connection_lost", 0),
        ({"kind": "garbage"}, "not_json", 0),
        ({"kind": "status", "value": 503}, "HTTP 503", 0),
        ({"kind": "error", "value": "ServiceTimeout"}, "ServiceTimeout", 0),
    ],
)
async def test_an_order_without_an_answer_may_exist(
    bench: Bench, fault: dict[str, Any], code: str, orders: int
) -> None:
    case = await bench.case()
    await bench.admin("/faults", {"api": ORDER_API, **fault})
    _exchange, line = await bench.order(case)
    assert (line.state, line.code, line.order_id) == (CaseOrderState.UNKNOWN, code, "")
    assert len(await bench.admin("/orders")) == orders


@pytest.mark.parametrize(("kind", "code"), [("throttle", "ApiCallLimit"), ("error", "ServiceUnavailable")])
async def test_an_error_of_the_platform_is_a_refusal(bench: Bench, kind: str, code: str) -> None:
    case = await bench.case()
    await bench.admin("/faults", {"api": ORDER_API, "kind": kind})
    _exchange, line = await bench.order(case)
    assert (line.state, line.code) == (CaseOrderState.REFUSED, code)


async def test_an_order_that_is_cancelled_on_its_way_may_exist(bench: Bench) -> None:
    case = await bench.case()
    await bench.admin("/faults", {"api": ORDER_API, "kind": "timeout_after_order", "value": 60_000})
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        sending = group.create_task(bench.order(case))
        while not await bench.admin("/orders"):
            """The gateway tells nobody when an order arrives."""
        sending.cancel()
    (line,) = await bench.desk.case_orders.list(case.id)
    assert (line.state, line.code) == (CaseOrderState.UNKNOWN, "cancelled")


# ---------------------------------------------------------------- looking up what cannot be


@pytest.mark.parametrize(
    ("item_id", "country", "code"), [("1005990000000002", "US", "605"), ("1005990000007092", "BR", "602")]
)
async def test_an_item_that_is_not_sold_there_is_an_error_of_the_platform(
    bench: Bench, item_id: str, country: str, code: str
) -> None:
    case = await bench.case(item_id, country=country)
    with pytest.raises(PlatformError) as caught:
        await bench.desk.ordering.look_up(case, bench.profile)
    (line,) = await bench.desk.history.recent()
    assert (caught.value.code, caught.value.values["exchange_id"]) == (code, line.id)
    assert caught.value.values["message"]


async def test_a_delivery_that_there_is_none_of_is_an_error_of_the_platform(bench: Bench) -> None:
    case = await bench.case(country="NZ")
    with pytest.raises(PlatformError, match="505") as caught:
        await bench.desk.ordering.find_delivery(case, bench.profile, Sku("12000990000000001", "", "", "", "", 1))
    assert caught.value.values["message"] == "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS"


async def test_what_goes_wrong_on_the_way_is_a_fault_of_the_network(bench: Bench) -> None:
    case = await bench.case()
    await bench.admin("/faults", {"api": "aliexpress.ds.product.get", "kind": "reset"})
    with pytest.raises(NetworkFault, match="connection_lost") as caught:
        await bench.desk.ordering.look_up(case, bench.profile)
    assert str(caught.value.values["host"]).startswith("127.0.0.1")
    await bench.admin("/faults", {"api": "aliexpress.ds.product.get", "kind": "garbage"})
    with pytest.raises(NetworkFault, match="not_json"):
        await bench.desk.ordering.look_up(case, bench.profile)


async def test_practice_and_live_do_not_mix(bench: Bench) -> None:
    live = await a_profile(bench.desk, "L", "live")
    with pytest.raises(BadInput, match="profile_elsewhere"):
        await bench.desk.ordering.look_up(await bench.case(), live)
    assert await bench.desk.history.count() == 0
