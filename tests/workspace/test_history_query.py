"""A query of the history is read as a developer would mean it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.workspace.history_query import HistoryQuery, read_query, read_span

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 31, 15, 30, 20, tzinfo=BEIJING)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", HistoryQuery()),
        ("   ", HistoryQuery()),
        ("red  lamp", HistoryQuery(words=("red", "lamp"))),
        ('"red lamp" US', HistoryQuery(words=("red lamp", "US"))),
        ('"half open', HistoryQuery(words=("half open",))),
        ("order.create", HistoryQuery(words=("order.create",))),
        ("api:order.create 100500", HistoryQuery(words=("100500",), apis=("order.create",))),
        ("API:a api:b", HistoryQuery(apis=("a", "b"))),
        ("status:200 status:5XX status:none", HistoryQuery(statuses=("200", "5xx", "none"))),
        ("code:Missing id:2101 profile:Shop", HistoryQuery(codes=("Missing",), ids=("2101",), profiles=("Shop",))),
        ('app:"My shop"', HistoryQuery(profiles=("My shop",))),
        ("door:proxy", HistoryQuery(door="proxy")),
        ("door:own", HistoryQuery(door="")),
        ("is:failed is:refused is:pinned", HistoryQuery(is_failed=True, is_refused=True, is_pinned=True)),
        ("http://a.example/x", HistoryQuery(words=("http://a.example/x",))),
        ("session:x", HistoryQuery(words=("session:x",))),
        ("lamp is:", HistoryQuery(words=("lamp",))),
        ("status:", HistoryQuery()),
        ("before:2026", HistoryQuery(before=at(2026, 1, 1))),
        ("after:2026-02", HistoryQuery(after=at(2026, 2, 1))),
        ("on:2026-03-09", HistoryQuery(after=at(2026, 3, 9), before=at(2026, 3, 10))),
        ("on:2026-12", HistoryQuery(after=at(2026, 12, 1), before=at(2027, 1, 1))),
        ("on:2026-03-09T10:05", HistoryQuery(after=at(2026, 3, 9, 10, 5), before=at(2026, 3, 9, 10, 6))),
        ("on:today", HistoryQuery(after=at(2026, 3, 31), before=at(2026, 4, 1))),
        ("on:yesterday", HistoryQuery(after=at(2026, 3, 30), before=at(2026, 3, 31))),
        ("after:2h", HistoryQuery(after=at(2026, 3, 31, 13, 30, 20))),
        ("after:2026 after:2025", HistoryQuery(after=at(2026, 1, 1))),
        ("before:2026 before:2025", HistoryQuery(before=at(2025, 1, 1))),
    ],
)
def test_what_is_typed_is_meant(text: str, query: HistoryQuery) -> None:
    assert read_query(text, NOW) == query


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("status:often", "history_status"),
        ("status:20", "history_status"),
        ("door:back", "history_door"),
        ("is:odd", "history_is"),
        ("on:2026-02-30", "history_date"),
        ("after:soon", "history_date"),
        ("before:0000", "history_date"),
        ("on:9999", "history_date"),
        ("on:9999-12-31", "history_date"),
    ],
)
def test_a_value_that_means_nothing_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(BadInput, match=code) as caught:
        read_query(text, NOW)
    assert caught.value.values == {"text": text.partition(":")[2]}


def test_days_ago_have_an_end() -> None:
    first, end = read_span("3d", NOW)
    assert (end > first, NOW.astimezone(UTC) - first) == (True, timedelta(days=3))


def test_the_environment_is_given_not_typed() -> None:
    assert read_query("x", NOW, "live") == HistoryQuery(words=("x",), environment="live")


@given(st.text())
def test_any_text_is_a_query_or_refused(text: str) -> None:
    try:
        query = read_query(text, NOW)
    except BadInput:
        return
    assert isinstance(query, HistoryQuery)
