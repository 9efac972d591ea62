"""Every code of the error book can be met in the practice gateway, and the app reads it and knows it.

The table of all is printed at the end of the run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from aexdesk import resources
from aexdesk.openplatform.envelope import CallError, read_answer
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.practice import start_practice
from aexdesk.practice.faults.forms import load_faults
from tests.practice.faults.error_causes import CATEGORIES, CAUSES, Cause, Scene
from tests.practice.faults.error_table import ROWS, Row, render
from tests.practice.world import NOON, Client, FakeClock

BOOK = ErrorBook.from_json(resources.read_json("error_book.json"))
KNOWN = [code for entry in BOOK.entries for code in (entry.code, *entry.aliases)]
OLD_NUMBERS = {"7", "15", "25", "27", "29", "40", "41"}


@pytest.fixture(scope="module")
def _gateways() -> Iterator[tuple[Client, Client]]:
    clock = FakeClock()
    with start_practice(0, "charge", clock=clock) as charging, start_practice(0, clock=clock) as refusing:
        yield Client(charging, clock), Client(refusing, clock)


@pytest.fixture
def scene(_gateways: tuple[Client, Client]) -> Scene:
    for client in _gateways:
        client.clock.now = NOON
        assert client.admin("/reset", {}).status == 200
    return Scene(*_gateways)


def read(body: bytes, code: str) -> tuple[CallError, str]:
    """The error as the app reads it, which must be this one exactly; and what says so in it."""
    error = read_answer(body).error
    assert error is not None, body
    entry = BOOK.find(error)
    assert entry is not None, body
    assert code in (entry.code, *entry.aliases), body
    for said in (error.code, error.sub_code, error.message):
        if said == code or (code == entry.code and any(phrase in said for phrase in entry.phrases)):
            return error, said
    raise AssertionError(f"{code} is not in {body!r}")


def find_place(node: Any, said: str, path: str = "") -> str | None:
    """The path to a value, without the outer key of a business answer."""
    if isinstance(node, dict):
        for name, inner in node.items():
            below = "" if name.endswith("_response") and name != "error_response" else f"{path}.{name}".lstrip(".")
            if (found := find_place(inner, said, below)) is not None:
                return found
    return path if str(node) == said else None


@pytest.mark.parametrize("cause", CAUSES, ids=[cause.code for cause in CAUSES])
def test_every_code_can_be_met(scene: Scene, cause: Cause, request: pytest.FixtureRequest) -> None:
    if cause.is_natural and cause.provoke is not None:
        body, how = cause.provoke(scene), cause.how
    else:
        body, how = fault(scene, cause), "fault"
    _, said = read(body, cause.code)
    where = find_place(json.loads(body), said)
    assert where
    request.config.stash[ROWS][cause.code] = Row(cause.code, how, cause.api, where)


@pytest.mark.parametrize("cause", CAUSES, ids=[cause.code for cause in CAUSES])
def test_every_code_can_be_had_as_a_fault(scene: Scene, cause: Cause) -> None:
    error, _ = read(fault(scene, cause), cause.code)
    form = load_faults()[cause.code]
    assert form.msg in (error.message, error.sub_message)


def fault(scene: Scene, cause: Cause) -> bytes:
    """An answer to a call that is otherwise empty: a fault looks at nothing."""
    scene.fault(cause.api, cause.code)
    if cause.api.startswith("/"):
        return scene.rest(cause.api)
    return scene.top(cause.api) if cause.code in OLD_NUMBERS else scene.sync(cause.api)


def test_no_code_of_the_book_is_left_out() -> None:
    assert Counter(cause.code for cause in CAUSES) == Counter(KNOWN)
    assert load_faults().keys() == set(KNOWN)


def test_a_code_that_nobody_has_seen_is_played_too(scene: Scene) -> None:
    scene.fault(CATEGORIES, "UnheardOf")
    scene.fault(CATEGORIES, "isv.unheard-of")
    first, second = (read_answer(scene.sync(CATEGORIES)).error for _ in range(2))
    assert first is not None
    assert first.code == "UnheardOf"
    assert second is not None
    assert (second.code, second.sub_code) == ("15", "isv.unheard-of")


def test_the_table_counts_and_keeps_the_order_of_the_book() -> None:
    rows = [Row("602", "not sold", "b", "rsp_code"), Row("25", "fault", "a", "error_response.code")]
    head, first, second, count = render(rows, KNOWN)
    assert head.startswith("Code")
    assert (first.split()[0], second.split()[0]) == ("25", "602")
    assert count.startswith(f"2 of {len(KNOWN)} codes provoked and read: 1 by causes")
