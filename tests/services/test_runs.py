"""Runs against a practice gateway: order, captures, assertions, what is repeated and what never is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aexdesk.collection.collection_file import CollectionFile
from aexdesk.collection.result_files import read_earlier, to_json
from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.collection.saved_request import Assertion, AssertionKind, Capture, SavedRequest
from aexdesk.desk import Desk
from aexdesk.faults import StorageFault
from aexdesk.services.callers import Caller
from aexdesk.services.collections import LoadedCollection, LoadedRequest
from aexdesk.services.run_control import RunControl
from aexdesk.services.run_plan import RunPlan
from aexdesk.workspace.environment import PRACTICE
from tests.practice.world import ORDER_PARAM, Client, FakeClock, order_payload
from tests.services.worlds import a_desk

ITEM = "1005990000000001"
PRODUCT = SavedRequest(
    "Product",
    "aliexpress.ds.product.get",
    (("product_id", "{{item}}"), ("ship_to_country", "US")),
    captures=(
        Capture(
            "sku", "aliexpress_ds_product_get_response.result.ae_item_sku_info_dtos.ae_item_sku_info_d_t_o[0].sku_id"
        ),
    ),
    assertions=(Assertion(AssertionKind.EQUALS, "aliexpress_ds_product_get_response.rsp_code", "200"),),
)
FREIGHT = SavedRequest(
    "Freight",
    "aliexpress.ds.freight.query",
    (
        (
            "queryDeliveryReq",
            '{"productId":"{{item}}","selectedSkuId":"{{sku}}","shipToCountry":"US","quantity":1,"language":"en_US","currency":"USD","locale":"en_US"}',
        ),
    ),
)
ORDER = SavedRequest("Order", "aliexpress.ds.order.create", ((ORDER_PARAM, "{{payload}}"),))


class World:
    """A desk, and the practice gateway that it runs."""

    def __init__(self, desk: Desk, client: Client) -> None:
        self.desk = desk
        self.client = client
        self.control = RunControl()
        self.seen: list[StepResult] = []

    def plan(self, *requests: SavedRequest, rows: tuple[dict[str, str], ...] = (), **more: Any) -> RunPlan:
        payload = json.dumps(order_payload(self.client.told))
        file = CollectionFile("Shop", {"practice": {"item": ITEM, "payload": payload.replace("{{", "{ {")}})
        loaded = tuple(LoadedRequest(f"{number}.json", one) for number, one in enumerate(requests))
        environment = self.desk.calling.resolve(PRACTICE)
        return RunPlan(LoadedCollection(Path("/nowhere"), file, loaded), environment, rows, **more)

    async def caller(self, profile: str, api: str) -> Caller:
        assert self.desk.practising.seeds is not None
        return self.desk.callers.of_seeds(self.desk.practising.seeds, api)

    async def run(self, plan: RunPlan) -> RunResult:
        return await self.desk.runs.run(plan, self.caller, self.control, lambda one, done, of: self.seen.append(one))

    def fault(self, kind: str, **more: Any) -> None:
        assert self.client.admin("/faults", {"kind": kind, **more}).status == 200

    def log(self) -> list[str]:
        return [call["api"] for call in self.client.admin("/log").json]


@asynccontextmanager
async def a_world(folder: Path) -> AsyncIterator[World]:
    async with a_desk(folder, now=None) as desk:
        await desk.practising.start(PRACTICE, port=0, is_announced=False)
        running = desk.practising._running
        assert running is not None
        client = Client.__new__(Client)
        client.told = dict(running.describe())
        client.clock = FakeClock()
        yield World(desk, client)


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    from datetime import UTC, datetime

    from tests.services import worlds

    monkeypatch.setattr(worlds.Clock, "now", lambda self: datetime.now(UTC))
    async with a_world(tmp_path) as world:
        yield world


async def test_a_collection_in_order_with_captures(world: World) -> None:
    result = await world.run(world.plan(PRODUCT, FREIGHT))
    assert [(step.name, step.outcome, step.error_code) for step in result.steps] == [
        ("Product", Outcome.PASSED, ""), ("Freight", Outcome.PASSED, ""),
    ]  # fmt: skip
    assert dict(result.steps[0].captured)["sku"].isdecimal()
    assert world.log() == ["aliexpress.ds.product.get", "aliexpress.ds.freight.query"]
    history = await world.desk.history.recent()
    assert {one.id for one in history} == {step.exchange_id for step in result.steps}
    assert result.worst is None
    assert world.seen == list(result.steps)


async def test_rows_and_what_does_not_hold(world: World) -> None:
    rows = ({"item": ITEM}, {"item": "1"}, {"other": "x"})
    result = await world.run(world.plan(PRODUCT, rows=rows))
    assert [(step.row, step.outcome) for step in result.steps] == [
        (1, Outcome.PASSED), (2, Outcome.ERROR), (3, Outcome.PASSED),
    ]  # fmt: skip
    strict = replace(PRODUCT, assertions=(Assertion(AssertionKind.ERROR_CODE),))
    result = await world.run(world.plan(strict, rows=rows))
    assert [step.outcome for step in result.steps] == [Outcome.PASSED, Outcome.FAILED, Outcome.PASSED]
    assert result.steps[1].checks[0].found == "605"
    expecting = replace(PRODUCT, captures=(), assertions=(Assertion(AssertionKind.ERROR_CODE, value="605"),))
    result = await world.run(world.plan(expecting, rows=rows[1:2]))
    assert [step.outcome for step in result.steps] == [Outcome.PASSED]


async def test_a_step_whose_variables_are_missing_is_not_sent_and_the_rest_goes_on(world: World) -> None:
    result = await world.run(world.plan(FREIGHT, PRODUCT))
    first, second = result.steps
    assert (first.outcome, first.error_kind, first.error_code, first.message, first.was_sent) == (
        Outcome.ERROR, "input", "variables_unknown", "sku", False,
    )  # fmt: skip
    assert second.outcome is Outcome.PASSED
    assert world.log() == ["aliexpress.ds.product.get"]


async def test_a_read_that_was_too_many_is_sent_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def rest(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(world.control, "rest", rest)
    world.fault("throttle", api="aliexpress.ds.product.get", times=2)
    result = await world.run(world.plan(PRODUCT))
    assert (result.steps[0].outcome, result.steps[0].attempts) == (Outcome.PASSED, 3)
    assert waits == [1.0, 2.0]
    world.fault("throttle", api="aliexpress.ds.product.get", times=50)
    result = await world.run(world.plan(PRODUCT))
    assert (result.steps[0].error_code, result.steps[0].attempts) == ("ApiCallLimit", 5)


async def test_a_write_that_was_answered_oddly_is_not_sent_again_either(world: World) -> None:
    plan = world.plan(replace(ORDER, captures=(Capture("x", "nothing.there"),)))
    result = await world.run(plan)
    assert (result.steps[0].error_code, result.steps[0].was_sent) == ("capture_empty", True)
    assert result.steps[0].exchange_id
    await world.run(replace(plan, earlier=read_earlier(json.loads(json.dumps(to_json(result))))))
    assert world.log().count("aliexpress.ds.order.create") == 1


@pytest.mark.parametrize("kind", ["throttle", "reset", "garbage"])
async def test_a_write_is_never_sent_twice_not_even_by_a_later_run(kind: str, world: World) -> None:
    world.fault(kind, api="aliexpress.ds.order.create", times=1)
    plan = world.plan(ORDER)
    result = await world.run(plan)
    assert (result.steps[0].outcome, result.steps[0].attempts, result.steps[0].was_sent) == (Outcome.ERROR, 1, True)
    again = await world.run(replace(plan, earlier=read_earlier(json.loads(json.dumps(to_json(result))))))
    assert again.steps[0] == replace(result.steps[0], is_earlier=True, ms=again.steps[0].ms)
    assert world.log().count("aliexpress.ds.order.create") == 1


async def test_a_later_run_takes_up_what_did_not_pass(world: World) -> None:
    rows = ({"item": ITEM}, {"item": "1"})
    first = await world.run(world.plan(PRODUCT, FREIGHT, rows=rows))
    earlier = read_earlier(json.loads(json.dumps(to_json(first))))
    second = await world.run(world.plan(PRODUCT, FREIGHT, rows=({"item": ITEM}, {"item": ITEM}), earlier=earlier))
    assert [step.is_earlier for step in second.steps] == [True, True, False, False]
    assert all(step.outcome is Outcome.PASSED for step in second.steps)
    changed = replace(PRODUCT, notes="changed")
    third = await world.run(world.plan(changed, FREIGHT, rows=rows[:1], earlier=earlier))
    assert [step.is_earlier for step in third.steps] == [False, True]


async def test_an_order_that_the_guard_refuses(world: World) -> None:
    payload = json.dumps(order_payload(world.client.told, country="FR"))
    result = await world.run(world.plan(ORDER, rows=({"payload": payload},)))
    (step,) = result.steps
    assert (step.outcome, step.error_kind, step.error_code, step.was_sent) == (
        Outcome.ERROR,
        "guard",
        "GuardRefused",
        False,
    )
    assert world.client.orders() == []
    expecting = replace(ORDER, assertions=(Assertion(AssertionKind.ERROR_CODE, value="GuardRefused"),))
    result = await world.run(world.plan(expecting, rows=({"payload": payload},)))
    assert result.steps[0].outcome is Outcome.PASSED


async def test_a_stop_lets_what_is_under_way_finish(world: World) -> None:
    plan = world.plan(PRODUCT, rows=tuple({"item": ITEM} for _ in range(5)))

    def stop_after_two(one: StepResult, done: int, total: int) -> None:
        assert total == 5
        if done == 2:
            world.control.stop()

    result = await world.desk.runs.run(plan, world.caller, world.control, stop_after_two)
    assert [step.outcome for step in result.steps] == [Outcome.PASSED] * 2 + [Outcome.NOT_RUN] * 3
    assert result.is_cancelled
    assert len(world.log()) == 2


async def test_a_second_stop_cuts_off_what_is_under_way_and_the_history_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.fault("latency", api="aliexpress.ds.product.get", value=30_000, times=1)
    begun = asyncio.Event()
    real = world.desk.calling.send

    async def send(*given: Any) -> Any:
        asyncio.get_running_loop().call_later(0.05, begun.set)  # once it has left; were it earlier, the same would hold
        return await real(*given)

    monkeypatch.setattr(world.desk.calling, "send", send)
    work = asyncio.get_running_loop().create_task(world.run(world.plan(PRODUCT, PRODUCT)))
    await begun.wait()
    world.control.stop()
    world.control.cut()
    result = await asyncio.wait_for(work, 10)
    assert [(step.outcome, step.error_code) for step in result.steps] == [
        (Outcome.ERROR, "cancelled"), (Outcome.NOT_RUN, ""),
    ]  # fmt: skip
    assert [one.error_code for one in await world.desk.history.recent()] == ["cancelled"]


async def test_rows_go_side_by_side_and_come_back_in_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    now_many = most = 0
    real: Callable[..., Any] = world.desk.calling.send

    async def send(*given: Any) -> Any:
        nonlocal now_many, most
        now_many += 1
        most = max(most, now_many)
        await asyncio.sleep(0)
        try:
            return await real(*given)
        finally:
            now_many -= 1

    monkeypatch.setattr(world.desk.calling, "send", send)
    rows = tuple({"item": ITEM} for _ in range(12))
    result = await world.run(world.plan(PRODUCT, rows=rows, concurrency=4))
    assert most == 4
    assert [step.row for step in result.steps] == list(range(1, 13))
    assert {step.outcome for step in result.steps} == {Outcome.PASSED}


async def test_what_goes_wrong_in_the_workspace_stands_in_the_result(world: World) -> None:
    async def no_caller(profile: str, api: str) -> Caller:
        raise StorageFault("disk_full", path="/x")

    result = await world.desk.runs.run(world.plan(PRODUCT), no_caller, world.control)
    assert (result.steps[0].error_kind, result.steps[0].error_code) == ("storage", "disk_full")


async def test_files_are_uploaded_from_the_folder_and_from_nowhere_else(world: World, tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    picture = tmp_path / "c" / "cat.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + b"x" * 100)
    (tmp_path / "secret.txt").write_text("CANARY", encoding="utf-8")
    search = SavedRequest("Image", "aliexpress.ds.image.search", (), files=(("image_file_bytes", "cat.jpg"),))
    outside = replace(search, files=(("image_file_bytes", "../secret.txt"),))
    missing = replace(search, files=(("image_file_bytes", "dog.jpg"),))
    plan = world.plan(search, outside, missing)
    result = await world.run(replace(plan, collection=replace(plan.collection, root=tmp_path / "c")))
    assert [step.error_code for step in result.steps[1:]] == ["path_leads_out", "file_unreadable"]
    assert result.steps[0].was_sent
    assert result.steps[0].error_code not in ("IncompleteSignature", "InvalidParameter"), result.steps[0]
