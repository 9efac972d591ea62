"""Whose session a recorded call carried, and what of it may be shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.call_marks import CallMarks
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.storage.vault import MemoryVault
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import GuardVerdict, Origin, Parameter, ReceivedResponse
from tests.storage import things

REQUEST = replace(things.REQUEST, parameters=(Parameter("session", "{{session:t1}}", Origin.USER),))


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    opened = Desk(tmp_path / "desk", for_window=False, vault=MemoryVault())
    await opened.open()
    yield opened
    await opened.close()


async def log_in(desk: Desk, *, is_real: bool) -> None:
    profile = await desk.profiles.add(ProfileDraft("practice", "Shop", "512345"), Secret("s" * 20))
    await desk.tokens.add(profile, TokenGrant("buyer@example.com", Secret("a" * 40), is_real=is_real), "t1")


@pytest.mark.parametrize("is_real", [False, True])
async def test_the_account_is_the_token_s(desk: Desk, is_real: bool) -> None:
    await log_in(desk, is_real=is_real)
    await desk.history.record(things.exchange(1, request=REQUEST))
    assert await desk.call_marking.of("practice", ["e1", "nobody"]) == {"e1": CallMarks("buyer@example.com", is_real)}
    assert await desk.call_marking.of("practice", []) == {}


async def test_a_token_of_another_environment_is_nobody_s(desk: Desk) -> None:
    await log_in(desk, is_real=False)
    await desk.history.record(things.exchange(1, request=REQUEST, environment="live"))
    assert (await desk.call_marking.of("live", ["e1"]))["e1"] == CallMarks()


async def test_a_wrong_signature_is_known_without_an_account(desk: Desk) -> None:
    noted = GuardVerdict(True, "reads", notes=("signature_wrong",))
    await desk.history.record(things.exchange(1, request=REQUEST, guard=noted))
    (marks,) = (await desk.call_marking.of("practice", ["e1"])).values()
    assert marks.is_signature_wrong
    assert not CallMarks(notes=("body_not_kept",)).is_signature_wrong


async def test_an_opened_call_has_no_secret_and_no_answer(desk: Desk) -> None:
    await log_in(desk, is_real=False)
    answer = ReceivedResponse(200, (("Set-Cookie", "a=secret"),), Body.of(b'{"access_token": "b"}'), 1.0)
    await desk.history.record(things.exchange(1, request=REQUEST, response=answer))
    call = await desk.call_marking.open("e1")
    assert call.marks.account == "buyer@example.com"
    assert [one.value for one in call.exchange.request.parameters] == ["••••"]
    assert call.exchange.request.sign == "••••"
    assert call.exchange.response is not None
    assert call.exchange.response.body.data == b""
    assert "secret" not in str(call.exchange.response.headers)


async def test_nobody_s_call_cannot_be_opened(desk: Desk) -> None:
    with pytest.raises(BadInput, match="unknown_exchange"):
        await desk.call_marking.open("nobody")
