"""The practice panel on a real gateway: it follows, moves, and takes gateway and workspace back to the seeds."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault
from aexdesk.practice import RunningPractice, start_practice
from aexdesk.secret import Secret
from aexdesk.services.practice_adoption import TOKEN_ID
from aexdesk.services.practice_contents import PracticeContents
from aexdesk.services.practice_faults import PracticeFaults
from aexdesk.services.practice_panel import PracticePanel
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.token import Token
from tests.practice.world import NOON, Client, FakeClock
from tests.services.worlds import a_desk

CATCH_UP_S = 10
ORDER = "aliexpress.ds.order.create"


@dataclass
class Field:
    """A desk that has joined a practice gateway, and a program that calls it."""

    desk: Desk
    panel: PracticePanel
    client: Client

    async def order(self, quantity: int = 1) -> str:
        result = await asyncio.to_thread(self.client.order, quantity=quantity)
        return str(result["order_list"]["number"][0]) if result["is_success"] else ""


class Watch:
    """Follows the panel, as a window does."""

    def __init__(self, panel: PracticePanel) -> None:
        self._seen: asyncio.Queue[PracticeContents] = asyncio.Queue()
        self._task = asyncio.get_running_loop().create_task(panel.follow(self._seen.put_nowait))

    async def next(self) -> PracticeContents:
        """What is shown next; raises what ends the following."""
        seen = asyncio.get_running_loop().create_task(self._seen.get())
        done, _ = await asyncio.wait({seen, self._task}, timeout=CATCH_UP_S, return_when=asyncio.FIRST_COMPLETED)
        if seen in done:
            return seen.result()
        seen.cancel()
        assert self._task in done, "nothing was shown in time"
        self._task.result()
        raise AssertionError("it ended")

    async def end(self) -> None:
        self._task.cancel()
        await asyncio.wait({self._task})


@pytest.fixture(scope="module")
def _practice() -> Iterator[RunningPractice]:
    with start_practice(0, clock=FakeClock()) as practice:
        yield practice


@pytest.fixture
async def field(tmp_path: Path, _practice: RunningPractice) -> AsyncIterator[Field]:
    client = Client(_practice, FakeClock(NOON))
    assert client.admin("/reset", {}).status == 200
    async with a_desk(tmp_path) as desk:
        assert await desk.practising.join(_practice.url)
        panel = PracticePanel(desk.practising, desk.practice_opening, breath_s=0)
        yield Field(desk, panel, client)
        await panel.close()


@pytest.fixture
async def watch(field: Field) -> AsyncIterator[Watch]:
    made = Watch(field.panel)
    yield made
    await made.end()


async def test_it_tells_at_once_what_a_gateway_holds(field: Field, watch: Watch) -> None:
    contents = await watch.next()
    told = field.client.told
    assert [(one.email, one.is_loan) for one in contents.buyers] == [
        (told["buyer_email"], True),
        (told["real_buyer_email"], False),
    ]
    assert [(case.name, case.is_active, case.orders) for case in contents.cases] == [("Practice order", True, 0)]
    assert len(contents.products) > 20
    assert contents.orders == ()


async def test_an_order_is_seen_when_it_comes_and_moved(field: Field, watch: Watch) -> None:
    await watch.next()
    order_id = await field.order()
    contents = await watch.next()
    while not contents.orders:
        contents = await watch.next()
    (order,) = contents.orders
    assert (order.id, order.is_free, order.state) == (order_id, True, "WAIT_SELLER_SEND_GOODS")
    assert order.created_at == datetime.fromtimestamp(NOON, UTC)
    await field.panel.move_order(order.id, order.next_states[0])
    while contents.orders[0].state != "WAIT_BUYER_ACCEPT_GOODS":
        contents = await watch.next()


async def test_a_call_stands_in_the_log(field: Field, watch: Watch) -> None:
    await watch.next()
    await field.order(quantity=7)
    contents = await watch.next()
    while not contents.calls:
        contents = await watch.next()
    assert [(call.api, call.verdict, call.error_code) for call in contents.calls] == [
        (ORDER, "refused", "TEST_CASE_MISMATCH")
    ]


async def test_many_changes_are_followed_and_not_counted(field: Field) -> None:
    panel = PracticePanel(field.desk.practising, field.desk.practice_opening)
    watch = Watch(panel)
    await watch.next()
    for _number in range(30):
        await field.order(quantity=7)
    shown = 1
    while len((await watch.next()).calls) < 30:
        shown += 1
    assert shown < 25
    await watch.end()
    await panel.close()


async def test_no_such_order(field: Field) -> None:
    with pytest.raises(BadInput, match="no such order"):
        await field.panel.move_order("1", "FINISH")


async def test_without_a_gateway_nothing_is_done(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        for act in (desk.practice_panel.reset("x"), desk.practice_panel.move_order("1", "FINISH")):
            with pytest.raises(NetworkFault, match="practice_off"):
                await act


async def test_a_gateway_that_stops_ends_the_watch(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        practice = start_practice(0, clock=FakeClock())
        assert await desk.practising.join(practice.url)
        watch = Watch(desk.practice_panel)
        await watch.next()
        await asyncio.to_thread(practice.stop)
        with pytest.raises(NetworkFault):
            await watch.next()


# ---------------------------------------------------------------- the reset


async def test_a_reset_takes_everything_back(field: Field, watch: Watch) -> None:
    await field.desk.practice_opening.bring_back("Practice app")
    await field.order()
    await field.desk.practice_acts.lend_account()
    contents = await watch.next()
    while not contents.orders or len(contents.buyers) < 3:
        contents = await watch.next()
    await field.panel.reset("Practice app")
    while contents.orders or len(contents.buyers) > 2 or contents.calls:
        contents = await watch.next()
    assert [case.orders for case in contents.cases] == [0]


async def the_token(desk: Desk) -> Token:
    found = await desk.tokens.get(TOKEN_ID)
    assert found is not None
    return found


async def test_after_a_reset_the_seeded_session_is_the_good_one(field: Field) -> None:
    desk, seeds = field.desk, field.desk.practising.seeds
    assert seeds is not None
    await desk.practice_opening.bring_back("Practice app")
    token = await the_token(desk)
    later = seeds.access_expires_at + timedelta(days=1)
    grant = TokenGrant(token.account, Secret("refreshed"), Secret("and its own"), False, later, later)
    await desk.tokens.renew(token, grant, keeps_refresh_token=False)
    await desk.practice_opening.bring_back("Practice app")
    assert await desk.tokens.session(await the_token(desk)) == Secret("refreshed")  # so it is while the gateway runs on
    await field.panel.reset("Practice app")
    assert await desk.tokens.session(await the_token(desk)) == seeds.session
    assert (await asyncio.to_thread(field.client.order, seeds.session.reveal()))["is_success"]


async def test_what_was_removed_stays_removed_after_a_reset(field: Field) -> None:
    profile_id = await field.desk.practice_opening.bring_back("Practice app")
    await field.desk.profiles.remove(profile_id)
    await field.panel.reset("Practice app")
    assert await field.desk.profiles.list("practice") == ()


async def test_orders_that_match_nothing_are_charged_on_wish(field: Field, watch: Watch) -> None:
    assert (await watch.next()).charges is False
    await field.panel.set_charging(True)
    contents = await watch.next()
    while not contents.charges:
        contents = await watch.next()
    assert await field.order(quantity=2)
    while not contents.charged:
        contents = await watch.next()
    await field.panel.set_charging(False)
    assert not await field.order(quantity=2)


# ---------------------------------------------------------------- faults


async def test_a_switch_disturbs_until_it_is_off(field: Field) -> None:
    faults = PracticeFaults(field.panel)
    await faults.switch_on("error", ORDER, "isv.busy")
    await faults.switch_on("error", ORDER, "isv.busier")
    for _time in range(3):
        answer = await asyncio.to_thread(field.client.sync, ORDER)
        assert "isv.busier" in json.dumps(answer)  # each family has a place of its own for a code
    await faults.switch_off("error")
    assert await field.order()
    await faults.switch_on("throttle", "*")
    await faults.remove_all()
    assert await field.order()


async def test_what_was_removed_waits_again(field: Field, watch: Watch) -> None:
    faults = PracticeFaults(field.panel)
    field.client.admin("/faults", {"api": ORDER, "kind": "latency", "value": 5, "times": 3})
    await faults.switch_on("status", "*", "502")
    contents = await watch.next()
    while len(contents.faults or ()) < 2:
        contents = await watch.next()
    told = [(one.kind, one.api, one.value, one.times) for one in contents.faults or ()]
    assert told == [("latency", ORDER, "5", 3), ("status", "*", "502", 0)]
    for fault in contents.faults or ():
        await faults.remove(fault.id)
    kept = contents.faults or ()
    while contents.faults:
        contents = await watch.next()
    await faults.put_back(kept)
    while len(contents.faults or ()) < 2:
        contents = await watch.next()
    assert [(one.kind, one.api, one.value, one.times) for one in contents.faults or ()] == told
