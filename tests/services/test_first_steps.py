"""The first steps: who sees them, what makes each of them done, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.services.first_steps import KEPT, FirstStep, FirstStepsState
from aexdesk.services.practice_adoption import PROFILE_ID
from aexdesk.services.profiles import ProfileDraft
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Exchange
from tests.services.test_case_orders import FORM, answer, sent
from tests.services.worlds import APP_SECRET, a_desk
from tests.storage.things import NOON, exchange

CREATE = "/auth/token/create"


async def seed(desk: Desk, name: str = "Practice app", profile_id: str = PROFILE_ID) -> str:
    """The practice app, as the gateway's adoption adds it."""
    profile = await desk.profiles.add(ProfileDraft("practice", name, "509900"), APP_SECRET, profile_id)
    return profile.id


async def done(desk: Desk, tab: str = "") -> set[FirstStep]:
    await desk.first_steps.look(tab)
    return set(desk.first_steps.state.done)


async def test_who_is_new_sees_them_from_the_first_start_until_they_are_put_away(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await seed(desk)
        await desk.first_steps.load()
        assert desk.first_steps.state == FirstStepsState(is_open=True)
        await desk.history.record(exchange())
    async with a_desk(tmp_path) as again:
        await again.first_steps.load()
        assert again.first_steps.state.is_open, "a call of one's own does not end them"
        await again.first_steps.put_away()
    async with a_desk(tmp_path) as third:
        await third.first_steps.load()
        assert not third.first_steps.state.is_open


@pytest.mark.parametrize("what", ["exchange", "profile"])
async def test_whose_folder_holds_something_already_never_sees_them(tmp_path: Path, what: str) -> None:
    async with a_desk(tmp_path) as desk:
        await seed(desk)
        await (desk.history.record(exchange()) if what == "exchange" else seed(desk, "Shop", "p1"))
        await desk.first_steps.load()
        assert not desk.first_steps.state.is_open
        await desk.first_steps.look("app_keys")
        assert not desk.first_steps.state.done


async def test_a_key_is_checked_by_a_good_answer_alone(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile_id = await seed(desk)
        await desk.first_steps.load()
        for code, is_done in (("secret_wrong", False), ("unclear", False), ("permitted", True)):
            await desk.profiles.note_check(profile_id, code)
            assert (FirstStep.APP_KEYS in await done(desk)) is is_done, code


async def test_an_account_and_a_form_are_seen_in_their_tabs(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.first_steps.load()
        assert not await done(desk, "loan_accounts"), "there is nothing to see yet"
        await desk.loan_accounts.add("practice", "b@loan.example")
        await desk.history.record(exchange(1))
        assert not await done(desk, "support"), "that call did not fail"
        await desk.history.record(exchange(2, error=CallError("platform", "IllegalAccessToken")))
        assert not await done(desk, "console")
        assert await done(desk, "loan_accounts") == {FirstStep.LOAN_ACCOUNTS}
        assert await done(desk, "support") == {FirstStep.LOAN_ACCOUNTS, FirstStep.SUPPORT}


@pytest.mark.parametrize(
    ("changes", "is_login"),
    [
        ({"api": CREATE}, True),
        ({"api": "/auth/token/security/create"}, True),
        ({"api": "/auth/token/refresh"}, False),
        ({"api": CREATE, "error": CallError("platform", "InvalidCode")}, False),
        ({"api": CREATE, "response": None}, False),
        ({"api": CREATE, "environment": "live"}, False),
    ],
)
async def test_a_session_counts_that_a_login_in_practice_gave(
    tmp_path: Path, changes: dict[str, Any], is_login: bool
) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.first_steps.load()

        def hear(exchanges: Iterable[Exchange]) -> None:
            desk.first_steps.hear_calls(exchanges)

        desk.history.recorded.append(hear)
        await desk.history.record(exchange(1, **changes))
        assert (FirstStep.LOGIN in await done(desk)) is is_login


async def test_an_order_counts_once_it_is_built_and_once_it_is_placed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.first_steps.load()
        await desk.test_cases.add(FORM)
        desk.first_steps.hear_order_built()
        assert await done(desk) == {FirstStep.ORDER_TESTS}
        refused = {"is_success": False, "error_code": "INVENTORY_HOLD_ERROR"}
        await desk.case_orders.record(sent(1, Body.of(answer(**refused))))
        assert await done(desk) == {FirstStep.ORDER_TESTS}
        await desk.case_orders.record(sent(2, Body.of(answer(7))))
        assert await done(desk) == {FirstStep.ORDER_TESTS, FirstStep.CONSOLE}


async def do_all(desk: Desk) -> None:
    """In another order than the strip names them."""
    steps = desk.first_steps
    await desk.loan_accounts.add("practice", "b@loan.example")
    await desk.test_cases.add(FORM)
    await desk.case_orders.record(sent(1, Body.of(answer(7))))
    await desk.history.record(exchange(2, error=CallError("platform", "IllegalAccessToken")))
    await desk.profiles.note_check(await seed(desk), "permitted")
    steps.hear_calls([exchange(3, api=CREATE)])
    steps.hear_order_built()
    await steps.look("support")
    await steps.look("loan_accounts")


async def test_the_end_is_told_once_and_they_can_be_begun_again(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.first_steps.load()
        await do_all(desk)
        state = desk.first_steps.state
        assert state.are_all_done
        assert state.is_open, "the last word is still to be read"
    async with a_desk(tmp_path, now=lambda: NOON + timedelta(hours=1)) as again:
        await again.first_steps.load()
        loaded = again.first_steps.state
        assert not loaded.is_open, "and is not said at the next start"
        await again.first_steps.bring_back()
        assert again.first_steps.state.is_open
        assert await done(again, "support") == set(), "what was done before does not count again"
        assert await done(again, "loan_accounts") == {FirstStep.LOAN_ACCOUNTS}


async def test_what_was_put_away_halfway_goes_on_there(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.first_steps.load()
        desk.first_steps.hear_order_built()
        await desk.first_steps.look("")
        await desk.first_steps.put_away()
        await desk.first_steps.bring_back()
        assert desk.first_steps.state == FirstStepsState(True, frozenset({FirstStep.ORDER_TESTS}))


async def test_who_puts_them_away_while_they_are_read_is_not_overruled(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.first_steps.load()
        await desk.loan_accounts.add("practice", "b@loan.example")

        async def put_away_and_tell() -> bool:
            await desk.first_steps.put_away()
            return True

        desk.first_steps._facts.has_loan_account = put_away_and_tell  # type: ignore[method-assign]
        await desk.first_steps.look("loan_accounts")
        state: FirstStepsState = desk.first_steps.state
        assert state == FirstStepsState(is_open=False, done=frozenset({FirstStep.LOAN_ACCOUNTS}))
    async with a_desk(tmp_path) as again:
        await again.first_steps.load()
        assert not again.first_steps.state.is_open


@pytest.mark.parametrize("kept", ["yes", {"open": True}, {"open": True, "done": ["tea"], "since": None}])
async def test_what_cannot_be_read_was_put_away(tmp_path: Path, kept: object) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.preferences.set(KEPT, kept)
        await desk.first_steps.load()
        assert not desk.first_steps.state.is_open


def test_each_step_leads_to_the_first_that_is_left_elsewhere() -> None:
    state = FirstStepsState(True, frozenset({FirstStep.APP_KEYS, FirstStep.LOGIN}))
    assert state.next_but("app_keys") is FirstStep.LOAN_ACCOUNTS
    assert state.next_but("loan_accounts") is FirstStep.ORDER_TESTS
    assert FirstStepsState(True, frozenset(FirstStep)).next_but("login") is None
