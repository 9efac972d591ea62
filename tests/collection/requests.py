"""Saved requests of every kind, for Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from aexdesk.collection.saved_request import COMPUTED, Assertion, AssertionKind, Capture, SavedRequest
from aexdesk.openplatform.signing import SIGN_METHODS

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
FILLED = TEXTS.filter(str.strip)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,20}", fullmatch=True)
JSON_TEXTS = st.sampled_from(
    [
        "{}",
        "[]",
        '{"a":1.10}',
        '{"a": 1}',
        '[1,2,{"b":"{{x}}"}]',
        '{"a":12345678901234567890}',
        '{"a":1,"a":2}',
        "[1",
        "[nul]",
    ]
)
VALUES = st.one_of(TEXTS, JSON_TEXTS)


def pairs(
    names: st.SearchStrategy[str], values: st.SearchStrategy[str]
) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    def of(given: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple(given)

    one = st.tuples(names.filter(lambda name: name not in COMPUTED), values)
    return st.lists(one, max_size=4, unique_by=lambda pair: pair[0]).map(of)


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    kind = draw(st.sampled_from(AssertionKind))
    path = draw(FILLED) if kind.takes_path else ""
    return Assertion(kind, path, draw(VALUES) if kind.takes_value else "")


@st.composite
def saved_requests(draw: st.DrawFn) -> SavedRequest:
    captured = draw(pairs(NAMES, FILLED))
    return SavedRequest(
        name=draw(FILLED),
        api=draw(FILLED),
        parameters=draw(pairs(TEXTS, VALUES)),
        files=draw(pairs(TEXTS, TEXTS)),
        http_method=draw(st.sampled_from(("GET", "POST"))),
        sign_method=draw(st.sampled_from(tuple(SIGN_METHODS))),
        settings=draw(pairs(TEXTS, VALUES)),
        profile=draw(TEXTS),
        captures=tuple(Capture(name, path) for name, path in captured),
        assertions=tuple(draw(st.lists(assertions(), max_size=3))),
        notes=draw(TEXTS),
    )
