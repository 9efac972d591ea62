"""What the tab knows and does, on services of straw: the list, the form, the states, handing over, deleting."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aexdesk.faults import NetworkFault, StorageFault
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from aexdesk.workspace.loan_account import LoanAccountStatus
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.fakes import NOW
from tests.ui.tabs.order_tests.conftest import OpenWorld, World
from tests.ui.tabs.order_tests.fakes import BUYER, ITEM, FakeDesk, a_case

DRAFT, SUBMITTED = OrderTestCaseState.DRAFT, OrderTestCaseState.SUBMITTED
ACTIVE, ENDED = OrderTestCaseState.ACTIVE, OrderTestCaseState.ENDED


def begin(world: World, **fields: str) -> None:
    world.act(world.model.begin_new)
    world.act(lambda: world.model.enter(**{"name": "Mug", "item_id": ITEM, "country": "US", **fields}))


def an_order(state: CaseOrderState = CaseOrderState.PLACED, number: int = 1, **changes: str) -> CaseOrder:
    told = {"order_id": f"81{number:014d}", "code": "", "message": "", **changes}
    return CaseOrder(f"o{number}", "practice", "practice-Mug", f"x{number}", NOW, state=state, **told)


def orders(world: World) -> list[str]:
    return [order.id for order in world.state.orders]


def trouble(world: World) -> str:
    return world.state.trouble.code if world.state.trouble is not None else ""


def names(world: World) -> list[str]:
    return [row.name for row in world.state.rows]


# ---------------------------------------------------------------- the form


def test_a_new_case_takes_the_only_account_and_is_saved_as_a_draft(world: World) -> None:
    begin(world, quantity="2", reason="why")
    assert world.form.entry.loan_account_email == BUYER
    assert not world.form.problems
    world.act(world.model.save)
    (case,) = world.desk.test_cases.all.values()
    assert (case.name, case.item_id, case.quantity, case.country, case.reason) == ("Mug", ITEM, 2, "US", "why")
    assert case.state is DRAFT
    assert world.state.chosen == case.id
    assert not world.form.is_dirty


def test_of_two_accounts_none_is_chosen_for_the_person(world: World) -> None:
    world.act(lambda: world.desk.loan_accounts.put("buyer02@example.test"))
    world.act(world.model.begin_new)
    assert world.form.entry.loan_account_email == ""


def test_an_account_whose_loan_has_ended_is_not_offered_by_itself(world: World) -> None:
    desk = world.desk
    world.act(lambda: desk.loan_accounts.put("old@example.test", status=LoanAccountStatus.ENDED))
    world.act(lambda: desk.loan_accounts.put("past@example.test", until=date(2026, 5, 3)))
    world.act(world.model.begin_new)
    assert world.form.entry.loan_account_email == BUYER


def test_nothing_is_saved_while_something_is_wrong(world: World) -> None:
    begin(world, quantity="0", name=" ")
    world.act(world.model.save)
    assert not world.desk.test_cases.all
    assert [problem.values["field"] for problem in world.form.problems] == ["name", "quantity"]


def test_a_name_is_taken_once(world: World) -> None:
    world.put()
    begin(world)
    assert [problem.code for problem in world.form.problems] == ["name_taken"]


@pytest.mark.parametrize(
    ("pasted", "becomes", "is_from_url"),
    [
        (f"https://www.aliexpress.com/item/{ITEM}.html?spm=a2g0o", ITEM, True),
        (f" {ITEM} ", ITEM, False),
        (ITEM, ITEM, False),
        ("https://example.test/item/1.html", "https://example.test/item/1.html", False),
    ],
)
def test_a_product_link_becomes_its_id(world: World, pasted: str, becomes: str, is_from_url: bool) -> None:
    begin(world, item_id=pasted)
    world.act(world.model.settle_item)
    assert world.form.entry.item_id == becomes
    assert world.form.is_from_url is is_from_url


def test_what_was_typed_survives_another_case_another_environment_and_the_window(open_world: OpenWorld) -> None:
    world = open_world()
    world.put("Cup")
    world.act(lambda: world.model.enter(reason="half a thought"))
    begin(world, name="Begun")
    world.choose("Cup")
    assert world.form.entry.reason == "half a thought"
    world.do(world.desk.standing.choose_environment("live"))
    assert world.state.rows == ()
    world.do(world.desk.standing.choose_environment("practice"))
    assert names(world) == ["Begun", "Cup"]
    world.close()

    again = open_world()
    assert [(row.name, row.is_unsaved) for row in again.state.rows] == [("Begun", True), ("Cup", True)]
    again.choose("Cup")
    assert again.form.entry.reason == "half a thought"


def test_what_was_begun_and_left_blank_is_not_kept(open_world: OpenWorld) -> None:
    world = open_world()
    world.act(world.model.begin_new)
    world.close()
    assert open_world().state.rows == ()


def test_what_cannot_be_read_any_more_is_forgotten(open_world: OpenWorld, desk: FakeDesk) -> None:
    desk.preferences.values["order_tests.entries"] = {"new practice": {"name": "x"}, "a": 5}
    assert open_world().state.rows == ()


def test_a_full_disk_is_told_loses_nothing_and_can_be_tried_again(world: World) -> None:
    begin(world)
    world.desk.test_cases.fault = StorageFault("disk_full", path="/data")
    world.act(world.model.save)
    assert trouble(world) == "disk_full"
    assert world.form.entry.name == "Mug"
    world.desk.test_cases.fault = None
    world.act(world.model.try_again)
    assert trouble(world) == ""
    assert list(world.desk.test_cases.all) == ["practice-Mug"]


def test_trouble_stays_where_it_happened(world: World) -> None:
    begin(world)
    world.desk.test_cases.fault = StorageFault("disk_full", path="/data")
    world.act(world.model.save)
    world.do(world.desk.standing.choose_environment("live"))
    assert trouble(world) == ""
    world.do(world.desk.standing.choose_environment("practice"))
    assert trouble(world)


def test_what_is_typed_while_saving_stays_typed(world: World) -> None:
    begin(world)
    world.desk.test_cases.gate = asyncio.Event()
    world.act(world.model.save)
    assert world.form.is_busy
    world.act(lambda: world.model.enter(reason="an afterthought"))
    world.act(world.desk.test_cases.gate.set)
    assert (world.form.id, world.form.entry.reason) == ("practice-Mug", "an afterthought")
    assert world.form.is_dirty
    assert not world.form.is_busy


# ---------------------------------------------------------------- the states


def test_in_practice_submit_and_approve_act_on_the_gateway(world: World) -> None:
    world.put()
    world.act(world.model.submit)
    assert world.form.state is SUBMITTED
    world.act(world.model.approve)
    assert world.desk.practice_acts.acts == ["Mug submitted", "Mug active"]
    assert (world.form.state, world.form.activated_at) == (ACTIVE, NOW)


def test_live_asks_what_the_app_console_shows(world: World) -> None:
    desk = world.desk
    world.do(desk.standing.choose_environment("live"))
    world.put(environment="live")
    world.act(world.model.submit)
    world.act(world.model.approve)
    assert world.form.state is SUBMITTED
    assert world.state.is_asking_approval
    world.act(lambda: world.model.answer_approval(False))
    assert (world.form.state, world.state.is_asking_approval) == (SUBMITTED, False)
    world.act(world.model.approve)
    world.act(lambda: world.model.answer_approval(True))
    assert world.form.state is ACTIVE
    assert not desk.practice_acts.acts


def test_the_question_of_one_case_is_not_answered_for_another(world: World) -> None:
    desk = world.desk
    world.do(desk.standing.choose_environment("live"))
    for name in ("Mug", "Cup"):
        world.put(name, environment="live", state=SUBMITTED)
    world.choose("Mug")
    world.act(world.model.approve)
    world.choose("Cup")
    assert not world.state.is_asking_approval
    world.act(lambda: world.model.answer_approval(True))
    assert {case.state for case in desk.test_cases.all.values()} == {SUBMITTED}


def test_without_a_gateway_nothing_moves_and_it_can_be_tried_again(world: World) -> None:
    world.put()
    world.desk.practice_acts.fault = NetworkFault("practice_off")
    world.act(world.model.submit)
    assert world.form.state is DRAFT
    assert trouble(world)
    world.desk.practice_acts.fault = None
    world.act(world.model.try_again)
    assert world.form.state is SUBMITTED


def test_nothing_moves_while_something_is_unsaved(world: World) -> None:
    world.put()
    world.act(lambda: world.model.enter(reason="x"))
    world.act(world.model.submit)
    assert world.desk.test_cases.all["practice-Mug"].state is DRAFT


def test_it_ends_and_begins_again(world: World) -> None:
    world.put(state=ACTIVE)
    world.act(world.model.end)
    assert world.form.state is ENDED
    world.act(world.model.begin_again)
    assert world.form.state is DRAFT


@pytest.mark.parametrize(
    ("changed", "warns"),
    [
        ({"loan_account_email": "x@example.test"}, True),
        ({"item_id": "1"}, True),
        ({"quantity": "2"}, True),
        ({"country": "DE"}, True),
        ({"name": "Other", "reason": "x"}, False),
        ({"item_id": f" {ITEM} "}, False),
    ],
)
def test_changing_a_fact_of_an_active_case_is_said_and_makes_it_a_draft(
    world: World, changed: dict[str, str], warns: bool
) -> None:
    world.put(state=ACTIVE)
    world.act(lambda: world.model.enter(**changed))
    assert world.form.changes_facts is warns
    world.act(world.model.save)
    assert world.form.state is (DRAFT if warns else ACTIVE)


# ---------------------------------------------------------------- the list


def test_search_finds_every_word_anywhere(world: World) -> None:
    world.put("Mug", reason="first try")
    world.put("Cup", country="DE")
    world.act(lambda: world.model.search("de cup"))
    assert names(world) == ["Cup"]
    world.act(lambda: world.model.search("try mug"))
    assert names(world) == ["Mug"]
    assert world.state.total == 2


def test_a_duplicate_is_a_draft_and_takes_no_begun_ones_place(world: World) -> None:
    world.put(state=ACTIVE)
    begin(world, name="Begun")
    world.choose("Mug")
    world.act(world.model.duplicate)
    assert (world.form.entry.name, world.form.is_new, world.form.state) == ("Mug 2", False, DRAFT)
    assert names(world) == ["Begun", "Mug", "Mug 2"]
    assert {case.name: case.state for case in world.desk.test_cases.all.values()} == {"Mug": ACTIVE, "Mug 2": DRAFT}


def test_delete_can_be_undone_for_eight_seconds_and_then_no_more(world: World) -> None:
    for name in ("Mug", "Cup"):
        world.put(name)
    world.choose("Mug")
    world.act(world.model.remove)
    assert (names(world), world.form.entry.name) == (["Cup"], "Cup")
    assert world.toasts.said[-1]() == "Mug is deleted."
    world.wait(8)
    world.undo()
    assert sorted(names(world)) == ["Cup", "Mug"]
    assert world.form.entry.name == "Mug"
    world.act(world.model.remove)
    world.wait(10)
    assert not world.desk.test_cases.hidden


def test_what_nobody_brings_back_is_deleted_for_good(world: World) -> None:
    world.put()
    world.act(world.model.remove)
    world.wait(8)
    assert world.desk.test_cases.hidden
    world.wait(2)
    assert not world.desk.test_cases.hidden


def test_an_undo_after_the_name_was_taken_says_so(world: World) -> None:
    world.put()
    world.act(world.model.remove)
    world.put(id="another")
    world.undo()
    assert trouble(world) == "name_taken"


def test_closing_ends_the_time_to_undo_and_lets_go_of_the_services(open_world: OpenWorld, desk: FakeDesk) -> None:
    world = open_world()
    world.put()
    world.act(world.model.remove)
    world.close()
    assert not desk.test_cases.hidden
    listened = (
        desk.test_cases.changed,
        desk.loan_accounts.changed,
        desk.case_orders.changed,
        desk.standing.changed,
        desk.tokens.token_changed,
        desk.handovers.account_for_test_case.changed,
    )
    assert not any(listened)


# ---------------------------------------------------------------- handed over


def test_an_account_that_is_handed_over_begins_a_case(open_world: OpenWorld, desk: FakeDesk) -> None:
    desk.loan_accounts.put("buyer02@example.test")
    desk.handovers.account_for_test_case.give("buyer02@example.test")
    world = open_world()
    assert (world.form.is_new, world.form.entry.loan_account_email) == (True, "buyer02@example.test")
    world.act(lambda: world.model.enter(name="Begun"))
    world.act(lambda: desk.handovers.account_for_test_case.give(BUYER))
    assert (world.form.entry.name, world.form.entry.loan_account_email) == ("Begun", BUYER)
    assert desk.handovers.account_for_test_case.take() is None


def test_the_orders_of_the_chosen_case_come_and_open_in_the_console(world: World) -> None:
    for name in ("Mug", "Cup"):
        world.put(name)
    world.choose("Mug")
    assert orders(world) == []
    world.order(an_order())
    assert orders(world) == ["o1"]
    world.choose("Cup")
    assert orders(world) == []
    world.choose("Mug")
    assert orders(world) == ["o1"]
    world.act(lambda: world.model.open_exchange("x1"))
    assert world.desk.handovers.exchange_for_console.take() == "x1"


def test_the_orders_are_there_at_once_when_the_tab_opens(open_world: OpenWorld, desk: FakeDesk) -> None:
    desk.test_cases.put(a_case())
    desk.case_orders.put(an_order())
    assert len(open_world().state.orders) == 1


def test_of_many_orders_the_newest_are_shown(world: World) -> None:
    world.put()
    for number in range(60):
        world.desk.case_orders.all.insert(0, an_order(number=number))
    world.act(world.desk.case_orders.changed.announce)
    assert (len(world.state.orders), world.state.order_total) == (50, 60)
    assert world.state.orders[0].id == "o59"
