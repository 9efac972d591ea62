"""The user's things: what little they know beside their fields."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.secret import Secret
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus
from aexdesk.workspace.token import digest_session
from tests.storage.things import ACCOUNT, CASE, PROFILE, REQUEST, TOKEN, exchange


@given(st.binary(max_size=50), st.none() | st.integers(0, 60))
def test_a_body_in_memory_and_one_in_a_file_read_alike(tmp_path_factory: Any, data: bytes, limit: int | None) -> None:
    path = tmp_path_factory.mktemp("body") / "x.body"
    path.write_bytes(data)
    for body in (Body.of(data), Body(len(data), file=path)):
        assert body.size == len(data)
        assert body.read(limit) == (data if limit is None else data[:limit])
        assert body.text() == data.decode("utf-8", "replace")


def test_a_body_whose_file_has_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        Body(3, file=tmp_path / "gone").read()


def test_environments_know_their_addresses() -> None:
    assert (PRACTICE.sync_url, PRACTICE.rest_url) == ("http://127.0.0.1:8917/sync", "http://127.0.0.1:8917/rest")
    assert PRACTICE.authorize_url == "http://127.0.0.1:8917/oauth/authorize"
    assert PRACTICE.endpoints.sync_url == PRACTICE.sync_url
    moved = replace(LIVE, base_url="https://h.example/x", sync_path="/s", rest_path="/r")
    assert (moved.endpoints.sync_url, moved.endpoints.rest_url) == ("https://h.example/x/s", "https://h.example/x/r")
    assert (LIVE.is_live, PRACTICE.is_live) == (True, False)
    assert LIVE.base_url == "https://api-sg.aliexpress.com"


DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("status", "until", "is_usable"),
    [
        (LoanAccountStatus.ACTIVE, None, True),
        (LoanAccountStatus.ACTIVE, DAY, True),
        (LoanAccountStatus.ACTIVE, DAY + timedelta(days=1), True),
        (LoanAccountStatus.ACTIVE, DAY - timedelta(days=1), False),
        (LoanAccountStatus.ENDED, None, False),
        (LoanAccountStatus.ENDED, DAY, False),
    ],
)
def test_a_loan_is_usable_to_the_end_of_its_last_day(
    status: LoanAccountStatus, until: date | None, is_usable: bool
) -> None:
    assert LoanAccount("1", "practice", "a@b", status=status, until=until).is_usable_on(DAY) == is_usable


@given(st.text(st.characters(exclude_categories=[])), st.text(st.characters(exclude_categories=[])))
def test_a_fingerprint_tells_sessions_apart_and_tells_nothing_else(first: str, second: str) -> None:
    digests = digest_session(Secret(first)), digest_session(Secret(second))
    assert (digests[0] == digests[1]) == (first == second)
    assert all(len(digest) == 64 and set(digest) <= set("0123456789abcdef") for digest in digests)


@pytest.mark.parametrize(
    "thing", [PROFILE, TOKEN, ACCOUNT, CASE, REQUEST, exchange()], ids=lambda one: type(one).__name__
)
def test_things_are_frozen(thing: Any) -> None:
    name = next(iter(thing.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, "changed")
    with pytest.raises((AttributeError, TypeError)):
        thing.another = 1
