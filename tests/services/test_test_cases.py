"""Order test cases: what an edit does to a case that was approved, and which steps a case can take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.services.test_cases import MOVES, OrderTestCaseDraft
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.services.worlds import a_desk

DRAFT, SUBMITTED = OrderTestCaseState.DRAFT, OrderTestCaseState.SUBMITTED
ACTIVE, ENDED = OrderTestCaseState.ACTIVE, OrderTestCaseState.ENDED
FORM = OrderTestCaseDraft("practice", "First", "Buyer@loan.example", "1005001234567890", 1, "US", "why")
MOVES_THERE_ARE = [(before, after) for before, afters in MOVES.items() for after in afters]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_desk(tmp_path) as desk:
        yield desk


async def a_case(desk: Desk, state: OrderTestCaseState = ACTIVE) -> OrderTestCase:
    return await desk.test_cases.add(replace(FORM, state=state))


# ---------------------------------------------------------------- editing


@pytest.mark.parametrize("state", OrderTestCaseState)
@pytest.mark.parametrize(
    "changes",
    [
        {"loan_account_email": "other@loan.example"},
        {"item_id": "1005001234567891"},
        {"quantity": 2},
        {"country": "ES"},
    ],
)  # fmt: skip
async def test_a_case_whose_facts_change_is_a_draft_again(
    desk: Desk, state: OrderTestCaseState, changes: dict[str, Any]
) -> None:
    case = await a_case(desk, state)
    edited = await desk.test_cases.edit(case.id, replace(FORM, **changes))
    assert edited == replace(case, state=DRAFT, activated_at=None, **changes)
    assert await desk.test_cases.get(case.id) == edited


@pytest.mark.parametrize("state", OrderTestCaseState)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "Second"},
        {"name": " First "},
        {"reason": "another reason"},
        {"loan_account_email": " BUYER@loan.example"},
        {"state": DRAFT},
    ],
)  # fmt: skip
async def test_a_case_whose_facts_stay_keeps_its_state(
    desk: Desk, state: OrderTestCaseState, changes: dict[str, Any]
) -> None:
    """The account is compared as the guard compares it; the state of the form is not the case's."""
    case = await a_case(desk, state)
    edited = await desk.test_cases.edit(case.id, replace(FORM, **changes))
    assert (edited.state, edited.activated_at) == (case.state, case.activated_at)
    assert edited.name == changes.get("name", "First").strip()
    assert edited.reason == changes.get("reason", "why")


async def test_an_edit_that_cannot_be_changes_nothing(desk: Desk) -> None:
    case = await a_case(desk)
    await desk.test_cases.add(replace(FORM, name="Second"))
    heard: list[int] = []
    desk.test_cases.changed.append(lambda: heard.append(1))
    for changes, code in (
        ({"name": " "}, "field_missing"),
        ({"name": "Second"}, "name_taken"),
        ({"quantity": 0}, "bad_quantity"),
        ({"environment": "live"}, "test_case_environment_fixed"),
    ):
        with pytest.raises(BadInput, match=code):
            await desk.test_cases.edit(case.id, replace(FORM, **changes))
    with pytest.raises(BadInput, match="unknown_test_case"):
        await desk.test_cases.edit("nobody", FORM)
    assert await desk.test_cases.get(case.id) == case
    assert heard == []
    await desk.test_cases.edit(case.id, replace(FORM, name="Third"))
    assert heard == [1]


async def test_an_edit_and_a_move_at_once_do_not_undo_each_other(desk: Desk) -> None:
    case = await a_case(desk, SUBMITTED)
    await asyncio.gather(
        desk.test_cases.move(case.id, ACTIVE), desk.test_cases.edit(case.id, replace(FORM, reason="new"))
    )
    found = await desk.test_cases.get(case.id)
    assert (found.state, found.reason) == (ACTIVE, "new")


# ---------------------------------------------------------------- moving


@pytest.mark.parametrize(("before", "after"), MOVES_THERE_ARE)
async def test_the_steps_that_a_case_can_take(
    desk: Desk, before: OrderTestCaseState, after: OrderTestCaseState
) -> None:
    case = await a_case(desk, before)
    moved = await desk.test_cases.move(case.id, after)
    assert moved.state is after
    assert await desk.test_cases.get(case.id) == moved
    assert (moved.activated_at is not None) is (after is ACTIVE or (before, after) == (ACTIVE, ENDED))


@pytest.mark.parametrize(
    ("before", "after"),
    [(DRAFT, ACTIVE), (DRAFT, ENDED), (ACTIVE, SUBMITTED), (ENDED, ACTIVE), (ENDED, SUBMITTED)],
)
async def test_the_steps_that_no_case_can_take(
    desk: Desk, before: OrderTestCaseState, after: OrderTestCaseState
) -> None:
    assert (before, after) not in MOVES_THERE_ARE
    case = await a_case(desk, before)
    with pytest.raises(BadInput, match="bad_state_move"):
        await desk.test_cases.move(case.id, after)
    assert await desk.test_cases.get(case.id) == case


async def test_a_case_that_becomes_active_again_is_dated_anew(desk: Desk) -> None:
    case = await a_case(desk)
    assert await desk.test_cases.move(case.id, ACTIVE) == case, "no step, no new date"
    for state in (DRAFT, SUBMITTED):
        await desk.test_cases.move(case.id, state)
    again = await desk.test_cases.move(case.id, ACTIVE)
    assert case.activated_at is not None
    assert again.activated_at is not None
    assert again.activated_at > case.activated_at
    with pytest.raises(BadInput, match="unknown_test_case"):
        await desk.test_cases.move("nobody", ACTIVE)


# ---------------------------------------------------------------- removing


async def test_a_hidden_case_comes_back_until_it_is_purged(tmp_path: Path, desk: Desk) -> None:
    case = await a_case(desk)
    heard: list[int] = []
    desk.test_cases.changed.append(lambda: heard.append(1))
    await desk.test_cases.hide(case)
    assert await desk.test_cases.list() == ()
    with pytest.raises(BadInput, match="unknown_test_case"):
        await desk.test_cases.get(case.id)
    await desk.test_cases.restore(case)
    assert await desk.test_cases.list() == (case,)
    assert heard == [1, 1]
    await desk.test_cases.hide(case)
    await desk.test_cases.purge_removed()
    await desk.test_cases.restore(case)
    assert await desk.test_cases.list() == ()


async def test_a_hidden_case_stays_hidden_where_its_name_was_taken(desk: Desk) -> None:
    case = await a_case(desk)
    await desk.test_cases.hide(case)
    other = await a_case(desk)
    with pytest.raises(BadInput, match="name_taken"):
        await desk.test_cases.restore(case)
    assert await desk.test_cases.list() == (other,)
