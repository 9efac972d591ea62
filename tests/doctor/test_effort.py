"""A search can be ended at any moment, while it makes what it will try too; and what is seen often it tries first."""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from aexdesk.doctor.effort import Effort, Stopped
from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Finding
from aexdesk.doctor.received import Received
from aexdesk.secret import Secret

_SECRET = "made-up-secret"
_MOST_CALLS = 100_000
"""Of functions, between two questions: some milliseconds. Making all that is tried takes three million."""

Params = dict[str, str]


class Asked:
    """Says yes so many times; notes how much was called from one question to the next."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.calls = 0
        self.most = 0

    def keep_going(self, _tried: int) -> bool:
        self.most, self.calls = max(self.most, self.calls), 0
        self.times -= 1
        return self.times >= 0

    @contextmanager
    def counting(self) -> Iterator[None]:
        def count(_frame: FrameType, event: str, _what: object) -> None:
            self.calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            yield
        finally:
            sys.setprofile(before)
        self.most = max(self.most, self.calls)


def long_request(value: Callable[[int], str], count: int = 1_000) -> Params:
    common = {"method": "aliexpress.ds.text.search", "app_key": "500001", "timestamp": "1772366400123"}
    return {**common, "sign_method": "sha256", **{f"p{i * 7919 % count}_{i}": value(i) for i in range(count - 4)}}


def mixed(number: int) -> str:
    values = (f"usb cable {number}", '{"a":1.50,"b":["ü"]}', "größe", "true", "", "12.50", " x ")
    return values[number % len(values)]


def joined(params: Params) -> str:
    return "".join(name + params[name] for name in sorted(params))


def hmac_of(text: str, secret: str = _SECRET) -> str:
    return hmac.new(secret.encode(), text.encode(), "sha256").hexdigest().upper()


def asked(params: Params, sign: str, questions: Asked) -> Finding:
    received = Received(params["method"], (*params.items(), ("sign", sign)))
    return examine(received, Secret(_SECRET), {}, {}, questions.keep_going)


@pytest.mark.parametrize("value", [mixed, lambda number: json.dumps({"a": number, "b": [1, "ü"]})])
def test_somebody_is_asked_all_along_while_the_changes_of_a_long_request_are_made(value: Callable[[int], str]) -> None:
    questions = Asked(240)
    params = long_request(value)
    with questions.counting():
        finding = asked(params, "A1" * 32, questions)
    assert finding.stopped
    assert questions.times < 0
    assert questions.most < _MOST_CALLS


def test_a_no_ends_it_at_once() -> None:
    questions = Asked(0)
    assert asked(long_request(mixed), "A1" * 32, questions).stopped
    assert questions.times == -1  # asked once, and not again


_COMMON: dict[str, Callable[[Params], str]] = {
    "unsorted": lambda params: hmac_of("".join(name + value for name, value in params.items())),
    "secret-whitespace": lambda params: hmac_of(joined(params), _SECRET + "\n"),
    "md5-wrapped": lambda params: hashlib.md5((_SECRET + joined(params) + _SECRET).encode()).hexdigest().upper(),
    "digest-lowercase": lambda params: hmac_of(joined(params)).lower(),
    "timestamp-seconds": lambda params: hmac_of(joined({**params, "timestamp": params["timestamp"][:-3]})),
    "empty-values-left-out": lambda params: hmac_of(joined({name: text for name, text in params.items() if text})),
    "separators-kept": lambda params: hmac_of("&".join(f"{name}={params[name]}" for name in sorted(params))),
    "path-added": lambda params: hmac_of(params["method"] + joined(params)),
    "sign-included": lambda params: hmac_of(joined({**params, "sign": ""})),
}


@pytest.mark.parametrize("mistake", _COMMON)
def test_what_is_seen_often_is_found_before_the_rest_is_made(mistake: str) -> None:
    params = long_request(mixed)
    finding = asked(params, _COMMON[mistake](params), Asked(320))
    assert [one.id for one in finding.mistakes] == [mistake]


# ---------------------------------------------------------------- how work is counted: in about nanoseconds


def counted() -> tuple[Effort, list[int]]:
    """Work that is asked about each time that a quarter of a millisecond was done, and what was told then."""
    told: list[int] = []

    def keep_going(tried: int) -> bool:
        told.append(tried)
        return True

    return Effort(keep_going), told


def test_somebody_is_asked_whenever_a_quarter_of_a_millisecond_was_done() -> None:
    effort, told = counted()
    effort.value(4_980)
    assert told == []
    effort.value(0)
    assert told == [0]
    effort.value(4_980)
    assert told == [0]
    effort.value(0)
    assert told == [0, 0]


def test_a_draft_costs_with_its_parameters_and_is_asked_about_with_the_next_value() -> None:
    effort, told = counted()
    effort.draft(490)
    effort.value(0)
    assert told == []
    effort, told = counted()
    effort.draft(241)
    effort.draft(242)
    effort.value(0)
    assert told == [0]


def test_messages_and_digests_cost_with_their_length() -> None:
    effort, told = counted()
    effort.digests(4, 70, 250)
    assert told == []
    effort, told = counted()
    effort.digests(5, 70, 250)
    assert told == [70]


def test_all_digests_that_were_tried_are_told() -> None:
    effort, told = counted()
    for _ in range(3):
        effort.digests(0, 50, 0)
    effort.digests(0, 50, 0)
    assert (told, effort.tried) == ([100, 200], 200)


def test_five_seconds_of_work_are_the_most_and_no_ends_it_before() -> None:
    effort, told = counted()
    effort.value(99_999_990)
    assert told == [0]
    with pytest.raises(Stopped):
        effort.value(4_990)
    with pytest.raises(Stopped):
        Effort(lambda _tried: False).value(4_990)
