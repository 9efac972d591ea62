"""The history keeps every exchange to the letter, and finds it again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Exchange, Parameter
from tests.storage import things


@pytest.fixture
def exchanges(database: Database, folder: DataFolder) -> Exchanges:
    return Exchanges(database, folder.bodies)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_recorded_comes_back_the_same(database: Database, folder: DataFolder, data: st.DataObject) -> None:
    exchanges = Exchanges(database, folder.bodies)
    given_one = data.draw(things.exchanges(folder.bodies))

    async def back_and_forth() -> Exchange | None:
        await exchanges.record(given_one)
        (line,) = await exchanges.recent(limit=1, offset=0) if await exchanges.count() == 1 else [None]
        found = await exchanges.get(given_one.id)
        await exchanges.delete(given_one.id)
        assert line is not None
        assert (line.profile, line.api, line.request_id) == (given_one.profile, given_one.api, given_one.request_id)
        return found

    found = asyncio.run(back_and_forth())
    assert found == given_one
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize("number", things.IDS)
async def test_an_id_stays_text_of_the_same_digits(exchanges: Exchanges, number: str) -> None:
    parameter = replace(things.REQUEST.parameters[0], value=number)
    one = things.exchange(id=number, request_id=number, request=replace(things.REQUEST, parameters=(parameter,)))
    await exchanges.record(one)

    found = await exchanges.get(number)
    assert found is not None
    assert [found.id, found.request_id, found.request.parameters[0].value] == [number] * 3
    (line,) = await exchanges.recent()
    assert (line.id, line.request_id) == (number, number)


async def test_the_history_is_newest_first_and_pages_meet(exchanges: Exchanges) -> None:
    for number in (3, 1, 2, 5, 4):
        await exchanges.record(things.exchange(number))
    first, second = await exchanges.recent(limit=3), await exchanges.recent(limit=3, offset=3)
    assert [line.id for line in first + second] == ["e5", "e4", "e3", "e2", "e1"]
    assert await exchanges.count() == 5


async def test_environments_do_not_mix(exchanges: Exchanges) -> None:
    await exchanges.record(things.exchange(1))
    await exchanges.record(things.exchange(2, environment="live", error=CallError("platform", "ISV.x")))
    assert [line.id for line in await exchanges.recent("practice")] == ["e1"]
    assert await exchanges.count("live") == 1
    assert await exchanges.recent("practice", failed_only=True) == []


async def test_those_that_failed_are_the_ones_with_an_error(exchanges: Exchanges) -> None:
    for number in (1, 2):
        await exchanges.record(things.exchange(number, error=CallError("network", ""), response=None))
    await exchanges.record(things.exchange(3))
    failed = await exchanges.recent(failed_only=True)
    assert [(line.id, line.status) for line in failed] == [("e2", None), ("e1", None)]


async def test_deleting_an_exchange_takes_its_body_file(exchanges: Exchanges, folder: DataFolder) -> None:
    file = folder.bodies / "a.body"
    file.write_bytes(b"x")
    response = things.exchange().response
    assert response is not None
    await exchanges.record(things.exchange(response=replace(response, body=Body(1, file=file))))
    assert await exchanges.body_file_names() == {"a.body"}
    await exchanges.delete("e1")
    assert (await exchanges.get("e1"), file.exists()) == (None, False)
    await exchanges.delete("e1")


async def test_a_body_elsewhere_is_a_mistake(exchanges: Exchanges, tmp_path: Path) -> None:
    response = things.exchange().response
    assert response is not None
    with pytest.raises(ValueError, match="outside"):
        await exchanges.record(things.exchange(response=replace(response, body=Body(1, file=tmp_path / "a.body"))))


async def test_origins_survive(exchanges: Exchanges) -> None:
    await exchanges.record(things.exchange())
    found = await exchanges.get("e1")
    assert found is not None
    assert isinstance(found.request.parameters[0], Parameter)
    assert found.request.parameters[0].origin is things.REQUEST.parameters[0].origin
