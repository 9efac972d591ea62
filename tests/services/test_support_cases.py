"""Cases: kept as sent, answered, closed, found, linked to their calls, of one environment; deleted means gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.services.support_desk import FormWish
from aexdesk.storage.support_cases import SupportCases
from aexdesk.support.channels import Channel, Topic
from aexdesk.workspace.exchange import CallError
from aexdesk.workspace.filed_case import FiledCase, FiledState
from tests.services.worlds import a_desk
from tests.storage import things

FAILED = CallError("platform", "15", "Remote service error")


async def file_one(desk: Desk, *ids: str, text: str = "Why?", channel: Channel = Channel.EMAIL) -> FiledCase:
    about = await desk.support_desk.open_case(*ids)
    form = desk.support_desk.fill_in(about, FormWish(channel, Topic.TECHNICAL, text))
    return await desk.support_cases.file(about, form, channel, Topic.TECHNICAL)


async def record(desk: Desk) -> None:
    for number, environment in ((1, "practice"), (2, "practice"), (3, "live")):
        await desk.history.record(things.exchange(number, environment=environment, error=FAILED))


async def test_a_case_comes_back_as_it_was_sent(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await record(desk)
        filed = await file_one(desk, "e2", "e1", text="订单 fails\nagain")
    async with a_desk(tmp_path) as desk:
        assert await desk.support_cases.find() == (filed,)
        assert (filed.exchange_ids, filed.environment, filed.state) == (("e2", "e1"), "practice", FiledState.OPEN)
        assert filed.recipient == "ae_ds_supporter_team@aliexpress.com"
        assert "订单 fails" in filed.body


async def test_an_answer_makes_it_answered_and_is_kept_when_it_is_closed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await record(desk)
        told: list[str] = []
        desk.support_cases.changed.append(lambda: told.append("changed"))
        filed = await file_one(desk, "e1")
        assert (await desk.support_cases.note(filed.id, "  ")).state is FiledState.OPEN
        answered = await desk.support_cases.note(filed.id, "Ticket 4711, password: CANARY-1")
        assert (answered.state, answered.notes) == (FiledState.ANSWERED, "Ticket 4711, password: ••••")
        closed = await desk.support_cases.set_state(filed.id, FiledState.CLOSED)
        assert (await desk.support_cases.note(filed.id, "Still so.")).state is FiledState.CLOSED
        assert closed.changed_at > answered.changed_at > filed.changed_at
        assert len(told) == 5
        await desk.support_cases.set_state(filed.id, FiledState.CLOSED)
        assert len(told) == 5, "what is the same is no change"


async def test_search_and_filter(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await record(desk)
        first = await file_one(desk, "e1", text="Freight is wrong")
        second = await file_one(desk, "e2", text="Price is wrong", channel=Channel.TICKET)
        third = await file_one(desk, "e3")
        await desk.support_cases.note(second.id, "They said: CACHE")

        async def found(*asked: object) -> list[str]:
            return [one.id for one in await desk.support_cases.find(*asked)]  # type: ignore[arg-type]

        assert await found() == [third.id, second.id, first.id]
        assert await found("practice") == [second.id, first.id]
        assert await found("practice", "WRONG freight") == [first.id]
        assert await found("practice", "cache") == [second.id]
        assert await found("practice", "21022") == [second.id]
        assert await found(None, "", FiledState.OPEN) == [third.id, first.id]
        assert await found("live", "wrong") == []
        linked = await desk.support_cases.of_exchanges("practice")
        assert {key: [one.id for one in cases] for key, cases in linked.items()} == {
            "e1": [first.id],
            "e2": [second.id],
        }


async def test_what_was_deleted_is_gone_from_the_files(tmp_path: Path) -> None:
    mark = "A-very-special-word-4711"
    async with a_desk(tmp_path) as desk:
        await record(desk)
        filed = await file_one(desk, "e1", text=mark)
        await desk.support_cases.remove(filed.id)
        assert await desk.support_cases.find() == ()
        await desk.support_cases.restore(filed.id)
        assert [one.id for one in await desk.support_cases.find()] == [filed.id]
        await desk.support_cases.remove(filed.id)
        await desk.support_cases.purge_removed()
        await desk.support_cases.restore(filed.id)
        assert await desk.support_cases.find() == ()
        left = [one for one in (tmp_path / "data").rglob("*") if one.is_file() and mark.encode() in one.read_bytes()]
        assert left == [], "nor in the log of the database, while it is open"
        with pytest.raises(BadInput, match="unknown_support_case"):
            await desk.support_cases.get(filed.id)
        with pytest.raises(BadInput, match="unknown_support_case"):
            await desk.support_cases.remove(filed.id)


async def test_a_window_purges_what_an_earlier_one_left_hidden(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await record(desk)
        filed = await file_one(desk, "e1")
        await desk.support_cases.remove(filed.id)
    async with a_desk(tmp_path) as desk:
        await desk.tidy()
        await desk.support_cases.restore(filed.id)
        assert await desk.support_cases.find() == ()


async def test_a_case_outlives_its_calls_and_never_changes_its_environment(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await record(desk)
        filed = await file_one(desk, "e1")
        await desk.history_keeping.hide(("e1",), things.NOON)
        await desk.history_keeping.purge()
        await desk.history_keeping.tidy()
        with pytest.raises(BadInput, match="unknown_exchange"):
            await desk.support_desk.open_case("e1")
        assert (await desk.support_cases.get(filed.id)).body == filed.body
        shelf: SupportCases = desk._tables.support_cases
        with pytest.raises(BadInput, match="unknown_environment"):
            await shelf.save(replace(filed, environment="nowhere"))
        with pytest.raises(Exception, match="environment is fixed"):
            await shelf.save(replace(filed, environment="live"))
