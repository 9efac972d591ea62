"""No session in what the guard says, whichever way it came in."""

from __future__ import annotations

import pytest

from aexdesk.ordertest.concealing import conceal, conceal_in_verdict, secrets_in
from aexdesk.ordertest.guard import ComparedFact
from aexdesk.ordertest.reading import OutgoingRequest, Reading
from aexdesk.workspace.exchange import Difference, GuardVerdict
from tests.ordertest.orders import CREATE, FORM, GUARD, PRACTICE, facts, get, order, parameters_of, post, verdict_on

SESSION = "500001CANARYsession"


def told(request: OutgoingRequest) -> str:
    verdict = verdict_on(request)
    assert not verdict.allowed
    return repr(verdict)


@pytest.mark.parametrize("name", ["session", "access_token"])
@pytest.mark.parametrize(
    "changes",
    [
        {"item": {"product_count": SESSION}}, {"item": {"product_id": f"<{SESSION}>"}},
        {"address": {"country": SESSION}},
        {"root": {"product_items": SESSION}}, {"root": {f"${SESSION}": 1}}, {"item": {f"Country{SESSION}": 1,
        "Country": 1}},
    ],
    ids=range(6),
)  # fmt: skip
def test_an_order_that_repeats_the_session(name: str, changes: dict[str, object]) -> None:
    pairs = {key: value for key, value in parameters_of(order(**changes)).items() if key != "session"}
    request = post({**pairs, name: SESSION})
    assert "CANARY" not in told(request)
    reading = GUARD.read(request, PRACTICE)
    assert isinstance(reading, Reading)
    assert "CANARY" not in repr(GUARD.compare(reading, facts()))


@pytest.mark.parametrize(
    "request_",
    [
        post({"session": SESSION, "method": f"<{SESSION}>"}),
        get({"session": SESSION, "method": f"<{SESSION}>"}),
        post({"session": SESSION, "method": "x"}, f"{PRACTICE.base_url}/{SESSION}"),
        post({"refresh_token": SESSION, "method": f"<{SESSION}>"}),
        post({"code": SESSION, "method": f"<{SESSION}>"}),
        post({"Session": SESSION, SESSION: "1"}),
        post(f"session%3D{SESSION}=1&session%3D{SESSION}=2".encode()),
        post(f'{{"session": "{SESSION}"}}'.encode(), headers=(("Content-Type", f"application/{SESSION}"),)),
        post({"session": SESSION, "method": "x"}, headers=(FORM, ("Content-Encoding", SESSION))),
        post({"session": SESSION, "method": "x"}, method=SESSION),
    ],
    ids=range(10),
)
def test_a_request_that_cannot_be_read_and_repeats_it(request_: OutgoingRequest) -> None:
    assert "CANARY" not in told(request_)


def test_an_unknown_call_that_is_named_like_the_session() -> None:
    verdict = verdict_on(post({"session": SESSION, "method": f"order.{SESSION}"}))
    assert verdict.differences == (Difference("method", "unknown_order_api", "order.••••"),)


def test_what_is_looked_for_in_a_request_that_could_not_be_read() -> None:
    request = OutgoingRequest(
        "POST",
        "http://x/sync?Session=aaaaaa&x=bbbbbb?&access_token=cccccc",
        (),
        b'access-token: "dddddd",\xff session=eeeeee',
    )
    found = secrets_in(request)
    assert {"aaaaaa", "cccccc", "dddddd", "eeeeee"} <= found
    assert "bbbbbb" not in found


def test_the_longest_goes_first_and_short_words_stay() -> None:
    assert conceal("x-secret-longer-secret-1", ["secret", "secret-longer"]) == "x-••••-••••-1"
    assert conceal("an-zzzzzz-a", ["zzzzzz", "an-zzzzzz-a"]) == "••••"
    assert conceal("12345 123456", ["12345", "123456"]) == "12345 ••••"
    assert conceal("text", []) == "text"


def test_only_what_was_found_is_hidden() -> None:
    verdict = GuardVerdict(False, "secret", (Difference("secret-a", "secret", "b-secret"),), "secret")
    assert conceal_in_verdict(verdict, {"secret"}) == GuardVerdict(
        False, "secret", (Difference("••••-a", "secret", "b-••••"),), "secret"
    )


def test_an_order_that_differs_still_tells_in_what() -> None:
    pairs = parameters_of(order(item={"product_count": 2})) | {"session": "2"}
    assert verdict_on(post(pairs)).differences == (Difference("quantity", "1", "2"),)
    reading = GUARD.read(post(parameters_of("{")), PRACTICE)
    assert isinstance(reading, Reading)
    assert reading.api == CREATE
    assert GUARD.compare(reading, facts())[0] == ComparedFact("account", "", "", is_match=False)
