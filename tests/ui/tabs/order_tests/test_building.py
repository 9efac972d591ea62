"""Building the order: SKU, service and address are chosen, and the request goes to the console; nothing is sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from aexdesk.faults import BadInput, NetworkFault, StorageFault
from aexdesk.services.handover import PreparedOrder
from aexdesk.ui.tabs.order_tests.check_words import label_delivery, label_sku
from aexdesk.ui.tabs.order_tests.state import Building
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.tabs.order_tests.conftest import World
from tests.ui.tabs.order_tests.fakes import BLACK, FAST, FREE, HOME, WHITE

ACTIVE = OrderTestCaseState.ACTIVE


@pytest.fixture
def built(world: World) -> World:
    """An order is being built for an active case; its answers have come."""
    world.put(state=ACTIVE)
    world.act(world.model.build)
    return world


def building(world: World) -> Building:
    assert world.state.building is not None
    return world.state.building


def prepared(world: World) -> PreparedOrder | None:
    return world.desk.handovers.order_for_console.take()


def hand_over(world: World) -> bool:
    done: list[bool] = []
    world.act(lambda: done.append(world.model.open_in_console()))
    return done[0]


def test_it_begins_with_what_suits(built: World) -> None:
    now = building(built)
    assert (now.inquiry.sku, now.delivery, now.preset, now.address) == (BLACK, FREE.code, "Vineland", HOME)
    assert now.is_complete
    assert not now.problems


def test_the_request_is_handed_over_as_chosen(built: World) -> None:
    world = built
    world.act(lambda: world.model.choose_sku(WHITE.sku_id))
    assert world.desk.ordering.asked[-1] == "1 of Color: White"
    world.act(lambda: world.model.builder.choose_delivery(FAST.code))
    assert hand_over(world)
    order = prepared(world)
    assert order is not None
    assert (order.environment, order.case_id) == ("practice", "practice-Mug")
    assert world.desk.standing.profile is not None
    assert order.profile_id == world.desk.standing.profile.id
    (choice,) = world.desk.ordering.choices
    assert (choice.sku_attr, choice.logistics_service_name, choice.address) == (WHITE.sku_attr, FAST.code, HOME)
    assert world.state.building is None


def test_each_built_order_has_an_id_of_its_own(built: World) -> None:
    world = built
    for _time in range(2):
        assert hand_over(world)
        world.act(world.model.build)
    assert [choice.out_order_id for choice in world.desk.ordering.choices] == ["order-1", "order-2"]


@pytest.mark.parametrize("state", [state for state in OrderTestCaseState if state is not ACTIVE])
def test_only_an_active_case_is_built(world: World, state: OrderTestCaseState) -> None:
    world.put(state=state)
    world.act(world.model.build)
    assert world.state.building is None
    assert not world.desk.ordering.asked


def test_a_case_with_something_unsaved_is_not_built(world: World) -> None:
    world.put(state=ACTIVE)
    world.act(lambda: world.model.enter(quantity="2"))
    world.act(world.model.build)
    assert world.state.building is None


def test_a_case_that_is_no_longer_active_is_no_longer_built(built: World) -> None:
    built.put(state=OrderTestCaseState.ENDED)
    assert built.state.building is None
    assert not built.model.open_in_console()
    assert prepared(built) is None


def test_a_broken_address_is_not_handed_over(built: World) -> None:
    built.act(lambda: built.model.builder.enter(address="x"))
    assert [problem.values["field"] for problem in building(built).problems] == ["address"]
    assert not hand_over(built)
    assert prepared(built) is None


def test_what_only_the_service_refuses_stands_at_its_field_until_it_is_typed_anew(built: World) -> None:
    built.desk.ordering.build_fault = BadInput("address_odd_character", field="city")
    assert not hand_over(built)
    assert [problem.values["field"] for problem in building(built).problems] == ["city"]
    built.desk.ordering.build_fault = None
    built.act(lambda: built.model.builder.enter(city="Trenton"))
    assert hand_over(built)


def test_what_is_no_fields_fault_is_told_above(built: World) -> None:
    built.desk.ordering.build_fault = BadInput("address_elsewhere", field="country", expected="US", found="DE")
    assert not hand_over(built)
    assert built.state.trouble is built.desk.ordering.build_fault


def test_the_address_is_kept_for_the_next_order_and_as_a_preset(built: World) -> None:
    world = built
    world.act(lambda: world.model.builder.enter(city="Trenton"))
    assert building(world).is_address_changed
    world.act(lambda: world.model.builder.save_preset("Trenton"))
    assert world.desk.address_presets.kept["Trenton"] == replace(HOME, city="Trenton")
    assert (building(world).preset, building(world).is_address_changed) == ("Trenton", False)
    world.act(lambda: world.model.choose_preset("Vineland"))
    assert building(world).address == HOME
    world.act(lambda: world.model.builder.enter(city="Camden"))
    world.act(world.model.builder.close)
    world.act(world.model.build)
    assert building(world).address.city == "Camden"


def test_an_address_that_cannot_be_kept_is_told(built: World) -> None:
    built.desk.address_presets.fault = StorageFault("disk_full", path="/data")
    built.act(lambda: built.model.builder.save_preset("Home"))
    assert built.state.trouble is built.desk.address_presets.fault


def test_another_country_begins_with_an_address_there(built: World) -> None:
    world = built
    world.act(world.model.builder.close)
    world.put(state=ACTIVE, country="BR")
    world.act(world.model.build)
    now = building(world)
    assert (now.address.country, now.address.city, now.presets) == ("BR", "", ())
    assert "cpf" in now.fields
    assert "nat_addr" not in now.fields


def test_nothing_is_complete_before_the_answers_are_there(world: World) -> None:
    world.desk.ordering.gate = asyncio.Event()
    world.put(state=ACTIVE)
    world.act(world.model.build)
    assert not building(world).is_complete
    assert not hand_over(world)
    world.act(world.desk.ordering.gate.set)
    assert building(world).is_complete


def test_another_sku_while_the_freight_is_asked_takes_its_place(built: World) -> None:
    world = built
    world.desk.ordering.gate = asyncio.Event()
    world.act(lambda: world.model.choose_sku(WHITE.sku_id))
    world.act(lambda: world.model.choose_sku(BLACK.sku_id))
    assert building(world).inquiry.is_running
    world.act(world.desk.ordering.gate.set)
    now = building(world)
    assert (now.inquiry.sku, now.is_complete) == (BLACK, True)


def test_a_service_that_the_next_sku_has_not_is_not_kept(built: World) -> None:
    world = built
    world.act(lambda: world.model.builder.choose_delivery(FAST.code))
    world.desk.ordering.deliveries = (FREE,)
    world.act(lambda: world.model.choose_sku(WHITE.sku_id))
    assert building(world).delivery == FREE.code


def test_a_question_that_fails_can_be_asked_again(world: World) -> None:
    world.desk.ordering.freight_fault = NetworkFault("silent", host="127.0.0.1")
    world.put(state=ACTIVE)
    world.act(world.model.build)
    assert not building(world).is_complete
    world.desk.ordering.freight_fault = None
    world.act(world.model.build)
    assert building(world).is_complete


def test_another_environment_leaves_the_order_and_finds_it_again(built: World) -> None:
    world = built
    world.do(world.desk.standing.choose_environment("live"))
    assert world.state.building is None
    world.do(world.desk.standing.choose_environment("practice"))
    assert world.state.building is not None


def test_a_variant_tells_price_and_stock_and_a_service_fee_and_days() -> None:
    assert label_sku(BLACK, 1) == "Color: Black · USD 8.40 · 50 in stock"
    assert label_sku(replace(BLACK, stock=None), 3) == "Color: Black · 3 × USD 8.40 · stock not told"
    assert label_delivery(FREE) == "Standard · free · 9 to 16 days"
    assert label_delivery(replace(FAST, company="", max_days=None)) == "PREMIUM · USD 4.99 · 3 days"
    assert label_delivery(replace(FAST, min_days=None, max_days=None, fee="0.00")) == "Premium · free"
    # Nobody told the fee: that is not free.
    assert label_delivery(replace(FAST, fee="", currency="", min_days=None, max_days=None)) == "Premium"
