"""What the log shows beside a summary: the session's reference, wherever it stood, and the guard's notes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aexdesk.storage.database import Database
from aexdesk.storage.exchange_marks import ExchangeMarks, ExchangeMarksReader
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.workspace.exchange import GuardVerdict, Origin, Parameter, SentRequest
from tests.storage import things

REFERENCE = "{{session:t1}}"
BARE = SentRequest("POST", "http://127.0.0.1:1/sync", (), b"", (), "", "")


async def read(database: Database, folder: DataFolder, *requests: SentRequest) -> list[str]:
    """The tokens that these requests carried."""
    exchanges = Exchanges(database, folder.bodies)
    await exchanges.record_all([things.exchange(number, request=one) for number, one in enumerate(requests)])
    found = await ExchangeMarksReader(database).read([f"e{number}" for number in range(len(requests))])
    return [found[f"e{number}"].token_id for number in range(len(requests))]


async def test_the_session_is_found_wherever_it_stands(database: Database, folder: DataFolder) -> None:
    session = Parameter("session", REFERENCE, Origin.USER)
    told = await read(
        database,
        folder,
        replace(BARE, parameters=(Parameter("q", "订单 \ud83d", Origin.USER), session)),
        replace(BARE, url=f"http://127.0.0.1:1/sync?q=订单&session={REFERENCE}"),
        replace(BARE, body=f"q=订单&session={REFERENCE}&q=2".encode()),
        replace(BARE, body=b"\xff\x00" + REFERENCE.encode()),
    )
    assert told == ["t1"] * 4


@pytest.mark.parametrize("text", ["", "••••", "{{refresh_token:t1}}", "{{session:t1", "{{session:" + "t" * 500 + "}}"])
async def test_what_is_no_session_of_the_vault_is_nobody_s(database: Database, folder: DataFolder, text: str) -> None:
    session = Parameter("session", text, Origin.USER)
    assert await read(database, folder, replace(BARE, parameters=(session,), body=text.encode())) == [""]


async def test_notes_come_along_and_what_is_unknown_is_left_out(database: Database, folder: DataFolder) -> None:
    exchanges = Exchanges(database, folder.bodies)
    noted = GuardVerdict(True, "reads", notes=("signature_wrong", "body_not_kept"))
    await exchanges.record_all([things.exchange(1, request=BARE, guard=noted), things.exchange(2, request=BARE)])
    found = await ExchangeMarksReader(database).read(["e2", "nobody", "e1"])
    assert found == {"e1": ExchangeMarks("", noted.notes), "e2": ExchangeMarks()}


async def test_more_than_one_query_can_hold(database: Database, folder: DataFolder) -> None:
    assert await read(database, folder, *[BARE] * 1_201) == [""] * 1_201


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_exchange_breaks_it(database: Database, folder: DataFolder, data: st.DataObject) -> None:
    one = data.draw(things.exchanges(folder.bodies))

    async def back_and_forth() -> dict[str, ExchangeMarks]:
        exchanges = Exchanges(database, folder.bodies)
        await exchanges.record(one)
        found = await ExchangeMarksReader(database).read([one.id])
        await exchanges.delete(one.id)
        return found

    assert asyncio.run(back_and_forth()) == {one.id: ExchangeMarks("", one.guard.notes)}
