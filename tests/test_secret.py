"""A secret hides itself from whatever prints, formats, copies or stores it."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import pprint
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.secret import MASK, Secret

CANARY = "unmistakable-CANARY"


@dataclass(frozen=True)
class Holder:
    name: str
    secret: Secret


SEEN_BY: dict[str, Callable[[Secret], str]] = {
    "repr": repr,
    "str": str,
    "format": lambda secret: f"{secret}",
    "format with a width": lambda secret: f"{secret:>40}",
    "format with repr": lambda secret: f"{secret!r}",
    "percent": lambda secret: "%s %r" % (secret, secret),  # noqa: UP031 - as a log call does
    "str.format": "{}".format,
    "a list": lambda secret: repr([secret]),
    "a dataclass": lambda secret: repr(Holder("x", secret)),
    "a dict of a dataclass": lambda secret: repr(asdict(Holder("x", secret))),
    "pprint": lambda secret: pprint.pformat({"x": Holder("x", secret)}),
    "pickle": lambda secret: repr(pickle.dumps(secret)),
    "a copy": lambda secret: repr(copy.deepcopy(Holder("x", secret))),
    "an error": lambda secret: str(ValueError(secret)),
    "JSON with a default": lambda secret: json.dumps({"x": secret}, default=str),
}


@pytest.mark.parametrize("how", SEEN_BY)
def test_it_shows_dots_however_it_is_looked_at(how: str) -> None:
    seen = SEEN_BY[how](Secret(CANARY))
    assert CANARY not in seen
    assert MASK in seen or json.dumps(MASK) in seen or how == "pickle"


def test_the_log_shows_dots(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("aexdesk").info("using %s for %r", Secret(CANARY), Holder("x", Secret(CANARY)))
    assert MASK in caplog.text
    assert CANARY not in caplog.text


def test_a_traceback_with_its_locals_shows_dots() -> None:
    secret = Secret(CANARY)
    try:
        raise ValueError(secret)
    except ValueError as error:
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "secret = " in told
    assert CANARY not in told.replace("CANARY = ", "")


def test_it_cannot_become_json_by_accident() -> None:
    with pytest.raises(TypeError):
        json.dumps(Secret(CANARY))


def test_what_comes_out_of_a_pickle_is_dots() -> None:
    assert pickle.loads(pickle.dumps(Secret(CANARY))).reveal() == MASK


@given(st.text(st.characters(exclude_categories=[])), st.text(st.characters(exclude_categories=[])))
def test_two_are_equal_where_their_texts_are(first: str, second: str) -> None:
    assert (Secret(first) == Secret(second)) == (first == second)
    assert Secret(first) == Secret(first)
    assert hash(Secret(first)) == hash(Secret(first))
    assert Secret(first).reveal() == first
    assert bool(Secret(first)) == bool(first)


def test_it_is_equal_to_no_text() -> None:
    assert Secret("x") != "x"
    assert Secret("x") not in ("x", None, 1)
    assert len({Secret("x"), Secret("x"), "x"}) == 2


def test_it_has_no_room_for_anything_else() -> None:
    with pytest.raises(AttributeError):
        Secret("x").other = 1  # type: ignore[attr-defined]
