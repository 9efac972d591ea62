"""One of each of the user's things, and hypothesis strategies for exchanges."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import (
    CallError,
    Difference,
    Exchange,
    GuardVerdict,
    Origin,
    Parameter,
    ReceivedResponse,
    SentRequest,
)
from aexdesk.workspace.filed_case import FiledCase, FiledState
from aexdesk.workspace.ledger import CancelStep, LedgerEntry, LedgerState
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.profile import AppType, KeyCheck, Profile
from aexdesk.workspace.token import Token

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IDS = [str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**64 - 1), "007"]

PROFILE = Profile(
    "p1", "practice", "Shop", AppType.DROPSHIPPING, "12345678", "https://a.example/cb?x=1", "note", KeyCheck("ok", NOON)
)
TOKEN = Token("t1", "practice", "p1", "buyer@example.com", False, NOON, "ab" * 32, NOON + timedelta(days=1), None)
ACCOUNT = LoanAccount(
    "l1", "practice", "Buyer@example.com", "seller", LoanAccountStatus.ACTIVE, NOON, date(2026, 12, 31), "note"
)
CASE = OrderTestCase(
    "c1", "practice", "First", "b@example.com", str(2**64 - 1), 2, "US", "why", OrderTestCaseState.ACTIVE, NOON
)

ENTRY = LedgerEntry(
    "g1", "practice", "e1", CASE.id, CASE.name, str(2**64 - 1), NOON, Decimal("0.10"), "USD", LedgerState.SEEN_UNPAID,
    NOON, False, "AEX-1", "12345678", "b@example.com", "ab" * 32, "proxy",
    frozenset({CancelStep.OPEN, CancelStep.CANCEL}),
)  # fmt: skip

REQUEST = SentRequest(
    method="POST",
    url="http://127.0.0.1:8917/sync",
    headers=(("content-type", "application/x-www-form-urlencoded"),),
    body=b"order_id=18446744073709551615",
    parameters=(Parameter("order_id", "18446744073709551615", Origin.USER),),
    string_to_sign="order_id18446744073709551615",
    sign="AB" * 32,
)


def filed_case(id: str, *exchange_ids: str, **changes: object) -> FiledCase:
    """A case about these calls."""
    values: dict[str, object] = {
        "id": id, "environment": "practice", "at": NOON, "exchange_ids": exchange_ids, "channel": "email",
        "topic": "technical", "recipient": "to@example.com", "subject": "", "body": "Description: why", "notes": "",
        "state": FiledState.OPEN, "changed_at": NOON,
    }  # fmt: skip
    return FiledCase(**(values | changes))  # type: ignore[arg-type]


def exchange(number: int = 1, **changes: object) -> Exchange:
    """The `number`th of a row of exchanges, one second after the other."""
    values: dict[str, object] = {
        "id": f"e{number}",
        "at": NOON + timedelta(seconds=number),
        "environment": "practice",
        "profile": "Shop",
        "api": "aliexpress.ds.product.get",
        "request": REQUEST,
        "guard": GuardVerdict(True, "read"),
        "response": ReceivedResponse(200, (("x-a", "1"),), Body.of(b"{}"), 12.5, 3.25),
        "request_id": f"2102{number}",
        "app_key": "12345678",
    }
    return Exchange(**{**values, **changes})  # type: ignore[arg-type]


# Everything a Python text can hold; halves of characters too, as a terminal or an escape in JSON may bring them.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(
    [*IDS, "\0", "\ud83d\ude00", "订单"]
)
_PAIRS = st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3).map(tuple)
_TIMES = st.datetimes(min_value=datetime(2020, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]))
_MS = st.floats(0, 1e7)


def exchanges(bodies: Path) -> st.SearchStrategy[Exchange]:
    """Any exchange; bodies in files of `bodies`."""
    requests = st.builds(
        SentRequest,
        method=st.sampled_from(["GET", "POST"]),
        url=ANY_TEXT,
        headers=_PAIRS,
        body=st.binary(max_size=50),
        parameters=st.lists(st.builds(Parameter, ANY_TEXT, ANY_TEXT, st.sampled_from(Origin)), max_size=4).map(tuple),
        string_to_sign=ANY_TEXT,
        sign=ANY_TEXT,
    )
    in_memory = st.binary(max_size=50).map(Body.of)
    in_file = st.integers(0, 2**40).map(lambda size: Body(size, file=bodies / "tmpabc.body"))
    responses = st.builds(
        ReceivedResponse,
        status=st.integers(100, 599),
        headers=_PAIRS,
        body=in_memory | in_file,
        ms=_MS,
        first_byte_ms=_MS,
    )
    differences = st.lists(st.builds(Difference, ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=3).map(tuple)
    return st.builds(
        Exchange,
        id=st.uuids().map(str),
        at=_TIMES,
        environment=st.sampled_from(["practice", "live"]),
        profile=ANY_TEXT,
        api=ANY_TEXT,
        request=requests,
        guard=st.builds(GuardVerdict, st.booleans(), ANY_TEXT, differences, ANY_TEXT),
        response=st.none() | responses,
        error=st.none() | st.builds(CallError, *[ANY_TEXT] * 6),
        request_id=ANY_TEXT,
        app_key=ANY_TEXT,
    )
